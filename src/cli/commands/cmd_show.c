/* cmd_show.c - footnote show: an article, or one of its sections, as text with where it comes from.
 *
 * Layer: cli. Part of the light program. In order: JSON; text; the command.
 */
#include "base/memory.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "cli/reference.h"

#include <stdlib.h>

const struct option show_options[] = {
    {"no-pager", 0, NULL, "print at once what the screen does not hold", false},
    {0},
};

struct shown {
    struct passage *passages;
    size_t count;
};

/* ---- JSON ----------------------------------------------------------------------------------- */

static void json_shown(struct output *out, const struct shown *shown) {
    const struct passage *first = &shown->passages[0];
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "article", first->article);
    output_text(out, "title", first->title);
    output_text(out, "language", first->language);
    output_text(out, "version", first->version);
    output_text(out, "reviewed", first->reviewed);
    output_text(out, "review_due", first->review_due);
    output_text(out, "author", first->author);
    output_text(out, "source", first->source);
    output_text(out, "file", first->file);
    output_list(out, "sections");
    for (size_t i = 0; i < shown->count; i++) {
        const struct passage *passage = &shown->passages[i];
        output_map(out, NULL);
        output_text(out, "section", passage->section);
        output_text(out, "heading", passage->heading);
        output_text(out, "path", passage->path);
        output_text(out, "text", passage->text);
        output_text(out, "hash", passage->hash);
        output_integer(out, "line", passage->line);
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

/* ---- text ----------------------------------------------------------------------------------- */

static void text_pair(struct output *out, const char *name, const char *value) {
    if (!value || !value[0])
        return;
    output_style(out, STYLE_DIM);
    strbuf_add_format(&out->buffer, "%-11s", name);
    output_printable(out, value);
    output_style(out, STYLE_PLAIN);
    strbuf_add_char(&out->buffer, '\n');
}

/* Wrapped on a terminal; line by line as it stands elsewhere, for grep and diff. */
static void text_body(struct output *out, const char *text) {
    struct slice rest = slice_of(text);
    struct slice line;
    while (slice_next_line(&rest, &line)) {
        if (out->terminal && line.length > 0) {
            char *copy = memory_duplicate(line.data, line.length);
            output_wrapped(out, 0, copy, NULL, 0);
            free(copy);
        } else {
            utf8_add_printable(&out->buffer, line);
            strbuf_add_char(&out->buffer, '\n');
        }
    }
}

static void text_shown(struct output *out, const struct shown *shown) {
    const struct passage *first = &shown->passages[0];
    output_style(out, STYLE_TITLE);
    output_printable(out, first->title);
    output_style(out, STYLE_PLAIN);
    strbuf_add_char(&out->buffer, '\n');
    text_pair(out, "article", first->article);
    text_pair(out, "language", first->language);
    text_pair(out, "version", first->version);
    text_pair(out, "reviewed", first->reviewed);
    text_pair(out, "review due", first->review_due);
    text_pair(out, "author", first->author);
    text_pair(out, "source", first->source);
    struct strbuf place = {0};
    strbuf_add_format(&place, "%s:%d", first->file, first->line);
    text_pair(out, "file", strbuf_text(&place));
    strbuf_release(&place);
    for (size_t i = 0; i < shown->count; i++) {
        const struct passage *passage = &shown->passages[i];
        strbuf_add_char(&out->buffer, '\n');
        if (passage->heading[0]) {
            output_style(out, STYLE_TITLE);
            output_printable(out, passage->path[0] ? passage->path : passage->heading);
            output_style(out, STYLE_PLAIN);
            strbuf_add(&out->buffer, "  ");
        }
        output_style(out, STYLE_DIM);
        strbuf_add_format(&out->buffer, "§%d  #", passage->number);
        output_printable(out, passage->section);
        output_style(out, STYLE_PLAIN);
        strbuf_add_char(&out->buffer, '\n');
        text_body(out, passage->text);
    }
}

/* ---- the command ---------------------------------------------------------------------------- */

int cmd_show(struct invocation *invocation, struct error *err) {
    struct places places;
    struct shown shown = {0};
    if (!invocation_expect_words(invocation, 1, 1, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!index)
        return (int)err->code;
    bool found = reference_find(index, invocation->arena, invocation->words[0], &shown.passages,
                                &shown.count, err);
    index_close(index);
    if (!found)
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    output_page(&out, invocation);
    if (out.json)
        json_shown(&out, &shown);
    else
        text_shown(&out, &shown);
    return output_finish(&out, 0, err);
}
