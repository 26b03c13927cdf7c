/* font_internal.h - what font.c and shape.c share and nobody else sees.
 *
 * Layer: text.
 */
#ifndef FOOTNOTE_TEXT_FONT_INTERNAL_H
#define FOOTNOTE_TEXT_FONT_INTERNAL_H

#include "text/font.h"

#include <hb.h>

struct font {
    hb_face_t *face;
    hb_font_t *font; /* scaled to font units */
    int number;
    enum font_style style;
    bool is_cff;
    struct font_metrics metrics;
    char postscript_name[64];
};

#define FONT_SET_CAPACITY 8

struct shape_cache;

struct font_set {
    struct font fonts[FONT_SET_CAPACITY];
    size_t count;
    struct shape_cache *cache; /* made by shape.c with the first word; lives as long as the set */
};

void shape_cache_free(struct shape_cache *cache); /* NULL is fine */

#endif
