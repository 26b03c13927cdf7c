/* roster_json.c - see roster_json.h.
 *
 * Layer: make. Order: cells of numbers, of lists, of all kinds.
 */
#include "make/batch/roster_json.h"

#include "make/fields/field_types.h"

/* ---- cells ----------------------------------------------------------------------------------- */

static size_t count_digits(struct slice text, size_t at) {
    size_t count = 0;
    while (at + count < text.length && text.data[at + count] >= '0' && text.data[at + count] <= '9')
        count++;
    return count;
}

/* As JSON has it, without an exponent: -0.5, 12; not 012, .5, +3. */
static bool is_json_number(struct slice text) {
    size_t at = text.length > 0 && text.data[0] == '-' ? 1 : 0;
    size_t digits = count_digits(text, at);
    if (digits == 0 || (digits > 1 && text.data[at] == '0'))
        return false;
    at += digits;
    if (at < text.length && text.data[at] == '.') {
        digits = count_digits(text, at + 1);
        if (digits == 0)
            return false;
        at += 1 + digits;
    }
    return at == text.length && text.length < 20;
}

static bool take_item(struct slice *rest, struct slice *item) {
    if (!rest->data)
        return false;
    const char *end = rest->length > 0 ? memchr(rest->data, ';', rest->length) : NULL;
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    *item = slice_trim(slice_make(rest->data, length));
    *rest = end ? slice_make(end + 1, rest->length - length - 1) : slice_make(NULL, 0);
    return true;
}

/* A ";" behind the last item begins no other. */
static struct slice without_last_separator(struct slice cell) {
    cell = slice_trim(cell);
    if (cell.length > 0 && cell.data[cell.length - 1] == ';')
        cell.length--;
    return cell;
}

size_t roster_json_items(struct arena *arena, struct slice cell, const char ***items) {
    struct slice rest = without_last_separator(cell), item;
    size_t count = 0;
    *items = arena_new_array(arena, cell.length / 2 + 2, const char *);
    while (rest.length > 0 && take_item(&rest, &item))
        (*items)[count++] = arena_bytes(arena, item.data, item.length);
    return count;
}

static void add_list(struct strbuf *out, struct slice cell) {
    struct slice rest = without_last_separator(cell), item;
    const char *comma = "";
    strbuf_add_char(out, '[');
    while (take_item(&rest, &item)) {
        strbuf_add(out, comma);
        value_write_json_text(item, out);
        comma = ",";
    }
    strbuf_add_char(out, ']');
}

void roster_json_cell(struct strbuf *out, const struct value *field, struct slice cell) {
    struct slice text = slice_trim(cell);
    switch (field_type(field)) {
    case FIELD_WHOLE:
    case FIELD_NUMBER:
        if (is_json_number(text))
            strbuf_add_slice(out, text);
        else
            value_write_json_text(text, out);
        break;
    case FIELD_YES_NO:
        if (slice_is(text, "yes") || slice_is(text, "true"))
            strbuf_add(out, "true");
        else if (slice_is(text, "no") || slice_is(text, "false"))
            strbuf_add(out, "false");
        else
            value_write_json_text(text, out);
        break;
    case FIELD_LIST:
        add_list(out, text);
        break;
    default:
        value_write_json_text(text, out);
    }
}
