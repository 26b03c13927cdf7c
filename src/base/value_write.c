/* value_write.c - a tree of values as JSON.
 *
 * Layer: base.
 */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/value.h"

/* ---- texts ---- */

static bool is_plain(unsigned char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

void value_write_json_text(struct slice text, struct strbuf *out) {
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        while (i < text.length && is_plain((unsigned char)text.data[i]))
            i++;
        strbuf_add_bytes(out, text.data + start, i - start);
        if (i == text.length)
            break;
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x80) {
            strbuf_add_code_point(out, utf8_next(text, &i)); /* U+FFFD for a bad byte */
            continue;
        }
        if (c == '"' || c == '\\')
            strbuf_add_format(out, "\\%c", c);
        else if (c == '\n')
            strbuf_add(out, "\\n");
        else
            strbuf_add_format(out, "\\u%04x", c);
        i++;
    }
    strbuf_add_char(out, '"');
}

/* ---- trees ---- */

enum { ON_ONE_LINE = -1 }; /* in place of a depth */

static void add_break(struct strbuf *out, int depth) {
    if (depth == ON_ONE_LINE)
        return;
    strbuf_add_char(out, '\n');
    for (int i = 0; i < depth; i++)
        strbuf_add(out, "  ");
}

static void add_value(const struct value *value, int depth, struct strbuf *out);

static void add_items(const struct value *value, int depth, struct strbuf *out) {
    bool is_map = value->kind == VALUE_MAP;
    int inner = depth == ON_ONE_LINE ? ON_ONE_LINE : depth + 1;
    strbuf_add_char(out, is_map ? '{' : '[');
    for (size_t i = 0; i < value->count; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        add_break(out, inner);
        if (is_map) {
            value_write_json_text(value->keys[i], out);
            strbuf_add(out, depth == ON_ONE_LINE ? ":" : ": ");
        }
        add_value(value->items[i], inner, out);
    }
    if (value->count > 0)
        add_break(out, depth);
    strbuf_add_char(out, is_map ? '}' : ']');
}

/* NOLINTNEXTLINE(misc-no-recursion): trees are at most 64 deep, their readers see to it. */
static void add_value(const struct value *value, int depth, struct strbuf *out) {
    switch (value->kind) {
    case VALUE_NULL:
        strbuf_add(out, "null");
        break;
    case VALUE_BOOLEAN:
        strbuf_add(out, value->boolean ? "true" : "false");
        break;
    case VALUE_NUMBER: /* as it was written */
        if (value->text.length > 0)
            strbuf_add_slice(out, value->text);
        else
            strbuf_add_number(out, value->number, 6);
        break;
    case VALUE_TEXT:
        value_write_json_text(value->text, out);
        break;
    case VALUE_LIST:
    case VALUE_MAP:
        add_items(value, depth, out);
        break;
    }
}

void value_write_json(const struct value *value, struct strbuf *out) {
    add_value(value, 0, out);
    strbuf_add_char(out, '\n');
}

void value_write_json_line(const struct value *value, struct strbuf *out) {
    add_value(value, ON_ONE_LINE, out);
}
