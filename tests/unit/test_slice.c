/* test_slice.c - borrowed text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"

static void slices_compare_by_their_bytes(void **state) {
    (void)state;
    assert_true(slice_is(slice_make("heel lift", 4), "heel"));
    assert_false(slice_is(slice_of("heel"), "heels"));
    assert_true(slice_equals(slice_of(NULL), slice_of("")));
    assert_true(slice_starts_with(slice_of("- item"), "- "));
    assert_false(slice_starts_with(slice_of("-"), "- "));
}

static void trimming_takes_white_space_off_both_ends(void **state) {
    (void)state;
    assert_true(slice_is(slice_trim(slice_of(" \t heel lift\r\n")), "heel lift"));
    assert_int_equal(slice_trim(slice_of(" \n ")).length, 0);
}

static void lines_end_in_any_of_three_ways(void **state) {
    (void)state;
    struct slice rest = slice_of("a\r\nb\n\nc\rd"), line;
    static const char *const expected[] = {"a", "b", "", "c", "d"};
    for (size_t i = 0; i < 5; i++) {
        assert_true(slice_next_line(&rest, &line));
        assert_true(slice_is(line, expected[i]));
    }
    assert_false(slice_next_line(&rest, &line));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_their_bytes),
        cmocka_unit_test(trimming_takes_white_space_off_both_ends),
        cmocka_unit_test(lines_end_in_any_of_three_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
