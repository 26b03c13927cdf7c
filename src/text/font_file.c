/* font_file.c - opening one font file: what is refused, and what is remembered of it.
 *
 * Layer: text. Order: damage, metrics, names, the file.
 */
#include <hb-ot.h>
#include <hb.h>
#include <string.h>

#include "text/font_internal.h"

/* ---- damage ---------------------------------------------------------------------------------- */

static bool has_table(hb_face_t *face, hb_tag_t tag, unsigned least_bytes) {
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(blob) >= least_bytes;
    hb_blob_destroy(blob);
    return found;
}

/* What is wrong with a file, or NULL. HarfBuzz itself takes a damaged table for an empty one, and
 * the page would come out blank. */
static const char *find_damage(hb_face_t *face) {
    static const struct {
        hb_tag_t tag;
        unsigned least_bytes;
    } needed[] = {
        {HB_TAG('h', 'e', 'a', 'd'), 54}, {HB_TAG('h', 'h', 'e', 'a'), 36},
        {HB_TAG('m', 'a', 'x', 'p'), 6},  {HB_TAG('h', 'm', 't', 'x'), 4},
        {HB_TAG('c', 'm', 'a', 'p'), 4},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!has_table(face, needed[i].tag, needed[i].least_bytes))
            return "a table that every font needs is missing or cut";
    bool truetype = has_table(face, HB_TAG('g', 'l', 'y', 'f'), 1) &&
                    has_table(face, HB_TAG('l', 'o', 'c', 'a'), 1);
    if (!truetype && !has_table(face, HB_TAG('C', 'F', 'F', ' '), 1))
        return "it has no outlines";
    if (hb_face_get_glyph_count(face) < 2)
        return "it has no glyphs";
    unsigned units = hb_face_get_upem(face);
    if (units < 16 || units > 16384)
        return "its em square is out of range";
    return NULL;
}

/* No letter is wider, no line of type higher. */
#define FARTHEST_EM 4

/* What a whole file lacks for a handout, or NULL: a font of symbols would show boxes. */
static const char *find_lack(hb_font_t *font) {
    int units = (int)hb_face_get_upem(hb_font_get_face(font));
    hb_font_extents_t extents;
    hb_font_get_h_extents(font, &extents);
    bool sane = extents.ascender > extents.descender && extents.ascender > 0 &&
                extents.ascender <= FARTHEST_EM * units &&
                extents.descender >= -FARTHEST_EM * units;
    if (!sane)
        return "its lines would not stand where they should: ascender and descender are wrong";
    static const hb_codepoint_t letters[] = {' ', '0', '9', 'A', 'Z', 'a', 'z'};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        hb_codepoint_t glyph = 0;
        if (!hb_font_get_nominal_glyph(font, letters[i], &glyph) || glyph == 0)
            return "it lacks plain letters";
        hb_position_t advance = hb_font_get_glyph_h_advance(font, glyph);
        if (advance <= 0)
            return "its letters have no width";
        if (advance > FARTHEST_EM * units)
            return "its letters are far too wide";
        hb_glyph_extents_t ink;
        bool drawn = hb_font_get_glyph_extents(font, glyph, &ink) && ink.width && ink.height;
        if (letters[i] != ' ' && !drawn)
            return "its letters are blank";
    }
    return NULL;
}

/* ---- metrics --------------------------------------------------------------------------------- */

static int read_int16(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    int value = b[0] << 8 | b[1];
    return value >= 0x8000 ? value - 0x10000 : value;
}

static void read_metrics(struct font *font) {
    struct font_metrics *metrics = &font->metrics;
    hb_font_extents_t extents;
    hb_font_get_h_extents(font->font, &extents);
    metrics->units_per_em = (int)hb_face_get_upem(font->face);
    metrics->ascender = extents.ascender;
    metrics->descender = extents.descender;
    hb_position_t height;
    bool known = hb_ot_metrics_get_position(font->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height);
    metrics->cap_height = known ? height : metrics->ascender * 7 / 10;
    known = hb_ot_metrics_get_position(font->font, HB_OT_METRICS_TAG_X_HEIGHT, &height);
    metrics->x_height = known ? height : metrics->ascender / 2;
    hb_blob_t *head = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    const char *bytes = hb_blob_get_data(head, NULL); /* find_damage saw its 54 bytes */
    for (size_t i = 0; i < 4; i++)
        metrics->box[i] = read_int16(bytes + 36 + 2 * i);
    hb_blob_destroy(head);
}

/* ---- names ----------------------------------------------------------------------------------- */

/* PDF names and PostScript want neither spaces nor brackets. */
static void read_postscript_name(struct font *font) {
    unsigned size = sizeof font->postscript_name;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        font->postscript_name);
    if (size == 0)
        memcpy(font->postscript_name, "Unnamed", sizeof "Unnamed");
    for (char *c = font->postscript_name; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("()<>[]{}/%#", *c))
            *c = '-';
}

/* ---- the file -------------------------------------------------------------------------------- */

bool font_file_open(struct font *font, hb_blob_t *file, unsigned index, const char *name,
                    struct error *err) {
    font->face = hb_face_create(file, index);
    font->font = hb_font_create(font->face);
    const char *damage = find_damage(font->face);
    if (damage)
        return error_set(err, ERROR_ENVIRONMENT, "%s: damaged font file: %s: install it again",
                         name, damage);
    const char *lack = font->for_script ? NULL : find_lack(font->font);
    if (lack)
        return error_set(err, ERROR_ENVIRONMENT, "%s: the font can't be used: %s", name, lack);
    int units = (int)hb_face_get_upem(font->face);
    hb_font_set_scale(font->font, units, units);
    font->is_cff = has_table(font->face, HB_TAG('C', 'F', 'F', ' '), 1);
    read_metrics(font);
    read_postscript_name(font);
    unsigned size = sizeof font->family;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_FONT_FAMILY, HB_LANGUAGE_INVALID, &size,
                        font->family);
    return true;
}

void font_file_close(struct font *font) {
    hb_font_destroy(font->font); /* NULL is fine */
    hb_face_destroy(font->face);
    font->font = NULL;
    font->face = NULL;
}
