/* lua_coroutine.c - resume, wrap and close that note which coroutine runs.
 *
 * Layer: lua. A hook belongs to one coroutine: to stop the script at its deadline the host must
 * know which one has control. The rest of the coroutine library is Lua's own.
 */
#include "lua/lua_internal.h"

static lua_State *check_coroutine(lua_State *L, int argument) {
    lua_State *coroutine = lua_tothread(L, argument);
    if (!coroutine)
        lua_error_raise(L, "a coroutine expected, got %s", luaL_typename(L, argument));
    return coroutine;
}

static bool is_dead(lua_State *coroutine) {
    lua_Debug frame;
    return lua_status(coroutine) == LUA_OK && !lua_getstack(coroutine, 0, &frame) &&
           lua_gettop(coroutine) == 0;
}

/* Moves the count topmost values into the coroutine and lets it run. Returns the number of results
 * left on L, or -1 with the error on top of L. */
static int resume(lua_State *L, lua_State *coroutine, int count) {
    if (is_dead(coroutine)) {
        lua_pushliteral(L, "cannot resume dead coroutine");
        return -1;
    }
    if (!lua_checkstack(coroutine, count)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    struct lua_host *host = lua_host_of(L);
    lua_xmove(L, coroutine, count);
    host->running = coroutine;
    lua_limits_recheck(host);
    int result_count = 0;
    int status = lua_resume(coroutine, L, count, &result_count);
    host->running = L;
    lua_limits_recheck(host);
    if (status == LUA_ERRMEM)
        lua_limits_stop_for_memory(host);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(coroutine, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, result_count + 1)) {
        lua_pop(coroutine, result_count);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    lua_xmove(coroutine, L, result_count);
    return result_count;
}

/* Ends a suspended or failed coroutine; its pending <close> variables run. */
static int close_coroutine(lua_State *L, lua_State *coroutine) {
    struct lua_host *host = lua_host_of(L);
    host->running = coroutine;
    lua_limits_recheck(host);
    int status = lua_resetthread(coroutine);
    host->running = L;
    lua_limits_recheck(host);
    return status;
}

static int coroutine_resume(lua_State *L) {
    lua_State *coroutine = check_coroutine(L, 1);
    int count = resume(L, coroutine, lua_gettop(L) - 1);
    lua_pushboolean(L, count >= 0);
    if (count < 0) {
        lua_insert(L, -2);
        return 2;
    }
    lua_insert(L, -(count + 1));
    return count + 1;
}

static int run_wrapped(lua_State *L) {
    lua_State *coroutine = lua_tothread(L, lua_upvalueindex(1));
    int count = resume(L, coroutine, lua_gettop(L));
    if (count >= 0)
        return count;
    int status = lua_status(coroutine);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(L, coroutine, 1); /* closing looks for the error on the coroutine's stack */
        close_coroutine(L, coroutine);
        lua_xmove(coroutine, L, 1);
    }
    return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *coroutine = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, coroutine, 1);
    lua_pushcclosure(L, run_wrapped, 1);
    return 1;
}

static int coroutine_close(lua_State *L) {
    lua_State *coroutine = check_coroutine(L, 1);
    lua_Debug frame;
    bool is_normal =
        coroutine == L || (lua_status(coroutine) == LUA_OK && lua_getstack(coroutine, 0, &frame));
    if (is_normal)
        lua_error_raise(L, "a running coroutine can't be closed");
    if (close_coroutine(L, coroutine) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(coroutine, L, 1);
    return 2;
}

void lua_coroutine_open(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"resume", coroutine_resume}, {"wrap", coroutine_wrap}, {"close", coroutine_close}, {0}};
    luaL_setfuncs(L, functions, 0);
}
