/* table_rows.c - the rows of a table as slabs between rules.
 *
 * Layer: layout. Rows that one cell covers together are a group and one slab; mostly a group is a
 * row. A group higher than a page is divided between the lines of its cells. The head rows are one
 * slab, printed again where a page begins inside the table. Order: heights, placing cells, rules,
 * groups, groups that are divided, the rows, the identity strip.
 */
#include "layout/shapes.h"
#include "layout/tables.h"

/* ---- heights --------------------------------------------------------------------------------- */

static double least_row_pt(const struct theme *theme, const struct table *table, bool head) {
    switch (table->style) {
    case TABLE_PLAN:
        return theme->plan_row_pt;
    case TABLE_CHOICE:
        return theme->choice_row_pt;
    case TABLE_DIARY:
        return head ? theme->plain_row_pt : theme->diary_row_pt;
    case TABLE_IDENTITY:
        return 0;
    case TABLE_PLAIN:
        break;
    }
    return theme->plain_row_pt;
}

/* Lines of the cells that stand in this row alone. */
static size_t most_lines(const struct table_row *row) {
    size_t most = 1;
    for (size_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].rows == 1 && row->cells[i].lines.count > most)
            most = row->cells[i].lines.count;
    return most;
}

/* One line has its air from the least height; several get padding and the rules' own width. */
static double air_pt(const struct layout *layout, const struct table *table, size_t lines) {
    const struct theme *theme = layout->theme;
    bool padded = lines > 1 && table->style != TABLE_IDENTITY;
    return padded ? 2 * theme->cell_top_pt + theme->rule_thin_pt : 0;
}

static bool find_height(struct layout *layout, const struct table *table, struct table_row *row) {
    for (size_t i = 0; i < row->cell_count; i++) {
        struct table_cell *cell = &row->cells[i];
        if (!paragraph_fit(layout, cell->text, cell_room_pt(layout, table, cell), &cell->lines))
            return false;
    }
    size_t lines = most_lines(row);
    double content_pt = (double)lines * table->type.leading_pt;
    row->height_pt = content_pt + air_pt(layout, table, lines);
    double least_pt = least_row_pt(layout->theme, table, row->head);
    row->height_pt = row->height_pt < least_pt ? least_pt : row->height_pt;
    row->top_pt = (row->height_pt - content_pt) / 2;
    return true;
}

/* The rows that a cell covers are as high as it is, together; the last grows. */
static void grow_for_spans(const struct layout *layout, struct table *table, size_t r) {
    const struct table_row *row = &table->rows[r];
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct table_cell *cell = &row->cells[i];
        if (cell->rows == 1)
            continue;
        double asked_pt = row->top_pt + lines_height_pt(cell->text, &cell->lines) +
                          air_pt(layout, table, cell->lines.count) / 2;
        for (size_t k = r; k < r + cell->rows; k++)
            asked_pt -= table->rows[k].height_pt;
        if (asked_pt > 0)
            table->rows[r + cell->rows - 1].height_pt += asked_pt;
    }
}

bool table_find_heights(struct layout *layout, struct table *table) {
    for (size_t i = 0; i < table->row_count; i++)
        if (!find_height(layout, table, &table->rows[i]))
            return false;
    for (size_t i = 0; i < table->row_count; i++)
        grow_for_spans(layout, table, i);
    return true;
}

/* ---- placing --------------------------------------------------------------------------------- */

static double rows_height_pt(const struct table *table, size_t first, size_t count) {
    double height_pt = 0;
    for (size_t i = first; i < first + count; i++)
        height_pt += table->rows[i].height_pt;
    return height_pt;
}

static double cell_x_pt(const struct layout *layout, const struct table *table,
                        const struct table_cell *cell) {
    return table->left_pt[cell->column] + cell_left_pt(layout, table, cell->column);
}

static enum alignment cell_align(const struct layout *layout, const struct table *table,
                                 const struct table_cell *cell) {
    enum alignment align = table->columns[cell->column].align;
    return align == ALIGN_LEFT ? start_align(layout, cell->text) : align;
}

/* Body cells share their first line's height; head cells end on the same line. */
static bool place_row(struct layout *layout, const struct table *table, size_t r, struct slab *slab,
                      double y_pt) {
    const struct table_row *row = &table->rows[r];
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct table_cell *cell = &row->cells[i];
        double top_pt = y_pt + row->top_pt;
        if (row->head) {
            size_t last = r + cell->rows - 1;
            double bottom_pt =
                y_pt + rows_height_pt(table, r, cell->rows) - table->rows[last].top_pt;
            top_pt = bottom_pt - lines_height_pt(cell->text, &cell->lines);
        }
        if (!lines_place(layout, cell->text, &cell->lines, slab, cell_x_pt(layout, table, cell),
                         top_pt, cell_room_pt(layout, table, cell),
                         cell_align(layout, table, cell)))
            return false;
    }
    return true;
}

/* ---- rules ----------------------------------------------------------------------------------- */

static void draw_across(struct layout *layout, const struct table *table, struct slab *slab,
                        double y_pt, double weight_pt) {
    shape_rule(layout, slab, 0, y_pt, table->left_pt[table->column_count], y_pt, weight_pt);
}

/* Below row r: not through the cells that go on in the next row. */
static void draw_below_row(struct layout *layout, const struct table *table, size_t r,
                           struct slab *slab, double y_pt) {
    bool ends_part = r + 1 == table->head_count || r + 1 == table->row_count;
    double weight_pt = ends_part ? layout->theme->rule_medium_pt : layout->theme->rule_thin_pt;
    size_t count = table->column_count;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && table->covered_up_to[end] <= r + 1; end++)
            continue;
        if (end > first)
            shape_rule(layout, slab, table->left_pt[first], y_pt, table->left_pt[end], y_pt,
                       weight_pt);
        while (end < count && table->covered_up_to[end] > r + 1)
            end++;
    }
}

static void note_covered(struct table *table, size_t r) {
    const struct table_row *row = &table->rows[r];
    for (size_t i = 0; i < row->cell_count; i++)
        for (size_t c = row->cells[i].column; c < row->cells[i].column + row->cells[i].span; c++)
            table->covered_up_to[c] = r + row->cells[i].rows;
}

/* Upright rules stand left of a cell, where a column begins. */
static void draw_upright(struct layout *layout, const struct table *table,
                         const struct table_cell *cell, struct slab *slab, double top_pt,
                         double bottom_pt) {
    if (table->style != TABLE_DIARY || cell->column == 0)
        return;
    double x_pt = table->left_pt[cell->column];
    shape_rule(layout, slab, x_pt, top_pt, x_pt, bottom_pt, layout->theme->rule_thin_pt);
}

/* ---- groups ---------------------------------------------------------------------------------- */

/* The row behind those that hang together with row r. */
static size_t group_end(const struct table *table, size_t r) {
    size_t end = r + 1;
    for (; r < end; r++)
        for (size_t i = 0; i < table->rows[r].cell_count; i++)
            if (r + table->rows[r].cells[i].rows > end)
                end = r + table->rows[r].cells[i].rows;
    return end;
}

/* One row below what the slab already holds. */
static bool add_row(struct layout *layout, struct table *table, size_t r, struct slab *slab) {
    const struct table_row *row = &table->rows[r];
    double top_pt = slab->height_pt, bottom_pt = top_pt + row->height_pt;
    note_covered(table, r);
    if (!place_row(layout, table, r, slab, top_pt))
        return false;
    for (size_t i = 0; i < row->cell_count; i++)
        draw_upright(layout, table, &row->cells[i], slab, top_pt,
                     top_pt + rows_height_pt(table, r, row->cells[i].rows));
    draw_below_row(layout, table, r, slab, bottom_pt);
    slab->height_pt = bottom_pt;
    return true;
}

/* ---- groups that are divided ----------------------------------------------------------------- */

/* The cells that stand in a row, those that come down from above included. */
struct cells_of_row {
    struct table_cell **by_column; /* NULL where a cell of more columns goes on */
    size_t *end;                   /* the row behind the cell */
};

/* How many lines a row takes when nothing else is to fit beside: cells that end here ask for all
 * the lines they have left. */
static size_t lines_of_row(const struct table *table, const struct cells_of_row *cells, size_t r) {
    size_t most = 1;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_cell *cell = cells->by_column[c];
        if (cell && cells->end[c] == r + 1 && cell->lines.count - cell->lines_placed > most)
            most = cell->lines.count - cell->lines_placed;
    }
    return most;
}

static bool place_next_lines(struct layout *layout, const struct table *table,
                             const struct cells_of_row *cells, struct slab *slab, double y_pt) {
    for (size_t c = 0; c < table->column_count; c++) {
        struct table_cell *cell = cells->by_column[c];
        if (!cell || cell->lines_placed == cell->lines.count)
            continue;
        struct line_set line = cell->lines;
        line.lines += cell->lines_placed++;
        line.count = 1;
        if (!lines_place(layout, cell->text, &line, slab, cell_x_pt(layout, table, cell), y_pt,
                         cell_room_pt(layout, table, cell), cell_align(layout, table, cell)))
            return false;
    }
    return true;
}

/* A row as one slab a line: pages may end between any two but the first and the last two. */
static bool divide_row(struct layout *layout, struct table *table, const struct cells_of_row *cells,
                       size_t r, const struct slab *repeat, struct stack *out) {
    size_t count = lines_of_row(table, cells, r);
    double leading_pt = table->type.leading_pt;
    double least_pt = least_row_pt(layout->theme, table, false) - (double)count * leading_pt;
    double padding_pt = 2 * layout->theme->cell_top_pt + layout->theme->rule_thin_pt;
    padding_pt = (padding_pt > least_pt ? padding_pt : least_pt) / 2;
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        struct slab *slab = stack_add(layout, out, table->rows[r].node);
        slab->repeat = repeat;
        slab->divided = cells->by_column;
        slab->keep_next = !last && (i == 0 || i + 2 == count);
        double top_pt = i == 0 ? padding_pt : 0;
        slab->height_pt = top_pt + leading_pt + (last ? padding_pt : 0);
        if (!place_next_lines(layout, table, cells, slab, top_pt))
            return false;
        for (size_t c = 0; c < table->column_count; c++)
            if (cells->by_column[c])
                draw_upright(layout, table, cells->by_column[c], slab, 0, slab->height_pt);
        if (last)
            draw_below_row(layout, table, r, slab, slab->height_pt);
    }
    return true;
}

static bool divide_group(struct layout *layout, struct table *table, size_t first, size_t end,
                         const struct slab *repeat, struct stack *out) {
    layout_warn(layout, table->rows[first].node,
                "%s higher than a page, %.0f pt: it is divided between its lines",
                end - first > 1 ? "the table rows that a cell holds together are"
                                : "a table row is",
                rows_height_pt(table, first, end - first));
    struct cells_of_row cells = {
        arena_new_array(layout->arena, table->column_count, struct table_cell *),
        arena_new_array(layout->arena, table->column_count, size_t)};
    for (size_t r = first; r < end; r++) {
        note_covered(table, r);
        for (size_t i = 0; i < table->rows[r].cell_count; i++) {
            struct table_cell *cell = &table->rows[r].cells[i];
            for (size_t c = cell->column; c < cell->column + cell->span; c++)
                cells.by_column[c] = NULL;
            cells.by_column[cell->column] = cell;
            cells.end[cell->column] = r + cell->rows;
        }
        if (!divide_row(layout, table, &cells, r, repeat, out))
            return false;
    }
    return true;
}

/* ---- the rows -------------------------------------------------------------------------------- */

static bool is_in_reference(const struct element *element) {
    while (element && element->type != ELEMENT_REFERENCE)
        element = element->parent;
    return element != NULL;
}

/* The rows and rules of a head, without a place in the structure: its words were read before. The
 * small marks of sources stand by the first head alone. */
static struct slab *copy_as_artifact(struct layout *layout, const struct slab *slab) {
    struct slab *copy = slab_new(layout, slab->node);
    slab_merge(layout, copy, slab, 0, 0);
    copy->height_pt = slab->height_pt;
    copy->mark_count = 0; /* nor places to press */
    size_t count = 0;
    for (size_t i = 0; i < copy->count; i++)
        if (!is_in_reference(copy->items[i].item.element))
            copy->items[count++] = copy->items[i];
    copy->count = count;
    for (size_t i = 0; i < copy->count; i++) {
        copy->items[i].text = TEXT_GENERATED;
        if (copy->items[i].item.element)
            copy->items[i].item.artifact = ARTIFACT_PAGINATION;
        copy->items[i].item.element = NULL;
    }
    return copy;
}

static bool add_group(struct layout *layout, struct table *table, size_t first, size_t end,
                      const struct slab *repeat, struct stack *out) {
    double room_pt =
        layout->block_height_pt - repeat->height_pt - layout->theme->rule_medium_pt / 2;
    if (rows_height_pt(table, first, end - first) > room_pt)
        return divide_group(layout, table, first, end, repeat, out);
    struct slab *slab = stack_add(layout, out, table->rows[first].node);
    slab->repeat = repeat;
    for (size_t r = first; r < end; r++)
        if (!add_row(layout, table, r, slab))
            return false;
    return true;
}

bool table_add_rows(struct layout *layout, struct table *table, struct stack *out) {
    double half_rule_pt = layout->theme->rule_medium_pt / 2;
    struct slab *head = slab_new(layout, table->node);
    head->height_pt = half_rule_pt; /* rows are counted from the middle of the rules */
    head->keep_next = true;
    draw_across(layout, table, head, half_rule_pt, layout->theme->rule_medium_pt);
    for (size_t i = 0; i < table->head_count; i++)
        if (!add_row(layout, table, i, head))
            return false;
    stack_append(layout, out, head);
    const struct slab *repeat = copy_as_artifact(layout, head);
    for (size_t i = table->head_count, end; i < table->row_count; i = end) {
        end = group_end(table, i);
        struct slab *above = out->slabs[out->count - 1];
        if (end == table->row_count)
            above->keep_next = true; /* a last row does not stand alone */
        if (!add_group(layout, table, i, end, repeat, out))
            return false;
    }
    out->slabs[out->count - 1]->height_pt += half_rule_pt;
    return true;
}

/* ---- the identity strip ---------------------------------------------------------------------- */

bool table_add_strip(struct layout *layout, struct table *table, struct stack *out) {
    const struct theme *theme = layout->theme;
    struct slab *slab = stack_add(layout, out, table->node);
    double rule_pt = theme->rule_thin_pt;
    draw_across(layout, table, slab, rule_pt / 2, rule_pt);
    slab->height_pt = rule_pt + theme->cell_side_pt;
    for (size_t i = 0; i < table->row_count; i++) {
        if (!place_row(layout, table, i, slab, slab->height_pt))
            return false;
        slab->height_pt += table->rows[i].height_pt;
    }
    slab->height_pt += theme->cell_side_pt + rule_pt;
    draw_across(layout, table, slab, slab->height_pt - rule_pt / 2, rule_pt);
    return true;
}
