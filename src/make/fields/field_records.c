/* field_records.c - lists whose entries are records: a plan's weeks, exercises with how and how
 * often.
 *
 * Layer: make. Order: reading what was given as a list, one entry, the whole list. Each entry is
 * checked by the types of field_types.c, and what is wrong with all of them is told at once.
 */
#include "make/fields/field_types.h"

#include "base/strbuf.h"
#include "base/utf8.h"

enum { MOST_RECORDS = 60 };

/* A list given where only a text can be (a roster's cell, --set) is written as JSON. */
static const struct value *as_list(struct arena *arena, const struct value *given) {
    struct slice text = slice_trim(given->text);
    if (given->kind != VALUE_TEXT || text.length == 0 || text.data[0] != '[')
        return given;
    struct error ignored;
    const struct value *list = value_read_json(arena, arena_slice(arena, text), "", &ignored);
    return list ? list : given;
}

static const struct value *find_part(const struct value *parts, struct slice name) {
    for (size_t i = 0; i < parts->count; i++)
        if (slice_is(name, field_name(parts->items[i])))
            return parts->items[i];
    return NULL;
}

struct reading {
    struct arena *arena;
    const struct value *parts;
    int handout_day;
    struct strbuf problems;
    const char *fix;
};

static void add_problem(struct reading *reading, size_t entry, const char *part, const char *what) {
    strbuf_add_format(&reading->problems, "%sentry %zu: %s%s%s",
                      reading->problems.length ? "; " : "", entry + 1, part, *part ? ": " : "",
                      what);
}

static void add_unknown(struct reading *reading, size_t entry, const char *name) {
    const struct value *parts = reading->parts;
    const char **names = arena_new_array(reading->arena, parts->count, const char *);
    for (size_t i = 0; i < parts->count; i++)
        names[i] = field_name(parts->items[i]);
    const char *nearest = utf8_nearest(name, names, parts->count);
    add_problem(reading, entry, "",
                nearest ? arena_format(reading->arena, "unknown name '%s' (did you mean '%s'?)",
                                       name, nearest)
                        : arena_format(reading->arena, "unknown name '%s'", name));
}

static void read_part(struct reading *reading, size_t entry, const struct value *part,
                      const struct value *given, struct value *record) {
    const char *name = field_name(part);
    if (!given)
        given = value_find(part, "default");
    struct field_outcome outcome = {.empty = true};
    if (given)
        outcome = field_convert(reading->arena, part, given, reading->handout_day);
    if (outcome.value) {
        value_map_add(reading->arena, record, slice_of(name), outcome.value);
        if (outcome.fix)
            reading->fix = outcome.fix;
    } else if (!outcome.empty) {
        add_problem(reading, entry, name, outcome.problem);
    } else if (value_boolean(value_find(part, "required"), false)) {
        add_problem(reading, entry, name,
                    arena_format(reading->arena, "missing, expected %s",
                                 field_expectation(reading->arena, part)));
    }
}

/* A map of the parts; a text alone stands for the first of them. */
static void read_entry(struct reading *reading, size_t entry, const struct value *given,
                       struct value *list) {
    struct value *record = value_new(reading->arena, VALUE_MAP);
    record->line = given->line;
    bool is_map = given->kind == VALUE_MAP;
    if (!is_map && given->kind != VALUE_TEXT && given->kind != VALUE_NUMBER) {
        add_problem(reading, entry, "", "expected a value under each name");
        return;
    }
    for (size_t i = 0; is_map && i < given->count; i++)
        if (!find_part(reading->parts, given->keys[i]))
            add_unknown(reading, entry, given->keys[i].data);
    for (size_t i = 0; i < reading->parts->count; i++) {
        const struct value *part = reading->parts->items[i];
        const struct value *of_part = is_map ? value_find(given, field_name(part)) : NULL;
        read_part(reading, entry, part, !is_map && i == 0 ? given : of_part, record);
    }
    value_list_add(reading->arena, list, record);
}

struct field_outcome field_convert_records(struct arena *arena, const struct value *field,
                                           const struct value *given, int handout_day) {
    struct field_outcome outcome = {0};
    struct reading reading = {
        .arena = arena, .parts = value_find(field, "of"), .handout_day = handout_day};
    struct value *list = value_new(arena, VALUE_LIST);
    const struct value *entries = as_list(arena, given);
    double most = MOST_RECORDS;
    field_bound(field, "max_items", &most);
    if (entries->kind == VALUE_LIST && (double)entries->count > most)
        strbuf_add_format(&reading.problems, "expected %s", field_expectation(arena, field));
    else if (entries->kind == VALUE_LIST)
        for (size_t i = 0; i < entries->count; i++)
            read_entry(&reading, i, entries->items[i], list);
    else
        read_entry(&reading, 0, entries, list);
    if (reading.problems.length)
        outcome.problem = arena_text(arena, strbuf_text(&reading.problems));
    else
        outcome.value = list;
    outcome.fix = reading.fix;
    strbuf_release(&reading.problems);
    return outcome;
}
