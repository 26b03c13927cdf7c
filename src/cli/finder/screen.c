/* screen.c - see screen.h. In order: the grid; putting text; what has changed.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/finder/screen.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "token/char_width.h"

#include <stdlib.h>

static const struct screen_cell blank = {.text = " ", .length = 1, .width = 1};

/* ---- the grid ------------------------------------------------------------------------------- */

static size_t cell_count(const struct screen *screen) {
    return (size_t)screen->rows * (size_t)screen->columns;
}

static struct screen_cell *cell_at(const struct screen *screen, int row, int column) {
    return &screen->cells[(size_t)row * (size_t)screen->columns + (size_t)column];
}

void screen_resize(struct screen *screen, int rows, int columns) {
    screen->rows = rows;
    screen->columns = columns;
    size_t count = cell_count(screen);
    screen->cells = memory_resize(screen->cells, count, sizeof *screen->cells);
    screen->shown = memory_resize(screen->shown, count, sizeof *screen->shown);
    screen->is_unknown = true;
    screen_clear(screen);
}

void screen_release(struct screen *screen) {
    free(screen->cells);
    free(screen->shown);
    screen->cells = screen->shown = NULL;
}

void screen_clear(struct screen *screen) {
    for (size_t i = 0; i < cell_count(screen); i++)
        screen->cells[i] = blank;
    screen->cursor_row = screen->cursor_column = 0;
}

/* ---- putting text --------------------------------------------------------------------------- */

/* Nothing is seen of it, and it would change the order or the shape of what stands around it. */
static bool is_left_out(unsigned c) {
    return c == 0xAD || c == 0xFEFF || c == 0x200B || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c >= 0xE0000;
}

static bool is_control(unsigned c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* What a wide letter leaves of one that was half covered is a blank. */
static void uncover(struct screen *screen, int row, int column) {
    struct screen_cell *cell = cell_at(screen, row, column);
    if (cell->width == 2 && column + 1 < screen->columns)
        *cell_at(screen, row, column + 1) = blank;
    if (cell->width == 0 && column > 0)
        *cell_at(screen, row, column - 1) = blank;
}

static void put_letter(struct screen *screen, int row, int column, struct slice letter, int width,
                       enum screen_style style) {
    for (int i = 0; i < width; i++)
        uncover(screen, row, column + i);
    struct screen_cell *cell = cell_at(screen, row, column);
    *cell = (struct screen_cell){
        .length = (uint8_t)letter.length, .style = (uint8_t)style, .width = (uint8_t)width};
    memcpy(cell->text, letter.data, letter.length);
    if (width == 2)
        *cell_at(screen, row, column + 1) = (struct screen_cell){.style = (uint8_t)style};
}

static void add_mark(struct screen_cell *cell, struct slice mark) {
    if (cell->length + mark.length <= sizeof cell->text) {
        memcpy(cell->text + cell->length, mark.data, mark.length);
        cell->length = (uint8_t)(cell->length + mark.length);
    }
}

int screen_put(struct screen *screen, int row, int column, int limit, struct slice text,
               enum screen_style style) {
    int last = -1; /* the column of the letter that a mark belongs to */
    if (limit > screen->columns)
        limit = screen->columns;
    if (row < 0 || row >= screen->rows || column < 0)
        return column;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        unsigned c = utf8_next(text, &i);
        struct slice letter = slice_make(text.data + start, i - start);
        int width = char_width(c);
        if (is_left_out(c))
            continue;
        if (width == 0) {
            if (last >= 0)
                add_mark(cell_at(screen, row, last), letter);
            continue;
        }
        if (column + width > limit)
            break;
        if (is_control(c))
            letter = slice_of(" ");
        else if (c == 0xFFFD)
            letter = slice_of("\xEF\xBF\xBD"); /* may stand for a byte that is none */
        put_letter(screen, row, column, letter, width, style);
        cell_at(screen, row, column)->is_right_to_left = char_is_right_to_left(c);
        last = column;
        column += width;
    }
    return column;
}

void screen_put_cursor(struct screen *screen, int row, int column) {
    screen->cursor_row = row;
    screen->cursor_column = column < screen->columns ? column : screen->columns - 1;
}

/* ---- what has changed ----------------------------------------------------------------------- */

static const char *style_code(const struct screen *screen, int style) {
    static const char *const codes[SCREEN_STYLE_COUNT][2] = {
        [SCREEN_PLAIN] = {"\033[0m", "\033[0m"},
        [SCREEN_TITLE] = {"\033[0;1m", "\033[0;1m"},
        [SCREEN_MATCH] = {"\033[0;1;4m", "\033[0;1;31m"},
        [SCREEN_DIM] = {"\033[0m", "\033[0;2m"},
        [SCREEN_WARNING] = {"\033[0;1m", "\033[0;33m"},
        [SCREEN_KEYS] = {"\033[0;7m", "\033[0;7m"},
    };
    return codes[style][screen->color];
}

static bool is_same(const struct screen_cell *a, const struct screen_cell *b) {
    return a->length == b->length && a->style == b->style && a->width == b->width &&
           memcmp(a->text, b->text, a->length) == 0;
}

static bool is_blank(const struct screen_cell *cell) {
    return is_same(cell, &blank);
}

/* The columns from *first to before *end that have to be sent; false: none. */
static bool find_changes(const struct screen *screen, const struct screen_cell *cells,
                         const struct screen_cell *shown, int *first, int *end) {
    bool is_whole = screen->is_unknown;
    *first = 0;
    *end = screen->columns;
    while (!is_whole && *first < *end && is_same(&cells[*first], &shown[*first]))
        ++*first;
    if (*first == *end)
        return false;
    for (int i = 0; i < screen->columns && !is_whole; i++)
        is_whole = cells[i].is_right_to_left || shown[i].is_right_to_left;
    if (is_whole)
        *first = 0;
    while (!is_whole && *end > *first && is_same(&cells[*end - 1], &shown[*end - 1]))
        --*end;
    while (*first > 0 && (cells[*first].width == 0 || shown[*first].width == 0))
        --*first; /* never half a wide letter */
    while (*end < screen->columns && (cells[*end].width == 0 || shown[*end].width == 0))
        ++*end;
    return true;
}

static void send_row(struct screen *screen, int row, struct strbuf *bytes) {
    const struct screen_cell *cells = cell_at(screen, row, 0);
    const struct screen_cell *shown = &screen->shown[cells - screen->cells];
    int first, end, style = SCREEN_PLAIN;
    if (!find_changes(screen, cells, shown, &first, &end))
        return;
    int written = end; /* blanks up to the edge are one code */
    while (end == screen->columns && written > first && is_blank(&cells[written - 1]))
        written--;
    strbuf_add_format(bytes, "\033[%d;%dH", row + 1, first + 1);
    for (int i = first; i < written; i++) {
        if (cells[i].style != style)
            strbuf_add(bytes, style_code(screen, cells[i].style));
        style = cells[i].style;
        strbuf_add_bytes(bytes, cells[i].text, cells[i].length);
    }
    if (style != SCREEN_PLAIN)
        strbuf_add(bytes, style_code(screen, SCREEN_PLAIN));
    if (written < end)
        strbuf_add(bytes, "\033[K");
}

void screen_take_changes(struct screen *screen, struct strbuf *bytes) {
    size_t before = bytes->length;
    strbuf_add(bytes, "\033[?25l"); /* the cursor does not run about */
    size_t begun = bytes->length;
    if (screen->is_unknown)
        strbuf_add(bytes, "\033[0m\033[2J");
    for (int row = 0; row < screen->rows; row++)
        send_row(screen, row, bytes);
    if (bytes->length == begun)
        strbuf_truncate(bytes, before);
    strbuf_add_format(bytes, "\033[%d;%dH", screen->cursor_row + 1, screen->cursor_column + 1);
    if (bytes->length > begun)
        strbuf_add(bytes, "\033[?25h");
    memcpy(screen->shown, screen->cells, cell_count(screen) * sizeof *screen->cells);
    screen->is_unknown = false;
}
