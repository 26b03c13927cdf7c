/* pdf_deflate.h - compressing streams, by libdeflate: twice as fast as zlib, and smaller.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_DEFLATE_H
#define FOOTNOTE_PDF_PDF_DEFLATE_H

#include "base/slice.h"
#include "base/strbuf.h"

/* FAST: for what every file has anew; a fourteenth larger than USUAL, in half the time. USUAL: for
 * what many files share. COMPACT: as small as can be, in ten times the time. */
enum pdf_effort { PDF_EFFORT_FAST, PDF_EFFORT_USUAL, PDF_EFFORT_COMPACT, PDF_EFFORT_COUNT };

/* Appends bytes to out in the zlib format (FlateDecode). Its tables are kept for the next call; not
 * for several threads at once. */
void pdf_deflate(enum pdf_effort effort, struct slice bytes, struct strbuf *out);

/* The other way; appends at most limit_bytes. False: damaged, or longer. */
bool pdf_inflate(struct slice bytes, size_t limit_bytes, struct strbuf *out);

#endif
