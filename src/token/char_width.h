/* char_width.h - how many columns of a terminal a character takes.
 *
 * Layer: token, because libunistring's tables are at home here. The rules of wcwidth: marks none,
 * East Asian wide letters and emoji two, all else one.
 *
 *     int columns = char_width(0x8DB3); // 2
 */
#ifndef FOOTNOTE_TOKEN_CHAR_WIDTH_H
#define FOOTNOTE_TOKEN_CHAR_WIDTH_H

#include "base/slice.h"

#include <stdbool.h>

/* 0, 1 or 2; 1 for a control character, in whose place a blank is shown. */
int char_width(unsigned code_point);

/* It belongs to a script that is written from right to left. */
bool char_is_right_to_left(unsigned code_point);

/* Of a whole text; bytes that are no UTF-8 count one each. */
int text_width(struct slice text);

#endif
