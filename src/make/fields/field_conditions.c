/* field_conditions.c - fields that depend on others: required_if, only_if, and choices that stand
 * in the clinic's profile.
 *
 * Layer: make. Order: checking the declaration, holding values against a condition, the clinic's
 * choices.
 */
#include "make/fields/field_conditions.h"

#include "base/strbuf.h"
#include "make/fields/field_types.h"

/* ---- the declaration ------------------------------------------------------------------------- */

/* A value that the other field can never have would leave this one out for ever. */
static bool check_wanted(const struct value *other, const struct value *wanted, const char *key,
                         struct error *err) {
    if (wanted->kind == VALUE_LIST) {
        for (size_t i = 0; i < wanted->count; i++)
            if (!check_wanted(other, wanted->items[i], key, err))
                return false;
        return true;
    }
    struct arena arena = {0};
    struct field_outcome outcome = field_convert(&arena, other, wanted, 0);
    if (!outcome.value)
        error_set(err, ERROR_SCRIPT, "%s: %s can't be that: %s", key, field_name(other),
                  outcome.problem ? outcome.problem : "nothing is no value");
    arena_release(&arena);
    return outcome.value != NULL;
}

/* The place of a field in the list; fields->count when there is none of that name. */
static size_t place_of(const struct value *fields, struct slice name) {
    size_t i = 0;
    while (i < fields->count && !slice_is(name, field_name(fields->items[i])))
        i++;
    return i;
}

static bool check_condition(const struct value *fields, size_t at, const char *key,
                            struct error *err) {
    const struct value *condition = value_find(fields->items[at], key);
    if (!condition)
        return true;
    if (condition->kind != VALUE_MAP)
        return error_set(err, ERROR_SCRIPT, "%s: expected { field = \"value\" }", key);
    for (size_t i = 0; i < condition->count; i++) {
        size_t place = place_of(fields, condition->keys[i]);
        if (place == fields->count)
            return error_set(err, ERROR_SCRIPT, "%s: no field is called '%s'", key,
                             condition->keys[i].data);
        /* People are asked in the order of the list, and only what applies. */
        if (strcmp(key, "only_if") == 0 && place >= at)
            return error_set(err, ERROR_SCRIPT, "only_if: '%s' must be declared before it",
                             condition->keys[i].data);
        /* A date's bounds depend on the day, and a clinic's choices on the clinic. */
        const struct value *other = fields->items[place];
        if (field_type(other) != FIELD_DATE && !value_find(other, "choices_from") &&
            !check_wanted(other, condition->items[i], key, err))
            return false;
    }
    return true;
}

bool field_conditions_check(const struct value *fields, size_t at, struct error *err) {
    const struct value *field = fields->items[at];
    if (value_find(field, "kept") && !value_find(field, "only_if"))
        return error_set(err, ERROR_SCRIPT, "kept: goes with only_if alone");
    return check_condition(fields, at, "required_if", err) &&
           check_condition(fields, at, "only_if", err);
}

/* ---- values ---------------------------------------------------------------------------------- */

/* What a yes/no field is wanted to be may be written as patients' files write it: "yes". */
static bool says_yes(const struct value *value) {
    return value->kind == VALUE_BOOLEAN
               ? value->boolean
               : slice_is(value->text, "yes") || slice_is(value->text, "true");
}

static bool same_scalar(const struct value *value, const struct value *wanted) {
    if (value->kind == VALUE_BOOLEAN)
        return value->boolean == says_yes(wanted);
    if (value->kind == VALUE_NUMBER && wanted->kind == VALUE_NUMBER)
        return value->number == wanted->number;
    return slice_equals(value->text, wanted->text);
}

/* One of the wanted values is the value, or stands in it when it is a list. */
static bool holds(const struct value *value, const struct value *wanted) {
    if (wanted->kind == VALUE_LIST) {
        for (size_t i = 0; i < wanted->count; i++)
            if (holds(value, wanted->items[i]))
                return true;
        return false;
    }
    if (value->kind != VALUE_LIST)
        return same_scalar(value, wanted);
    for (size_t i = 0; i < value->count; i++)
        if (same_scalar(value->items[i], wanted))
            return true;
    return false;
}

const char *field_condition_met(const struct value *condition, const struct value *values) {
    for (size_t i = 0; condition && i < condition->count; i++) {
        const struct value *value = value_find(values, condition->keys[i].data);
        if (value && holds(value, condition->items[i]))
            return condition->keys[i].data;
    }
    return NULL;
}

bool field_applies(const struct value *field, const struct value *values) {
    const struct value *condition = value_find(field, "only_if");
    return !condition || field_condition_met(condition, values);
}

const char *field_condition_words(struct arena *arena, const struct value *condition) {
    struct strbuf text = {0};
    for (size_t i = 0; condition && i < condition->count; i++) {
        const struct value *wanted = condition->items[i];
        strbuf_add(&text, i == 0 ? "" : " and ");
        strbuf_add_slice(&text, condition->keys[i]);
        strbuf_add(&text, " is ");
        for (size_t k = 0; wanted->kind == VALUE_LIST && k < wanted->count; k++) {
            strbuf_add(&text, k == 0 ? "" : " or ");
            strbuf_add(&text, value_text(wanted->items[k], ""));
        }
        strbuf_add(&text, value_text(wanted, ""));
    }
    const char *words = arena_text(arena, strbuf_text(&text));
    strbuf_release(&text);
    return words;
}

/* ---- the clinic's choices -------------------------------------------------------------------- */

/* Adds the id of every entry below a group of the profile, however the group is divided. */
static void add_ids(struct arena *arena, const struct value *group, struct value *choices) {
    for (size_t i = 0; group && i < group->count; i++) {
        const struct value *item = group->items[i];
        const char *id = item->kind == VALUE_MAP ? value_text(value_find(item, "id"), NULL) : NULL;
        if (id)
            value_list_add(arena, choices, value_new_text(arena, slice_of(id)));
        else if (item->kind == VALUE_MAP || item->kind == VALUE_LIST)
            add_ids(arena, item, choices);
    }
}

/* The field with the clinic's choices before its own. */
static struct value *with_choices(struct arena *arena, const struct value *field,
                                  const struct value *clinic) {
    struct value *copy = value_new(arena, VALUE_MAP), *choices = value_new(arena, VALUE_LIST);
    const struct value *own = value_find(field, "values");
    add_ids(arena, value_find(clinic, value_text(value_find(field, "choices_from"), "")), choices);
    for (size_t i = 0; own && i < own->count; i++)
        value_list_add(arena, choices, own->items[i]);
    for (size_t i = 0; i < field->count; i++)
        if (!slice_is(field->keys[i], "values") && !slice_is(field->keys[i], "choices_from"))
            value_map_add(arena, copy, field->keys[i], field->items[i]);
    value_map_add(arena, copy, slice_of("values"), choices);
    copy->line = field->line;
    return copy;
}

const struct value *fields_for_clinic(struct arena *arena, const struct value *declaration,
                                      const struct value *clinic) {
    const struct value *fields = value_find(declaration, "fields");
    if (!fields || fields->kind != VALUE_LIST)
        return declaration;
    struct value *copy = value_new(arena, VALUE_MAP), *resolved = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < fields->count; i++) {
        struct value *field = fields->items[i];
        value_list_add(arena, resolved,
                       value_find(field, "choices_from") ? with_choices(arena, field, clinic)
                                                         : field);
    }
    for (size_t i = 0; i < declaration->count; i++)
        value_map_add(arena, copy, declaration->keys[i],
                      slice_is(declaration->keys[i], "fields") ? resolved : declaration->items[i]);
    return copy;
}
