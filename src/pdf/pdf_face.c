/* pdf_face.c - see pdf_face.h. In order: widths, blanks, the font's program, the whole.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_face.h"

#include <stdlib.h>

#include "pdf/pdf_tokens.h"

enum { SIMPLE_CODES = 256, COMPOSITE_CODES = 65536 };

struct reading {
    const struct qpdf_library *qpdf;
    qpdf_data data;
    struct arena *arena;
};

static qpdf_oh key_of(const struct reading *reading, qpdf_oh dict, const char *key) {
    return reading->qpdf->qpdf_oh_get_key(reading->data, dict, key);
}

static bool is_dict(const struct reading *reading, qpdf_oh object) {
    return reading->qpdf->qpdf_oh_is_dictionary(reading->data, object) ||
           reading->qpdf->qpdf_oh_is_stream(reading->data, object);
}

static bool has_key(const struct reading *reading, qpdf_oh dict, const char *key) {
    return is_dict(reading, key_of(reading, dict, key));
}

static double number_of(const struct reading *reading, qpdf_oh object, double fallback) {
    return reading->qpdf->qpdf_oh_is_number(reading->data, object)
               ? reading->qpdf->qpdf_oh_get_numeric_value(reading->data, object)
               : fallback;
}

/* ---- widths ---------------------------------------------------------------------------------- */

static void read_simple_widths(const struct reading *reading, qpdf_oh font, struct pdf_face *face) {
    qpdf_oh widths = key_of(reading, font, "/Widths");
    int first = (int)number_of(reading, key_of(reading, font, "/FirstChar"), 0);
    for (int i = 0; i < SIMPLE_CODES; i++)
        face->widths[i] = 500;
    if (!reading->qpdf->qpdf_oh_is_array(reading->data, widths))
        return;
    int count = reading->qpdf->qpdf_oh_get_array_n_items(reading->data, widths);
    for (int i = 0; i < count && i < SIMPLE_CODES; i++) {
        qpdf_oh item = reading->qpdf->qpdf_oh_get_array_item(reading->data, widths, i);
        int code = first + i;
        if (code >= 0 && code < SIMPLE_CODES)
            face->widths[code] = (float)number_of(reading, item, 500);
    }
}

/* /W: a code and a list of widths from it on, or two codes and the width of all between. */
static void read_composite_widths(const struct reading *reading, qpdf_oh descendant,
                                  struct pdf_face *face) {
    const struct qpdf_library *qpdf = reading->qpdf;
    float usual = (float)number_of(reading, key_of(reading, descendant, "/DW"), 1000);
    for (size_t i = 0; i < face->code_count; i++)
        face->widths[i] = usual;
    qpdf_oh widths = key_of(reading, descendant, "/W");
    if (!qpdf->qpdf_oh_is_array(reading->data, widths))
        return;
    int count = qpdf->qpdf_oh_get_array_n_items(reading->data, widths);
    for (int i = 0; i + 1 < count;) {
        int code = (int)number_of(reading, qpdf->qpdf_oh_get_array_item(reading->data, widths, i),
                                  COMPOSITE_CODES);
        qpdf_oh next = qpdf->qpdf_oh_get_array_item(reading->data, widths, i + 1);
        if (qpdf->qpdf_oh_is_array(reading->data, next)) {
            int listed = qpdf->qpdf_oh_get_array_n_items(reading->data, next);
            for (int k = 0; k < listed; k++, code++)
                if (code >= 0 && code < COMPOSITE_CODES)
                    face->widths[code] = (float)number_of(
                        reading, qpdf->qpdf_oh_get_array_item(reading->data, next, k), usual);
            i += 2;
        } else {
            int last = (int)number_of(reading, next, -1);
            float width = (float)number_of(
                reading, qpdf->qpdf_oh_get_array_item(reading->data, widths, i + 2), usual);
            for (; code >= 0 && code <= last && code < COMPOSITE_CODES; code++)
                face->widths[code] = width;
            i += 3;
        }
    }
}

/* ---- blanks ---------------------------------------------------------------------------------- */

static unsigned big_endian(struct slice bytes) {
    unsigned value = 0;
    for (size_t i = 0; i < bytes.length && i < 2; i++)
        value = value << 8 | (unsigned char)bytes.data[i];
    return value;
}

static bool is_blank(struct slice utf16) {
    unsigned unit = big_endian(utf16);
    return utf16.length == 2 && (unit == 0x20 || unit == 0xA0 || unit == 0xAD || unit == 0x3000 ||
                                 (unit >= 0x2000 && unit <= 0x200D) || unit == 0x2060);
}

static void note_blank(struct pdf_face *face, unsigned code, struct slice utf16) {
    if (code < face->code_count && is_blank(utf16))
        face->blank[code] = 1;
}

/* A range's first text goes on by one from code to code. */
static void note_range(struct pdf_face *face, unsigned first, unsigned last, struct slice utf16) {
    unsigned unit = big_endian(utf16);
    for (unsigned code = first; code <= last && code < face->code_count; code++, unit++) {
        const char bytes[2] = {(char)(unit >> 8), (char)(unit & 0xFF)};
        note_blank(face, code, utf16.length == 2 ? slice_make(bytes, 2) : utf16);
    }
}

/* "<code> <text>" between beginbfchar and endbfchar; "<first> <last> <text>" or "<first> <last>
 * [<text> ...]" between beginbfrange and endbfrange. */
struct map_reader {
    struct pdf_face *face;
    bool chars, ranges, in_list;
    unsigned codes[2];
    size_t count;  /* of them read */
    unsigned next; /* code of the next text in a list */
};

static void read_map_string(struct map_reader *reader, struct slice text) {
    size_t codes = reader->chars ? 1 : 2;
    if (reader->in_list) {
        note_blank(reader->face, reader->next++, text);
    } else if (reader->count < codes) {
        reader->codes[reader->count++] = big_endian(text);
    } else {
        note_range(reader->face, reader->codes[0], reader->codes[codes - 1], text);
        reader->count = 0;
    }
}

static void read_map_token(struct map_reader *reader, const struct pdf_token *token) {
    switch (token->kind) {
    case PDF_TOKEN_OPERATOR:
        reader->chars = slice_is(token->text, "beginbfchar");
        reader->ranges = slice_is(token->text, "beginbfrange");
        reader->count = 0;
        break;
    case PDF_TOKEN_OPEN:
        reader->in_list = reader->ranges;
        reader->next = reader->codes[0];
        break;
    case PDF_TOKEN_CLOSE:
        reader->in_list = false;
        reader->count = 0;
        break;
    case PDF_TOKEN_STRING:
        if (reader->chars || reader->ranges)
            read_map_string(reader, token->text);
        break;
    default:
        break;
    }
}

static void read_blanks(const struct reading *reading, qpdf_oh map, struct pdf_face *face) {
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (!reading->qpdf->qpdf_oh_is_stream(reading->data, map))
        return;
    reading->qpdf->qpdf_oh_get_stream_data(reading->data, map, qpdf_dl_all, NULL, &bytes, &length);
    if (!bytes)
        return;
    struct arena arena = {0};
    struct pdf_tokens tokens = {.bytes = slice_make((const char *)bytes, length)};
    struct map_reader reader = {.face = face};
    struct pdf_token token;
    while (pdf_token_next(&tokens, &arena, &token))
        read_map_token(&reader, &token);
    arena_release(&arena);
    free(bytes);
}

/* ---- the font's program ---------------------------------------------------------------------- */

static bool holds_program(const struct reading *reading, qpdf_oh font) {
    qpdf_oh descriptor = key_of(reading, font, "/FontDescriptor");
    return is_dict(reading, descriptor) && (has_key(reading, descriptor, "/FontFile") ||
                                            has_key(reading, descriptor, "/FontFile2") ||
                                            has_key(reading, descriptor, "/FontFile3"));
}

static const char *name_of(const struct reading *reading, qpdf_oh font, const char *key) {
    qpdf_oh name = key_of(reading, font, key);
    if (!reading->qpdf->qpdf_oh_is_name(reading->data, name))
        return "";
    return arena_text(reading->arena, reading->qpdf->qpdf_oh_get_name(reading->data, name) + 1);
}

/* ---- the whole ------------------------------------------------------------------------------- */

struct pdf_face *pdf_face_read(const struct qpdf_library *qpdf, qpdf_data data, qpdf_oh font,
                               struct arena *arena) {
    struct reading reading = {qpdf, data, arena};
    struct pdf_face *face = arena_new(arena, struct pdf_face);
    const char *subtype = name_of(&reading, font, "/Subtype");
    face->object = qpdf->qpdf_oh_get_object_id(data, font);
    face->name = name_of(&reading, font, "/BaseFont");
    face->two_bytes = strcmp(subtype, "Type0") == 0;
    face->code_count = face->two_bytes ? COMPOSITE_CODES : SIMPLE_CODES;
    face->widths = arena_new_array(arena, face->code_count, float);
    face->blank = arena_new_array(arena, face->code_count, unsigned char);
    if (face->two_bytes) {
        qpdf_oh list = key_of(&reading, font, "/DescendantFonts");
        if (!qpdf->qpdf_oh_is_array(data, list) || !qpdf->qpdf_oh_get_array_n_items(data, list))
            return face;
        qpdf_oh descendant = qpdf->qpdf_oh_get_array_item(data, list, 0);
        read_composite_widths(&reading, descendant, face);
        face->is_embedded = holds_program(&reading, descendant);
    } else {
        read_simple_widths(&reading, font, face);
        face->blank[' '] = 1;
        face->is_embedded = strcmp(subtype, "Type3") == 0 || holds_program(&reading, font);
    }
    read_blanks(&reading, key_of(&reading, font, "/ToUnicode"), face);
    return face;
}
