/* tables.h - what the files that set tables share.
 *
 * Layer: layout, private to block_table.c (reads the tree), table_columns.c (widths), table_rows.c
 * (rows as slabs) and table_stacked.c (rows as blocks of their own, for large print).
 */
#ifndef FOOTNOTE_LAYOUT_TABLES_H
#define FOOTNOTE_LAYOUT_TABLES_H

#include "layout/blocks.h"

struct table_cell {
    const struct node *node;
    struct paragraph *text;
    struct line_set lines;
    struct element *element;
    size_t column, span; /* columns */
    size_t rows;         /* rows covered, this one included */
    size_t lines_placed; /* of a cell that is divided */
    bool head;
    bool said; /* stacked: its words have been set */
};

struct table_row {
    const struct node *node;
    struct table_cell *cells;
    size_t cell_count;
    bool head;
    double height_pt, top_pt; /* top_pt: from the row's top to its first line */
};

struct table {
    const struct node *node;
    enum table_style style;
    struct type_size type;
    struct table_row *rows;
    size_t row_count, head_count;
    const struct table_column *columns; /* as the script or the theme has them */
    size_t column_count;
    double *left_pt;       /* of each column, and the right edge behind the last */
    double gutter_pt;      /* identity strip: between columns */
    size_t *covered_up_to; /* by column: the row behind the cell placed there last */
};

/* Reads rows and cells; each cell finds its column (doc/table_grid.h). Makes no elements and no
 * text: who sets the table knows what they are. */
bool table_read(struct layout *layout, const struct node *node, struct table *table);

/* Padding of a cell on its left. */
double cell_left_pt(const struct layout *layout, const struct table *table, size_t column);

/* Room for a cell's words; may use a little of the right padding when they fit on one line then. */
double cell_room_pt(const struct layout *layout, const struct table *table,
                    const struct table_cell *cell);

/* Finds the columns' edges for a table of width_pt. */
bool table_find_columns(struct layout *layout, struct table *table, double width_pt);

/* True when every column can be as wide as its longest word, whatever widths the script gives. */
bool table_words_fit(struct layout *layout, const struct table *table, double width_pt);

/* Fits the cells' words to the columns and finds the rows' heights. */
bool table_find_heights(struct layout *layout, struct table *table);

/* The head as one slab, then the rows; rows that a cell covers together are one slab. */
bool table_add_rows(struct layout *layout, struct table *table, struct stack *out);

/* Label over value between two thin rules, one slab. */
bool table_add_strip(struct layout *layout, struct table *table, struct stack *out);

/* Rows one below the other, head words in front of their values: for type too large for columns. */
bool layout_stacked_table(struct layout *layout, struct table *table, const struct frame *frame,
                          struct stack *out);
bool layout_stacked_strip(struct layout *layout, struct table *table, const struct frame *frame,
                          struct stack *out);

#endif
