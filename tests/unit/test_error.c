/* test_error.c - messages, their prefixes and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>

static void setting_an_error_returns_false(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(error_set(&err, ERROR_INPUT, "%s:%d: no heading", "a.md", 3));
    assert_int_equal(err.code, 3);
    assert_string_equal(err.message, "a.md:3: no heading");
    assert_false(error_prefix(&err, "row %d: ", 2));
    assert_string_equal(err.message, "row 2: a.md:3: no heading");
    assert_false(error_set(NULL, ERROR_INPUT, "nobody listens"));
    assert_false(error_prefix(NULL, "nobody listens"));
}

static void the_systems_reason_stands_behind(void **state) {
    (void)state;
    struct error err = {0};
    errno = ENOENT;
    error_set_errno(&err, ERROR_ENVIRONMENT, "%s: cannot open", "x");
    assert_string_equal(err.message, "x: cannot open: No such file or directory");
    assert_int_equal(err.code, 6);
}

static void a_long_message_is_cut_between_characters(void **state) {
    (void)state;
    char *text = malloc(6001);
    for (int shift = 0; shift < 3; shift++) {
        struct error err = {0};
        for (int i = 0; i < 2000; i++)
            memcpy(text + i * 3, "€", 3);
        text[6000] = '\0';
        error_set(&err, ERROR_INPUT, "%.*s%s", shift, "ab", text);
        size_t length = strlen(err.message);
        assert_true(length < sizeof err.message && length > sizeof err.message - 8);
        assert_string_equal(err.message + length - 3, "...");
        assert_int_equal(utf8_find_invalid(slice_of(err.message)), UTF8_VALID);
        error_prefix(&err, "in front of it: ");
        assert_memory_equal(err.message, "in front of it: ", 16);
        assert_int_equal(utf8_find_invalid(slice_of(err.message)), UTF8_VALID);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_an_error_returns_false),
        cmocka_unit_test(the_systems_reason_stands_behind),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
