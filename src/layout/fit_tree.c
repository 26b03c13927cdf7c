/* fit_tree.c - a tree with and without the parts that may be left out of it.
 *
 * Layer: layout. Every change is remembered with what it takes to undo it; to follow another set of
 * dropped parts all changes are undone, last first, and made anew. Order: the parts in words, the
 * list of parts, changes, what goes with a part, following.
 */
#include "layout/fit_tree.h"

#include "base/strbuf.h"

#include <stdlib.h>

enum edit_kind { EDIT_REMOVE, EDIT_SPAN };
struct edit {
    enum edit_kind kind;
    struct node *node;
    struct node *parent, *before; /* EDIT_REMOVE: where it stood; NULL: first */
    int span;                     /* EDIT_SPAN: what it was */
};

/* ---- parts in words -------------------------------------------------------------------------- */

static const struct node *find_heading(const struct node *root) {
    for (struct walk walk = walk_begin(root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_HEADING)
            return walk.node;
    return NULL;
}

static const struct node *heading_of_section(const struct node *node) {
    while (node && node->kind != NODE_SECTION)
        node = node->parent;
    return node ? find_heading(node) : NULL;
}

/* Only what the script wrote itself: values may be a patient's, and stand in sentences. */
static const char *describe(struct document *doc, const struct node *node) {
    const char *kind = node_kind_name(node->kind);
    const struct node *own = find_heading(node), *heading = own ? own : heading_of_section(node);
    struct strbuf title = {0};
    for (const struct node *child = heading ? heading->first_child : NULL; child;
         child = child->next)
        if (child->kind == NODE_TEXT)
            strbuf_add_slice(&title, slice_trim(child->text));
    const char *words =
        title.length ? arena_format(doc->arena, "the %s %s'%s' (order %d)", kind,
                                    own ? "" : "under ", strbuf_text(&title), node->drop_order)
                     : arena_format(doc->arena, "the %s (order %d)", kind, node->drop_order);
    strbuf_release(&title);
    return words;
}

/* ---- the list of parts ----------------------------------------------------------------------- */

static size_t list_parts(struct document *doc, struct fit_part *parts) {
    size_t count = 0, position = 0;
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk); position++) {
        if (walk.event != WALK_ENTER || walk.node->drop_order <= 0)
            continue;
        if (parts)
            parts[count] =
                (struct fit_part){.node = (struct node *)walk.node, /* ours to change */
                                  .position = position,
                                  .moves = document_has_spare(doc, walk.node->drop_order),
                                  .words = describe(doc, walk.node)};
        count++;
    }
    return count;
}

/* Lowest order first; of one order, what stands last. */
static int compare_parts(const void *a, const void *b) {
    const struct fit_part *left = a, *right = b;
    int difference = left->node->drop_order - right->node->drop_order;
    if (difference)
        return difference;
    return left->position < right->position ? 1 : -1;
}

static bool is_spare(const struct node *node) {
    return node->when_dropped > 0 || node->tear_off;
}

static void list_spares(struct fit_tree *tree) {
    size_t count = 0;
    for (struct walk walk = walk_begin(tree->doc->root); walk_next(&walk);)
        count += walk.event == WALK_ENTER && is_spare(walk.node);
    tree->spares = arena_new_array(tree->doc->arena, count + 1, struct node *);
    for (struct walk walk = walk_begin(tree->doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && is_spare(walk.node))
            tree->spares[tree->spare_count++] = (struct node *)walk.node; /* ours to change */
}

/* All of them stand at the end of the document, and in nothing else. */
static bool find_last_tear_offs(const struct fit_tree *tree) {
    size_t inside = 0, behind = 0;
    for (size_t i = 0; i < tree->spare_count; i++)
        inside += tree->spares[i]->tear_off;
    for (const struct node *node = tree->doc->root->first_child; node; node = node->next)
        behind = node->tear_off ? behind + 1 : 0;
    return inside == behind;
}

void fit_tree_begin(struct fit_tree *tree, struct document *doc) {
    *tree = (struct fit_tree){.doc = doc};
    tree->count = list_parts(doc, NULL);
    tree->parts = arena_new_array(doc->arena, tree->count + 1, struct fit_part);
    list_parts(doc, tree->parts);
    list_spares(tree);
    tree->last_tear_offs = find_last_tear_offs(tree);
    if (tree->count)
        qsort(tree->parts, tree->count, sizeof *tree->parts, compare_parts);
}

static bool is_dropped(const struct fit_tree *tree, const struct node *node) {
    for (size_t i = 0; i < tree->count; i++)
        if (tree->parts[i].node == node)
            return tree->parts[i].dropped;
    return false;
}

bool fit_tree_is_inside_dropped(const struct fit_tree *tree, size_t part) {
    for (const struct node *node = tree->parts[part].node->parent; node; node = node->parent)
        if (node->drop_order > 0 && is_dropped(tree, node))
            return true;
    return false;
}

/* ---- changes --------------------------------------------------------------------------------- */

static struct edit *add_edit(struct fit_tree *tree, enum edit_kind kind, struct node *node) {
    tree->edits = arena_make_room(tree->doc->arena, tree->edits, tree->edit_count,
                                  &tree->edit_capacity, 16, sizeof *tree->edits);
    struct edit *edit = &tree->edits[tree->edit_count++];
    *edit = (struct edit){.kind = kind, .node = node};
    return edit;
}

static void take_out(struct fit_tree *tree, struct node *node) {
    struct edit *edit = add_edit(tree, EDIT_REMOVE, node);
    edit->parent = node->parent;
    for (struct node *child = node->parent->first_child; child != node; child = child->next)
        edit->before = child;
    node_remove(node);
}

static void set_span(struct fit_tree *tree, struct node *column, int span) {
    add_edit(tree, EDIT_SPAN, column)->span = column->span;
    column->span = span;
}

static void undo(const struct edit *edit) {
    struct node *node = edit->node, *parent = edit->parent;
    if (edit->kind == EDIT_SPAN) {
        node->span = edit->span;
        return;
    }
    node->parent = parent;
    node->next = edit->before ? edit->before->next : parent->first_child;
    if (edit->before)
        edit->before->next = node;
    else
        parent->first_child = node;
    if (!node->next)
        parent->last_child = node;
}

/* ---- what goes with a part ------------------------------------------------------------------- */

/* Nothing but headings and rules is left. */
static bool is_bare(const struct node *node) {
    for (const struct node *child = node->first_child; child; child = child->next)
        if (child->kind != NODE_HEADING && child->kind != NODE_RULE)
            return false;
    return true;
}

static bool says_nothing(const struct node *node) {
    switch (node->kind) {
    case NODE_SECTION:
    case NODE_GROUP:
    case NODE_BOX:
    case NODE_COLUMN:
    case NODE_COLUMNS:
        return is_bare(node);
    case NODE_BAND:
    case NODE_LIST:
    case NODE_ITEM:
        return !node->first_child;
    default:
        return false;
    }
}

/* The width of a column that goes is its left neighbour's, or the first's. */
static void widen_neighbour(struct fit_tree *tree, const struct node *column) {
    struct node *neighbour = column->parent->first_child;
    if (neighbour == column)
        neighbour = column->next;
    else
        while (neighbour->next != column)
            neighbour = neighbour->next;
    if (neighbour)
        set_span(tree, neighbour, neighbour->span + column->span);
}

static void drop(struct fit_tree *tree, struct node *node) {
    while (node->parent) {
        struct node *parent = node->parent;
        if (node->kind == NODE_COLUMN)
            widen_neighbour(tree, node);
        take_out(tree, node);
        if (!says_nothing(parent))
            break;
        node = parent;
    }
}

/* ---- following ------------------------------------------------------------------------------- */

static bool is_in_tree(const struct fit_tree *tree, const struct node *node) {
    while (node->parent)
        node = node->parent;
    return node == tree->doc->root;
}

/* Some part of that order was left out. */
static bool is_order_dropped(const struct fit_tree *tree, int drop_order) {
    for (size_t i = 0; i < tree->count; i++)
        if (tree->parts[i].dropped && tree->parts[i].node->drop_order == drop_order)
            return true;
    return false;
}

static bool is_wanted(const struct fit_tree *tree, const struct node *spare) {
    return !spare->when_dropped || is_order_dropped(tree, spare->when_dropped);
}

bool fit_tree_has_tear_offs(const struct fit_tree *tree) {
    for (size_t i = 0; i < tree->spare_count; i++)
        if (tree->spares[i]->tear_off && is_wanted(tree, tree->spares[i]))
            return true;
    return false;
}

/* Once the sources are numbered: the list on the sheet is as long with these pages as without. */
static void take_out_tear_offs(struct fit_tree *tree) {
    for (size_t i = 0; i < tree->spare_count; i++)
        if (tree->spares[i]->tear_off && is_in_tree(tree, tree->spares[i]))
            drop(tree, tree->spares[i]);
}

bool fit_tree_follow(struct fit_tree *tree, struct error *err) {
    if (!tree->count && !tree->spare_count)
        return true;
    while (tree->edit_count > 0)
        undo(&tree->edits[--tree->edit_count]);
    for (size_t i = 0; i < tree->count; i++)
        if (tree->parts[i].dropped && is_in_tree(tree, tree->parts[i].node))
            drop(tree, tree->parts[i].node);
    for (size_t i = 0; i < tree->spare_count; i++) {
        struct node *spare = tree->spares[i];
        if (!is_wanted(tree, spare) && is_in_tree(tree, spare))
            drop(tree, spare);
    }
    if (!document_renumber(tree->doc, err))
        return false;
    if (!tree->with_tear_offs)
        take_out_tear_offs(tree);
    return true;
}
