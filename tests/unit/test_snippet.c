/* test_snippet.c - the part of a passage that is shown, and what of it is marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "search/query/expression_words.h"
#include "search/snippet/snippet.h"

struct fixture {
    struct arena arena;
    struct tokenizer *tokenizer;
    struct query query;
    struct snippet snippet;
};

static int set_up(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->tokenizer = tokenizer_new();
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    tokenizer_free(fixture->tokenizer);
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

static void read_query(struct fixture *fixture, const char *typed) {
    struct query_options options = {0};
    struct error err = {0};
    if (!query_read(&fixture->arena, slice_of(typed), &options, &fixture->query, &err))
        fail_msg("%s", err.message);
}

static const char *make_in(struct fixture *fixture, const char *language, const char *text) {
    struct snippet_maker *maker = snippet_maker_new(fixture->tokenizer, &fixture->query, NULL);
    snippet_make(maker, &fixture->arena, token_language_of(language), slice_of(text),
                 &fixture->snippet);
    snippet_maker_free(maker);
    return fixture->snippet.text;
}

static const char *make(struct fixture *fixture, const char *typed, const char *text) {
    read_query(fixture, typed);
    return make_in(fixture, "en", text);
}

/* The byte behind so many code points. */
static size_t byte_at(const char *text, int position) {
    size_t at = 0;
    while (position-- > 0)
        utf8_next(slice_of(text), &at);
    return at;
}

/* What is marked, with '|' between. */
static const char *marked(struct fixture *fixture) {
    const struct snippet *snippet = &fixture->snippet;
    const char *joined = "";
    for (size_t i = 0; i < snippet->mark_count; i++) {
        size_t start = byte_at(snippet->text, snippet->marks[i].start);
        size_t end = byte_at(snippet->text, snippet->marks[i].end);
        joined = arena_format(&fixture->arena, "%s%s%.*s", joined, i ? "|" : "", (int)(end - start),
                              snippet->text + start);
    }
    return joined;
}

/* text repeated, in the arena. */
static const char *repeat(struct fixture *fixture, const char *text, int times) {
    struct strbuf all = {0};
    for (int i = 0; i < times; i++)
        strbuf_add(&all, text);
    const char *kept = arena_bytes(&fixture->arena, strbuf_text(&all), all.length);
    strbuf_release(&all);
    return kept;
}

static const char *join(struct fixture *fixture, const char *a, const char *b, const char *c) {
    return arena_format(&fixture->arena, "%s%s%s", a, b, c);
}

#define FILLER "Shoes wear out and laces tear. "

static void a_short_passage_is_shown_whole_on_one_line(void **state) {
    struct fixture *fixture = *state;
    assert_string_equal(make(fixture, "lift", "  A lift helps:\n\n- it lifts;\n-   one shoe.\n"),
                        "A lift helps: - it lifts; - one shoe.");
    assert_string_equal(marked(fixture), "lift|lifts");
    assert_string_equal(make(fixture, "lift", ""), "");
    assert_string_equal(make(fixture, "lift", " \n "), "");
}

static void a_long_one_is_cut_to_the_sentence_that_holds_the_words(void **state) {
    struct fixture *fixture = *state;
    const char *text =
        join(fixture, repeat(fixture, FILLER, 40),
             "A heel lift eases the tendon, e.g. of runners. ", repeat(fixture, FILLER, 40));
    const char *snippet = make(fixture, "tendon runner", text);
    assert_memory_equal(snippet, "A heel lift eases", 17);
    assert_string_equal(snippet + strlen(snippet) - 5, "tear.");
    assert_string_equal(marked(fixture), "tendon|runners");
    assert_true(strlen(snippet) <= SNIPPET_COLUMNS + 1); /* the full stop */
}

static void two_parts_are_shown_where_the_words_are_far_apart(void **state) {
    struct fixture *fixture = *state;
    const char *far = repeat(fixture, FILLER, 30);
    const char *text =
        arena_format(&fixture->arena, "%sOne tendon here. %sOne insole there. %s", far, far, far);
    const char *snippet = make(fixture, "tendon insole", text);
    assert_string_equal(marked(fixture), "tendon|insole");
    const char *joint = strstr(snippet, " ... ");
    assert_non_null(joint);
    assert_memory_equal(snippet, "One tendon here.", 16);
    assert_memory_equal(joint + 5, "One insole there.", 17);
    assert_null(strstr(joint + 5, "..."));
}

static void the_rarer_word_is_shown_first(void **state) {
    struct fixture *fixture = *state;
    const char *far = repeat(fixture, FILLER, 30);
    const char *text = arena_format(
        &fixture->arena, "%sPain and more pain. %sA tendon and laces. %s", far, far, far);
    static const double rarity[] = {0.1, 5};
    read_query(fixture, "pain tendon");
    struct snippet_maker *maker = snippet_maker_new(fixture->tokenizer, &fixture->query, rarity);
    snippet_make(maker, &fixture->arena, NULL, slice_of(text), &fixture->snippet);
    snippet_maker_free(maker);
    assert_string_equal(marked(fixture), "tendon");
}

static void words_close_together_are_better_than_the_same_far_apart(void **state) {
    struct fixture *fixture = *state;
    const char *far = repeat(fixture, FILLER, 20);
    const char *text =
        join(fixture, "The heel of a shoe wears and then there is a lift. ", far,
             arena_format(&fixture->arena, "Here stands heel lift at once. %s", far));
    const char *snippet = make(fixture, "heel lift", text);
    assert_memory_equal(snippet, "Here stands heel lift", 21);
}

static void what_was_cut_inside_a_sentence_is_told(void **state) {
    struct fixture *fixture = *state;
    const char *text =
        join(fixture, repeat(fixture, "word ", 300), "tendon ", repeat(fixture, "word ", 300));
    const char *snippet = make(fixture, "tendon", text);
    assert_memory_equal(snippet, "... word", 8);
    assert_string_equal(snippet + strlen(snippet) - 8, "word ...");
    assert_true(strlen(snippet) <= SNIPPET_COLUMNS + 8);
}

/* Wherever the cut falls: nothing is lost that turns the meaning round. */
static void numbers_keep_their_units_and_denials_what_they_deny(void **state) {
    struct fixture *fixture = *state;
    for (int before = 0; before < 60; before++) {
        struct strbuf text = {0};
        for (int i = 0; i < 150; i++)
            strbuf_add(&text, i % 3 == 0 ? "do not run " : i % 3 == 1 ? "take 2.5 mg " : "< 5 % ");
        for (int i = 0; i < before; i++)
            strbuf_add_char(&text, 'x');
        strbuf_add(&text, " tendon ");
        for (int i = 0; i < 150; i++)
            strbuf_add(&text, i % 3 == 0 ? "do not run " : i % 3 == 1 ? "take 2.5 mg " : "< 5 % ");
        const char *snippet = make(fixture, "tendon", strbuf_text(&text));
        const char *first = snippet + 4, *end = snippet + strlen(snippet) - 4;
        assert_memory_equal(snippet, "... ", 4);
        assert_memory_not_equal(first, "run ", 4);
        assert_memory_not_equal(first, "mg ", 3);
        assert_memory_not_equal(first, "5 ", 2);
        assert_memory_not_equal(first, "% ", 2);
        assert_memory_not_equal(end - 4, " not", 4);
        assert_memory_not_equal(end - 4, " 2.5", 4);
        assert_memory_not_equal(end - 2, " 5", 2);
        strbuf_release(&text);
    }
}

static void compounds_and_hyphens_are_not_cut(void **state) {
    struct fixture *fixture = *state;
    for (int before = 1; before < 30; before++) {
        const char *text = arena_format(
            &fixture->arena, "%s%s tendon %s", repeat(fixture, "over-the-counter ", 40),
            repeat(fixture, "y", before), repeat(fixture, "over-the-counter ", 40));
        const char *snippet = make(fixture, "tendon", text);
        assert_memory_equal(snippet, "... over-the", 12);
        assert_string_equal(snippet + strlen(snippet) - 12, "-counter ...");
    }
}

static void phrases_and_other_names_are_marked_as_one(void **state) {
    struct fixture *fixture = *state;
    make(fixture, "\"heel lift\" cush* -gel", "Heel lifts, a heel; cushioning gel lift.");
    assert_string_equal(marked(fixture), "Heel lifts|cushioning");
    make(fixture, "\"heel lift\" heel", "A heel-lift lifts the heel.");
    assert_string_equal(marked(fixture), "heel-lift|heel");
}

static void words_of_other_scripts_are_marked_by_characters(void **state) {
    struct fixture *fixture = *state;
    make(fixture, "足底筋膜", "这是足底筋膜炎。请休息。");
    assert_string_equal(marked(fixture), "足底筋膜");
    assert_int_equal(fixture->snippet.marks[0].start, 2);
    assert_int_equal(fixture->snippet.marks[0].end, 6);
    make(fixture, "كعب", "ألم كعب القدم");
    assert_string_equal(marked(fixture), "كعب");
    make(fixture, "resume", "Le re\u0301sume\u0301 est ici.");
    assert_string_equal(marked(fixture), "re\u0301sume\u0301");
    make(fixture, "grosse", "Größe und Große Füße 😀");
    assert_string_equal(marked(fixture), "Größe|Große");
    read_query(fixture, "laufen");
    make_in(fixture, "de", "Wer viel läuft, lauft: Laufen ist Laufs Sache.");
    assert_string_equal(marked(fixture), "Laufen|Laufs");
}

static void text_without_spaces_is_cut_between_characters(void **state) {
    struct fixture *fixture = *state;
    const char *text = join(fixture, repeat(fixture, "今天天气很好我们去公园散步", 60), "足底筋膜",
                            repeat(fixture, "今天天气很好我们去公园散步", 60));
    const char *snippet = make(fixture, "足底筋膜", text);
    assert_string_equal(marked(fixture), "足底筋膜");
    assert_true(utf8_count(slice_of(snippet)) <= SNIPPET_COLUMNS / 2 + 10);
    assert_true(utf8_count(slice_of(snippet)) >= SNIPPET_COLUMNS / 4);
    assert_int_equal(utf8_find_invalid(slice_of(snippet)), UTF8_VALID);
}

static void endless_words_and_signs_stay_short(void **state) {
    struct fixture *fixture = *state;
    const char *giant = repeat(fixture, "é", 500000);
    static const char *const queries[] = {"tendon", "end"};
    for (size_t i = 0; i < 2; i++) {
        const char *snippet =
            make(fixture, queries[i], join(fixture, giant, " tendon ", "and end"));
        assert_true(strlen(snippet) < 2000);
        assert_int_equal(utf8_find_invalid(slice_of(snippet)), UTF8_VALID);
    }
    const char *signs =
        join(fixture, repeat(fixture, "-=*", 300000), " tendon", repeat(fixture, "—!", 200000));
    assert_true(strlen(make(fixture, "tendon", signs)) < 2000);
    assert_string_equal(marked(fixture), "tendon");
    assert_true(strlen(make(fixture, "x", repeat(fixture, "😀\n", 300000))) < 2000);
}

static void a_megabyte_of_hits_is_read_in_one_go(void **state) {
    struct fixture *fixture = *state;
    const char *text = repeat(fixture, "Heel pain and heel lifts. ", 40000);
    const char *snippet = make(fixture, "heel lift pain", text);
    assert_memory_equal(snippet, "Heel pain and heel lifts.", 25);
    assert_true(fixture->snippet.mark_count > 10);
}

static void titles_are_marked_as_they_stand(void **state) {
    struct fixture *fixture = *state;
    read_query(fixture, "schuhe");
    struct snippet_maker *maker = snippet_maker_new(fixture->tokenizer, &fixture->query, NULL);
    snippet_mark(maker, &fixture->arena, token_language_of("de"), "Für  Schuhe\tund Schuh",
                 &fixture->snippet);
    snippet_maker_free(maker);
    assert_string_equal(fixture->snippet.text, "Für  Schuhe\tund Schuh");
    assert_string_equal(marked(fixture), "Schuhe|Schuh");
}

static void the_words_of_a_raw_expression_are_marked(void **state) {
    struct fixture *fixture = *state;
    fixture->query = (struct query){0};
    expression_words(&fixture->arena,
                     "title : heel AND {title body} : (lift* OR \"soft \"\"cup\") NEAR(fat pad, 5) "
                     "AND one + two",
                     &fixture->query);
    make_in(fixture, "en", "Title body heel lifting soft cup; fat pad 5 and near one two, two.");
    assert_string_equal(marked(fixture), "heel|lifting|soft cup|fat|pad|one two");
}

/* ---- of any text ----------------------------------------------------------------------------- */

/* One space for each run of white space. */
static const char *fold(struct fixture *fixture, const char *text) {
    struct strbuf out = {0};
    for (const char *c = text; *c; c++) {
        bool space = strchr(" \t\n\v\f\r", *c) != NULL;
        if (!space || (out.length && out.data[out.length - 1] != ' '))
            strbuf_add_char(&out, space ? ' ' : *c);
    }
    const char *kept = arena_bytes(&fixture->arena, strbuf_text(&out), out.length);
    strbuf_release(&out);
    return kept;
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static const char *random_text(struct fixture *fixture, uint32_t *seed) {
    static const char *const pieces[] = {
        "heel",   "lift",  "2.5",  "mg",   " ",     " ",      " ",       "\n", "\n- ",
        ". ",     ", ",    "足底", "筋膜", "كعب",   "é",      "e\u0301", "😀",  "don't",
        "-",      "(",     ")",    "Not",  "heels", "A",      "lifts",   "\t", " < ",
        "\u00AD", "1,000", "/",    "½",    "!? ",   "running"};
    struct strbuf text = {0};
    for (uint32_t i = next_random(seed) % 400; i > 0; i--)
        strbuf_add(&text, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
    const char *kept = arena_bytes(&fixture->arena, strbuf_text(&text), text.length);
    strbuf_release(&text);
    return kept;
}

static void assert_marks_are_in_order(const struct snippet *snippet) {
    int length = (int)utf8_count(slice_of(snippet->text)), end = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        assert_true(snippet->marks[i].start >= end);
        assert_true(snippet->marks[i].end > snippet->marks[i].start);
        end = snippet->marks[i].end;
    }
    assert_true(end <= length);
}

/* Each part, without what says that something was left out, stands in the text. */
static void assert_parts_stand_in(struct fixture *fixture, const char *snippet, const char *text) {
    char *rest = arena_text(&fixture->arena, snippet);
    size_t length = strlen(rest);
    if (length >= 4 && strcmp(rest + length - 4, " ...") == 0)
        rest[length - 4] = '\0';
    if (strncmp(rest, "... ", 4) == 0)
        rest += 4;
    while (rest) {
        char *joint = strstr(rest, " ... ");
        if (joint)
            *joint = '\0';
        if (!strstr(text, rest))
            fail_msg("'%s' does not stand in '%s'", rest, text);
        rest = joint ? joint + 5 : NULL;
    }
}

static void every_snippet_is_part_of_its_text_and_its_marks_lie_inside(void **state) {
    struct fixture *fixture = *state;
    static const char *const queries[] = {"heel lift", "\"heel lift\" run*", "足底筋膜 not",
                                          "é كعب", "mg 2.5 absent"};
    uint32_t seed = 7;
    for (int i = 0; i < 1500; i++) {
        const char *text = random_text(fixture, &seed);
        const char *snippet = make(fixture, queries[i % 5], text);
        assert_int_equal(utf8_find_invalid(slice_of(snippet)), UTF8_VALID);
        assert_parts_stand_in(fixture, snippet, fold(fixture, text));
        assert_marks_are_in_order(&fixture->snippet);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_short_passage_is_shown_whole_on_one_line),
        TEST(a_long_one_is_cut_to_the_sentence_that_holds_the_words),
        TEST(two_parts_are_shown_where_the_words_are_far_apart),
        TEST(the_rarer_word_is_shown_first),
        TEST(words_close_together_are_better_than_the_same_far_apart),
        TEST(what_was_cut_inside_a_sentence_is_told),
        TEST(numbers_keep_their_units_and_denials_what_they_deny),
        TEST(compounds_and_hyphens_are_not_cut),
        TEST(phrases_and_other_names_are_marked_as_one),
        TEST(words_of_other_scripts_are_marked_by_characters),
        TEST(text_without_spaces_is_cut_between_characters),
        TEST(endless_words_and_signs_stay_short),
        TEST(a_megabyte_of_hits_is_read_in_one_go),
        TEST(titles_are_marked_as_they_stand),
        TEST(the_words_of_a_raw_expression_are_marked),
        TEST(every_snippet_is_part_of_its_text_and_its_marks_lie_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
