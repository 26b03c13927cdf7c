/* field_types.h - one declared field: what its type expects, and one given value against it.
 *
 * Layer: make. A field is a map of a report's declaration ({name, type, ...},
 * scripts/README.md). Texts made here live in the arena and never hold the given value.
 */
#ifndef FOOTNOTE_MAKE_FIELDS_FIELD_TYPES_H
#define FOOTNOTE_MAKE_FIELDS_FIELD_TYPES_H

#include "base/value.h"

enum field_type {
    FIELD_TEXT,
    FIELD_WHOLE,
    FIELD_NUMBER,
    FIELD_CHOICE,
    FIELD_LIST,
    FIELD_DATE,
    FIELD_YES_NO,
    FIELD_PHONE,
    FIELD_FILE,
    FIELD_TYPE_COUNT,
};
enum { FIELD_TEXT_MAX = 200, FIELD_PHONE_MIN_DIGITS = 7, FIELD_PHONE_MAX_DIGITS = 15 };

struct field_outcome {
    struct value *value; /* brought to its type; NULL when given is not acceptable, or empty */
    const char *problem; /* why not, and what is expected: "expected left, right or both" */
    const char *fix;     /* what was changed about an accepted value, or NULL */
    bool empty;          /* nothing given: null, or a text of white space */
};

/* handout_day: what "today" in a date's min and max means. */
struct field_outcome field_convert(struct arena *arena, const struct value *field,
                                   const struct value *given, int handout_day);

/* The same for a list with `of`, whose entries are records: maps of the parts that `of` declares. A
 * text alone stands for an entry's first part; a text that begins with '[' is read as JSON. */
struct field_outcome field_convert_records(struct arena *arena, const struct value *field,
                                           const struct value *given, int handout_day);

/* "left, right or both", "a whole number from 0 to 10", "a date like 2026-03-02". */
const char *field_expectation(struct arena *arena, const struct value *field);

/* The allowed values of a choice or list; NULL when any text will do. */
const struct value *field_choices(const struct value *field);

const char *field_name(const struct value *field);
enum field_type field_type(const struct value *field);

/* A number under key. False: there is none. */
bool field_bound(const struct value *field, const char *key, double *number);

/* min or max of a date field: a date, or "today", the day of the handout. */
bool field_date_bound(const struct value *field, const char *key, int handout_day, int *day);

/* Every type that there is, and every key that a field may have; *count of them. */
const char *const *field_type_names(size_t *count);
const char *const *field_key_names(size_t *count);

/* Whether min and max (dates: or "today"), step, max and max_items make sense for the type. False
 * with err: "max: expected a number". */
bool field_check_bounds(const struct value *field, struct error *err);

#endif
