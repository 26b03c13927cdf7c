/* pdf_renumber.c - see pdf_renumber.h.
 *
 * Layer: pdf. Order: tokens, one object, number trees.
 */
#include "pdf/pdf_renumber.h"

#include <stdlib.h>

enum { KEY_BYTES = 32, MOST_DEPTH = 8 };

/* ---- tokens ---------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' || c == '\f';
}

static bool is_regular(char c) {
    return !is_blank(c) && !strchr("()<>[]{}/%", c);
}

/* Behind a literal string that begins at `at`. */
static size_t skip_string(struct slice text, size_t at) {
    int depth = 0;
    for (; at < text.length; at++) {
        if (text.data[at] == '\\')
            at++;
        else if (text.data[at] == '(')
            depth++;
        else if (text.data[at] == ')' && --depth == 0)
            return at + 1;
    }
    return text.length;
}

static size_t skip_regular(struct slice text, size_t at) {
    while (at < text.length && is_regular(text.data[at]))
        at++;
    return at;
}

static size_t skip_blanks(struct slice text, size_t at) {
    while (at < text.length && is_blank(text.data[at]))
        at++;
    return at;
}

static size_t skip_digits(struct slice text, size_t at) {
    while (at < text.length && is_digit(text.data[at]))
        at++;
    return at;
}

static unsigned number_at(struct slice text, size_t at) {
    unsigned long value = 0;
    for (size_t end = skip_digits(text, at); at < end && value < 1UL << 30; at++)
        value = value * 10 + (unsigned long)(text.data[at] - '0');
    return (unsigned)value;
}

/* "12 0 R" at `at`: *end behind it. */
static bool is_reference(struct slice text, size_t at, size_t *end) {
    size_t first = skip_digits(text, at);
    size_t second = skip_blanks(text, first);
    size_t third = skip_digits(text, second);
    size_t letter = skip_blanks(text, third);
    *end = letter + 1;
    return first > at && second > first && third > second && letter > third &&
           letter < text.length && text.data[letter] == 'R' &&
           (letter + 1 == text.length || !is_regular(text.data[letter + 1]));
}

/* ---- one object ------------------------------------------------------------------------------ */

static void add_reference(struct pdf_renumber *renumber, unsigned number, struct strbuf *out) {
    unsigned to = number < renumber->own->count ? renumber->numbers[number] : 0;
    renumber->referred = true;
    if (to == 0)
        strbuf_add(out, " null"); /* a blank may be missing in front of a word */
    else
        strbuf_add_format(out, "%u 0 R", to);
}

/* A stream's length stands in an object of its own where libharu wrote it. */
static bool add_length(const struct pdf_renumber *renumber, const char *key, unsigned number,
                       struct strbuf *out) {
    if (strcmp(key, "Length") != 0 || number >= renumber->own->count)
        return false;
    struct slice text = renumber->own->objects[number];
    if (text.length == 0 || skip_digits(text, 0) != text.length)
        return false;
    strbuf_add_slice(out, text);
    return true;
}

static size_t add_number(struct pdf_renumber *renumber, struct slice text, size_t at,
                         const char *key, struct strbuf *out) {
    size_t end = 0;
    if (is_reference(text, at, &end)) {
        unsigned number = number_at(text, at);
        if (!add_length(renumber, key, number, out))
            add_reference(renumber, number, out);
        return end;
    }
    end = skip_regular(text, at);
    bool is_key = strcmp(key, "StructParent") == 0 || strcmp(key, "StructParents") == 0;
    if (is_key && skip_digits(text, at) == end) {
        strbuf_add_format(out, "%u", number_at(text, at) + renumber->key_offset);
        renumber->referred = true;
    } else {
        strbuf_add_bytes(out, text.data + at, end - at);
    }
    return end;
}

void pdf_renumber(struct pdf_renumber *renumber, struct slice text, struct strbuf *out) {
    char key[KEY_BYTES] = "";
    int depth = 0;
    for (size_t at = 0, end; at < text.length; at = end) {
        char c = text.data[at];
        end = at + 1;
        if (c == '(') {
            end = skip_string(text, at);
        } else if (c == '/') {
            end = skip_regular(text, at + 1);
            size_t length = end - at - 1 < KEY_BYTES ? end - at - 1 : 0;
            memcpy(key, text.data + at + 1, length);
            key[length] = '\0';
        } else if (c == '<' && end < text.length && text.data[end] == '<') {
            depth++;
            end++;
        } else if (c == '>' && end < text.length && text.data[end] == '>') {
            depth--;
            end++;
        } else if (c == '<') {
            while (end < text.length && text.data[end] != '>')
                end++;
        } else if (is_digit(c)) {
            end = add_number(renumber, text, at, key, out);
            key[0] = '\0';
            continue;
        } else if (c == 's' && depth == 0) { /* "stream": what follows are bytes */
            end = text.length;
        } else if (is_regular(c)) {
            end = skip_regular(text, at);
        }
        strbuf_add_bytes(out, text.data + at, end - at);
    }
}

/* ---- number trees ---------------------------------------------------------------------------- */

static void add_pairs(struct pdf_renumber *renumber, struct slice pairs, struct strbuf *out,
                      unsigned *lowest, unsigned *highest) {
    size_t at = skip_blanks(pairs, 1); /* behind the '[' */
    while (at < pairs.length && is_digit(pairs.data[at])) {
        unsigned key = number_at(pairs, at) + renumber->key_offset;
        size_t end = 0;
        at = skip_blanks(pairs, skip_digits(pairs, at));
        if (at < pairs.length && pairs.data[at] == '[') {
            const char *close = memchr(pairs.data + at, ']', pairs.length - at);
            end = close ? (size_t)(close - pairs.data) + 1 : pairs.length;
        } else if (!is_reference(pairs, at, &end)) {
            return;
        }
        strbuf_add_format(out, "%u ", key);
        pdf_renumber(renumber, slice_make(pairs.data + at, end - at), out);
        strbuf_add_char(out, '\n');
        *lowest = key < *lowest ? key : *lowest;
        *highest = key > *highest ? key : *highest;
        at = skip_blanks(pairs, end);
    }
}

/* Ours have two levels. NOLINTNEXTLINE(misc-no-recursion) */
static void add_node(struct pdf_renumber *renumber, unsigned node, int depth, struct strbuf *out,
                     unsigned *lowest, unsigned *highest) {
    if (node == 0 || node >= renumber->own->count || depth > MOST_DEPTH)
        return;
    struct slice text = renumber->own->objects[node];
    struct slice kids = pdf_own_bracketed(text, "Kids", '[', ']');
    struct slice pairs = pdf_own_bracketed(text, "Nums", '[', ']');
    add_pairs(renumber, pairs, out, lowest, highest);
    for (size_t at = skip_blanks(kids, 1), end; is_reference(kids, at, &end);
         at = skip_blanks(kids, end))
        add_node(renumber, number_at(kids, at), depth + 1, out, lowest, highest);
}

void pdf_renumber_tree(struct pdf_renumber *renumber, unsigned node, struct strbuf *out,
                       unsigned *lowest, unsigned *highest) {
    add_node(renumber, node, 0, out, lowest, highest);
}
