/* lua_theme.c - the table in document { theme = ... } -> a struct theme.
 *
 * Layer: lua. The rows of theme_fields() say what there is: each must stand in the table, and
 * nothing else may. Failures raise and name the key. Order: numbers, one reader a type, the keys,
 * the whole.
 */
#include "lua/lua_convert.h"

#include <math.h>

#include "layout/theme.h"

/* What is being read: where the value goes and what to call it. */
struct reading {
    struct converter *converter;
    const struct theme_field *field;
    void *place;
    int index; /* of the value */
};

static void raise_wrong(const struct reading *reading, const char *expected) {
    lua_State *L = reading->converter->L;
    lua_error_raise(L, "theme: %s must be %s, got %s", reading->field->name, expected,
                    luaL_typename(L, reading->index));
}

/* Numbers of messages with one decimal at most, and no exponent. */
static const char *shown(const struct reading *reading, double number) {
    return arena_format(reading->converter->doc->arena, number == trunc(number) ? "%.0f" : "%.2f",
                        number);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* The number at index, called field.part in messages (part "" for the field itself). */
static double read_limited(const struct reading *reading, int index, const char *part) {
    lua_State *L = reading->converter->L;
    const struct theme_field *field = reading->field;
    const char *dot = *part ? "." : "";
    if (lua_type(L, index) != LUA_TNUMBER)
        lua_error_raise(L, "theme: %s%s%s must be a number of points, got %s", field->name, dot,
                        part, luaL_typename(L, index));
    double number = lua_tonumber(L, index);
    if (!isfinite(number))
        lua_error_raise(L, "theme: %s%s%s is not a finite number", field->name, dot, part);
    if (number < field->lowest || number > field->highest)
        lua_error_raise(L, "theme: %s%s%s is %s: it must be %s to %s", field->name, dot, part,
                        fabs(number) < 1e9 ? shown(reading, number) : "far too large",
                        shown(reading, field->lowest), shown(reading, field->highest));
    return number;
}

/* ---- one reader a type ----------------------------------------------------------------------- */

static void read_length(const struct reading *reading) {
    *(double *)reading->place = read_limited(reading, reading->index, "");
}

static void read_whole(const struct reading *reading) {
    double number = read_limited(reading, reading->index, "");
    if (trunc(number) != number)
        raise_wrong(reading, "a whole number");
    *(int *)reading->place = (int)number;
}

static void read_flag(const struct reading *reading) {
    if (!lua_isboolean(reading->converter->L, reading->index))
        raise_wrong(reading, "true or false");
    *(bool *)reading->place = lua_toboolean(reading->converter->L, reading->index);
}

static void read_text(const struct reading *reading) {
    lua_State *L = reading->converter->L;
    if (lua_type(L, reading->index) != LUA_TSTRING)
        raise_wrong(reading, "a text");
    const char *text =
        lua_check_words(L, reading->index, reading->converter->doc->arena, reading->field->name);
    if (!*text || strlen(text) > 60 || strchr(text, '\n') || strchr(text, ':'))
        lua_error_raise(L, "theme: %s must be a name of 1 to 60 characters without a colon",
                        reading->field->name);
    *(const char **)reading->place = text;
}

static void read_paper(const struct reading *reading) {
    static const char *const papers[] = {"any", "a4", "letter", NULL};
    lua_State *L = reading->converter->L;
    const char *word =
        lua_type(L, reading->index) == LUA_TSTRING ? lua_tostring(L, reading->index) : "";
    int found = 0;
    while (papers[found] && strcmp(papers[found], word) != 0)
        found++;
    if (!papers[found])
        lua_error_raise(L, "theme: unknown paper '%s': any, a4 or letter", word);
    *(enum theme_paper *)reading->place = (enum theme_paper)found;
}

/* { 13, 17 }: size and leading. */
static void read_type_size(const struct reading *reading) {
    lua_State *L = reading->converter->L;
    struct type_size *type = reading->place;
    if (!lua_istable(L, reading->index))
        raise_wrong(reading, "{ size, leading }");
    lua_view_unwrap(L, reading->index);
    if (lua_check_list(L, reading->index, NULL, reading->field->name) != 2)
        lua_error_raise(L, "theme: %s must be { size, leading }: two numbers of points",
                        reading->field->name);
    lua_rawgeti(L, reading->index, 1);
    type->size_pt = read_limited(reading, lua_gettop(L), "size");
    lua_rawgeti(L, reading->index, 2);
    /* The leading's own limits are the size's, doubled: theme_fault compares the two. */
    struct theme_field leading = *reading->field;
    leading.highest *= 2;
    struct reading second = *reading;
    second.field = &leading;
    type->leading_pt = read_limited(&second, lua_gettop(L), "leading");
    lua_pop(L, 2);
}

static void read_box_padding(const struct reading *reading) {
    static const char *const sides[] = {"top", "sides", "bottom", "gap", NULL};
    lua_State *L = reading->converter->L;
    struct box_padding *padding = reading->place;
    double *places[] = {&padding->top, &padding->sides, &padding->bottom, &padding->gap};
    if (!lua_istable(L, reading->index))
        raise_wrong(reading, "{ top = ..., sides = ..., bottom = ..., gap = ... }");
    lua_view_unwrap(L, reading->index);
    if (lua_check_list(L, reading->index, sides, reading->field->name))
        raise_wrong(reading, "{ top = ..., sides = ..., bottom = ..., gap = ... }");
    for (size_t i = 0; sides[i]; i++) {
        lua_pushstring(L, sides[i]);
        lua_rawget(L, reading->index);
        *places[i] = read_limited(reading, lua_gettop(L), sides[i]);
        lua_pop(L, 1);
    }
}

typedef void field_reader(const struct reading *reading);

static field_reader *const readers[] = {
    [THEME_LENGTH] = read_length,
    [THEME_TYPE_SIZE] = read_type_size,
    [THEME_BOX_PADDING] = read_box_padding,
    [THEME_WHOLE] = read_whole,
    [THEME_FLAG] = read_flag,
    [THEME_TEXT] = read_text,
    [THEME_PAPER] = read_paper,
};

/* ---- keys ------------------------------------------------------------------------------------ */

/* The fields' names, ended by NULL. */
static const char *const *field_names(struct converter *converter, const struct theme_field *fields,
                                      size_t count) {
    const char **names = arena_new_array(converter->doc->arena, count + 1, const char *);
    for (size_t i = 0; i < count; i++)
        names[i] = fields[i].name;
    return names;
}

static bool is_known(const char *const *names, const char *key) {
    while (*names && strcmp(*names, key) != 0)
        names++;
    return *names != NULL;
}

static void check_keys(struct converter *converter, int table, const struct theme_field *fields,
                       size_t count) {
    lua_State *L = converter->L;
    const char *const *names = field_names(converter, fields, count);
    /* The first in byte order, so that the message does not hang on the order of a hash. */
    const char *unknown = NULL;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            lua_error_raise(L, "theme: every key must be a name, got a %s", luaL_typename(L, -2));
        const char *key = lua_tostring(L, -2);
        if (!is_known(names, key) && (!unknown || strcmp(key, unknown) < 0))
            unknown = arena_text(converter->doc->arena, key);
    }
    if (unknown)
        lua_error_raise(L, "theme: unknown key '%s'%s", unknown,
                        lua_error_hint(converter->host, unknown, names, count));
}

/* ---- the whole ------------------------------------------------------------------------------- */

void lua_theme_read(struct converter *converter, int table) {
    lua_State *L = converter->L;
    struct theme *theme = arena_new(converter->doc->arena, struct theme);
    size_t count;
    const struct theme_field *fields = theme_fields(&count);
    if (!lua_istable(L, table))
        lua_error_raise(L, "theme must be a table of require \"lib.theme\", got %s",
                        luaL_typename(L, table));
    lua_view_unwrap(L, table);
    check_keys(converter, table, fields, count);
    for (size_t i = 0; i < count; i++) {
        lua_pushstring(L, fields[i].name);
        if (lua_rawget(L, table) == LUA_TNIL)
            lua_error_raise(L, "theme: '%s' is missing: begin with theme.extend(theme.clinic, ...)",
                            fields[i].name);
        struct reading reading = {.converter = converter,
                                  .field = &fields[i],
                                  .place = (char *)theme + fields[i].offset,
                                  .index = lua_gettop(L)};
        readers[fields[i].type](&reading);
        lua_pop(L, 1);
    }
    const char *fault = theme_fault(theme, converter->doc->arena);
    if (fault)
        lua_error_raise(L, "theme '%s': %s", theme->name, fault);
    converter->doc->theme = theme;
}
