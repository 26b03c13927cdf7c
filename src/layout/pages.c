/* pages.c - where pages end, how slack is shared, and the move to page coordinates.
 *
 * Layer: layout. A page takes slabs as long as they fit with the smallest gaps; then it gives back
 * those that must not stand last (a heading, the first line of a paragraph). What is pinned ends
 * its page and stands on the page's last line. Slack goes to the gaps between bands, all alike, up
 * to a limit; the rest stands above what is pinned. Order: choosing the slabs of a page, gaps,
 * placing.
 */
#include "layout/pages.h"

#include <math.h>

/* Rounding must not push a slab to the next page. */
#define SLOP_PT 0.01

/* What is pinned stands this far at least below the text. */
#define ABOVE_PINNED_PT 8

struct page_plan {
    size_t first, end;       /* slabs */
    const struct slab *head; /* table head printed again at the top, or NULL */
};

/* ---- choosing -------------------------------------------------------------------------------- */

static double least_gap_pt(const struct layout *layout, const struct slab *slab,
                           const struct slab *above) {
    if (slab->pin == PIN_BOTTOM && above->pin != PIN_BOTTOM)
        return ABOVE_PINNED_PT;
    return slab->stretches ? layout->theme->band_gap_min_pt : slab->gap_pt;
}

static bool must_begin_page(const struct slab *slab, const struct slab *above) {
    return slab->page_break || (above->pin == PIN_BOTTOM && slab->pin != PIN_BOTTOM);
}

/* The first slab that does not stand on a page that begins with plan->first. */
static size_t find_overflow(const struct layout *layout, const struct stack *stack,
                            const struct page_plan *plan, bool *forced) {
    double used_pt = plan->head ? plan->head->height_pt : 0;
    size_t i = plan->first;
    *forced = true;
    for (; i < stack->count; i++) {
        const struct slab *slab = stack->slabs[i];
        if (i > plan->first) {
            const struct slab *above = stack->slabs[i - 1];
            if (must_begin_page(slab, above))
                return i;
            used_pt += least_gap_pt(layout, slab, above);
        }
        used_pt += slab->height_pt;
        if (used_pt > layout->block_height_pt + SLOP_PT) {
            *forced = false;
            return i;
        }
    }
    return i;
}

/* A box pinned to the foot that did not fit there comes first on the next page instead, so that
 * nothing that follows it is read before it. */
static void unpin(struct layout *layout, struct slab *slab) {
    if (slab->pin != PIN_BOTTOM)
        return;
    slab->pin = PIN_NONE;
    layout_warn(layout, slab->node,
                "there is no room for what is pinned to the foot of the page: "
                "it stands at the top of the next");
}

/* The slabs that stand pinned from `first` on. */
static size_t pinned_end(const struct stack *stack, size_t first) {
    size_t end = first;
    while (end < stack->count && stack->slabs[end]->pin == PIN_BOTTOM)
        end++;
    return end;
}

/* Where the page may end above what is pinned: as late as both fit, and not in the middle of what
 * belongs together. plan->first when nowhere. */
static size_t find_cut(const struct layout *layout, const struct stack *stack,
                       const struct page_plan *plan, size_t pinned, double pinned_pt) {
    size_t cut = plan->first;
    double used_pt = plan->head ? plan->head->height_pt : 0;
    for (size_t i = plan->first; i < pinned; i++) {
        if (i > plan->first)
            used_pt += least_gap_pt(layout, stack->slabs[i], stack->slabs[i - 1]);
        used_pt += stack->slabs[i]->height_pt;
        if (used_pt + ABOVE_PINNED_PT + pinned_pt > layout->block_height_pt + SLOP_PT)
            break;
        bool band_ends = i + 1 == pinned || stack->slabs[i + 1]->stretches;
        if (band_ends && !stack->slabs[i]->keep_next)
            cut = i + 1;
    }
    return cut;
}

/* A box pinned to the foot of its page must be read there (a warning to stop is no use on a later
 * page): where it does not fit, what stands above it yields and follows on the next page. False
 * when even then there is no room. */
static bool make_room_for_pinned(struct layout *layout, struct stack *stack,
                                 struct page_plan *plan) {
    size_t pinned = plan->end;
    if (stack->slabs[pinned]->pin != PIN_BOTTOM)
        return false;
    size_t end = pinned_end(stack, pinned);
    double pinned_pt = 0;
    for (size_t i = pinned; i < end; i++)
        pinned_pt += stack->slabs[i]->height_pt + (i > pinned ? stack->slabs[i]->gap_pt : 0);
    size_t cut = find_cut(layout, stack, plan, pinned, pinned_pt);
    if (cut == plan->first)
        return false;
    layout_warn(layout, stack->slabs[cut]->node,
                "there is no room for this above what is pinned to the foot of the page: it stands "
                "on the next");
    for (size_t i = pinned; i < end; i++) { /* bring the pinned ones forward, in order */
        struct slab *slab = stack->slabs[i];
        memmove(&stack->slabs[cut + 1], &stack->slabs[cut], (i - cut) * sizeof(struct slab *));
        stack->slabs[cut++] = slab;
    }
    if (end < stack->count)
        stack->slabs[end]->page_break = false; /* the new page has begun already */
    plan->end = cut;
    return true;
}

static bool plan_page(struct layout *layout, struct stack *stack, struct page_plan *plan) {
    bool forced;
    const struct slab *first = stack->slabs[plan->first];
    plan->head = first->repeat && !first->page_break ? first->repeat : NULL;
    plan->end = find_overflow(layout, stack, plan, &forced);
    if (plan->end == plan->first)
        return layout_fail(layout, first->node,
                           "a %s is %.0f pt high, a page holds %.0f: make it shorter or divide it",
                           node_kind_name(first->node->kind), first->height_pt,
                           layout->block_height_pt);
    if (forced)
        return true;
    if (make_room_for_pinned(layout, stack, plan))
        return true;
    size_t end = plan->end;
    while (end > plan->first && stack->slabs[end - 1]->keep_next)
        end--;
    if (end > plan->first) /* else all of the page wants to stay together: it can't */
        plan->end = end;
    unpin(layout, stack->slabs[plan->end]);
    return true;
}

/* ---- gaps ------------------------------------------------------------------------------------ */

/* Height of the page's slabs with their wanted gaps, how many gaps may change, and where what is
 * pinned begins (the end when nothing is). */
static double measure_page(const struct stack *stack, const struct page_plan *plan,
                           size_t *stretching, size_t *pinned) {
    double used_pt = plan->head ? plan->head->height_pt : 0;
    *stretching = 0;
    *pinned = plan->end;
    for (size_t i = plan->first; i < plan->end; i++) {
        const struct slab *slab = stack->slabs[i];
        if (slab->pin == PIN_BOTTOM && *pinned == plan->end)
            *pinned = i;
        if (i > plan->first) {
            used_pt += slab->gap_pt;
            *stretching += slab->stretches;
        }
        used_pt += slab->height_pt;
    }
    return used_pt;
}

/* What is added to each gap that may change; negative where the page is a little too full. */
static double share_slack(const struct layout *layout, const struct stack *stack,
                          const struct page_plan *plan, bool last_page, size_t *pinned) {
    size_t stretching;
    double slack_pt = layout->block_height_pt - measure_page(stack, plan, &stretching, pinned);
    const struct theme *theme = layout->theme;
    if (!stretching)
        return 0;
    double share_pt = slack_pt / (double)stretching;
    double most_pt = theme->band_gap_max_pt - theme->band_gap_pt;
    double least_pt = theme->band_gap_min_pt - theme->band_gap_pt;
    bool has_foot = *pinned < plan->end;
    /* Without anything at the foot, spreading only helps where it fills the page. */
    if (!has_foot && (last_page || share_pt > most_pt) && share_pt > 0)
        return 0;
    return share_pt > most_pt ? most_pt : share_pt < least_pt ? least_pt : share_pt;
}

/* ---- placing --------------------------------------------------------------------------------- */

static double round_pt(double number) {
    return floor(number * 1000 + 0.5) / 1000; /* a thousandth of a point: what a PDF will say */
}

static void place_item(struct layout *layout, const struct flow_item *source,
                       struct placed_page *page, double x_pt, double y_pt) {
    if (page->count == page->capacity) {
        page->capacity = page->capacity ? page->capacity * 2 : 256;
        page->items = arena_grow_array(layout->arena, page->items, page->count, page->capacity,
                                       sizeof *page->items);
    }
    struct placed_item *item = &page->items[page->count++];
    *item = source->item;
    x_pt += item->x_pt;
    y_pt += item->y_pt;
    item->x_pt = item->y_pt = 0;
    if (item->kind != PLACED_PATH) {
        item->x_pt = round_pt(x_pt);
        item->y_pt = round_pt(y_pt);
        return;
    }
    item->commands = arena_new_array(layout->arena, item->command_count, struct drawing_command);
    for (size_t i = 0; i < item->command_count; i++) {
        item->commands[i] = source->item.commands[i];
        for (int k = 0; k < 3; k++) {
            item->commands[i].x[k] = round_pt(item->commands[i].x[k] + x_pt);
            item->commands[i].y[k] = round_pt(item->commands[i].y[k] + y_pt);
        }
    }
}

static void place_mark(struct layout *layout, const struct flow_mark *mark, size_t page,
                       double x_pt, double y_pt) {
    struct placed_document *placed = layout->placed;
    if (mark->kind == MARK_FIGURE) {
        double *box_pt = mark->element->box_pt;
        box_pt[0] = round_pt(mark->x_pt + x_pt);
        box_pt[1] = round_pt(mark->y_pt + y_pt);
        box_pt[2] = round_pt(mark->x_pt + x_pt + mark->width_pt);
        box_pt[3] = round_pt(mark->y_pt + y_pt + mark->height_pt);
        return;
    }
    if (placed->outline_count == layout->outline_capacity) {
        layout->outline_capacity = layout->outline_capacity ? layout->outline_capacity * 2 : 32;
        placed->outline = arena_grow_array(layout->arena, placed->outline, placed->outline_count,
                                           layout->outline_capacity, sizeof *placed->outline);
    }
    placed->outline[placed->outline_count++] =
        (struct placed_outline){mark->title, mark->level, (int)page, round_pt(mark->y_pt + y_pt)};
}

void place_slab(struct layout *layout, const struct slab *slab, size_t page, double x_pt,
                double y_pt) {
    struct placed_page *target = &layout->placed->pages[page];
    for (size_t i = 0; i < slab->count; i++)
        place_item(layout, &slab->items[i], target, x_pt, y_pt);
    for (size_t i = 0; i < slab->mark_count; i++)
        place_mark(layout, &slab->marks[i], page, x_pt, y_pt);
}

/* Code points that reached a page, for the count in layout.c. */
static void count_placed(struct layout *layout, const struct slab *slab) {
    for (size_t i = 0; i < slab->count; i++) {
        const struct flow_item *item = &slab->items[i];
        if (item->text == TEXT_GENERATED || item->item.kind != PLACED_GLYPHS)
            continue;
        layout->texts[item->text].placed += count_visible(item->item.run.text);
    }
}

static void fill_page(struct layout *layout, const struct stack *stack,
                      const struct page_plan *plan, size_t page, bool last_page) {
    size_t pinned;
    double share_pt = share_slack(layout, stack, plan, last_page, &pinned);
    double x_pt = layout->theme->margin_pt, y_pt = layout->theme->margin_top_pt;
    if (plan->head) {
        place_slab(layout, plan->head, page, x_pt, y_pt);
        y_pt += plan->head->height_pt;
    }
    double foot_pt = 0;
    for (size_t i = pinned; i < plan->end; i++)
        foot_pt += stack->slabs[i]->height_pt + (i > pinned ? stack->slabs[i]->gap_pt : 0);
    for (size_t i = plan->first; i < plan->end; i++) {
        const struct slab *slab = stack->slabs[i];
        if (i == pinned)
            y_pt = layout->theme->margin_top_pt + layout->block_height_pt - foot_pt;
        else if (i > plan->first)
            y_pt += slab->gap_pt + (slab->stretches && i < pinned ? share_pt : 0);
        place_slab(layout, slab, page, x_pt, y_pt);
        count_placed(layout, slab);
        y_pt += slab->height_pt;
    }
}

static void add_page(struct layout *layout) {
    struct placed_document *placed = layout->placed;
    placed->pages = arena_grow_array(layout->arena, placed->pages, placed->page_count,
                                     placed->page_count + 1, sizeof *placed->pages);
    placed->pages[placed->page_count++] = (struct placed_page){.width_pt = layout->page_width_pt,
                                                               .height_pt = layout->page_height_pt};
}

bool place_pages(struct layout *layout, struct stack *stack) {
    struct page_plan plan = {0};
    do {
        if (stack->count && !plan_page(layout, stack, &plan))
            return false;
        add_page(layout);
        fill_page(layout, stack, &plan, layout->placed->page_count - 1, plan.end == stack->count);
        plan.first = plan.end;
    } while (plan.end < stack->count);
    return true;
}
