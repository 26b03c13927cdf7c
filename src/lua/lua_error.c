/* lua_error.c - errors of a script as a person wants to read them:
 *
 *     inserts.lua:12: attempt to compare number with nil
 *         if patient.height > limit then
 *       in check_height (lib/rules.lua:40)
 *       in build (inserts.lua:30)
 *
 * Layer: lua. Order: places, raising, sources, the message handler, handing over to struct error.
 */
#include "lua/lua_internal.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdlib.h>

enum {
    LONGEST_MESSAGE = 600, /* bytes; the rest of struct error is for line and traceback */
    LONGEST_LINE = 160,
    DEEPEST_TRACEBACK = 8,
    DEEPEST_SEARCH = 200,
};

/* ---- places ---------------------------------------------------------------------------------- */

void lua_error_place(lua_State *L, int level, const char **file, int *line) {
    lua_Debug at;
    *file = NULL;
    *line = 0;
    if (!lua_getstack(L, level, &at) || !lua_getinfo(L, "Sl", &at) || at.currentline <= 0)
        return;
    *file = at.source[0] == '@' ? at.source + 1 : at.source;
    *line = at.currentline;
}

/* Pushes "file:line: " of the Lua function at level, or "" (in full, unlike luaL_where). */
static void push_where(lua_State *L, int level) {
    const char *file;
    int line;
    lua_error_place(L, level, &file, &line);
    if (file)
        lua_pushfstring(L, "%s:%d: ", file, line);
    else
        lua_pushliteral(L, "");
}

int lua_error_raise(lua_State *L, const char *format, ...) {
    const struct lua_part *part = lua_host_of(L)->converting;
    if (part)
        lua_pushfstring(L, "%s:%d: ", part->file ? part->file : "script", part->line);
    else
        push_where(L, 1);
    va_list arguments;
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_concat(L, 2);
    lua_error(L);
    abort(); /* lua_error does not return, but doesn't say so to the compiler */
}

const char *lua_error_hint(struct lua_host *host, const char *word, const char *const *names,
                           size_t count) {
    const char *nearest = utf8_nearest(word, names, count);
    return nearest ? arena_format(&host->own, " (did you mean '%s'?)", nearest) : "";
}

size_t lua_error_count_names(const char *const *names) {
    size_t count = 0;
    while (names[count])
        count++;
    return count;
}

/* ---- sources --------------------------------------------------------------------------------- */

void lua_error_add_source(struct lua_host *host, const char *file, struct slice text) {
    /* What Lua makes of a chunk's name in its own messages. */
    lua_State *L = host->main;
    lua_Debug at = {.short_src = ""};
    const char *chunk_name = lua_pushfstring(L, "@%s", file);
    if (luaL_loadbufferx(L, "", 0, chunk_name, "t") == LUA_OK)
        lua_getinfo(L, ">S", &at);
    else
        lua_pop(L, 1);
    lua_pop(L, 1);
    host->sources = arena_grow_array(&host->own, host->sources, host->source_count,
                                     host->source_count + 1, sizeof *host->sources);
    host->sources[host->source_count++] = (struct lua_source){
        .file = arena_text(&host->own, file),
        .short_name = arena_text(&host->own, at.short_src),
        .text = arena_slice(&host->own, text),
    };
}

/* Length of "name:12: " at the start of message, or 0; *line is the number. */
static size_t match_place(const char *message, const char *name, int *line) {
    size_t length = strlen(name);
    if (!length || strncmp(message, name, length) != 0 || message[length] != ':')
        return 0;
    char *end = NULL;
    long number = strtol(message + length + 1, &end, 10);
    if (end == message + length + 1 || *end != ':' || number < 1 || number > INT_MAX)
        return 0;
    *line = (int)number;
    end++;
    return (size_t)(end - message) + (*end == ' ');
}

/* The source that the message names; *rest is the message without the place. */
static const struct lua_source *find_place(const struct lua_host *host, const char *message,
                                           int *line, const char **rest) {
    for (size_t i = 0; i < host->source_count; i++) {
        const struct lua_source *source = &host->sources[i];
        size_t length = match_place(message, source->file, line);
        if (!length)
            length = match_place(message, source->short_name, line);
        if (length) {
            *rest = message + length;
            return source;
        }
    }
    return NULL;
}

/* Cut at a character's start, without control characters. */
static void add_cut(struct strbuf *out, struct slice text, size_t longest) {
    bool is_cut = text.length > longest;
    if (is_cut) {
        text.length = longest;
        while (text.length && ((unsigned char)text.data[text.length] & 0xC0) == 0x80)
            text.length--;
    }
    utf8_add_printable(out, text);
    if (is_cut)
        strbuf_add(out, "...");
}

static void add_source_line(struct strbuf *out, const struct lua_source *source, int line) {
    struct slice rest = source->text, text;
    for (int number = 1; slice_next_line(&rest, &text); number++) {
        if (number < line)
            continue;
        text = slice_trim(text);
        if (text.length) {
            strbuf_add(out, "\n    ");
            add_cut(out, text, LONGEST_LINE);
        }
        return;
    }
}

/* ---- the message handler --------------------------------------------------------------------- */

/* Lua names a function by how it was called; report.build is called from here. */
static const char *name_of(const lua_Debug *at, bool is_last) {
    if (*at->what == 'm')
        return "the main part";
    if (at->name && *at->name != '?')
        return at->name;
    return is_last ? "build" : "a function";
}

static void add_traceback(lua_State *L, struct strbuf *out) {
    lua_Debug frames[DEEPEST_TRACEBACK];
    size_t count = 0;
    bool is_complete = true;
    lua_Debug at;
    for (int level = 0; lua_getstack(L, level, &at); level++) {
        if (level == DEEPEST_SEARCH) {
            is_complete = false;
            break;
        }
        if (!lua_getinfo(L, "nSl", &at) || at.currentline <= 0 || at.source[0] != '@')
            continue;
        if (count == DEEPEST_TRACEBACK) {
            is_complete = false;
            break;
        }
        frames[count++] = at;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_last = is_complete && i + 1 == count;
        strbuf_add(out, "\n  in ");
        add_cut(out, slice_of(name_of(&frames[i], is_last)), 60);
        strbuf_add_format(out, " (%s:%d)", frames[i].source + 1, frames[i].currentline);
    }
    if (!is_complete)
        strbuf_add(out, "\n  ...");
}

int lua_error_handler(lua_State *L) {
    struct lua_host *host = lua_host_of(L);
    struct strbuf *out = &host->trouble;
    strbuf_truncate(out, 0);
    int line = 0;
    const char *text = "the script raised an error that is no text", *rest = NULL;
    const struct lua_source *source = NULL;
    if (lua_type(L, 1) == LUA_TSTRING) {
        text = rest = lua_tostring(L, 1);
        source = find_place(host, text, &line, &rest);
        if (source)
            text = rest;
    }
    const char *file = source ? source->file : NULL;
    for (int level = 0; !file && level < DEEPEST_SEARCH; level++) {
        lua_Debug at;
        if (!lua_getstack(L, level, &at))
            break;
        lua_error_place(L, level, &file, &line);
    }
    if (file) {
        strbuf_add_format(out, "%s:%d: ", file, line);
        for (size_t i = 0; !source && i < host->source_count; i++)
            if (strcmp(host->sources[i].file, file) == 0)
                source = &host->sources[i];
    } else {
        strbuf_add_format(out, "%s: ", host->script ? host->script : "script");
    }
    add_cut(out, slice_of(text), LONGEST_MESSAGE);
    if (source)
        add_source_line(out, source, line);
    add_traceback(L, out);
    lua_settop(L, 1);
    return 1;
}

/* ---- handing over ---------------------------------------------------------------------------- */

bool lua_error_take(struct lua_host *host, int status, struct error *err) {
    lua_State *L = host->main;
    const char *script = host->script ? host->script : "script";
    if (host->failure.code != ERROR_NONE) {
        lua_settop(L, 0);
        if (err)
            *err = host->failure;
        return false;
    }
    if (status == LUA_ERRMEM)
        lua_limits_stop_for_memory(host);
    if (status == LUA_ERRERR)
        error_set(err, ERROR_SCRIPT, "%s: an error inside the handling of an error", script);
    else
        error_set(err, ERROR_SCRIPT, "%s", strbuf_text(&host->trouble));
    lua_settop(L, 0);
    return false;
}

void lua_service_check(lua_State *L, bool success, const struct error *err) {
    if (success)
        return;
    struct lua_host *host = lua_host_of(L);
    if (err->code != ERROR_SCRIPT && err->code != ERROR_USAGE) {
        host->failure = *err;
        if (err->code == ERROR_NONE)
            host->failure.code = ERROR_ENVIRONMENT;
    }
    lua_error_raise(L, "%s", err->message);
}

void lua_require_build(lua_State *L, const char *function) {
    if (lua_host_of(L)->phase != PHASE_BUILD)
        lua_error_raise(L, "%s can be called only while report.build runs", function);
}
