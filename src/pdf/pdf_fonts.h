/* pdf_fonts.h - the faces of one file: which glyphs are used, what they mean, and their embedding.
 *
 * Layer: pdf. First all runs are shown to pdf_fonts_use, then the faces are written, then content
 * streams ask for codes and widths. Only used glyphs are embedded, numbered anew; the code of a
 * glyph in a content stream is its new number.
 */
#ifndef FOOTNOTE_PDF_PDF_FONTS_H
#define FOOTNOTE_PDF_PDF_FONTS_H

#include "base/arena.h"
#include "pdf/pdf_clusters.h"
#include "pdf/pdf_objects.h"
#include "text/shape.h"

struct pdf_fonts; /* lives in an arena, but must be freed too: it holds HarfBuzz objects */
struct pdf_font;

struct pdf_fonts *pdf_fonts_new(struct arena *arena);
void pdf_fonts_free(struct pdf_fonts *fonts);

/* Notes the glyphs of a run and the text they stand for. ERROR_ENVIRONMENT for glyph 0 (the empty
 * box of a missing character): a handout never goes out with a hole in it. */
bool pdf_fonts_use(struct pdf_fonts *fonts, const struct glyph_run *run, struct error *err);

/* Notes the space of a face. */
bool pdf_fonts_use_space(struct pdf_fonts *fonts, const struct font *font, struct error *err);

/* Writes all faces; *resources gets the dictionary that names them. */
bool pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file, struct pdf_dict **resources,
                     struct error *err);

/* The face of a font that was used. */
const struct pdf_font *pdf_fonts_get(const struct pdf_fonts *fonts, const struct font *font);

const char *pdf_font_name(const struct pdf_font *font); /* "F0", as in the resources */
unsigned pdf_font_code(const struct pdf_font *font, uint32_t glyph);
int pdf_font_width(const struct pdf_font *font, uint32_t glyph); /* 1/1000 em, as in the file */
double pdf_font_scale(const struct pdf_font *font);              /* 1/1000 em to a font unit */

/* What the file's map to Unicode says of a glyph. */
struct slice pdf_font_meaning(const struct pdf_font *font, uint32_t glyph);

/* The glyph of the space, noted by any run. */
uint32_t pdf_font_space(const struct pdf_font *font);

/* The clusters of a run, in the order of its glyphs. Valid until the next call. */
struct cluster *pdf_run_clusters(const struct pdf_fonts *fonts, const struct glyph_run *run,
                                 size_t *count);

#endif
