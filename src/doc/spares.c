/* spares.c - blocks that stand only where another was left out: copies in another place, pages to
 * tear off.
 *
 * Layer: doc.
 */
#include "doc/doc.h"

bool document_has_spare(const struct document *doc, int drop_order) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->when_dropped == drop_order)
            return true;
    return false;
}

/* A walk can't go on from what is no longer in the tree: one at a time. */
static struct node *find_spare(const struct document *doc) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->when_dropped)
            return (struct node *)walk.node; /* ours to change */
    return NULL;
}

bool document_without_spares(struct document *doc, struct error *err) {
    struct node *spare = find_spare(doc);
    if (!spare)
        return true;
    for (; spare; spare = find_spare(doc))
        node_remove(spare);
    return document_renumber(doc, err);
}
