/* lua_fixture.h - a Lua host with a small world behind it, for the tests of src/lua.
 *
 * The world has a handful of sentences and one passage; what the script warns of and prints is
 * kept.
 */
#ifndef FOOTNOTE_TESTS_LUA_FIXTURE_H
#define FOOTNOTE_TESTS_LUA_FIXTURE_H

#include "lua/lua_host.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct fixture_module {
    const char *name, *source;
};

struct fixture {
    struct arena arena;
    struct lua_host *host;
    struct lua_limits limits;
    struct lua_services services;
    const struct value *declaration;
    struct value *patient, *clinic;
    struct document *doc;
    struct error err;
    struct strbuf said; /* warnings ("! text") and prints */
    const struct fixture_module *modules;
    bool index_broken;
    int wording_calls;
    const char *accepted[2];
};

static const struct {
    const char *key, *text;
    char class_letter;
} fixture_sentences[] = {
    {"lift.purpose", "The lift raises your heel a little.", 'R'},
    {"lift.bold", "Walk **slowly** at first.", 'R'},
    {"plan.day", "Start on {day}.", 'R'},
    {"plan.two", "Start on {day}, **not {when}**.", 'R'},
    {"plan.open", "Start **now.", 'R'},
    {"plan.brace", "Use {a b} and {} and {x", 'R'},
    {"heading.today", "Today", 'G'},
    {"glue.week", "Week **{n}**", 'G'},
    {"home.call", "Call us.", 'C'},
    {"heading.plan", "My plan", 'G'},
    {"date.long", "{day} {month}", 'G'},
    {"gone.one", NULL, 'R'},
    {"gone.two", NULL, 'R'},
};

static inline bool fixture_wording(void *context, struct arena *arena, const char *language,
                                   const char *key, const char **text,
                                   struct provenance *provenance, struct error *err) {
    struct fixture *fixture = context;
    (void)arena;
    /* What the host asks for itself, when the tree is complete, is not the script's. */
    static const char *const hosts_own[] = {"date.", "source.", "note."};
    bool is_hosts = false;
    for (size_t i = 0; i < sizeof hosts_own / sizeof *hosts_own; i++)
        is_hosts |= strncmp(key, hosts_own[i], strlen(hosts_own[i])) == 0;
    fixture->wording_calls += !is_hosts;
    if (fixture->index_broken)
        return error_set(err, ERROR_ENVIRONMENT, "the index is damaged");
    assert_string_equal(language, "en");
    for (size_t i = 0; i < sizeof fixture_sentences / sizeof *fixture_sentences; i++) {
        if (strcmp(fixture_sentences[i].key, key) != 0)
            continue;
        *text = fixture_sentences[i].text;
        *provenance = (struct provenance){.class_letter = fixture_sentences[i].class_letter,
                                          .key = fixture_sentences[i].key,
                                          .facts = "F018",
                                          .query = "heel lift",
                                          .rank = 1,
                                          .article = "insert-types",
                                          .section = "heel-lifts",
                                          .title = "Inserts",
                                          .heading = "Heel lifts"};
        return true;
    }
    return error_set(err, ERROR_SCRIPT, "no sentence '%s' (did you mean 'lift.purpose'?)", key);
}

static inline struct lua_hit fixture_hit(void) {
    return (struct lua_hit){.rank = 1,
                            .score = 7.5,
                            .article = "insert-types",
                            .section = "heel-lifts",
                            .title = "Inserts",
                            .heading = "Heel lifts",
                            .text = "A heel lift raises the heel inside the shoe.",
                            .reviewed = "2026-10-01",
                            .author = "Jordan",
                            .passage_hash = "abc"};
}

static inline bool fixture_search(void *context, struct arena *arena, const char *text, int limit,
                                  struct lua_hit **hits, size_t *count, struct error *err) {
    struct fixture *fixture = context;
    if (fixture->index_broken)
        return error_set(err, ERROR_ENVIRONMENT, "the index is damaged");
    *count = strstr(text, "heel") && limit > 0 ? 1 : 0;
    *hits = arena_new(arena, struct lua_hit);
    **hits = fixture_hit();
    return true;
}

static inline bool fixture_passage(void *context, struct arena *arena, const char *article,
                                   const char *section, struct lua_hit *hit, bool *found,
                                   struct error *err) {
    (void)context, (void)arena, (void)err;
    *hit = fixture_hit();
    *found = strcmp(article, hit->article) == 0 && (!section || !strcmp(section, hit->section));
    return true;
}

static inline bool fixture_module(void *context, struct arena *arena, const char *name,
                                  const char **file, struct slice *source, struct error *err) {
    struct fixture *fixture = context;
    (void)err;
    for (const struct fixture_module *module = fixture->modules; module && module->name; module++)
        if (strcmp(module->name, name) == 0) {
            *file = arena_format(arena, "%s.lua", name);
            *source = slice_of(module->source);
        }
    return true;
}

static inline void fixture_warn(void *context, const char *text) {
    struct fixture *fixture = context;
    strbuf_add_format(&fixture->said, "! %s\n", text);
}

static inline void fixture_print(void *context, struct slice text) {
    struct fixture *fixture = context;
    strbuf_add_slice(&fixture->said, text);
}

static inline void fixture_limit(const char *message) {
    fprintf(stderr, "limit: %s\n", message);
    abort();
}

static inline void fixture_open(struct fixture *fixture) {
    *fixture = (struct fixture){.limits = {.memory_bytes = 64 << 20, .time_ms = 20000}};
    fixture->services = (struct lua_services){
        .context = fixture,
        .search = fixture_search,
        .passage = fixture_passage,
        .wording = fixture_wording,
        .module = fixture_module,
        .warn = fixture_warn,
        .print = fixture_print,
        .limit = fixture_limit,
    };
    struct arena *arena = &fixture->arena;
    fixture->patient = value_new(arena, VALUE_MAP);
    value_map_add(arena, fixture->patient, slice_of("side"),
                  value_new_text(arena, slice_of("left")));
    value_map_add(arena, fixture->patient, slice_of("weeks"), value_new_number(arena, 6));
    struct value *goals = value_new(arena, VALUE_LIST);
    value_list_add(arena, goals, value_new_text(arena, slice_of("walk")));
    value_list_add(arena, goals, value_new_text(arena, slice_of("run")));
    value_map_add(arena, fixture->patient, slice_of("goals"), goals);
    fixture->clinic = value_new(arena, VALUE_MAP);
    value_map_add(arena, fixture->clinic, slice_of("name"),
                  value_new_text(arena, slice_of("Heel Clinic")));
}

static inline void fixture_close(struct fixture *fixture) {
    lua_host_free(fixture->host);
    strbuf_release(&fixture->said);
    arena_release(&fixture->arena);
}

/* Loads a whole script. */
static inline bool fixture_load(struct fixture *fixture, const char *script) {
    fixture->host = lua_host_new(&fixture->limits, &fixture->services, &fixture->err);
    assert_non_null(fixture->host);
    fixture->declaration = lua_host_load(fixture->host, &fixture->arena, "report.lua",
                                         slice_of(script), &fixture->err);
    return fixture->declaration != NULL;
}

static inline bool fixture_build(struct fixture *fixture) {
    const struct lua_setup setup = {.date = "2026-11-21",
                                    .code = "ABCDEFGH",
                                    .version = "0.1.0",
                                    .language = "en",
                                    .accepted = fixture->accepted,
                                    .accepted_count = fixture->accepted[0] ? 1 : 0};
    fixture->doc = lua_host_build(fixture->host, &fixture->arena, &setup, fixture->patient,
                                  fixture->clinic, &fixture->err);
    return fixture->doc != NULL;
}

/* The body of build, which begins on line 4. */
static inline bool fixture_run(struct fixture *fixture, const char *body) {
    const char *script = arena_format(
        &fixture->arena,
        "local report = footnote.report { api = 1, name = 'hello', title = 'Hello',\n"
        "  fields = { { name = 'side', type = 'text' }, { name = 'weeks', type = 'whole' },\n"
        "    { name = 'goals', type = 'list' }, { name = 'note', type = 'text' } } }\n"
        "function report.build(patient, clinic) %s\nend return report",
        body);
    if (!fixture_load(fixture, script))
        return false;
    return fixture_build(fixture);
}

/* A document of one block expression, or several; with a title in front. */
static inline bool fixture_block(struct fixture *fixture, const char *blocks) {
    return fixture_run(fixture, arena_format(&fixture->arena,
                                             "return document { title = 'T', heading { level = 1, "
                                             "'T' },\n%s }",
                                             blocks));
}

static inline const char *fixture_dump(struct fixture *fixture) {
    struct strbuf out = {0};
    document_dump(fixture->doc, &out);
    char *text = arena_text(&fixture->arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}

/* What was refused was refused with a message that holds this. */
static inline void fixture_check_message(struct fixture *fixture, const char *expected) {
    if (!strstr(fixture->err.message, expected))
        fail_msg("'%s' is not in: %s", expected, fixture->err.message);
}

static inline void fixture_refuses_block(const char *blocks, const char *expected) {
    struct fixture fixture;
    fixture_open(&fixture);
    if (fixture_block(&fixture, blocks))
        fail_msg("accepted: %s", blocks);
    fixture_check_message(&fixture, expected);
    assert_int_equal(fixture.err.code, ERROR_SCRIPT);
    fixture_close(&fixture);
}

static inline void fixture_refuses(const char *body, const char *expected) {
    struct fixture fixture;
    fixture_open(&fixture);
    if (fixture_run(&fixture, body))
        fail_msg("accepted: %s", body);
    fixture_check_message(&fixture, expected);
    assert_int_equal(fixture.err.code, ERROR_SCRIPT);
    fixture_close(&fixture);
}

/* A body that prints; its output must be this. */
static inline void fixture_prints(const char *body, const char *expected) {
    struct fixture fixture;
    fixture_open(&fixture);
    bool built = fixture_run(&fixture, arena_format(&fixture.arena,
                                                    "%s\nreturn document { title = 'T', heading { "
                                                    "level = 1, 'T' } }",
                                                    body));
    if (!built)
        fail_msg("%s", fixture.err.message);
    assert_string_equal(strbuf_text(&fixture.said), expected);
    fixture_close(&fixture);
}

#endif
