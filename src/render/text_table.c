/* text_table.c - see text_table.h. Order: cells, column widths, rows.
 *
 * Layer: render. A column is as wide as its longest line; when all do not fit, the widest give way,
 * as far as their longest word allows, and then further.
 */
#include "render/text_table.h"

#include "base/memory.h"
#include "doc/table_grid.h"
#include "render/text_lines.h"

#include <stdlib.h>

#define SEPARATOR       " | "
#define SEPARATOR_WIDTH 3
#define EMPTY_WIDTH     3 /* of a column to write in */

struct cell {
    const struct node *node;
    char *words;   /* owned */
    char *wrapped; /* owned; in lines of the cell's width */
    int column, span;
};

struct text_table {
    const struct node *node;
    struct cell *cells; /* all rows, one behind the other */
    size_t cell_count;
    int *widths;
    int column_count;
};

/* ---- cells ----------------------------------------------------------------------------------- */

static void read_cells(struct text_table *table, text_of_inlines *words, void *context) {
    size_t count = 0;
    for (const struct node *row = table->node->first_child; row; row = row->next)
        for (const struct node *cell = row->first_child; cell; cell = cell->next)
            count++;
    table->cells = memory_allocate_zeroed(count + 1, sizeof *table->cells);
    struct table_grid grid;
    table_grid_begin(&grid, TABLE_MOST_COLUMNS); /* document_finish has seen to the rest */
    for (const struct node *row = table->node->first_child; row; row = row->next) {
        for (const struct node *node = row->first_child; node; node = node->next) {
            struct strbuf text = {0};
            words(context, node, &text);
            size_t column;
            table_grid_place(&grid, node, &column);
            struct cell *cell = &table->cells[table->cell_count++];
            *cell = (struct cell){.node = node,
                                  .words = strbuf_take(&text),
                                  .column = (int)column,
                                  .span = node->span};
            if (cell->column + cell->span > table->column_count)
                table->column_count = cell->column + cell->span;
        }
        table_grid_end_row(&grid);
    }
}

static void release_table(struct text_table *table) {
    for (size_t i = 0; i < table->cell_count; i++) {
        free(table->cells[i].words);
        free(table->cells[i].wrapped);
    }
    free(table->cells);
    free(table->widths);
}

/* ---- column widths --------------------------------------------------------------------------- */

static int total_width(const struct text_table *table) {
    int total = SEPARATOR_WIDTH * (table->column_count - 1);
    for (int i = 0; i < table->column_count; i++)
        total += table->widths[i];
    return total;
}

static int cell_width(const struct text_table *table, const struct cell *cell) {
    int width = SEPARATOR_WIDTH * (cell->span - 1);
    for (int i = cell->column; i < cell->column + cell->span; i++)
        width += table->widths[i];
    return width;
}

/* Takes a column at a time from the widest that is over its floor; false when none is. */
static bool narrow(struct text_table *table, const int *floors) {
    int widest = -1;
    for (int i = 0; i < table->column_count; i++)
        if (table->widths[i] > floors[i] &&
            (widest < 0 || table->widths[i] > table->widths[widest]))
            widest = i;
    if (widest < 0)
        return false;
    table->widths[widest]--;
    return true;
}

static void find_widths(struct text_table *table, int width) {
    table->widths = memory_allocate_zeroed((size_t)table->column_count + 1, sizeof(int));
    int *words = memory_allocate_zeroed((size_t)table->column_count + 1, sizeof(int));
    int *least = memory_allocate_zeroed((size_t)table->column_count + 1, sizeof(int));
    for (int i = 0; i < table->column_count; i++) {
        table->widths[i] = EMPTY_WIDTH;
        words[i] = EMPTY_WIDTH;
        least[i] = 1;
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct cell *cell = &table->cells[i];
        if (cell->span != 1)
            continue;
        int line = text_widest_line(slice_of(cell->words));
        int word = text_widest_word(slice_of(cell->words));
        if (line > table->widths[cell->column])
            table->widths[cell->column] = line;
        if (word > words[cell->column])
            words[cell->column] = word;
    }
    while (total_width(table) > width && narrow(table, words))
        continue;
    while (total_width(table) > width && narrow(table, least))
        continue;
    free(words);
    free(least);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static enum alignment alignment_of(const struct text_table *table, const struct cell *cell) {
    const struct node *node = table->node;
    return (size_t)cell->column < node->table_column_count ? node->table_columns[cell->column].align
                                                           : ALIGN_LEFT;
}

static void add_aligned(struct slice line, int width, enum alignment align, struct strbuf *out) {
    int room = width - text_columns(line);
    int before = align == ALIGN_RIGHT ? room : align == ALIGN_CENTRE ? room / 2 : 0;
    text_repeat(out, ' ', before);
    text_pad(line, width - (before > 0 ? before : 0), out);
}

/* Lines side by side until every cell has run out of them. A cell of several rows says its words in
 * the first. */
static void add_row(const struct text_table *table, struct cell *cells, size_t count,
                    struct strbuf *out) {
    struct slice *rest = memory_allocate_zeroed(count + 1, sizeof *rest);
    for (size_t i = 0; i < count; i++) {
        struct strbuf wrapped = {0};
        text_wrap(slice_of(cells[i].words), cell_width(table, &cells[i]), &wrapped);
        cells[i].wrapped = strbuf_take(&wrapped);
        rest[i] = slice_of(cells[i].wrapped);
    }
    bool more = true;
    for (int line_number = 0; more; line_number++) {
        more = false;
        size_t begin = out->length, i = 0;
        for (int column = 0; column < table->column_count;) {
            if (column)
                strbuf_add(out, SEPARATOR);
            if (i == count || cells[i].column != column) {
                text_repeat(out, ' ', table->widths[column++]); /* below a cell of a row above */
                continue;
            }
            struct slice line = {"", 0};
            bool has_line = slice_next_line(&rest[i], &line);
            more = more || rest[i].length > 0;
            add_aligned(has_line ? line : slice_of(""), cell_width(table, &cells[i]),
                        alignment_of(table, &cells[i]), out);
            column += cells[i++].span;
        }
        strbuf_add_char(out, '\n');
        text_trim_line_ends(out, begin);
    }
    free(rest);
}

static void add_rule(const struct text_table *table, struct strbuf *out) {
    for (int i = 0; i < table->column_count; i++) {
        if (i)
            strbuf_add(out, "-+-");
        text_repeat(out, '-', table->widths[i]);
    }
    strbuf_add_char(out, '\n');
}

void render_table(const struct node *node, int width, text_of_inlines *words, void *context,
                  struct strbuf *out) {
    struct text_table table = {.node = node};
    read_cells(&table, words, context);
    find_widths(&table, width);
    struct cell *cells = table.cells;
    int row_number = 0;
    for (const struct node *row = node->first_child; row; row = row->next, row_number++) {
        size_t count = 0;
        for (const struct node *cell = row->first_child; cell; cell = cell->next)
            count++;
        bool ruled = node->table_style == TABLE_DIARY && row_number > node->head_rows;
        if (ruled || (node->head_rows && row_number == node->head_rows))
            add_rule(&table, out);
        add_row(&table, cells, count, out);
        cells += count;
    }
    release_table(&table);
}
