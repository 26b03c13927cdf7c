/* lua_table.c - rows and cells of a table_of.
 *
 * Layer: lua. Rows that say nothing any more vanish once all rows are there, since a cell that
 * covers several rows may have to move or shrink. Order: cells, rows, what vanishes, the table.
 */
#include "doc/table_grid.h"
#include "lua/lua_convert.h"

/* ---- cells and rows -------------------------------------------------------------------------- */

static void convert_cell(struct converter *converter, struct node *row, int index, bool is_head) {
    const struct lua_part *part = lua_part_at(converter->L, index);
    if (part && part->kind == NODE_CELL) {
        lua_convert_value(converter, row, index);
    } else {
        struct node *cell = lua_convert_add(converter, row, NODE_CELL);
        lua_convert_value(converter, cell, index);
    }
    if (is_head)
        row->last_child->header_cell = true;
}

/* The new row, or NULL where false stands for one. */
static struct node *convert_row(struct converter *converter, struct node *table, int index,
                                bool is_head) {
    lua_State *L = converter->L;
    if (lua_isboolean(L, index) && !lua_toboolean(L, index))
        return NULL;
    if (!lua_istable(L, index))
        lua_error_raise(L, "a table row must be a list of cells, got %s", luaL_typename(L, index));
    lua_view_unwrap(L, index);
    struct node *row = lua_convert_add(converter, table, NODE_ROW);
    lua_Integer count = lua_check_list(L, index, NULL, "a table row");
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        convert_cell(converter, row, lua_gettop(L), is_head);
        lua_pop(L, 1);
    }
    return row;
}

/* ---- what vanishes --------------------------------------------------------------------------- */

/* Puts a cell into a row behind `before` (NULL: first). */
static void insert_cell(struct node *row, struct node *before, struct node *cell) {
    struct node *following = before ? before->next : row->first_child;
    cell->parent = row;
    cell->next = following;
    if (before)
        before->next = cell;
    else
        row->first_child = cell;
    if (!following)
        row->last_child = cell;
}

/* Gives the cells of a vanishing row that cover rows below it to the next row, each in its place.
 * cells: by column, what stands in the vanishing row; above: what was taken before its cells. */
static void hand_down(struct node *row, struct node *const *cells, const struct table_grid *above) {
    struct node *next_row = row->next, *before = NULL;
    for (size_t c = 0; c < above->column_count;) {
        struct node *cell = cells[c];
        struct node *following = before ? before->next : next_row->first_child;
        if (cell && cell->parent == row && cell->row_span > 1) {
            cell->row_span--;
            insert_cell(next_row, before, cell);
            before = cell;
            c += (size_t)(cell->span > 1 ? cell->span : 1);
        } else if (above->rows_taken[c] > 1 || !following) {
            c++; /* a cell from above stands in the next row too */
        } else {
            before = following;
            c += (size_t)(following->span > 1 ? following->span : 1);
        }
    }
}

/* Takes vanishing rows away. A cell from above that covers one covers a row less; a cell that
 * begins in one begins in the next. */
static void drop_rows(struct converter *converter, struct node *table, int head_rows) {
    struct table_grid grid;
    struct node *cells[TABLE_MOST_COLUMNS] = {NULL};
    table_grid_begin(&grid, table->table_column_count);
    struct node *next;
    int i = 0;
    for (struct node *row = table->first_child; row; row = next, i++) {
        next = row->next;
        struct table_grid before = grid;
        size_t column;
        for (struct node *cell = row->first_child; cell; cell = cell->next)
            if (table_grid_place(&grid, cell, &column))
                for (int k = 0; k < (cell->span > 1 ? cell->span : 1); k++)
                    cells[column + (size_t)k] = cell;
        if (i < head_rows || !lua_drop_vanishes(row, false)) {
            table_grid_end_row(&grid);
            continue;
        }
        for (size_t c = 0; c < grid.column_count; c++)
            if (cells[c] && before.rows_taken[c] && (c == 0 || cells[c] != cells[c - 1]))
                cells[c]->row_span--;
        if (next)
            hand_down(row, cells, &before);
        node_remove(row);
        converter->lost = true;
        for (size_t c = 0; c < grid.column_count; c++) /* the row at hand is the next one now */
            grid.rows_taken[c] = before.rows_taken[c] ? before.rows_taken[c] - 1 : 0;
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

void lua_table_convert(struct converter *converter, struct node *table, int content) {
    lua_State *L = converter->L;
    lua_pushliteral(L, "head");
    if (lua_rawget(L, content) != LUA_TNIL) {
        bool outer_lost = converter->lost;
        convert_row(converter, table, lua_gettop(L), true);
        table->head_rows = table->first_child ? 1 : 0;
        converter->lost = outer_lost;
    }
    lua_pop(L, 1);
    lua_pushliteral(L, "rows");
    if (lua_rawget(L, content) != LUA_TTABLE)
        lua_error_raise(L, "rows must be a list of rows");
    int rows = lua_gettop(L);
    lua_view_unwrap(L, rows);
    lua_Integer count = lua_check_list(L, rows, NULL, "rows");
    bool lost = converter->lost;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, rows, i);
        convert_row(converter, table, lua_gettop(L), false);
        lua_pop(L, 1);
    }
    converter->lost = lost;
    drop_rows(converter, table, table->head_rows);
    lua_pop(L, 1);
}
