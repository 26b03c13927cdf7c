/* test_progress.c - what a terminal shows of a long command. */
#include "cli/command.h"
#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

const struct command command_table[] = {{0}};
command_refresher *const command_refresh = NULL;
command_verifier *const command_verify = NULL;

static void expect(const char *expected, size_t done, size_t total, size_t failed, size_t first,
                   int64_t elapsed_ms) {
    struct strbuf text = {0};
    progress_text(&text, done, total, failed, first, elapsed_ms);
    assert_string_equal(strbuf_text(&text), expected);
    strbuf_release(&text);
}

static void rate_and_time_left_stand_behind_the_bar(void **state) {
    (void)state;
    expect("[....................] 0 of 1000", 0, 1000, 0, 0, 0);
    expect("[##########..........] 500 of 1000, 100 a second, 5 s left", 500, 1000, 0, 0, 5000);
    expect("[##..................] 100 of 1000, 3 failed, 0.5 a second, 30 min left", 100, 1000, 3,
           0, 200000);
    expect("[####################] 1000 of 1000, 200 a second", 1000, 1000, 0, 0, 5000);
}

static void what_an_earlier_run_made_does_not_count_for_the_rate(void **state) {
    (void)state;
    expect("[################....] 800 of 1000, 100 a second, 2 s left", 800, 1000, 0, 300, 5000);
    expect("[######..............] 300 of 1000", 300, 1000, 0, 300, 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate_and_time_left_stand_behind_the_bar),
        cmocka_unit_test(what_an_earlier_run_made_does_not_count_for_the_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
