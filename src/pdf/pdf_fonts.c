/* pdf_fonts.c - composite fonts (ISO 32000-1, 9.7) with the identity encoding: codes are glyph
 * numbers of the embedded subset.
 *
 * Layer: pdf. What a glyph means must be one text for the whole file. Where it was used for several
 * (a space and a no-break space share a glyph), the first in byte order wins, whatever came first
 * on the page; content streams mark the other uses with ActualText.
 *
 * Order: noting use, the map to Unicode, the font's objects, questions.
 */
#include "pdf/pdf_fonts.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "pdf/pdf_subset.h"

#include <assert.h>
#include <hb-ot.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct pdf_font {
    const struct font *font;
    hb_font_t *metrics; /* in font units */
    hb_set_t *used;
    struct slice *meanings; /* by glyph; data NULL when none was seen */
    unsigned glyph_count;
    uint32_t space;
    /* once written, by glyph */
    uint16_t *codes;
    int16_t *widths; /* 1/1000 em */
    const struct pdf_subset *subset;
    const char *name;
};

struct pdf_fonts {
    struct arena *arena;
    struct arena *scratch; /* clusters, one run's at a time: a long document has millions */
    struct pdf_font **fonts;
    size_t count, capacity;
};

struct pdf_fonts *pdf_fonts_new(struct arena *arena) {
    struct pdf_fonts *fonts = arena_new(arena, struct pdf_fonts);
    fonts->arena = arena;
    fonts->scratch = arena_new(arena, struct arena);
    return fonts;
}

void pdf_fonts_free(struct pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++) {
        hb_set_destroy(fonts->fonts[i]->used);
        hb_font_destroy(fonts->fonts[i]->metrics);
    }
    fonts->count = 0;
    arena_release(fonts->scratch);
}

/* ---- noting use ------------------------------------------------------------------------------ */

struct cluster *pdf_run_clusters(const struct pdf_fonts *fonts, const struct glyph_run *run,
                                 size_t *count) {
    enum { SCRATCH_BYTES = 128 * 1024 };
    if (fonts->scratch->total_bytes > SCRATCH_BYTES)
        arena_release(fonts->scratch);
    return pdf_find_clusters(fonts->scratch, run, count);
}

static struct pdf_font *find_font(const struct pdf_fonts *fonts, const struct font *font) {
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->fonts[i]->font == font)
            return fonts->fonts[i];
    return NULL;
}

static struct pdf_font *find_or_add_font(struct pdf_fonts *fonts, const struct font *font) {
    struct pdf_font *found = find_font(fonts, font);
    if (found)
        return found;
    fonts->fonts = arena_make_room(fonts->arena, fonts->fonts, fonts->count, &fonts->capacity, 4,
                                   sizeof(struct pdf_font *));
    struct pdf_font *added = arena_new(fonts->arena, struct pdf_font);
    hb_face_t *face = font_harfbuzz_face(font);
    int units = font_metrics(font)->units_per_em;
    added->font = font;
    added->metrics = hb_font_create(face);
    hb_font_set_scale(added->metrics, units, units);
    added->used = hb_set_create();
    hb_set_add(added->used, 0);
    added->glyph_count = hb_face_get_glyph_count(face);
    added->meanings = arena_new_array(fonts->arena, added->glyph_count, struct slice);
    fonts->fonts[fonts->count++] = added;
    return added;
}

static bool comes_first(struct slice a, struct slice b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = memcmp(a.data, b.data, shorter);
    return order < 0 || (order == 0 && a.length < b.length);
}

static bool note_glyph(struct pdf_font *font, uint32_t glyph, struct error *err) {
    if (glyph == 0 || glyph >= font->glyph_count)
        return error_set(err, ERROR_ENVIRONMENT,
                         "font %s has no glyph for a character that is "
                         "placed on a page: nothing was written",
                         font_postscript_name(font->font));
    hb_set_add(font->used, glyph);
    return true;
}

static void note_meaning(struct pdf_font *font, uint32_t glyph, struct slice text) {
    struct slice *meaning = &font->meanings[glyph];
    if (text.length && (!meaning->data || comes_first(text, *meaning)))
        *meaning = text;
}

bool pdf_fonts_use(struct pdf_fonts *fonts, const struct glyph_run *run, struct error *err) {
    struct pdf_font *font = find_or_add_font(fonts, run->font);
    for (size_t i = 0; i < run->count; i++)
        if (!note_glyph(font, run->glyphs[i].id, err))
            return false;
    size_t count;
    const struct cluster *clusters = pdf_run_clusters(fonts, run, &count);
    for (size_t i = 0; i < count; i++) {
        /* Several glyphs for one text: what each means alone, the face's own map must say. */
        const struct glyph *glyphs = &run->glyphs[clusters[i].first];
        if (run->right_to_left) {
            const struct slice *shares =
                pdf_share_text(fonts->scratch, font->metrics, run, &clusters[i]);
            for (size_t k = 0; k < clusters[i].count; k++)
                note_meaning(font, glyphs[k].id, arena_slice(fonts->arena, shares[k]));
        } else if (clusters[i].count == 1) {
            note_meaning(font, glyphs->id, clusters[i].text);
        }
    }
    return true;
}

bool pdf_fonts_use_space(struct pdf_fonts *fonts, const struct font *font, struct error *err) {
    struct pdf_font *used = find_or_add_font(fonts, font);
    hb_codepoint_t space = 0;
    hb_font_get_nominal_glyph(used->metrics, ' ', &space);
    if (!note_glyph(used, space, err))
        return false;
    used->space = space;
    used->meanings[space] = slice_of(" ");
    return true;
}

/* ---- the map to Unicode ---------------------------------------------------------------------- */

/* Glyphs that were only seen in company get the code point that the face maps to them, or the
 * replacement character: around them stands ActualText. */
static void find_missing_meanings(struct pdf_fonts *fonts, struct pdf_font *font) {
    hb_set_t *missing = hb_set_create();
    for (hb_codepoint_t glyph = 0; hb_set_next(font->used, &glyph);)
        if (!font->meanings[glyph].data)
            hb_set_add(missing, glyph);
    if (!hb_set_is_empty(missing)) {
        hb_set_t *characters = hb_set_create();
        hb_face_collect_unicodes(font_harfbuzz_face(font->font), characters);
        for (hb_codepoint_t character = HB_SET_VALUE_INVALID;
             hb_set_next(characters, &character);) {
            hb_codepoint_t glyph;
            if (character < ' ' || !hb_font_get_nominal_glyph(font->metrics, character, &glyph) ||
                !hb_set_has(missing, glyph))
                continue;
            struct strbuf text = {0};
            strbuf_add_code_point(&text, character);
            font->meanings[glyph] = arena_slice(fonts->arena, strbuf_slice(&text));
            strbuf_release(&text);
            hb_set_del(missing, glyph);
        }
        hb_set_destroy(characters);
    }
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(missing, &glyph);)
        font->meanings[glyph] = slice_of("\xEF\xBF\xBD");
    hb_set_destroy(missing);
}

/* What each code of the subset means; data NULL for a code that is never shown. */
static struct slice *meanings_by_code(struct pdf_fonts *fonts, const struct pdf_font *font) {
    struct slice *meanings = arena_new_array(fonts->arena, font->subset->glyph_count, struct slice);
    for (hb_codepoint_t glyph = 0; hb_set_next(font->used, &glyph);)
        meanings[pdf_font_code(font, glyph)] = font->meanings[glyph];
    return meanings;
}

/* A list of meanings for codes in a row: they share their first byte, and are at most a hundred,
 * the most that one section may have (Adobe Technical Note 5014). Returns the code behind it. */
static unsigned add_unicode_range(struct strbuf *map, const struct slice *meanings, unsigned first,
                                  unsigned count) {
    unsigned end = first;
    while (end < count && meanings[end].data && end - first < 100 && end >> 8 == first >> 8)
        end++;
    strbuf_add(map, "1 beginbfrange\n<");
    pdf_add_hex(map, first);
    strbuf_add(map, "><");
    pdf_add_hex(map, end - 1);
    strbuf_add(map, ">[");
    for (unsigned code = first; code < end; code++) {
        strbuf_add_char(map, '<');
        pdf_add_utf16_hex(map, meanings[code]);
        strbuf_add_char(map, '>');
    }
    strbuf_add(map, "]\nendbfrange\n");
    return end;
}

static struct pdf_dict *write_unicode_map(struct pdf_fonts *fonts, struct pdf_file *file,
                                          const struct pdf_font *font) {
    struct strbuf map = {0};
    strbuf_add(&map, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
                     "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                     "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
                     "1 begincodespacerange<0000><FFFF>endcodespacerange\n");
    const struct slice *meanings = meanings_by_code(fonts, font);
    unsigned count = font->subset->glyph_count;
    for (unsigned code = 0; code < count;)
        code = meanings[code].data ? add_unicode_range(&map, meanings, code, count) : code + 1;
    strbuf_add(&map, "endcmap CMapName currentdict/CMap defineresource pop end end\n");
    struct pdf_dict *stream = pdf_stream_new(file, strbuf_slice(&map));
    strbuf_release(&map);
    return stream;
}

/* ---- the font's objects ---------------------------------------------------------------------- */

static int in_thousandths(const struct pdf_font *font, double units) {
    return (int)lround(units * pdf_font_scale(font));
}

static struct pdf_dict *write_program(struct pdf_file *file, const struct pdf_font *font) {
    struct pdf_dict *program = pdf_stream_new_packed(file, strbuf_slice(&font->subset->packed));
    if (font_is_cff(font->font))
        pdf_dict_add_name(program, "Subtype", "CIDFontType0C");
    else
        pdf_dict_add_number(program, "Length1", (int)font->subset->raw_bytes);
    return program;
}

static struct pdf_dict *write_descriptor(struct pdf_file *file, const struct pdf_font *font,
                                         const char *name) {
    enum { SYMBOLIC = 4 }; /* neither of the Latin sets: codes are glyph numbers */
    const struct font_metrics *metrics = font_metrics(font->font);
    struct pdf_dict *descriptor = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(descriptor, "Type", "FontDescriptor");
    pdf_dict_add_name(descriptor, "FontName", name);
    pdf_dict_add_number(descriptor, "Flags", SYMBOLIC);
    struct pdf_array *box = pdf_array_new(file, PDF_DIRECT);
    for (int i = 0; i < 4; i++)
        pdf_array_add_number(box, in_thousandths(font, metrics->box[i]));
    pdf_dict_add_array(descriptor, "FontBBox", box);
    float slant = hb_style_get_value(font->metrics, HB_STYLE_TAG_SLANT_ANGLE);
    pdf_dict_add_number(descriptor, "ItalicAngle", (int)lroundf(slant));
    pdf_dict_add_number(descriptor, "Ascent", in_thousandths(font, metrics->ascender));
    pdf_dict_add_number(descriptor, "Descent", in_thousandths(font, metrics->descender));
    pdf_dict_add_number(descriptor, "CapHeight", in_thousandths(font, metrics->cap_height));
    pdf_dict_add_number(descriptor, "XHeight", in_thousandths(font, metrics->x_height));
    /* OpenType has no stem width; this rule of thumb gives 88 for regular and 166 for bold. */
    float weight = hb_style_get_value(font->metrics, HB_STYLE_TAG_WEIGHT);
    pdf_dict_add_number(descriptor, "StemV", 50 + (int)lroundf(weight / 65 * weight / 65));
    pdf_dict_add_dict(descriptor, font_is_cff(font->font) ? "FontFile3" : "FontFile2",
                      write_program(file, font));
    return descriptor;
}

/* Looks codes and widths up once, for the content streams. */
static void number_glyphs(struct pdf_fonts *fonts, struct pdf_font *font) {
    font->codes = arena_new_array(fonts->arena, font->glyph_count, uint16_t);
    font->widths = arena_new_array(fonts->arena, font->glyph_count, int16_t);
    for (unsigned glyph = 0; glyph < font->glyph_count; glyph++) {
        hb_codepoint_t code = hb_map_get(font->subset->codes, glyph);
        if (code == HB_MAP_VALUE_INVALID)
            continue;
        font->codes[glyph] = (uint16_t)code;
        font->widths[glyph] = (int16_t)in_thousandths(font, font_glyph_advance(font->font, glyph));
    }
}

/* Widths by code. New numbers are dense, so one list holds them all. */
static struct pdf_array *write_widths(struct pdf_file *file, const struct pdf_font *font) {
    unsigned count = font->subset->glyph_count;
    int *widths = memory_allocate_zeroed(count, sizeof *widths);
    for (unsigned glyph = 0; glyph < font->glyph_count; glyph++)
        if (font->codes[glyph] && font->codes[glyph] < count)
            widths[font->codes[glyph]] = font->widths[glyph];
    widths[0] = font->widths[0];
    struct pdf_array *list = pdf_array_new(file, PDF_DIRECT);
    for (unsigned i = 0; i < count; i++)
        pdf_array_add_number(list, widths[i]);
    struct pdf_array *array = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_number(array, 0);
    pdf_array_add_array(array, list);
    free(widths);
    return array;
}

static struct pdf_dict *write_font(struct pdf_fonts *fonts, struct pdf_file *file,
                                   const struct pdf_font *font) {
    const char *name =
        arena_format(fonts->arena, "%s+%s", font->subset->tag, font_postscript_name(font->font));
    bool is_cff = font_is_cff(font->font);
    struct pdf_dict *system = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_ascii(system, "Registry", "Adobe");
    pdf_dict_add_ascii(system, "Ordering", "Identity");
    pdf_dict_add_number(system, "Supplement", 0);

    struct pdf_dict *descendant = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(descendant, "Type", "Font");
    pdf_dict_add_name(descendant, "Subtype", is_cff ? "CIDFontType0" : "CIDFontType2");
    pdf_dict_add_name(descendant, "BaseFont", name);
    pdf_dict_add_dict(descendant, "CIDSystemInfo", system);
    pdf_dict_add_dict(descendant, "FontDescriptor", write_descriptor(file, font, name));
    pdf_dict_add_number(descendant, "DW", 0);
    pdf_dict_add_array(descendant, "W", write_widths(file, font));
    if (!is_cff)
        pdf_dict_add_name(descendant, "CIDToGIDMap", "Identity");

    struct pdf_array *descendants = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_dict(descendants, descendant);
    struct pdf_dict *composite = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(composite, "Type", "Font");
    pdf_dict_add_name(composite, "Subtype", "Type0");
    pdf_dict_add_name(composite, "BaseFont", name);
    pdf_dict_add_name(composite, "Encoding", "Identity-H");
    pdf_dict_add_array(composite, "DescendantFonts", descendants);
    pdf_dict_add_dict(composite, "ToUnicode", write_unicode_map(fonts, file, font));
    return composite;
}

static int by_number(const void *a, const void *b) {
    const struct pdf_font *const *left = a, *const *right = b;
    return font_number((*left)->font) - font_number((*right)->font);
}

bool pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file, struct pdf_dict **resources,
                     struct error *err) {
    if (fonts->count)
        qsort(fonts->fonts, fonts->count, sizeof(struct pdf_font *), by_number);
    *resources = pdf_dict_new(file, PDF_INDIRECT);
    for (size_t i = 0; i < fonts->count; i++) {
        struct pdf_font *font = fonts->fonts[i];
        font->subset = pdf_subset_get(font->font, font->used, pdf_file_is_compact(file), err);
        if (!font->subset)
            return false;
        font->name = arena_format(fonts->arena, "F%zu", i);
        find_missing_meanings(fonts, font);
        number_glyphs(fonts, font);
        pdf_dict_add_dict(*resources, font->name, write_font(fonts, file, font));
    }
    return true;
}

/* ---- questions ------------------------------------------------------------------------------- */

const struct pdf_font *pdf_fonts_get(const struct pdf_fonts *fonts, const struct font *font) {
    const struct pdf_font *found = find_font(fonts, font);
    assert(found); /* pdf_fonts_use has seen every run */
    return found;
}

const char *pdf_font_name(const struct pdf_font *font) {
    return font->name;
}

unsigned pdf_font_code(const struct pdf_font *font, uint32_t glyph) {
    return font->codes[glyph];
}

int pdf_font_width(const struct pdf_font *font, uint32_t glyph) {
    return font->widths[glyph];
}

double pdf_font_scale(const struct pdf_font *font) {
    return 1000.0 / font_metrics(font->font)->units_per_em;
}

struct slice pdf_font_meaning(const struct pdf_font *font, uint32_t glyph) {
    return font->meanings[glyph];
}

uint32_t pdf_font_space(const struct pdf_font *font) {
    return font->space;
}
