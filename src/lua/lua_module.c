/* lua_module.c - require: modules beside the script or in scripts/, and running chunks.
 *
 * Layer: lua. Text only, one environment for all, each module run once. Where modules are looked
 * for is the service's matter; here only names are let through that can't be paths.
 */
#include "lua/lua_api.h"

enum { LONGEST_NAME = 100 };

static char loaded_modules; /* registry key: name -> { result }, or the file while it loads */

static bool is_module_name(const char *name, size_t length) {
    if (length == 0 || length > LONGEST_NAME || strlen(name) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '_' || c == '-';
        bool is_inner_dot = c == '.' && i > 0 && i + 1 < length && name[i - 1] != '.';
        if (!is_letter && !is_inner_dot)
            return false;
    }
    return true;
}

static void push_loaded_modules(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_modules) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_modules);
}

void lua_module_run(lua_State *L, const char *file, struct slice source) {
    struct lua_host *host = lua_host_of(L);
    if (slice_starts_with(source, "\xEF\xBB\xBF")) {
        source.data += 3;
        source.length -= 3;
    }
    lua_error_add_source(host, file, source);
    int base = lua_gettop(L);
    const char *chunk_name = lua_pushfstring(L, "@%s", file);
    /* "t": text. Made-up bytecode can do anything to the process. */
    if (source.length && source.data[0] == '\x1B')
        lua_error_raise(L, "'%s' is compiled Lua: only text is run", file);
    if (luaL_loadbufferx(L, source.data, source.length, chunk_name, "t") != LUA_OK)
        lua_error(L);
    lua_remove(L, base + 1);
    lua_call(L, 0, LUA_MULTRET);
}

/* True when the chunk of that file runs now. A module that failed inside pcall does not: it may be
 * tried again. */
static bool is_running(lua_State *L, const char *file) {
    lua_Debug at;
    for (int level = 1; lua_getstack(L, level, &at); level++)
        if (lua_getinfo(L, "S", &at) && *at.what == 'm' && strcmp(at.source + 1, file) == 0)
            return true;
    return false;
}

static void load_module(lua_State *L, const char *name) {
    struct lua_host *host = lua_host_of(L);
    const char *file = NULL;
    struct slice source = {0};
    struct error err = {.code = ERROR_NONE};
    lua_service_begin(host);
    bool success =
        host->services.module(host->services.context, &host->own, name, &file, &source, &err);
    lua_service_end(host);
    lua_service_check(L, success, &err);
    if (!source.data)
        lua_error_raise(L, "no module '%s' beside the script or in scripts/", name);
    if (!file)
        file = name;
    lua_pushvalue(L, 1);
    lua_pushstring(L, file);
    lua_rawset(L, 2);
    int base = lua_gettop(L);
    lua_module_run(L, file, source);
    if (lua_gettop(L) == base)
        lua_pushboolean(L, 1); /* as Lua's own require: a module without a result is true */
    lua_settop(L, base + 1);
}

static int require_module(lua_State *L) {
    size_t length = 0;
    const char *name = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (!name || !is_module_name(name, length))
        lua_error_raise(L, "require needs a module's name such as \"lib.plan\"");
    lua_settop(L, 1);
    push_loaded_modules(L);
    lua_pushvalue(L, 1);
    int state = lua_rawget(L, 2);
    if (state == LUA_TTABLE) {
        lua_rawgeti(L, -1, 1);
        return 1;
    }
    if (state == LUA_TSTRING && is_running(L, lua_tostring(L, -1)))
        lua_error_raise(L, "the module '%s' requires itself, by way of those that it requires",
                        name);
    lua_settop(L, 2);
    load_module(L, name);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_rawset(L, 2);
    return 1;
}

const struct lua_api_row lua_module_api[] = {
    API_ROW(1, "require", require_module, "require(name) -> the module's result",
            "A module beside the script or in scripts/: \"lib.plan\" is the file lib/plan.lua. It "
            "is run once. An unknown name raises.",
            "local plan = require \"lib.plan\"\nprint(plan.weeks)"),
    {0},
};
