/* renumber.c - what follows from the sources of a finished tree, as often as the tree changes:
 * numbers, the clinic's marks, lists of sources that run on.
 *
 * Layer: doc. What was made before is taken away first. Order: taking away, making.
 */
#include "doc/doc.h"

/* ---- taking away ----------------------------------------------------------------------------- */

/* The sentence that was put around a heading's words for the clinic's mark. */
static void unwrap(struct node *heading) {
    struct node *before = NULL, *sentence = heading->first_child;
    while (sentence && !(sentence->kind == NODE_SENTENCE && sentence->generated)) {
        before = sentence;
        sentence = sentence->next;
    }
    if (!sentence)
        return;
    for (struct node *child = sentence->first_child; child; child = child->next)
        child->parent = heading;
    if (before)
        before->next = sentence->first_child;
    else
        heading->first_child = sentence->first_child;
    sentence->last_child->next = sentence->next;
    if (heading->last_child == sentence)
        heading->last_child = sentence->last_child;
    sentence->parent = sentence->first_child = sentence->last_child = sentence->next = NULL;
}

/* A label's own words come first, what was made from the sources behind them. */
static void cut_label(struct node *label) {
    struct node *last_own = NULL;
    for (struct node *child = label->first_child; child && !child->generated; child = child->next)
        last_own = child;
    if (last_own)
        last_own->next = NULL;
    else
        label->first_child = NULL;
    label->last_child = last_own;
}

static void take_away(struct document *doc) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        struct node *node = (struct node *)walk.node; /* this tree is ours to fill */
        if (walk.event != WALK_ENTER)
            continue;
        node->marked_above = false;
        if (node->kind == NODE_HEADING || node->kind == NODE_CELL)
            unwrap(node);
        else if (node->kind == NODE_SOURCES && node->label)
            cut_label(node->label);
    }
}

/* ---- making ---------------------------------------------------------------------------------- */

static bool finish_source_lists(struct document *doc, struct error *err) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        bool labelled = walk.node->kind == NODE_SOURCES && walk.node->label;
        if (walk.event == WALK_EXIT && labelled && !source_run_on(doc, walk.node->label, err))
            return false;
    }
    return true;
}

bool document_renumber(struct document *doc, struct error *err) {
    take_away(doc);
    document_number_sources(doc);
    document_mark_clinics(doc);
    return finish_source_lists(doc, err);
}
