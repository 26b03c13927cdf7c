/* test_utf8.c - checking, stepping, cleaning and comparing Unicode text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static size_t invalid(const char *text) {
    return utf8_find_invalid(slice_of(text));
}

static void well_formed_text_of_all_lengths_is_valid(void **state) {
    (void)state;
    assert_int_equal(invalid(""), UTF8_VALID);
    assert_int_equal(invalid("plain ASCII of more than eight bytes"), UTF8_VALID);
    assert_int_equal(invalid("é € 😀 \xF4\x8F\xBF\xBF \xED\x9F\xBF \xEE\x80\x80"), UTF8_VALID);
}

static void the_first_bad_byte_is_found(void **state) {
    (void)state;
    assert_int_equal(invalid("12345678abc\xFF"), 11);
    assert_int_equal(invalid("a\xC0\xAF"), 1);         /* overlong */
    assert_int_equal(invalid("a\xE0\x80\xAF"), 1);     /* overlong */
    assert_int_equal(invalid("a\xF0\x80\x80\xAF"), 1); /* overlong */
    assert_int_equal(invalid("\xED\xA0\x80"), 0);      /* surrogate */
    assert_int_equal(invalid("\xF4\x90\x80\x80"), 0);  /* over U+10FFFF */
    assert_int_equal(invalid("ab\xE2\x82"), 2);        /* cut short */
    assert_int_equal(invalid("\x80"), 0);
}

static void stepping_gives_code_points_and_replaces_bad_bytes(void **state) {
    (void)state;
    struct slice text = slice_of("aé€😀\xFFz");
    static const unsigned expected[] = {'a', 0xE9, 0x20AC, 0x1F600, 0xFFFD, 'z'};
    size_t position = 0;
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(utf8_next(text, &position), expected[i]);
    assert_int_equal(position, text.length);
    assert_int_equal(utf8_count(text), 6);
}

static void lines_are_counted_whatever_their_ends(void **state) {
    (void)state;
    struct slice text = slice_of("a\nb\r\nc\rd");
    assert_int_equal(utf8_line_at(text, 0), 1);
    assert_int_equal(utf8_line_at(text, 2), 2);
    assert_int_equal(utf8_line_at(text, 5), 3);
    assert_int_equal(utf8_line_at(text, 7), 4);
    assert_int_equal(utf8_line_at(text, 1000), 4);
}

static void control_characters_do_not_reach_a_terminal(void **state) {
    (void)state;
    struct strbuf out = {0};
    utf8_add_printable(&out, slice_of("a\x1B[31mb\nc\x7F\xC2\x9B"
                                      "d\xFF é"));
    assert_string_equal(strbuf_text(&out), "a [31mb c  d\xEF\xBF\xBD é");
    strbuf_release(&out);
}

static void lower_casing_leaves_other_letters_alone(void **state) {
    (void)state;
    struct strbuf out = {0};
    strbuf_add(&out, "KEEP ");
    utf8_add_ascii_lower(&out, slice_of("HEEL Écart"));
    assert_string_equal(strbuf_text(&out), "KEEP heel Écart");
    strbuf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_of_all_lengths_is_valid),
        cmocka_unit_test(the_first_bad_byte_is_found),
        cmocka_unit_test(stepping_gives_code_points_and_replaces_bad_bytes),
        cmocka_unit_test(lines_are_counted_whatever_their_ends),
        cmocka_unit_test(control_characters_do_not_reach_a_terminal),
        cmocka_unit_test(lower_casing_leaves_other_letters_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
