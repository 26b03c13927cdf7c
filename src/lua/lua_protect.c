/* lua_protect.c - pcall and xpcall that don't catch a lack of memory.
 *
 * Layer: lua. Lua's own library asks the allocator directly for the buffers of long strings and
 * raises when it is refused; that error would be caught like any other. Everything else is as in
 * Lua: coroutines may yield across both.
 */
#include "lua/lua_internal.h"

/* The results of the protected function stand above the first `kept` values. */
static int finish(lua_State *L, int status, lua_KContext kept) {
    if (status == LUA_ERRMEM)
        lua_limits_stop_for_memory(lua_host_of(L));
    if (status == LUA_OK || status == LUA_YIELD)
        return lua_gettop(L) - (int)kept;
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

/* Puts true in front of the function: the first result, should all go well. */
static int protected_call(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish);
    return finish(L, status, 0);
}

/* Stack: function, handler, arguments -> handler, true, function, arguments. */
static int protected_call_with_handler(lua_State *L) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 1);   /* function handler arguments function */
    lua_pushboolean(L, 1); /* function handler arguments function true */
    lua_rotate(L, 1, 2);   /* function true function handler arguments */
    lua_remove(L, 1);      /* true function handler arguments */
    lua_pushvalue(L, 3);   /* true function handler arguments handler */
    lua_insert(L, 1);      /* handler true function handler arguments */
    lua_remove(L, 4);      /* handler true function arguments */
    int status = lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 1, finish);
    return finish(L, status, 1);
}

void lua_protect_open(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"pcall", protected_call}, {"xpcall", protected_call_with_handler}, {0}};
    luaL_setfuncs(L, functions, 0);
}
