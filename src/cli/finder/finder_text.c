/* finder_text.c - text on the finder's screen: wrapping, marked words.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/finder_private.h"
#include "token/char_width.h"

/* ---- wrapping ------------------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static size_t skip_spaces(struct slice text, size_t position) {
    while (position < text.length && is_space(text.data[position]))
        position++;
    return position;
}

/* Lines end at blanks, beside wide letters, and in words that are too long for any line. */
bool finder_wrap(struct slice text, size_t *position, int width, struct slice *line) {
    if (*position >= text.length)
        return false;
    size_t start = skip_spaces(text, *position), i = start;
    size_t end = 0, next = 0; /* where the line may end, and the next one begins; 0: nowhere */
    int column = 0;
    while (i < text.length && text.data[i] != '\n') {
        size_t letter = i;
        int columns = char_width(utf8_next(text, &i));
        bool is_blank = is_space(text.data[letter]);
        if (is_blank || (columns == 2 && letter > start)) {
            end = letter;
            next = skip_spaces(text, letter);
        }
        if (column + columns > width && !is_blank) {
            bool is_forced = end == 0;
            end = is_forced ? (letter > start ? letter : i) : end;
            *line = slice_make(text.data + start, end - start);
            *position = is_forced ? end : next;
            return true;
        }
        column += columns;
    }
    *line = slice_make(text.data + start, i - start);
    while (line->length > 0 && is_space(line->data[line->length - 1]))
        line->length--;
    *position = i + 1;
    return true;
}

/* ---- marked words --------------------------------------------------------------------------- */

int finder_put_marked(struct screen *screen, int row, int column, int limit, struct slice text,
                      const char *whole, const struct search_span *spans, size_t count,
                      enum screen_style style) {
    size_t first = (size_t)(text.data - whole), end = first + text.length, at = first;
    for (size_t i = 0; i < count && at < end; i++) {
        size_t from = spans[i].start > at ? spans[i].start : at;
        size_t to = spans[i].end < end ? spans[i].end : end;
        if (to <= from)
            continue;
        struct slice before = slice_make(whole + at, from - at);
        struct slice marked = slice_make(whole + from, to - from);
        column = screen_put(screen, row, column, limit, before, style);
        column = screen_put(screen, row, column, limit, marked, SCREEN_MATCH);
        at = to;
    }
    return screen_put(screen, row, column, limit, slice_make(whole + at, end - at), style);
}

void finder_put_cut(struct screen *screen, int row, int column, int limit, const char *text,
                    enum screen_style style) {
    struct slice all = slice_of(text);
    if (column + text_width(all) <= limit) {
        screen_put(screen, row, column, limit, all, style);
        return;
    }
    int end = screen_put(screen, row, column, limit - 1, all, style);
    screen_put(screen, row, end, limit, slice_of("\xE2\x80\xA6"), style);
}
