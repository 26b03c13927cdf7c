/* Scripts that would come out wrong are refused by name; letters have one form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "text/writing.h"

static bool passes(const char *text, struct error *err) {
    struct slice rest = slice_of(text);
    for (size_t at = 0; at < rest.length;)
        if (!writing_check(utf8_next(rest, &at), err))
            return false;
    return true;
}

static void letter_by_letter_scripts_pass(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Zażółć gęślą jaźń",
        "Año, ¿qué?",
        "Größe ß ẞ",
        "ça œuvre, l’été",
        "Ελληνικά ΐ",
        "Русский ёж Љ",
        "Հայերեն",
        "ქართული",
        "漢字かなカナ",
        "한국어",
        "Tiếng Việt",
        "☐ ◐ ‡ – 4 × 5",
        "e\xCC\x81",
        "⠓⠑⠑⠇",
        "مرحباً، ٣",
        "שָׁלוֹם",
        "می‌کنم پ چ گ ۱۲",
        "ٹھیک ہے۔",
    };
    struct error err = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!passes(texts[i], &err))
            fail_msg("%s: %s", texts[i], err.message);
}

/* One text a script: all that stack or reorder, or run from the right but Arabic and Hebrew. */
static void all_others_are_refused_by_name(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"ܫܠܡܐ", "Syriac"},   {"ދިވެހި", "Thaana"},       {"ߒߞߏ", "Nko"},
        {"ࠔࠌࠓ", "Samaritan"}, {"ࡀࡁ", "Mandaic"},       {"नमस्ते", "Devanagari"},
        {"বাংলা", "Bengali"}, {"ਪੰਜਾਬੀ", "Gurmukhi"},   {"ગુજરાતી", "Gujarati"},
        {"ଓଡ଼ିଆ", "Oriya"},     {"தமிழ்", "Tamil"},       {"తెలుగు", "Telugu"},
        {"ಕನ್ನಡ", "Kannada"},  {"മലയാളം", "Malayalam"}, {"සිංහල", "Sinhala"},
        {"ไทย", "Thai"},      {"ລາວ", "Lao"},          {"བོད", "Tibetan"},
        {"မြန်မာ", "Myanmar"}, {"ខ្មែរ", "Khmer"},       {"ᠮᠣᠩᠭᠣᠯ", "Mongolian"},
        {"ᬩᬮᬶ", "Balinese"},   {"ꦗꦮ", "Javanese"},      {"አማርኛ", "Ethiopic"},
        {"ᏣᎳᎩ", "Cherokee"},  {"𞤀𞤁", "Adlam"},   {"\xF0\x93\x80\x80", "Egyptian_Hieroglyphs"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        assert_false(passes(cases[i].text, &err));
        assert_int_equal(err.code, ERROR_SCRIPT);
        if (!strstr(err.message, "script not supported: ") || !strstr(err.message, cases[i].name))
            fail_msg("%s: %s", cases[i].name, err.message);
    }
}

static void shared_signs_of_other_scripts_are_refused(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(passes("a।", &err)); /* danda */
    assert_non_null(strstr(err.message, "U+0964"));
}

static void signs_that_turn_words_around_are_refused(void **state) {
    (void)state;
    static const char *const controls[] = {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E"};
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        struct error err = {0};
        assert_false(passes(controls[i], &err));
        assert_non_null(strstr(err.message, "writing direction control"));
    }
}

static void signs_that_help_the_order_pass(void **state) {
    (void)state;
    struct error err = {0};
    assert_true(passes("\u200E\u200F\u061C\u2066\u2067\u2068\u2069", &err));
}

static void letters_and_accents_become_one(void **state) {
    (void)state;
    struct arena arena = {0};
    static const struct {
        const char *typed, *composed;
    } cases[] = {
        {"e\xCC\x81t\xCC\xA7", "éţ"},
        {"z\xCC\x87o\xCC\x81\xC5\x82", "żół"},
        {"\xCE\xB9\xCC\x88\xCC\x81", "ΐ"},
        {"\xD0\xB8\xCC\x86", "й"},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
        {"\xE2\x84\xAB", "Å"}, /* the sign of the unit */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice got = writing_compose(&arena, slice_of(cases[i].typed));
        assert_int_equal(got.length, strlen(cases[i].composed));
        assert_memory_equal(got.data, cases[i].composed, got.length);
    }
    struct slice plain = slice_of("plain é");
    assert_ptr_equal(writing_compose(&arena, plain).data, plain.data); /* not even copied */
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letter_by_letter_scripts_pass),
        cmocka_unit_test(all_others_are_refused_by_name),
        cmocka_unit_test(shared_signs_of_other_scripts_are_refused),
        cmocka_unit_test(signs_that_turn_words_around_are_refused),
        cmocka_unit_test(signs_that_help_the_order_pass),
        cmocka_unit_test(letters_and_accents_become_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
