/* printable.h - whether a character can be printed at all, and what Unicode calls it.
 *
 * Layer: text. For messages about values that somebody typed: they name the character by its code
 * and name, never the words that it stands in.
 *
 *     if (!text_is_printable(fonts, 0x0B05))
 *         text_name_character(0x0B05, name); // "U+0B05 ORIYA LETTER A"
 */
#ifndef FOOTNOTE_TEXT_PRINTABLE_H
#define FOOTNOTE_TEXT_PRINTABLE_H

#include "text/font.h"

#define TEXT_CHARACTER_NAME_BYTES 288

/* False for a writing system that does not come out right, for what turns the order of words
 * around, and for a character that no face of the set has. */
bool text_is_printable(const struct font_set *fonts, unsigned code_point);

/* "U+0B05 ORIYA LETTER A"; the code alone where Unicode has no name for it. */
void text_name_character(unsigned code_point, char name[TEXT_CHARACTER_NAME_BYTES]);

#endif
