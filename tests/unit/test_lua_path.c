/* test_lua_path.c - paths written as text. */
#include "lua/lua_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void steps_are_read_with_their_numbers(void **state) {
    (void)state;
    const char *at = " M1 -2.5,L.5 3.\n C1 2 3 4 5-6Z ";
    struct path_step step;
    assert_true(path_next(&at, &step));
    assert_int_equal(step.letter, 'M');
    assert_int_equal(step.number_count, 2);
    assert_true(step.numbers[0] == 1 && step.numbers[1] == -2.5);
    assert_true(path_next(&at, &step));
    assert_true(step.letter == 'L' && step.numbers[0] == 0.5 && step.numbers[1] == 3);
    assert_true(path_next(&at, &step));
    assert_int_equal(step.number_count, 6);
    assert_true(step.letter == 'C' && step.numbers[4] == 5 && step.numbers[5] == -6);
    assert_true(path_next(&at, &step));
    assert_true(step.letter == 'Z' && step.number_count == 0);
    for (int i = 0; i < 2; i++) { /* the end stays the end */
        assert_true(path_next(&at, &step));
        assert_int_equal(step.letter, '\0');
    }
}

/* Drawings came out the same when their numbers were read by strtod. */
static void numbers_are_the_nearest_ones(void **state) {
    (void)state;
    srand(1);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        snprintf(text, sizeof text, "M%d.%0*d %d", rand() % 2001 - 1000, 1 + i % 9, rand() % 10, i);
        const char *at = text;
        struct path_step step;
        assert_true(path_next(&at, &step));
        double expected = strtod(text + 1, NULL);
        if (step.numbers[0] != expected)
            fail_msg("%s gives %.17g", text, step.numbers[0]);
    }
}

static void what_is_no_step_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"M1",       "L1 x",    "C1 2 3 4 5", "m1 2",
                                      "1 2",      "M1..2 3", "M- 1 2",     "M1 . 2",
                                      "Q1 2",     "M1e3 2",  "M0x1 2",     "Mnan 1",
                                      "M1.2.3 4", "Z1",      "M--1 2",     "M1234567890123456 2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *at = bad[i];
        struct path_step step;
        bool good = path_next(&at, &step);
        while (good && step.letter)
            good = path_next(&at, &step);
        if (good)
            fail_msg("'%s' was taken for a path", bad[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_read_with_their_numbers),
        cmocka_unit_test(numbers_are_the_nearest_ones),
        cmocka_unit_test(what_is_no_step_is_refused),
    };
    return cmocka_run_group_tests_name("lua_path", tests, NULL, NULL);
}
