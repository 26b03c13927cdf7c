/* test_search.c - a search as the command line and scripts see it. */
#include "search_fixture.h"

#include "base/date.h"
#include "base/utf8.h"

static const char article[] = "---\nid: insert-types\ntitle: Inserts\nreview_due: 2026-06-01\n---\n"
                              "## Heel lifts\n\nA heel lift raises the heel.\n\n- It is worn in "
                              "one shoe.\n- R\xc3\xa9sum\xc3\xa9:"
                              " the lift helps.\n\n## Gel pads\n\nA pad cushions the heel.\n";

static void run_with(struct fixture *fixture, const char *typed, struct search_options options,
                     struct search_result *result) {
    options.weak_too = true;
    *result = fixture_search(fixture, typed, options);
}

static void make_corpus(struct fixture *fixture) {
    fixture_write(fixture, "corpus/inserts.md", article);
    fixture_write(fixture, "corpus/toe.md",
                  "---\nlanguage: pl\n---\n# Toe\n\nNo heel, but a toe.\n");
    fixture_update(fixture);
}

static void hits_are_ranked_and_complete(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    make_corpus(fixture);
    run_with(fixture, "heel lift", (struct search_options){0}, &result);
    assert_int_equal(result.count, 3);
    for (size_t i = 0; i < result.count; i++) {
        assert_int_equal(result.hits[i].rank, i + 1);
        assert_true(i == 0 || result.hits[i].score <= result.hits[i - 1].score);
        assert_null(result.hits[i].snippet.text);
    }
    assert_false(result.hits[0].weak);
    const struct passage *first = &result.hits[0].passage;
    assert_string_equal(first->article, "insert-types");
    assert_string_equal(first->section, "heel-lifts");
    assert_string_equal(first->heading, "Heel lifts");
    assert_non_null(strstr(first->text, "raises the heel"));
    assert_int_equal(result.unknown_count, 0);
}

static void the_limit_cuts_the_list(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    for (int i = 0; i < 15; i++)
        fixture_write(fixture, arena_format(&fixture->arena, "corpus/%d.md", i),
                      "# Heel\n\nHeel.\n");
    fixture_update(fixture);
    run_with(fixture, "heel", (struct search_options){0}, &result);
    assert_int_equal(result.count, 10);
    run_with(fixture, "heel", (struct search_options){.limit = 12}, &result);
    assert_int_equal(result.count, 12);
    assert_string_equal(result.hits[0].passage.article, "0");
    assert_string_equal(result.hits[1].passage.article, "1");
    assert_string_equal(result.hits[2].passage.article, "10");
}

static void snippet_marks_are_code_points_of_whole_words(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    make_corpus(fixture);
    run_with(fixture, "lift", (struct search_options){.with_snippets = true}, &result);
    assert_true(result.count >= 1);
    const struct search_hit *hit = &result.hits[0];
    assert_string_equal(hit->snippet.text,
                        "A heel lift raises the heel. - It is worn in one shoe. - "
                        "R\xc3\xa9sum\xc3\xa9: the lift helps.");
    assert_int_equal(hit->snippet.mark_count, 2);
    assert_int_equal(hit->snippet.marks[0].start, 7);
    assert_int_equal(hit->snippet.marks[0].end, 11);
    /* "lift" of the last item, counted in characters, not bytes */
    const char *second = strstr(strstr(hit->snippet.text, "lift") + 1, "lift");
    int place =
        (int)utf8_count(slice_make(hit->snippet.text, (size_t)(second - hit->snippet.text)));
    assert_int_equal(hit->snippet.marks[1].start, place);
    assert_int_equal(hit->snippet.marks[1].end, place + 4);
}

static void a_long_passage_is_cut_around_the_words(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    char text[4096] = "# Long\n\n";
    for (int i = 0; i < 200; i++)
        strcat(text, "filler ");
    strcat(text, "then the calcaneus bone ");
    for (int i = 0; i < 200; i++)
        strcat(text, "filler ");
    fixture_write(fixture, "corpus/long.md", text);
    fixture_update(fixture);
    run_with(fixture, "calcaneus", (struct search_options){.with_snippets = true}, &result);
    assert_int_equal(result.count, 1);
    const struct search_hit *hit = &result.hits[0];
    assert_true(strlen(hit->snippet.text) < 250);
    assert_int_equal(hit->snippet.mark_count, 1);
    assert_memory_equal(hit->snippet.text + hit->snippet.marks[0].start, "calcaneus", 9);
    assert_true(strncmp(hit->snippet.text, "... filler", 10) == 0);
}

static void a_passage_past_its_review_is_overdue(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    make_corpus(fixture);
    int due = date_join(2026, 6, 1);
    run_with(fixture, "lift", (struct search_options){.today = due}, &result);
    assert_false(result.hits[0].overdue);
    run_with(fixture, "lift", (struct search_options){.today = due + 1}, &result);
    assert_true(result.hits[0].overdue);
    run_with(fixture, "toe", (struct search_options){.today = due + 1}, &result);
    assert_false(result.hits[0].overdue);
}

static void words_that_occur_nowhere_are_named(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    make_corpus(fixture);
    run_with(fixture, "heel fascitis lifting \"gel xyz\" -qqq", (struct search_options){0},
             &result);
    assert_int_equal(result.count, 0); /* the phrase must occur */
    assert_int_equal(result.unknown_count, 2);
    assert_string_equal(result.unknown[0].word, "fascitis");
    assert_string_equal(result.unknown[1].word, "xyz");
    assert_int_equal(result.unknown[0].suggestion_count, 0);
    run_with(fixture, "heel fascitis", (struct search_options){0}, &result);
    assert_int_equal(result.count, 3);
    assert_int_equal(result.unknown_count, 1);
    assert_string_equal(result.unknown[0].word, "fascitis");
    /* Left out by the filter, but not unknown. */
    run_with(fixture, "toe", (struct search_options){.article = "insert-types"}, &result);
    assert_int_equal(result.count, 0);
    assert_int_equal(result.unknown_count, 0);
}

static size_t count_of(struct fixture *fixture, const char *typed, struct search_options options) {
    struct search_result result;
    run_with(fixture, typed, options, &result);
    return result.count;
}

/* "daon" was taken for "don", which stands beside "disease" in more passages. */
static void a_slip_is_taken_for_what_articles_are_about(void **state) {
    struct fixture *fixture = *state;
    struct search_result result;
    struct strbuf records = {0};
    for (int i = 0; i < 40; i++)
        strbuf_add_format(&records,
                          "{\"id\":\"w%d\",\"title\":\"Walking %d\",\"text\":\"People with "
                          "this disease don rather stiff shoes.\"}\n",
                          i, i);
    for (int i = 0; i < 5; i++)
        strbuf_add_format(&records,
                          "{\"id\":\"d%d\",\"title\":\"Danon disease %d\",\"text\":\"Danon "
                          "disease weakens muscles.\"}\n",
                          i, i);
    fixture_write(fixture, "corpus/all.jsonl", strbuf_text(&records));
    strbuf_release(&records);
    fixture_update(fixture);
    run_with(fixture, "daon disease", (struct search_options){.limit = 1}, &result);
    assert_int_equal(result.unknown_count, 1);
    assert_string_equal(result.unknown[0].suggestions[0], "danon");
    run_with(fixture, "daon shoes", (struct search_options){.limit = 1}, &result);
    assert_string_equal(result.unknown[0].suggestions[0], "don");
}

static void phrases_exclusions_and_prefixes_mean_what_they_say(void **state) {
    struct fixture *fixture = *state;
    struct search_options none = {0};
    make_corpus(fixture);
    assert_int_equal(count_of(fixture, "heel", none), 3);
    assert_int_equal(count_of(fixture, "heel -cushions", none), 2);
    assert_int_equal(count_of(fixture, "\"heel lift\"", none), 1);
    assert_int_equal(count_of(fixture, "\"lift heel\"", none), 0);
    assert_int_equal(count_of(fixture, "\"heel lift\" cushions toe", none), 1);
    assert_int_equal(count_of(fixture, "cush*", none), 1);
    assert_int_equal(count_of(fixture, "heel", (struct search_options){.language = "pl"}), 1);
    assert_int_equal(count_of(fixture, "heel", (struct search_options){.article = "toe"}), 1);
}

static void accents_and_case_make_no_difference(void **state) {
    struct fixture *fixture = *state;
    make_corpus(fixture);
    assert_int_equal(count_of(fixture, "resume", (struct search_options){0}), 1);
    assert_int_equal(count_of(fixture, "R\xc3\x89SUM\xc3\x89", (struct search_options){0}), 1);
}

static void a_raw_expression_is_handed_on(void **state) {
    struct fixture *fixture = *state;
    struct search_options raw = {.raw_match = true};
    struct search_result result;
    make_corpus(fixture);
    assert_int_equal(count_of(fixture, "heel AND lift", raw), 1);
    assert_int_equal(count_of(fixture, "path: lifts", raw), 1);
    struct index *index = fixture_open(fixture);
    static const char *const bad[] = {"heel AND", "", " "};
    for (size_t i = 0; i < 3; i++) {
        assert_false(
            search_run(index, &fixture->arena, slice_of(bad[i]), &raw, &result, &fixture->err));
        assert_int_equal(fixture->err.code, ERROR_USAGE);
    }
    assert_false(search_run(index, &fixture->arena, slice_of("?"), &(struct search_options){0},
                            &result, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_USAGE);
    index_close(index);
}

static void an_empty_index_gives_no_hits(void **state) {
    struct fixture *fixture = *state;
    fixture_update(fixture);
    assert_int_equal(count_of(fixture, "heel", (struct search_options){0}), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(hits_are_ranked_and_complete),
        FIXTURE_TEST(the_limit_cuts_the_list),
        FIXTURE_TEST(snippet_marks_are_code_points_of_whole_words),
        FIXTURE_TEST(a_long_passage_is_cut_around_the_words),
        FIXTURE_TEST(a_passage_past_its_review_is_overdue),
        FIXTURE_TEST(words_that_occur_nowhere_are_named),
        FIXTURE_TEST(a_slip_is_taken_for_what_articles_are_about),
        FIXTURE_TEST(phrases_exclusions_and_prefixes_mean_what_they_say),
        FIXTURE_TEST(accents_and_case_make_no_difference),
        FIXTURE_TEST(a_raw_expression_is_handed_on),
        FIXTURE_TEST(an_empty_index_gives_no_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
