/* Directions: levels and orders as in BidiCharacterTest, and what of ours is added to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "text/bidi.h"

/* In these lines capital letters stand for Hebrew ones, as in the annex; `<` and `>` for U+2067 and
 * U+2069. */
static void spell(struct strbuf *out, const char *line) {
    for (const char *c = line; *c; c++)
        strbuf_add_code_point(out, *c >= 'A' && *c <= 'Z' ? 0x5D0 + (unsigned)(*c - 'A')
                                   : *c == '<'            ? 0x2067
                                   : *c == '>'            ? 0x2069
                                                          : (unsigned char)*c);
}

static char unspell(unsigned code_point) {
    if (code_point >= 0x5D0 && code_point < 0x5D0 + 26)
        return (char)('A' + code_point - 0x5D0);
    return code_point == 0x2067 ? '<' : code_point == 0x2069 ? '>' : (char)code_point;
}

struct example {
    const char *logical;
    bool right_to_left;
    const char *levels; /* a digit a character, as the reference implementation gives them */
    const char *visual; /* brackets not mirrored: that is the shaper's part */
};

static void check(const struct example *example) {
    struct arena arena = {0};
    struct strbuf text = {0}, seen = {0}, found = {0};
    spell(&text, example->logical);
    const unsigned char *levels =
        bidi_levels(&arena, strbuf_slice(&text), NULL, 0, example->right_to_left);
    unsigned char of_characters[100];
    unsigned points[100];
    size_t order[100], count = 0;
    for (size_t at = 0; at < text.length; count++) {
        of_characters[count] = levels[at];
        points[count] = utf8_next(strbuf_slice(&text), &at);
        strbuf_add_char(&found, (char)('0' + of_characters[count]));
    }
    bidi_order(of_characters, count, order);
    for (size_t i = 0; i < count; i++)
        strbuf_add_char(&seen, unspell(points[order[i]]));
    assert_string_equal(strbuf_text(&found), example->levels);
    assert_string_equal(strbuf_text(&seen), example->visual);
    strbuf_release(&text);
    strbuf_release(&seen);
    strbuf_release(&found);
    arena_release(&arena);
}

static void lines_have_the_levels_of_the_annex(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"car means CAR.", false, "00000000001110", "car means RAC."},
        {"car MEANS CAR.", true, "22211111111111", ".RAC SNAEM car"},
        {"he said \"CAR means\" ok", false, "0000000001110000000000", "he said \"RAC means\" ok"},
        {"ABC 123", true, "1111222", "123 CBA"},
        {"ABC 123 DEF", false, "11112221111", "FED 123 CBA"},
        {"abc 123", true, "2222222", "abc 123"},
        {"A-3", true, "112", "3-A"},
        {"AB 1,234.5 CD", true, "1112222222111", "DC 1,234.5 BA"},
        {"AB 5-10 CD", true, "1112222111", "DC 5-10 BA"},
        {"a(B)c", false, "00100", "a(B)c"},
        {"A(b)C", true, "11211", "C)b(A"},
        {"A (B) c", true, "1111112", "c )B( A"},
        {"A(b c)D", true, "1122211", "D)b c(A"},
        {"see <AB, c> now", false, "000001111200000", "see <c ,BA> now"},
        {"A%B", true, "111", "B%A"},
        {"A 3% B", true, "112211", "B 3% A"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        check(&examples[i]);
}

static void a_phone_number_is_not_turned_around(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"AB 01632 960 001 CD", true, "1112222222222222111", "DC 01632 960 001 BA"},
        {"A (01632) 960 001", true, "11222222222222222", "(01632) 960 001 A"},
        {"A +44 1632 960-001", true, "112222222222222222", "+44 1632 960-001 A"},
        {"A 400 mg B", true, "1122222211", "B 400 mg A"},
        {"A 2.5 ml, B", true, "11222222111", "B ,2.5 ml A"},
        {"A 3 10 B", true, "11212211", "B 10 3 A"}, /* two numbers */
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        check(&examples[i]);
}

static void arabic_keeps_phone_numbers_too(void **state) {
    (void)state;
    struct arena arena = {0};
    const char *words = "\u0631\u0642\u0645 01632 960 001";
    const unsigned char *levels = bidi_levels(&arena, slice_of(words), NULL, 0, true);
    for (size_t i = 7; i < strlen(words); i++)
        assert_int_equal(levels[i], 2);
    arena_release(&arena);
}

static void another_language_is_ordered_by_itself(void **state) {
    (void)state;
    struct arena arena = {0};
    const char *words = "say \u05D0, b! now"; /* the full stop belongs to the Hebrew words */
    const struct bidi_isolate hebrew = {4, 10, true};
    const unsigned char *levels = bidi_levels(&arena, slice_of(words), &hebrew, 1, false);
    static const unsigned char expected[] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 1, 0, 0, 0, 0};
    assert_memory_equal(levels, expected, sizeof expected);
    arena_release(&arena);
}

static bool starts_right(const char *words, const char *language) {
    return bidi_starts_right(slice_of(words), NULL, 0, language);
}

static void the_language_says_where_a_paragraph_begins(void **state) {
    (void)state;
    assert_true(starts_right("ibuprofen", "ar"));
    assert_true(starts_right("ibuprofen", "he-IL"));
    assert_true(starts_right("x", "fa") && starts_right("x", "ur") && starts_right("x", "yi"));
    assert_false(starts_right("abc \u05D0", "en"));
    assert_true(starts_right("12 \u05D0 abc", "en"));
    assert_false(starts_right("12", "en"));
    assert_false(starts_right("x", "arn")); /* Mapudungun */
    assert_false(starts_right("x", NULL));
}

static void words_in_another_language_do_not_say_where_a_line_begins(void **state) {
    (void)state;
    const char *words = "\u05D0\u05D1 abc";
    const struct bidi_isolate first = {0, 4, true};
    assert_false(bidi_starts_right(slice_of(words), &first, 1, "en"));
    assert_true(bidi_starts_right(slice_make(words, 4), &first, 1, "en")); /* all there is */
}

static void plain_text_needs_no_levels(void **state) {
    (void)state;
    assert_false(bidi_is_needed(slice_of("Größe 3 mm – “ok” Ελληνικά Русский ☐")));
    assert_true(bidi_is_needed(slice_of("a \u05D0")));
    assert_true(bidi_is_needed(slice_of("a \u0663"))); /* an Arabic digit */
    assert_true(bidi_is_needed(slice_of("a \uFEFB")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_the_levels_of_the_annex),
        cmocka_unit_test(a_phone_number_is_not_turned_around),
        cmocka_unit_test(arabic_keeps_phone_numbers_too),
        cmocka_unit_test(another_language_is_ordered_by_itself),
        cmocka_unit_test(the_language_says_where_a_paragraph_begins),
        cmocka_unit_test(words_in_another_language_do_not_say_where_a_line_begins),
        cmocka_unit_test(plain_text_needs_no_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
