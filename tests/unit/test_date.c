/* test_date.c - civil dates as day numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static void only_strict_existing_dates_are_read(void **state) {
    (void)state;
    int day = -1;
    assert_true(date_parse(slice_of("1970-01-01"), &day));
    assert_int_equal(day, 0);
    assert_true(date_parse(slice_of("2026-03-02"), &day));
    assert_int_equal(day, 20514);
    assert_true(date_parse(slice_of("2024-02-29"), &day));
    assert_true(date_parse(slice_of("1600-01-01"), &day));
    static const char *const bad[] = {"2023-02-29", "1900-02-29",
                                      "2026-04-31", "2026-13-01",
                                      "2026-00-10", "2026-01-00",
                                      "26-01-01",   "2026-1-01",
                                      "2026/01/01", " 2026-01-1",
                                      "1599-12-31", "2026-01-01 ",
                                      "2026-01-0x", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (date_parse(slice_of(bad[i]), &day))
            fail_msg("'%s' was read", bad[i]);
}

static void every_day_of_eight_centuries_comes_back(void **state) {
    (void)state;
    int first = date_join(1600, 1, 1), last = date_join(2400, 12, 31);
    int weekday = date_weekday(first);
    assert_int_equal(weekday, 6); /* 1 January 1600 was a Saturday */
    for (int day = first; day <= last; day++) {
        int year, month, day_of_month, again;
        char text[DATE_TEXT_BYTES];
        date_split(day, &year, &month, &day_of_month);
        assert_int_equal(date_join(year, month, day_of_month), day);
        assert_true(date_parse(slice_of(date_format(day, text)), &again));
        assert_int_equal(again, day);
        assert_int_equal(date_weekday(day), weekday);
        weekday = weekday % 7 + 1;
    }
}

static void today_is_after_this_test_was_written(void **state) {
    (void)state;
    assert_true(date_today() > date_join(2024, 1, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_strict_existing_dates_are_read),
        cmocka_unit_test(every_day_of_eight_centuries_comes_back),
        cmocka_unit_test(today_is_after_this_test_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
