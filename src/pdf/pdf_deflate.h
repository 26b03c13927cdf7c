/* pdf_deflate.h - compressing streams, by libdeflate: twice as fast as zlib, and smaller.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_DEFLATE_H
#define FOOTNOTE_PDF_PDF_DEFLATE_H

#include "base/slice.h"
#include "base/strbuf.h"

/* Appends bytes to out in the zlib format (FlateDecode). compact: as small as can be, in ten times
 * the time. Its tables are kept for the next call; not for several threads at once. */
void pdf_deflate(bool compact, struct slice bytes, struct strbuf *out);

/* The other way; appends at most limit_bytes. False: damaged, or longer. */
bool pdf_inflate(struct slice bytes, size_t limit_bytes, struct strbuf *out);

#endif
