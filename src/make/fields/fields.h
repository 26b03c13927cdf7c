/* fields.h - a report's declared fields: checking a patient's values against them, all problems at
 * once.
 *
 * Layer: make. Types: text, whole, number (with unit), choice, list (of choices, texts or records),
 * date, yes_no, phone, file. A message names the field and what is expected, never the value.
 */
#ifndef FOOTNOTE_MAKE_FIELDS_FIELDS_H
#define FOOTNOTE_MAKE_FIELDS_FIELDS_H

#include "base/value.h"
#include "make/make.h"

/* What checking is told besides the values, and what it finds. */
struct field_problems {
    const char *file; /* in: where the patient's values come from, for messages; may be NULL */
    int handout_day;  /* in: date.h day number, what "today" means in a date's min and max */
    const char **messages;
    size_t count, capacity;
    const char **fixes; /* values that were accepted after a change, each to be told */
    size_t fix_count, fix_capacity;
};

/* Checks the declaration itself (fields of a declaration as lua_host_load returns it): unknown type
 * or key is ERROR_SCRIPT. */
bool fields_check_declaration(const struct value *declaration, struct error *err);

/* Values checked and brought to their type: a map with every declared field (missing ones absent),
 * defaults filled in, numbers as numbers, "7/10" as 7 for whole fields that allow it. Unknown names
 * get the nearest declared one suggested. Returns NULL when there are problems; they are all added.
 * Settings override the file; a personal field in settings is a problem. The declaration must have
 * passed fields_check_declaration, and gone through fields_for_clinic (field_conditions.h) where it
 * has fields with choices_from. A value given for a field whose only_if is not met is left out,
 * which is told as a fix; a `kept` one stays. */
struct value *fields_check(struct arena *arena, const struct value *declaration,
                           const struct value *patient, const struct make_setting *settings,
                           size_t setting_count, struct field_problems *problems);

/* The settings alone, for many patients: unknown names, personal fields, values that no patient
 * could have are added as problems (but for dates, whose bounds may hang on the handout's day). The
 * declaration as for fields_check. True: there are none. */
bool fields_check_settings(struct arena *arena, const struct value *declaration,
                           const struct make_setting *settings, size_t setting_count,
                           struct field_problems *problems);

#endif
