/* pdf_own.c - see pdf_own.h.
 *
 * Layer: pdf. Order: looking into text, cross-references, plain objects, object streams.
 */
#include "pdf/pdf_own.h"

#include "pdf/pdf_deflate.h"

#include <stdint.h>
#include <stdlib.h>

enum {
    ROW_BYTES = 7, /* of a cross-reference, pdf_pack.c */
    MOST_OBJECTS = 1 << 20,
    INFLATED_LIMIT_BYTES = 64 << 20,
};

/* ---- looking into text ----------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' || c == '\f';
}

static struct slice skip_blanks(struct slice text) {
    while (text.length > 0 && is_blank(text.data[0]))
        text = slice_make(text.data + 1, text.length - 1);
    return text;
}

/* What stands behind /key, blanks passed over; empty: no such key. */
static struct slice behind_key(struct slice dict, const char *key) {
    size_t length = strlen(key);
    for (size_t i = 0; i + length + 1 < dict.length; i++) {
        const char *end = dict.data + i + 1 + length;
        if (dict.data[i] == '/' && memcmp(dict.data + i + 1, key, length) == 0 &&
            (is_blank(*end) || (*end && strchr("[(</", *end)) || (*end >= '0' && *end <= '9')))
            return skip_blanks(slice_make(end, dict.length - i - 1 - length));
    }
    return slice_make("", 0);
}

static bool take_number(struct slice *text, unsigned *number) {
    uint64_t value = 0;
    size_t digits = 0;
    *text = skip_blanks(*text);
    while (digits < text->length && digits < 10 && text->data[digits] >= '0' &&
           text->data[digits] <= '9')
        value = value * 10 + (uint64_t)(text->data[digits++] - '0');
    *text = slice_make(text->data + digits, text->length - digits);
    *number = (unsigned)value;
    return digits > 0 && value <= UINT32_MAX;
}

bool pdf_own_number(struct slice dict, const char *key, unsigned *number) {
    struct slice text = behind_key(dict, key);
    return take_number(&text, number);
}

unsigned pdf_own_reference(const struct pdf_own *own, struct slice dict, const char *key) {
    struct slice text = behind_key(dict, key);
    unsigned number = 0, generation = 0;
    bool found = take_number(&text, &number) && take_number(&text, &generation) &&
                 slice_starts_with(skip_blanks(text), "R") && number < own->count;
    return found ? number : 0;
}

struct slice pdf_own_bracketed(struct slice dict, const char *key, char open, char close) {
    struct slice text = behind_key(dict, key);
    int depth = 0;
    if (text.length == 0 || text.data[0] != open)
        return slice_make("", 0);
    for (size_t i = 0; i < text.length; i++) {
        depth += text.data[i] == open;
        depth -= text.data[i] == close;
        if (depth == 0)
            return slice_make(text.data, i + 1);
    }
    return slice_make("", 0);
}

/* ---- cross-references ------------------------------------------------------------------------ */

static bool refuse(struct error *err) {
    return error_set(err, ERROR_INPUT, "no PDF of this program, or damaged");
}

/* The dictionary and the bytes of a stream that begins at text: "<<...>>\nstream\n...". */
static bool split_stream(struct slice text, struct slice *dict, struct slice *bytes) {
    static const char mark[] = "stream\n";
    unsigned length = 0;
    const char *begin =
        text.length > 0 ? memmem(text.data, text.length, mark, sizeof mark - 1) : NULL;
    if (!begin)
        return false;
    *dict = slice_make(text.data, (size_t)(begin - text.data));
    size_t at = dict->length + sizeof mark - 1;
    if (!pdf_own_number(*dict, "Length", &length) || length > text.length - at)
        return false;
    *bytes = slice_make(text.data + at, length);
    return true;
}

static bool inflate_into(struct arena *arena, struct slice bytes, struct slice *text) {
    struct strbuf out = {0};
    bool inflated = pdf_inflate(bytes, INFLATED_LIMIT_BYTES, &out);
    if (inflated)
        *text = arena_slice(arena, strbuf_slice(&out));
    strbuf_release(&out);
    return inflated;
}

/* "12 0 obj\n" is passed over. */
static bool begin_object(struct slice *text) {
    unsigned number = 0, generation = 0;
    if (!take_number(text, &number) || !take_number(text, &generation))
        return false;
    *text = skip_blanks(*text);
    if (!slice_starts_with(*text, "obj"))
        return false;
    *text = skip_blanks(slice_make(text->data + 3, text->length - 3));
    return true;
}

static bool find_table(struct slice pdf, size_t *offset) {
    static const char mark[] = "startxref\n";
    size_t tail = pdf.length < 64 ? pdf.length : 64;
    const char *found =
        tail > 0 ? memmem(pdf.data + pdf.length - tail, tail, mark, sizeof mark - 1) : NULL;
    unsigned number = 0;
    if (!found)
        return false;
    found += sizeof mark - 1;
    struct slice rest = slice_make(found, (size_t)(pdf.data + pdf.length - found));
    bool taken = take_number(&rest, &number);
    *offset = number;
    return taken && number < pdf.length;
}

/* The rows' differences to the row above undone: 7 bytes an object. */
static bool read_table(struct arena *arena, struct slice pdf, size_t offset, struct pdf_own *own,
                       unsigned char **rows) {
    struct slice text = slice_make(pdf.data + offset, pdf.length - offset), dict, bytes, packed;
    if (!begin_object(&text) || !split_stream(text, &dict, &bytes) ||
        !pdf_own_number(dict, "Size", &own->count) || own->count > MOST_OBJECTS ||
        !inflate_into(arena, bytes, &packed) || packed.length != own->count * (ROW_BYTES + 1UL))
        return false;
    own->catalog = pdf_own_reference(own, dict, "Root");
    *rows = arena_new_array(arena, (own->count + 1UL) * ROW_BYTES, unsigned char);
    for (size_t i = 0; i < own->count; i++)
        for (size_t byte = 0; byte < ROW_BYTES; byte++) {
            unsigned char above = i > 0 ? (*rows)[(i - 1) * ROW_BYTES + byte] : 0;
            (*rows)[i * ROW_BYTES + byte] =
                (unsigned char)(above + (unsigned char)packed.data[i * (ROW_BYTES + 1) + 1 + byte]);
        }
    return own->catalog > 0;
}

/* ---- plain objects --------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
    const uint32_t *first = a, *second = b;
    return *first < *second ? -1 : *first > *second;
}

static uint32_t place_of(const unsigned char *row) {
    return (uint32_t)row[1] << 24 | (uint32_t)row[2] << 16 | (uint32_t)row[3] << 8 | row[4];
}

/* From one place to the next: binary bytes may hold "endobj". */
static bool take_plain(struct slice pdf, uint32_t begin, uint32_t end, struct slice *object) {
    static const char last[] = "endobj";
    if (end > pdf.length || begin >= end)
        return false;
    struct slice text = slice_trim(slice_make(pdf.data + begin, end - begin));
    if (text.length < sizeof last || !begin_object(&text))
        return false;
    size_t keep = text.length - (sizeof last - 1);
    if (text.length < sizeof last || memcmp(text.data + keep, last, sizeof last - 1) != 0)
        return false;
    *object = slice_make(text.data, keep);
    while (object->length > 0 && object->data[object->length - 1] == '\n')
        object->length--;
    return true;
}

static bool take_all_plain(struct arena *arena, struct slice pdf, size_t table,
                           const unsigned char *rows, struct pdf_own *own) {
    uint32_t *places = arena_new_array(arena, own->count + 1UL, uint32_t);
    size_t count = 0;
    for (size_t i = 0; i < own->count; i++)
        if (rows[i * ROW_BYTES] == 1)
            places[count++] = place_of(rows + i * ROW_BYTES);
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < own->count; i++) {
        uint32_t place = place_of(rows + i * ROW_BYTES);
        if (rows[i * ROW_BYTES] != 1 || place >= table)
            continue;
        const uint32_t *found = bsearch(&place, places, count, sizeof *places, compare_places);
        bool is_last = found == places + count - 1;
        uint32_t end = is_last ? (uint32_t)table : found[1];
        if (end > table)
            end = (uint32_t)table;
        if (!take_plain(pdf, place, end, &own->objects[i]))
            return false;
    }
    return true;
}

/* ---- object streams -------------------------------------------------------------------------- */

static bool unpack(struct arena *arena, struct slice object, const unsigned char *rows,
                   struct pdf_own *own) {
    struct slice dict, bytes, text;
    unsigned count = 0, first = 0, number = 0, offset = 0;
    if (!split_stream(object, &dict, &bytes) || !pdf_own_number(dict, "N", &count) ||
        !pdf_own_number(dict, "First", &first) || !inflate_into(arena, bytes, &text) ||
        first > text.length)
        return false;
    struct slice head = slice_make(text.data, first);
    struct slice body = slice_make(text.data + first, text.length - first);
    struct slice *open = NULL; /* the object that ends where the next begins */
    unsigned open_offset = 0;
    for (unsigned i = 0; i < count; i++) {
        if (!take_number(&head, &number) || !take_number(&head, &offset) || number >= own->count ||
            offset > body.length || offset < open_offset || rows[(size_t)number * ROW_BYTES] != 2)
            return false;
        if (open)
            *open = slice_trim(slice_make(body.data + open_offset, offset - open_offset));
        open = &own->objects[number];
        open_offset = offset;
    }
    if (open)
        *open = slice_trim(slice_make(body.data + open_offset, body.length - open_offset));
    return true;
}

bool pdf_own_read(struct arena *arena, struct slice pdf, struct pdf_own *own, struct error *err) {
    size_t table = 0;
    unsigned char *rows = NULL;
    *own = (struct pdf_own){0};
    if (!slice_starts_with(pdf, "%PDF-1.7\n") || !find_table(pdf, &table) ||
        !read_table(arena, pdf, table, own, &rows))
        return refuse(err);
    own->objects = arena_new_array(arena, own->count + 1UL, struct slice);
    if (!take_all_plain(arena, pdf, table, rows, own))
        return refuse(err);
    for (unsigned i = 0; i < own->count; i++) {
        if (!slice_starts_with(own->objects[i], "<</Type/ObjStm"))
            continue;
        if (!unpack(arena, own->objects[i], rows, own))
            return refuse(err);
        own->objects[i] = slice_make(NULL, 0);
    }
    return own->objects[own->catalog].length > 0 || refuse(err);
}
