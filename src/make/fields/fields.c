/* fields.c - a report's declared fields: the declaration checked, a patient's values checked.
 *
 * Layer: make. Order: the declaration; then, for values: where each comes from, its own check,
 * defaults, what is required, names that nobody declared.
 */
#include "make/fields/fields.h"

#include "base/utf8.h"
#include "make/fields/field_conditions.h"
#include "make/fields/field_types.h"

static const struct value *no_fields(void) {
    static const struct value none = {.kind = VALUE_LIST};
    return &none;
}

static const struct value *declared_fields(const struct value *declaration) {
    const struct value *fields = value_find(declaration, "fields");
    return fields && fields->kind == VALUE_LIST ? fields : no_fields();
}

static const struct value *find_field(const struct value *fields, struct slice name) {
    for (size_t i = 0; i < fields->count; i++)
        if (slice_is(name, field_name(fields->items[i])))
            return fields->items[i];
    return NULL;
}

static const char *nearest_field(struct arena *arena, const struct value *fields,
                                 const char *name) {
    const char **names = arena_new_array(arena, fields->count + 1, const char *);
    for (size_t i = 0; i < fields->count; i++)
        names[i] = field_name(fields->items[i]);
    return utf8_nearest(name, names, fields->count);
}

static bool is_among(const char *word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* ---- the declaration ------------------------------------------------------------------------- */

static bool check_name(const char *name, struct error *err) {
    bool good = name[0] >= 'a' && name[0] <= 'z' && strlen(name) <= 60;
    for (const char *c = name; good && *c; c++)
        good = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_';
    if (good)
        return true;
    return error_set(err, ERROR_SCRIPT,
                     "field '%s': bad name, expected lower-case letters, digits and _", name);
}

static bool unknown_word(const char *what, const char *word, const char *const *known, size_t count,
                         struct error *err) {
    const char *nearest = utf8_nearest(word, known, count);
    if (nearest)
        return error_set(err, ERROR_SCRIPT, "unknown %s '%s' (did you mean '%s'?)", what, word,
                         nearest);
    return error_set(err, ERROR_SCRIPT, "unknown %s '%s'", what, word);
}

static bool check_words(const struct value *field, struct error *err) {
    size_t count;
    const char *const *known = field_key_names(&count);
    for (size_t i = 0; i < field->count; i++)
        if (!is_among(field->keys[i].data, known, count))
            return unknown_word("key", field->keys[i].data, known, count, err);
    known = field_type_names(&count);
    const char *type = value_text(value_find(field, "type"), "");
    if (!is_among(type, known, count))
        return unknown_word("type", type, known, count, err);
    return true;
}

static bool check_default(const struct value *field, struct error *err) {
    const struct value *given = value_find(field, "default");
    if (!given)
        return true;
    struct arena arena = {0};
    struct field_outcome outcome = field_convert(&arena, field, given, 0);
    if (!outcome.value && !outcome.empty)
        error_set(err, ERROR_SCRIPT, "default: %s", outcome.problem);
    arena_release(&arena);
    return outcome.value || outcome.empty;
}

static bool check_parts(const struct value *field, struct error *err);

static bool check_field(const struct value *fields, size_t i, struct error *err) {
    const struct value *field = fields->items[i];
    const char *name = field_name(field);
    if (field->kind != VALUE_MAP)
        return error_set(err, ERROR_SCRIPT, "field %zu: expected { name = ..., type = ... }",
                         i + 1);
    if (!check_name(name, err))
        return false;
    if (find_field(fields, slice_of(name)) != field)
        return error_set(err, ERROR_SCRIPT, "field '%s' is declared twice", name);
    if (!check_words(field, err))
        return error_prefix(err, "field '%s': ", name);
    if (field_type(field) == FIELD_CHOICE && !field_choices(field) &&
        !value_find(field, "choices_from"))
        return error_set(err, ERROR_SCRIPT, "field '%s': a choice without values", name);
    if (!field_check_bounds(field, err) || !check_parts(field, err) || !check_default(field, err))
        return error_prefix(err, "field '%s': ", name);
    return true;
}

/* The parts of a record are fields of their own, without what concerns a whole patient. */
static bool check_parts(const struct value *field, struct error *err) {
    static const char *const not_inside[] = {"of",       "required_if", "only_if",     "kept",
                                             "personal", "group",       "choices_from"};
    const struct value *parts = value_find(field, "of");
    if (!parts)
        return true;
    if (field_type(field) != FIELD_LIST || parts->kind != VALUE_LIST || parts->count == 0)
        return error_set(err, ERROR_SCRIPT, "of: goes with a list, and holds at least one field");
    for (size_t i = 0; i < parts->count; i++) {
        if (!check_field(parts, i, err))
            return error_prefix(err, "of: ");
        for (size_t k = 0; k < sizeof not_inside / sizeof *not_inside; k++)
            if (value_find(parts->items[i], not_inside[k]))
                return error_set(err, ERROR_SCRIPT,
                                 "of: field '%s': '%s' does not go inside a record",
                                 field_name(parts->items[i]), not_inside[k]);
    }
    return true;
}

bool fields_check_declaration(const struct value *declaration, struct error *err) {
    const struct value *fields = declared_fields(declaration);
    for (size_t i = 0; i < fields->count; i++)
        if (!check_field(fields, i, err))
            return false;
    for (size_t i = 0; i < fields->count; i++) /* it may name a field that is declared later */
        if (!field_conditions_check(fields, i, err))
            return error_prefix(err, "field '%s': ", field_name(fields->items[i]));
    return true;
}

/* ---- collecting what is wrong ---------------------------------------------------------------- */

struct check {
    struct arena *arena;
    const struct value *fields, *patient;
    const struct make_setting *settings;
    size_t setting_count;
    struct field_problems *found;
    struct value *result;
    bool *broken; /* by field: a problem was told already */
};

static void add_text(struct arena *arena, const char ***texts, size_t *count, size_t *capacity,
                     const char *text) {
    *texts = arena_make_room(arena, *texts, *count, capacity, 8, sizeof **texts);
    (*texts)[(*count)++] = text;
}

/* "patient.json:3: side: text"; "--set side: text" when the value came from the command line. */
static const char *place_message(const struct check *check, const char *name, bool from_setting,
                                 int line, const char *text) {
    if (from_setting)
        return arena_format(check->arena, "--set %s: %s", name, text);
    if (!check->found->file)
        return arena_format(check->arena, "%s: %s", name, text);
    if (line > 0)
        return arena_format(check->arena, "%s:%d: %s: %s", check->found->file, line, name, text);
    return arena_format(check->arena, "%s: %s: %s", check->found->file, name, text);
}

static void add_problem(struct check *check, const char *message) {
    struct field_problems *found = check->found;
    add_text(check->arena, &found->messages, &found->count, &found->capacity, message);
}

static void add_fix(struct check *check, const char *message) {
    struct field_problems *found = check->found;
    add_text(check->arena, &found->fixes, &found->fix_count, &found->fix_capacity, message);
}

/* ---- values ---------------------------------------------------------------------------------- */

static const char *setting_for(const struct check *check, const char *name) {
    for (size_t i = check->setting_count; i > 0; i--)
        if (strcmp(check->settings[i - 1].field, name) == 0)
            return check->settings[i - 1].value;
    return NULL;
}

static bool is_personal(const struct value *field) {
    return value_boolean(value_find(field, "personal"), false);
}

static bool is_date(const struct value *field) {
    return strcmp(value_text(value_find(field, "type"), ""), "date") == 0;
}

static void check_given(struct check *check, size_t i) {
    const struct value *field = check->fields->items[i];
    const char *name = field_name(field);
    const char *setting = setting_for(check, name);
    const struct value *given = value_find(check->patient, name);
    if (setting && is_personal(field)) {
        add_problem(check, arena_format(check->arena,
                                        "--set %s: personal, expected in the patient file or the "
                                        "roster, never on a command line",
                                        name));
        check->broken[i] = true;
        return;
    }
    if (setting)
        given = value_new_text(check->arena, slice_of(setting));
    if (!given)
        return;
    struct field_outcome outcome =
        field_convert(check->arena, field, given, check->found->handout_day);
    if (outcome.empty)
        return;
    if (!outcome.value) {
        add_problem(check, place_message(check, name, setting, given->line, outcome.problem));
        check->broken[i] = true;
        return;
    }
    outcome.value->line = given->line;
    value_map_add(check->arena, check->result, slice_of(name), outcome.value);
    if (outcome.fix)
        add_fix(check, place_message(check, name, setting, given->line, outcome.fix));
}

static void fill_default(struct check *check, size_t i) {
    const struct value *field = check->fields->items[i];
    const struct value *given = value_find(field, "default");
    if (!given || check->broken[i] || value_find(check->result, field_name(field)))
        return;
    struct field_outcome outcome =
        field_convert(check->arena, field, given, check->found->handout_day);
    if (outcome.value)
        value_map_add(check->arena, check->result, slice_of(field_name(field)), outcome.value);
}

/* ---- what applies -----------------------------------------------------------------------------
 */

/* Leaves out, and tells, what was given for a field that does not apply. In the order of the list:
 * what such a field would have made apply is out with it. */
static void leave_out_what_does_not_apply(struct check *check) {
    for (size_t i = 0; i < check->fields->count; i++) {
        const struct value *field = check->fields->items[i];
        const char *name = field_name(field);
        const struct value *condition = value_find(field, "only_if");
        if (!condition)
            continue;
        if (field_applies(field, check->result)) {
            fill_default(check, i);
            continue;
        }
        check->broken[i] = true; /* no default, not required */
        const struct value *value = value_find(check->result, name);
        if (!value || value_boolean(value_find(field, "kept"), false))
            continue;
        value_map_remove(check->result, name);
        const char *text = arena_format(check->arena, "left out, for it applies only if %s",
                                        field_condition_words(check->arena, condition));
        add_fix(check, place_message(check, name, setting_for(check, name), value->line, text));
    }
}

/* ---- required -------------------------------------------------------------------------------- */

static void check_required(struct check *check, size_t i) {
    const struct value *field = check->fields->items[i];
    const char *name = field_name(field);
    if (check->broken[i] || value_find(check->result, name))
        return;
    bool required = value_boolean(value_find(field, "required"), false);
    const char *because =
        required ? NULL : field_condition_met(value_find(field, "required_if"), check->result);
    if (!required && !because)
        return;
    const struct value *given = value_find(check->patient, name);
    const char *reason = because ? arena_format(check->arena, " because of '%s'", because) : "";
    const char *text = arena_format(check->arena, "%s%s, expected %s", given ? "empty" : "missing",
                                    reason, field_expectation(check->arena, field));
    add_problem(check, place_message(check, name, false, given ? given->line : 0, text));
}

/* ---- unknown names --------------------------------------------------------------------------- */

static void check_known(struct check *check, const char *name, bool from_setting, int line) {
    if (find_field(check->fields, slice_of(name)))
        return;
    const char *nearest = nearest_field(check->arena, check->fields, name);
    const char *text =
        nearest
            ? arena_format(check->arena, "unknown field '%s' (did you mean '%s'?)", name, nearest)
            : arena_format(check->arena, "unknown field '%s'", name);
    const char *file = from_setting ? "--set" : check->found->file;
    if (file && line > 0)
        text = arena_format(check->arena, "%s:%d: %s", file, line, text);
    else if (file)
        text = arena_format(check->arena, "%s: %s", file, text);
    add_problem(check, text);
}

static struct check begin_check(struct arena *arena, const struct value *declaration,
                                const struct value *patient, const struct make_setting *settings,
                                size_t setting_count, struct field_problems *problems) {
    const struct value *fields = declared_fields(declaration);
    return (struct check){.arena = arena,
                          .fields = fields,
                          .patient = patient,
                          .settings = settings,
                          .setting_count = setting_count,
                          .found = problems,
                          .result = value_new(arena, VALUE_MAP),
                          .broken = arena_new_array(arena, fields->count + 1, bool)};
}

struct value *fields_check(struct arena *arena, const struct value *declaration,
                           const struct value *patient, const struct make_setting *settings,
                           size_t setting_count, struct field_problems *problems) {
    struct check check =
        begin_check(arena, declaration, patient, settings, setting_count, problems);
    const struct value *fields = check.fields;
    size_t before = problems->count;
    if (patient && patient->kind != VALUE_MAP && patient->kind != VALUE_NULL)
        add_problem(&check, arena_format(arena, "%s: expected a map of fields, not a %s",
                                         problems->file ? problems->file : "patient file",
                                         value_kind_name(patient->kind)));
    for (size_t i = 0; i < fields->count; i++)
        check_given(&check, i);
    for (size_t i = 0; i < fields->count; i++)
        if (!value_find(fields->items[i], "only_if"))
            fill_default(&check, i);
    leave_out_what_does_not_apply(&check);
    for (size_t i = 0; i < fields->count; i++)
        check_required(&check, i);
    if (patient && patient->kind == VALUE_MAP)
        for (size_t i = 0; i < patient->count; i++)
            check_known(&check, patient->keys[i].data, false, patient->items[i]->line);
    for (size_t i = 0; i < setting_count; i++)
        check_known(&check, settings[i].field, true, 0);
    return problems->count == before ? check.result : NULL;
}

bool fields_check_settings(struct arena *arena, const struct value *declaration,
                           const struct make_setting *settings, size_t setting_count,
                           struct field_problems *problems) {
    struct check check = begin_check(arena, declaration, NULL, settings, setting_count, problems);
    const struct value *fields = check.fields;
    size_t before = problems->count;
    for (size_t i = 0; i < fields->count; i++)
        if (is_personal(fields->items[i]) || !is_date(fields->items[i]))
            check_given(&check, i);
    for (size_t i = 0; i < setting_count; i++)
        check_known(&check, settings[i].field, true, 0);
    problems->fix_count = 0; /* told with each handout */
    return problems->count == before;
}
