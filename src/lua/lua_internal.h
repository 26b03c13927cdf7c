/* lua_internal.h - what the files of this folder share; nothing outside includes it.
 *
 * Layer: lua. Functions that take a lua_State and "raise" leave by longjmp: no memory of our own is
 * held across them, it lives in an arena, in a userdata or in the host. Raised messages begin with
 * "file:line: ".
 */
#ifndef FOOTNOTE_LUA_LUA_INTERNAL_H
#define FOOTNOTE_LUA_LUA_INTERNAL_H

#include "base/strbuf.h"
#include "lua/lua_host.h"
#include "lua/lua_pool.h"

#include <lauxlib.h>
#include <lua.h>

#include <signal.h>

/* A chunk that was loaded: its name as we show it and as Lua cuts it, and its text for messages. */
struct lua_source {
    const char *file, *short_name;
    struct slice text;
};

/* Scripts that load and build themselves have time left over from the one for the other. */
enum lua_phase { PHASE_REST, PHASE_LOAD, PHASE_BUILD };

struct lua_host {
    lua_State *main;
    struct lua_limits limits;
    struct lua_services services;
    enum lua_phase phase;
    struct arena own;      /* sources, rulings: until lua_host_free */
    struct arena *arena;   /* of the call under way: the declaration's, then the document's */
    const char *script;    /* file name of the report script */
    const char *main_name; /* the same as Lua's chunk name */
    const struct lua_setup *setup;
    const struct value *declaration;
    struct lua_source *sources;
    size_t source_count;
    struct ruling *rulings;
    size_t ruling_count;
    struct document *document;         /* being built */
    bool has_used_wording;             /* a sentence was asked for */
    const struct lua_part *converting; /* whose line errors name once the script has returned */
    /* A failure of the host itself (index, memory) that a script can't catch away. */
    struct error failure;
    struct strbuf trouble; /* what the message handler made of an error */
    /* Limits: read and written by the signal handler. */
    lua_State *volatile running; /* the coroutine that runs now */
    volatile size_t used_bytes;
    struct lua_pool pool;
    bool armed;         /* the memory limit holds */
    bool has_collected; /* the allocation asked for again was refused once already */
    volatile sig_atomic_t timing, deadline_passed, in_service, ticks_since_deadline;
    long long remaining_us;
    struct sigaction old_action;
};

struct lua_host *lua_host_of(lua_State *L);

/* ---- lua_limits.c ---------------------------------------------------------------------------- */

void *lua_limits_allocate(void *host, void *block, size_t old_size, size_t new_size);
bool lua_limits_install(struct lua_host *host, struct error *err);
void lua_limits_uninstall(struct lua_host *host);
/* Calls the limit handler: for an error of memory that was raised after all. Does not return. */
void lua_limits_stop_for_memory(struct lua_host *host) __attribute__((noreturn));
void lua_limits_start(struct lua_host *host);
void lua_limits_stop(struct lua_host *host);
/* To be called after host->running changed: a deadline passed meanwhile must reach it. */
void lua_limits_recheck(struct lua_host *host);

/* ---- lua_sandbox.c, lua_order.c, lua_protect.c, lua_coroutine.c ------------------------------ */

/* Replaces the state's globals by the allow-listed ones. */
void lua_sandbox_open(lua_State *L);
/* Each adds or replaces functions of the table on top of the stack: the globals; coroutine. */
void lua_order_open(lua_State *L);
void lua_coroutine_open(lua_State *L);
void lua_protect_open(lua_State *L);
/* table.sort: stable, and free of the clock that the original picks its pivot by. */
int lua_order_sort(lua_State *L);

/* ---- lua_error.c ----------------------------------------------------------------------------- */

/* Message handler for lua_pcall: keeps text, source line and traceback in host->trouble. */
int lua_error_handler(lua_State *L);
/* Turns the outcome of a failed lua_pcall (message on the stack) into err. Returns false. */
bool lua_error_take(struct lua_host *host, int status, struct error *err);
/* The place of the Lua function at level; *file NULL when there is none. Chunk names outlive the
 * call. */
void lua_error_place(lua_State *L, int level, const char **file, int *line);
/* Raises "file:line: message" with the place of the calling Lua function or, while a document is
 * converted, of the part at hand. Formats as lua_pushfstring: %s %d %f %I. */
int lua_error_raise(lua_State *L, const char *format, ...) __attribute__((noreturn));
/* Remembers a chunk's text for messages. */
void lua_error_add_source(struct lua_host *host, const char *file, struct slice text);
/* " (did you mean 'x'?)" or "", in the host's memory. */
const char *lua_error_hint(struct lua_host *host, const char *word, const char *const *names,
                           size_t count);
size_t lua_error_count_names(const char *const *names);

/* ---- services -------------------------------------------------------------------------------- */

/* Around each call of a service: keeps the time limit from taking waiting for work. */
void lua_service_begin(struct lua_host *host);
void lua_service_end(struct lua_host *host);
/* Raises when a service failed. An environment's failure is kept: pcall doesn't make it undone. */
void lua_service_check(lua_State *L, bool success, const struct error *err);
/* Raises unless report.build runs. */
void lua_require_build(lua_State *L, const char *function);

/* ---- lua_search.c ---------------------------------------------------------------------------- */

/* The service's answer behind a hit's table, or NULL when the table is none. */
const struct lua_hit *lua_search_hit_at(lua_State *L, int index);

/* ---- lua_value.c ----------------------------------------------------------------------------- */

/* A table that must be a plain list: no holes, no keys besides. Raises; returns its length. With
 * options, string keys among them are let through (all with lua_any_option). what names it in
 * messages. */
extern const char *const lua_any_option[];
lua_Integer lua_check_list(lua_State *L, int table, const char *const *options, const char *what);
/* Replaces a read-only view at index by the table behind it. Raises for any other table that has a
 * metatable. */
void lua_view_unwrap(lua_State *L, int index);
/* True when a view stands at index; pushes the table behind it. */
bool lua_view_data(lua_State *L, int index);
/* Pushes a read-only view of value (nil for NULL). fields: the declaration whose names are known,
 * or NULL when unknown names are simply nil. name is for messages: "patient". */
void lua_value_push(lua_State *L, const struct value *value, const struct value *fields,
                    const char *name);
/* A scalar or a list of scalars at index as a value; raises for anything else. */
struct value *lua_value_take(lua_State *L, int index, struct arena *arena, int line,
                             const char *what);
/* Text of a string or number: whole numbers without ".0", others with up to 6 decimals, never an
 * exponent. False for other types and for floats that are not finite or 1e12 and more. In arena. */
bool lua_value_words(lua_State *L, int index, struct arena *arena, struct slice *words);
/* NULL, or why a text can't be printed: "is not valid UTF-8", "holds a control character". */
const char *lua_text_fault(struct slice text);
/* The argument as text that can be printed; raises. In arena. */
const char *lua_check_words(lua_State *L, int argument, struct arena *arena, const char *what);

/* ---- lua_part.c: what the constructors return ------------------------------------------------ */

struct lua_run { /* of a sentence */
    struct slice text;
    bool bold;
    bool filled; /* a value in a slot, not the wording's words */
};

/* A userdata; its user value is the table it was made from. */
struct lua_part {
    enum node_kind kind;
    int script_line;  /* in the report script, 0 when it was not on the stack */
    const char *file; /* where it was made, which may be a module */
    int line;
    bool dropped;         /* NODE_SENTENCE */
    struct lua_run *runs; /* NODE_SENTENCE */
    size_t run_count;
    struct provenance *provenance; /* NODE_SENTENCE */
    struct drawing *drawing;       /* NODE_FIGURE */
};

/* Pushes a new part whose content is the table at index content, or none when 0. */
struct lua_part *lua_part_push(lua_State *L, enum node_kind kind, int content);
/* NULL when the value is none. */
struct lua_part *lua_part_at(lua_State *L, int index);
/* "section", "list" ... as scripts call it. */
const char *lua_part_name(enum node_kind kind);

/* ---- lua_picture.c: the table of figure { ... } at index 1 ----------------------------------- */

bool lua_picture_is_decorative(lua_State *L);
/* alt, or decorative with neither alt nor caption. Raises. */
void lua_picture_check_words(lua_State *L);
/* Pushes the part of a figure that shows a file; returns 1. Raises. */
int lua_picture_push(lua_State *L);

/* ---- lua_drawing.c: what lua_outline.c draws with -------------------------------------------- */

struct canvas;
/* The canvas at index 1. Raises. */
struct canvas *lua_canvas_check(lua_State *L);
/* A step with its points, x and y in turn. Raises. */
void lua_canvas_add(lua_State *L, struct canvas *canvas, enum drawing_step step,
                    const double *numbers, size_t point_count);

/* ---- lua_document.c, lua_attributes.c, lua_drop.c -------------------------------------------- */

/* Turns the part on top of the stack into host->document. Raises. */
void lua_document_convert(lua_State *L, struct lua_host *host);

/* ---- lua_report.c, lua_rules.c, lua_module.c ------------------------------------------------- */

/* Runs the text as a chunk named file: pushes its results. Raises. */
void lua_module_run(lua_State *L, const char *file, struct slice source);
/* Checks that the value on top is the report with a build function. Raises. */
void lua_report_check_returned(lua_State *L, struct lua_host *host);
/* Pushes report.build. Raises when it isn't there. */
void lua_report_push_build(lua_State *L);
/* Fills footnote.handout. */
void lua_report_open_handout(lua_State *L, const struct lua_setup *setup);
void lua_rules_add(struct lua_host *host, enum ruling_kind kind, const char *rule,
                   const char *field, const char *message, bool accepted);

/* ---- lua_words.c ----------------------------------------------------------------------------- */

/* The program's own words on the page, from the wording of the language; English where the script
 * asked for no sentence. False: a service failed, or the wording may not be used. */
bool lua_words_fill(struct lua_host *host, struct document *doc, const char *language,
                    struct error *err);

#endif
