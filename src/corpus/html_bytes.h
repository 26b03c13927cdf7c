/* html_bytes.h - the bytes of a web page -> UTF-8, by its declared encoding.
 *
 * Layer: corpus, private to the HTML reader.
 */
#ifndef FOOTNOTE_CORPUS_HTML_BYTES_H
#define FOOTNOTE_CORPUS_HTML_BYTES_H

#include "base/error.h"
#include "base/strbuf.h"

/* Puts the page into utf8. The encoding is the one declared in the first 4 KB (a meta element or an
 * XML declaration), else UTF-8. Bytes that are invalid in it, and unknown encodings, are errors. */
bool html_decode(const char *file, struct slice bytes, struct strbuf *utf8, struct error *err);

#endif
