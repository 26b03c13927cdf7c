/* columns.h - blocks that flow through columns of one height.
 *
 * Layer: layout, private to it. The blocks of a set of columns are slabs as wide as one column,
 * each with a pointer to its set. Where they stand on a page follows from which of them the page
 * holds: so every page, and what is left over for the next, has balanced columns of its own.
 */
#ifndef FOOTNOTE_LAYOUT_COLUMNS_H
#define FOOTNOTE_LAYOUT_COLUMNS_H

#include "layout/flow.h"

struct column_set {
    int count;
    double width_pt, gutter_pt; /* of one column; between two */
};

/* The least height in which slabs first to end, all of one set, stand in its columns. Heights above
 * limit_pt are not told apart: the answer is then any that is higher. */
double columns_height_pt(const struct stack *stack, size_t first, size_t end, double limit_pt);

/* The end of the run of slabs that belong to the same set as the slab at first. */
size_t columns_run_end(const struct stack *stack, size_t first, size_t limit);

/* Where a slab stands, from the top left corner of the run. */
struct column_place {
    double x_pt, y_pt;
    const struct slab
        *head; /* of a table that goes on in this column: stands right above, or NULL */
};

/* Fills places[0 .. end - first); returns the height. limit_pt as it was for columns_height_pt. */
double columns_find_places(const struct stack *stack, size_t first, size_t end, double limit_pt,
                           struct column_place *places);

/* Makes one slab of every run: for what is kept whole, such as boxes. */
void columns_settle(struct layout *layout, struct stack *stack);

#endif
