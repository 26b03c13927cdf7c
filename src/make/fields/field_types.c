/* field_types.c - given values against a declared field, one function a type.
 *
 * Layer: make. Order: small helpers, the types in the order of enum field_type, the table that ties
 * them together. What a type expects, in words, stands in field_expect.c; lists of records in
 * field_records.c.
 */
#include "make/fields/field_types.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

/* ---- helpers --------------------------------------------------------------------------------- */

struct conversion {
    struct arena *arena;
    const struct value *field, *given;
    int handout_day;
    struct field_outcome *outcome;
};

static void refuse(struct conversion *c, const char *problem) {
    c->outcome->value = NULL;
    c->outcome->problem = problem;
}

static void refuse_expected(struct conversion *c) {
    refuse(c, arena_format(c->arena, "expected %s", field_expectation(c->arena, c->field)));
}

/* Scalars that may stand for a text: a number keeps the letters it was written with. */
static bool scalar_text(const struct value *value, struct slice *text) {
    if (value->kind != VALUE_TEXT && value->kind != VALUE_NUMBER)
        return false;
    *text = slice_trim(value->text);
    return true;
}

static bool has_control_characters(struct slice text) {
    for (size_t at = 0; at < text.length;) {
        unsigned c = utf8_next(text, &at);
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
        /* They turn the text behind them around, or are of no width: nobody sees them. */
        bool is_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        bool is_nothing = c == 0x200B || c == 0x2060 || c == 0xFEFF;
        if (is_control || is_direction || is_nothing)
            return true;
    }
    return false;
}

/* ---- what is accepted ------------------------------------------------------------------------ */

static void accept_text(struct conversion *c) {
    struct slice text;
    double max = FIELD_TEXT_MAX;
    field_bound(c->field, "max", &max);
    if (!scalar_text(c->given, &text) || utf8_find_invalid(text) != UTF8_VALID ||
        (double)utf8_count(text) > max)
        refuse_expected(c);
    else if (has_control_characters(text))
        refuse(c, arena_format(c->arena,
                               "holds a line end, tab, control character or hidden "
                               "mark, expected %s",
                               field_expectation(c->arena, c->field)));
    else
        c->outcome->value = value_new_text(c->arena, text);
}

/* A plain decimal number, nothing behind it but the declared unit. C's strtod reads more than that
 * (0x1p3, inf, other locales' commas), so the letters are checked first. */
static bool read_number(struct slice text, const char *unit, double *number) {
    size_t unit_length = strlen(unit);
    if (unit_length && text.length > unit_length &&
        memcmp(text.data + text.length - unit_length, unit, unit_length) == 0)
        text = slice_trim(slice_make(text.data, text.length - unit_length));
    char digits[40];
    if (text.length == 0 || text.length >= sizeof digits)
        return false;
    bool digit_seen = false;
    int points = 0;
    for (size_t i = 0; i < text.length; i++) {
        char letter = text.data[i];
        digit_seen |= letter >= '0' && letter <= '9';
        points += letter == '.';
        if (!((letter >= '0' && letter <= '9') || letter == '.' ||
              (i == 0 && (letter == '-' || letter == '+'))))
            return false;
    }
    if (!digit_seen || points > 1)
        return false;
    memcpy(digits, text.data, text.length);
    digits[text.length] = '\0';
    *number = strtod(digits, NULL);
    return isfinite(*number);
}

static bool given_number(const struct conversion *c, double *number) {
    if (c->given->kind == VALUE_NUMBER) {
        *number = c->given->number;
        return isfinite(*number);
    }
    return c->given->kind == VALUE_TEXT &&
           read_number(slice_trim(c->given->text), value_text(value_find(c->field, "unit"), ""),
                       number);
}

static bool within_range(const struct value *field, double number) {
    double min, max;
    return !(field_bound(field, "min", &min) && number < min) &&
           !(field_bound(field, "max", &max) && number > max);
}

static bool on_step(const struct value *field, double number) {
    double step, min = 0;
    if (!field_bound(field, "step", &step) || step <= 0)
        return true;
    field_bound(field, "min", &min);
    double steps = (number - min) / step;
    return fabs(steps - round(steps)) < 1e-6;
}

static void accept_number(struct conversion *c) {
    double number;
    if (!given_number(c, &number) || !within_range(c->field, number) || !on_step(c->field, number))
        refuse_expected(c);
    else
        c->outcome->value = value_new_number(c->arena, number);
}

/* "7/10" where 10 is the field's greatest value: people write a pain score so. */
static bool read_out_of_max(const struct conversion *c, double *number) {
    double max, out_of;
    struct slice text = slice_trim(c->given->text);
    const char *slash = c->given->kind == VALUE_TEXT && text.length > 0
                            ? memchr(text.data, '/', text.length)
                            : NULL;
    if (!slash || !field_bound(c->field, "max", &max))
        return false;
    struct slice left = slice_trim(slice_make(text.data, (size_t)(slash - text.data)));
    struct slice right =
        slice_trim(slice_make(slash + 1, text.length - (size_t)(slash + 1 - text.data)));
    return read_number(left, "", number) && read_number(right, "", &out_of) && out_of == max;
}

static void accept_whole(struct conversion *c) {
    double number;
    if (!given_number(c, &number)) {
        if (!read_out_of_max(c, &number)) {
            refuse_expected(c);
            return;
        }
        c->outcome->fix = "written as a part of the greatest value, read as the number before '/'";
    }
    if (!within_range(c->field, number) || fabs(number) > 1e15) {
        refuse_expected(c);
        return;
    }
    if (number != round(number))
        c->outcome->fix = "rounded to a whole number";
    if (!on_step(c->field, round(number)) || !within_range(c->field, round(number)))
        refuse_expected(c);
    else
        c->outcome->value = value_new_number(c->arena, round(number) + 0.0);
}

static const struct value *find_choice(const struct value *choices, struct slice text) {
    for (size_t i = 0; i < choices->count; i++)
        if (slice_equals(choices->items[i]->text, text))
            return choices->items[i];
    return NULL;
}

/* One of the choices, or a refusal with the nearest one. */
static const struct value *match_choice(struct conversion *c, const struct value *given) {
    const struct value *choices = field_choices(c->field);
    struct slice text;
    if (!choices || !scalar_text(given, &text)) {
        refuse_expected(c);
        return NULL;
    }
    const struct value *found = find_choice(choices, text);
    if (found)
        return found;
    const char **names = arena_new_array(c->arena, choices->count, const char *);
    for (size_t i = 0; i < choices->count; i++)
        names[i] = choices->items[i]->text.data;
    struct strbuf lower = {0};
    utf8_add_ascii_lower(&lower, text);
    const char *nearest = utf8_nearest(strbuf_text(&lower), names, choices->count);
    strbuf_release(&lower);
    refuse_expected(c);
    if (nearest)
        c->outcome->problem =
            arena_format(c->arena, "%s (did you mean '%s'?)", c->outcome->problem, nearest);
    return NULL;
}

static void accept_choice(struct conversion *c) {
    const struct value *found = match_choice(c, c->given);
    if (found)
        c->outcome->value = value_new_text(c->arena, found->text);
}

static bool add_list_item(struct conversion *c, struct value *list, const struct value *given) {
    struct field_outcome outcome = {0};
    struct conversion item = *c;
    item.given = given;
    item.outcome = &outcome;
    if (field_choices(c->field))
        accept_choice(&item);
    else
        accept_text(&item);
    if (outcome.value && outcome.value->text.length == 0) {
        refuse(c, "holds an empty item");
        return false;
    }
    if (!outcome.value) {
        refuse(c, outcome.problem);
        return false;
    }
    if (find_choice(list, outcome.value->text)) {
        refuse(c, "names an item twice, expected each once");
        return false;
    }
    value_list_add(c->arena, list, outcome.value);
    return true;
}

/* A list; or one text, which --set may write as "a,b" where the choices are known. */
static void accept_list(struct conversion *c) {
    struct value *list = value_new(c->arena, VALUE_LIST);
    if (c->given->kind == VALUE_LIST) {
        for (size_t i = 0; i < c->given->count; i++)
            if (!add_list_item(c, list, c->given->items[i]))
                return;
    } else if (c->given->kind == VALUE_TEXT && field_choices(c->field)) {
        struct slice rest = c->given->text;
        for (bool more = true; more;) {
            const char *comma = rest.length > 0 ? memchr(rest.data, ',', rest.length) : NULL;
            size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
            struct slice part = slice_trim(slice_make(rest.data, length));
            if (!add_list_item(c, list, value_new_text(c->arena, part)))
                return;
            more = comma != NULL;
            if (more)
                rest = slice_make(comma + 1, rest.length - length - 1);
        }
    } else if (!add_list_item(c, list, c->given)) {
        return;
    }
    double max;
    if (field_bound(c->field, "max_items", &max) && (double)list->count > max)
        refuse_expected(c);
    else
        c->outcome->value = list;
}

static void accept_date(struct conversion *c) {
    int day, min, max;
    char buffer[DATE_TEXT_BYTES];
    if (c->given->kind != VALUE_TEXT || !date_parse(slice_trim(c->given->text), &day) ||
        (field_date_bound(c->field, "min", c->handout_day, &min) && day < min) ||
        (field_date_bound(c->field, "max", c->handout_day, &max) && day > max))
        refuse_expected(c);
    else
        c->outcome->value = value_new_text(c->arena, slice_of(date_format(day, buffer)));
}

static void accept_yes_no(struct conversion *c) {
    struct value *value = value_new(c->arena, VALUE_BOOLEAN);
    struct slice text = slice_trim(c->given->text);
    bool is_text = c->given->kind == VALUE_TEXT;
    if (c->given->kind == VALUE_BOOLEAN)
        value->boolean = c->given->boolean;
    else if (is_text && (slice_is(text, "yes") || slice_is(text, "true")))
        value->boolean = true;
    else if (!(is_text && (slice_is(text, "no") || slice_is(text, "false")))) {
        refuse_expected(c);
        return;
    }
    value->text = slice_of(value->boolean ? "true" : "false");
    c->outcome->value = value;
}

static void accept_phone(struct conversion *c) {
    struct slice text;
    int digits = 0;
    bool good = scalar_text(c->given, &text) && text.length <= 40;
    for (size_t i = 0; good && i < text.length; i++) {
        char letter = text.data[i];
        if (letter >= '0' && letter <= '9')
            digits++;
        else
            good = letter != '\0' && (strchr(" -()", letter) || (letter == '+' && digits == 0));
    }
    if (!good || digits < FIELD_PHONE_MIN_DIGITS || digits > FIELD_PHONE_MAX_DIGITS)
        refuse_expected(c);
    else
        c->outcome->value = value_new_text(c->arena, text);
}

static void accept_file(struct conversion *c) {
    struct slice text = slice_trim(c->given->text);
    if (c->given->kind != VALUE_TEXT || text.length > 4096 ||
        utf8_find_invalid(text) != UTF8_VALID || has_control_characters(text))
        refuse_expected(c);
    else
        c->outcome->value = value_new_text(c->arena, text);
}

/* ---- the table ------------------------------------------------------------------------------- */

static void (*const accept_functions[FIELD_TYPE_COUNT])(struct conversion *c) = {
    [FIELD_TEXT] = accept_text,     [FIELD_WHOLE] = accept_whole, [FIELD_NUMBER] = accept_number,
    [FIELD_CHOICE] = accept_choice, [FIELD_LIST] = accept_list,   [FIELD_DATE] = accept_date,
    [FIELD_YES_NO] = accept_yes_no, [FIELD_PHONE] = accept_phone, [FIELD_FILE] = accept_file,
};

static bool is_empty(const struct value *given) {
    return given->kind == VALUE_NULL ||
           (given->kind == VALUE_TEXT && slice_trim(given->text).length == 0) ||
           (given->kind == VALUE_LIST && given->count == 0);
}

struct field_outcome field_convert(struct arena *arena, const struct value *field,
                                   const struct value *given, int handout_day) {
    struct field_outcome outcome = {.empty = is_empty(given)};
    struct conversion c = {arena, field, given, handout_day, &outcome};
    if (!outcome.empty && value_find(field, "of"))
        return field_convert_records(arena, field, given, handout_day);
    if (!outcome.empty)
        accept_functions[field_type(field)](&c);
    return outcome;
}
