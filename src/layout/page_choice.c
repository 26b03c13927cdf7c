/* page_choice.c - where pages end: the fewest pages, and among these the best ones.
 *
 * Layer: layout. Total fit, as for the lines of a paragraph: for every slab that a page may end
 * with, the cheapest way to come there is kept (dynamic programming). A page looks back no further
 * than its own height, so the time is linear in the number of pages. What a page end costs stands
 * in the list of costs; what must not happen costs more than any number of pages and is done only
 * where there is no other way. Order: the costs, measuring a page, the price of an end, the price
 * of a page, the search.
 */
#include "layout/columns.h"
#include "layout/foot_notes.h"
#include "layout/pages.h"

#include <math.h>

/* ---- costs ----------------------------------------------------------------------------------- */

/* In units of a hole that is a tenth of the page high; such a hole costs 1, and the price grows
 * with the square. */
#define COST_KEEP_BROKEN 1e9 /* a heading without its words, a line alone, a group cut */
#define COST_PAGE        1e5 /* one page more */
#define COST_HOLE        100 /* times the square of the empty part; free on the last page */
#define COST_LATE_SAFETY                                                                           \
    60 /* a safety box that begins a page: it might have stood on the one before */
#define COST_FEW_LINES    30  /* a last page that is all but empty */
#define COST_LATE_HEADING 4   /* a section begins in the last lines of a page and goes on behind */
#define COST_FEW_ROWS     3   /* one row of a table alone on its page */
#define COST_SPLIT_TEXT   2   /* a paragraph goes on over the page end */
#define COST_INSIDE_BAND  1   /* a section goes on over the page end */
#define COST_CHANGED_GAPS 0.5 /* gaps as small or as large as they may be */

#define FEW_LINES_SHARE 0.16 /* of the page: a last page should hold more */
#define LATE_LINES      4    /* a heading with fewer lines below it is late */
#define FEW_ROWS        2

/* ---- measuring ------------------------------------------------------------------------------- */

static double give_of_gap_pt(const struct layout *layout, const struct slab *slab,
                             const struct slab *above) {
    double least_pt = slab->gap_pt;
    if (slab->pin == PIN_BOTTOM && above->pin != PIN_BOTTOM)
        least_pt = ABOVE_FOOT_PT;
    else if (slab->stretches)
        least_pt = layout->theme->band_gap_min_pt;
    return slab->gap_pt > least_pt ? slab->gap_pt - least_pt : 0;
}

static void add_notes(const struct layout *layout, struct page_measure *measure,
                      const struct slab *slab) {
    double notes_pt = foot_notes_height_pt(slab);
    if (notes_pt <= 0)
        return;
    measure->height_pt += notes_pt;
    measure->below_run_pt += notes_pt;
    if (!measure->notes) {
        measure->height_pt += foot_notes_rule_pt(layout);
        measure->below_run_pt += foot_notes_rule_pt(layout);
    }
    measure->notes = true;
}

static void add_gap(const struct layout *layout, struct page_measure *measure,
                    const struct slab *slab, const struct slab *above) {
    measure->height_pt += slab->gap_pt;
    measure->give_pt += give_of_gap_pt(layout, slab, above);
    measure->stretching += slab->stretches;
}

void page_measure_add(const struct layout *layout, const struct stack *stack,
                      struct page_measure *measure, size_t i) {
    const struct slab *slab = stack->slabs[i];
    const struct slab *below = measure->count++ ? stack->slabs[i + 1] : NULL;
    bool in_run = slab->columns && below && below->columns == slab->columns;
    if (!in_run && below)
        add_gap(layout, measure, below, slab);
    if (slab->columns && !in_run) {
        measure->below_run_pt = measure->height_pt;
        measure->run_end = i + 1;
    }
    add_notes(layout, measure, slab);
    if (!slab->columns) {
        measure->height_pt += slab->height_pt;
        return;
    }
    measure->height_pt = measure->below_run_pt +
                         columns_height_pt(stack, i, measure->run_end, layout->block_height_pt);
}

struct page_measure page_measure_all(const struct layout *layout, const struct stack *stack,
                                     const struct page_plan *plan) {
    struct page_measure measure = {0};
    for (size_t i = plan->end; i-- > plan->first;)
        page_measure_add(layout, stack, &measure, i);
    if (plan->head)
        measure.height_pt += plan->head->height_pt;
    return measure;
}

const struct slab *page_head(const struct layout *layout, const struct slab *first) {
    const struct slab *head = first->page_break ? NULL : first->repeat;
    bool fits = head && head->height_pt + first->height_pt <= layout->block_height_pt;
    return fits && !first->columns ? head : NULL;
}

/* ---- the price of an end --------------------------------------------------------------------- */

static bool is_heading(const struct slab *slab) {
    for (size_t i = 0; i < slab->mark_count; i++)
        if (slab->marks[i].kind == MARK_HEADING)
            return slab->keep_next;
    return false;
}

/* Whether a heading stands among the last lines before slab `end`. */
static bool ends_late(const struct layout *layout, const struct stack *stack, size_t first,
                      size_t end) {
    double below_pt = 0, late_pt = LATE_LINES * layout->theme->body.leading_pt;
    for (size_t i = end; i-- > first && below_pt < late_pt;) {
        if (is_heading(stack->slabs[i]))
            return true;
        below_pt += stack->slabs[i]->height_pt;
    }
    return false;
}

/* How many rows of the table in front of and behind its part at `end` stand there, FEW_ROWS at
 * most.
 */
static size_t rows_around(const struct stack *stack, size_t first, size_t last, size_t end,
                          bool before) {
    const struct slab *head = stack->slabs[end]->repeat;
    size_t rows = 0;
    while (rows < FEW_ROWS) {
        size_t i = before ? end - rows - 1 : end + rows;
        if ((before ? end < first + rows + 1 : i >= last) || stack->slabs[i]->repeat != head)
            break;
        rows++;
    }
    return rows;
}

/* Slab `end` begins the next page; first and last bound the part that is divided. */
static double price_of_end(const struct layout *layout, const struct stack *stack, size_t first,
                           size_t last, size_t end) {
    const struct slab *above = stack->slabs[end - 1], *below = stack->slabs[end];
    double cost = above->keep_next ? COST_KEEP_BROKEN : 0;
    if (below->repeat) {
        cost += COST_INSIDE_BAND;
        cost += rows_around(stack, first, last, end, true) < FEW_ROWS ? COST_FEW_ROWS : 0;
        cost += rows_around(stack, first, last, end, false) < FEW_ROWS ? COST_FEW_ROWS : 0;
    } else if (below->node == above->node && !below->stretches) {
        cost += COST_SPLIT_TEXT;
    } else if (!below->stretches) {
        cost += COST_INSIDE_BAND;
    }
    if (below->node && below->node->kind == NODE_BOX && below->node->box_kind == BOX_SAFETY)
        cost += COST_LATE_SAFETY;
    bool goes_on = !below->stretches && !is_heading(below);
    if (goes_on && ends_late(layout, stack, first, end))
        cost += COST_LATE_HEADING;
    return cost;
}

/* ---- the price of a page --------------------------------------------------------------------- */

static double square(double number) {
    return number * number;
}

enum page_place { PAGE_BETWEEN, PAGE_LAST, PAGE_ONLY };

static double price_of_page(const struct layout *layout, const struct page_measure *measure,
                            double head_pt, enum page_place place, bool has_foot) {
    const struct theme *theme = layout->theme;
    double page_pt = layout->block_height_pt, used_pt = measure->height_pt + head_pt;
    double slack_pt = page_pt - used_pt;
    if (slack_pt < 0) {
        double share = measure->give_pt > 0 ? -slack_pt / measure->give_pt : 0;
        return COST_PAGE + COST_CHANGED_GAPS * square(share);
    }
    if (has_foot)
        return COST_PAGE;
    if (place != PAGE_BETWEEN) {
        double filled = used_pt / page_pt;
        bool few = place == PAGE_LAST && filled < FEW_LINES_SHARE;
        return COST_PAGE + (few ? COST_FEW_LINES * (1 - filled / FEW_LINES_SHARE) : 0);
    }
    double most_pt = theme->band_gap_max_pt - theme->band_gap_pt;
    double share_pt = measure->stretching ? slack_pt / (double)measure->stretching : INFINITY;
    if (share_pt <= most_pt)
        return COST_PAGE + COST_CHANGED_GAPS * square(share_pt / most_pt);
    return COST_PAGE + COST_HOLE * square(slack_pt / page_pt);
}

/* ---- the search ------------------------------------------------------------------------------ */

/* The cheapest way to end a page in front of a slab. */
struct way {
    double cost;
    size_t from; /* where that page begins */
};

struct search {
    const struct layout *layout;
    const struct stack *stack;
    size_t first, pinned, end;
    struct way *ways; /* by slab, ways[0] for first */
};

static void find_way(const struct search *search, size_t end) {
    const struct layout *layout = search->layout;
    const struct stack *stack = search->stack;
    struct way *way = &search->ways[end - search->first];
    bool last = end == search->pinned;
    bool has_foot = last && search->end > search->pinned;
    double end_cost = last ? 0 : price_of_end(layout, stack, search->first, search->pinned, end);
    struct page_measure measure = {0};
    for (size_t i = search->end; last && i-- > search->pinned;)
        page_measure_add(layout, stack, &measure, i);
    way->cost = INFINITY;
    for (size_t i = end; i-- > search->first;) {
        page_measure_add(layout, stack, &measure, i);
        double least_pt = measure.height_pt - measure.give_pt;
        if (least_pt > layout->block_height_pt + PAGE_SLOP_PT)
            return;
        const struct slab *head = page_head(layout, stack->slabs[i]);
        double head_pt = head ? head->height_pt : 0;
        if (least_pt + head_pt > layout->block_height_pt + PAGE_SLOP_PT)
            continue;
        enum page_place place = !last ? PAGE_BETWEEN : i > search->first ? PAGE_LAST : PAGE_ONLY;
        double cost = search->ways[i - search->first].cost + end_cost +
                      price_of_page(layout, &measure, head_pt, place, has_foot);
        if (cost < way->cost)
            *way = (struct way){cost, i};
    }
}

void page_plans_add(const struct layout *layout, struct page_plans *plans,
                    const struct page_plan *plan) {
    plans->pages = arena_make_room(layout->arena, plans->pages, plans->count, &plans->capacity, 8,
                                   sizeof *plans->pages);
    plans->pages[plans->count++] = *plan;
}

/* The ways were found from the end to the beginning: pages are counted, then filled in backwards.
 */
static void add_pages(const struct search *search, struct page_plans *plans) {
    size_t count = 0;
    for (size_t at = search->pinned; at > search->first; at = search->ways[at - search->first].from)
        count++;
    struct page_plan empty = {0};
    for (size_t i = 0; i < count; i++)
        page_plans_add(search->layout, plans, &empty);
    struct page_plan *plan = &plans->pages[plans->count];
    for (size_t at = search->pinned; at > search->first; at = plan->first) {
        *--plan = (struct page_plan){.pinned = at, .end = at};
        plan->first = search->ways[at - search->first].from;
        plan->head = page_head(search->layout, search->stack->slabs[plan->first]);
    }
    plans->pages[plans->count - 1].end = search->end;
}

bool page_choose(const struct layout *layout, const struct stack *stack, size_t first,
                 size_t pinned, size_t end, struct page_plans *plans) {
    struct search search = {layout, stack, first, pinned, end, NULL};
    if (first == pinned) { /* nothing but what is pinned */
        struct page_plan plan = {.first = first, .pinned = pinned, .end = end};
        struct page_measure measure = page_measure_all(layout, stack, &plan);
        if (measure.height_pt - measure.give_pt > layout->block_height_pt + PAGE_SLOP_PT)
            return false;
        page_plans_add(layout, plans, &plan);
        return true;
    }
    search.ways = arena_new_array(layout->arena, pinned - first + 1, struct way);
    for (size_t i = first + 1; i <= pinned; i++)
        find_way(&search, i);
    if (!isfinite(search.ways[pinned - first].cost))
        return false;
    add_pages(&search, plans);
    return true;
}
