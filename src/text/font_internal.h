/* font_internal.h - what the font*.c files and shape.c share and nobody else sees.
 *
 * Layer: text. font_file.c opens one file, font_family.c finds a family's, font.c holds the set.
 */
#ifndef FOOTNOTE_TEXT_FONT_INTERNAL_H
#define FOOTNOTE_TEXT_FONT_INTERNAL_H

#include "text/font.h"

#include <hb.h>

enum { FONT_SET_CAPACITY = 16, FONT_CHAIN_LENGTH = 8, FONT_NAME_BYTES = 64 };

struct font {
    hb_face_t *face;
    hb_font_t *font; /* scaled to font units; NULL: mapped, not looked at yet */
    int number;
    bool is_bold;
    bool is_cff;
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
    size_t count, standard_count; /* behind the standard ones: a theme's families */
    struct font_chain chains[FONT_STYLE_COUNT];
    /* Files that are mapped and not looked at yet: their paths, by place in `fonts`. */
    char *unread[FONT_SET_CAPACITY];
    char face[FONT_NAME_BYTES], heading_face[FONT_NAME_BYTES]; /* chosen */
    struct shape_cache *cache; /* made by shape.c with the first word; lives as long as the set */
};

void shape_cache_free(struct shape_cache *cache); /* NULL is fine */

/* ---- font_file.c ----------------------------------------------------------------------------- */

/* Looks at face `index` of a file and fills all of font but its number and is_bold. False:
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
