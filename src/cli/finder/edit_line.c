/* edit_line.c - see edit_line.h.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/finder/edit_line.h"

#include "base/utf8.h"
#include "token/char_width.h"

/* The next place between letters. */
static size_t place_behind(const struct edit_line *line, size_t place) {
    struct slice all = strbuf_slice(&line->text);
    if (place >= all.length)
        return all.length;
    utf8_next(all, &place);
    while (place < all.length) {
        size_t next = place;
        if (char_width(utf8_next(all, &next)) != 0)
            break;
        place = next;
    }
    return place;
}

static size_t place_before(const struct edit_line *line, size_t place) {
    const char *text = strbuf_text(&line->text);
    while (place > 0) {
        place--;
        while (place > 0 && ((unsigned char)text[place] & 0xC0) == 0x80)
            place--;
        size_t next = place;
        if (char_width(utf8_next(strbuf_slice(&line->text), &next)) != 0)
            break;
    }
    return place;
}

static void remove_part(struct edit_line *line, size_t start, size_t end) {
    struct strbuf left = {0};
    struct slice all = strbuf_slice(&line->text);
    strbuf_add_bytes(&left, all.data, start);
    strbuf_add_bytes(&left, all.data + end, all.length - end);
    strbuf_release(&line->text);
    line->text = left;
    line->cursor = start;
}

void edit_line_insert(struct edit_line *line, struct slice text) {
    struct strbuf longer = {0};
    struct slice all = strbuf_slice(&line->text);
    strbuf_add_bytes(&longer, all.data, line->cursor);
    strbuf_add_slice(&longer, text);
    strbuf_add_bytes(&longer, all.data + line->cursor, all.length - line->cursor);
    strbuf_release(&line->text);
    line->text = longer;
    line->cursor += text.length;
}

void edit_line_set(struct edit_line *line, const char *text) {
    struct strbuf copy = {0};
    strbuf_add(&copy, text);
    strbuf_release(&line->text);
    line->text = copy;
    line->cursor = copy.length;
}

void edit_line_backspace(struct edit_line *line) {
    if (line->cursor > 0)
        remove_part(line, place_before(line, line->cursor), line->cursor);
}

void edit_line_delete(struct edit_line *line) {
    if (line->cursor < line->text.length)
        remove_part(line, line->cursor, place_behind(line, line->cursor));
}

void edit_line_remove_word(struct edit_line *line) {
    const char *text = strbuf_text(&line->text);
    size_t start = line->cursor, end = line->cursor;
    while (start > 0 && text[start - 1] == ' ')
        start--;
    while (start > 0 && text[start - 1] != ' ')
        start--;
    if (start < end)
        remove_part(line, start, end);
}

void edit_line_remove_before(struct edit_line *line) {
    if (line->cursor > 0)
        remove_part(line, 0, line->cursor);
}

void edit_line_remove_behind(struct edit_line *line) {
    if (line->cursor < line->text.length)
        remove_part(line, line->cursor, line->text.length);
}

void edit_line_left(struct edit_line *line) {
    line->cursor = place_before(line, line->cursor);
}

void edit_line_right(struct edit_line *line) {
    line->cursor = place_behind(line, line->cursor);
}

void edit_line_to_start(struct edit_line *line) {
    line->cursor = 0;
}

void edit_line_to_end(struct edit_line *line) {
    line->cursor = line->text.length;
}

void edit_line_release(struct edit_line *line) {
    strbuf_release(&line->text);
    line->cursor = 0;
}
