/* script.h - the script of a text, and which face has a character.
 *
 * Layer: text, private to it.
 */
#ifndef FOOTNOTE_TEXT_SCRIPT_H
#define FOOTNOTE_TEXT_SCRIPT_H

#include "text/font_internal.h"

/* The script of a text's first letter that belongs to one; HB_SCRIPT_COMMON when none does. */
hb_script_t script_of(struct slice text);

/* The first face that has all of the characters of one cluster: that of the letters beside it where
 * the cluster is punctuation (`beside`, or NULL), those of the style, those that a script has for
 * itself, then any. NULL: `err` says what is missing. */
const struct font *script_find_face(const struct font_set *fonts, enum font_style style,
                                    struct slice characters, const struct font *beside,
                                    struct error *err);

#endif
