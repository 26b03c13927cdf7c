/* text_lines.c - see text_lines.h.
 *
 * Layer: render.
 */
#include "render/text_lines.h"

#include "base/utf8.h"

#include <uniwidth.h>

static int columns_of(unsigned code_point) {
    int columns = uc_width(code_point, "UTF-8");
    return columns < 0 ? 0 : columns;
}

int text_columns(struct slice text) {
    int columns = 0;
    for (size_t position = 0; position < text.length;)
        columns += columns_of(utf8_next(text, &position));
    return columns;
}

int text_widest_line(struct slice text) {
    int widest = 0;
    struct slice line;
    while (slice_next_line(&text, &line)) {
        int columns = text_columns(line);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

/* Cuts the next word off *text; the spaces before it are skipped. */
static bool next_word(struct slice *text, struct slice *word) {
    size_t begin = 0;
    while (begin < text->length && text->data[begin] == ' ')
        begin++;
    size_t end = begin;
    while (end < text->length && text->data[end] != ' ')
        end++;
    *word = slice_make(text->data + begin, end - begin);
    *text = slice_make(text->data + end, text->length - end);
    return word->length > 0;
}

int text_widest_word(struct slice text) {
    int widest = 0;
    struct slice line, word;
    while (slice_next_line(&text, &line))
        while (next_word(&line, &word)) {
            int columns = text_columns(word);
            widest = columns > widest ? columns : widest;
        }
    return widest;
}

static void add_character(struct strbuf *out, unsigned code_point) {
    bool no_break_space = code_point == 0xA0 || code_point == 0x202F || code_point == 0x2007;
    strbuf_add_code_point(out, no_break_space ? ' ' : code_point);
}

/* Adds a word at *column; one that is wider than a line is cut where the line is full. */
static void add_word(struct slice word, int width, int *column, struct strbuf *out) {
    for (size_t position = 0; position < word.length;) {
        unsigned code_point = utf8_next(word, &position);
        int columns = columns_of(code_point);
        if (*column && *column + columns > width) {
            strbuf_add_char(out, '\n');
            *column = 0;
        }
        add_character(out, code_point);
        *column += columns;
    }
}

void text_wrap(struct slice text, int width, struct strbuf *out) {
    struct slice line, word;
    while (slice_next_line(&text, &line)) {
        int column = 0;
        while (next_word(&line, &word)) {
            if (column && column + 1 + text_columns(word) > width) {
                strbuf_add_char(out, '\n');
                column = 0;
            } else if (column) {
                strbuf_add_char(out, ' ');
                column++;
            }
            add_word(word, width, &column, out);
        }
        strbuf_add_char(out, '\n');
    }
}

void text_indent(struct slice block, const char *first, struct strbuf *out) {
    int width = text_columns(slice_of(first));
    bool is_first = true;
    struct slice line;
    while (slice_next_line(&block, &line)) {
        if (is_first)
            strbuf_add(out, first);
        else if (line.length)
            text_repeat(out, ' ', width);
        strbuf_add_slice(out, line);
        strbuf_add_char(out, '\n');
        is_first = false;
    }
}

void text_repeat(struct strbuf *out, char c, int count) {
    for (int i = 0; i < count; i++)
        strbuf_add_char(out, c);
}

void text_pad(struct slice line, int width, struct strbuf *out) {
    strbuf_add_slice(out, line);
    text_repeat(out, ' ', width - text_columns(line));
}

void text_trim_line_ends(struct strbuf *out, size_t offset) {
    size_t kept = offset;
    for (size_t i = offset; i < out->length; i++) {
        if (out->data[i] == '\n')
            while (kept > offset && out->data[kept - 1] == ' ')
                kept--;
        out->data[kept++] = out->data[i];
    }
    if (out->data)
        strbuf_truncate(out, kept);
}
