/* font_family.c - the regular and the bold face of a family by its name.
 *
 * Layer: text. First the clinic's own files, looked into one by one (they may be strangers': this
 * runs in the confined child), then whatever the program finds on the computer. A family is never
 * replaced by another, and a missing bold never by a regular face. Order: names and styles, one
 * file, the clinic's files, the computer's, the family.
 */
#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/memory.h"
#include "base/resource.h"
#include "base/utf8.h"
#include "text/font_internal.h"

enum {
    FACES_A_FILE = 32,   /* of a collection */
    CLINIC_FILES = 200,  /* more are not looked into */
    FAR_FROM_FIT = 10000 /* no face */
};

/* ---- names and styles ------------------------------------------------------------------------ */

struct candidate {
    hb_blob_t *file; /* owned, or NULL */
    unsigned index;
    int distance; /* from the weight that is wanted */
    char name[128];
};

static void read_name(hb_face_t *face, hb_ot_name_id_t id, char text[FONT_NAME_BYTES]) {
    unsigned size = FONT_NAME_BYTES;
    hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &size, text);
    if (size == 0)
        text[0] = '\0';
}

static bool holds_word(const char *text, const char *word) {
    size_t length = strlen(word);
    for (; *text; text++)
        if (strncasecmp(text, word, length) == 0)
            return true;
    return false;
}

/* How far a face of a large family (name 16) is from the weight; only upright ones of normal width
 * come into question. */
static int weight_distance(hb_face_t *face, bool is_bold) {
    hb_font_t *font = hb_font_create(face);
    double weight = hb_style_get_value(font, HB_STYLE_TAG_WEIGHT);
    bool upright = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) < 0.5F;
    double width = hb_style_get_value(font, HB_STYLE_TAG_WIDTH);
    hb_font_destroy(font);
    bool fits = is_bold ? weight >= 600 && weight <= 900 : weight >= 350 && weight <= 500;
    if (!fits || !upright || width < 95 || width > 105)
        return FAR_FROM_FIT;
    return abs((int)weight - (is_bold ? 700 : 400));
}

/* 0 for the very face, FAR_FROM_FIT for another family or style. */
static int distance_of(hb_face_t *face, const char *family, bool is_bold) {
    char name[FONT_NAME_BYTES], style[FONT_NAME_BYTES];
    read_name(face, HB_OT_NAME_ID_FONT_FAMILY, name);
    read_name(face, HB_OT_NAME_ID_FONT_SUBFAMILY, style);
    if (strcasecmp(name, family) == 0) { /* four faces a family: the style's name is the truth */
        bool slanted = holds_word(style, "italic") || holds_word(style, "oblique");
        return slanted || holds_word(style, "bold") != is_bold ? FAR_FROM_FIT : 0;
    }
    read_name(face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, name);
    return strcasecmp(name, family) == 0 ? weight_distance(face, is_bold) : FAR_FROM_FIT;
}

/* ---- one file -------------------------------------------------------------------------------- */

struct search {
    const char *family;
    struct candidate regular, bold;
    struct arena arena;
    const char **seen; /* families of the clinic's files */
    size_t seen_count, seen_capacity;
    const char *damaged; /* the first of the clinic's files that has no names, or NULL */
};

static void remember_family(struct search *search, hb_face_t *face) {
    char name[FONT_NAME_BYTES];
    read_name(face, HB_OT_NAME_ID_FONT_FAMILY, name);
    if (!*name)
        return;
    search->seen = arena_make_room(&search->arena, search->seen, search->seen_count,
                                   &search->seen_capacity, 8, sizeof *search->seen);
    search->seen[search->seen_count++] = arena_text(&search->arena, name);
}

static void consider(struct candidate *candidate, hb_face_t *face, hb_blob_t *file, unsigned index,
                     const char *name, const char *family, bool is_bold) {
    int distance = distance_of(face, family, is_bold);
    if (distance >= candidate->distance)
        return;
    hb_blob_destroy(candidate->file);
    candidate->file = hb_blob_reference(file);
    candidate->index = index;
    candidate->distance = distance;
    snprintf(candidate->name, sizeof candidate->name, "%s", name);
}

/* True when at least one face of the file has a name. */
static bool look_into(struct search *search, struct slice bytes, const char *name) {
    hb_blob_t *file =
        hb_blob_create(bytes.data, (unsigned)bytes.length, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    unsigned count = hb_face_count(file);
    size_t seen = search->seen_count;
    for (unsigned i = 0; i < count && i < FACES_A_FILE; i++) {
        hb_face_t *face = hb_face_create(file, i);
        remember_family(search, face);
        consider(&search->regular, face, file, i, name, search->family, false);
        consider(&search->bold, face, file, i, name, search->family, true);
        hb_face_destroy(face);
    }
    hb_blob_destroy(file);
    return search->seen_count > seen;
}

/* ---- the clinic's files ---------------------------------------------------------------------- */

static bool look_into_clinics(struct search *search, const struct resources *resources,
                              struct error *err) {
    struct slice names;
    if (!resource_load(resources, RESOURCE_FACE, RESOURCE_FACE_LIST, &search->arena, &names, err))
        return false;
    size_t at = 0;
    for (size_t files = 0; at < names.length && files < CLINIC_FILES; files++) {
        const char *end = memchr(names.data + at, '\n', names.length - at);
        size_t length = end ? (size_t)(end - names.data) - at : names.length - at;
        const char *name = arena_slice(&search->arena, slice_make(names.data + at, length)).data;
        struct arena arena = {0};
        struct slice bytes;
        bool loaded =
            resource_load(resources, RESOURCE_FACE,
                          arena_format(&arena, RESOURCE_FACE_FILE "%s", name), &arena, &bytes, err);
        if (loaded && !look_into(search, bytes, name) && !search->damaged)
            search->damaged = name;
        arena_release(&arena);
        if (!loaded)
            return false;
        at += length + 1;
    }
    return true;
}

static bool is_found(const struct candidate *candidate) {
    return candidate->distance < FAR_FROM_FIT;
}

/* ---- the computer's -------------------------------------------------------------------------- */

/* What the clinic's own files had to do with it is said first. */
static bool not_there(const struct search *search, struct error *err) {
    if (search->damaged)
        return error_set(
            err, ERROR_ENVIRONMENT,
            "the font family '%s' is not among the clinic's, but its font file '%s' is "
            "damaged and can't be looked into: mend it or take it away",
            search->family, search->damaged);
    const char *nearest = utf8_nearest(search->family, search->seen, search->seen_count);
    if (nearest)
        return error_set(err, ERROR_ENVIRONMENT,
                         "there is no font family '%s' (did you mean '%s'?)", search->family,
                         nearest);
    return false; /* as the program says */
}

static bool look_on_computer(struct search *search, const struct resources *resources,
                             struct error *err) {
    if (search->damaged) /* it may be the one: another in its place would go unseen */
        return not_there(search, err);
    for (int bold = 0; bold < 2; bold++) {
        struct slice bytes;
        const char *name =
            arena_format(&search->arena, "%s%s", search->family, bold ? ":bold" : "");
        if (is_found(bold ? &search->bold : &search->regular))
            continue;
        if (!resource_load(resources, RESOURCE_FACE, name, &search->arena, &bytes, err))
            return bold && is_found(&search->regular) ? true : not_there(search, err);
        look_into(search, bytes, search->family);
    }
    return true;
}

/* ---- the family ------------------------------------------------------------------------------ */

const struct font *font_family_find(const struct font_set *fonts, const char *family,
                                    bool is_bold) {
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->fonts[i].is_bold == is_bold && strcasecmp(fonts->fonts[i].family, family) == 0)
            return &fonts->fonts[i];
    return NULL;
}

static bool add_face(struct font_set *fonts, const struct candidate *candidate, const char *family,
                     bool is_bold, struct error *err) {
    if (!is_found(candidate))
        return error_set(
            err, ERROR_ENVIRONMENT,
            "the font family '%s' has no %s face: a handout needs a regular and a bold "
            "one",
            family, is_bold ? "bold" : "regular");
    if (fonts->count == FONT_SET_CAPACITY)
        return error_set(err, ERROR_ENVIRONMENT, "more than %d font files in one run",
                         FONT_SET_CAPACITY);
    struct font *font = &fonts->fonts[fonts->count];
    *font = (struct font){.number = (int)fonts->count, .is_bold = is_bold};
    if (!font_file_open(font, candidate->file, candidate->index, candidate->name, err)) {
        font_file_close(font);
        return false;
    }
    /* As it was asked for: its own first name may be that of another family. */
    snprintf(font->family, sizeof font->family, "%s", family);
    fonts->count++;
    return true;
}

bool font_family_load(struct font_set *fonts, const char *family, const struct resources *resources,
                      struct error *err) {
    struct search search = {
        .family = family, .regular.distance = FAR_FROM_FIT, .bold.distance = FAR_FROM_FIT};
    size_t before = fonts->count;
    bool loaded = look_into_clinics(&search, resources, err);
    if (loaded && !(is_found(&search.regular) && is_found(&search.bold)))
        loaded = look_on_computer(&search, resources, err);
    loaded = loaded && add_face(fonts, &search.regular, family, false, err) &&
             add_face(fonts, &search.bold, family, true, err);
    if (!loaded && fonts->count > before)
        font_file_close(&fonts->fonts[--fonts->count]);
    hb_blob_destroy(search.regular.file);
    hb_blob_destroy(search.bold.file);
    arena_release(&search.arena);
    return loaded;
}
