/* pdf_reading.h - does the text that a reader takes out of the file say what was written?
 *
 * Layer: pdf. A reader maps glyphs to text one by one; where that gives something else than a
 * cluster's own text, the content stream has to say it.
 */
#ifndef FOOTNOTE_PDF_PDF_READING_H
#define FOOTNOTE_PDF_PDF_READING_H

#include "pdf/pdf_fonts.h"

/* Whether the meanings of a cluster's glyphs give its text; spaces and hyphens that differ only in
 * where a line may break count as the same. */
bool pdf_says_its_text(const struct pdf_font *font, const struct glyph_run *run,
                       const struct cluster *cluster);

/* True for a cluster of characters that draw nothing and take no room. */
bool pdf_shows_nothing(const struct glyph_run *run, const struct cluster *cluster);

#endif
