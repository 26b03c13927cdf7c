/* lua_host.c - the state's life: made, a script loaded, its report built, freed.
 *
 * Layer: lua. Each step runs as one protected call from C with lua_error_handler, so that a raise
 * anywhere ends here. Order: the state, protected calls, loading, building.
 */
#include "lua/lua_api.h"

#include "base/memory.h"

#include <stdlib.h>

/* Scripts are short: most end before there is garbage worth collecting. What is over the limit is
 * collected all the same (lua_limits.c). */
enum { GC_PAUSE_PERCENT = 400 };

/* The extra space of a state is one pointer wide and holds the host; new coroutines copy it. */
struct lua_host *lua_host_of(lua_State *L) {
    struct lua_host *host;
    memcpy((void *)&host, lua_getextraspace(L), LUA_EXTRASPACE);
    return host;
}

/* ---- the state ------------------------------------------------------------------------------- */

static int open_world(lua_State *L) {
    lua_sandbox_open(L);
    lua_api_open(L);
    return 0;
}

struct lua_host *lua_host_new(const struct lua_limits *limits, const struct lua_services *services,
                              struct error *err) {
    struct lua_host *host = memory_allocate_zeroed(1, sizeof *host);
    host->limits = *limits;
    host->services = *services;
    host->main = lua_newstate(lua_limits_allocate, host);
    if (!host->main) {
        lua_pool_release(&host->pool);
        free(host);
        error_set(err, ERROR_ENVIRONMENT, "not enough memory for Lua");
        return NULL;
    }
    memcpy(lua_getextraspace(host->main), (const void *)&host, LUA_EXTRASPACE);
    host->running = host->main;
    lua_gc(host->main, LUA_GCINC, GC_PAUSE_PERCENT, 0, 0);
    lua_pushcfunction(host->main, open_world);
    bool opened = lua_pcall(host->main, 0, 0, 0) == LUA_OK;
    if (!opened)
        error_set(err, ERROR_ENVIRONMENT, "cannot open Lua: %s",
                  lua_type(host->main, -1) == LUA_TSTRING ? lua_tostring(host->main, -1) : "?");
    if (!opened || !lua_limits_install(host, err)) {
        lua_close(host->main);
        lua_pool_release(&host->pool);
        free(host);
        return NULL;
    }
    return host;
}

void lua_host_free(struct lua_host *host) {
    if (!host)
        return;
    lua_limits_uninstall(host);
    lua_close(host->main);
    lua_pool_release(&host->pool);
    strbuf_release(&host->trouble);
    arena_release(&host->own);
    free(host);
}

/* ---- protected calls ------------------------------------------------------------------------- */

/* Runs function(task) under the limits. */
static bool run(struct lua_host *host, lua_CFunction function, void *task, struct error *err) {
    lua_State *L = host->main;
    lua_settop(L, 0);
    host->running = L;
    host->failure.code = ERROR_NONE;
    host->converting = NULL;
    lua_pushcfunction(L, lua_error_handler);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, task);
    lua_limits_start(host);
    int status = lua_pcall(L, 1, 0, 1);
    lua_limits_stop(host);
    host->running = L;
    if (status != LUA_OK || host->failure.code != ERROR_NONE)
        return lua_error_take(host, status, err);
    lua_settop(L, 0);
    return true;
}

/* ---- loading --------------------------------------------------------------------------------- */

struct load_task {
    struct lua_host *host;
    struct slice source;
};

static int run_load(lua_State *L) {
    struct load_task *task = lua_touserdata(L, 1);
    lua_settop(L, 0);
    lua_module_run(L, task->host->script, task->source);
    lua_settop(L, 1); /* what the chunk returned, or nil */
    lua_report_check_returned(L, task->host);
    return 0;
}

const struct value *lua_host_load(struct lua_host *host, struct arena *arena, const char *file,
                                  struct slice source, struct error *err) {
    struct load_task task = {.host = host, .source = source};
    host->script = arena_text(&host->own, file);
    host->main_name = arena_format(&host->own, "@%s", file);
    host->arena = arena;
    host->phase = PHASE_LOAD;
    bool success = run(host, run_load, &task, err);
    host->phase = PHASE_REST;
    host->arena = NULL;
    return success ? host->declaration : NULL;
}

void lua_host_settle(struct lua_host *host) {
    lua_gc(host->main, LUA_GCCOLLECT, 0);
    lua_pool_settle(&host->pool);
}

/* ---- building -------------------------------------------------------------------------------- */

struct build_task {
    struct lua_host *host;
    const struct value *patient, *clinic;
};

/* True when the script has a reason to return nothing. */
static bool is_refused(const struct lua_host *host) {
    for (size_t i = 0; i < host->ruling_count; i++) {
        const struct ruling *ruling = &host->rulings[i];
        if (ruling->kind == RULING_REFUSE || ruling->kind == RULING_FIELD ||
            (ruling->kind == RULING_ASK && !ruling->accepted))
            return true;
    }
    return false;
}

static void push_values(lua_State *L, struct build_task *task) {
    static const struct value nothing = {.kind = VALUE_MAP};
    const struct value *fields = value_find(task->host->declaration, "fields");
    lua_value_push(L, task->patient ? task->patient : &nothing, fields, "patient");
    lua_value_push(L, task->clinic ? task->clinic : &nothing, NULL, "clinic");
}

static int run_build(lua_State *L) {
    struct build_task *task = lua_touserdata(L, 1);
    struct lua_host *host = task->host;
    lua_settop(L, 0);
    lua_report_open_handout(L, host->setup);
    lua_report_push_build(L);
    push_values(L, task);
    lua_call(L, 2, 1);
    if (!lua_isnil(L, 1) || !is_refused(host))
        lua_document_convert(L, host);
    return 0;
}

struct document *lua_host_build(struct lua_host *host, struct arena *arena,
                                const struct lua_setup *setup, const struct value *patient,
                                const struct value *clinic, struct error *err) {
    struct build_task task = {.host = host, .patient = patient, .clinic = clinic};
    if (!host->declaration) {
        error_set(err, ERROR_SCRIPT, "no report is loaded");
        return NULL;
    }
    host->setup = setup;
    host->arena = arena;
    host->document = NULL;
    host->has_used_wording = false;
    host->phase = PHASE_BUILD;
    bool success = run(host, run_build, &task, err);
    host->phase = PHASE_REST;
    host->arena = NULL;
    if (!success)
        return NULL;
    if (!host->document) {
        error_set(err, ERROR_REFUSED, "the report's rules refuse this handout");
        return NULL;
    }
    bool finished = lua_words_fill(host, host->document, setup->language, err) &&
                    document_finish(host->document, err);
    return finished ? host->document : NULL;
}

struct slice lua_host_version(void) {
    const char *start = strstr(lua_ident, "Lua "); /* "$LuaVersion: Lua 5.4.4  Copyright ..." */
    start = start ? start + strlen("Lua ") : lua_ident;
    return slice_make(start, strcspn(start, " "));
}
