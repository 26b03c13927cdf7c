/* pdf_write.h - placed pages -> the bytes of a tagged PDF 1.7 file.
 *
 * Layer: pdf, the only folder that includes hpdf.h. libharu writes the objects; fonts are subset by
 * HarfBuzz, content streams and structure tags are ours. The same pages give the same bytes: no
 * clock, no locale, /ID from the content.
 *
 *     struct strbuf bytes = {0};
 *     if (!pdf_write(placed, fonts, &bytes, &err)) ...
 */
#ifndef FOOTNOTE_PDF_PDF_WRITE_H
#define FOOTNOTE_PDF_PDF_WRITE_H

#include "base/strbuf.h"
#include "layout/placed.h"

/* Appends the file to out. ERROR_ENVIRONMENT when libharu fails (memory, version mismatch between
 * header and library). */
bool pdf_write(const struct placed_document *placed, const struct font_set *fonts,
               struct strbuf *out, struct error *err);

/* The same where size matters more than time: streams as small as can be, drawings on a
 * coarser grid (1/10 pt, not 1/20). */
bool pdf_write_compact(const struct placed_document *placed, const struct font_set *fonts,
                       struct strbuf *out, struct error *err);

#endif
