/* table_grid.c - see table_grid.h.
 *
 * Layer: doc.
 */
#include "doc/table_grid.h"

void table_grid_begin(struct table_grid *grid, size_t column_count) {
    *grid = (struct table_grid){0};
    grid->column_count = column_count < TABLE_MOST_COLUMNS ? column_count : TABLE_MOST_COLUMNS;
}

bool table_grid_place(struct table_grid *grid, const struct node *cell, size_t *column) {
    size_t span = cell->span > 1 ? (size_t)cell->span : 1, first = 0;
    while (first < grid->column_count && grid->rows_taken[first])
        first++;
    *column = first;
    if (span > grid->column_count - first)
        return false;
    for (size_t i = first; i < first + span; i++)
        if (grid->rows_taken[i])
            return false;
    for (size_t i = first; i < first + span; i++)
        grid->rows_taken[i] = cell->row_span > 1 ? cell->row_span : 1;
    return true;
}

void table_grid_end_row(struct table_grid *grid) {
    for (size_t i = 0; i < grid->column_count; i++)
        grid->rows_taken[i] -= grid->rows_taken[i] > 0;
}

size_t table_grid_taken(const struct table_grid *grid) {
    size_t taken = 0;
    for (size_t i = 0; i < grid->column_count; i++)
        taken += grid->rows_taken[i] > 0;
    return taken;
}
