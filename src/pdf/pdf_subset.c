/* pdf_subset.c - see pdf_subset.h. Order: refusing what can't be embedded, making, remembering.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_subset.h"

#include "base/memory.h"
#include "pdf/pdf_deflate.h"
#include "pdf/pdf_usual.h"

#include <hb-subset.h>
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>

enum { REMEMBERED = 8 };

struct subset_memory {
    struct pdf_subset subsets[REMEMBERED];
    unsigned next; /* the place to use next; the oldest is there when all are full */
    hb_set_t *usual;
};

/* ---- refusing -------------------------------------------------------------------------------- */

/* Bytes of one INDEX structure at offset and of its first item (Adobe Technical Note 5176, section
 * 5). Returns the offset behind the structure, or 0 when it is damaged. */
static size_t read_index(const unsigned char *data, size_t length, size_t offset,
                         struct slice *first) {
    *first = slice_make(NULL, 0);
    if (offset > length || length - offset < 2)
        return 0;
    size_t count = (size_t)data[offset] << 8 | data[offset + 1];
    if (count == 0)
        return offset + 2;
    size_t size = length - offset > 2 ? data[offset + 2] : 0;
    if (size < 1 || size > 4 || length - offset < 3 + (count + 1) * size)
        return 0;
    size_t ends[3] = {0, 1, count}, places[3];
    for (int i = 0; i < 3; i++) {
        places[i] = 0;
        for (size_t byte = 0; byte < size; byte++)
            places[i] = places[i] << 8 | data[offset + 3 + ends[i] * size + byte];
    }
    size_t base = offset + 2 + (count + 1) * size; /* places count from 1 */
    bool in_order = places[0] >= 1 && places[1] >= places[0] && places[2] >= places[1];
    if (!in_order || places[2] > length - base)
        return 0;
    *first = slice_make((const char *)data + base + places[0], places[1] - places[0]);
    return base + places[2];
}

/* In a CID-keyed CFF font, glyphs are chosen by CID, not by number; ours would show wrong letters.
 * Its top dictionary begins with the operator ROS (12 30). */
static bool is_cid_keyed(hb_face_t *face) {
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned length = 0;
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(blob, &length);
    bool found = false;
    struct slice first = {0};
    size_t offset = length > 4 ? read_index(data, length, data[2], &first) : 0;
    if (offset && read_index(data, length, offset, &first))
        for (size_t i = 0; i + 1 < first.length && !found; i++) {
            unsigned char byte = (unsigned char)first.data[i];
            if (byte == 12)
                found = first.data[i + 1] == 30;
            else if (byte == 28)
                i += 2;
            else if (byte == 29)
                i += 4;
            else if (byte >= 247 && byte <= 254)
                i += 1;
            if (byte <= 21)
                break; /* an operator: ROS is the first one or absent */
        }
    hb_blob_destroy(blob);
    return found;
}

/* ---- making ---------------------------------------------------------------------------------- */

/* All tables but those that a PDF reader needs to draw glyphs. */
static void drop_tables(hb_face_t *face, hb_set_t *dropped) {
    static const hb_tag_t kept[] = {
        HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('m', 'a', 'x', 'p'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
        HB_TAG('C', 'F', 'F', ' '),
    };
    hb_tag_t tags[64];
    unsigned count = sizeof tags / sizeof *tags;
    for (unsigned start = 0; count; start += count) {
        count = sizeof tags / sizeof *tags;
        hb_face_get_table_tags(face, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            hb_set_add(dropped, tags[i]);
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        hb_set_del(dropped, kept[i]);
}

/* Six capitals, as the names of subsets begin (ISO 32000-1, 9.6.4). */
static void make_tag(const struct font *font, const hb_set_t *glyphs, char tag[7]) {
    crypto_generichash_state state;
    unsigned char hash[crypto_generichash_BYTES_MIN];
    const char *name = font_postscript_name(font);
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)name, strlen(name));
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);) {
        unsigned char bytes[2] = {(unsigned char)(glyph >> 8), (unsigned char)glyph};
        crypto_generichash_update(&state, bytes, sizeof bytes);
    }
    crypto_generichash_final(&state, hash, sizeof hash);
    for (int i = 0; i < 6; i++)
        tag[i] = (char)('A' + hash[i] % 26);
    tag[6] = '\0';
}

static void release_subset(struct pdf_subset *subset) {
    hb_set_destroy(subset->glyphs);
    hb_map_destroy(subset->codes);
    strbuf_release(&subset->packed);
    *subset = (struct pdf_subset){0};
}

static bool make_subset(const struct font *font, const hb_set_t *glyphs, struct pdf_subset *subset,
                        struct error *err) {
    hb_face_t *face = font_harfbuzz_face(font);
    if (font_is_cff(font) && is_cid_keyed(face))
        return error_set(err, ERROR_ENVIRONMENT,
                         "font %s: CID-keyed OpenType can't be embedded: use its TrueType form",
                         font_postscript_name(font));
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_subset_plan_t *plan = NULL;
    hb_face_t *small = NULL;
    if (input) {
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
        hb_set_union(hb_subset_input_glyph_set(input), glyphs);
        drop_tables(face, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
        plan = hb_subset_plan_create_or_fail(face, input);
        small = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    }
    if (small) {
        hb_tag_t outlines = HB_TAG('C', 'F', 'F', ' ');
        hb_blob_t *program = font_is_cff(font) ? hb_face_reference_table(small, outlines)
                                               : hb_face_reference_blob(small);
        unsigned length = 0;
        const char *data = hb_blob_get_data(program, &length);
        subset->raw_bytes = length;
        pdf_deflate(subset->compact ? PDF_EFFORT_COMPACT : PDF_EFFORT_USUAL,
                    slice_make(data, length), &subset->packed);
        hb_blob_destroy(program);
        subset->glyph_count = hb_face_get_glyph_count(small);
        subset->codes = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
        subset->glyphs = hb_set_copy(glyphs);
        make_tag(font, glyphs, subset->tag);
    }
    hb_face_destroy(small);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    if (!subset->raw_bytes)
        return error_set(err, ERROR_ENVIRONMENT,
                         "font %s: HarfBuzz can't take out the glyphs in use: install it again",
                         font_postscript_name(font));
    return true;
}

/* ---- remembering ----------------------------------------------------------------------------- */

static hb_user_data_key_t memory_key;

static void free_memory(void *data) {
    struct subset_memory *memory = data;
    for (int i = 0; i < REMEMBERED; i++)
        release_subset(&memory->subsets[i]);
    hb_set_destroy(memory->usual);
    free(memory);
}

static struct subset_memory *memory_of(const struct font *font) {
    hb_face_t *face = font_harfbuzz_face(font);
    struct subset_memory *memory = hb_face_get_user_data(face, &memory_key);
    if (memory)
        return memory;
    memory = memory_allocate_zeroed(1, sizeof *memory);
    if (hb_face_set_user_data(face, &memory_key, memory, free_memory, true)) {
        memory->usual = pdf_usual_glyphs(font);
        return memory;
    }
    free(memory);
    return NULL;
}

const struct pdf_subset *pdf_subset_get(const struct font *font, const hb_set_t *glyphs,
                                        bool compact, struct error *err) {
    struct subset_memory *memory = memory_of(font);
    if (!memory) {
        error_set(err, ERROR_ENVIRONMENT, "font %s: the face is unusable",
                  font_postscript_name(font));
        return NULL;
    }
    if (!compact && hb_set_is_subset(glyphs, memory->usual))
        glyphs = memory->usual;
    for (int i = 0; i < REMEMBERED; i++) {
        const struct pdf_subset *known = &memory->subsets[i];
        if (known->glyphs && known->compact == compact && hb_set_is_equal(known->glyphs, glyphs))
            return known;
    }
    struct pdf_subset *subset = &memory->subsets[memory->next];
    release_subset(subset);
    subset->compact = compact;
    if (!make_subset(font, glyphs, subset, err))
        return NULL;
    memory->next = (memory->next + 1) % REMEMBERED;
    return subset;
}

void pdf_subset_prepare(const struct font *font) {
    struct error ignored; /* told when a page is written */
    hb_set_t *none = hb_set_create();
    pdf_subset_get(font, none, false, &ignored);
    hb_set_destroy(none);
}
