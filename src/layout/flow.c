/* flow.c - messages, structure elements, slabs and stacks.
 *
 * Layer: layout.
 */
#include "layout/flow.h"

struct arena *layout_scratch(struct layout *layout) {
    enum { SCRATCH_BYTES = 128 * 1024 };
    if (layout->scratch.total_bytes > SCRATCH_BYTES)
        arena_release(&layout->scratch);
    return &layout->scratch;
}

/* ---- messages -------------------------------------------------------------------------------- */

static const char *script_of(const struct layout *layout) {
    const char *script = layout->doc->script;
    return script && script[0] ? script : "script";
}

/* Marks and texts made by helpers have no line of their own; the part around them has. */
static int line_of(const struct node *node) {
    while (node && !node->script_line)
        node = node->parent;
    return node ? node->script_line : 0;
}

bool layout_fail(struct layout *layout, const struct node *node, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    error_set_list(layout->err, ERROR_SCRIPT, format, arguments);
    va_end(arguments);
    return layout_fail_at(layout, node);
}

bool layout_fail_at(struct layout *layout, const struct node *node) {
    return error_prefix(layout->err, "%s:%d: ", script_of(layout), line_of(node));
}

void layout_warn(struct layout *layout, const struct node *node, const char *format, ...) {
    struct placed_document *placed = layout->placed;
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(layout->arena, format, arguments);
    va_end(arguments);
    placed->warnings = arena_make_room(layout->arena, placed->warnings, placed->warning_count,
                                       &layout->warning_capacity, 8, sizeof *placed->warnings);
    placed->warnings[placed->warning_count++] =
        node ? arena_format(layout->arena, "%s:%d: %s", script_of(layout), line_of(node), text)
             : text;
}

/* ---- structure ------------------------------------------------------------------------------- */

const char *element_type_name(enum element_type type) {
    static const char *const names[ELEMENT_TYPE_COUNT] = {
        [ELEMENT_DOCUMENT] = "Document",
        [ELEMENT_SECT] = "Sect",
        [ELEMENT_DIV] = "Div",
        [ELEMENT_H1] = "H1",
        [ELEMENT_H2] = "H2",
        [ELEMENT_H3] = "H3",
        [ELEMENT_H4] = "H4",
        [ELEMENT_H5] = "H5",
        [ELEMENT_H6] = "H6",
        [ELEMENT_P] = "P",
        [ELEMENT_L] = "L",
        [ELEMENT_LI] = "LI",
        [ELEMENT_LBL] = "Lbl",
        [ELEMENT_LBODY] = "LBody",
        [ELEMENT_TABLE] = "Table",
        [ELEMENT_TR] = "TR",
        [ELEMENT_TH] = "TH",
        [ELEMENT_TD] = "TD",
        [ELEMENT_FIGURE] = "Figure",
        [ELEMENT_CAPTION] = "Caption",
        [ELEMENT_SPAN] = "Span",
        [ELEMENT_REFERENCE] = "Reference",
        [ELEMENT_NOTE] = "Note",
        [ELEMENT_LINK] = "Link",
    };
    return names[type];
}

struct element *element_new(struct layout *layout, enum element_type type, struct element *parent,
                            const struct node *node) {
    struct placed_document *placed = layout->placed;
    struct arena *arena = layout->measuring ? &layout->trial : layout->arena;
    placed->elements = arena_make_room(arena, placed->elements, placed->element_count,
                                       &layout->element_capacity, 256, sizeof(struct element *));
    struct element *element = arena_new(arena, struct element);
    element->number = (int)placed->element_count;
    element->type = type;
    element->parent = parent;
    element->column_span = element->row_span = 1;
    element->script_line = line_of(node);
    placed->elements[placed->element_count++] = element;
    return element;
}

/* ---- slabs and stacks ------------------------------------------------------------------------ */

struct slab *slab_new(struct layout *layout, const struct node *node) {
    struct slab *slab = arena_new(&layout->flow, struct slab);
    slab->node = node;
    slab->border = -1;
    return slab;
}

void stack_append(struct layout *layout, struct stack *stack, struct slab *slab) {
    stack->slabs = arena_make_room(&layout->flow, stack->slabs, stack->count, &stack->capacity, 8,
                                   sizeof(struct slab *));
    stack->slabs[stack->count++] = slab;
}

struct slab *stack_add(struct layout *layout, struct stack *stack, const struct node *node) {
    struct slab *slab = slab_new(layout, node);
    stack_append(layout, stack, slab);
    return slab;
}

static void reserve_items(struct layout *layout, struct slab *slab, size_t extra) {
    if (slab->count + extra <= slab->capacity)
        return;
    size_t capacity = slab->capacity ? slab->capacity * 2 : 1; /* a line of words is one item */
    slab->capacity = capacity < slab->count + extra ? slab->count + extra : capacity;
    slab->items = arena_grow_array(&layout->flow, slab->items, slab->count, slab->capacity,
                                   sizeof *slab->items);
}

struct flow_item *slab_add_item(struct layout *layout, struct slab *slab) {
    reserve_items(layout, slab, 1);
    struct flow_item *item = &slab->items[slab->count++];
    *item = (struct flow_item){.text = TEXT_GENERATED};
    return item;
}

struct flow_mark *slab_add_mark(struct layout *layout, struct slab *slab,
                                enum flow_mark_kind kind) {
    slab->marks = arena_make_room(&layout->flow, slab->marks, slab->mark_count,
                                  &slab->mark_capacity, 1, sizeof *slab->marks);
    struct flow_mark *mark = &slab->marks[slab->mark_count++];
    mark->kind = kind;
    return mark;
}

void slab_merge(struct layout *layout, struct slab *slab, const struct slab *part, double x_pt,
                double y_pt) {
    reserve_items(layout, slab, part->count);
    for (size_t i = 0; i < part->count; i++) {
        struct flow_item *item = &slab->items[slab->count++];
        *item = part->items[i];
        item->item.x_pt += x_pt;
        item->item.y_pt += y_pt;
    }
    for (size_t i = 0; i < part->mark_count; i++) {
        struct flow_mark *mark = slab_add_mark(layout, slab, part->marks[i].kind);
        *mark = part->marks[i];
        mark->x_pt += x_pt;
        mark->y_pt += y_pt;
    }
}

struct slab_state slab_state(const struct slab *slab) {
    return (struct slab_state){slab->count, slab->mark_count};
}

void slab_keep(const struct layout *layout, struct slab *slab, struct slab_state before,
               double x_pt, double width_pt) {
    if (!layout->mirrored)
        return;
    double sum_pt = 2 * x_pt + width_pt; /* of an edge and its mirror image */
    for (size_t i = before.items; i < slab->count; i++) {
        struct placed_item *item = &slab->items[i].item;
        double left_pt, right_pt;
        if (placed_item_edges(item, &left_pt, &right_pt))
            item->x_pt += sum_pt - left_pt - right_pt;
    }
    for (size_t i = before.marks; i < slab->mark_count; i++)
        slab->marks[i].x_pt = sum_pt - slab->marks[i].x_pt - slab->marks[i].width_pt;
}

double stack_height_pt(const struct stack *stack) {
    double height_pt = 0;
    for (size_t i = 0; i < stack->count; i++)
        height_pt += (i ? stack->slabs[i]->gap_pt : 0) + stack->slabs[i]->height_pt;
    return height_pt;
}

void stack_merge(struct layout *layout, struct slab *slab, const struct stack *stack, double x_pt,
                 double y_pt) {
    for (size_t i = 0; i < stack->count; i++) {
        y_pt += i ? stack->slabs[i]->gap_pt : 0;
        slab_merge(layout, slab, stack->slabs[i], x_pt, y_pt);
        y_pt += stack->slabs[i]->height_pt;
    }
}
