/* font.c - the set of faces of a process.
 *
 * Layer: text. The standard faces are found by name in a short list of folders, without fontconfig:
 * its start-up costs more than a whole handout. HarfBuzz maps the files into memory, so that a
 * child that may open no file can still read them. Files of folders that the caller names (a
 * clinic's) are mapped and no more: whoever runs confined looks into them. Order: finding the
 * standard files, looking into them, chains, the set, one face.
 */
#include "text/font.h"

#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "text/font_internal.h"

/* In the order in which they are tried for a character of their style. */
static const struct face_file {
    const char *name;
    bool is_bold;
    const char *package; /* to install; NULL: the set does without it */
} face_files[] = {
    {"Andika-Regular.ttf", false, "fonts-sil-andika"},
    {"Andika-Bold.ttf", true, "fonts-sil-andika"},
    {"NotoSans-Regular.ttf", false, NULL},
    {"NotoSans-Bold.ttf", true, NULL},
    {"DejaVuSans.ttf", false, NULL},
    {"DejaVuSans-Bold.ttf", true, NULL},
};

/* The patient faces, whatever family the file in a clinic's folder says it has. */
#define STANDARD_FAMILY "Andika"

static const char *const system_folders[] = {
    "/usr/share/fonts/truetype/andika", "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype",
    "/usr/local/share/fonts",
};

/* ---- finding --------------------------------------------------------------------------------- */

static bool find_in(const char *folder, const char *name, char *path, size_t size) {
    int length = snprintf(path, size, "%s/%s", folder, name);
    return length > 0 && (size_t)length < size && access(path, R_OK) == 0;
}

static bool find_file(const char *const *folders, const char *name, char *path, size_t size,
                      bool *is_given) {
    *is_given = true;
    for (size_t i = 0; folders && folders[i]; i++)
        if (find_in(folders[i], name, path, size))
            return true;
    *is_given = false;
    for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++)
        if (find_in(system_folders[i], name, path, size))
            return true;
    return false;
}

/* Maps a file; looks into it unless that is for later. */
static bool add_file(struct font_set *fonts, const char *path, bool is_bold, bool for_later,
                     struct error *err) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob)
        return error_set(err, ERROR_ENVIRONMENT, "%s: can't read the font file", path);
    struct font *font = &fonts->fonts[fonts->count];
    font->number = (int)fonts->count++;
    font->is_bold = is_bold;
    bool opened = true;
    if (for_later) {
        fonts->unread[font->number] = memory_duplicate_text(path);
        font->face = hb_face_create(blob, 0); /* reads nothing yet */
    } else {
        opened = font_file_open(font, blob, 0, path, err);
    }
    hb_blob_destroy(blob); /* the face holds it */
    return opened;
}

bool font_map_file(struct font_set *fonts, const char *const *folders, const char *name,
                   bool is_bold, int *place, struct error *err) {
    char path[4096];
    bool is_given;
    if (!find_file(folders, name, path, sizeof path, &is_given))
        return true;
    if (!add_file(fonts, path, is_bold, true, err))
        return false;
    *place = (int)fonts->count - 1;
    fonts->fonts[*place].for_script = true;
    return true;
}

static bool map_standard(struct font_set *fonts, const char *const *folders, struct error *err) {
    for (size_t i = 0; i < sizeof face_files / sizeof *face_files; i++) {
        const struct face_file *file = &face_files[i];
        char path[4096];
        bool is_given;
        if (!find_file(folders, file->name, path, sizeof path, &is_given)) {
            if (!file->package)
                continue;
            return error_set(err, ERROR_ENVIRONMENT, "font file '%s' not found: install %s",
                             file->name, file->package);
        }
        if (!add_file(fonts, path, file->is_bold, is_given, err))
            return false;
    }
    fonts->standard_count = fonts->count;
    return font_map_scripts(fonts, folders, err);
}

/* ---- looking in ------------------------------------------------------------------------------ */

bool font_read(struct font_set *fonts, size_t i, struct error *err) {
    struct font *font = &fonts->fonts[i];
    hb_face_t *mapped = font->face;
    hb_blob_t *blob = hb_face_reference_blob(mapped);
    font_file_close(font);
    bool opened = font_file_open(font, blob, 0, fonts->unread[i], err);
    hb_blob_destroy(blob);
    if (!opened)
        return false; /* and again, whoever asks */
    free(fonts->unread[i]);
    fonts->unread[i] = NULL;
    return true;
}

bool font_set_check(struct font_set *fonts, struct error *err) {
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->unread[i] && !fonts->fonts[i].for_script && !font_read(fonts, i, err))
            return false;
    return true;
}

/* ---- chains ---------------------------------------------------------------------------------- */

static void chain_add(struct font_chain *chain, const struct font *font) {
    for (size_t i = 0; i < chain->count; i++)
        if (chain->fonts[i] == font)
            return;
    if (font && chain->count < FONT_CHAIN_LENGTH)
        chain->fonts[chain->count++] = font;
}

static const struct font *face_of(const struct font_set *fonts, const char *family, bool is_bold) {
    if (strcasecmp(family, STANDARD_FAMILY) == 0)
        return &fonts->fonts[is_bold ? 1 : 0]; /* they head the table */
    return font_family_find(fonts, family, is_bold);
}

/* A style's own face, then the standard ones of its weight. */
static void build_chain(struct font_set *fonts, enum font_style style) {
    struct font_chain *chain = &fonts->chains[style];
    bool is_bold = style != FONT_REGULAR;
    *chain = (struct font_chain){0};
    if (style == FONT_HEADING)
        chain_add(chain, face_of(fonts, fonts->heading_face, is_bold));
    chain_add(chain, face_of(fonts, fonts->face, is_bold));
    for (size_t i = 0; i < fonts->standard_count; i++)
        if (fonts->fonts[i].is_bold == is_bold)
            chain_add(chain, &fonts->fonts[i]);
}

static void set_families(struct font_set *fonts, const char *face, const char *heading_face) {
    snprintf(fonts->face, sizeof fonts->face, "%s", face);
    snprintf(fonts->heading_face, sizeof fonts->heading_face, "%s", heading_face);
    for (int style = 0; style < FONT_STYLE_COUNT; style++)
        build_chain(fonts, (enum font_style)style);
    shape_cache_free(fonts->cache); /* words were shaped in other faces */
    fonts->cache = NULL;
}

bool font_set_choose(struct font_set *fonts, const char *face, const char *heading_face,
                     const struct resources *resources, struct error *err) {
    if (strcmp(face, fonts->face) == 0 && strcmp(heading_face, fonts->heading_face) == 0)
        return true;
    const char *families[] = {face, heading_face};
    for (size_t i = 0; i < 2; i++) {
        bool there = face_of(fonts, families[i], false) && face_of(fonts, families[i], true);
        if (strlen(families[i]) >= FONT_NAME_BYTES)
            return error_set(err, ERROR_SCRIPT, "the name of a font family is too long");
        if (!there && !font_family_load(fonts, families[i], resources, err))
            return false;
    }
    set_families(fonts, face, heading_face);
    return true;
}

/* ---- the set --------------------------------------------------------------------------------- */

struct font_set *font_set_map(const char *const *folders, struct error *err) {
    _Static_assert(sizeof face_files / sizeof *face_files + FONT_SCRIPT_FACES < FONT_SET_CAPACITY,
                   "room for all");
    struct font_set *fonts = memory_allocate_zeroed(1, sizeof *fonts);
    if (map_standard(fonts, folders, err)) {
        set_families(fonts, STANDARD_FAMILY, STANDARD_FAMILY);
        return fonts;
    }
    font_set_close(fonts);
    return NULL;
}

struct font_set *font_set_open(const char *const *folders, struct error *err) {
    struct font_set *fonts = font_set_map(folders, err);
    if (!fonts || font_set_check(fonts, err))
        return fonts;
    font_set_close(fonts);
    return NULL;
}

void font_set_close(struct font_set *fonts) {
    if (!fonts)
        return;
    shape_cache_free(fonts->cache);
    for (size_t i = 0; i < fonts->count; i++) {
        font_file_close(&fonts->fonts[i]);
        free(fonts->unread[i]);
    }
    free(fonts);
}

size_t font_set_count(const struct font_set *fonts) {
    return fonts->count;
}

const char *font_set_describe(const struct font_set *fonts, struct arena *arena) {
    struct strbuf text = {0};
    for (size_t i = 0; i < fonts->count; i++) {
        const char *path = fonts->unread[i];
        const char *name = path ? file_name_of(path) : fonts->fonts[i].postscript_name;
        hb_blob_t *blob = hb_face_reference_blob(fonts->fonts[i].face);
        strbuf_add_format(&text, "%s %u\n", name, hb_blob_get_length(blob));
        hb_blob_destroy(blob);
    }
    const char *lines = arena_text(arena, strbuf_text(&text));
    strbuf_release(&text);
    return lines;
}

const struct font *font_set_at(const struct font_set *fonts, size_t i) {
    return &fonts->fonts[i];
}

const struct font *font_set_face(const struct font_set *fonts, enum font_style style) {
    return fonts->chains[style].fonts[0];
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
