/* value_write.c - a tree of values as JSON.
 *
 * Layer: base.
 */
#include "base/strbuf.h"
#include "base/value.h"

#include <stdio.h>

static void add_text(struct strbuf *out, struct slice text) {
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\')
            strbuf_add_format(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            strbuf_add_format(out, "\\u%04x", c);
        else
            strbuf_add_char(out, (char)c);
    }
    strbuf_add_char(out, '"');
}

static void add_indent(struct strbuf *out, int depth) {
    for (int i = 0; i < depth; i++)
        strbuf_add(out, "  ");
}

static void add_value(const struct value *value, int depth, struct strbuf *out);

static void add_items(const struct value *value, int depth, struct strbuf *out) {
    bool is_map = value->kind == VALUE_MAP;
    strbuf_add_char(out, is_map ? '{' : '[');
    for (size_t i = 0; i < value->count; i++) {
        strbuf_add(out, i == 0 ? "\n" : ",\n");
        add_indent(out, depth + 1);
        if (is_map) {
            add_text(out, value->keys[i]);
            strbuf_add(out, ": ");
        }
        add_value(value->items[i], depth + 1, out);
    }
    if (value->count > 0) {
        strbuf_add_char(out, '\n');
        add_indent(out, depth);
    }
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
        add_text(out, value->text);
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
