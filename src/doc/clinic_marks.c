/* clinic_marks.c - one mark for a whole box or table column that is the clinic's own advice.
 *
 * Layer: doc. A mark behind every line of a safety box says nothing more than one in its heading,
 * and costs the room that keeps a line whole. Order: what is all the clinic's, moving the mark to a
 * heading, boxes, columns.
 */
#include "doc/doc.h"

/* ---- what is all the clinic's ---------------------------------------------------------------- */

enum claims { CLAIMS_NOTHING, CLAIMS_CLINIC, CLAIMS_PASSAGE };

/* Whether the sentences of a subtree are the clinic's, or one of them rests on a passage. */
static enum claims claims_of(const struct node *root) {
    enum claims claims = CLAIMS_NOTHING;
    for (struct walk walk = walk_begin(root); walk_next(&walk);) {
        const struct provenance *provenance = walk.node->provenance;
        if (walk.event != WALK_ENTER || walk.node->kind != NODE_SENTENCE || !provenance)
            continue;
        if (provenance->class_letter == 'Q' || provenance->class_letter == 'R')
            return CLAIMS_PASSAGE;
        if (provenance->class_letter == 'C')
            claims = CLAIMS_CLINIC;
    }
    return claims;
}

static void mark_above(const struct node *root) {
    for (struct walk walk = walk_begin(root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_SENTENCE)
            ((struct node *)walk.node)->marked_above = true; /* this tree is ours to fill */
}

/* ---- the mark in a heading ------------------------------------------------------------------- */

/* The words (after an icon) become a sentence of the clinic's, so that the mark stands behind them.
 */
static void mark_words(struct document *doc, struct node *heading) {
    struct node *last_icon = NULL;
    struct node *words = heading->first_child;
    while (words && words->kind == NODE_SYMBOL) {
        last_icon = words;
        words = words->next;
    }
    if (!words || claims_of(heading) != CLAIMS_NOTHING)
        return;
    struct node *sentence = node_new(doc, NODE_SENTENCE, heading->script_line);
    sentence->provenance = arena_new(doc->arena, struct provenance);
    *sentence->provenance =
        (struct provenance){.class_letter = 'C', .key = "", .facts = "", .query = ""};
    sentence->generated = true;
    sentence->parent = heading;
    sentence->first_child = words;
    sentence->last_child = heading->last_child;
    for (struct node *child = words; child; child = child->next)
        child->parent = sentence;
    if (last_icon)
        last_icon->next = sentence;
    else
        heading->first_child = sentence;
    heading->last_child = sentence;
}

/* ---- boxes and columns ----------------------------------------------------------------------- */

static void mark_box(struct document *doc, struct node *box) {
    struct node *heading = box->first_child;
    if (!heading || heading->kind != NODE_HEADING || claims_of(box) != CLAIMS_CLINIC)
        return;
    mark_above(box);
    mark_words(doc, heading);
}

/* The cell of a row that begins at a column, or NULL. */
static struct node *cell_at(const struct node *row, int column) {
    int at = 0;
    for (struct node *cell = row->first_child; cell; cell = cell->next) {
        if (at == column && cell->span == 1)
            return cell;
        at += cell->span;
    }
    return NULL;
}

static void mark_column(struct document *doc, const struct node *table, int column) {
    struct node *head = table->first_child ? cell_at(table->first_child, column) : NULL;
    const struct node *first = head ? table->first_child->next : NULL;
    if (!first || !first->next)
        return; /* one row: its own mark is as good */
    for (const struct node *row = first; row; row = row->next) {
        const struct node *cell = cell_at(row, column);
        if (!cell || claims_of(cell) != CLAIMS_CLINIC)
            return;
    }
    for (const struct node *row = first; row; row = row->next)
        mark_above(cell_at(row, column));
    mark_words(doc, head);
}

void document_mark_clinics(struct document *doc) {
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        struct node *node = (struct node *)walk.node;
        if (walk.event != WALK_EXIT)
            continue;
        if (node->kind == NODE_BOX)
            mark_box(doc, node);
        for (size_t i = 0;
             node->kind == NODE_TABLE && node->head_rows == 1 && i < node->table_column_count; i++)
            mark_column(doc, node, (int)i);
    }
}
