/* lua_value.c - values between C and Lua: read-only views of patient and clinic, checked lists,
 * texts fit to print.
 *
 * Layer: lua. A view is an empty table whose metatable leads to the data: reading, # and ipairs
 * work by Lua's own rules, pairs and next look behind it (lua_order.c), assigning raises. Order:
 * texts, lists, views, values from Lua.
 */
#include "lua/lua_internal.h"

#include "base/utf8.h"
#include "text/writing.h"

#include <math.h>
#include <stdio.h>

/* ---- texts ----------------------------------------------------------------------------------- */

bool lua_value_words(lua_State *L, int index, struct arena *arena, struct slice *words) {
    if (lua_type(L, index) == LUA_TSTRING) {
        size_t length = 0;
        const char *data = lua_tolstring(L, index, &length);
        *words = slice_make(arena_bytes(arena, data, length), length);
        return true;
    }
    if (lua_type(L, index) != LUA_TNUMBER)
        return false;
    if (lua_isinteger(L, index)) {
        *words = slice_of(arena_format(arena, "%lld", (long long)lua_tointeger(L, index)));
        return true;
    }
    double number = lua_tonumber(L, index);
    if (!isfinite(number) || fabs(number) >= 1e12) /* what strbuf_add_number can write */
        return false;
    struct strbuf digits = {0};
    strbuf_add_number(&digits, number, 6);
    *words = arena_slice(arena, strbuf_slice(&digits));
    strbuf_release(&digits);
    return true;
}

const char *lua_text_fault(struct slice text) {
    if (utf8_find_invalid(text) != UTF8_VALID)
        return "is not valid UTF-8";
    for (size_t position = 0; position < text.length;) {
        unsigned code_point = utf8_next(text, &position);
        if ((code_point < 0x20 && code_point != '\n') || (code_point >= 0x7F && code_point <= 0x9F))
            return "holds a control character";
    }
    return NULL;
}

const char *lua_check_words(lua_State *L, int argument, struct arena *arena, const char *what) {
    struct slice words;
    if (!lua_value_words(L, argument, arena, &words))
        lua_error_raise(L, "%s must be a text, got %s", what, luaL_typename(L, argument));
    const char *fault = lua_text_fault(words);
    if (fault)
        lua_error_raise(L, "%s %s", what, fault);
    return writing_compose(arena, words).data;
}

/* ---- lists ----------------------------------------------------------------------------------- */

const char *const lua_any_option[] = {NULL};

static bool is_name_in(const char *name, const char *const *names) {
    if (names == lua_any_option)
        return true;
    for (size_t i = 0; names && names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void refuse_hole(lua_State *L, int table, lua_Integer count, const char *what) {
    lua_Integer hole = 1;
    while (hole <= count && lua_rawgeti(L, table, hole) != LUA_TNIL) {
        lua_pop(L, 1);
        hole++;
    }
    lua_error_raise(L,
                    "entry %d of %s is nil: a variable that is not set, or a function that gave "
                    "nothing (write false for an entry to be left out)",
                    (int)hole, what);
}

lua_Integer lua_check_list(lua_State *L, int table, const char *const *options, const char *what) {
    table = lua_absindex(L, table);
    lua_Integer count = 0, highest = 0;
    const char *unknown = NULL; /* the first by its letters, for messages that stay the same */
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1) {
            count++;
            if (lua_tointeger(L, -2) > highest)
                highest = lua_tointeger(L, -2);
            continue;
        }
        if (lua_type(L, -2) != LUA_TSTRING)
            lua_error_raise(L, "%s has a key that is neither 1, 2, 3 ... nor a name", what);
        const char *name = lua_tostring(L, -2);
        if (!is_name_in(name, options) && (!unknown || strcmp(name, unknown) < 0))
            unknown = name;
    }
    if (unknown && (!options || !options[0]))
        lua_error_raise(L, "unknown option '%s' of %s", unknown, what);
    if (unknown)
        lua_error_raise(
            L, "unknown option '%s' of %s%s", unknown, what,
            lua_error_hint(lua_host_of(L), unknown, options, lua_error_count_names(options)));
    if (count != highest)
        refuse_hole(L, table, count, what);
    return count;
}

/* ---- views ----------------------------------------------------------------------------------- */

static char view_data; /* key of the data in a view's metatable */

bool lua_view_data(lua_State *L, int index) {
    if (!lua_istable(L, index) || !lua_getmetatable(L, index))
        return false;
    bool is_view = lua_rawgetp(L, -1, &view_data) == LUA_TTABLE;
    if (is_view)
        lua_remove(L, -2);
    else
        lua_pop(L, 2);
    return is_view;
}

void lua_view_unwrap(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (lua_view_data(L, index)) {
        lua_replace(L, index);
    } else if (lua_getmetatable(L, index)) {
        lua_error_raise(L, "a table with a metatable can't be laid out: give a plain one");
    }
}

static int view_refuse_assignment(lua_State *L) {
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    lua_error_raise(L, "%s can't be changed: it is what was given", name);
}

static int view_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
    return 1;
}

/* Upvalues: data, declared fields (light userdata), name. */
static int view_known_field(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    const char *field = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    const struct value *fields = lua_touserdata(L, lua_upvalueindex(2));
    struct lua_host *host = lua_host_of(L);
    const char **names = arena_new_array(&host->own, fields->count + 1, const char *);
    for (size_t i = 0; i < fields->count; i++) {
        names[i] = value_text(value_find(fields->items[i], "name"), "");
        if (strcmp(names[i], field) == 0) {
            lua_pushnil(L);
            return 1;
        }
    }
    lua_error_raise(L, "%s has no field '%s'%s: it is not declared in footnote.report",
                    lua_tostring(L, lua_upvalueindex(3)), field,
                    lua_error_hint(host, field, names, fields->count));
}

/* Replaces the table on top by a view of it. */
static void wrap_in_view(lua_State *L, const struct value *fields, const char *name) {
    int data = lua_gettop(L);
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 6);
    lua_pushvalue(L, data);
    lua_rawsetp(L, -2, &view_data);
    lua_pushvalue(L, data);
    if (fields) {
        lua_pushlightuserdata(L, (void *)fields);
        lua_pushstring(L, name);
        lua_pushcclosure(L, view_known_field, 3);
    }
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, view_refuse_assignment, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, data);
    lua_pushcclosure(L, view_length, 1);
    lua_setfield(L, -2, "__len");
    lua_pushliteral(L, "read-only");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, data);
}

void lua_value_push(lua_State *L, const struct value *value, const struct value *fields,
                    const char *name) {
    luaL_checkstack(L, 8, "values nested too deep");
    if (!value) {
        lua_pushnil(L);
        return;
    }
    switch (value->kind) {
    case VALUE_NULL:
        lua_pushnil(L);
        break;
    case VALUE_BOOLEAN:
        lua_pushboolean(L, value->boolean);
        break;
    case VALUE_NUMBER:
        if (value->whole)
            lua_pushinteger(L, value->integer);
        else
            lua_pushnumber(L, value->number);
        break;
    case VALUE_TEXT:
        lua_pushlstring(L, value->text.data, value->text.length);
        break;
    case VALUE_LIST:
        lua_createtable(L, (int)value->count, 0);
        for (size_t i = 0; i < value->count; i++) {
            lua_value_push(L, value->items[i], NULL, name);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        wrap_in_view(L, NULL, name);
        break;
    case VALUE_MAP:
        lua_createtable(L, 0, (int)value->count);
        for (size_t i = 0; i < value->count; i++) {
            lua_pushlstring(L, value->keys[i].data, value->keys[i].length);
            lua_value_push(L, value->items[i], NULL, name);
            lua_rawset(L, -3);
        }
        wrap_in_view(L, fields, name);
        break;
    }
}

/* ---- from Lua -------------------------------------------------------------------------------- */

static struct value *take_list(lua_State *L, int index, struct arena *arena, int line,
                               const char *what) {
    struct value *list = value_new(arena, VALUE_LIST);
    lua_Integer count = lua_check_list(L, index, NULL, what);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        if (lua_istable(L, -1))
            lua_error_raise(L, "%s must be a list of texts or numbers", what);
        value_list_add(arena, list, lua_value_take(L, lua_gettop(L), arena, line, what));
        lua_pop(L, 1);
    }
    return list;
}

struct value *lua_value_take(lua_State *L, int index, struct arena *arena, int line,
                             const char *what) {
    struct value *value = NULL;
    size_t length = 0;
    const char *text;
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
        value = value_new(arena, VALUE_BOOLEAN);
        value->boolean = lua_toboolean(L, index);
        value->text = slice_of(value->boolean ? "true" : "false");
        break;
    case LUA_TNUMBER:
        if (!isfinite(lua_tonumber(L, index)))
            lua_error_raise(L, "%s is not a finite number", what);
        value = value_new_number(arena, lua_tonumber(L, index));
        break;
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &length);
        if (lua_text_fault(slice_make(text, length)))
            lua_error_raise(L, "%s %s", what, lua_text_fault(slice_make(text, length)));
        value = value_new_text(arena, slice_make(text, length));
        break;
    case LUA_TTABLE:
        value = take_list(L, lua_absindex(L, index), arena, line, what);
        break;
    default:
        lua_error_raise(L, "%s can't be a %s", what, luaL_typename(L, index));
    }
    value->line = line;
    return value;
}
