/* drop_check.c - what may be left out where space is short, and what never is.
 *
 * Layer: doc. A handout without its warning to stop, or with a statement whose source is not
 * listed, is worse than one of three pages.
 */
#include "doc/doc.h"

static bool refuse(const struct document *doc, const struct node *node, struct error *err,
                   const char *reason) {
    while (node->parent && !node->script_line)
        node = node->parent;
    const char *script = doc->script && doc->script[0] ? doc->script : "script";
    return error_set(err, ERROR_SCRIPT, "%s:%d: %s", script, node->script_line, reason);
}

static bool is_safety_box(const struct node *node) {
    return node->kind == NODE_BOX && node->box_kind == BOX_SAFETY;
}

/* Why a node may not be left out for its own sake, or NULL. */
static const char *fault_of(const struct node *node, bool is_moved) {
    if (is_safety_box(node))
        return "a safety box is never left out: take drop away";
    if (node->kind == NODE_SOURCES)
        return "the list of sources is never left out: take drop away";
    if (node->kind == NODE_SECTION && node->required && !is_moved)
        return "a required section is never left out: take drop away, or required";
    return NULL;
}

static const char *find_fault(const struct node *root, bool is_moved) {
    if (root->kind == NODE_HEADING)
        return "a heading can't be left out alone: give drop to its section";
    if (root->kind == NODE_PAGE_BREAK)
        return "a page break can't be left out: give drop to what stands on the page";
    for (struct walk walk = walk_begin(root); walk_next(&walk);) {
        const char *fault = walk.event == WALK_ENTER ? fault_of(walk.node, is_moved) : NULL;
        if (fault)
            return fault;
    }
    for (const struct node *outer = root->parent; outer; outer = outer->parent)
        if (is_safety_box(outer))
            return "nothing in a safety box is ever left out: take drop away";
    return NULL;
}

static bool is_container(const struct node *node) {
    return node->kind == NODE_SECTION || node->kind == NODE_GROUP || node->kind == NODE_BOX ||
           node->kind == NODE_BAND || node->kind == NODE_COLUMN || node->kind == NODE_COLUMNS ||
           node->kind == NODE_LIST || node->kind == NODE_ITEM;
}

/* Something in it stays, whatever is left out. Recursion ends with the tree (doc.h). */
static bool keeps_something(const struct node *node) {
    if (node->drop_order > 0 || node->kind == NODE_HEADING || node->kind == NODE_RULE)
        return false;
    if (!is_container(node) || !node->first_child)
        return true;
    for (const struct node *child = node->first_child; child; child = child->next)
        if (keeps_something(child))
            return true;
    return false;
}

/* A required section of more than its heading, all of which may be left out (one that is moved
 * whole is checked where it has its drop_order). */
static bool may_be_emptied(const struct node *section) {
    return !section->drop_order && section->first_child != section->last_child &&
           !keeps_something(section);
}

bool document_check_drops(const struct document *doc, struct error *err) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        const struct node *node = walk.node;
        if (walk.event != WALK_ENTER)
            continue;
        const char *fault = NULL;
        if (node->drop_order > 0)
            fault = find_fault(node, document_has_spare(doc, node->drop_order));
        else if (node->when_dropped && find_fault(node, true))
            fault = "a block with when_dropped can't hold what must always stand: safety boxes, "
                    "sources, headings alone, page breaks";
        if (fault)
            return refuse(doc, node, err, fault);
        if (node->kind == NODE_SECTION && node->required && may_be_emptied(node))
            return refuse(doc, node, err,
                          "everything in a required section may be left out: take drop away from "
                          "one of its blocks");
    }
    return true;
}
