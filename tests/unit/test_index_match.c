/* test_index_match.c - what a scorer sees, and which rows come back in which order. */
#include "index_fixture.h"

#include <math.h>

static void make_corpus(struct fixture *fixture) {
    fixture_write(fixture, "corpus/a.md",
                  "---\ntitle: Heel lifts\nlanguage: en\n---\n# Heel lifts\n\n## Use of a lift\n\n"
                  "Wear the lift. Both lifts.\n\n## Care\n\nWash it.\n");
    fixture_write(fixture, "corpus/b.md",
                  "---\ntitle: Toes\nlanguage: pl\n---\n# Toes\n\nNo lift here.\n");
    fixture_write(fixture, "corpus/c.md",
                  "---\ntitle: Toes\nlanguage: en-gb\n---\n# Toes\n\nNo lift here.\n");
    fixture_update(fixture);
}

struct seen {
    int calls;
    int body_counts[8], title_counts[8];
};

static double look(void *context, const struct match_view *view) {
    struct seen *seen = context;
    int last_column = -1, last_offset = -1;
    assert_int_equal(match_phrase_count(view), 2);
    assert_int_equal(match_row_count(view), 4);
    assert_int_equal(match_phrase_rows(view, 0), 4); /* lift */
    assert_int_equal(match_phrase_rows(view, 1), 1); /* wear the */
    assert_true(fabs(match_average_tokens(view, 0) - 6.0 / 4) < 1e-9);
    for (int i = 0; i < match_instance_count(view); i++) {
        int phrase, column, offset;
        assert_true(match_instance(view, i, &phrase, &column, &offset));
        assert_true(column > last_column || (column == last_column && offset > last_offset));
        last_column = column;
        last_offset = offset;
        seen->body_counts[seen->calls] += column == 2 && phrase == 0;
        seen->title_counts[seen->calls] += column == 0;
    }
    if (seen->calls == 0) {
        assert_int_equal(match_column_tokens(view, 0), 2);
        assert_int_equal(match_column_tokens(view, 1), 4);
        assert_int_equal(match_column_tokens(view, 2), 5);
    }
    return ++seen->calls;
}

static void a_scorer_sees_columns_phrases_and_the_index(void **state) {
    struct fixture *fixture = *state;
    struct seen seen = {0};
    struct match_row *rows;
    size_t count;
    make_corpus(fixture);
    struct index *index = fixture_open(fixture);
    struct match_query query = {
        .expression = "lift OR \"wear the\"", .scorer = look, .scorer_context = &seen, .limit = 3};
    assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
    assert_int_equal(seen.calls, 4);
    assert_int_equal(seen.body_counts[0], 2);
    assert_int_equal(seen.title_counts[0], 1);
    assert_int_equal(seen.body_counts[1], 0);
    assert_int_equal(count, 3); /* the limit; the scores were 1, 2, 3, 4 */
    assert_true(rows[0].score == 4 && rows[1].score == 3 && rows[2].score == 2);
    index_close(index);
}

static double same_score(void *context, const struct match_view *view) {
    (void)context;
    (void)view;
    return 1;
}

/* Files are read in another order than their ids have. */
static void equal_scores_stand_by_article_and_place(void **state) {
    struct fixture *fixture = *state;
    static const char *const ids[] = {"m", "z", "a", "q", "c", "x", "b"};
    struct match_row *rows;
    struct passage passage;
    size_t count;
    for (int i = 0; i < 7; i++) {
        char name[32], text[128];
        snprintf(name, sizeof name, "corpus/%d.md", i);
        snprintf(text, sizeof text, "---\nid: %s\n---\n## One\n\nheel\n\n## Two\n\nheel\n", ids[i]);
        fixture_write(fixture, name, text);
    }
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    struct match_query query = {.expression = "heel", .scorer = same_score, .limit = 5};
    static const char *const expected[] = {"a#one", "a#two", "b#one", "b#two", "c#one"};
    assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_true(
            index_passage_by_row(index, &fixture->arena, rows[i].rowid, &passage, &fixture->err));
        assert_string_equal(
            arena_format(&fixture->arena, "%s#%s", passage.article, passage.section), expected[i]);
    }
    index_close(index);
}

/* "lift" stands in all four passages, 1 to 4. */
static void ranges_restrict(void **state) {
    struct fixture *fixture = *state;
    static struct index_range two[] = {{0, 1}, {3, 3}}, last[] = {{4, INT64_MAX}};
    static const struct {
        struct index_ranges ranges;
        size_t count;
        int64_t first;
    } cases[] = {{{NULL, 0}, 0, 0}, {{two, 2}, 2, 1}, {{two, 1}, 1, 1}, {{last, 1}, 1, 4}};
    make_corpus(fixture);
    struct index *index = fixture_open(fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct match_query query = {.expression = "lift", .limit = 10, .ranges = &cases[i].ranges};
        struct match_row *rows;
        size_t count;
        assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
        assert_int_equal(count, cases[i].count);
        if (count)
            assert_int_equal(rows[0].rowid, cases[i].first);
    }
    index_close(index);
}

static void a_bad_expression_is_a_usage_error_and_harms_nothing(void **state) {
    struct fixture *fixture = *state;
    static const char *const bad[] = {"heel AND", "(", "\"open", "nocolumn: x",
                                      "NEAR(",    "*", "a b)"};
    struct match_row *rows;
    size_t count;
    make_corpus(fixture);
    struct index *index = fixture_open(fixture);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct match_query query = {.expression = bad[i], .limit = 10};
        assert_false(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
        assert_int_equal(fixture->err.code, ERROR_USAGE);
    }
    struct match_query query = {.expression = "lift", .limit = 10};
    assert_true(index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err));
    assert_int_equal(count, 4);
    index_close(index);
}

static void a_word_is_known_in_any_of_its_forms(void **state) {
    struct fixture *fixture = *state;
    make_corpus(fixture);
    struct index *index = fixture_open(fixture);
    assert_true(index_has_word(index, slice_of("lifting")));
    assert_true(index_has_word(index, slice_of("WASH")));
    assert_false(index_has_word(index, slice_of("orthosis")));
    assert_false(index_has_word(index, slice_of("\"")));
    assert_false(index_has_word(index, slice_of("")));
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_scorer_sees_columns_phrases_and_the_index),
        FIXTURE_TEST(equal_scores_stand_by_article_and_place),
        FIXTURE_TEST(ranges_restrict),
        FIXTURE_TEST(a_bad_expression_is_a_usage_error_and_harms_nothing),
        FIXTURE_TEST(a_word_is_known_in_any_of_its_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
