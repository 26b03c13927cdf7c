/* fit.h - a document on so many pages as it was given.
 *
 * Layer: layout, private to it. In this order: the gaps that are wanted; the least gaps; then parts
 * with a drop_order are left out, lowest order first and within one order from the end of the
 * document, until the rest fits; what turns out to have been left out without need is put back.
 * Never changed: type sizes, leading, and what has no drop_order. Where even all of that is not
 * enough, the document takes the pages it needs, with as little left out as that number asks for,
 * and says so. Parts that stand again elsewhere (when_dropped) are moved, all of one order at once.
 */
#ifndef FOOTNOTE_LAYOUT_FIT_H
#define FOOTNOTE_LAYOUT_FIT_H

#include "layout/flow.h"

/* Gaps around headings, paragraphs and items are tightened to this share of what the theme wants;
 * gaps between bands to the theme's least one. */
#define FIT_TIGHT_SHARE 0.75

/* One try. known: what the tries before it have measured, or NULL (known_blocks.h). */
struct layout_try {
    struct document *doc;
    struct font_set *fonts;
    const struct theme *theme;
    struct known_blocks *known;
};

/* Lays out the document once as it is (layout.c). layout says afterwards what became of it. */
bool layout_once(struct layout *layout, const struct layout_try *try, struct error *err);

/* How many pages it would have: nothing is placed, what is known is not laid out again. */
bool layout_measure(struct layout *layout, const struct layout_try *try, size_t *pages,
                    struct error *err);

/* Lays out a document that has fit_pages, changing its tree where parts are left out. */
struct placed_document *layout_to_fit(struct document *doc, struct font_set *fonts,
                                      const struct theme *theme, struct error *err);

#endif
