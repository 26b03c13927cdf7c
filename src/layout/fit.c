/* fit.c - a document on so many pages as it was given.
 *
 * Layer: layout. Which parts are left out is a set; the tree is made to follow it (fit_tree.c) and
 * measured anew for each that is tried; what was decided is placed once. Order: the tight theme,
 * trying, leaving out, putting back, telling, the whole.
 */
#include "layout/fit.h"

#include "base/strbuf.h"
#include "layout/fit_tree.h"
#include "layout/known_blocks.h"

#include <string.h>

/* ---- the tight theme ------------------------------------------------------------------------- */

static const struct theme *tighten(struct arena *arena, const struct theme *theme) {
    struct theme *tight = arena_new(arena, struct theme);
    *tight = *theme;
    double *const gaps[] = {
        &tight->heading_before_pt,      &tight->heading_after_pt, &tight->aside_heading_before_pt,
        &tight->aside_heading_after_pt, &tight->paragraph_gap_pt, &tight->item_gap_pt,
        &tight->check_gap_pt,           &tight->title_after_pt,   &tight->strip_after_pt,
        &tight->table_around_pt,        &tight->table_below_pt,   &tight->band_below_pt,
        &tight->rule_around_pt,
    };
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        *gaps[i] *= FIT_TIGHT_SHARE;
    tight->band_gap_pt = tight->band_gap_min_pt;
    return tight;
}

/* ---- trying ---------------------------------------------------------------------------------- */

/* What came of a set of dropped parts. */
struct outcome {
    uint64_t set; /* of parts, and the theme: a hash */
    size_t pages;
    bool spilled; /* something had to yield to what is pinned */
};

struct fit {
    struct document *doc;
    struct font_set *fonts;
    const struct theme *theme, *tight;
    struct error *err;
    struct fit_tree tree;
    struct known_blocks *known;
    struct outcome *outcomes; /* of all tries so far: no set is tried twice */
    size_t outcome_count, outcome_capacity;
    struct outcome last;      /* what came of the last try */
    const struct theme *used; /* by it */
    struct layout layout;     /* what is printed: once it is settled */
    size_t most_pages;
    bool may_spill;
};

/* What had to yield to a pinned box may go on where the next page was to begin: such pages count
 * one more, as long as leaving something out may still mend them. */
static size_t pages_of(const struct fit *fit) {
    return fit->last.pages + (fit->last.spilled && !fit->may_spill ? 1 : 0);
}

static uint64_t set_of(const struct fit *fit, const struct theme *theme) {
    uint64_t set =
        theme == fit->tight ? UINT64_C(0x243f6a8885a308d3) : UINT64_C(0x13198a2e03707344);
    for (size_t i = 0; i < fit->tree.count; i++)
        set = (set ^ (set >> 29) ^ (fit->tree.parts[i].dropped ? 2 : 1)) *
              UINT64_C(0x9e3779b97f4a7c15);
    return set;
}

static const struct outcome *find_outcome(const struct fit *fit, uint64_t set) {
    for (size_t i = 0; i < fit->outcome_count; i++)
        if (fit->outcomes[i].set == set)
            return &fit->outcomes[i];
    return NULL;
}

static void add_outcome(struct fit *fit) {
    fit->outcomes = arena_make_room(fit->doc->arena, fit->outcomes, fit->outcome_count,
                                    &fit->outcome_capacity, 32, sizeof *fit->outcomes);
    fit->outcomes[fit->outcome_count++] = fit->last;
}

/* Places the tree as it stands; with the pages to tear off, where they change no other. */
static bool place(struct fit *fit) {
    const struct layout_try try = {fit->doc, fit->fonts, fit->used, fit->known};
    fit->tree.with_tear_offs = fit->tree.last_tear_offs;
    return fit_tree_follow(&fit->tree, fit->err) && layout_once(&fit->layout, &try, fit->err);
}

/* Blocks that are known must be what they would be if they were laid out again. */
static bool was_measured_right(struct fit *fit) {
    const struct layout *layout = &fit->layout;
    return (layout->pages_kept == fit->last.pages && layout->spilled == fit->last.spilled) ||
           layout_fail(&fit->layout, NULL,
                       "internal error: %zu pages were measured, and there are %zu: please report "
                       "this",
                       fit->last.pages, layout->pages_kept);
}

static bool measure(struct fit *fit) {
    struct layout layout;
    const struct layout_try try = {fit->doc, fit->fonts, fit->used, fit->known};
    fit->tree.with_tear_offs = false;
    if (!fit_tree_follow(&fit->tree, fit->err) ||
        !layout_measure(&layout, &try, &fit->last.pages, fit->err))
        return false;
    fit->last.spilled = layout.spilled;
#ifdef __SANITIZE_ADDRESS__ /* too slow for every day: what is measured is what is placed */
    return place(fit) && was_measured_right(fit);
#else
    return true;
#endif
}

/* Counts the pages without the parts that are marked as dropped. */
static bool try_theme(struct fit *fit, const struct theme *theme) {
    fit->used = theme;
    uint64_t set = set_of(fit, theme);
    const struct outcome *known = find_outcome(fit, set);
    if (known) {
        fit->last = *known;
        return true;
    }
    fit->last = (struct outcome){.set = set};
    if (!measure(fit))
        return false;
    add_outcome(fit);
    return true;
}

/* ---- leaving out ----------------------------------------------------------------------------- */

static bool goes_with(const struct fit *fit, size_t part, size_t other) {
    const struct fit_part *parts = fit->tree.parts;
    return parts[part].moves && parts[part].node->drop_order == parts[other].node->drop_order;
}

/* Lays out without the first so many parts, in the order in which they go. */
static bool try_without(struct fit *fit, size_t count) {
    while (count && count < fit->tree.count && goes_with(fit, count, count - 1))
        count++;
    for (size_t i = 0; i < fit->tree.count; i++)
        fit->tree.parts[i].dropped = false;
    for (size_t i = 0; i < count; i++)
        fit->tree.parts[i].dropped = !fit_tree_is_inside_dropped(&fit->tree, i);
    return try_theme(fit, fit->tight);
}

/* Where parts move, what is won in one place is lost in another: to move fewer may be better than
 * to move all. */
static bool try_fewer(struct fit *fit) {
    for (size_t count = fit->tree.count; count-- > 1;) {
        if (!try_without(fit, count))
            return false;
        if (pages_of(fit) <= fit->most_pages)
            return true;
    }
    return try_without(fit, fit->tree.count);
}

/* Until it fits, or nothing is left to leave out. Steps that double find how many parts have to go,
 * halves then find the last of them: a long document is not laid out once a part. */
static bool leave_out(struct fit *fit) {
    size_t too_few = 0, enough = 0;
    while (pages_of(fit) > fit->most_pages && enough < fit->tree.count) {
        too_few = enough;
        enough = enough ? enough * 2 : 1;
        if (enough > fit->tree.count)
            enough = fit->tree.count;
        if (!try_without(fit, enough))
            return false;
    }
    if (pages_of(fit) > fit->most_pages)
        return !fit->tree.spare_count || try_fewer(fit);
    bool is_tried = true; /* without `enough` parts: what stands is what we keep */
    while (enough - too_few > 1) {
        size_t middle = too_few + (enough - too_few) / 2;
        if (!try_without(fit, middle))
            return false;
        is_tried = pages_of(fit) <= fit->most_pages;
        *(is_tried ? &enough : &too_few) = middle;
    }
    return is_tried || try_without(fit, enough);
}

/* ---- putting back ---------------------------------------------------------------------------- */

/* The part, and what goes together with it: all in front of it in the order. */
static void set_dropped(struct fit *fit, size_t part, bool dropped) {
    for (size_t i = part + 1; i-- > 0 && (i == part || goes_with(fit, i, part));)
        fit->tree.parts[i].dropped = dropped;
}

/* What was dropped first is the least wanted: the others come back before it. When many in a row
 * found no room, the pages are full: the rest is not tried. */
static bool put_back(struct fit *fit, size_t most_pages) {
    enum { MOST_IN_VAIN = 64 };
    bool laid_out = true; /* the last try is what we keep */
    int in_vain = 0;
    for (size_t i = fit->tree.count; i-- > 0 && in_vain < MOST_IN_VAIN;) {
        if (!fit->tree.parts[i].dropped || (i + 1 < fit->tree.count && goes_with(fit, i, i + 1)))
            continue; /* what goes together was tried with its last */
        set_dropped(fit, i, false);
        if (!try_theme(fit, fit->tight))
            return false;
        laid_out = pages_of(fit) <= most_pages;
        set_dropped(fit, i, !laid_out);
        in_vain = laid_out ? 0 : in_vain + 1;
    }
    return laid_out || try_theme(fit, fit->tight);
}

/* What was left out may have made more room than the wanted gaps need. */
static bool loosen(struct fit *fit) {
    size_t pages = pages_of(fit);
    return try_theme(fit, fit->theme) && (pages_of(fit) <= pages || try_theme(fit, fit->tight));
}

/* ---- telling --------------------------------------------------------------------------------- */

/* Something stands in its stead, or in the stead of that on a page to tear off. A figure is never
 * the same in another place. */
static bool is_moved(const struct fit *fit, const struct fit_part *part) {
    if (part->node->kind == NODE_FIGURE)
        return false;
    return (part->moves && document_has_spare(fit->doc, part->node->drop_order)) ||
           (part->node->when_dropped && fit_tree_has_tear_offs(&fit->tree));
}

/* "S18: left out to fit 2 pages: the table under 'My diary' (order 4)" */
static void warn(struct fit *fit, const struct node *node, const char *verb, const char *parts) {
    const char *rule = fit->doc->fit_rule ? fit->doc->fit_rule : "";
    layout_warn(&fit->layout, node, "%s%s%s to fit %zu %s: %s", rule, *rule ? ": " : "", verb,
                fit->most_pages, fit->most_pages == 1 ? "page" : "pages", parts);
}

/* What is lost is told line by line; what only stands elsewhere, in one line, each words once. */
static void tell(struct fit *fit) {
    struct placed_document *placed = fit->layout.placed;
    struct strbuf moved = {0};
    const struct node *first_moved = NULL;
    placed->dropped = arena_new_array(fit->doc->arena, fit->tree.count + 1, const char *);
    for (size_t i = 0; i < fit->tree.count; i++) {
        const struct fit_part *part = &fit->tree.parts[i];
        if (!part->dropped)
            continue;
        placed->dropped[placed->dropped_count++] = part->words;
        if (!is_moved(fit, part)) {
            warn(fit, part->node, "left out", part->words);
            continue;
        }
        first_moved = first_moved ? first_moved : part->node;
        if (!moved.length || !strstr(strbuf_text(&moved), part->words))
            strbuf_add_format(&moved, "%s%s", moved.length ? ", " : "", part->words);
    }
    if (first_moved)
        warn(fit, first_moved, "moved", strbuf_text(&moved));
    strbuf_release(&moved);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool shorten(struct fit *fit) {
    fit->tight = tighten(fit->doc->arena, fit->theme);
    if (!try_theme(fit, fit->tight) || !leave_out(fit))
        return false;
    if (pages_of(fit) > fit->most_pages && fit->layout.spilled) {
        fit->may_spill = true;
        if (!try_without(fit, 0) || !leave_out(fit))
            return false;
    }
    size_t pages = pages_of(fit) > fit->most_pages ? pages_of(fit) : fit->most_pages;
    return put_back(fit, pages) && loosen(fit);
}

/* Pages to tear off change nothing in front of them, but for how many pages the running lines
 * count. Those that something follows come when the rest has settled. */
static bool add_tear_offs(struct fit *fit) {
    if (!fit_tree_has_tear_offs(&fit->tree))
        return true;
    size_t pages = pages_of(fit);
    const struct layout_try try = {fit->doc, fit->fonts, fit->used, fit->known};
    if (!fit->tree.with_tear_offs) {
        fit->tree.with_tear_offs = true;
        if (!fit_tree_follow(&fit->tree, fit->err) || !layout_once(&fit->layout, &try, fit->err))
            return false;
    }
    if (pages > fit->most_pages)
        layout_warn(&fit->layout, NULL, "the handout takes %zu pages; it was to fit %zu", pages,
                    fit->most_pages);
    return true;
}

/* Most documents fit: the first try is one to print. */
static bool place_first(struct fit *fit) {
    fit->used = fit->theme;
    if (!place(fit))
        return false;
    fit->last = (struct outcome){.set = set_of(fit, fit->theme),
                                 .pages = fit->layout.pages_kept,
                                 .spilled = fit->layout.spilled};
    add_outcome(fit);
    return true;
}

static bool fit_pages(struct fit *fit) {
    if (!place_first(fit))
        return false;
    if (pages_of(fit) > fit->most_pages && !(shorten(fit) && place(fit) && was_measured_right(fit)))
        return false;
    return add_tear_offs(fit);
}

struct placed_document *layout_to_fit(struct document *doc, struct font_set *fonts,
                                      const struct theme *theme, struct error *err) {
    struct fit fit = {.doc = doc, .fonts = fonts, .theme = theme, .err = err};
    fit.most_pages = (size_t)doc->fit_pages;
    fit.known = known_blocks_new();
    fit_tree_begin(&fit.tree, doc);
    bool placed = fit_pages(&fit);
    known_blocks_free(fit.known);
    if (!placed)
        return NULL;
    tell(&fit);
    return fit.layout.placed;
}
