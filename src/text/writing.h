/* writing.h - which writing systems come out right here, and one form for every letter.
 *
 * Layer: text. What is not known to come out right is refused by name, never printed as boxes or in
 * the wrong order.
 */
#ifndef FOOTNOTE_TEXT_WRITING_H
#define FOOTNOTE_TEXT_WRITING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/* False: ERROR_SCRIPT "script not supported: Thai (U+0E01)" for a character of a script that stacks
 * or reorders its letters, or is written from right to left and is neither Arabic nor Hebrew; for a
 * sign that would turn the order of words around too. Signs, digits and marks that all scripts
 * share pass, and so does what Unicode does not know (a font will lack it). */
bool writing_check(unsigned code_point, struct error *err);

/* Valid UTF-8 -> letters and their accents as one character where there is one (NFC), so that what
 * was typed in either way looks, is searched and is copied alike. In the arena, or text itself. */
struct slice writing_compose(struct arena *arena, struct slice text);

#endif
