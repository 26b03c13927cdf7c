/* doc_walk.c - visiting a tree without recursion, and reading its words.
 *
 * Layer: doc. An aside or label is visited before the children of its node; the way back goes
 * through parent, so nothing is kept on a stack.
 */
#include "doc/doc.h"

#include "base/strbuf.h"

#include <assert.h>

/* An aside or label, which stands beside the chain of children. */
static const struct node *extra_of(const struct node *node) {
    const struct node *extra = node->aside ? node->aside : node->label;
    assert(!extra || extra->parent == node); /* else it was not set by node_set_aside or _label */
    return extra;
}

struct walk walk_begin(const struct node *root) {
    return (struct walk){.root = root};
}

static bool enter(struct walk *walk, const struct node *node) {
    walk->node = node;
    walk->event = WALK_ENTER;
    return true;
}

static bool leave(struct walk *walk, const struct node *node) {
    walk->node = node;
    walk->event = WALK_EXIT;
    return true;
}

bool walk_next(struct walk *walk) {
    const struct node *node = walk->node;
    if (!walk->started) {
        walk->started = true;
        return walk->root && enter(walk, walk->root);
    }
    if (!node)
        return false;
    if (walk->event == WALK_ENTER) {
        const struct node *first = extra_of(node) ? extra_of(node) : node->first_child;
        return first ? enter(walk, first) : leave(walk, node);
    }
    if (node == walk->root) {
        walk->node = NULL;
        return false;
    }
    const struct node *parent = node->parent;
    assert(parent);
    const struct node *next = node == extra_of(parent) ? parent->first_child : node->next;
    return next ? enter(walk, next) : leave(walk, parent);
}

/* Adds words, with one space where there were several and none at the start of a line. */
static void add_words(struct strbuf *out, struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        char last = out->length ? out->data[out->length - 1] : '\n';
        if (c != ' ' || (last != ' ' && last != '\n'))
            strbuf_add_char(out, c);
    }
}

static void end_line(struct strbuf *out) {
    while (out->length && out->data[out->length - 1] == ' ')
        strbuf_truncate(out, out->length - 1);
    if (out->length && out->data[out->length - 1] != '\n')
        strbuf_add_char(out, '\n');
}

char *node_plain_text(struct arena *arena, const struct node *node) {
    struct strbuf words = {0};
    const struct node *skipped = extra_of(node);
    bool skipping = false;
    for (struct walk walk = walk_begin(node); walk_next(&walk);) {
        if (skipped && walk.node == skipped)
            skipping = walk.event == WALK_ENTER;
        if (skipping)
            continue;
        if (!node_is_inline(walk.node->kind))
            end_line(&words);
        else if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
            add_words(&words, walk.node->text);
        else if (walk.event == WALK_ENTER && walk.node->kind == NODE_LINE_BREAK)
            add_words(&words, slice_of(" "));
    }
    end_line(&words);
    if (words.length && words.data[words.length - 1] == '\n')
        strbuf_truncate(&words, words.length - 1);
    char *text = arena_bytes(arena, strbuf_text(&words), words.length);
    strbuf_release(&words);
    return text;
}
