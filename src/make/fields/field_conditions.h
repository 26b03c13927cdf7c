/* field_conditions.h - fields that depend on others and on the clinic: required_if, only_if,
 * choices_from.
 *
 * Layer: make. Who asks for values one by one (a terminal) uses these as the checking of a whole
 * file does:
 *
 *     declaration = fields_for_clinic(&arena, declaration, clinic);
 *     if (field_applies(field, values_so_far)) ask(field);
 */
#ifndef FOOTNOTE_MAKE_FIELDS_FIELD_CONDITIONS_H
#define FOOTNOTE_MAKE_FIELDS_FIELD_CONDITIONS_H

#include "base/value.h"

/* required_if, only_if and kept of the field at a place of the list: the fields that they name
 * exist and can have the values. only_if names a field declared before. */
bool field_conditions_check(const struct value *fields, size_t at, struct error *err);

/* The name of the field whose value meets the condition, or NULL. `values` are converted ones, a
 * map as fields_check returns it. Borrowed. */
const char *field_condition_met(const struct value *condition, const struct value *values);

/* False when the field has only_if and the values don't meet it. */
bool field_applies(const struct value *field, const struct value *values);

/* "insert_type is heel_lift", "condition is bursitis or injury". "" for no condition. */
const char *field_condition_words(struct arena *arena, const struct value *condition);

/* The declaration with the choices of each `choices_from` field filled in: the ids of the entries
 * in that group of the clinic's profile, before the field's own. A profile without the group leaves
 * the field's own. What was given isn't changed; the result shares its values. */
const struct value *fields_for_clinic(struct arena *arena, const struct value *declaration,
                                      const struct value *clinic);

#endif
