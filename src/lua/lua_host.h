/* lua_host.h - a report script in a Lua state with an allow-listed world and hard limits.
 *
 * Layer: lua, the only folder that includes lua.h. The host knows nothing of processes: the worker
 * (make/) calls it inside the confined child and hands it services that go through the pipe; tests
 * hand it services that answer directly.
 *
 *     struct lua_host *host = lua_host_new(&limits, &services, &err);
 *     const struct value *declaration = lua_host_load(host, &arena, "inserts.lua", source, &err);
 *     struct document *doc = lua_host_build(host, &arena, patient, clinic, &err);
 */
#ifndef FOOTNOTE_LUA_LUA_HOST_H
#define FOOTNOTE_LUA_LUA_HOST_H

#include "base/value.h"
#include "doc/doc.h"

struct lua_host;

struct lua_limits {
    size_t memory_bytes; /* of the Lua heap: 64 MB */
    int time_ms;         /* load and build together, until stopped with file:line: 3000 */
};

/* Called in place of returning when a limit is hit: pcall can't catch it. Must not return.
 * `message` holds "script.lua:12: ...". It may be called from a signal handler (SIGPROF, when a
 * library function loops): only write() and _exit() and their like are allowed in it. */
typedef void lua_limit_handler(const char *message);

struct lua_hit {
    int rank;
    double score;
    const char *article, *section, *title, *heading, *text, *version, *reviewed, *review_due;
    const char *author, *file, *passage_hash; /* for the provenance of quotations */
    int line, section_number;
    const char *query; /* NULL: the text searched for */
};

enum { LUA_MOST_HITS = 100 }; /* of one search */

/* What a script may ask of the world outside. Each function returns false with err filled only when
 * the host itself failed; "nothing found" is success with an empty answer. */
struct lua_services {
    void *context;
    /* limit: 1 to LUA_MOST_HITS. */
    bool (*search)(void *context, struct arena *arena, const char *text, int limit,
                   struct lua_hit **hits, size_t *count, struct error *err);
    /* *found false: no such passage. section NULL: the first. */
    bool (*passage)(void *context, struct arena *arena, const char *article, const char *section,
                    struct lua_hit *hit, bool *found, struct error *err);
    /* The sentence under a wording key, with the passage that search finds for it now. *text NULL:
     * the passage is not found any more, the sentence must be dropped (the warning is made by the
     * service). An unknown key is an error (ERROR_SCRIPT) naming the nearest one. */
    bool (*wording)(void *context, struct arena *arena, const char *language, const char *key,
                    const char **text, struct provenance *provenance, struct error *err);
    /* Source of a module by its name ("lib.plan"). *source NULL: there is none. *file is the name
     * for messages. */
    bool (*module)(void *context, struct arena *arena, const char *name, const char **file,
                   struct slice *source, struct error *err);
    /* Width in points of words in one line, as layout will set them. A character that no font has
     * is ERROR_SCRIPT. NULL where nothing is ever laid out: scripts are told an average. */
    bool (*text_width)(void *context, struct slice words, const char *language, double size_pt,
                       bool bold, double *width_pt, struct error *err);
    /* Whether a picture of this name is there and whole; false says why. NULL: always. */
    bool (*picture)(void *context, const char *name, struct error *err);
    /* A line for the person at the terminal: "text" or "RULE: text". It is kept as RULING_WARN too.
     */
    void (*warn)(void *context, const char *text);
    /* What a script prints (to stderr, cut at 64 KB by the receiver). */
    void (*print)(void *context, struct slice text);
    lua_limit_handler *limit;
    bool many; /* many handouts follow: what footnote.prepare is given runs */
};

/* What a clinical rule said while the script ran. */
enum ruling_kind { RULING_REFUSE, RULING_ASK, RULING_WARN, RULING_FIX, RULING_FIELD };
struct ruling {
    enum ruling_kind kind;
    const char *rule;  /* "S04" */
    const char *field; /* or "" */
    const char *message;
    bool accepted; /* RULING_ASK: --accept named it */
};

struct lua_setup {       /* what the script sees as footnote.handout and friends */
    const char *date;    /* YYYY-MM-DD */
    const char *code;    /* handout code */
    const char *version; /* of the program */
    const char *language;
    int days_ahead; /* how far the handout's date lies ahead of today where the patient file has it
                     */
    const char *const *accepted; /* rule ids given with --accept */
    size_t accepted_count;
};

/* One host runs at a time in a process: it takes SIGPROF and ITIMER_PROF until it is freed.
 * Confined, the process needs beside memory and futex calls: setitimer, rt_sigreturn, and
 * rt_sigaction when this is called after confinement. */
struct lua_host *lua_host_new(const struct lua_limits *limits, const struct lua_services *services,
                              struct error *err);

/* Runs the chunk (text only) and returns the declaration that it gave to footnote.report, checked
 * in form: {api, name, title, description, lang, fields = [{name, type, ...}]}. NULL: ERROR_SCRIPT
 * with file:line, the source line and a traceback. */
const struct value *lua_host_load(struct lua_host *host, struct arena *arena, const char *file,
                                  struct slice source, struct error *err);

/* Collects what loading left behind, before the process is forked: what a child's collector never
 * touches stays shared. */
void lua_host_settle(struct lua_host *host);

/* Calls report.build(patient, clinic) and turns what it returns into a finished document. NULL:
 * ERROR_SCRIPT, or the code a service failed with; ERROR_REFUSED when build returned nothing after
 * a ruling that stops the handout. The rulings can be read in every case. */
struct document *lua_host_build(struct lua_host *host, struct arena *arena,
                                const struct lua_setup *setup, const struct value *patient,
                                const struct value *clinic, struct error *err);

/* The rulings so far, in order. A document with RULING_REFUSE, or RULING_ASK that is not accepted,
 * must not be printed. */
size_t lua_host_rulings(const struct lua_host *host, const struct ruling **rulings);

/* Frees the state. Not called after a hostile script: the child just ends. */
void lua_host_free(struct lua_host *host);

/* "5.4.4": of the Lua that this process runs with. */
struct slice lua_host_version(void);

/* The API's own documentation, from the tables that define it: for `footnote api`. */
struct lua_api_entry {
    const char *name;      /* "footnote.search" */
    const char *usage;     /* "footnote.search(text [, {limit = n}]) -> hits" */
    const char *docstring; /* shapes, units, errors, one example after "Example:" */
    int since;             /* API version */
};
const struct lua_api_entry *lua_api_entries(size_t *count);

#endif
