/* font_internal.h - what the font*.c files and shape.c share and nobody else sees.
 *
 * Layer: text. font_file.c opens one file, font_family.c finds a family's, font.c holds the set.
 */
#ifndef FOOTNOTE_TEXT_FONT_INTERNAL_H
#define FOOTNOTE_TEXT_FONT_INTERNAL_H

#include "text/font.h"

#include <hb.h>

enum { FONT_SET_CAPACITY = 20, FONT_CHAIN_LENGTH = 8, FONT_NAME_BYTES = 64, FONT_SCRIPT_FACES = 4 };

struct font {
    hb_face_t *face;
    hb_font_t *font; /* scaled to font units; NULL: mapped, not looked at yet */
    int number;
    bool is_bold;
    bool is_cff;
    bool for_script; /* its letters are those of one script: it need not have plain ones */
    struct font_metrics metrics;
    char postscript_name[FONT_NAME_BYTES];
    char family[FONT_NAME_BYTES];
};

/* Faces in the order in which they are tried for a character. */
struct font_chain {
    const struct font *fonts[FONT_CHAIN_LENGTH];
    size_t count;
};

struct shape_cache;

struct font_set {
    struct font fonts[FONT_SET_CAPACITY];
    /* Behind the standard ones: those of scripts, then a theme's families. */
    size_t count, standard_count;
    int script_faces[FONT_SCRIPT_FACES]; /* places in `fonts`, -1: there is no such file */
    struct font_chain chains[FONT_STYLE_COUNT];
    /* Files that are mapped and not looked at yet: their paths, by place in `fonts`. */
    char *unread[FONT_SET_CAPACITY];
    char face[FONT_NAME_BYTES], heading_face[FONT_NAME_BYTES]; /* chosen */
    struct shape_cache *cache; /* made by shape.c with the first word; lives as long as the set */
};

void shape_cache_free(struct shape_cache *cache); /* NULL is fine */

/* ---- font.c ---------------------------------------------------------------------------------- */

/* Maps a file that need not be there: *place stays as it was then. Nobody looks into it before
 * font_read. False: it is there and can't be read. */
bool font_map_file(struct font_set *fonts, const char *const *folders, const char *name,
                   bool is_bold, int *place, struct error *err);

/* Looks into a file that was only mapped. */
bool font_read(struct font_set *fonts, size_t place, struct error *err);

/* ---- font_script.c --------------------------------------------------------------------------- */

/* Maps the faces of scripts that are installed. */
bool font_map_scripts(struct font_set *fonts, const char *const *folders, struct error *err);

bool font_has_own_faces(hb_script_t script);

/* The script's face, looked into now. NULL: ERROR_ENVIRONMENT naming the package to install, or the
 * damaged file. */
const struct font *font_of_script(const struct font_set *fonts, hb_script_t script, bool is_bold,
                                  struct error *err);

/* ---- font_file.c ----------------------------------------------------------------------------- */

/* Looks at face `index` of a file and fills all of font but its number, is_bold and
 * for_script. False:
 * "NAME: damaged font file: WHY: install it again" (ERROR_ENVIRONMENT). font owns what it holds, in
 * either case. */
bool font_file_open(struct font *font, hb_blob_t *file, unsigned index, const char *name,
                    struct error *err);

void font_file_close(struct font *font);

/* ---- font_family.c --------------------------------------------------------------------------- */

/* Adds the regular and the bold face of a family to the set, from resources. False:
 * ERROR_ENVIRONMENT naming the family and what is wrong, or the nearest family. */
bool font_family_load(struct font_set *fonts, const char *family, const struct resources *resources,
                      struct error *err);

/* The family's face among those that the set has, or NULL. */
const struct font *font_family_find(const struct font_set *fonts, const char *family, bool is_bold);

#endif
