/* lua_report.c - footnote.report: a script's declaration, checked in form, as a tree of values; and
 * footnote.handout.
 *
 * Layer: lua. What the fields mean is checked by make/fields/fields.c; here misspelt keys and
 * values of the wrong kind are caught while the script's line is known. Order: the tables of keys,
 * one field, all fields, the declaration, what the host asks about the report.
 */
#include "lua/lua_api.h"

enum { MOST_FIELDS = 200, LONGEST_NAME = 60 };

static char report_table; /* registry key: the table given to footnote.report */

/* ---- keys ------------------------------------------------------------------------------------ */

enum key_kind { KEY_TEXT, KEY_NUMBER, KEY_BOOLEAN, KEY_SCALAR, KEY_ANY, KEY_CONDITION, KEY_FIELDS };

struct declared_key {
    const char *name;
    enum key_kind kind;
};

static const struct declared_key field_keys[] = {
    {"name", KEY_TEXT},
    {"type", KEY_TEXT},
    {"label", KEY_TEXT},
    {"help", KEY_TEXT},
    {"unit", KEY_TEXT},
    {"min", KEY_SCALAR},
    {"max", KEY_SCALAR},
    {"step", KEY_NUMBER},
    {"max_items", KEY_NUMBER},
    {"required", KEY_BOOLEAN},
    {"personal", KEY_BOOLEAN},
    {"default", KEY_ANY},
    {"required_if", KEY_CONDITION},
    {"only_if", KEY_CONDITION},
    {"kept", KEY_BOOLEAN},
    {"group", KEY_TEXT},
    {"choices_from", KEY_TEXT},
    {"of", KEY_FIELDS},
};

enum { FIELD_KEY_COUNT = sizeof field_keys / sizeof *field_keys };

static const char *const field_types[] = {"text", "whole",  "number", "choice", "list",
                                          "date", "yes_no", "phone",  "file",   NULL};

static const char *const report_options[] = {"api",         "name",   "title", "lang",
                                             "description", "fields", "build", NULL};

struct reader {
    lua_State *L;
    struct lua_host *host;
    struct arena *arena;
    int line;
    const char *field; /* "field 'side'" for messages */
};

static void add(struct reader *reader, struct value *map, const char *key, struct value *item) {
    item->line = reader->line;
    value_map_add(reader->arena, map, slice_of(key), item);
}

/* ---- one field ------------------------------------------------------------------------------- */

static struct value *read_field_list(struct reader *reader, int table);

/* required_if = { field = "value" } or { field = { "a", "b" } } */
static struct value *read_condition(struct reader *reader, const char *what) {
    lua_State *L = reader->L;
    int table = lua_gettop(L);
    if (!lua_istable(L, table))
        lua_error_raise(L, "%s must be { field = \"value\" }", what);
    struct value *map = value_new(reader->arena, VALUE_MAP);
    int count = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1), count++) {
        if (lua_type(L, -2) != LUA_TSTRING)
            lua_error_raise(L, "%s must be { field = \"value\" }", what);
        struct value *item = lua_value_take(L, lua_gettop(L), reader->arena, reader->line, what);
        add(reader, map, lua_tostring(L, -2), item);
    }
    if (count != 1)
        lua_error_raise(L, "%s must name one field", what);
    return map;
}

static struct value *read_key(struct reader *reader, const struct declared_key *key) {
    lua_State *L = reader->L;
    const char *what = arena_format(reader->arena, "%s: '%s'", reader->field, key->name);
    static const char *const expected[] = {
        [KEY_TEXT] = "a text",
        [KEY_NUMBER] = "a number",
        [KEY_BOOLEAN] = "true or false",
        [KEY_SCALAR] = "a number or a text",
        [KEY_FIELDS] = "a list of fields",
    };
    int type = lua_type(L, -1);
    bool fits = key->kind == KEY_ANY || key->kind == KEY_CONDITION ||
                (key->kind == KEY_FIELDS && type == LUA_TTABLE) ||
                (key->kind == KEY_TEXT && type == LUA_TSTRING) ||
                (key->kind == KEY_NUMBER && type == LUA_TNUMBER) ||
                (key->kind == KEY_BOOLEAN && type == LUA_TBOOLEAN) ||
                (key->kind == KEY_SCALAR && (type == LUA_TSTRING || type == LUA_TNUMBER));
    if (!fits)
        lua_error_raise(L, "%s must be %s, got %s", what, expected[key->kind],
                        luaL_typename(L, -1));
    if (key->kind == KEY_CONDITION)
        return read_condition(reader, what);
    if (key->kind == KEY_FIELDS) {
        const char *field = reader->field;
        struct value *parts = read_field_list(reader, lua_gettop(L));
        reader->field = field;
        return parts;
    }
    return lua_value_take(L, lua_gettop(L), reader->arena, reader->line, what);
}

static bool is_field_name(const char *name) {
    size_t length = strlen(name);
    if (length < 1 || length > LONGEST_NAME || !((name[0] >= 'a' && name[0] <= 'z')))
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

static void check_type(struct reader *reader, const struct value *field) {
    const char *type = value_text(value_find(field, "type"), NULL);
    if (!type)
        lua_error_raise(reader->L,
                        "%s has no type: one of text, whole, number, choice, list, date, "
                        "yes_no, phone, file",
                        reader->field);
    for (size_t i = 0; field_types[i]; i++)
        if (strcmp(field_types[i], type) == 0)
            return;
    lua_error_raise(
        reader->L, "%s: unknown type '%s'%s", reader->field, type,
        lua_error_hint(reader->host, type, field_types, lua_error_count_names(field_types)));
}

/* The choices in the list part of the table at index field. */
static struct value *read_values(struct reader *reader, int field, lua_Integer count) {
    lua_State *L = reader->L;
    struct value *values = value_new(reader->arena, VALUE_LIST);
    const char *what = arena_format(reader->arena, "%s: a choice", reader->field);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, field, i);
        if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
            lua_error_raise(L, "%s must be a text, got %s", what, luaL_typename(L, -1));
        struct value *value = lua_value_take(L, lua_gettop(L), reader->arena, reader->line, what);
        value->kind = VALUE_TEXT; /* choices are texts, 1 as well as "one" */
        value_list_add(reader->arena, values, value);
        lua_pop(L, 1);
    }
    return values;
}

/* The table on top as a map; name is given where fields are a map. */
static struct value *read_field(struct reader *reader, const char *name) {
    lua_State *L = reader->L;
    int table = lua_gettop(L);
    const char *names[FIELD_KEY_COUNT + 1] = {NULL};
    for (size_t i = 0; i < FIELD_KEY_COUNT; i++)
        names[i] = field_keys[i].name;
    if (!lua_istable(L, table))
        lua_error_raise(L, "%s must be a table { type = \"...\" }, got %s", reader->field,
                        luaL_typename(L, table));
    if (!name) {
        lua_getfield(L, table, "name");
        name = lua_type(L, -1) == LUA_TSTRING ? arena_text(reader->arena, lua_tostring(L, -1)) : "";
        lua_pop(L, 1);
    }
    if (!is_field_name(name))
        lua_error_raise(L, "%s needs a name of small letters, digits and _", reader->field);
    reader->field = arena_format(reader->arena, "field '%s'", name);
    lua_Integer count = lua_check_list(L, table, names, reader->field);
    struct value *field = value_new(reader->arena, VALUE_MAP);
    add(reader, field, "name", value_new_text(reader->arena, slice_of(name)));
    for (size_t i = 1; i < FIELD_KEY_COUNT; i++) {
        if (lua_getfield(L, table, field_keys[i].name) != LUA_TNIL)
            add(reader, field, field_keys[i].name, read_key(reader, &field_keys[i]));
        lua_settop(L, table);
    }
    check_type(reader, field);
    if (count)
        add(reader, field, "values", read_values(reader, table, count));
    field->line = reader->line;
    return field;
}

/* ---- all fields ------------------------------------------------------------------------------ */

static struct value *read_field_list(struct reader *reader, int table) {
    lua_State *L = reader->L;
    struct value *fields = value_new(reader->arena, VALUE_LIST);
    luaL_checkstack(L, 10, "fields nested too deep");
    lua_Integer count = lua_check_list(L, table, NULL, "fields");
    for (lua_Integer i = 1; i <= count && i <= MOST_FIELDS; i++) {
        lua_rawgeti(L, table, i);
        reader->field = arena_format(reader->arena, "field %d", (int)i);
        value_list_add(reader->arena, fields, read_field(reader, NULL));
        lua_pop(L, 1);
    }
    if (count > MOST_FIELDS)
        lua_error_raise(L, "more than %d fields", MOST_FIELDS);
    return fields;
}

/* A map has no order of its own: by name, so that it is the same in every run. */
static void read_field_map(struct reader *reader, struct value *fields, int table) {
    lua_State *L = reader->L;
    const char *names[MOST_FIELDS];
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            lua_error_raise(L, "fields must be a list or a map from name to field, not both");
        if (count == MOST_FIELDS)
            lua_error_raise(L, "more than %d fields", MOST_FIELDS);
        const char *name = arena_text(reader->arena, lua_tostring(L, -2));
        size_t place = count++;
        for (; place > 0 && strcmp(names[place - 1], name) > 0; place--)
            names[place] = names[place - 1];
        names[place] = name;
    }
    for (size_t i = 0; i < count; i++) {
        lua_getfield(L, table, names[i]);
        reader->field = arena_format(reader->arena, "field '%s'", names[i]);
        struct value *field = read_field(reader, names[i]);
        lua_getfield(L, table, names[i]);
        if (lua_getfield(L, -1, "name") != LUA_TNIL &&
            (lua_type(L, -1) != LUA_TSTRING || strcmp(lua_tostring(L, -1), names[i]) != 0))
            lua_error_raise(L, "%s has another 'name' inside", reader->field);
        lua_settop(L, table);
        value_list_add(reader->arena, fields, field);
    }
}

static struct value *read_fields(struct reader *reader, int table) {
    struct value *fields;
    if (lua_rawlen(reader->L, table) > 0) {
        fields = read_field_list(reader, table);
    } else {
        fields = value_new(reader->arena, VALUE_LIST);
        read_field_map(reader, fields, table);
    }
    fields->line = reader->line;
    for (size_t i = 0; i < fields->count; i++) {
        const char *name = value_text(value_find(fields->items[i], "name"), "");
        for (size_t j = 0; j < i; j++)
            if (strcmp(value_text(value_find(fields->items[j], "name"), ""), name) == 0)
                lua_error_raise(reader->L, "field '%s' is declared twice", name);
    }
    return fields;
}

/* ---- the declaration ------------------------------------------------------------------------- */

static void check_api(lua_State *L) {
    if (lua_getfield(L, 1, "api") == LUA_TNIL)
        lua_error_raise(L, "footnote.report needs api = %d", LUA_API_VERSION);
    if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1)
        lua_error_raise(L, "api must be a whole number such as %d", LUA_API_VERSION);
    if (lua_tointeger(L, -1) > LUA_API_VERSION)
        lua_error_raise(L,
                        "the script needs version %d of the API, this program has %d: "
                        "use a newer footnote",
                        (int)lua_tointeger(L, -1), LUA_API_VERSION);
    lua_pop(L, 1);
}

static void read_text(struct reader *reader, struct value *map, const char *key,
                      const char *fallback) {
    lua_State *L = reader->L;
    const char *what = arena_format(reader->arena, "footnote.report: '%s'", key);
    if (lua_getfield(L, 1, key) == LUA_TNIL && fallback) {
        add(reader, map, key, value_new_text(reader->arena, slice_of(fallback)));
    } else {
        if (lua_type(L, -1) != LUA_TSTRING || !lua_rawlen(L, -1))
            lua_error_raise(L, "%s must be a text, got %s", what, luaL_typename(L, -1));
        add(reader, map, key, lua_value_take(L, lua_gettop(L), reader->arena, reader->line, what));
    }
    lua_settop(L, 1);
}

static int declare_report(lua_State *L) {
    struct lua_host *host = lua_host_of(L);
    if (host->phase != PHASE_LOAD)
        lua_error_raise(L, "footnote.report must be called in the script's main part");
    if (host->declaration)
        lua_error_raise(L, "footnote.report was called before: a script declares one report");
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    check_api(L);
    if (lua_check_list(L, 1, report_options, "footnote.report"))
        lua_error_raise(L, "footnote.report takes named options only");
    struct reader reader = {.L = L, .host = host, .arena = host->arena};
    const char *file;
    lua_error_place(L, 1, &file, &reader.line);
    struct value *declaration = value_new(host->arena, VALUE_MAP);
    declaration->line = reader.line;
    add(&reader, declaration, "api", value_new_number(host->arena, LUA_API_VERSION));
    read_text(&reader, declaration, "name", NULL);
    read_text(&reader, declaration, "title", NULL);
    read_text(&reader, declaration, "description", "");
    read_text(&reader, declaration, "lang", "en");
    if (lua_getfield(L, 1, "fields") == LUA_TNIL) {
        lua_settop(L, 1);
        lua_createtable(L, 0, 0);
    }
    if (!lua_istable(L, 2))
        lua_error_raise(L, "footnote.report: 'fields' must be a list, got %s", luaL_typename(L, 2));
    add(&reader, declaration, "fields", read_fields(&reader, 2));
    host->declaration = declaration;
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &report_table);
    return 1;
}

/* footnote.prepare: patients are not known yet, and whether it ran must not show on a page. */
static int prepare(lua_State *L) {
    struct lua_host *host = lua_host_of(L);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    if (host->services.many && host->phase == PHASE_LOAD)
        lua_call(L, 0, 0);
    return 0;
}

/* ---- what the host asks ---------------------------------------------------------------------- */

void lua_report_check_returned(lua_State *L, struct lua_host *host) {
    if (!host->declaration)
        lua_error_raise(L, "the script never called footnote.report");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &report_table);
    if (!lua_rawequal(L, -1, -2))
        lua_error_raise(L, "the script must end with 'return report': what footnote.report gave");
    lua_pop(L, 1);
    lua_report_push_build(L);
    lua_pop(L, 1);
}

void lua_report_push_build(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &report_table);
    lua_pushliteral(L, "build");
    if (lua_rawget(L, -2) != LUA_TFUNCTION)
        lua_error_raise(L, "report.build is missing: function report.build(patient, clinic)");
    lua_remove(L, -2);
}

void lua_report_open_handout(lua_State *L, const struct lua_setup *setup) {
    const struct {
        const char *name, *text;
    } facts[] = {{"date", setup->date},
                 {"code", setup->code},
                 {"version", setup->version},
                 {"language", setup->language}};
    /* The globals may have been changed by the script: then it does without. */
    lua_pushglobaltable(L);
    lua_pushliteral(L, "footnote");
    if (lua_rawget(L, -2) == LUA_TTABLE) {
        lua_pushliteral(L, "handout");
        lua_createtable(L, 0, 5);
        for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
            lua_pushstring(L, facts[i].text);
            lua_setfield(L, -2, facts[i].name);
        }
        lua_pushinteger(L, setup->days_ahead);
        lua_setfield(L, -2, "days_ahead");
        lua_rawset(L, -3);
    }
    lua_pop(L, 2);
}

const struct lua_api_row lua_report_api[] = {
    API_ROW(
        1, "footnote.report", declare_report,
        "footnote.report { api = 1, name = \"...\", title = \"...\", fields = {...} } -> report",
        "Declares the report; returns the table given, to which the script adds build and which "
        "it returns. Options: api, name, title (required), description, lang (\"en\"), fields: a "
        "list of { name, type, ... } or a map from name to field. Types: text (max), whole and "
        "number (min, max, unit, step), choice (its values in the list part), list (the same, "
        "max_items), date (min, max), yes_no, phone, file. Every field: required, required_if, "
        "default, personal, help, label.",
        "print(report.title, #report.fields)"),
    API_ROW(1, "footnote.prepare", prepare, "footnote.prepare(function)",
            "In a main part, where many handouts follow, calls the function once before the first: "
            "what it works out and keeps, such as the curves of a drawing, need "
            "not be worked out for each. For one handout alone it is not called: no page may "
            "depend on it.",
            "local squares = {}\n"
            "footnote.prepare(function() for i = 1, 100 do squares[i] = i * i end end)"),
    API_ROW(1, "footnote.handout", NULL, "footnote.handout",
            "A table with date (YYYY-MM-DD), code, version (of the program), language, days_ahead "
            "(how far a handout_date of the patient file lies after today, else 0). Known while "
            "report.build runs.",
            "para { \"Printed on \", value(footnote.handout.date) }"),
    {0},
};
