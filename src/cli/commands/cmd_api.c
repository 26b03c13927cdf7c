/* cmd_api.c - footnote api: what a report script can call, from the table that defines it.
 *
 * Layer: cli.
 */
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "lua/lua_host.h"

const struct option api_options[] = {{0}};

/* The name without what it belongs to: "search" of "footnote.search", "line" of "canvas:line". */
static const char *short_name(const char *name) {
    const char *last = name;
    for (const char *c = name; *c; c++)
        if (*c == '.' || *c == ':')
            last = c + 1;
    return last;
}

static const struct lua_api_entry *find_entry(const struct lua_api_entry *entries, size_t count,
                                              const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].name, name) == 0)
            return &entries[i];
    for (size_t i = 0; i < count; i++)
        if (strcmp(short_name(entries[i].name), name) == 0)
            return &entries[i];
    return NULL;
}

static const char *nearest_entry(struct arena *arena, const struct lua_api_entry *entries,
                                 size_t count, const char *name) {
    const char **names = arena_new_array(arena, count * 2 + 1, const char *);
    for (size_t i = 0; i < count; i++) {
        names[i] = entries[i].name;
        names[count + i] = short_name(entries[i].name);
    }
    return utf8_nearest(name, names, count * 2);
}

static void json_entry(struct output *out, const struct lua_api_entry *entry) {
    output_map(out, NULL);
    output_text(out, "name", entry->name);
    output_text(out, "usage", entry->usage);
    output_text(out, "docstring", entry->docstring);
    output_integer(out, "since", entry->since);
    output_end_map(out);
}

static void json_entries(struct output *out, const struct lua_api_entry *entries, size_t count) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_list(out, "entries");
    for (size_t i = 0; i < count; i++)
        json_entry(out, &entries[i]);
    output_end_list(out);
    output_end_map(out);
}

/* Prose is wrapped; the example stands as it is. */
static void text_docstring(struct output *out, const char *docstring) {
    struct slice rest = slice_of(docstring);
    struct slice line;
    bool in_example = false;
    while (slice_next_line(&rest, &line)) {
        in_example = in_example || slice_starts_with(line, "Example");
        struct strbuf text = {0};
        strbuf_add_slice(&text, line);
        if (in_example)
            output_line(out, "%s", strbuf_text(&text));
        else
            output_wrapped(out, 0, strbuf_text(&text), NULL, 0);
        strbuf_release(&text);
    }
}

int cmd_api(struct invocation *invocation, struct error *err) {
    size_t count = 0;
    const struct lua_api_entry *entries = lua_api_entries(&count);
    if (!invocation_expect_words(invocation, 0, 1, err))
        return (int)err->code;
    bool one = invocation->word_count == 1;
    if (one) {
        const char *name = invocation->words[0];
        const struct lua_api_entry *entry = find_entry(entries, count, name);
        if (!entry) {
            const char *near = nearest_entry(invocation->arena, entries, count, name);
            if (near)
                error_set(err, ERROR_NOT_FOUND, "no '%s' in the API (did you mean '%s'?)", name,
                          near);
            else
                error_set(err, ERROR_NOT_FOUND, "no '%s' in the API: footnote api lists it", name);
            return (int)err->code;
        }
        entries = entry;
        count = 1;
    }
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        json_entries(&out, entries, count);
        return output_finish(&out, 0, err);
    }
    for (size_t i = 0; i < count; i++) {
        output_style(&out, one ? STYLE_TITLE : STYLE_PLAIN);
        output_line(&out, "%s", entries[i].usage);
        output_style(&out, STYLE_PLAIN);
        if (!one)
            continue;
        output_line(&out, "%s", "");
        text_docstring(&out, entries[i].docstring);
        output_line(&out, "\nsince API version %d", entries[i].since);
    }
    return output_finish(&out, 0, err);
}
