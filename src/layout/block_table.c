/* block_table.c - tables: reading the tree, and which way the table is set.
 *
 * Layer: layout. Order: reading rows and cells, their texts and structure, the table.
 */
#include "doc/table_grid.h"
#include "layout/tables.h"

#include <assert.h>

/* ---- reading the tree ------------------------------------------------------------------------ */

static bool read_row(struct layout *layout, struct table_grid *grid, const struct node *node,
                     struct table_row *row) {
    row->node = node;
    for (const struct node *cell = node->first_child; cell; cell = cell->next)
        row->cell_count++;
    row->cells =
        arena_new_array(layout->arena, row->cell_count ? row->cell_count : 1, struct table_cell);
    size_t i = 0;
    for (const struct node *child = node->first_child; child; child = child->next, i++) {
        struct table_cell *cell = &row->cells[i];
        cell->node = child;
        cell->head = row->head;
        cell->span = child->span > 1 ? (size_t)child->span : 1;
        cell->rows = child->row_span > 1 ? (size_t)child->row_span : 1;
        if (!table_grid_place(grid, child, &cell->column))
            return layout_fail(layout, child, "a row has more cells than the table has columns");
    }
    table_grid_end_row(grid);
    return true;
}

bool table_read(struct layout *layout, const struct node *node, struct table *table) {
    const struct theme *theme = layout->theme;
    *table = (struct table){.node = node, .style = node->table_style, .type = theme->note};
    if (table->style == TABLE_IDENTITY) {
        table->type = theme->header;
        table->gutter_pt = theme->gutter_pt;
    }
    table->columns = node->table_columns;
    table->column_count = node->table_column_count;
    table->head_count = node->head_rows > 0 ? (size_t)node->head_rows : 0;
    for (const struct node *row = node->first_child; row; row = row->next)
        table->row_count++;
    if (!table->column_count || !table->row_count)
        return layout_fail(layout, node, "a table needs columns and rows");
    table->rows = arena_new_array(layout->arena, table->row_count, struct table_row);
    table->covered_up_to = arena_new_array(layout->arena, table->column_count, size_t);
    struct table_grid grid;
    table_grid_begin(&grid, table->column_count);
    size_t i = 0;
    for (const struct node *row = node->first_child; row; row = row->next, i++) {
        table->rows[i].head = i < table->head_count;
        if (!read_row(layout, &grid, row, &table->rows[i]))
            return false;
        for (size_t c = 0; c < table->rows[i].cell_count; c++) {
            size_t end = i < table->head_count ? table->head_count : table->row_count;
            if (table->rows[i].cells[c].rows > end - i) /* document_finish refuses it by name */
                return layout_fail(layout, table->rows[i].cells[c].node,
                                   "a cell covers more rows than the table has");
        }
    }
    return true;
}

/* ---- texts and structure --------------------------------------------------------------------- */

static bool is_bold(const struct table *table, const struct table_cell *cell) {
    if (table->style == TABLE_IDENTITY) /* label over value */
        return table->head_count > 0 && !cell->head;
    return cell->head || cell->node->header_cell;
}

static bool read_words(struct layout *layout, const struct table *table, struct element *row,
                       struct table_cell *cell) {
    bool header = cell->head || cell->node->header_cell;
    cell->element = element_new(layout, header ? ELEMENT_TH : ELEMENT_TD, row, cell->node);
    cell->element->column_header = cell->head;
    cell->element->row_header = header && !cell->head;
    cell->element->column_span = (int)cell->span;
    cell->element->row_span = (int)cell->rows;
    struct text_style style = {.type = table->type,
                               .face = is_bold(table, cell) ? FONT_BOLD : FONT_REGULAR,
                               .element = cell->element,
                               .node = cell->node};
    cell->text = paragraph_new(layout, cell->node->first_child, &style);
    return cell->text != NULL;
}

static bool read_texts(struct layout *layout, struct table *table, struct element *element) {
    assert(table->rows); /* table_read refuses a table without rows */
    for (size_t r = 0; r < table->row_count; r++) {
        struct table_row *row = &table->rows[r];
        struct element *row_element = element_new(layout, ELEMENT_TR, element, row->node);
        for (size_t i = 0; i < row->cell_count; i++)
            if (!read_words(layout, table, row_element, &row->cells[i]))
                return false;
    }
    return true;
}

/* ---- which way it is set --------------------------------------------------------------------- */

/* Widths in points were meant for type of the usual size: as shares they hold for any. */
static void widths_to_weights(struct layout *layout, struct table *table) {
    struct table_column *columns =
        arena_new_array(layout->arena, table->column_count, struct table_column);
    for (size_t i = 0; i < table->column_count; i++) {
        columns[i] = table->node->table_columns[i];
        columns[i].weight = columns[i].width_pt > 0 ? columns[i].width_pt : columns[i].weight;
        columns[i].width_pt = 0;
    }
    table->columns = columns;
}

/* True when a table to write in keeps its columns although the type is large: its longest words fit
 * beside one another. Measures without leaving a trace in the structure. */
static bool keeps_columns(struct layout *layout, struct table *table, double width_pt,
                          bool *keeps) {
    *keeps = false;
    if (table->style != TABLE_DIARY)
        return true;
    assert(table->rows);
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t i = 0; i < table->rows[r].cell_count; i++) {
            struct table_cell *cell = &table->rows[r].cells[i];
            struct text_style style = {.type = table->type,
                                       .face = is_bold(table, cell) ? FONT_BOLD : FONT_REGULAR,
                                       .node = cell->node,
                                       .generated = true};
            cell->text = paragraph_new(layout, cell->node->first_child, &style);
            if (!cell->text)
                return false;
        }
    *keeps = table_words_fit(layout, table, width_pt);
    return true;
}

static bool layout_in_columns(struct layout *layout, struct table *table, const struct frame *frame,
                              struct stack *out) {
    struct element *element = element_new(layout, ELEMENT_TABLE, frame->element, table->node);
    element->alt = table->node->alt;
    if (!read_texts(layout, table, element) ||
        !table_find_columns(layout, table, frame->width_pt) || !table_find_heights(layout, table))
        return false;
    return table->style == TABLE_IDENTITY ? table_add_strip(layout, table, out)
                                          : table_add_rows(layout, table, out);
}

bool layout_table(struct layout *layout, const struct node *node, const struct frame *frame,
                  struct stack *out) {
    struct table table;
    if (!table_read(layout, node, &table))
        return false;
    if (!layout->theme->stacked_tables)
        return layout_in_columns(layout, &table, frame, out);
    bool keeps;
    widths_to_weights(layout, &table);
    if (!keeps_columns(layout, &table, frame->width_pt, &keeps))
        return false;
    if (keeps)
        return layout_in_columns(layout, &table, frame, out);
    return table.style == TABLE_IDENTITY ? layout_stacked_strip(layout, &table, frame, out)
                                         : layout_stacked_table(layout, &table, frame, out);
}
