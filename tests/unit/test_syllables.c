/* test_syllables.c - how many syllables words have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "base/value.h"
#include "doc/syllables.h"

#include <ctype.h>

struct counted {
    const char *word;
    int syllables;
};

static struct syllable_dictionary *shipped(struct arena *arena) {
    struct slice text;
    struct error err = {0};
    assert_true(file_read(arena, "corpus/wording/en.syllables", 1 << 20, &text, &err));
    struct syllable_dictionary *words = syllables_read(arena, text, "en.syllables", &err);
    assert_non_null(words);
    return words;
}

static void expect_counts(const struct syllable_dictionary *words, enum reading_language language,
                          const struct counted *expected) {
    for (; expected->word; expected++) {
        int count = syllables_of(words, language, slice_of(expected->word), NULL);
        if (count != expected->syllables)
            fail_msg("%s: %d syllables, expected %d", expected->word, count, expected->syllables);
    }
}

static void the_dictionary_knows_what_spelling_hides(void **state) {
    (void)state;
    struct arena arena = {0};
    static const struct counted expected[] = {
        {"Achilles", 3},  {"calcaneus", 4},
        {"diabetes", 4},  {"area", 3},
        {"gauge", 1},     {"stretched", 1},
        {"needed", 2},    {"started", 2},
        {"exercises", 4}, {"toes", 1},
        {"sole", 1},      {"shoes", 1},
        {"ankle", 2},     {"idea", 3},
        {"clinician", 3}, {"physio", 3},
        {"aches", 1},     {"physiotherapist", 6},
        {"walk-run", 2},  {0},
    };
    expect_counts(shipped(&arena), READING_ENGLISH, expected);
    arena_release(&arena);
}

static void rules_serve_words_that_no_dictionary_has(void **state) {
    (void)state;
    static const struct counted expected[] = {
        {"sole", 1},      {"toes", 1},   {"ankles", 2},    {"stretched", 1}, {"needed", 2},
        {"started", 2},   {"pulled", 1}, {"exercises", 4}, {"idea", 3},      {"area", 3},
        {"clinician", 3}, {"physio", 3}, {"calcaneus", 4}, {"gauge", 1},     {"careful", 2},
        {"movement", 2},  {"going", 2},  {"cushion", 2},   {"fluid", 2},     {"suit", 1},
        {"Achilles", 3},  {"player", 2}, {"quickly", 2},   {"walk-run", 2},  {"isn't", 2},
        {"don't", 1},     {"fascia", 3}, {"people", 2},    {"rhythm", 1},    {0},
    };
    expect_counts(NULL, READING_ENGLISH, expected);
}

static void numbers_count_as_they_are_spoken(void **state) {
    (void)state;
    static const struct counted expected[] = {
        {"0", 2},   {"7", 2},   {"13", 2},    {"20", 2}, {"27", 4},
        {"100", 3}, {"2.5", 3}, {"1,000", 3}, {0},
    };
    expect_counts(NULL, READING_ENGLISH, expected);
}

static void spanish_is_spelt_as_it_is_said(void **state) {
    (void)state;
    static const struct counted expected[] = {
        {"talón", 2},     {"día", 2},       {"pie", 1},      {"aire", 2},  {"ciudad", 2},
        {"queja", 2},     {"guía", 2},      {"pingüino", 3}, {"muy", 1},   {"y", 1},
        {"rey", 1},       {"zapatilla", 4}, {"diabetes", 3}, {"caer", 2},  {"médico", 3},
        {"ejercicio", 4}, {"plantilla", 3}, {"baúl", 2},     {"llame", 2}, {0},
    };
    expect_counts(NULL, READING_SPANISH, expected);
}

static void a_dictionary_out_of_order_is_refused_with_its_line(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    assert_null(syllables_read(&arena, slice_of("# words\nheel 1\nfoot 1\n"), "x.syllables", &err));
    assert_string_equal(err.message,
                        "x.syllables:3: 'foot' is out of order: expected sorted by word");
    assert_null(syllables_read(&arena, slice_of("heel one\n"), "x.syllables", &err));
    assert_non_null(strstr(err.message, "x.syllables:1: expected a word"));
    arena_release(&arena);
}

/* ---- every word of the wording --------------------------------------------------------------- */

static int missing_words(const struct syllable_dictionary *words, const char *text) {
    int missing = 0;
    while (*text) {
        size_t slot = *text == '{' ? strcspn(text, "}") : 0;
        size_t length = slot;
        while (!slot && (isalpha((unsigned char)text[length]) ||
                         (length > 0 && text[length] && strchr("'-", text[length]) &&
                          isalpha((unsigned char)text[length + 1]))))
            length++;
        if (!slot && length > 0 && !syllables_find(words, slice_make(text, length))) {
            print_message("no line for '%.*s' in corpus/wording/en.syllables\n", (int)length, text);
            missing++;
        }
        text += length > 0 ? length : 1;
    }
    return missing;
}

static int missing_in(const struct syllable_dictionary *words, const struct value *text) {
    if (!text || text->kind != VALUE_MAP)
        return missing_words(words, value_text(text, ""));
    int missing = 0;
    for (size_t i = 0; i < text->count; i++)
        missing += missing_words(words, value_text(text->items[i], ""));
    return missing;
}

static void every_word_of_the_english_wording_is_in_the_dictionary(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    struct slice text;
    assert_true(file_read(&arena, "corpus/wording/en.yaml", 1 << 24, &text, &err));
    const struct value *root = value_read_yaml(&arena, text, "en.yaml", 1, &err);
    assert_non_null(root);
    const struct value *entries = value_find(root, "entries");
    assert_true(entries && entries->count > 500);
    const struct syllable_dictionary *words = shipped(&arena);
    int missing = 0;
    for (size_t i = 0; i < entries->count; i++)
        missing += missing_in(words, value_find(entries->items[i], "text"));
    arena_release(&arena);
    assert_int_equal(missing, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dictionary_knows_what_spelling_hides),
        cmocka_unit_test(rules_serve_words_that_no_dictionary_has),
        cmocka_unit_test(numbers_count_as_they_are_spoken),
        cmocka_unit_test(spanish_is_spelt_as_it_is_said),
        cmocka_unit_test(a_dictionary_out_of_order_is_refused_with_its_line),
        cmocka_unit_test(every_word_of_the_english_wording_is_in_the_dictionary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
