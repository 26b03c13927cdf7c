/* pages.c - what is pinned to the foot of a page, how slack is shared, and the run over all pages.
 *
 * Layer: layout. The stack falls into parts: each ends where a page has to end, before a page break
 * or behind what is pinned. page_choice.c divides a part into pages. Slack goes to the gaps between
 * bands, all alike, up to a limit, and alike on both sides of a sheet; the rest stands above what
 * is pinned. Order: parts, making room for what is pinned, the pages of a part, slack, the run.
 */
#include "layout/pages.h"

#include "layout/foot_notes.h"

#include <math.h>

/* ---- parts ----------------------------------------------------------------------------------- */

/* Slabs first to pinned flow, those from pinned to end stand at the foot of the last page. */
struct part {
    size_t first, pinned, end;
};

static size_t find_end(const struct stack *stack, size_t first, size_t from, enum pin pin) {
    size_t i = from;
    while (i < stack->count && stack->slabs[i]->pin == pin &&
           (i == first || !stack->slabs[i]->page_break))
        i++;
    return i;
}

static struct part find_part(const struct stack *stack, size_t first) {
    struct part part = {.first = first};
    part.pinned = find_end(stack, first, first, PIN_NONE);
    part.end = find_end(stack, first, part.pinned, PIN_BOTTOM);
    return part;
}

static double least_height_pt(const struct layout *layout, const struct slab *slab) {
    double notes_pt = foot_notes_height_pt(slab);
    return slab->height_pt + (notes_pt > 0 ? notes_pt + foot_notes_rule_pt(layout) : 0);
}

static bool check_heights(struct layout *layout, const struct stack *stack) {
    for (size_t i = 0; i < stack->count; i++) {
        const struct slab *slab = stack->slabs[i];
        double height_pt = least_height_pt(layout, slab);
        if (height_pt > layout->block_height_pt + PAGE_SLOP_PT)
            return layout_fail(
                layout, slab->node,
                "a %s is %.0f pt high%s, a page holds %.0f: take %.0f pt out of it, or divide it "
                "in two",
                node_kind_name(slab->node->kind), height_pt,
                height_pt > slab->height_pt ? " with its notes" : "", layout->block_height_pt,
                ceil(height_pt - layout->block_height_pt));
    }
    return true;
}

/* ---- making room for what is pinned ---------------------------------------------------------- */

/* Where the page that begins with `first` may end above what is pinned: as late as both fit, and
 * not in the middle of what belongs together. `first` when nowhere. */
static size_t find_cut(const struct layout *layout, const struct stack *stack,
                       const struct part *part, size_t first) {
    for (size_t cut = part->pinned - 1; cut > first; cut--) {
        if (!stack->slabs[cut]->stretches || stack->slabs[cut - 1]->keep_next)
            continue;
        struct page_plan plan = {.first = part->pinned, .end = part->end};
        struct page_measure foot = page_measure_all(layout, stack, &plan);
        plan = (struct page_plan){.first = first, .end = cut};
        plan.head = page_head(layout, stack->slabs[first]);
        struct page_measure flow = page_measure_all(layout, stack, &plan);
        double least_pt = flow.height_pt - flow.give_pt + ABOVE_FOOT_PT + foot.height_pt;
        if (least_pt <= layout->block_height_pt + PAGE_SLOP_PT)
            return cut;
    }
    return first;
}

/* Brings the pinned slabs forward, to the place of slab `cut`. */
static void bring_forward(struct stack *stack, struct part *part, size_t cut) {
    for (size_t i = part->pinned; i < part->end; i++) {
        struct slab *slab = stack->slabs[i];
        memmove(&stack->slabs[cut + 1], &stack->slabs[cut], (i - cut) * sizeof(struct slab *));
        stack->slabs[cut++] = slab;
    }
    if (part->end < stack->count && !stack->slabs[part->end]->own_page)
        stack->slabs[part->end]->page_break = false; /* the new page has begun already */
    part->pinned = cut - (part->end - part->pinned);
    part->end = cut;
}

/* A box pinned to the foot of its page must be read there (a warning to stop is no use on a later
 * page): where it does not fit, what stands above it yields and follows on the next page. False
 * when even then there is no room. plans: the pages of the part without what is pinned. */
static bool make_room(struct layout *layout, struct stack *stack, struct part *part,
                      struct page_plans *plans) {
    struct page_plan *last = &plans->pages[plans->count - 1];
    size_t cut = find_cut(layout, stack, part, last->first);
    if (cut == last->first)
        return false;
    layout_warn(layout, stack->slabs[cut]->node,
                "there is no room for this above what is pinned to the foot of the page: it stands "
                "on the next");
    layout->spilled = true;
    bring_forward(stack, part, cut);
    last->pinned = part->pinned;
    last->end = part->end;
    return true;
}

/* What is pinned comes first on the next page instead, so that nothing that follows it is read
 * before it. */
static void unpin(struct layout *layout, struct slab *slab) {
    slab->pin = PIN_NONE;
    slab->page_break = true;
    layout_warn(layout, slab->node,
                "there is no room for what is pinned to the foot of the page: "
                "it stands at the top of the next");
}

/* ---- the pages of a part --------------------------------------------------------------------- */

/* Adds the pages of the part that begins at first; returns where the next one begins. */
static size_t add_part(struct layout *layout, struct stack *stack, size_t first,
                       struct page_plans *plans) {
    struct part part = find_part(stack, first);
    size_t before = plans->count;
    bool with_foot = page_choose(layout, stack, part.first, part.pinned, part.end, plans);
    if (part.pinned == part.end)
        return part.end;
    if (part.pinned == part.first) {
        if (with_foot)
            return part.end;
        stack->slabs[first]->pin = PIN_NONE; /* each fits a page, but not all of them on one */
        return add_part(layout, stack, first, plans);
    }
    size_t pages = plans->count - before;
    plans->count = before;
    if (!page_choose(layout, stack, part.first, part.pinned, part.pinned, plans))
        return part.end;
    if (with_foot && plans->count - before == pages) {
        plans->count = before;
        page_choose(layout, stack, part.first, part.pinned, part.end, plans);
        return part.end;
    }
    if (make_room(layout, stack, &part, plans))
        return part.end;
    unpin(layout, stack->slabs[part.pinned]);
    return part.pinned;
}

/* ---- slack ----------------------------------------------------------------------------------- */

/* What may be and what should be added to each gap of a page; negative where it is a little too
 * full. */
struct slack {
    bool has_gaps;
    double most_pt, wanted_pt;
};

static struct slack find_slack(const struct layout *layout, const struct stack *stack,
                               const struct page_plan *plan, bool last_page) {
    const struct theme *theme = layout->theme;
    struct page_measure measure = page_measure_all(layout, stack, plan);
    if (!measure.stretching)
        return (struct slack){0};
    double share_pt = (layout->block_height_pt - measure.height_pt) / (double)measure.stretching;
    double most_pt = theme->band_gap_max_pt - theme->band_gap_pt;
    double least_pt = theme->band_gap_min_pt - theme->band_gap_pt;
    double possible_pt = share_pt > most_pt ? most_pt : share_pt < least_pt ? least_pt : share_pt;
    struct slack slack = {true, possible_pt, possible_pt};
    /* Without anything at the foot, spreading only helps where it fills the page. */
    bool has_foot = plan->pinned < plan->end || measure.notes;
    if (!has_foot && (last_page || share_pt > most_pt) && share_pt > 0)
        slack.wanted_pt = 0;
    return slack;
}

/* Both sides of a sheet look alike: where both have slack they have the same gaps. */
static void share_on_sheet(struct page_plan *front, struct page_plan *back, struct slack *slack) {
    front->share_pt = slack[0].wanted_pt;
    if (!back)
        return;
    back->share_pt = slack[1].wanted_pt;
    bool both = slack[0].has_gaps && slack[1].has_gaps && slack[0].most_pt > 0 &&
                slack[1].most_pt > 0 && (slack[0].wanted_pt > 0 || slack[1].wanted_pt > 0);
    if (both)
        front->share_pt = back->share_pt =
            slack[0].most_pt < slack[1].most_pt ? slack[0].most_pt : slack[1].most_pt;
}

static void share_slack(const struct layout *layout, const struct stack *stack,
                        struct page_plans *plans) {
    for (size_t i = 0; i < plans->count; i += 2) {
        struct slack slack[2];
        bool has_back = i + 1 < plans->count;
        for (size_t side = 0; side < (has_back ? 2 : 1); side++)
            slack[side] =
                find_slack(layout, stack, &plans->pages[i + side], i + side + 1 == plans->count);
        share_on_sheet(&plans->pages[i], has_back ? &plans->pages[i + 1] : NULL, slack);
    }
}

/* ---- the run --------------------------------------------------------------------------------- */

bool plan_pages(struct layout *layout, struct stack *stack, struct page_plans *plans) {
    if (!check_heights(layout, stack))
        return false;
    bool torn = false, spilled = false; /* what comes behind a page to tear off does not count */
    for (size_t first = 0; first < stack->count;) {
        if (!torn && stack->slabs[first]->own_page) {
            torn = true;
            spilled = layout->spilled;
            layout->pages_kept = plans->count ? plans->count : 1;
        }
        first = add_part(layout, stack, first, plans);
    }
    if (!plans->count)
        page_plans_add(layout, plans, &(struct page_plan){0});
    if (torn)
        layout->spilled = spilled;
    else
        layout->pages_kept = plans->count;
    return true;
}

bool place_pages(struct layout *layout, struct stack *stack) {
    struct page_plans plans = {0};
    if (!plan_pages(layout, stack, &plans))
        return false;
    share_slack(layout, stack, &plans);
    for (size_t i = 0; i < plans.count; i++) {
        page_add(layout);
        page_fill(layout, stack, &plans.pages[i], i);
    }
    return true;
}
