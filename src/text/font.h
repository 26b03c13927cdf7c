/* font.h - font files: loaded once, shared by all documents of a process.
 *
 * Layer: text. HarfBuzz reads the files; libharu never sees one. Loading happens before a worker is
 * forked, so that the confined child needs no file.
 *
 *     struct font_set *fonts = font_set_open(NULL, &err);   // the patient faces
 *     const struct font *bold = font_set_face(fonts, FONT_BOLD);
 */
#ifndef FOOTNOTE_TEXT_FONT_H
#define FOOTNOTE_TEXT_FONT_H

#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

struct hb_face_t;
struct resources; /* base/resource.h */

/* FONT_HEADING is bold too, of the family that a theme has for headings. */
enum font_style { FONT_REGULAR, FONT_BOLD, FONT_HEADING, FONT_STYLE_COUNT };

struct font;     /* one font file */
struct font_set; /* faces by style, then fallbacks, tried in order for each character */

struct font_metrics { /* in units of the em square */
    int units_per_em;
    int ascender, descender, cap_height, x_height;
    int box[4]; /* xMin yMin xMax yMax */
};

/* Opens the faces of the folders and families named in `folders` (NULL: the system's font folders;
 * then a clinic's fonts/ folder may be put first). Andika regular and bold are the patient faces;
 * fallbacks: Noto Sans, DejaVu Sans. A missing face is ERROR_ENVIRONMENT naming the package to
 * install. */
struct font_set *font_set_open(const char *const *folders, struct error *err);
void font_set_close(struct font_set *fonts);

size_t font_set_count(const struct font_set *fonts); /* faces in all */
const struct font *font_set_at(const struct font_set *fonts, size_t i);
const struct font *font_set_face(const struct font_set *fonts, enum font_style style);

int font_number(const struct font *font); /* its place in the set: stable within a process */
const char *font_postscript_name(const struct font *font);
const struct font_metrics *font_metrics(const struct font *font);
bool font_is_cff(const struct font *font);
struct hb_face_t *font_harfbuzz_face(const struct font *font); /* borrowed */

/* Advance of a glyph without kerning, in font units. */
int font_glyph_advance(const struct font *font, uint32_t glyph);

#endif
