/* field_letters.h - whose fault it is when a character can't be printed: the patient's values'.
 *
 * Layer: make. Looked into when a handout failed, not before: what is never printed may hold what
 * it likes, and a theme may bring its own faces.
 */
#ifndef FOOTNOTE_MAKE_FIELDS_FIELD_LETTERS_H
#define FOOTNOTE_MAKE_FIELDS_FIELD_LETTERS_H

#include "base/value.h"
#include "make/child/exchange.h"
#include "text/font.h"

/* If `failure` names a character ("U+0B05") that stands in one of the patient's values (as
 * fields_check returns them), adds a problem for each field that holds what no face has:
 * "FILE:LINE: FIELD: has U+0B05 ORIYA LETTER A, ...". file: may be NULL. Returns their
 * number; 0: the failure has another reason. */
size_t field_letters_blame(struct arena *arena, const struct value *patient, const char *file,
                           const struct font_set *fonts, const char *failure,
                           struct text_list *problems);

#endif
