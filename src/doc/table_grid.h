/* table_grid.h - which columns the cells of a table take, those that come down from above counted.
 *
 * Layer: doc. A cell stands in the first column of its row that no cell above reaches down into.
 * The checks, the layout and the text backend all ask here, so that they can't disagree.
 *
 *     struct table_grid grid;
 *     table_grid_begin(&grid, table->table_column_count);
 *     for (row ...; table_grid_end_row(&grid))
 *         for (cell ...)
 *             if (!table_grid_place(&grid, cell, &column)) ... the row is too full
 */
#ifndef FOOTNOTE_DOC_TABLE_GRID_H
#define FOOTNOTE_DOC_TABLE_GRID_H

#include "doc/doc.h"

enum { TABLE_MOST_COLUMNS = 64 };

struct table_grid {
    size_t column_count;
    int rows_taken[TABLE_MOST_COLUMNS]; /* by column: rows from this one on that hold a cell */
};

/* Columns beyond TABLE_MOST_COLUMNS don't count: document_finish refuses such tables. */
void table_grid_begin(struct table_grid *grid, size_t column_count);

/* Takes the cell's columns in this row and the rows below that it covers. False when they are not
 * free; *column then says where it would have to begin. */
bool table_grid_place(struct table_grid *grid, const struct node *cell, size_t *column);

void table_grid_end_row(struct table_grid *grid);

/* Columns of the row at hand that hold a cell so far. */
size_t table_grid_taken(const struct table_grid *grid);

#endif
