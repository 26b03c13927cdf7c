/* test_query.c - typed text becomes an expression that FTS5 can always read. */
#include "index_fixture.h"

#include "data_fixture.h"

#include "base/strbuf.h"
#include "search/query/query.h"

static void assert_expression(const char *typed, const char *expected) {
    struct arena arena = {0};
    struct error err;
    struct query query;
    if (!query_read(&arena, slice_of(typed), NULL, &query, &err))
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
        {"patient\xe2\x80\x99s heel", "(\"patient\" OR \"heel\")"},
        {"2.5 mg 1,000", "(\"2.5\" OR \"mg\" OR \"1000\")"},
        {"\xe8\xb6\xb3\xe5\xba\x95\xe7\xad\x8b", "(\"\xe8\xb6\xb3\xe5\xba\x95\xe7\xad\x8b\")"},
        {"heel-pain", "(\"heel\" OR \"pain\")"},
        {"5-mg 5% C++", "(\"5\" OR \"mg\" OR \"c\")"},
        {"text: heel title: lift", "(\"text\" OR \"heel\" OR \"title\" OR \"lift\")"},
        {"heel AND NOT NEAR(pain) OR", "(\"heel\" OR \"not\" OR \"near\" OR \"pain\")"},
        {"\"heel pain\"", "(\"heel pain\")"},
        {"\"heel pain\" lift", "(\"heel pain\") AND (\"heel pain\" OR \"lift\")"},
        {"\"to be\"", "(\"to be\")"},
        {"heel \"pain", "(\"heel\" OR \"pain\")"},
        {"heel \"\" pain", "(\"heel\" OR \"pain\")"},
        {"heel -pain", "(\"heel\") NOT (\"pain\")"},
        {"heel -\"gel pad\" -cup", "(\"heel\") NOT (\"gel pad\" OR \"cup\")"},
        {"heel -gel-pad", "(\"heel\") NOT (\"gel pad\")"},
        {"the heel -the", "(\"heel\") NOT (\"the\")"},

        {"heel - pain", "(\"heel\" OR \"pain\")"},
        {"cush*", "(\"cush\" *)"},
        {"the* heel", "(\"the\" * OR \"heel\")"},
        {"* heel ** ^heel", "(\"heel\")"},
        {"caf\xc3\xa9 heel\xe2\x80\x93toe", "(\"cafe\" OR \"heel\" OR \"toe\")"},
        /* quotation marks of print, and ones that are inches */
        {"\xe2\x80\x9cheel pain\xe2\x80\x9d", "(\"heel pain\")"},
        {"\xe2\x80\x9eheel pain\xe2\x80\x9c", "(\"heel pain\")"},
        {"\xc2\xabheel pain\xc2\xbb", "(\"heel pain\")"},
        {"\xe2\x80\x9cheel pain", "(\"heel\" OR \"pain\")"},
        {"12\" insole 14\" shoe", "(\"12\" OR \"insole\" OR \"14\" OR \"shoe\")"},
        /* fields */
        {"title:heel", "(title : \"heel\") AND (\"heel\")"},
        {"Heading:\"heel pain\" lift", "(path : \"heel pain\") AND (\"heel pain\" OR \"lift\")"},
        {"heel -title:cup", "(\"heel\") NOT (title : \"cup\")"},
        {"title:cush*", "(title : \"cush\" *) AND (\"cush\" *)"},
        {"foo:heel", "(\"foo\" OR \"heel\")"},
        {"title:", "(\"title\")"},
        {"title:?! heel", "(\"title\" OR \"heel\")"},
        /* OR */
        {"lift OR raise cup", "(\"lift\" OR \"raise\" OR \"cup\")"},
        {"\"heel lift\" OR \"heel raise\"", "((\"heel lift\" OR \"heel raise\"))"},
        {"\"heel lift\" OR cup shoe",
         "((\"heel lift\" OR \"cup\")) AND (\"heel lift\" OR \"cup\" OR \"shoe\")"},
        {"OR heel", "(\"heel\")"},
        {"heel OR OR lift", "(\"heel\" OR \"lift\")"},
        {"heel OR -lift", "(\"heel\") NOT (\"lift\")"},
        {"heel or lift", "(\"heel\" OR \"lift\")"},
        /* filters are no words */
        {"heel tag:gait lang:en type:md reviewed:2026", "(\"heel\")"},
        {"heel lang:english reviewed:soon type:x",
         "(\"heel\" OR \"lang\" OR \"english\" OR \"reviewed\" OR \"soon\" OR \"type\" OR \"x\")"},
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
        assert_false(query_read(&arena, slice_of(empty[i]), NULL, &query, &err));
        assert_int_equal(err.code, ERROR_USAGE);
        assert_non_null(strstr(err.message, "no word"));
    }
    assert_false(query_read(&arena, slice_make(NULL, 0), NULL, &query, &err));
    arena_release(&arena);
}

static void what_only_leaves_out_finds_nothing_and_says_so(void **state) {
    (void)state;
    static const char *const typed[] = {"-heel", "-\"heel pain\" -cup", "-title:heel", "OR -heel",
                                        "-heel tag:gait"};
    struct arena arena = {0};
    struct error err;
    struct query query;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        assert_false(query_read(&arena, slice_of(typed[i]), NULL, &query, &err));
        assert_int_equal(err.code, ERROR_USAGE);
        assert_non_null(strstr(err.message, "only what to leave out"));
    }
    arena_release(&arena);
}

#define SENTENCE "what is there about a runner of fifty who feels it in the morning"

/* A sentence out of a letter found nothing, because no passage held the words in its quotes. */
static void quotation_marks_in_a_sentence_are_punctuation(void **state) {
    (void)state;
    static const struct {
        const char *typed;
        enum query_need need; /* of the last group */
        int words;
    } cases[] = {
        {"runner \"heel pain\"", QUERY_REQUIRED, 2},
        {SENTENCE " \"heel pain\"", QUERY_OPTIONAL, 1},
        {SENTENCE " \xe2\x80\x9cheel pain\xe2\x80\x9d", QUERY_OPTIONAL, 1},
        {SENTENCE " tag:gait title:\"heel pain\"", QUERY_REQUIRED, 2},
        {SENTENCE " -cup", QUERY_EXCLUDED, 1},
        {SENTENCE " and " SENTENCE " -cup", QUERY_OPTIONAL, 1},
        {"tag:a tag:b tag:c lang:en type:md reviewed:2026 \"heel pain\"", QUERY_REQUIRED, 2},
    };
    struct arena arena = {0};
    struct error err;
    struct query query;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(query_read(&arena, slice_of(cases[i].typed), NULL, &query, &err));
        const struct query_group *last = &query.groups[query.group_count - 1];
        assert_int_equal(last->need, cases[i].need);
        assert_int_equal(last->members[0].word_count, cases[i].words);
    }
    arena_release(&arena);
}

static void what_is_read_otherwise_than_it_looks_is_remarked(void **state) {
    (void)state;
    static const struct {
        const char *typed, *remark;
    } cases[] = {
        {"heel type:scroll", "'type:scroll' is searched for as text"},
        {"heel reviewed:soon", "reviewed: takes 2026"},
        {"heel lang:1", "lang: takes a code"},
        {"heel \"pain", "a quotation mark is never closed"},
        {"heel type:md tag:gait lang:en reviewed:2026 foo:bar \"pain\" 12\" type: x", NULL},
        {SENTENCE " with \"heel pain\"", "quotation marks and hyphens are read as punctuation"},
        {SENTENCE " with " SENTENCE " -heel", "quotation marks and hyphens are read as"},
        {SENTENCE " -heel", NULL},
    };
    struct arena arena = {0};
    struct error err;
    struct query query;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(query_read(&arena, slice_of(cases[i].typed), NULL, &query, &err));
        assert_int_equal(query.remarks.count, cases[i].remark ? 1 : 0);
        if (cases[i].remark)
            assert_non_null(strstr(query.remarks.items[0], cases[i].remark));
    }
    arena_release(&arena);
}

static void nul_separates_words(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_make("heel\0pain", 9), NULL, &query, &err));
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
    assert_true(query_read(&arena, strbuf_slice(&text), NULL, &query, &err));
    assert_int_equal(query.group_count, QUERY_MOST_WORDS);
    assert_int_equal(query.passed_over, 5000 - QUERY_MOST_WORDS);
    assert_true(query.is_long);
    strbuf_truncate(&text, 0);
    strbuf_add(&text, "x");
    for (int i = 0; i < 35000; i++)
        strbuf_add(&text, "\xc3\xa9");
    assert_true(query_read(&arena, strbuf_slice(&text), NULL, &query, &err));
    assert_int_equal(query.group_count, 1);
    assert_int_equal(query.passed_over, 1);
    assert_int_equal(strlen(query.groups[0].members[0].text), QUERY_MOST_WORD_BYTES);
    strbuf_release(&text);
    arena_release(&arena);
}

static void the_score_knows_where_its_phrases_stand(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_of("lift \"heel pain\" cup -gel"), NULL, &query, &err));
    assert_int_equal(query.first_scored, 1);
    assert_int_equal(query.scored_count, 3);
    assert_int_equal(query.scored[1].group, 1);
    assert_string_equal(query.groups[1].members[0].text, "heel pain");
    assert_int_equal(query.groups[1].members[0].word_count, 2);
    assert_int_equal(query.groups[3].need, QUERY_EXCLUDED);
    arena_release(&arena);
}

static void words_typed_again_count_again(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_of("heel pain heel -heel \"heel\" Heel lift OR heel heel"),
                           NULL, &query, &err));
    assert_int_equal(query.group_count, 5);
    assert_true(query.groups[0].count > 3.5 && query.groups[0].count < 4.5);
    assert_int_equal(query.groups[2].need, QUERY_EXCLUDED);
    assert_int_equal(query.groups[3].need, QUERY_REQUIRED);
    assert_string_equal(query.groups[4].typed, "lift OR heel");
    assert_int_equal(query.groups[4].member_count, 2);
    arena_release(&arena);
}

static void words_within_a_distance_are_one_condition(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    struct query_options options = {.near = 5};
    assert_true(query_read(&arena, slice_of("the heel \"fat pad\" -cup"), &options, &query, &err));
    assert_string_equal(query.expression, "(\"fat pad\") AND NEAR(\"heel\" \"fat pad\", 5) AND"
                                          " (\"heel\" OR \"fat pad\") NOT (\"cup\")");
    assert_int_equal(query.first_scored, 3);
    arena_release(&arena);
}

static void common_words_are_marked_where_nothing_else_is(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_true(query_read(&arena, slice_of("what is it"), NULL, &query, &err));
    assert_true(query.group_count == 3 && query.groups[0].is_common);
    assert_true(query_read(&arena, slice_of("what is it -heel"), NULL, &query, &err));
    assert_int_equal(query.group_count, 4);
    assert_true(query_read(&arena, slice_of("what is heel"), NULL, &query, &err));
    assert_true(query.group_count == 1 && !query.groups[0].is_common);
    arena_release(&arena);
}

static void filters_alone_find_nothing_and_say_so(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    assert_false(query_read(&arena, slice_of("tag:gait reviewed:2026"), NULL, &query, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    assert_non_null(strstr(err.message, "filters"));
    arena_release(&arena);
}

/* Those of the command's options hold whatever was typed. */
static void filters_beyond_the_limit_are_counted(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct query query;
    struct query_options options = {.language = "de", .article = "heel"};
    struct strbuf text = {0};
    strbuf_add(&text, "heel");
    for (int i = 0; i < QUERY_FILTER_MOST + 3; i++)
        strbuf_add_format(&text, " tag:t%d", i);
    assert_true(query_read(&arena, strbuf_slice(&text), &options, &query, &err));
    assert_int_equal(query.passed_over, 3);
    assert_int_equal(query.filter.count, QUERY_FILTER_MOST + 2);
    assert_string_equal(query.filter.terms[QUERY_FILTER_MOST].value, "de");
    assert_int_equal(query.filter.terms[QUERY_FILTER_MOST + 1].kind, QUERY_FILTER_ARTICLE);
    strbuf_release(&text);
    arena_release(&arena);
}

static void stop_words_are_found_by_whole_word(void **state) {
    (void)state;
    static const char *const stop[] = {"a", "the", "what", "yours", "s", "d"};
    static const char *const other[] = {"", "th", "thee", "no", "not", "without", "heel", "z"};
    for (size_t i = 0; i < sizeof stop / sizeof *stop; i++)
        assert_true(token_is_stop_word(slice_of(stop[i]), NULL));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(token_is_stop_word(slice_of(other[i]), NULL));
}

/* ---- nothing raises a syntax error ---- */

static void run(struct fixture *fixture, struct index *index, struct slice text) {
    struct arena arena = {0};
    struct query query;
    struct match_row *rows;
    size_t count;
    struct error err;
    if (query_read(&arena, text, NULL, &query, &err)) {
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
    struct slice text, line;
    const char *path = data_path("hostile/blns/blns.txt");
    if (!path)
        skip();
    assert_true(file_read(&fixture->arena, path, 1 << 24, &text, &fixture->err));
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
        cmocka_unit_test(what_only_leaves_out_finds_nothing_and_says_so),
        cmocka_unit_test(quotation_marks_in_a_sentence_are_punctuation),
        cmocka_unit_test(what_is_read_otherwise_than_it_looks_is_remarked),
        cmocka_unit_test(nul_separates_words),
        cmocka_unit_test(words_and_their_number_are_bounded),
        cmocka_unit_test(the_score_knows_where_its_phrases_stand),
        cmocka_unit_test(words_typed_again_count_again),
        cmocka_unit_test(words_within_a_distance_are_one_condition),
        cmocka_unit_test(common_words_are_marked_where_nothing_else_is),
        cmocka_unit_test(filters_alone_find_nothing_and_say_so),
        cmocka_unit_test(filters_beyond_the_limit_are_counted),
        cmocka_unit_test(stop_words_are_found_by_whole_word),
        FIXTURE_TEST(no_text_raises_an_error),
        FIXTURE_TEST(the_hostile_strings_raise_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
