/* pdf_text.h - pieces of an object's text: strings, references, hexadecimal (ISO 32000-1, 7.3).
 *
 * Layer: pdf.
 *
 *     strbuf_add(&out, "<</S/P/Alt");
 *     pdf_add_string(&out, "A heel lift");
 *     pdf_add_reference(&out, "P", parent);
 *     strbuf_add(&out, ">>");
 */
#ifndef FOOTNOTE_PDF_PDF_TEXT_H
#define FOOTNOTE_PDF_PDF_TEXT_H

#include "base/slice.h"
#include "base/strbuf.h"

/* Adds a text string, from UTF-8: "(Heel)", or hexadecimal UTF-16 where it is not ASCII. */
void pdf_add_string(struct strbuf *out, const char *text);

/* Adds "/Key N 0 R". */
void pdf_add_reference(struct strbuf *out, const char *key, unsigned number);

/* Adds a 16-bit number as four hexadecimal digits. */
void pdf_add_hex(struct strbuf *out, unsigned number);

/* Adds UTF-8 text as a hexadecimal UTF-16BE string without mark or brackets: "00480069". */
void pdf_add_utf16_hex(struct strbuf *out, struct slice text);

/* Space to tilde only: may stand as it is. */
bool pdf_is_printable_ascii(struct slice text);

#endif
