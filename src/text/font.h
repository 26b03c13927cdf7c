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

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

struct hb_face_t;
struct resources; /* base/resource.h */

/* FONT_HEADING is bold too, of the family that a theme has for headings. */
enum font_style { FONT_REGULAR, FONT_BOLD, FONT_HEADING, FONT_STYLE_COUNT };

struct font;     /* one font file */
struct font_set; /* faces by style, then fallbacks, tried in order for each character: the theme's
                    family, Andika, Noto Sans, DejaVu Sans; then any face of another style */

struct font_metrics { /* in units of the em square */
    int units_per_em;
    int ascender, descender, cap_height, x_height;
    int box[4]; /* xMin yMin xMax yMax */
};

/* The standard faces, mapped into memory: those of `folders` (a clinic's fonts/, put before the
 * system's; NULL: none) are not looked into yet, so that a stranger's file is first read by
 * font_set_check, in a confined child. Andika regular and bold are the patient faces; fallbacks:
 * Noto Sans, DejaVu Sans. A missing face is ERROR_ENVIRONMENT naming the package to install. */
struct font_set *font_set_map(const char *const *folders, struct error *err);

/* Looks into what was only mapped. False: ERROR_ENVIRONMENT "FILE: damaged font file: ...". */
bool font_set_check(struct font_set *fonts, struct error *err);

/* Both. */
struct font_set *font_set_open(const char *const *folders, struct error *err);

void font_set_close(struct font_set *fonts);

size_t font_set_count(const struct font_set *fonts); /* faces in all */
const struct font *font_set_at(const struct font_set *fonts, size_t i);
const struct font *font_set_face(const struct font_set *fonts, enum font_style style);

/* "NAME BYTES" a line for each face, to tell later whether it is the same set: the name in the
 * font, or the file's own while nobody has looked into it. */
const char *font_set_describe(const struct font_set *fonts, struct arena *arena);

/* Sets the families that come first from here on, until the next call: "Andika" and those of the
 * set are there, others are loaded once through resources (a clinic's files are looked into here:
 * in a confined child). What was shaped before stays valid, words are shaped anew. False:
 * ERROR_ENVIRONMENT "there is no font family 'Carlto' (did you mean 'Carlito'?) ...", "... has no
 * bold face ...", or the damaged file by name. */
bool font_set_choose(struct font_set *fonts, const char *face, const char *heading_face,
                     const struct resources *resources, struct error *err);

int font_number(const struct font *font); /* its place in the set: stable within a process */
const char *font_postscript_name(const struct font *font);
const struct font_metrics *font_metrics(const struct font *font);
bool font_is_cff(const struct font *font);
struct hb_face_t *font_harfbuzz_face(const struct font *font); /* borrowed */

/* Advance of a glyph without kerning, in font units. */
int font_glyph_advance(const struct font *font, uint32_t glyph);

#endif
