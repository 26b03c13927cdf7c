/* fit_tree.h - a tree with and without the parts that may be left out of it.
 *
 * Layer: layout, private to it.
 *
 *     struct fit_tree tree;
 *     fit_tree_begin(&tree, doc);
 *     tree.parts[0].dropped = true;
 *     if (!fit_tree_follow(&tree, err)) return false;
 */
#ifndef FOOTNOTE_LAYOUT_FIT_TREE_H
#define FOOTNOTE_LAYOUT_FIT_TREE_H

#include "doc/doc.h"

struct fit_part {
    struct node *node;
    size_t position;   /* in the document's order */
    const char *words; /* "the section 'Words used' (order 1)" */
    bool moves; /* it stands again elsewhere: all parts of its order go, and come back, together */
    bool dropped;
};

struct edit; /* one step away from the whole tree */

struct fit_tree {
    struct document *doc;
    struct fit_part *parts; /* what has a drop_order, in the order in which it is left out */
    size_t count;
    struct node **spares; /* what stands only where a part was left out, or only when torn off */
    size_t spare_count;
    bool with_tear_offs; /* pages to tear off are in the tree */
    bool last_tear_offs; /* nothing follows them: with them a layout has the pages of one without
                            them, and then theirs */
    struct edit *edits;
    size_t edit_count, edit_capacity;
};

void fit_tree_begin(struct fit_tree *tree, struct document *doc);

/* True when the part stands inside of one that is dropped: nothing is won by leaving it out too. */
bool fit_tree_is_inside_dropped(const struct fit_tree *tree, size_t part);

/* Some page to tear off would stand in the tree with_tear_offs. */
bool fit_tree_has_tear_offs(const struct fit_tree *tree);

/* Makes the tree what it is without the dropped parts and with what stands in their stead, and
 * numbers its sources anew. What would be left empty goes with them: a section's heading, a band's
 * column (the others get its width). */
bool fit_tree_follow(struct fit_tree *tree, struct error *err);

#endif
