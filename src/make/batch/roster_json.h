/* roster_json.h - a roster's cells -> the JSON of a patient file.
 *
 * Layer: make.
 */
#ifndef FOOTNOTE_MAKE_BATCH_ROSTER_JSON_H
#define FOOTNOTE_MAKE_BATCH_ROSTER_JSON_H

#include "base/strbuf.h"
#include "base/value.h"

/* Adds a cell as its field's type has it in a patient file: a number where a number is asked for
 * and written as JSON writes it, true and false for yes and no, a list with the items between ";".
 * Anything else stays text, for the field's own check to judge. */
void roster_json_cell(struct strbuf *out, const struct value *field, struct slice cell);

/* The texts between ";", trimmed, in the arena; what stands behind the last ";" may be empty. */
size_t roster_json_items(struct arena *arena, struct slice cell, const char ***items);

#endif
