/* lua_sandbox.c - the world a script sees: an allow list, not Lua's world with parts taken away.
 *
 * Layer: lua. Order: showing values without their addresses, the replaced functions, the allow
 * lists, opening. Left out: load dofile loadfile package io os debug collectgarbage warn _G, and
 * string.dump. An address in a text would make each run's bytes differ and help an attacker.
 */
#include "lua/lua_internal.h"

#include <lualib.h>

enum { LONGEST_REPETITION = 8 * 1024 * 1024 };

/* ---- values as text -------------------------------------------------------------------------- */

static bool has_address(int type) {
    return type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA ||
           type == LUA_TTHREAD || type == LUA_TLIGHTUSERDATA;
}

/* Pushes the text that stands for the value at index: what __tostring says, else a type's name. */
static const char *push_shown(lua_State *L, int index, size_t *length) {
    int type = lua_type(L, index);
    if (has_address(type)) {
        if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
            struct lua_part *part = lua_part_at(L, index);
            lua_pushstring(L, part ? lua_part_name(part->kind) : lua_typename(L, type));
            return lua_tolstring(L, -1, length);
        }
        lua_pop(L, 1);
    }
    return luaL_tolstring(L, index, length);
}

static int safe_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    push_shown(L, 1, NULL);
    return 1;
}

static int safe_print(lua_State *L) {
    struct lua_host *host = lua_host_of(L);
    int count = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addchar(&line, '\t');
        push_shown(L, i, NULL);
        luaL_addvalue(&line);
    }
    luaL_addchar(&line, '\n');
    luaL_pushresult(&line);
    struct slice text;
    text.data = lua_tolstring(L, -1, &text.length);
    lua_service_begin(host);
    host->services.print(host->services.context, text);
    lua_service_end(host);
    return 0;
}

/* ---- replaced functions ---------------------------------------------------------------------- */

/* Finalisers run when the collector likes, weak tables empty when it likes, and nested closing
 * crashes Lua 5.4.4. */
static int safe_setmetatable(lua_State *L) {
    static const char *const refused[] = {"__gc", "__mode", "__close"};
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnil(L, 2))
        luaL_checktype(L, 2, LUA_TTABLE);
    for (size_t i = 0; lua_istable(L, 2) && i < sizeof refused / sizeof *refused; i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, 2) != LUA_TNIL)
            lua_error_raise(L, "setmetatable: %s is not allowed in a report", refused[i]);
        lua_pop(L, 1);
    }
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        lua_error_raise(L, "setmetatable: this table's metatable is protected");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

/* Calls the original, which is the first upvalue, with the arguments as they stand. */
static int call_original(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int safe_rep(lua_State *L) {
    size_t length = 0, separator = 0;
    luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &separator);
    size_t step = length + separator;
    if (times > 0 && step > 0 && (lua_Unsigned)times > LONGEST_REPETITION / step)
        lua_error_raise(L, "string.rep would make a text of more than 8 MB");
    return call_original(L);
}

static int safe_format(lua_State *L) {
    size_t length = 0;
    const char *format = luaL_checklstring(L, 1, &length);
    for (size_t i = 0; i + 1 < length; i++) {
        if (format[i] != '%')
            continue;
        i++;
        while (i < length && format[i] && strchr("-+ #0123456789.", format[i]))
            i++;
        if (i < length && format[i] == 'p')
            lua_error_raise(L, "string.format: %%p is not allowed in a report");
    }
    int count = lua_gettop(L);
    for (int i = 2; i <= count; i++) {
        if (!has_address(lua_type(L, i)))
            continue;
        push_shown(L, i, NULL);
        lua_replace(L, i);
    }
    return call_original(L);
}

/* Without arguments the original would take its seed from the clock and an address. */
static int safe_randomseed(lua_State *L) {
    luaL_checknumber(L, 1);
    return call_original(L);
}

/* A misspelt name would otherwise be nil, and a nil at the end of a table can't be seen. */
static int refuse_unknown_global(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    const char *names[256];
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING && count < sizeof names / sizeof *names)
            names[count++] = lua_tostring(L, -2);
    /* The order of the globals differs from run to run; the suggestion must not. */
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && strcmp(names[j - 1], names[j]) > 0; j--) {
            const char *kept = names[j];
            names[j] = names[j - 1];
            names[j - 1] = kept;
        }
    lua_error_raise(L, "unknown name '%s'%s", name,
                    lua_error_hint(lua_host_of(L), name, names, count));
}

/* ---- opening --------------------------------------------------------------------------------- */

static const char *const allowed_globals[] = {
    "assert", "error",  "getmetatable", "ipairs",   "rawequal", "rawget",
    "rawlen", "rawset", "select",       "tonumber", "type",     NULL,
};

static const luaL_Reg libraries[] = {
    {"string", luaopen_string}, {"table", luaopen_table},         {"math", luaopen_math},
    {"utf8", luaopen_utf8},     {"coroutine", luaopen_coroutine}, {0},
};

/* Replaces a field of the table on top by a closure over it. */
static void wrap(lua_State *L, const char *name, lua_CFunction function) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

static void adapt_libraries(lua_State *L) {
    lua_getfield(L, -1, "string");
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    wrap(L, "rep", safe_rep);
    wrap(L, "format", safe_format);
    lua_pop(L, 1);
    lua_getfield(L, -1, "table");
    lua_pushcfunction(L, lua_order_sort);
    lua_setfield(L, -2, "sort");
    lua_pop(L, 1);
    lua_getfield(L, -1, "math");
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, 1);
    lua_call(L, 1, 0);
    wrap(L, "randomseed", safe_randomseed);
    lua_pop(L, 1);
    lua_getfield(L, -1, "coroutine");
    lua_coroutine_open(L);
    lua_pop(L, 1);
}

static void protect_text_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushliteral(L, "string");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

void lua_sandbox_open(lua_State *L) {
    static const luaL_Reg replaced[] = {{"print", safe_print},
                                        {"tostring", safe_tostring},
                                        {"setmetatable", safe_setmetatable},
                                        {0}};
    luaL_requiref(L, "_G", luaopen_base, 0); /* fills the old globals and stays on the stack */
    lua_createtable(L, 0, 64);
    for (size_t i = 0; allowed_globals[i]; i++) {
        lua_getfield(L, -2, allowed_globals[i]);
        lua_setfield(L, -2, allowed_globals[i]);
    }
    luaL_setfuncs(L, replaced, 0);
    for (const luaL_Reg *library = libraries; library->name; library++) {
        luaL_requiref(L, library->name, library->func, 0);
        lua_setfield(L, -2, library->name);
    }
    adapt_libraries(L);
    lua_order_open(L);
    lua_protect_open(L);
    protect_text_metatable(L);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, refuse_unknown_global);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "globals");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pop(L, 1);
}
