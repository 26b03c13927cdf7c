/* table_columns.c - how wide the columns of a table are.
 *
 * Layer: layout. A column is as wide as the script says, or as its content asks; what is left over
 * goes to the columns with a weight, or in proportion to content. Too little room: columns without
 * a given width shrink, down to their longest word where possible.
 */
#include "layout/blocks.h"

/* Text may come this near to the next column when it then stays on one line; nearer where no
 * upright rule stands between them. */
#define LEAST_RIGHT_PT      1
#define LEAST_RIGHT_RULE_PT 3

struct width {
    double least_pt, wanted_pt; /* longest word; longest line */
    double pt;
    bool given;
};

double cell_left_pt(const struct layout *layout, const struct table *table, size_t column) {
    return column == 0 || table->style == TABLE_IDENTITY ? 0 : layout->theme->cell_side_pt;
}

/* Padding of a cell on its right; cell_left_pt on its left. */
static double cell_right_pt(const struct layout *layout, const struct table *table,
                            size_t last_column) {
    bool flush = last_column + 1 == table->column_count || table->style == TABLE_IDENTITY;
    return flush ? 0 : layout->theme->cell_side_pt;
}

double cell_room_pt(const struct layout *layout, const struct table *table,
                    const struct table_cell *cell) {
    size_t last = cell->column + cell->span - 1;
    double left_pt = table->left_pt[cell->column] + cell_left_pt(layout, table, cell->column);
    double right_pt =
        table->left_pt[last + 1] - (last + 1 < table->column_count ? table->gutter_pt : 0);
    double room_pt = right_pt - left_pt - cell_right_pt(layout, table, last);
    bool beside_rule = table->style == TABLE_DIARY && !cell->head; /* head words are tight */
    double least_pt = beside_rule ? LEAST_RIGHT_RULE_PT : LEAST_RIGHT_PT;
    bool padded = cell_right_pt(layout, table, last) > least_pt;
    double natural_pt = cell->text->natural_width_pt;
    if (padded && natural_pt > room_pt && natural_pt <= right_pt - left_pt - least_pt)
        return natural_pt;
    /* Head words share narrow columns: they may come as near to the next rule as any text may. */
    return cell->head && padded ? right_pt - left_pt - LEAST_RIGHT_RULE_PT : room_pt;
}

/* What the cells of one column ask for; cells over several columns take what they get. */
static void ask_cells(const struct layout *layout, const struct table *table,
                      struct width *widths) {
    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < table->rows[r].cell_count; c++) {
            const struct table_cell *cell = &table->rows[r].cells[c];
            if (cell->span != 1)
                continue;
            struct width *width = &widths[cell->column];
            double padding_pt = cell_left_pt(layout, table, cell->column) +
                                cell_right_pt(layout, table, cell->column);
            double least_pt = cell->text->least_width_pt + padding_pt;
            double wanted_pt = cell->text->natural_width_pt + padding_pt;
            width->least_pt = least_pt > width->least_pt ? least_pt : width->least_pt;
            width->wanted_pt = wanted_pt > width->wanted_pt ? wanted_pt : width->wanted_pt;
        }
    }
}

static void grow(struct width *widths, const struct table_column *columns, size_t count,
                 double over_pt) {
    double weights = 0, wanted_pt = 0;
    for (size_t i = 0; i < count; i++) {
        weights += columns[i].weight;
        wanted_pt += widths[i].given ? 0 : widths[i].wanted_pt;
    }
    for (size_t i = 0; i < count; i++) {
        if (weights > 0)
            widths[i].pt += over_pt * columns[i].weight / weights;
        else if (wanted_pt > 0 && !widths[i].given)
            widths[i].pt += over_pt * widths[i].wanted_pt / wanted_pt;
    }
}

/* Takes from the free columns: first down to their longest words, then in proportion. */
static void shrink(struct width *widths, size_t count, double missing_pt) {
    double spare_pt = 0, free_pt = 0;
    for (size_t i = 0; i < count; i++) {
        spare_pt += widths[i].given ? 0 : widths[i].pt - widths[i].least_pt;
        free_pt += widths[i].given ? 0 : widths[i].least_pt;
    }
    double first_pt = missing_pt < spare_pt ? missing_pt : spare_pt;
    for (size_t i = 0; i < count; i++) {
        if (widths[i].given)
            continue;
        if (spare_pt > 0)
            widths[i].pt -= first_pt * (widths[i].pt - widths[i].least_pt) / spare_pt;
        if (free_pt > 0)
            widths[i].pt -= (missing_pt - first_pt) * widths[i].least_pt / free_pt;
    }
}

bool table_find_columns(struct layout *layout, struct table *table, double width_pt) {
    const struct table_column *columns = table->node->table_columns;
    size_t count = table->column_count;
    struct width *widths = arena_new_array(layout->arena, count, struct width);
    ask_cells(layout, table, widths);
    double sum_pt = 0, given_pt = 0;
    for (size_t i = 0; i < count; i++) {
        widths[i].given = columns[i].width_pt > 0;
        widths[i].pt = widths[i].given         ? columns[i].width_pt
                       : columns[i].weight > 0 ? widths[i].least_pt
                                               : widths[i].wanted_pt;
        sum_pt += widths[i].pt;
        given_pt += widths[i].given ? widths[i].pt : 0;
    }
    double room_pt = width_pt - (double)(count - 1) * table->gutter_pt;
    const double rounding_pt = 1; /* widths in scripts are rounded to whole points */
    if (given_pt > room_pt + rounding_pt)
        return layout_fail(layout, table->node,
                           "the columns of a table are %.1f pt wide together, there is room for "
                           "%.1f",
                           given_pt, room_pt);
    if (sum_pt < room_pt)
        grow(widths, columns, count, room_pt - sum_pt);
    else
        shrink(widths, count, sum_pt - room_pt);
    table->left_pt = arena_new_array(layout->arena, count + 1, double);
    for (size_t i = 0; i < count; i++)
        table->left_pt[i + 1] =
            table->left_pt[i] + widths[i].pt + (i + 1 < count ? table->gutter_pt : 0);
    return true;
}
