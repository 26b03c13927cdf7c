/* html_table.c - tables with heads that programs can read, and that a telephone can show.
 *
 * Layer: render. On a narrow screen a table with a head becomes a stack: each cell stands below its
 * column's head, which a cell carries as data-head. A table that can't be stacked, because a cell
 * covers several rows or it has no head to repeat, scrolls inside its own frame when it is wide.
 * The identity strip is no table in truth: labels over values, a list of pairs.
 *
 * Order: the identity strip, heads of columns, cells, rows, the table.
 */
#include "doc/table_grid.h"
#include "render/html_page.h"

enum { MOST_NARROW_COLUMNS = 5 }; /* that a telephone shows side by side */

/* ---- the identity strip ---------------------------------------------------------------------- */

/* Two rows with as many cells, none of them wide. */
static bool is_pairs(const struct node *table) {
    const struct node *labels = table->first_child, *values = labels ? labels->next : NULL;
    if (table->table_style != TABLE_IDENTITY || table->head_rows != 1 || !values || values->next)
        return false;
    const struct node *label = labels->first_child, *value = values->first_child;
    for (; label && value; label = label->next, value = value->next)
        if (label->span != 1 || value->span != 1 || label->row_span != 1 || value->row_span != 1)
            return false;
    return !label && !value;
}

static void add_pairs(struct html_page *page, const struct node *table) {
    struct strbuf *out = page->out;
    strbuf_add(out, "<div role=\"group\"");
    html_add_attribute(out, "aria-label", table->alt);
    strbuf_add(out, ">\n<dl class=\"identity\">\n");
    const struct node *label = table->first_child->first_child;
    const struct node *value = table->first_child->next->first_child;
    for (; label; label = label->next, value = value->next) {
        strbuf_add(out, "<div><dt>");
        html_content(page, label);
        strbuf_add(out, "</dt><dd>");
        html_content(page, value);
        strbuf_add(out, "</dd></div>\n");
    }
    strbuf_add(out, "</dl>\n</div>\n");
}

/* ---- heads of columns ------------------------------------------------------------------------ */

struct html_rows {
    struct html_page *page;
    const struct node *table;
    struct table_grid grid;
    const char *heads[TABLE_MOST_COLUMNS]; /* words over each column, or NULL */
    bool stacks;
};

/* The words of the lowest head cell over each column. */
static void read_heads(struct html_rows *rows) {
    struct table_grid grid;
    table_grid_begin(&grid, rows->table->table_column_count);
    int i = 0;
    for (const struct node *row = rows->table->first_child; row && i < rows->table->head_rows;
         row = row->next, i++, table_grid_end_row(&grid))
        for (const struct node *cell = row->first_child; cell; cell = cell->next) {
            size_t column = 0;
            const char *words = node_plain_text(&rows->page->arena, cell);
            if (!table_grid_place(&grid, cell, &column) || !words[0])
                continue;
            for (size_t at = column; at < column + (size_t)cell->span && at < TABLE_MOST_COLUMNS;
                 at++)
                rows->heads[at] = words;
        }
}

static bool spans_rows(const struct node *table) {
    for (const struct node *row = table->first_child; row; row = row->next)
        for (const struct node *cell = row->first_child; cell; cell = cell->next)
            if (cell->row_span > 1)
                return true;
    return false;
}

/* ---- cells ----------------------------------------------------------------------------------- */

enum head_kind { HEAD_NONE, HEAD_COLUMN, HEAD_ROW };

/* Whose head a cell is: of columns in the head; of its row where it says so or, in a table with a
 * head, stands first and says what the row is about. */
static enum head_kind head_of(const struct html_rows *rows, const struct node *cell, bool in_head,
                              size_t column) {
    if (in_head)
        return HEAD_COLUMN;
    if (cell->header_cell)
        return HEAD_ROW;
    bool first = column == 0 && rows->table->head_rows > 0;
    if (!first || !node_plain_text(&rows->page->arena, cell)[0])
        return HEAD_NONE;
    for (const struct node *other = cell->next; other; other = other->next)
        if (other->header_cell)
            return HEAD_NONE;
    return HEAD_ROW;
}

static const char *scope_of(enum head_kind head, const struct node *cell) {
    if (head == HEAD_COLUMN)
        return cell->span > 1 ? "colgroup" : "col";
    return cell->row_span > 1 ? "rowgroup" : "row";
}

static const char *class_of(const struct html_rows *rows, const struct node *cell,
                            enum head_kind head, size_t column) {
    enum alignment align = column < rows->table->table_column_count
                               ? rows->table->table_columns[column].align
                               : ALIGN_LEFT;
    bool bold = head == HEAD_ROW && cell->header_cell;
    switch (align) {
    case ALIGN_RIGHT:
        return bold ? "right bold" : "right";
    case ALIGN_CENTRE:
        return bold ? "middle bold" : "middle";
    default:
        return bold ? "bold" : NULL;
    }
}

static void add_cell(struct html_rows *rows, const struct node *cell, bool in_head) {
    struct html_page *page = rows->page;
    struct strbuf *out = page->out;
    size_t column = 0;
    table_grid_place(&rows->grid, cell, &column);
    enum head_kind head = head_of(rows, cell, in_head, column);
    /* A head without words is none. */
    if (head == HEAD_COLUMN && !node_plain_text(&page->arena, cell)[0])
        head = HEAD_NONE;
    const char *name = head == HEAD_NONE ? "td" : "th";
    strbuf_add_format(out, "<%s", name);
    html_add_words_direction(page, cell->first_child);
    if (head != HEAD_NONE)
        html_add_attribute(out, "scope", scope_of(head, cell));
    if (cell->span > 1)
        strbuf_add_format(out, " colspan=\"%d\"", cell->span);
    if (cell->row_span > 1)
        strbuf_add_format(out, " rowspan=\"%d\"", cell->row_span);
    const char *class = class_of(rows, cell, head, column);
    if (class)
        html_add_attribute(out, "class", class);
    if (rows->stacks && !in_head && column < TABLE_MOST_COLUMNS && rows->heads[column])
        html_add_attribute(out, "data-head", rows->heads[column]);
    strbuf_add_char(out, '>');
    html_content(page, cell);
    strbuf_add_format(out, "</%s>", name);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void add_rows(struct html_rows *rows, const struct node *first, int count, bool in_head) {
    struct strbuf *out = rows->page->out;
    strbuf_add(out, in_head ? "<thead>\n" : "<tbody>\n");
    for (const struct node *row = first; row && count != 0; row = row->next, count--) {
        strbuf_add(out, "<tr>");
        for (const struct node *cell = row->first_child; cell; cell = cell->next)
            add_cell(rows, cell, in_head);
        strbuf_add(out, "</tr>\n");
        table_grid_end_row(&rows->grid);
    }
    strbuf_add(out, in_head ? "</thead>\n" : "</tbody>\n");
}

/* Shares of the width, where empty cells say nothing about what will be written in them. */
static void add_columns(struct strbuf *out, const struct node *table) {
    double total_pt = 0;
    if (table->table_style != TABLE_DIARY)
        return;
    for (size_t i = 0; i < table->table_column_count; i++) {
        if (table->table_columns[i].width_pt <= 0)
            return;
        total_pt += table->table_columns[i].width_pt;
    }
    strbuf_add(out, "<colgroup>");
    for (size_t i = 0; i < table->table_column_count; i++) {
        strbuf_add(out, "<col style=\"width:");
        strbuf_add_number(out, 100 * table->table_columns[i].width_pt / total_pt, 1);
        strbuf_add(out, "%\">");
    }
    strbuf_add(out, "</colgroup>\n");
}

/* ---- the table ------------------------------------------------------------------------------- */

static const char *const style_names[] = {
    [TABLE_PLAIN] = "plain",   [TABLE_PLAN] = "plan",         [TABLE_DIARY] = "diary",
    [TABLE_CHOICE] = "choice", [TABLE_IDENTITY] = "identity",
};

void html_table(struct html_page *page, const struct node *table) {
    struct strbuf *out = page->out;
    if (is_pairs(table)) {
        add_pairs(page, table);
        return;
    }
    struct html_rows rows = {.page = page, .table = table};
    bool spans = spans_rows(table);
    bool narrow = table->table_column_count <= MOST_NARROW_COLUMNS;
    rows.stacks = table->head_rows > 0 && !spans && !(table->table_style == TABLE_DIARY && narrow);
    bool scrolls = !rows.stacks && (spans || !narrow);
    if (rows.stacks)
        read_heads(&rows);
    if (scrolls) { /* the frame can be reached and scrolled with keys */
        strbuf_add(out, "<div class=\"wide\" role=\"group\" tabindex=\"0\"");
        html_add_attribute(out, "aria-label", table->alt);
        strbuf_add(out, ">\n");
    }
    strbuf_add_format(out, "<table class=\"%s%s%s\">\n", style_names[table->table_style],
                      rows.stacks ? " stacks" : "", spans ? " spans" : "");
    if (table->alt && table->alt[0]) {
        strbuf_add(out, "<caption><span class=\"hidden\">");
        html_add_text(out, slice_of(table->alt));
        strbuf_add(out, "</span></caption>\n");
    }
    add_columns(out, table);
    table_grid_begin(&rows.grid, table->table_column_count);
    const struct node *body = table->first_child;
    for (int i = 0; body && i < table->head_rows; i++)
        body = body->next;
    if (table->head_rows > 0)
        add_rows(&rows, table->first_child, table->head_rows, true);
    add_rows(&rows, body, -1, false);
    strbuf_add(out, scrolls ? "</table>\n</div>\n" : "</table>\n");
}
