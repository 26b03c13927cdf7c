/* face_system.c - a family -> a font file of this computer, by fontconfig.
 *
 * Layer: make, parent side. Its shared library is opened when a family is asked for. We list the
 * faces of the very family and choose among them ourselves: fontconfig's own matching would give
 * another family without a word. Order: the library, choosing, the nearest name, the question.
 */
#include <fontconfig/fontconfig.h>
#include <stdlib.h>

#include "base/shared_library.h"
#include "base/utf8.h"
#include "make/face_files.h"

/* ---- the library ----------------------------------------------------------------------------- */

#define FONTCONFIG_LIBRARY "libfontconfig.so.1"

struct fontconfig {
    void *library;
    __typeof__(FcInitLoadConfigAndFonts) *load;
    __typeof__(FcPatternCreate) *new_pattern;
    __typeof__(FcPatternAddString) *add_text;
    __typeof__(FcPatternDestroy) *destroy_pattern;
    __typeof__(FcPatternGetString) *get_text;
    __typeof__(FcPatternGetInteger) *get_whole;
    __typeof__(FcPatternGetBool) *get_flag;
    __typeof__(FcObjectSetCreate) *new_objects;
    __typeof__(FcObjectSetAdd) *add_object;
    __typeof__(FcObjectSetDestroy) *destroy_objects;
    __typeof__(FcFontList) *list;
    __typeof__(FcFontSetDestroy) *destroy_set;
};

/* Each function by its name; POSIX lets a data pointer be read as that of a function. */
static bool open_library(struct fontconfig *fc) {
    const struct {
        const char *name;
        void *place;
    } functions[] = {
        {"FcInitLoadConfigAndFonts", &fc->load},
        {"FcPatternCreate", &fc->new_pattern},
        {"FcPatternAddString", &fc->add_text},
        {"FcPatternDestroy", &fc->destroy_pattern},
        {"FcPatternGetString", &fc->get_text},
        {"FcPatternGetInteger", &fc->get_whole},
        {"FcPatternGetBool", &fc->get_flag},
        {"FcObjectSetCreate", &fc->new_objects},
        {"FcObjectSetAdd", &fc->add_object},
        {"FcObjectSetDestroy", &fc->destroy_objects},
        {"FcFontList", &fc->list},
        {"FcFontSetDestroy", &fc->destroy_set},
    };
    fc->library = shared_library_open(FONTCONFIG_LIBRARY);
    if (!fc->library)
        return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!shared_library_find(fc->library, functions[i].name, functions[i].place,
                                 sizeof(void *)))
            return false;
    return true;
}

/* The installed faces with the properties that we ask for; of one family, or (NULL) all. */
static FcFontSet *list_faces(const struct fontconfig *fc, FcConfig *config, const char *family) {
    static const char *const properties[] = {FC_FAMILY, FC_FILE,     FC_WEIGHT,    FC_SLANT,
                                             FC_WIDTH,  FC_VARIABLE, FC_FONTFORMAT};
    FcPattern *pattern = fc->new_pattern();
    if (family)
        fc->add_text(pattern, FC_FAMILY, (const FcChar8 *)family);
    FcObjectSet *objects = fc->new_objects();
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        fc->add_object(objects, properties[i]);
    FcFontSet *faces = fc->list(config, pattern, objects);
    fc->destroy_objects(objects);
    fc->destroy_pattern(pattern);
    return faces;
}

/* ---- choosing -------------------------------------------------------------------------------- */

static int whole(const struct fontconfig *fc, FcPattern *face, const char *property, int fallback) {
    int number;
    return fc->get_whole(face, property, 0, &number) == FcResultMatch ? number : fallback;
}

/* How far a face is from what is wanted; -1: it is out of the question. */
static int distance_of(const struct fontconfig *fc, FcPattern *face, bool is_bold) {
    FcBool variable = FcFalse;
    if (fc->get_flag(face, FC_VARIABLE, 0, &variable) == FcResultMatch && variable)
        return -1; /* its default instance is listed beside it */
    FcChar8 *format;
    if (fc->get_text(face, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
        (strcmp((const char *)format, "TrueType") != 0 && strcmp((const char *)format, "CFF") != 0))
        return -1; /* Type 1, bitmaps */
    if (whole(fc, face, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN)
        return -1;
    int distance = abs(whole(fc, face, FC_WEIGHT, FC_WEIGHT_REGULAR) -
                       (is_bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR));
    return distance + 2 * abs(whole(fc, face, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
}

/* The nearest face's file; of equal ones the first by its path. NULL: there is none. */
static const char *choose(const struct fontconfig *fc, const FcFontSet *faces, bool is_bold) {
    const char *best = NULL;
    int least = 0;
    for (int i = 0; faces && i < faces->nfont; i++) {
        FcChar8 *file;
        int distance = distance_of(fc, faces->fonts[i], is_bold);
        if (distance < 0 || fc->get_text(faces->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
            continue;
        const char *path = (const char *)file;
        if (best && (distance > least || (distance == least && strcmp(path, best) >= 0)))
            continue;
        best = path;
        least = distance;
    }
    return best;
}

/* ---- the nearest name ------------------------------------------------------------------------ */

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *nearest_family(const struct fontconfig *fc, FcConfig *config,
                                  struct arena *arena, const char *family) {
    FcFontSet *faces = list_faces(fc, config, NULL);
    size_t count = 0, room = faces ? (size_t)faces->nfont : 0;
    const char **names = arena_new_array(arena, room + 1, const char *);
    for (size_t i = 0; i < room; i++) {
        FcChar8 *name;
        if (fc->get_text(faces->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch)
            names[count++] = arena_text(arena, (const char *)name);
    }
    if (faces)
        fc->destroy_set(faces);
    qsort(names, count, sizeof *names, by_bytes); /* so that of equally near ones it is the same */
    return utf8_nearest(family, names, count);
}

/* ---- the question ---------------------------------------------------------------------------- */

static bool find(const struct fontconfig *fc, FcConfig *config, struct arena *arena,
                 const char *family, bool is_bold, const char **path, struct error *err) {
    FcFontSet *faces = list_faces(fc, config, family);
    const char *file = choose(fc, faces, is_bold);
    *path = file ? arena_text(arena, file) : NULL;
    if (faces)
        fc->destroy_set(faces);
    if (*path)
        return true;
    const char *nearest = nearest_family(fc, config, arena, family);
    const char *hint = nearest ? arena_format(arena, " (did you mean '%s'?)", nearest) : "";
    return error_set(err, ERROR_ENVIRONMENT,
                     "there is no font family '%s'%s: put its font files into the clinic's folder "
                     "fonts, or install it",
                     family, hint);
}

/* Kept for the process: a batch asks for the same family again and again, and the library holds
 * what it has read for as long as it is loaded. */
static FcConfig *shared_config(struct fontconfig **shared) {
    static struct fontconfig fc;
    static FcConfig *config;
    if (!fc.library && open_library(&fc))
        config = fc.load();
    *shared = &fc;
    return config;
}

bool face_system_find(struct arena *arena, const char *family, bool is_bold, const char **path,
                      struct error *err) {
    struct fontconfig *fc;
    FcConfig *config = shared_config(&fc);
    if (config)
        return find(fc, config, arena, family, is_bold, path, err);
    return error_set(err, ERROR_ENVIRONMENT,
                     "there is no font family '%s' in the clinic's folder fonts, and without %s "
                     "(package libfontconfig1) the computer's are not found",
                     family, FONTCONFIG_LIBRARY);
}
