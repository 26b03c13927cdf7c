/* test_thesaurus.c - thesaurus.yaml is read with its mistakes named, and names are found in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "search/query/query.h"
#include "search/thesaurus/thesaurus.h"
#include "search/thesaurus/thesaurus_build.h"

static const char example[] = "groups:\n"
                              "  - terms: [leg length discrepancy, short leg]\n"
                              "    abbreviations: [LLD]\n"
                              "    for: [uneven legs]\n"
                              "    related: [pelvis]\n"
                              "  - terms: [Achilles tendinopathy, Achilles tendinitis]\n"
                              "    abbreviations: [AT]\n"
                              "  - terms: [insert, insole, orthopaedic insole]\n"
                              "  - terms: [Ferse, Hacke]\n"
                              "    language: de\n"
                              "spelling:\n"
                              "  - [orthopaedic, orthopedic]\n"
                              "endings:\n"
                              "  - [ise, ize]\n"
                              "misspellings:\n"
                              "  fascitis: fasciitis\n";

struct built {
    struct arena arena;
    struct thesaurus thesaurus;
    const struct thesaurus_fault *faults;
    size_t fault_count;
};

static void build(struct built *built, const char *yaml) {
    *built = (struct built){0};
    struct thesaurus_build *making = thesaurus_build_new(&built->arena);
    thesaurus_build_add(making, "t.yaml", slice_of(yaml));
    thesaurus_open(&built->thesaurus, thesaurus_build_finish(making));
    built->faults = thesaurus_build_faults(making, &built->fault_count);
}

/* Each group on a line: "need typed: member=weight ..." in hundredths. */
static void assert_groups(const char *typed, const char *language, const char *expected) {
    struct built built;
    struct query query;
    struct error err;
    build(&built, example);
    struct query_options options = {.thesaurus = &built.thesaurus, .language = language};
    assert_true(query_read(&built.arena, slice_of(typed), &options, &query, &err));
    char *text = arena_text(&built.arena, "");
    for (int i = 0; i < query.group_count; i++) {
        text = arena_format(&built.arena, "%s%s%s:", text, i ? "\n" : "", query.groups[i].typed);
        for (int k = 0; k < query.groups[i].member_count; k++)
            text = arena_format(&built.arena, "%s %s=%d", text, query.groups[i].members[k].text,
                                (int)(query.groups[i].members[k].weight * 100 + 0.5));
    }
    assert_string_equal(text, expected);
    arena_release(&built.arena);
}

static void a_typed_entry_gives_its_other_names_to_each_of_its_words(void **state) {
    (void)state;
    assert_groups("short leg", NULL,
                  "short: short=100 leg length discrepancy=60 lld=60 pelvis=30\n"
                  "leg: leg=100 leg length discrepancy=60 lld=60 pelvis=30");
    assert_groups("Insoles", NULL,
                  "Insoles: insoles=100 insert=60 orthopaedic insole=60 orthopedic insole=60");
    assert_groups("cup", NULL, "cup: cup=100");
}

static void words_that_are_one_entry_know_each_other(void **state) {
    (void)state;
    struct built built;
    struct query query;
    struct error err;
    build(&built, example);
    struct query_options options = {.thesaurus = &built.thesaurus};
    assert_true(query_read(&built.arena, slice_of("cup short leg insole"), &options, &query, &err));
    assert_int_equal(query.groups[0].entry, 0);
    assert_true(query.groups[1].entry > 0);
    assert_int_equal(query.groups[1].entry, query.groups[2].entry);
    assert_int_equal(query.groups[3].entry, 0);
    arena_release(&built.arena);
}

static void note_word(void *context, struct slice word) {
    strbuf_add_format(context, "%.*s ", SLICE_ARGS(word));
}

static void all_words_of_the_names_can_be_had(void **state) {
    (void)state;
    struct built built;
    struct strbuf words = {0};
    build(&built, "groups:\n  - terms: [heel cup, cradle]\n");
    thesaurus_each_word(&built.thesaurus, slice_of("c"), note_word, &words);
    assert_string_equal(words.data, "cup cradle "); /* each as a name of the other */
    arena_release(&built.arena);
    strbuf_truncate(&words, 0);
    /* "diclsofenac" was not asked back: it only finds, and is no name. */
    build(&built, "groups:\n  - terms: [drug]\n    for: [diclofenac gel]\n");
    thesaurus_each_word(&built.thesaurus, slice_of("d"), note_word, &words);
    assert_string_equal(words.data, "diclofenac drug ");
    strbuf_release(&words);
    arena_release(&built.arena);
}

static void one_way_names_find_but_are_not_found(void **state) {
    (void)state;
    assert_groups("uneven legs", NULL,
                  "uneven: uneven=100 leg length discrepancy=60 short leg=60 lld=60 pelvis=30\n"
                  "legs: legs=100 leg length discrepancy=60 short leg=60 lld=60 pelvis=30");
    assert_groups("pelvis", NULL, "pelvis: pelvis=100");
}

static void abbreviations_count_in_capitals_only(void **state) {
    (void)state;
    assert_groups("an LLD", NULL, "LLD: lld=100 leg length discrepancy=90 short leg=60 pelvis=30");
    assert_groups("lld", NULL, "lld: lld=100");
    assert_groups("Lld", NULL, "Lld: lld=100");
}

static void an_abbreviation_that_is_a_common_word_is_one_in_mixed_text_only(void **state) {
    (void)state;
    assert_groups("what helps AT", NULL,
                  "helps: helps=100\n"
                  "AT: achilles tendinopathy=90 achilles tendinitis=60");
    assert_groups("AT", NULL, "AT: achilles tendinopathy=90 achilles tendinitis=60");
    assert_groups("INSERT AT NIGHT", NULL,
                  "INSERT: insert=100 insole=60 orthopaedic insole=60 orthopedic insole=60\n"
                  "NIGHT: night=100");
    assert_groups("pain at night", NULL, "pain: pain=100\nnight: night=100");
    /* what AT stands for is not looked for as the word "at" */
    assert_groups("achilles tendinopathy", NULL,
                  "achilles: achilles=100 achilles tendinitis=60\n"
                  "tendinopathy: tendinopathy=100 achilles tendinitis=60");
}

static void british_and_american_spelling_are_one(void **state) {
    (void)state;
    assert_groups("orthopedic", NULL, "orthopedic: orthopedic=100 orthopaedic=100");
    assert_groups("stabilise", NULL, "stabilise: stabilise=100 stabilize=100");
    assert_groups("stabilize", NULL, "stabilize: stabilize=100 stabilise=100");
    assert_groups("rise size", NULL, "rise: rise=100\nsize: size=100");
    assert_groups("orthopedic insole", NULL,
                  "orthopedic: orthopedic=100 orthopaedic=100 orthopaedic insole=100 insert=60 "
                  "insole=60\n"
                  "insole: insole=100 orthopaedic insole=100 insert=60");
}

static void what_is_marked_means_what_it_says(void **state) {
    (void)state;
    assert_groups("\"short leg\"", NULL, "short leg: short leg=100");
    assert_groups("-insert insole*", NULL, "insert: insert=100\ninsole: insole=100");
    assert_groups("title:insert", NULL, "insert: insert=100");
    assert_groups("insert OR cup", NULL, "insert OR cup: insert=100 cup=100");
    assert_groups("\"orthopedic care\"", NULL,
                  "orthopedic care: orthopedic care=100 orthopaedic care=100");
}

static void names_of_another_language_are_left_out(void **state) {
    (void)state;
    assert_groups("ferse", NULL, "ferse: ferse=100 hacke=60");
    assert_groups("ferse", "de", "ferse: ferse=100 hacke=60");
    assert_groups("ferse", "en", "ferse: ferse=100");
}

static void each_mistake_is_told_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *why;
        int line;
    } cases[] = {
        {"groups:\n  - terms: [a b, c d]\n    term: [e]\n", "unknown key 'term'", 3},
        {"group:\n  - terms: [x, y]\n", "unknown key 'group'", 1},
        {"groups:\n  - terms: [heel]\n", "a group needs", 2},
        {"groups:\n  - abbreviations: [AB, CD]\n", "a group needs", 2},
        {"groups:\n  - terms: [heel, '']\n", "empty", 2},
        {"groups:\n  - terms: [heel, '?!']\n", "empty", 2},
        {"groups:\n  - terms:\n      - heel\n      - Heel\n", "stands twice", 4},
        {"groups:\n  - terms: [heel, the]\n", "so common", 2},
        {"groups:\n  - terms: [heel, a1 b c d e f g h i]\n", "more than 8", 2},
        {"groups:\n  - terms: [heel]\n    abbreviations: [hl]\n", "two or more capitals", 3},
        {"groups:\n  - terms: heel\n", "expected a list", 2},
        {"groups: heel\n", "expected a list of groups", 1},
        {"groups:\n  - heel\n", "a group is a map", 2},
        {"groups:\n  - terms: [heel, hack]\n    language: 12\n", "language", 2},
        {"spelling:\n  - [one]\n", "two or more single words", 2},
        {"spelling:\n  - [one two, three]\n", "two or more single words", 2},
        {"spelling: x\n", "list of lists", 1},
        {"misspellings:\n  fascitis: fascitis\n", "stands for itself", 2},
        {"misspellings:\n  a b: c\n", "one wrong word", 2},
        {"misspellings: [x]\n", "wrong: right", 1},
        {"groups: [\n", "", 2},
        {"- x\n", "expected groups:", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct built built;
        build(&built, cases[i].yaml);
        if (built.fault_count != 1 || built.faults[0].is_warning ||
            !strstr(built.faults[0].text, cases[i].why) || built.faults[0].line != cases[i].line)
            fail_msg("%s: %zu faults, %d: %s", cases[i].yaml, built.fault_count,
                     built.fault_count ? built.faults[0].line : 0,
                     built.fault_count ? built.faults[0].text : "");
        arena_release(&built.arena);
    }
}

static void a_group_with_a_mistake_leaves_the_others(void **state) {
    (void)state;
    struct built built;
    struct thesaurus_names names;
    build(&built, "groups:\n  - terms: [cup]\n  - terms: [heel, hack]\n");
    struct thesaurus_word word = {slice_of("heel"), "heel", "heel"};
    assert_int_equal(thesaurus_find(&built.thesaurus, &word, 1, true, &names), 1);
    assert_int_equal(names.count, 1);
    assert_string_equal(names.items[0].text, "hack");
    arena_release(&built.arena);
}

static void a_term_in_two_groups_is_a_warning(void **state) {
    (void)state;
    struct built built;
    build(&built, "groups:\n  - terms: [heel, hack]\n  - terms: [cup, heel]\n");
    assert_int_equal(built.fault_count, 1);
    assert_true(built.faults[0].is_warning);
    assert_int_equal(built.faults[0].line, 3);
    arena_release(&built.arena);
}

static void an_empty_thesaurus_finds_nothing(void **state) {
    (void)state;
    struct built built;
    struct thesaurus_names names;
    struct thesaurus_word word = {slice_of("heel"), "heel", "heel"};
    build(&built, "");
    assert_int_equal(built.fault_count, 0);
    assert_int_equal(thesaurus_find(&built.thesaurus, &word, 1, true, &names), 0);
    assert_null(thesaurus_correction(&built.thesaurus, slice_of("fascitis")));
    arena_release(&built.arena);
}

/* Every byte of the blob is once something else, and the blob is cut everywhere: whatever is found
 * then, nothing is read beyond it (AddressSanitizer watches). */
static void a_damaged_blob_is_never_read_beyond(void **state) {
    (void)state;
    struct arena arena = {0};
    struct thesaurus_build *making = thesaurus_build_new(&arena);
    thesaurus_build_add(making, "t.yaml", slice_of(example));
    struct slice blob = thesaurus_build_finish(making);
    struct thesaurus_word words[] = {{slice_of("short"), "short", "short"},
                                     {slice_of("leg"), "leg", "leg"}};
    for (size_t i = 0; i < 2 * blob.length; i++) {
        size_t length = i < blob.length ? blob.length : i - blob.length;
        char *copy = malloc(length + 1);
        memcpy(copy, blob.data, length);
        if (i < blob.length)
            copy[i] = (char)(copy[i] ^ 0x5b);
        struct thesaurus thesaurus;
        struct thesaurus_names names;
        char *exact = realloc(copy, length ? length : 1);
        thesaurus_open(&thesaurus, slice_make(exact, length));
        thesaurus_find(&thesaurus, words, 2, true, &names);
        thesaurus_correction(&thesaurus, slice_of("fascitis"));
        free(exact);
    }
    arena_release(&arena);
}

static void the_shipped_thesaurus_has_no_mistakes(void **state) {
    (void)state;
    struct arena arena = {0};
    struct slice text;
    struct error err;
    if (!file_read(&arena, "corpus/thesaurus.yaml", THESAURUS_MOST_BYTES, &text, &err))
        fail_msg("no corpus/thesaurus.yaml here: start this test in the source folder");
    struct thesaurus_build *making = thesaurus_build_new(&arena);
    thesaurus_build_add(making, "corpus/thesaurus.yaml", text);
    struct slice blob = thesaurus_build_finish(making);
    size_t count;
    const struct thesaurus_fault *faults = thesaurus_build_faults(making, &count);
    for (size_t i = 0; i < count; i++)
        print_message("%s:%d: %s\n", faults[i].file, faults[i].line, faults[i].text);
    assert_int_equal(count, 0);
    assert_true(blob.length > 1000);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_typed_entry_gives_its_other_names_to_each_of_its_words),
        cmocka_unit_test(words_that_are_one_entry_know_each_other),
        cmocka_unit_test(all_words_of_the_names_can_be_had),
        cmocka_unit_test(one_way_names_find_but_are_not_found),
        cmocka_unit_test(abbreviations_count_in_capitals_only),
        cmocka_unit_test(an_abbreviation_that_is_a_common_word_is_one_in_mixed_text_only),
        cmocka_unit_test(british_and_american_spelling_are_one),
        cmocka_unit_test(what_is_marked_means_what_it_says),
        cmocka_unit_test(names_of_another_language_are_left_out),
        cmocka_unit_test(each_mistake_is_told_with_its_line),
        cmocka_unit_test(a_group_with_a_mistake_leaves_the_others),
        cmocka_unit_test(a_term_in_two_groups_is_a_warning),
        cmocka_unit_test(an_empty_thesaurus_finds_nothing),
        cmocka_unit_test(a_damaged_blob_is_never_read_beyond),
        cmocka_unit_test(the_shipped_thesaurus_has_no_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
