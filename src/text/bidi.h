/* bidi.h - text whose parts run in both directions (Unicode Annex 9), by fribidi.
 *
 * Layer: text. A paragraph's characters get embedding levels once, in the order in which they are
 * read: even ones run from left to right, odd ones from right to left. Each line is then put into
 * the order of the eye by itself. Shaping mirrors brackets (rule L4).
 *
 *     unsigned char *levels = bidi_levels(&arena, text, NULL, 0, true);
 *     ... cut a line into stretches of one level each, then:
 *     bidi_order(stretch_levels, count, order);   // order[0] stands leftmost
 */
#ifndef FOOTNOTE_TEXT_BIDI_H
#define FOOTNOTE_TEXT_BIDI_H

#include "base/arena.h"
#include "base/slice.h"

/* "ar", "he", "fa-IR" ...: languages that are written from right to left. NULL is none. */
bool language_is_right_to_left(const char *language);

/* True when some character could run from right to left: without one all levels are 0. */
bool bidi_is_needed(struct slice text);

/* Words in another language: they are ordered by themselves, as if in a bubble (rules X5a, X5b). */
struct bidi_isolate {
    size_t start, end; /* bytes */
    bool right_to_left;
};

/* The direction of a paragraph in a language: its own for those written from right to left; else
 * that of the first letter outside of all isolates, or of the first isolate where there is none. */
bool bidi_starts_right(struct slice text, const struct bidi_isolate *isolates, size_t count,
                       const char *language);

/* The level of each byte. Isolates: by start, the outer before the inner. A line end counts as a
 * space (the direction goes on behind it), a WORD JOINER as a neutral sign: layout has its marks
 * there. What must never be turned around counts as a word in Latin letters, where the rules of
 * Unicode alone would put its parts in the other order: a phone number in several groups, a number
 * with a unit in Latin letters. */
unsigned char *bidi_levels(struct arena *arena, struct slice text,
                           const struct bidi_isolate *isolates, size_t count, bool right_to_left);

/* The end of a phone number in groups or an amount with its unit that begins at a byte, or `start`
 * (bidi_numbers.c). */
size_t bidi_number_end(struct slice text, size_t start);

/* Rule L2: the numbers of stretches, given their levels in the order of reading, from left to
 * right. */
void bidi_order(const unsigned char *levels, size_t count, size_t *order);

#endif
