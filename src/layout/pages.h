/* pages.h - a stack of slabs -> pages.
 *
 * Layer: layout, private to it. page_choice.c decides where pages end, pages.c what is pinned to
 * their feet and how slack is shared, page_place.c moves slabs to their pages.
 */
#ifndef FOOTNOTE_LAYOUT_PAGES_H
#define FOOTNOTE_LAYOUT_PAGES_H

#include "layout/flow.h"

/* Rounding must not push a slab to the next page. */
#define PAGE_SLOP_PT 0.01

/* What is pinned, and the notes, stand this far at least below the text. */
#define ABOVE_FOOT_PT 8

/* One page: slabs first to pinned flow from the top, those from pinned to end stand at the foot. */
struct page_plan {
    size_t first, pinned, end;
    const struct slab *head; /* table head printed again at the top, or NULL */
    double share_pt;         /* added to each gap that may change; negative: taken away */
};

struct page_plans {
    struct page_plan *pages;
    size_t count, capacity;
};

/* ---- choosing (page_choice.c) ---------------------------------------------------------------- */

/* Heights of slabs that stand on one page. */
struct page_measure {
    double height_pt;    /* with the gaps that are wanted, notes and what is pinned included */
    double give_pt;      /* by how much the gaps may shrink together */
    size_t count;        /* slabs */
    size_t stretching;   /* gaps that may take up slack */
    double below_run_pt; /* of what stands below the columns that slabs are being added to */
    size_t run_end;      /* the end of these columns */
    bool notes;          /* some note stands at the foot */
};

/* Adds slab i to what was measured, which begins with slab i + 1 (or is empty). A page is measured
 * from its end to its beginning, since where it ends is asked for many beginnings. */
void page_measure_add(const struct layout *layout, const struct stack *stack,
                      struct page_measure *measure, size_t i);
struct page_measure page_measure_all(const struct layout *layout, const struct stack *stack,
                                     const struct page_plan *plan);

/* The table head that is printed again when a page begins with this slab, or NULL. */
const struct slab *page_head(const struct layout *layout, const struct slab *first);

/* Divides slabs first to plan.pinned into pages and adds them to plans, the pinned ones (to end) on
 * the last: the fewest pages, and among these the best ones. False, and nothing added, when they
 * can't all stand. first must be less than end. */
bool page_choose(const struct layout *layout, const struct stack *stack, size_t first,
                 size_t pinned, size_t end, struct page_plans *plans);

void page_plans_add(const struct layout *layout, struct page_plans *plans,
                    const struct page_plan *plan);

/* ---- placing (page_place.c) ------------------------------------------------------------------ */

/* Adds an empty page. */
void page_add(struct layout *layout);

/* Places all of a page's slabs. */
void page_fill(struct layout *layout, const struct stack *stack, const struct page_plan *plan,
               size_t page);

/* Moves a slab's items to a page, its top left corner at x, y. */
void place_slab(struct layout *layout, const struct slab *slab, size_t page, double x_pt,
                double y_pt);

/* ---- all (pages.c, running.c) ---------------------------------------------------------------- */

/* Cuts the stack into pages: at least one. False: something is taller than a page. */
bool plan_pages(struct layout *layout, struct stack *stack, struct page_plans *plans);

/* The same, and places every slab. */
bool place_pages(struct layout *layout, struct stack *stack);

/* Header and footer of every page, once the number of pages is known. */
bool place_running_lines(struct layout *layout);

#endif
