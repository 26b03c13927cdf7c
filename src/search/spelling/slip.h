/* slip.h - how likely it is that a word was written for another one.
 *
 * Layer: search. By the hand (exchanged, doubled, left-out letters, neighbours on a keyboard) and
 * by the ear (words that sound alike). Folded words; letters beyond a to z stand for themselves.
 *
 *     slip_unlikeliness(slice_of("calcaneous"), slice_of("calcaneus"), 1)   // 0
 *     slip_is_clumsy(slice_of("spien"), slice_of("spine"))                 // true
 */
#ifndef FOOTNOTE_SEARCH_SPELLING_SLIP_H
#define FOOTNOTE_SEARCH_SPELLING_SLIP_H

#include "base/slice.h"

/* 0: sounds the same; 1: an exchange, a doubled or a left-out letter, or a neighbouring one; 2.
 * distance: of utf8_distance. */
int slip_unlikeliness(struct slice typed, struct slice word, int distance);

/* Letters exchanged, or one written twice or once too few: heell, spien. */
bool slip_is_clumsy(struct slice typed, struct slice meant);

#endif
