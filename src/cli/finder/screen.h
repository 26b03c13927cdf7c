/* screen.h - text in cells, and the least output that makes a terminal show it.
 *
 * Layer: cli. Everything is drawn anew on an empty grid; what differs from the last grid is sent.
 * What is drawn is text from anywhere: control characters become blanks, so that nothing in an
 * article can command the terminal. Rows that hold letters written from right to left are sent
 * whole, because the terminal turns them round as a whole.
 *
 *     struct screen screen = {.color = true};
 *     screen_resize(&screen, 24, 80);
 *     int column = screen_put(&screen, 0, 0, 80, slice_of("Search: "), SCREEN_DIM);
 *     screen_put_cursor(&screen, 0, column);
 *     screen_take_changes(&screen, &bytes); // to be written to the terminal
 */
#ifndef FOOTNOTE_CLI_FINDER_SCREEN_H
#define FOOTNOTE_CLI_FINDER_SCREEN_H

#include "base/slice.h"
#include "base/strbuf.h"

#include <stdint.h>

enum screen_style {
    SCREEN_PLAIN,
    SCREEN_TITLE,
    SCREEN_MATCH,
    SCREEN_DIM,
    SCREEN_WARNING,
    SCREEN_KEYS, /* the line that names the keys */
    SCREEN_STYLE_COUNT
};

enum { SCREEN_CELL_BYTES = 26 }; /* a letter with its marks; further marks are left out */

struct screen_cell {
    char text[SCREEN_CELL_BYTES]; /* no bytes: the right half of a wide letter */
    uint8_t length;
    uint8_t style;
    uint8_t width;
    bool is_right_to_left;
};

struct screen {
    bool color;
    int rows, columns;
    int cursor_row, cursor_column;
    struct screen_cell *cells, *shown; /* rows * columns each: drawn, and on the terminal */
    bool is_unknown;                   /* what the terminal shows */
};

/* An empty grid of another size; everything will be sent. */
void screen_resize(struct screen *screen, int rows, int columns);
void screen_release(struct screen *screen);

/* Blanks everywhere. */
void screen_clear(struct screen *screen);

/* Puts text on a row from a column on, as far as it fits before the column `limit`; returns the
 * column behind it. Rows and columns outside the grid are passed over. */
int screen_put(struct screen *screen, int row, int column, int limit, struct slice text,
               enum screen_style style);

void screen_put_cursor(struct screen *screen, int row, int column);

/* Adds the bytes that make the terminal show what was drawn; only the cursor when nothing differs.
 */
void screen_take_changes(struct screen *screen, struct strbuf *bytes);

#endif
