/* date.h - civil dates without clocks, zones or locales.
 *
 * Layer: base. A date is a day number; 0 is 1970-01-01. Algorithms: Howard Hinnant, "chrono-
 * compatible low-level date algorithms".
 *
 *     int day;
 *     if (date_parse(slice_of("2026-03-02"), &day)) ...
 */
#ifndef FOOTNOTE_BASE_DATE_H
#define FOOTNOTE_BASE_DATE_H

#include "base/slice.h"

#define DATE_TEXT_BYTES 16

/* Strict YYYY-MM-DD of an existing day in the years 1600 to 9999. */
bool date_parse(struct slice text, int *day);

/* Writes YYYY-MM-DD; returns the buffer. */
char *date_format(int day, char buffer[DATE_TEXT_BYTES]);

void date_split(int day, int *year, int *month, int *day_of_month);
int date_join(int year, int month, int day_of_month);

/* 1 Monday ... 7 Sunday. */
int date_weekday(int day);

/* Today in local time. This and the next are the only clocks in the program besides time-outs. */
int date_today(void);

/* Now in UTC, "2026-03-02T09:30:00Z", for records of what was done when: never for a page. Where
 * SOURCE_DATE_EPOCH holds a number, it is that moment. */
#define DATE_TIME_BYTES 32
char *date_time_now(char buffer[DATE_TIME_BYTES]);

#endif
