/* block_list.c - lists: labels, items, balanced columns.
 *
 * Layer: layout. Order: what the kinds look like, labels, items, columns, the list.
 */
#include "layout/blocks.h"
#include "layout/hyphens.h"
#include "layout/shapes.h"

struct list_metrics {
    enum list_kind kind;
    double indent_pt, gap_pt;
    struct type_size type;
    double label_right_pt; /* LIST_NUMBER: where the full stops stand, one below the other */
    bool own_boxes;        /* each item of a plain list brings its box */
};

/* The check box that an item of a plain list begins with, or NULL: it becomes the item's label. */
static const struct node *leading_box(const struct node *item) {
    const struct node *first = item->first_child;
    bool box = first && first->kind == NODE_SYMBOL &&
               (first->symbol == SYMBOL_BOX || first->symbol == SYMBOL_BOX_TICKED);
    return box ? first : NULL;
}

static bool all_begin_with_boxes(const struct node *list) {
    for (const struct node *item = list->first_child; item; item = item->next)
        if (!leading_box(item))
            return false;
    return true;
}

static struct list_metrics metrics_of(const struct theme *theme, const struct node *list) {
    struct list_metrics metrics = {.kind = list->list_kind,
                                   .indent_pt = theme->bullet_indent_pt,
                                   .gap_pt = theme->item_gap_pt,
                                   .type = theme->body};
    metrics.own_boxes = list->list_kind == LIST_PLAIN && all_begin_with_boxes(list);
    if (list->list_kind == LIST_CHECK || metrics.own_boxes) {
        metrics.indent_pt = theme->check_indent_pt;
        metrics.gap_pt = theme->check_gap_pt;
    } else if (list->list_kind == LIST_PLAIN) {
        metrics.indent_pt = 0;
    }
    return metrics;
}

/* ---- labels ---------------------------------------------------------------------------------- */

/* What a reading program says for a drawn label. */
static struct element *drawn_label(struct layout *layout, const struct node *item,
                                   struct element *parent, const char *words) {
    struct element *label = element_new(layout, ELEMENT_LBL, parent, item);
    struct element *span = element_new(layout, ELEMENT_SPAN, label, item);
    span->actual_text = words;
    return span;
}

static bool place_label_text(struct layout *layout, const struct node *item, struct element *parent,
                             const struct list_metrics *metrics, const char *words,
                             struct slab *slab) {
    struct text_style style = {.type = metrics->type,
                               .face = metrics->kind == LIST_NUMBER ? FONT_REGULAR : FONT_BOLD,
                               .node = item,
                               .generated = true};
    style.element = element_new(layout, ELEMENT_LBL, parent, item);
    const struct paragraph *text = paragraph_of_text(layout, slice_of(words), &style);
    struct line_set lines;
    enum alignment align = metrics->kind == LIST_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT;
    return text && paragraph_fit(layout, text, layout->block_width_pt, &lines) &&
           lines_place(layout, text, &lines, slab, 0, 0, metrics->label_right_pt, align);
}

static void place_check_box(struct layout *layout, struct element *label, double y_pt, bool ticked,
                            struct slab *slab) {
    struct slab_state before = slab_state(slab);
    shape_check_box(layout, slab, label, 0, y_pt, ticked);
    slab_keep(layout, slab, before, 0, layout->theme->check_box_pt);
}

static bool place_label(struct layout *layout, const struct node *item, struct element *parent,
                        const struct list_metrics *metrics, int number, struct slab *slab) {
    const struct theme *theme = layout->theme;
    double bullet_top_pt = letters_middle_pt(layout, &metrics->type) - theme->bullet_pt / 2;
    double box_top_pt = letters_middle_pt(layout, &metrics->type) - theme->check_box_pt / 2;
    switch (metrics->kind) {
    case LIST_BULLET:
        shape_dot(layout, slab, drawn_label(layout, item, parent, "•"), 1, bullet_top_pt,
                  theme->bullet_pt);
        return true;
    case LIST_CHECK:
        place_check_box(layout, drawn_label(layout, item, parent, "☐"), box_top_pt, false, slab);
        return true;
    case LIST_PLUS:
        return place_label_text(layout, item, parent, metrics, "+", slab);
    case LIST_MINUS:
        return place_label_text(layout, item, parent, metrics, "–", slab);
    case LIST_NUMBER:
        return place_label_text(layout, item, parent, metrics,
                                arena_format(layout->arena, "%d.", number), slab);
    case LIST_DEFINITION:
    case LIST_PLAIN:
        if (metrics->own_boxes) {
            const struct node *box = leading_box(item);
            place_check_box(layout, drawn_label(layout, item, parent, box->alt), box_top_pt,
                            box->symbol == SYMBOL_BOX_TICKED, slab);
        }
        return true;
    }
    return true;
}

/* Wide enough for the widest number, and a space behind it. */
static bool widen_for_numbers(struct layout *layout, const struct node *list,
                              struct list_metrics *metrics) {
    const struct piece label = {.face = FONT_REGULAR,
                                .size_pt = metrics->type.size_pt,
                                .language = layout->doc->language,
                                .node = list};
    int number = list->first_number;
    double width_pt, space_pt;
    for (const struct node *item = list->first_child; item; item = item->next) {
        const char *words = arena_format(layout->arena, "%d.", number++);
        if (!shape_width(layout, &label, slice_of(words), &width_pt))
            return false;
        if (width_pt > metrics->label_right_pt)
            metrics->label_right_pt = width_pt;
    }
    if (!shape_width(layout, &label, slice_of(" "), &space_pt))
        return false;
    if (metrics->label_right_pt + space_pt > metrics->indent_pt)
        metrics->indent_pt = metrics->label_right_pt + space_pt;
    return true;
}

/* ---- items ----------------------------------------------------------------------------------- */

static bool layout_item_content(struct layout *layout, const struct node *item,
                                const struct frame *frame, const struct list_metrics *metrics,
                                struct slab *slab) {
    struct stack parts = {0};
    struct frame inside = *frame;
    inside.width_pt -= metrics->indent_pt;
    inside.at_page = false;
    if (item->first_child && node_is_inline(item->first_child->kind)) {
        struct text_style style = {.type = metrics->type, .node = item, .beside_label = true};
        style.element = frame->element;
        style.hyphenated = words_may_be_divided(layout);
        style.justified = layout->doc->justified;
        const struct node *first = metrics->own_boxes ? item->first_child->next : item->first_child;
        const struct paragraph *text = paragraph_new(layout, first, &style);
        if (!text || !add_text_slabs(layout, text, inside.width_pt, item, &parts))
            return false;
    } else if (!layout_children(layout, item, &inside, &parts)) {
        return false;
    }
    stack_merge(layout, slab, &parts, metrics->indent_pt, 0);
    slab->height_pt = stack_height_pt(&parts);
    if (slab->height_pt < metrics->type.leading_pt)
        slab->height_pt = metrics->type.leading_pt;
    return true;
}

static bool layout_item(struct layout *layout, const struct node *item, const struct frame *frame,
                        const struct list_metrics *metrics, int number, struct stack *items) {
    if (metrics->kind == LIST_DEFINITION)
        return layout_definition(layout, item, frame, items);
    struct slab *slab = stack_add(layout, items, item);
    struct element *element = element_new(layout, ELEMENT_LI, frame->element, item);
    if (!place_label(layout, item, element, metrics, number, slab))
        return false;
    struct frame inside = *frame;
    inside.element = element_new(layout, ELEMENT_LBODY, element, item);
    return layout_item_content(layout, item, &inside, metrics, slab);
}

/* ---- columns --------------------------------------------------------------------------------- */

/* A theme of one column has no lists side by side either. */
static int columns_of(const struct layout *layout, int columns) {
    return layout->theme->one_column ? 1 : columns;
}

double column_width_pt(const struct layout *layout, double width_pt, int columns) {
    columns = columns_of(layout, columns);
    return (width_pt - (columns - 1) * layout->theme->gutter_pt) / columns;
}

/* How many columns the items take when none is higher than limit_pt. */
static size_t columns_needed(const struct stack *items, double gap_pt, double limit_pt) {
    size_t columns = 1;
    double height_pt = 0;
    for (size_t i = 0; i < items->count; i++) {
        double with_pt = height_pt + (height_pt > 0 ? gap_pt : 0) + items->slabs[i]->height_pt;
        if (height_pt > 0 && with_pt > limit_pt + 0.001) {
            columns++;
            with_pt = items->slabs[i]->height_pt;
        }
        height_pt = with_pt;
    }
    return columns;
}

/* The least height of `columns` columns that hold the items in order. Every candidate is the sum of
 * some neighbouring items. */
static double balanced_height_pt(const struct stack *items, double gap_pt, size_t columns) {
    double best_pt = -1;
    for (size_t first = 0; first < items->count; first++) {
        double height_pt = 0;
        for (size_t i = first; i < items->count; i++) {
            height_pt += (i > first ? gap_pt : 0) + items->slabs[i]->height_pt;
            if ((best_pt < 0 || height_pt < best_pt) &&
                columns_needed(items, gap_pt, height_pt) <= columns)
                best_pt = height_pt;
        }
    }
    return best_pt;
}

void place_in_columns(struct layout *layout, const struct node *node, struct stack *items,
                      int columns, double width_pt, double gap_pt, struct stack *out) {
    columns = columns_of(layout, columns);
    if (columns <= 1) {
        for (size_t i = 0; i < items->count; i++) {
            items->slabs[i]->gap_pt = i ? gap_pt : 0;
            stack_append(layout, out, items->slabs[i]);
        }
        return;
    }
    double limit_pt = balanced_height_pt(items, gap_pt, (size_t)columns);
    double step_pt = column_width_pt(layout, width_pt, columns) + layout->theme->gutter_pt;
    struct slab *slab = stack_add(layout, out, node);
    double x_pt = 0, y_pt = 0;
    for (size_t i = 0; i < items->count; i++) {
        double with_pt = y_pt + (y_pt > 0 ? gap_pt : 0) + items->slabs[i]->height_pt;
        if (y_pt > 0 && with_pt > limit_pt + 0.001) {
            x_pt += step_pt;
            with_pt = items->slabs[i]->height_pt;
        }
        slab_merge(layout, slab, items->slabs[i], x_pt, with_pt - items->slabs[i]->height_pt);
        y_pt = with_pt;
        if (y_pt > slab->height_pt)
            slab->height_pt = y_pt;
    }
}

/* ---- the list -------------------------------------------------------------------------------- */

bool layout_list(struct layout *layout, const struct node *node, const struct frame *frame,
                 struct stack *out) {
    struct list_metrics metrics = metrics_of(layout->theme, node);
    if (metrics.kind == LIST_NUMBER && !widen_for_numbers(layout, node, &metrics))
        return false;
    struct frame inside = *frame;
    inside.element = element_new(layout, ELEMENT_L, frame->element, node);
    inside.element->list_kind = node->list_kind;
    inside.width_pt = column_width_pt(layout, frame->width_pt, node->columns);
    if (!frame->in_box && inside.width_pt > layout->theme->measure_pt)
        inside.width_pt = layout->theme->measure_pt;
    struct stack items = {0};
    int number = node->first_number;
    for (const struct node *item = node->first_child; item; item = item->next)
        if (!layout_item(layout, item, &inside, &metrics, number++, &items))
            return false;
    place_in_columns(layout, node, &items, node->columns, frame->width_pt, metrics.gap_pt, out);
    return true;
}
