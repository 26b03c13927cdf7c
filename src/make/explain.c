/* explain.c - the provenance report.
 *
 * Layer: make.
 */
#include "make/explain.h"

#include "base/utf8.h"

#include <ctype.h>

static void add_part(struct strbuf *out, const char *text) {
    strbuf_add(out, " | ");
    if (text && *text)
        utf8_add_printable(out, slice_of(text));
    else
        strbuf_add(out, "-");
}

static void add_sentence(const struct node *node, struct strbuf *out) {
    const struct provenance *from = node->provenance;
    struct arena arena = {0};
    strbuf_add_char(out, from->class_letter);
    add_part(out, from->key);
    add_part(out, node_plain_text(&arena, node));
    add_part(out, from->facts);
    add_part(out, from->query);
    add_part(out, from->rank > 0 ? arena_format(&arena, "%d", from->rank) : NULL);
    add_part(out, from->article ? arena_format(&arena, "%s#%s", from->article,
                                               from->section ? from->section : "")
                                : NULL);
    add_part(out, from->file ? arena_format(&arena, "%s:%d", from->file, from->line) : NULL);
    add_part(out, from->passage_hash);
    add_part(out, from->reviewer);
    add_part(out, from->reviewed_on);
    strbuf_add_char(out, '\n');
    arena_release(&arena);
}

/* Words that no sentence holds are glue: headings, labels. */
static void add_glue(const struct node *node, struct strbuf *out) {
    struct slice text = slice_trim(node->text);
    bool letters = false;
    for (size_t i = 0; i < text.length && !letters; i++)
        letters = (unsigned char)text.data[i] >= 0x80 || isalpha((unsigned char)text.data[i]);
    if (!letters)
        return;
    strbuf_add(out, "G | - | ");
    utf8_add_printable(out, text);
    strbuf_add(out, " | - | - | - | - | - | - | - | -\n");
}

void explain_document(const struct document *doc, struct strbuf *out) {
    const struct node *within = NULL; /* a sentence, or the list of sources */
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        const struct node *node = walk.node;
        if (walk.event == WALK_EXIT) {
            within = node == within ? NULL : within;
            continue;
        }
        bool sentence = node->kind == NODE_SENTENCE && node->provenance && !node->generated;
        if (sentence)
            add_sentence(node, out);
        if (!within && (sentence || node->kind == NODE_SOURCES))
            within = node;
        if (!within && node->kind == NODE_TEXT)
            add_glue(node, out);
    }
}
