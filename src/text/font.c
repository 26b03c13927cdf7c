/* font.c - finding and opening font files.
 *
 * Layer: text. Files are found by name in a short list of folders, without fontconfig: its start-up
 * costs more than a whole handout. HarfBuzz maps the files into memory, so that a child that may
 * open no file can still read them. Order: the table of faces, checking one file, the set.
 */
#include "text/font.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "text/font_internal.h"

/* In the order in which they are tried for a character of their style. */
static const struct face_file {
    const char *name;
    enum font_style style;
    const char *package; /* to install; NULL: the set does without it */
} face_files[] = {
    {"Andika-Regular.ttf", FONT_REGULAR, "fonts-sil-andika"},
    {"Andika-Bold.ttf", FONT_BOLD, "fonts-sil-andika"},
    {"NotoSans-Regular.ttf", FONT_REGULAR, NULL},
    {"NotoSans-Bold.ttf", FONT_BOLD, NULL},
    {"DejaVuSans.ttf", FONT_REGULAR, NULL},
    {"DejaVuSans-Bold.ttf", FONT_BOLD, NULL},
};

static const char *const system_folders[] = {
    "/usr/share/fonts/truetype/andika", "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype",
    "/usr/local/share/fonts",
};

/* ---- one file -------------------------------------------------------------------------------- */

static bool has_table(hb_face_t *face, hb_tag_t tag, unsigned least_bytes) {
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(blob) >= least_bytes;
    hb_blob_destroy(blob);
    return found;
}

/* What is wrong with the file, or NULL. HarfBuzz itself takes a damaged table for an empty one, and
 * the page would come out blank. */
static const char *find_damage(hb_face_t *face, hb_font_t *font) {
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
    static const hb_codepoint_t letters[] = {' ', '0', '9', 'A', 'Z', 'a', 'z'};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        hb_codepoint_t glyph = 0;
        if (!hb_font_get_nominal_glyph(font, letters[i], &glyph) || glyph == 0)
            return "it lacks plain letters";
        if (hb_font_get_glyph_h_advance(font, glyph) <= 0)
            return "its letters have no width";
    }
    return NULL;
}

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

/* PDF names and PostScript want neither spaces nor brackets. */
static void read_name(struct font *font) {
    unsigned size = sizeof font->postscript_name;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        font->postscript_name);
    if (size == 0)
        memcpy(font->postscript_name, "Unnamed", sizeof "Unnamed");
    for (char *c = font->postscript_name; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("()<>[]{}/%#", *c))
            *c = '-';
}

static bool open_face(struct font *font, const char *path, enum font_style style,
                      struct error *err) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob)
        return error_set(err, ERROR_ENVIRONMENT, "%s: can't read the font file", path);
    font->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob); /* the face holds it */
    font->font = hb_font_create(font->face);
    font->style = style;
    const char *damage = find_damage(font->face, font->font);
    if (damage)
        return error_set(err, ERROR_ENVIRONMENT, "%s: damaged font file: %s: install it again",
                         path, damage);
    int units = (int)hb_face_get_upem(font->face);
    hb_font_set_scale(font->font, units, units);
    font->is_cff = has_table(font->face, HB_TAG('C', 'F', 'F', ' '), 1);
    read_metrics(font);
    read_name(font);
    return true;
}

/* ---- the set --------------------------------------------------------------------------------- */

static bool find_in(const char *folder, const char *name, char *path, size_t size) {
    int length = snprintf(path, size, "%s/%s", folder, name);
    return length > 0 && (size_t)length < size && access(path, R_OK) == 0;
}

static bool find_file(const char *const *folders, const char *name, char *path, size_t size) {
    for (size_t i = 0; folders && folders[i]; i++)
        if (find_in(folders[i], name, path, size))
            return true;
    for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++)
        if (find_in(system_folders[i], name, path, size))
            return true;
    return false;
}

static bool open_faces(struct font_set *fonts, const char *const *folders, struct error *err) {
    for (size_t i = 0; i < sizeof face_files / sizeof *face_files; i++) {
        const struct face_file *file = &face_files[i];
        char path[4096];
        if (!find_file(folders, file->name, path, sizeof path)) {
            if (!file->package)
                continue;
            return error_set(err, ERROR_ENVIRONMENT, "font file '%s' not found: install %s",
                             file->name, file->package);
        }
        struct font *font = &fonts->fonts[fonts->count];
        font->number = (int)fonts->count++;
        if (!open_face(font, path, file->style, err))
            return false;
    }
    return true;
}

struct font_set *font_set_open(const char *const *folders, struct error *err) {
    _Static_assert(sizeof face_files / sizeof *face_files <= FONT_SET_CAPACITY, "room for all");
    struct font_set *fonts = memory_allocate_zeroed(1, sizeof *fonts);
    if (open_faces(fonts, folders, err))
        return fonts;
    font_set_close(fonts);
    return NULL;
}

void font_set_close(struct font_set *fonts) {
    if (!fonts)
        return;
    shape_cache_free(fonts->cache);
    for (size_t i = 0; i < fonts->count; i++) {
        hb_font_destroy(fonts->fonts[i].font);
        hb_face_destroy(fonts->fonts[i].face);
    }
    free(fonts);
}

size_t font_set_count(const struct font_set *fonts) {
    return fonts->count;
}

const struct font *font_set_at(const struct font_set *fonts, size_t i) {
    return &fonts->fonts[i];
}

const struct font *font_set_face(const struct font_set *fonts, enum font_style style) {
    return &fonts->fonts[style == FONT_BOLD ? 1 : 0]; /* the required faces head the table */
}

/* ---- one face -------------------------------------------------------------------------------- */

int font_number(const struct font *font) {
    return font->number;
}

const char *font_postscript_name(const struct font *font) {
    return font->postscript_name;
}

const struct font_metrics *font_metrics(const struct font *font) {
    return &font->metrics;
}

bool font_is_cff(const struct font *font) {
    return font->is_cff;
}

struct hb_face_t *font_harfbuzz_face(const struct font *font) {
    return font->face;
}

int font_glyph_advance(const struct font *font, uint32_t glyph) {
    return hb_font_get_glyph_h_advance(font->font, glyph);
}
