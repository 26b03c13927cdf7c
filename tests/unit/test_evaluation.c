/* test_evaluation.c - the measures of trec_eval, computed by hand, and the two forms of judgments.
 */
#include "index_fixture.h"

#include "search/assessment.h"

#include <math.h>

static void assert_near(double value, double expected) {
    if (fabs(value - expected) > 1e-9)
        fail_msg("%.12f, expected %.12f", value, expected);
}

static void a_ranking_is_measured_as_by_hand(void **state) {
    (void)state;
    /* Places 1 to 5: not judged, grade 2, not relevant, grade 1, not judged; one relevant of grade
     * 3 is not found. */
    const int found[] = {0, 2, 0, 1, 0}, judged[] = {1, 0, 3, 2};
    struct evaluation one = evaluation_of(found, 5, judged, 4);
    double gain = 2 / log2(3) + 1 / log2(5);
    double best = 3 / log2(2) + 2 / log2(3) + 1 / log2(4);
    assert_near(one.ndcg_10, gain / best);
    assert_near(one.ndcg_10, 0.3554359516); /* 1.6925360652 / 4.7618595071 */
    assert_near(one.average_precision, (1.0 / 2 + 2.0 / 4 + 0) / 3);
    assert_near(one.recall_100, 2.0 / 3);
    assert_near(one.reciprocal_rank, 1.0 / 2);
    assert_int_equal(one.first_place, 0); /* the best one is missing */
    assert_near(one.top_5, 0);
}

static void the_gain_ends_at_ten_and_recall_at_a_hundred(void **state) {
    (void)state;
    int found[120] = {0};
    const int judged[] = {1, 1, 1};
    found[10] = found[99] = found[100] = 1; /* places 11, 100, 101 */
    struct evaluation one = evaluation_of(found, 120, judged, 3);
    assert_near(one.ndcg_10, 0);
    assert_near(one.recall_100, 2.0 / 3);
    assert_near(one.reciprocal_rank, 1.0 / 11);
    assert_near(one.average_precision, (1.0 / 11 + 2.0 / 100 + 3.0 / 101) / 3);
    assert_int_equal(one.first_place, 11);
}

static void the_best_gain_is_of_ten_documents_at_most(void **state) {
    (void)state;
    int found[12], judged[12];
    for (int i = 0; i < 12; i++)
        found[i] = judged[i] = 1;
    struct evaluation one = evaluation_of(found, 12, judged, 12);
    assert_near(one.ndcg_10, 1);
    assert_near(one.average_precision, 1);
    assert_near(one.top_3, 1);
}

static void means_are_over_the_queries_added(void **state) {
    (void)state;
    struct evaluation_sum sum = {0};
    const int first[] = {1}, second[] = {0, 1}, judged[] = {1};
    struct evaluation one = evaluation_of(first, 1, judged, 1);
    evaluation_add(&sum, &one);
    one = evaluation_of(second, 2, judged, 1);
    evaluation_add(&sum, &one);
    one = evaluation_of(NULL, 0, judged, 1); /* found nothing: counts 0 */
    evaluation_add(&sum, &one);
    assert_near(evaluation_mean(&sum).reciprocal_rank, 1.5 / 3);
    assert_near(evaluation_mean(&sum).ndcg_10, (1 + 1 / log2(3)) / 3);
    sum = (struct evaluation_sum){0};
    assert_near(evaluation_mean(&sum).ndcg_10, 0);
}

/* ---- files ---- */

static bool read_table(struct fixture *fixture, const char *text, struct judgment_set *set) {
    return judgments_read_table(&fixture->arena, fixture_write(fixture, "judged.tsv", text), set,
                                &fixture->err);
}

#define HEADER "qid\tquery\tarticle#section\tgrade\tkind\n"

static void a_table_gives_queries_with_their_sections(void **state) {
    struct fixture *fixture = *state;
    struct judgment_set set;
    assert_true(read_table(fixture,
                           HEADER "F1\theel lift\tlifts#use\t2\tfact\n"
                                  "F1\theel lift\tlifts#care\t1\tfact\n"
                                  "N1\tibuprofen dose\t-\t0\tunanswerable\n",
                           &set));
    assert_int_equal(set.count, 2);
    assert_int_equal(set.queries[0].judgment_count, 2);
    assert_string_equal(set.queries[0].judgments[1].name, "lifts#care");
    assert_int_equal(set.queries[0].judgments[1].grade, 1);
    assert_false(set.queries[0].is_unanswerable);
    assert_true(set.queries[1].is_unanswerable);
    assert_int_equal(set.queries[1].judgment_count, 0);
}

static void a_line_that_is_no_judgment_is_named(void **state) {
    struct fixture *fixture = *state;
    struct judgment_set set;
    assert_false(read_table(fixture, HEADER "F1\theel lift\tlifts#use\ttwo\tfact\n", &set));
    assert_non_null(strstr(fixture->err.message, "judged.tsv:2: expected qid, query"));
    assert_false(read_table(fixture, HEADER "F1\theel lift\tlifts\t2\tfact\n", &set));
    assert_false(read_table(fixture, HEADER "\nF1\theel lift\n", &set));
    assert_non_null(strstr(fixture->err.message, "judged.tsv:3: "));
    assert_false(read_table(fixture, "F1\theel lift\tlifts#use\t2\tfact\n", &set));
    assert_non_null(strstr(fixture->err.message, "judged.tsv:1: expected the header line"));
    assert_false(read_table(fixture,
                            HEADER "F1\theel lift\tlifts#use\t2\tfact\n"
                                   "F1\theel cup\tlifts#use\t2\tfact\n",
                            &set));
    assert_non_null(strstr(fixture->err.message, ":3: 'F1' had another query"));
}

static void three_files_give_the_chosen_queries(void **state) {
    struct fixture *fixture = *state;
    struct judgment_set set;
    const char *queries =
        fixture_write(fixture, "queries.tsv", "9\theel cup\n10\tfat pad\n11\tspur\n12\tnobody\n");
    const char *qrels =
        fixture_write(fixture, "qrels.tsv", "10\tpads\t1\n9 0 cups 2\n9\tlifts\t0\n77\tcups\t1\n");
    const char *ids = fixture_write(fixture, "ids.txt", "9\n12\n");
    assert_true(judgments_read_files(&fixture->arena, queries, qrels, NULL, &set, &fixture->err));
    assert_int_equal(set.count, 2); /* 11 and 12 have no judgment */
    assert_string_equal(set.queries[0].text, "heel cup");
    assert_string_equal(set.queries[0].judgments[0].name, "cups");
    assert_int_equal(set.queries[0].judgments[0].grade, 2);
    assert_true(judgments_read_files(&fixture->arena, queries, qrels, ids, &set, &fixture->err));
    assert_int_equal(set.count, 1);
    ids = fixture_write(fixture, "ids.txt", "9\n99\n");
    assert_false(judgments_read_files(&fixture->arena, queries, qrels, ids, &set, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "ids.txt:2: no query has the id '99'"));
}

/* ---- asked of an index ---- */

static void an_article_stands_where_its_best_passage_does(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/cups.md",
                  "# Cups\n\n## Heel cups\n\nA heel cup.\n\n## Cup care\n\nWash the heel cup.\n");
    fixture_write(fixture, "corpus/lifts.md", "# Lifts\n\n## Heel lifts\n\nNo cup at all here.\n");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    const char *queries = fixture_write(fixture, "q.tsv", "1\theel cup\n2\t...\n");
    const char *qrels = fixture_write(fixture, "r.tsv", "1\tlifts\t1\n2\tlifts\t1\n");
    struct judgment_set set;
    assert_true(judgments_read_files(&fixture->arena, queries, qrels, NULL, &set, &fixture->err));
    struct search_options options = {.limit = 100};
    struct assessment one;
    assert_true(
        assess_query(index, &fixture->arena, &set, &set.queries[0], &options, &one, &fixture->err));
    assert_true(one.is_judged);
    assert_string_equal(one.first, "cups");
    assert_int_equal(one.measures.first_place, 2); /* both passages of cups count once */
    assert_true(
        assess_query(index, &fixture->arena, &set, &set.queries[1], &options, &one, &fixture->err));
    assert_true(one.is_judged); /* a query without a word finds nothing, and counts */
    assert_false(one.is_answered);
    assert_near(one.measures.ndcg_10, 0);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ranking_is_measured_as_by_hand),
        cmocka_unit_test(the_gain_ends_at_ten_and_recall_at_a_hundred),
        cmocka_unit_test(the_best_gain_is_of_ten_documents_at_most),
        cmocka_unit_test(means_are_over_the_queries_added),
        FIXTURE_TEST(a_table_gives_queries_with_their_sections),
        FIXTURE_TEST(a_line_that_is_no_judgment_is_named),
        FIXTURE_TEST(three_files_give_the_chosen_queries),
        FIXTURE_TEST(an_article_stands_where_its_best_passage_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
