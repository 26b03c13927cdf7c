/* pages.h - a stack of slabs -> pages.
 *
 * Layer: layout, private to it.
 */
#ifndef FOOTNOTE_LAYOUT_PAGES_H
#define FOOTNOTE_LAYOUT_PAGES_H

#include "layout/flow.h"

/* Cuts the stack into pages and places every slab. False: something is taller than a page. */
bool place_pages(struct layout *layout, struct stack *stack);

/* Moves a slab's items to a page, its top left corner at x, y. */
void place_slab(struct layout *layout, const struct slab *slab, size_t page, double x_pt,
                double y_pt);

/* Header and footer of every page, once the number of pages is known. */
bool place_running_lines(struct layout *layout);

#endif
