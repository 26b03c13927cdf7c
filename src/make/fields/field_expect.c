/* field_expect.c - a declared field read: its type, bounds and choices, and what it expects in
 * words.
 *
 * Layer: make. Order: reading a declaration, the words of each type, the checks of bounds.
 */
#include "make/fields/field_types.h"

#include "base/date.h"
#include "base/strbuf.h"

#include <math.h>

enum { NUMBER_PLACES = 6 };

/* ---- reading a declaration ------------------------------------------------------------------- */

static const char *const type_names[FIELD_TYPE_COUNT] = {
    [FIELD_TEXT] = "text",     [FIELD_WHOLE] = "whole", [FIELD_NUMBER] = "number",
    [FIELD_CHOICE] = "choice", [FIELD_LIST] = "list",   [FIELD_DATE] = "date",
    [FIELD_YES_NO] = "yes_no", [FIELD_PHONE] = "phone", [FIELD_FILE] = "file",
};

const char *const *field_type_names(size_t *count) {
    *count = FIELD_TYPE_COUNT;
    return type_names;
}

/* The declaration was checked: an unknown type can't come here. */
enum field_type field_type(const struct value *field) {
    const char *name = value_text(value_find(field, "type"), "");
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++)
        if (strcmp(type_names[i], name) == 0)
            return (enum field_type)i;
    return FIELD_TEXT;
}

const char *field_name(const struct value *field) {
    return value_text(value_find(field, "name"), "");
}

const struct value *field_choices(const struct value *field) {
    const struct value *choices = value_find(field, "values");
    return choices && choices->kind == VALUE_LIST && choices->count > 0 ? choices : NULL;
}

bool field_bound(const struct value *field, const char *key, double *number) {
    const struct value *value = value_find(field, key);
    if (!value || value->kind != VALUE_NUMBER)
        return false;
    *number = value->number;
    return true;
}

bool field_date_bound(const struct value *field, const char *key, int handout_day, int *day) {
    const char *text = value_text(value_find(field, key), NULL);
    if (!text)
        return false;
    if (strcmp(text, "today") == 0) {
        *day = handout_day;
        return true;
    }
    return date_parse(slice_of(text), day);
}

/* ---- what is expected ------------------------------------------------------------------------ */

static void add_choices(struct strbuf *out, const struct value *choices) {
    for (size_t i = 0; i < choices->count; i++) {
        if (i > 0)
            strbuf_add(out, i + 1 == choices->count ? " or " : ", ");
        strbuf_add_slice(out, choices->items[i]->text);
    }
}

static void add_number_range(struct strbuf *out, const struct value *field) {
    double min, max, step;
    bool has_min = field_bound(field, "min", &min), has_max = field_bound(field, "max", &max);
    if (has_min) {
        strbuf_add(out, has_max ? " from " : " of at least ");
        strbuf_add_number(out, min, NUMBER_PLACES);
    }
    if (has_max) {
        strbuf_add(out, has_min ? " to " : " of at most ");
        strbuf_add_number(out, max, NUMBER_PLACES);
    }
    if (field_bound(field, "step", &step)) {
        strbuf_add(out, " in steps of ");
        strbuf_add_number(out, step, NUMBER_PLACES);
    }
    const char *unit = value_text(value_find(field, "unit"), "");
    if (*unit)
        strbuf_add_format(out, " (%s)", unit);
}

static void expect_text(struct strbuf *out, const struct value *field) {
    double max = FIELD_TEXT_MAX;
    field_bound(field, "max", &max);
    strbuf_add(out, "one line of text of at most ");
    strbuf_add_number(out, max, 0);
    strbuf_add(out, " characters");
}
static void expect_whole(struct strbuf *out, const struct value *field) {
    strbuf_add(out, "a whole number");
    add_number_range(out, field);
}
static void expect_number(struct strbuf *out, const struct value *field) {
    strbuf_add(out, "a number");
    add_number_range(out, field);
}
static void expect_choice(struct strbuf *out, const struct value *field) {
    if (field_choices(field))
        add_choices(out, field_choices(field));
}
static void expect_records(struct strbuf *out, const struct value *field) {
    const struct value *parts = value_find(field, "of");
    strbuf_add(out, "a list whose entries have ");
    for (size_t i = 0; i < parts->count; i++) {
        if (i > 0)
            strbuf_add(out, i + 1 == parts->count ? " and " : ", ");
        strbuf_add(out, field_name(parts->items[i]));
    }
}
static void expect_list(struct strbuf *out, const struct value *field) {
    double max;
    const char *from = value_text(value_find(field, "choices_from"), NULL);
    if (value_find(field, "of")) {
        expect_records(out, field);
        return;
    }
    strbuf_add(out, "a list of ");
    if (from)
        strbuf_add_format(out, "ids of the clinic's %s%s", from,
                          field_choices(field) ? ", or " : "");
    if (field_bound(field, "max_items", &max)) {
        strbuf_add(out, "at most ");
        strbuf_add_number(out, max, 0);
        strbuf_add(out, " of: ");
    }
    if (field_choices(field))
        add_choices(out, field_choices(field));
    else if (!from)
        strbuf_add(out, "texts");
}
static void expect_date(struct strbuf *out, const struct value *field) {
    const char *min = value_text(value_find(field, "min"), NULL);
    const char *max = value_text(value_find(field, "max"), NULL);
    strbuf_add(out, "a date like 2026-03-02");
    if (min)
        strbuf_add_format(out, ", not before %s",
                          strcmp(min, "today") == 0 ? "the day of the handout" : min);
    if (max)
        strbuf_add_format(out, "%s not after %s", min ? " and" : ",",
                          strcmp(max, "today") == 0 ? "the day of the handout" : max);
}
static void expect_yes_no(struct strbuf *out, const struct value *field) {
    (void)field;
    strbuf_add(out, "yes or no");
}
static void expect_phone(struct strbuf *out, const struct value *field) {
    (void)field;
    strbuf_add_format(out, "a phone number of %d to %d digits, with +, spaces, hyphens or brackets",
                      FIELD_PHONE_MIN_DIGITS, FIELD_PHONE_MAX_DIGITS);
}
static void expect_file(struct strbuf *out, const struct value *field) {
    (void)field;
    strbuf_add(out, "the path of a file");
}

static void (*const expect_functions[FIELD_TYPE_COUNT])(struct strbuf *out,
                                                        const struct value *field) = {
    [FIELD_TEXT] = expect_text,     [FIELD_WHOLE] = expect_whole, [FIELD_NUMBER] = expect_number,
    [FIELD_CHOICE] = expect_choice, [FIELD_LIST] = expect_list,   [FIELD_DATE] = expect_date,
    [FIELD_YES_NO] = expect_yes_no, [FIELD_PHONE] = expect_phone, [FIELD_FILE] = expect_file,
};

const char *field_expectation(struct arena *arena, const struct value *field) {
    struct strbuf out = {0};
    expect_functions[field_type(field)](&out, field);
    const char *text = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}

/* ---- bounds of a declaration ----------------------------------------------------------------- */

static const char *const key_names[] = {
    "name",    "type", "label",   "help",         "group", "required", "required_if",
    "only_if", "kept", "default", "personal",     "min",   "max",      "max_items",
    "step",    "unit", "values",  "choices_from", "of",    "line",
};

const char *const *field_key_names(size_t *count) {
    *count = sizeof key_names / sizeof *key_names;
    return key_names;
}

static bool check_date_bounds(const struct value *field, struct error *err) {
    static const char *const keys[] = {"min", "max"};
    int day;
    for (size_t i = 0; i < 2; i++)
        if (value_find(field, keys[i]) && !field_date_bound(field, keys[i], 0, &day))
            return error_set(err, ERROR_SCRIPT, "%s: expected a date like 2026-03-02, or \"today\"",
                             keys[i]);
    return true;
}

bool field_check_bounds(const struct value *field, struct error *err) {
    static const char *const numeric[] = {"min", "max", "step", "max_items"};
    if (field_type(field) == FIELD_DATE)
        return check_date_bounds(field, err);
    double number, min, max;
    for (size_t i = 0; i < sizeof numeric / sizeof *numeric; i++)
        if (value_find(field, numeric[i]) && (!field_bound(field, numeric[i], &number) ||
                                              !isfinite(number) || (i >= 2 && number <= 0)))
            return error_set(err, ERROR_SCRIPT, "%s: expected a number%s", numeric[i],
                             i >= 2 ? " over 0" : "");
    if (field_bound(field, "min", &min) && field_bound(field, "max", &max) && min > max)
        return error_set(err, ERROR_SCRIPT, "min is greater than max");
    return true;
}
