/* value.h - plain data as it stands in JSON or YAML: metadata headers, patient files, the clinic's
 * profile, wording files, a script's declarations.
 *
 * Layer: base. A tree of values lives in one arena. Every value knows the line it came from (1 is
 * the first; 0 when unknown), so that a message can say file:line. Scalars keep the text they were
 * written with, so that a phone number keeps its leading zero whatever it looks like.
 *
 *     struct value *profile = value_read_yaml(&arena, text, "clinic.yaml", 1, &err);
 *     const char *phone = value_text(value_find(profile, "phone"), "");
 */
#ifndef FOOTNOTE_BASE_VALUE_H
#define FOOTNOTE_BASE_VALUE_H

#include "base/arena.h"
#include "base/error.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_NUMBER, /* whole when `whole` is true */
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_MAP, /* in the order written */
};

struct value {
    enum value_kind kind;
    int line;             /* 1-based, 0 when unknown */
    bool boolean;         /* VALUE_BOOLEAN */
    bool whole;           /* VALUE_NUMBER: written without point or exponent and fits a long long */
    double number;        /* VALUE_NUMBER */
    long long integer;    /* VALUE_NUMBER when whole */
    struct slice text;    /* every scalar: as written (NUL follows); "" for lists and maps */
    size_t count;         /* VALUE_LIST, VALUE_MAP */
    struct slice *keys;   /* VALUE_MAP: NUL follows each */
    struct value **items; /* VALUE_LIST, VALUE_MAP; never NULL entries */
};

/* The item under key, or NULL when value is NULL, no map, or has none. */
const struct value *value_find(const struct value *map, const char *key);

/* The text of a scalar, or fallback when value is NULL, a list, a map or null. Borrowed. */
const char *value_text(const struct value *value, const char *fallback);

double value_number(const struct value *value, double fallback);
bool value_boolean(const struct value *value, bool fallback);

/* "text", "number", "yes/no", "list", "map", "nothing": for messages. */
const char *value_kind_name(enum value_kind kind);

/* Building trees (all in the arena). */
struct value *value_new(struct arena *arena, enum value_kind kind);
struct value *value_new_text(struct arena *arena, struct slice text);
struct value *value_new_number(struct arena *arena, double number);
void value_list_add(struct arena *arena, struct value *list, struct value *item);
void value_map_add(struct arena *arena, struct value *map, struct slice key, struct value *item);

/* Takes the item under key out, if there is one; the others keep their order. */
void value_map_remove(struct value *map, const char *key);

/* Reads one YAML document (libyaml). Plain true/false are yes/no values, plain null, ~ and nothing
 * are null, plain numbers as JSON writes them are numbers (012 is text, and so is +44), all else is
 * text. A map's item has the line of its key. Anchors, aliases and tags are refused, as
 * are duplicate keys, keys that are a list, map or nothing, nesting over 64, invalid UTF-8 and
 * texts over 16 MB. first_line is the number of the text's first line in its file. Returns NULL
 * with "file:line:column: reason" (code ERROR_INPUT) on failure. */
struct value *value_read_yaml(struct arena *arena, struct slice text, const char *file,
                              int first_line, struct error *err);

struct strbuf;

/* Adds the value as JSON, indented, with a line end: what value_read_json would read again. */
void value_write_json(const struct value *value, struct strbuf *out);

/* The same without white space or line end. */
void value_write_json_line(const struct value *value, struct strbuf *out);

/* Adds a text as JSON, with its quotes; a byte that is no UTF-8 becomes U+FFFD. */
void value_write_json_text(struct slice text, struct strbuf *out);

/* Reads one JSON document (jansson), with the same limits; duplicate keys are refused. */
struct value *value_read_json(struct arena *arena, struct slice text, const char *file,
                              struct error *err);

#endif
