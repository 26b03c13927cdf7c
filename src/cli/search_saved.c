/* search_saved.c - see search_saved.h.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/search_saved.h"

#include "cli/output.h"
#include "cli/saved_search.h"

/* ---- listing and forgetting ------------------------------------------------------------------ */

static void json_list(struct output *out, const struct saved_searches *saved) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "file", saved->file);
    output_list(out, "saved");
    for (size_t i = 0; i < saved->count; i++) {
        const struct saved_search *search = &saved->items[i];
        output_map(out, NULL);
        output_text(out, "name", search->name);
        output_text(out, "query", search->query);
        output_list(out, "options");
        for (size_t k = 0; k < search->option_count; k++) {
            output_map(out, NULL);
            output_text(out, "name", search->options[k].option->name);
            output_text(out, "value", search->options[k].value);
            output_end_map(out);
        }
        output_end_list(out);
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

/* "runners: "heel lift" OR raise  --lang en" */
static void text_list(struct output *out, const struct saved_searches *saved) {
    for (size_t i = 0; i < saved->count; i++) {
        const struct saved_search *search = &saved->items[i];
        output_style(out, STYLE_TITLE);
        output_printable(out, search->name);
        output_style(out, STYLE_PLAIN);
        strbuf_add(&out->buffer, ": ");
        output_printable(out, search->query);
        output_style(out, STYLE_DIM);
        for (size_t k = 0; k < search->option_count; k++) {
            strbuf_add_format(&out->buffer, "  --%s", search->options[k].option->name);
            strbuf_add(&out->buffer, search->options[k].value[0] ? " " : "");
            output_printable(out, search->options[k].value);
        }
        output_style(out, STYLE_PLAIN);
        strbuf_add_char(&out->buffer, '\n');
    }
}

static int list(const struct invocation *invocation, const struct saved_searches *saved,
                struct error *err) {
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        json_list(&out, saved);
    else
        text_list(&out, saved);
    if (saved->count == 0 && !out.json)
        message("no search is saved (footnote search --save NAME WORDS...)");
    return output_finish(&out, 0, err);
}

bool search_saved_is_command(const struct invocation *invocation) {
    return invocation_flag(invocation, "forget-saved") ||
           (invocation_flag(invocation, "saved") && invocation->word_count == 0);
}

static const struct saved_search *find(const struct invocation *invocation,
                                       const struct saved_searches *saved, const char *name,
                                       struct error *err) {
    const struct saved_search *search = saved_search_find(saved, name);
    if (!search)
        error_set(err, ERROR_USAGE, "no search is saved as '%s': %s", name,
                  saved_search_hint(invocation->arena, saved, name));
    return search;
}

int search_saved_command(struct invocation *invocation, struct error *err) {
    struct saved_searches saved;
    const char *forget = invocation_option(invocation, "forget-saved");
    if (!saved_searches_read(invocation->arena, &saved, err))
        return (int)err->code;
    if (!forget)
        return list(invocation, &saved, err);
    const struct saved_search *search = find(invocation, &saved, forget, err);
    if (!search || !invocation_expect_words(invocation, 0, 0, err) ||
        !saved_search_forget(invocation->arena, &saved, search, err))
        return (int)err->code;
    return 0;
}

/* ---- running --------------------------------------------------------------------------------- */

bool search_saved_take(struct invocation *invocation, struct error *err) {
    struct arena *arena = invocation->arena;
    struct saved_searches saved;
    if (!invocation_flag(invocation, "saved"))
        return true;
    if (!saved_searches_read(arena, &saved, err))
        return false;
    const struct saved_search *search = find(invocation, &saved, invocation->words[0], err);
    if (!search)
        return false;
    size_t count = search->option_count;
    struct given_option *given =
        arena_new_array(arena, count + invocation->given_count, struct given_option);
    const char **words = arena_new_array(arena, invocation->word_count, const char *);
    memcpy(words, invocation->words, invocation->word_count * sizeof *words);
    words[0] = search->query;
    if (count)
        memcpy(given, search->options, count * sizeof *given);
    memcpy(given + count, invocation->given, invocation->given_count * sizeof *given);
    invocation->words = words;
    invocation->given = given;
    invocation->given_count += count;
    return true;
}

/* ---- keeping --------------------------------------------------------------------------------- */

bool search_saved_keep(const struct invocation *invocation, const char *query, struct error *err) {
    struct arena *arena = invocation->arena;
    const char *name = invocation_option(invocation, "save");
    struct saved_searches saved;
    if (!name)
        return true;
    struct saved_search search = {.name = name, .query = query};
    search.options = arena_new_array(arena, invocation->given_count, struct given_option);
    for (size_t i = 0; i < invocation->given_count; i++)
        if (saved_search_keeps(invocation->given[i].option->name))
            search.options[search.option_count++] = invocation->given[i];
    if (!saved_searches_read(arena, &saved, err) ||
        !saved_search_write(arena, &saved, &search, err))
        return false;
    if (!invocation_flag(invocation, "quiet"))
        message("saved as '%s' in %s", name, saved.file);
    return true;
}
