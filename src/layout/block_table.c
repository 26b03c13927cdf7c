/* block_table.c - tables: rows of cells between rules.
 *
 * Layer: layout. A row is a slab; so the head rows are one, printed again where a page begins
 * inside the table. Order: reading the tree, heights, placing cells, rules, rows as slabs, the
 * identity strip (the same cells between two thin rules), the table.
 */
#include "layout/blocks.h"
#include "layout/shapes.h"

/* ---- reading the tree ------------------------------------------------------------------------ */

static bool is_bold(const struct table *table, const struct table_row *row,
                    const struct node *cell) {
    if (table->style == TABLE_IDENTITY) /* label over value */
        return table->head_count > 0 && !row->head;
    return row->head || cell->header_cell;
}

static bool read_cell(struct layout *layout, const struct table *table, const struct table_row *row,
                      struct element *row_element, const struct node *node, size_t column,
                      struct table_cell *cell) {
    bool header = row->head || node->header_cell;
    cell->node = node;
    cell->column = column;
    cell->span = node->span > 0 ? (size_t)node->span : 1;
    cell->head = row->head;
    if (column + cell->span > table->column_count)
        return layout_fail(layout, node, "a row has more cells than the table has columns");
    cell->element = element_new(layout, header ? ELEMENT_TH : ELEMENT_TD, row_element, node);
    cell->element->column_header = row->head;
    cell->element->row_header = header && !row->head;
    cell->element->column_span = (int)cell->span;
    struct text_style style = {.type = table->type,
                               .face = is_bold(table, row, node) ? FONT_BOLD : FONT_REGULAR,
                               .element = cell->element,
                               .node = node};
    cell->text = paragraph_new(layout, node->first_child, &style);
    return cell->text != NULL;
}

static bool read_row(struct layout *layout, const struct table *table, struct element *element,
                     const struct node *node, struct table_row *row) {
    row->node = node;
    for (const struct node *cell = node->first_child; cell; cell = cell->next)
        row->cell_count++;
    row->cells =
        arena_new_array(layout->arena, row->cell_count ? row->cell_count : 1, struct table_cell);
    struct element *row_element = element_new(layout, ELEMENT_TR, element, node);
    size_t column = 0, i = 0;
    for (const struct node *cell = node->first_child; cell; cell = cell->next, i++) {
        if (!read_cell(layout, table, row, row_element, cell, column, &row->cells[i]))
            return false;
        column += row->cells[i].span;
    }
    return true;
}

static bool read_table(struct layout *layout, const struct node *node, struct element *element,
                       struct table *table) {
    const struct theme *theme = layout->theme;
    *table = (struct table){.node = node, .style = node->table_style, .type = theme->note};
    if (table->style == TABLE_IDENTITY) {
        table->type = theme->header;
        table->gutter_pt = theme->gutter_pt;
    }
    table->column_count = node->table_column_count;
    table->head_count = node->head_rows > 0 ? (size_t)node->head_rows : 0;
    for (const struct node *row = node->first_child; row; row = row->next)
        table->row_count++;
    if (!table->column_count || !table->row_count)
        return layout_fail(layout, node, "a table needs columns and rows");
    table->rows = arena_new_array(layout->arena, table->row_count, struct table_row);
    size_t i = 0;
    for (const struct node *row = node->first_child; row; row = row->next, i++) {
        table->rows[i].head = i < table->head_count;
        if (!read_row(layout, table, element, row, &table->rows[i]))
            return false;
    }
    return true;
}

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

static size_t most_lines(const struct table_row *row) {
    size_t most = 1;
    for (size_t i = 0; i < row->cell_count; i++)
        most = row->cells[i].lines.count > most ? row->cells[i].lines.count : most;
    return most;
}

static bool find_height(struct layout *layout, const struct table *table, struct table_row *row) {
    const struct theme *theme = layout->theme;
    for (size_t i = 0; i < row->cell_count; i++) {
        struct table_cell *cell = &row->cells[i];
        if (!paragraph_fit(layout, cell->text, cell_room_pt(layout, table, cell), &cell->lines))
            return false;
    }
    size_t lines = most_lines(row);
    row->height_pt = (double)lines * table->type.leading_pt;
    /* One line has its air from the least height; several get padding and the rules' own width. */
    if (lines > 1 && table->style != TABLE_IDENTITY)
        row->height_pt += 2 * theme->cell_top_pt + theme->rule_thin_pt;
    double least_pt = least_row_pt(theme, table, row->head);
    row->height_pt = row->height_pt < least_pt ? least_pt : row->height_pt;
    return true;
}

/* ---- placing --------------------------------------------------------------------------------- */

/* Body cells share their first line's height; head cells end on the same line. */
static bool place_row(struct layout *layout, const struct table *table, const struct table_row *row,
                      struct slab *slab, double y_pt) {
    double leading_pt = table->type.leading_pt;
    double content_pt = (double)most_lines(row) * leading_pt;
    double top_pt = y_pt + (row->height_pt - content_pt) / 2;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct table_cell *cell = &row->cells[i];
        double x_pt = table->left_pt[cell->column] + cell_left_pt(layout, table, cell->column);
        double lower_pt = row->head ? content_pt - lines_height_pt(cell->text, &cell->lines) : 0;
        enum alignment align = table->node->table_columns[cell->column].align;
        if (!lines_place(layout, cell->text, &cell->lines, slab, x_pt, top_pt + lower_pt,
                         cell_room_pt(layout, table, cell), align))
            return false;
    }
    return true;
}

static void draw_across(struct layout *layout, const struct table *table, struct slab *slab,
                        double y_pt, double weight_pt) {
    shape_rule(layout, slab, 0, y_pt, table->left_pt[table->column_count], y_pt, weight_pt);
}

/* Upright rules stand left of a cell, where a column begins. */
static void draw_upright(struct layout *layout, const struct table *table,
                         const struct table_row *row, struct slab *slab, double top_pt,
                         double bottom_pt) {
    for (size_t i = 1; i < row->cell_count; i++) {
        double x_pt = table->left_pt[row->cells[i].column];
        shape_rule(layout, slab, x_pt, top_pt, x_pt, bottom_pt, layout->theme->rule_thin_pt);
    }
}

/* One row below what the slab already holds. */
static bool add_row(struct layout *layout, const struct table *table, size_t i, struct slab *slab) {
    const struct theme *theme = layout->theme;
    const struct table_row *row = &table->rows[i];
    bool ends_part = i + 1 == table->head_count || i + 1 == table->row_count;
    double top_pt = slab->height_pt, bottom_pt = top_pt + row->height_pt;
    if (!place_row(layout, table, row, slab, top_pt))
        return false;
    if (table->style == TABLE_DIARY)
        draw_upright(layout, table, row, slab, top_pt, bottom_pt);
    draw_across(layout, table, slab, bottom_pt,
                ends_part ? theme->rule_medium_pt : theme->rule_thin_pt);
    slab->height_pt = bottom_pt;
    return true;
}

/* The rows and rules of a head, without a place in the structure: its words were read before. */
static struct slab *copy_as_artifact(struct layout *layout, const struct slab *slab) {
    struct slab *copy = slab_new(layout, slab->node);
    slab_merge(layout, copy, slab, 0, 0);
    copy->height_pt = slab->height_pt;
    copy->mark_count = 0; /* nor places to press */
    for (size_t i = 0; i < copy->count; i++) {
        copy->items[i].text = TEXT_GENERATED;
        if (copy->items[i].item.element)
            copy->items[i].item.artifact = ARTIFACT_PAGINATION;
        copy->items[i].item.element = NULL;
    }
    return copy;
}

static bool add_rows(struct layout *layout, const struct table *table, struct stack *out) {
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
    for (size_t i = table->head_count; i < table->row_count; i++) {
        struct slab *slab = stack_add(layout, out, table->rows[i].node);
        if (!add_row(layout, table, i, slab))
            return false;
        slab->repeat = repeat;
        slab->keep_next = i + 2 == table->row_count; /* a last row does not stand alone */
        if (i + 1 == table->row_count)
            slab->height_pt += half_rule_pt;
    }
    return true;
}

/* ---- the identity strip ---------------------------------------------------------------------- */

static bool add_strip(struct layout *layout, const struct table *table, struct stack *out) {
    const struct theme *theme = layout->theme;
    struct slab *slab = stack_add(layout, out, table->node);
    double rule_pt = theme->rule_thin_pt;
    draw_across(layout, table, slab, rule_pt / 2, rule_pt);
    slab->height_pt = rule_pt + theme->cell_side_pt;
    for (size_t i = 0; i < table->row_count; i++) {
        if (!place_row(layout, table, &table->rows[i], slab, slab->height_pt))
            return false;
        slab->height_pt += table->rows[i].height_pt;
    }
    slab->height_pt += theme->cell_side_pt + rule_pt;
    draw_across(layout, table, slab, slab->height_pt - rule_pt / 2, rule_pt);
    return true;
}

/* ---- the table ------------------------------------------------------------------------------- */

bool layout_table(struct layout *layout, const struct node *node, const struct frame *frame,
                  struct stack *out) {
    struct element *element = element_new(layout, ELEMENT_TABLE, frame->element, node);
    element->alt = node->alt;
    struct table table;
    if (!read_table(layout, node, element, &table) ||
        !table_find_columns(layout, &table, frame->width_pt))
        return false;
    for (size_t i = 0; i < table.row_count; i++)
        if (!find_height(layout, &table, &table.rows[i]))
            return false;
    return table.style == TABLE_IDENTITY ? add_strip(layout, &table, out)
                                         : add_rows(layout, &table, out);
}
