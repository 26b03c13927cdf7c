/* test_strbuf.c - text that grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"

#include <math.h>
#include <stdlib.h>

static void an_empty_buffer_has_a_text(void **state) {
    (void)state;
    struct strbuf buffer = {0};
    assert_string_equal(strbuf_text(&buffer), "");
    char *text = strbuf_take(&buffer);
    assert_string_equal(text, "");
    free(text);
}

static void pieces_come_together(void **state) {
    (void)state;
    struct strbuf buffer = {0};
    strbuf_add(&buffer, "heel ");
    strbuf_add_slice(&buffer, slice_make("lift and more", 4));
    strbuf_add_char(&buffer, ':');
    strbuf_add_format(&buffer, "%d mm %s", 8, "");
    strbuf_add_code_point(&buffer, 0xE9);
    strbuf_add_code_point(&buffer, 0x20AC);
    strbuf_add_code_point(&buffer, 0x1F600);
    assert_string_equal(strbuf_text(&buffer), "heel lift:8 mm é€😀");
    strbuf_truncate(&buffer, 4);
    assert_string_equal(strbuf_text(&buffer), "heel");
    for (int i = 0; i < 10000; i++)
        strbuf_add(&buffer, "0123456789");
    assert_int_equal(buffer.length, 100004);
    assert_int_equal(buffer.data[100004], '\0');
    strbuf_release(&buffer);
    assert_null(buffer.data);
}

static void numbers_are_written_plainly(void **state) {
    (void)state;
    static const struct {
        double number;
        int places;
        const char *expected;
    } cases[] = {
        {12, 2, "12"},          {3.5, 2, "3.5"}, {-0.25, 2, "-0.25"},       {0.005, 2, "0.01"},
        {1.0 / 3, 4, "0.3333"}, {0, 3, "0"},     {-0.001, 2, "0"},          {100, 0, "100"},
        {2.5, 0, "3"},          {0.1, 6, "0.1"}, {1e11, 1, "100000000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf buffer = {0};
        strbuf_add_number(&buffer, cases[i].number, cases[i].places);
        assert_string_equal(strbuf_text(&buffer), cases[i].expected);
        strbuf_release(&buffer);
    }
    struct strbuf buffer = {0};
    strbuf_add_number(&buffer, NAN, 2);
    strbuf_add_number(&buffer, INFINITY, 2);
    assert_string_equal(strbuf_text(&buffer), "00"); /* never letters in a content stream */
    strbuf_release(&buffer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_has_a_text),
        cmocka_unit_test(pieces_come_together),
        cmocka_unit_test(numbers_are_written_plainly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
