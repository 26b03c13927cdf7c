/* fit.c - a document on so many pages as it was given.
 *
 * Layer: layout. Which parts are left out is a set; the tree is made to follow it (fit_tree.c) and
 * laid out anew for each that is tried. Order: the tight theme, trying, leaving out, putting back,
 * telling, the whole.
 */
#include "layout/fit.h"

#include "layout/fit_tree.h"

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

struct fit {
    struct document *doc;
    struct font_set *fonts;
    const struct theme *theme, *tight;
    struct error *err;
    struct fit_tree tree;
    struct layout layout; /* of the last try */
    size_t most_pages;
};

static size_t pages_of(const struct fit *fit) {
    return fit->layout.placed->page_count;
}

/* Lays out the tree without the parts that are marked as dropped. */
static bool try_theme(struct fit *fit, const struct theme *theme) {
    return fit_tree_follow(&fit->tree, fit->err) &&
           layout_once(&fit->layout, fit->doc, fit->fonts, theme, fit->err);
}

/* ---- leaving out ----------------------------------------------------------------------------- */

/* Lays out without the first so many parts, in the order in which they go. */
static bool try_without(struct fit *fit, size_t count) {
    for (size_t i = 0; i < fit->tree.count; i++)
        fit->tree.parts[i].dropped = false;
    for (size_t i = 0; i < count; i++)
        fit->tree.parts[i].dropped = !fit_tree_is_inside_dropped(&fit->tree, i);
    return try_theme(fit, fit->tight);
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
        return true;
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

/* What was dropped first is the least wanted: the others come back before it. When many in a row
 * found no room, the pages are full: the rest is not tried. */
static bool put_back(struct fit *fit, size_t most_pages) {
    enum { MOST_IN_VAIN = 64 };
    bool laid_out = true; /* the last try is what we keep */
    int in_vain = 0;
    for (size_t i = fit->tree.count; i-- > 0 && in_vain < MOST_IN_VAIN;) {
        struct fit_part *part = &fit->tree.parts[i];
        if (!part->dropped)
            continue;
        part->dropped = false;
        if (!try_theme(fit, fit->tight))
            return false;
        laid_out = pages_of(fit) <= most_pages;
        part->dropped = !laid_out;
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

static void tell(struct fit *fit) {
    struct placed_document *placed = fit->layout.placed;
    placed->dropped = arena_new_array(fit->doc->arena, fit->tree.count + 1, const char *);
    for (size_t i = 0; i < fit->tree.count; i++) {
        const struct fit_part *part = &fit->tree.parts[i];
        if (!part->dropped)
            continue;
        placed->dropped[placed->dropped_count++] = part->words;
        layout_warn(&fit->layout, part->node, "left out to fit %zu %s: %s", fit->most_pages,
                    fit->most_pages == 1 ? "page" : "pages", part->words);
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

struct placed_document *layout_to_fit(struct document *doc, struct font_set *fonts,
                                      const struct theme *theme, struct error *err) {
    struct fit fit = {.doc = doc, .fonts = fonts, .theme = theme, .err = err};
    fit.most_pages = (size_t)doc->fit_pages;
    if (!layout_once(&fit.layout, doc, fonts, theme, err))
        return NULL;
    if (pages_of(&fit) <= fit.most_pages)
        return fit.layout.placed;
    fit.tight = tighten(doc->arena, theme);
    fit_tree_begin(&fit.tree, doc);
    if (!try_theme(&fit, fit.tight) || !leave_out(&fit))
        return NULL;
    size_t pages = pages_of(&fit) > fit.most_pages ? pages_of(&fit) : fit.most_pages;
    if (!put_back(&fit, pages) || !loosen(&fit))
        return NULL;
    tell(&fit);
    return fit.layout.placed;
}
