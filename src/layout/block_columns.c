/* block_columns.c - blocks that flow through columns of one height.
 *
 * Layer: layout. Columns are filled from left to right up to a height; the least height in which
 * all fits is found by going from one that is too small to the least at which anything can change.
 * Order: what stays together, filling, heights and places, keeping a run whole, the block.
 */
#include "layout/blocks.h"
#include "layout/columns.h"

#include <math.h>

/* ---- what stays together --------------------------------------------------------------------- */

size_t columns_run_end(const struct stack *stack, size_t first, size_t limit) {
    size_t end = first;
    while (end < limit && stack->slabs[end]->columns == stack->slabs[first]->columns)
        end++;
    return end;
}

/* Slabs that no column end may part, from first on, and their height at the top of a column. What
 * is higher than a page has to be parted all the same. */
static size_t find_unit(const struct stack *stack, size_t first, size_t end, double limit_pt,
                        double *height_pt) {
    size_t i = first;
    *height_pt = stack->slabs[i]->height_pt;
    while (stack->slabs[i]->keep_next && i + 1 < end) {
        i++;
        *height_pt += stack->slabs[i]->gap_pt + stack->slabs[i]->height_pt;
    }
    if (*height_pt <= limit_pt)
        return i + 1;
    *height_pt = stack->slabs[first]->height_pt;
    return first + 1;
}

/* ---- filling --------------------------------------------------------------------------------- */

struct filling {
    double height_pt;  /* of the highest column */
    double growing_pt; /* the least height above this one at which a column would hold more */
    bool fits;
};

static void set_places(const struct stack *stack, size_t first, size_t end, double x_pt,
                       double y_pt, const struct slab *head, struct column_place *places) {
    for (size_t i = first; i < end; i++) {
        y_pt += i > first ? stack->slabs[i]->gap_pt : 0;
        places[i - first] = (struct column_place){x_pt, y_pt, i == first ? head : NULL};
        y_pt += stack->slabs[i]->height_pt;
    }
}

static struct filling fill_columns(const struct stack *stack, size_t first, size_t end,
                                   double height_pt, double limit_pt, struct column_place *places) {
    const struct column_set *set = stack->slabs[first]->columns;
    struct filling filling = {.growing_pt = INFINITY};
    double y_pt = 0;
    int column = 0;
    for (size_t i = first; i < end;) {
        double unit_pt;
        size_t unit_end = find_unit(stack, i, end, limit_pt, &unit_pt);
        const struct slab *head = stack->slabs[i]->repeat;
        double needed_pt = y_pt + stack->slabs[i]->gap_pt + unit_pt;
        bool at_top = y_pt <= 0;
        if (!at_top && needed_pt > height_pt + 0.001) {
            filling.growing_pt = fmin(filling.growing_pt, needed_pt);
            column++;
            at_top = true;
        }
        double top_pt = at_top ? (head ? head->height_pt : 0) : y_pt + stack->slabs[i]->gap_pt;
        y_pt = top_pt + unit_pt;
        if (y_pt > height_pt + 0.001)
            filling.growing_pt = fmin(filling.growing_pt, y_pt);
        if (places)
            set_places(stack, i, unit_end, column * (set->width_pt + set->gutter_pt), top_pt,
                       at_top ? head : NULL, places + (i - first));
        filling.height_pt = fmax(filling.height_pt, y_pt);
        i = unit_end;
    }
    filling.fits = column < set->count && filling.height_pt <= height_pt + 0.001;
    return filling;
}

/* ---- heights and places ---------------------------------------------------------------------- */

double columns_height_pt(const struct stack *stack, size_t first, size_t end, double limit_pt) {
    double sum_pt = 0;
    for (size_t i = first; i < end; i++)
        sum_pt += stack->slabs[i]->height_pt;
    double height_pt = sum_pt / stack->slabs[first]->columns->count;
    while (height_pt <= limit_pt) {
        struct filling filling = fill_columns(stack, first, end, height_pt, limit_pt, NULL);
        if (filling.fits)
            return filling.height_pt;
        height_pt = filling.growing_pt;
    }
    return height_pt;
}

double columns_find_places(const struct stack *stack, size_t first, size_t end, double limit_pt,
                           struct column_place *places) {
    double height_pt = columns_height_pt(stack, first, end, limit_pt);
    return fill_columns(stack, first, end, height_pt, limit_pt, places).height_pt;
}

/* ---- keeping a run whole --------------------------------------------------------------------- */

static void merge_run(struct layout *layout, struct stack *stack, size_t first, size_t end,
                      struct slab *whole) {
    struct column_place *places = arena_new_array(layout->arena, end - first, struct column_place);
    const struct slab *top = stack->slabs[first];
    whole->height_pt = columns_find_places(stack, first, end, INFINITY, places);
    whole->gap_pt = top->gap_pt;
    whole->stretches = top->stretches;
    whole->keep_next = stack->slabs[end - 1]->keep_next;
    for (size_t i = first; i < end; i++) {
        const struct column_place *place = &places[i - first];
        if (place->head)
            slab_merge(layout, whole, place->head, place->x_pt,
                       place->y_pt - place->head->height_pt);
        slab_merge(layout, whole, stack->slabs[i], place->x_pt, place->y_pt);
    }
}

void columns_settle(struct layout *layout, struct stack *stack) {
    size_t kept = 0;
    for (size_t i = 0; i < stack->count;) {
        struct slab *slab = stack->slabs[i];
        size_t end = i + 1;
        if (slab->columns) {
            end = columns_run_end(stack, i, stack->count);
            slab = slab_new(layout, slab->node);
            merge_run(layout, stack, i, end, slab);
        }
        stack->slabs[kept++] = slab;
        i = end;
    }
    stack->count = kept;
}

/* ---- the block ------------------------------------------------------------------------------- */

bool layout_columns(struct layout *layout, const struct node *node, const struct frame *frame,
                    struct stack *out) {
    struct column_set *set = arena_new(layout->arena, struct column_set);
    set->count = layout->theme->one_column ? 1 : node->columns;
    set->gutter_pt = layout->theme->gutter_pt;
    set->width_pt = (frame->width_pt - (set->count - 1) * set->gutter_pt) / set->count;
    struct frame inside = *frame;
    inside.at_page = false;
    inside.width_pt = set->width_pt;
    inside.element = element_new(layout, ELEMENT_DIV, frame->element, node);
    struct stack parts = {0};
    if (!layout_children(layout, node, &inside, &parts))
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        struct slab *slab = parts.slabs[i];
        slab->columns = set;
        slab->pin = PIN_NONE; /* columns have no foot of their own */
        stack_append(layout, out, slab);
    }
    return true;
}
