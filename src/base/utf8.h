/* utf8.h - Unicode text as bytes: checking, stepping, cleaning.
 *
 * Layer: base. No tables beyond ASCII here: normalising and folding of all Unicode is done by
 * libunistring in the layers that need it, so that searching starts without loading it.
 *
 *     size_t bad = utf8_find_invalid(text);
 *     if (bad != UTF8_VALID) ... // offset of the first bad byte
 */
#ifndef FOOTNOTE_BASE_UTF8_H
#define FOOTNOTE_BASE_UTF8_H

#include "base/slice.h"
#include "base/strbuf.h"

#define UTF8_VALID ((size_t)-1)

/* Offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and code
 * points over U+10FFFF are not), or UTF8_VALID. */
size_t utf8_find_invalid(struct slice text);

/* Reads the code point at *position (which must be < length and well-formed text) and moves on.
 * On malformed text gives U+FFFD and moves one byte. */
unsigned utf8_next(struct slice text, size_t *position);

/* Number of code points. */
size_t utf8_count(struct slice text);

/* 1-based line of a byte offset. */
int utf8_line_at(struct slice text, size_t offset);

/* Adds text with every C0/C1 control character, line end included, replaced by a space: what may
 * go to a terminal or into a one-line message. */
void utf8_add_printable(struct strbuf *out, struct slice text);

/* Lower-cases ASCII letters only, in place of a copy: out gets the text. */
void utf8_add_ascii_lower(struct strbuf *out, struct slice text);

/* Optimal string alignment over code points: insertions, deletions, substitutions, exchanges of
 * neighbours, none of them edited twice. limit + 1 where it is more than limit, or a word has more
 * than 64 letters. For "did you mean". */
int utf8_distance(struct slice a, struct slice b, int limit);

/* The nearest of count names to word (distance at most 2, or 1 for words under 5), or NULL. */
const char *utf8_nearest(const char *word, const char *const *names, size_t count);

#endif
