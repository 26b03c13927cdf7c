/* test_query.c - typed text becomes an expression that FTS5 can always read. */
#include "index_fixture.h"

#include "base/strbuf.h"
#include "search/query.h"

static void assert_expression(const char *typed, const char *expected) {
    struct arena arena = {0};
    struct error err;
    struct query query;
    if (!query_read(&arena, slice_of(typed), &query, &err))
        fail_msg("%s: %s", typed, err.message);
    assert_string_equal(query.expression, expected);
    arena_release(&arena);
}

static void typed_text_is_read_as_people_mean_it(void **state) {
    (void)state;
    static const struct {
        const char *typed, *expected;
    } cases[] = {
        {"Heel PAIN", "(\"heel\" OR \"pain\")"},
        {"what is the heel", "(\"heel\")"},
        {"what is it", "(\"what\" OR \"is\" OR \"it\")"},
        {"heel heel Heel", "(\"heel\")"},
        {"what's wrong?", "(\"wrong\")"},
        {"heel-pain", "(\"heel\" OR \"pain\")"},
        {"5-mg 5% C++", "(\"5\" OR \"mg\" OR \"c\")"},
        {"text: title:heel", "(\"text\" OR \"title\" OR \"heel\")"},
        {"heel AND OR NOT NEAR(pain)", "(\"heel\" OR \"not\" OR \"near\" OR \"pain\")"},
        {"\"heel pain\"", "(\"heel pain\")"},
        {"\"heel pain\" lift", "(\"heel pain\") AND (\"heel pain\" OR \"lift\")"},
        {"\"to be\"", "(\"to be\")"},
        {"heel \"pain", "(\"heel\" OR \"pain\")"},
        {"heel \"\" pain", "(\"heel\" OR \"pain\")"},
        {"heel -pain", "(\"heel\") NOT (\"pain\")"},
        {"heel -\"gel pad\" -cup", "(\"heel\") NOT (\"gel pad\" OR \"cup\")"},
        {"heel -gel-pad", "(\"heel\") NOT (\"gel pad\")"},
        {"the heel -the", "(\"heel\") NOT (\"the\")"},
        {"-heel", "(\"heel\")"},
        {"heel - pain", "(\"heel\" OR \"pain\")"},
        {"cush*", "(\"cush\" *)"},
        {"the* heel", "(\"the\" * OR \"heel\")"},
        {"* heel ** ^heel", "(\"heel\")"},
        {"caf\xc3\xa9 \xe2\x80\x9cheel\xe2\x80\x9d heel\xe2\x80\x93toe",
         "(\"caf\xc3\xa9\" OR \"heel\" OR \"toe\")"},
        {"a\xff"
         "b\x80 heel",
         "(\"b\" OR \"heel\")"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_expression(cases[i].typed, cases[i].expected);
}

static void a_query_without_a_word_says_so(void **state) {
    (void)state;
    static const char *const empty[] = {
        "", " ", "?!", "\"\"", "-", "***", "\xff\xfe", "\xf0\x9f\xa6\xb6", "\" \" -- ()"};
    struct arena arena = {0};
    struct error err;
    struct query query;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        assert_false(query_read(&arena, slice_of(empty[i]), &query, &err));
        assert_int_equal(err.code, ERROR_USAGE);
        assert_non_null(strstr(err.message, "no word"));
    }
    assert_false(query_read(&arena, slice_make(NULL, 0), &query, &err));
    arena_release(&arena);
}

static void nul_separates_words(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_make("heel\0pain", 9), &query, &err));
    assert_string_equal(query.expression, "(\"heel\" OR \"pain\")");
    arena_release(&arena);
}

static void words_and_their_number_are_bounded(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    struct strbuf text = {0};
    for (int i = 0; i < 5000; i++)
        strbuf_add_format(&text, "word%d ", i);
    assert_true(query_read(&arena, strbuf_slice(&text), &query, &err));
    assert_int_equal(query.phrase_count, QUERY_MOST_WORDS);
    strbuf_truncate(&text, 0);
    strbuf_add(&text, "x");
    for (int i = 0; i < 35000; i++)
        strbuf_add(&text, "\xc3\xa9");
    assert_true(query_read(&arena, strbuf_slice(&text), &query, &err));
    assert_int_equal(query.phrase_count, 1);
    assert_int_equal(strlen(query.phrases[0].text), QUERY_MOST_WORD_BYTES - 1); /* whole letters */
    strbuf_release(&text);
    arena_release(&arena);
}

static void the_score_knows_where_its_phrases_stand(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_of("lift \"heel pain\" cup -gel"), &query, &err));
    assert_int_equal(query.first_scored, 1);
    assert_int_equal(query.phrase_count, 3);
    assert_string_equal(query.phrases[1].text, "heel pain");
    assert_int_equal(query.phrases[1].word_count, 2);
    arena_release(&arena);
}

static void stop_words_are_found_by_whole_word(void **state) {
    (void)state;
    static const char *const stop[] = {"a", "the", "what", "yours", "s", "d"};
    static const char *const other[] = {"", "th", "thee", "no", "not", "without", "heel", "z"};
    for (size_t i = 0; i < sizeof stop / sizeof *stop; i++)
        assert_true(query_is_stop_word(slice_of(stop[i])));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(query_is_stop_word(slice_of(other[i])));
}

/* ---- nothing raises a syntax error ---- */

static void run(struct fixture *fixture, struct index *index, struct slice text) {
    struct arena arena = {0};
    struct query query;
    struct match_row *rows;
    size_t count;
    struct error err;
    if (query_read(&arena, text, &query, &err)) {
        struct match_query match = {.expression = query.expression, .limit = 3};
        if (!index_match(index, &arena, &match, &rows, &count, &fixture->err))
            fail_msg("%s: %s", query.expression, fixture->err.message);
    } else {
        assert_int_equal(err.code, ERROR_USAGE);
    }
    arena_release(&arena);
}

static struct index *open_small(struct fixture *fixture) {
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift raises the heel. 1 null x.\n");
    fixture_update(fixture);
    return fixture_open(fixture);
}

static void no_text_raises_an_error(void **state) {
    struct fixture *fixture = *state;
    struct index *index = open_small(fixture);
    static const char *const pieces[] = {
        "heel", "\"", "-",    "*",  "(",    ")",   ":", "^",  "AND",  "'", "{",
        "+",    " ",  "NEAR", "\\", "\xff", "NOT", ",", "\n", "\xc3", "1", "\xf0\x9f\xa6\xb6"};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    for (unsigned i = 0; i < PIECES * PIECES * PIECES; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s%s%s x", pieces[i % PIECES], pieces[i / PIECES % PIECES],
                 pieces[i / PIECES / PIECES]);
        run(fixture, index, slice_of(text));
    }
    struct strbuf long_text = {0};
    for (int i = 0; i < 5000; i++)
        strbuf_add(&long_text, "(");
    strbuf_add(&long_text, "heel");
    run(fixture, index, strbuf_slice(&long_text));
    for (int i = 0; i < 7000; i++)
        strbuf_add(&long_text, " -\"heel\"*");
    run(fixture, index, strbuf_slice(&long_text));
    strbuf_release(&long_text);
    index_close(index);
}

static void the_hostile_strings_raise_no_error(void **state) {
    struct fixture *fixture = *state;
    const char *data = getenv("FOOTNOTE_DATA_DIR");
    char path[512];
    struct slice text, line;
    snprintf(path, sizeof path, "%s/hostile/blns/blns.txt", data ? data : "../shared/data");
    if (!file_read(&fixture->arena, path, 1 << 24, &text, &fixture->err)) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    struct index *index = open_small(fixture);
    run(fixture, index, text);
    while (slice_next_line(&text, &line))
        run(fixture, index, line);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_text_is_read_as_people_mean_it),
        cmocka_unit_test(a_query_without_a_word_says_so),
        cmocka_unit_test(nul_separates_words),
        cmocka_unit_test(words_and_their_number_are_bounded),
        cmocka_unit_test(the_score_knows_where_its_phrases_stand),
        cmocka_unit_test(stop_words_are_found_by_whole_word),
        FIXTURE_TEST(no_text_raises_an_error),
        FIXTURE_TEST(the_hostile_strings_raise_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
