/* test_spelling.c - the likeliest word stands first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "search/query/query.h"
#include "search/spelling/spelling.h"
#include "search/thesaurus/thesaurus.h"
#include "search/thesaurus/thesaurus_build.h"

/* In byte order. */
static const struct {
    const char *text;
    uint32_t uses;
} vocabulary[] = {
    {"achilles", 90},
    {"aches", 4},
    {"bursitis", 8},
    {"calcaneus", 12},
    {"fasciitis", 50},
    {"fascia", 40},
    {"fat", 60},
    {"foot", 100},
    {"footwear", 9},
    {"form", 3},
    {"from", 80},
    {"heal", 5},
    {"heel", 300},
    {"heels", 12},
    {"insole", 20},
    {"insoles", 25},
    {"knee", 7},
    {"orthotic", 11},
    {"orthotics", 30},
    {"overpronation", 6},
    {"pad", 50},
    {"plantar", 70},
    {"planter", 1},
    {"podiatrist", 9},
    {"physiotherapist", 4},
    {"radiculopathy", 3},
    {"running", 60},
};
enum { WORDS = sizeof vocabulary / sizeof *vocabulary };

static void each_word(void *context, struct slice first_bytes, spelling_visitor *visitor,
                      void *visitor_context) {
    (void)context;
    for (size_t i = 0; i < WORDS; i++)
        if (strncmp(vocabulary[i].text, first_bytes.data, first_bytes.length) == 0 &&
            !visitor(visitor_context, slice_of(vocabulary[i].text), vocabulary[i].uses))
            return;
}

static int64_t word_uses(void *context, struct slice word) {
    (void)context;
    for (size_t i = 0; i < WORDS; i++)
        if (slice_is(word, vocabulary[i].text))
            return vocabulary[i].uses;
    return 0;
}

static bool occurs(void *context, struct slice word) {
    return word_uses(context, word) > 0;
}

static struct spelling spelling = {
    .each_word = each_word, .word_uses = word_uses, .occurs = occurs};

static void assert_first(const char *typed, const char *expected) {
    struct arena arena = {0};
    struct spelling_guess guess = spelling_suggest(&spelling, &arena, slice_of(typed));
    const char *first = guess.count ? guess.suggestions[0] : "nothing";
    if (strcmp(first, expected ? expected : "nothing") != 0)
        fail_msg("%s: %s, not %s", typed, first, expected ? expected : "nothing");
    arena_release(&arena);
}

static void the_likeliest_word_stands_first(void **state) {
    (void)state;
    assert_first("fascitis", "fasciitis");
    assert_first("fasciatis", "fasciitis");
    assert_first("acheles", "achilles");
    assert_first("achiles", "achilles");
    assert_first("calcaneous", "calcaneus");
    assert_first("orthodics", "orthotics");
    assert_first("bursites", "bursitis");
    assert_first("plantr", "plantar"); /* not planter, which is written once */
    assert_first("insoels", "insoles");
    assert_first("runing", "running");
    assert_first("phisioterapist", "physiotherapist"); /* three slips in a long word */
}

static void the_first_letter_may_be_wrong(void **state) {
    (void)state;
    assert_first("bodiatrist", "podiatrist");
    assert_first("unning", "running");
    assert_first("urnning", "running");
    assert_first("arunning", "running");
}

static void words_written_as_one_are_parted(void **state) {
    (void)state;
    assert_first("heelpad", "heel pad");
    assert_first("plantarfascia", "plantar fascia");
}

static void what_can_not_be_guessed_is_not(void **state) {
    (void)state;
    assert_first("zzzqx", NULL);
    assert_first("hex", NULL);  /* too short */
    assert_first("he3l", NULL); /* a code, not a word */
    assert_first("footballer", NULL);
    assert_first("x", NULL);
    assert_first("", NULL);
}

static bool is_sure(const char *typed) {
    struct arena arena = {0};
    bool sure = spelling_suggest(&spelling, &arena, slice_of(typed)).is_sure;
    arena_release(&arena);
    return sure;
}

static void short_words_of_a_small_corpus_are_replaced_only_where_it_is_sure(void **state) {
    (void)state;
    static const char *const real[] = {"fast", "seal", "knew", "heed", "feel"};
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
        assert_false(is_sure(real[i]));
    assert_true(is_sure("heell"));
    assert_true(is_sure("hele"));
    assert_true(is_sure("kneee"));
    assert_true(is_sure("insoel"));
    assert_true(is_sure("fascitis"));
    assert_false(is_sure("zzzqx"));
}

/* "hel pain" was not asked back. */
static void of_three_letters_one_more_may_have_been_meant(void **state) {
    (void)state;
    assert_first("hel", "heel");
    assert_first("eel", "heel");
    assert_first("hea", "heal");
    assert_first("fad", NULL); /* fat, pad: another word rather than a slip */
    assert_first("oof", NULL);
    assert_true(is_sure("hel"));
    assert_false(is_sure("hea"));
}

static void a_good_word_that_a_small_corpus_lacks_is_not_replaced_by_its_neighbour(void **state) {
    (void)state;
    assert_false(is_sure("facial"));  /* fascia: two slips in a word of six letters */
    assert_false(is_sure("sunning")); /* running: another first letter */
    assert_true(is_sure("planatr"));
    assert_true(is_sure("runing"));
    assert_true(is_sure("bursites"));
    assert_true(is_sure("radiculupathi"));
}

/* With "knee" goes "heal", and nothing else. */
static void rate(void *context, const struct slice *words, int count, const struct slice *others,
                 int other_count, double *fits) {
    (void)context;
    for (int i = 0; i < count; i++)
        fits[i] = other_count == 1 && slice_is(others[0], "knee") && slice_is(words[i], "heal");
}

static void a_word_that_goes_with_the_others_stands_before_a_frequent_one(void **state) {
    (void)state;
    struct arena arena = {0};
    struct spelling with_rate = spelling;
    struct query query;
    struct error err;
    struct query_options options = {.spelling = &with_rate};
    with_rate.rate = rate;
    assert_true(query_read(&arena, slice_of("knee hael the"), &options, &query, &err));
    assert_string_equal(query.unknown[0].suggestions[0], "heal");
    assert_true(query_read(&arena, slice_of("foot hael"), &options, &query, &err));
    assert_string_equal(query.unknown[0].suggestions[0], "heel");
    arena_release(&arena);
}

static struct query read_query(struct arena *arena, const char *text, bool fix) {
    struct query query;
    struct error err;
    struct query_options options = {.spelling = &spelling, .fix = fix};
    assert_true(query_read(arena, slice_of(text), &options, &query, &err));
    return query;
}

static void a_query_names_its_unknown_words_and_keeps_them(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query query =
        read_query(&arena, "Fascitis of the foot fascitis zzzqx \"foot acheles\"", false);
    assert_int_equal(query.unknown_count, 3);
    assert_string_equal(query.unknown[0].word, "fascitis");
    assert_string_equal(query.unknown[0].suggestions[0], "fasciitis");
    assert_int_equal(query.unknown[1].suggestion_count, 0);
    assert_string_equal(query.unknown[2].word, "acheles");
    assert_null(query.used);
    assert_string_equal(query.groups[0].members[0].text, "fascitis");
    query = read_query(&arena, "foot -fascitis fasci*", false);
    assert_int_equal(query.unknown_count, 0);
    arena_release(&arena);
}

static void corrections_are_taken_when_asked_for(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query query =
        read_query(&arena, "Fascitis, heelpad  (\"foot acheles\") zzzqx fascitis!", true);
    assert_string_equal(query.used, "fasciitis, heel pad  (\"foot achilles\") zzzqx fasciitis!");
    assert_int_equal(query.group_count, 5);
    assert_string_equal(query.groups[0].typed, "Fascitis");
    assert_string_equal(query.groups[0].members[0].text, "fasciitis");
    assert_int_equal(query.groups[0].members[0].origin, QUERY_CORRECTED);
    assert_true(query.groups[0].count > 1.5);
    assert_string_equal(query.groups[1].members[0].text, "heel");
    assert_string_equal(query.groups[2].members[0].text, "pad");
    assert_string_equal(query.groups[3].members[0].text, "foot achilles");
    assert_int_equal(query.groups[3].need, QUERY_REQUIRED);
    arena_release(&arena);
}

/* "statin" was taken for "static", and so answered by what says something of static feet. */
static void a_correction_that_may_be_chance_carries_no_query(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query query = read_query(&arena, "fascitis running acheles", true);
    assert_string_equal(query.used, "fasciitis running achilles");
    assert_int_equal(query.group_count, 3);
    assert_false(query.groups[0].is_unsure);
    assert_false(query.groups[1].is_unsure);
    assert_false(query.groups[2].is_unsure);
    query = read_query(&arena, "sunning hea", true);
    assert_string_equal(query.used, "running heal");
    assert_true(query.groups[0].is_unsure);
    assert_true(query.groups[1].is_unsure);
    arena_release(&arena);
}

static void two_words_that_are_one_are_joined(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query query = read_query(&arena, "foot over pronation heel", true);
    assert_string_equal(query.used, "foot overpronation heel");
    assert_int_equal(query.group_count, 3);
    assert_string_equal(query.groups[1].members[0].text, "overpronation");
    arena_release(&arena);
}

/* Each word becomes two, more than there is room for: the phrase is passed over, as one typed so
 * long would be. */
static void a_phrase_that_corrections_make_too_long_is_passed_over(void **state) {
    (void)state;
    struct arena arena = {0};
    struct thesaurus thesaurus;
    struct thesaurus_build *build = thesaurus_build_new(&arena);
    thesaurus_build_add(build, "t.yaml", slice_of("spelling:\n  - [heel, heal]\n"));
    assert_true(thesaurus_open(&thesaurus, thesaurus_build_finish(build)));
    struct strbuf text = {0};
    strbuf_add(&text, "foot OR title:\"");
    for (int i = 0; i < QUERY_MOST_WORDS; i++)
        strbuf_add(&text, "heelpad ");
    strbuf_add(&text, "\" OR knee");
    struct query query;
    struct error err;
    struct query_options options = {.spelling = &spelling, .thesaurus = &thesaurus, .fix = true};
    assert_true(query_read(&arena, strbuf_slice(&text), &options, &query, &err));
    assert_int_equal(query.passed_over, 2 * QUERY_MOST_WORDS);
    assert_string_equal(query.expression, "(\"foot\" OR \"knee\")");
    strbuf_release(&text);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likeliest_word_stands_first),
        cmocka_unit_test(the_first_letter_may_be_wrong),
        cmocka_unit_test(words_written_as_one_are_parted),
        cmocka_unit_test(what_can_not_be_guessed_is_not),
        cmocka_unit_test(short_words_of_a_small_corpus_are_replaced_only_where_it_is_sure),
        cmocka_unit_test(of_three_letters_one_more_may_have_been_meant),
        cmocka_unit_test(a_good_word_that_a_small_corpus_lacks_is_not_replaced_by_its_neighbour),
        cmocka_unit_test(a_word_that_goes_with_the_others_stands_before_a_frequent_one),
        cmocka_unit_test(a_query_names_its_unknown_words_and_keeps_them),
        cmocka_unit_test(corrections_are_taken_when_asked_for),
        cmocka_unit_test(a_correction_that_may_be_chance_carries_no_query),
        cmocka_unit_test(two_words_that_are_one_are_joined),
        cmocka_unit_test(a_phrase_that_corrections_make_too_long_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
