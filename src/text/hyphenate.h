/* hyphenate.h - where a long word may be divided: Liang's patterns, from libhyphen's dictionaries.
 *
 * Layer: text. A dictionary is read from memory, since layout has no files. Our own reader, because
 * the library takes seconds to load the German dictionary where this takes milliseconds; patterns
 * that would change a word's spelling (Schiff-fahrt) are read as "not here".
 *
 *     struct hyphenator *german = hyphenator_new(&arena, bytes, &err);
 *     unsigned char points[64] = {0};
 *     hyphenate_word(german, slice_of("Laboratorium"), points);   // points[2]: La-boratorium ...
 */
#ifndef FOOTNOTE_TEXT_HYPHENATE_H
#define FOOTNOTE_TEXT_HYPHENATE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct hyphenator;

/* Reads a dictionary (first line: its character set; UTF-8, ISO8859-1, -2, -7, -15 and KOI8-R are
 * known). Everything is in the arena; the bytes must outlive the hyphenator. ERROR_ENVIRONMENT when
 * it is no such dictionary. */
struct hyphenator *hyphenator_new(struct arena *arena, struct slice dictionary, struct error *err);

enum {
    HYPHENATE_LEAST_LETTERS = 6,
    HYPHENATE_LEAST_BEFORE = 2, /* letters; a dictionary may ask for more */
    HYPHENATE_LEAST_BEHIND = 3,
    HYPHENATE_MOST_BYTES = 200, /* longer words are no words */
};

/* Sets points[i] for each byte of the word (letters only, UTF-8) that a hyphen may stand before;
 * points has room for word.length and is not cleared. */
void hyphenate_word(const struct hyphenator *hyphenator, struct slice word, unsigned char *points);

#endif
