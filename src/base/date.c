/* date.c - civil dates as day numbers.
 *
 * Layer: base; libc only. Years are counted from 1 March within eras of 400 years, so that the leap
 * day is the last of its year (Howard Hinnant, "chrono-compatible low-level date algorithms").
 */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS_PER_ERA = 146097, DAYS_BEFORE_1970 = 719468, EARLIEST_YEAR = 1600 };

int date_join(int year, int month, int day_of_month) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_BEFORE_1970;
}

void date_split(int day, int *year, int *month, int *day_of_month) {
    day += DAYS_BEFORE_1970;
    int era = (day >= 0 ? day : day - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int day_of_era = day - era * DAYS_PER_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month + (march_month < 10 ? 3 : -9);
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* The digits text[start, end) as a number, or -1. */
static int read_digits(struct slice text, size_t start, size_t end) {
    int number = 0;
    for (size_t i = start; i < end; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

bool date_parse(struct slice text, int *day) {
    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-')
        return false;
    int year = read_digits(text, 0, 4);
    int month = read_digits(text, 5, 7);
    int day_of_month = read_digits(text, 8, 10);
    if (year < EARLIEST_YEAR || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31)
        return false;
    /* A day that does not exist (30 February) comes back as another one. */
    int number = date_join(year, month, day_of_month);
    int same_year, same_month, same_day;
    date_split(number, &same_year, &same_month, &same_day);
    if (same_month != month || same_day != day_of_month)
        return false;
    *day = number;
    return true;
}

char *date_format(int day, char buffer[DATE_TEXT_BYTES]) {
    int year, month, day_of_month;
    date_split(day, &year, &month, &day_of_month);
    snprintf(buffer, DATE_TEXT_BYTES, "%04d-%02d-%02d", year, month, day_of_month);
    return buffer;
}

int date_weekday(int day) {
    int from_thursday = day % 7; /* day 0 was a Thursday */
    if (from_thursday < 0)
        from_thursday += 7;
    return (from_thursday + 3) % 7 + 1;
}

int date_today(void) {
    time_t now = time(NULL);
    struct tm local = {0};
    localtime_r(&now, &local);
    return date_join(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

char *date_time_now(char buffer[DATE_TIME_BYTES]) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch && *epoch ? strtoll(epoch, &end, 10) : 0;
    time_t now = end && !*end && seconds >= 0 ? (time_t)seconds : time(NULL);
    struct tm utc = {0};
    gmtime_r(&now, &utc);
    strftime(buffer, DATE_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return buffer;
}
