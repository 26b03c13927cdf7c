/* pdf_own.h - a PDF that this program wrote (pdf/pdf_pack.h) -> its objects as text.
 *
 * Layer: pdf. Not a reader for PDFs at large: one cross-reference stream, object streams, deflate.
 * A file may still have been spoilt on the disk, so nothing in it is believed.
 */
#ifndef FOOTNOTE_PDF_PDF_OWN_H
#define FOOTNOTE_PDF_PDF_OWN_H

#include "base/arena.h"
#include "base/error.h"

struct pdf_own {
    struct slice *objects; /* by number: between "obj" and "endobj"; empty: none */
    unsigned count;
    unsigned catalog;
};

/* All in the arena or borrowed from pdf. ERROR_INPUT when it is no PDF of ours. */
bool pdf_own_read(struct arena *arena, struct slice pdf, struct pdf_own *own, struct error *err);

/* Looking into a dictionary's text. The whole number behind /key (not behind a longer name). */
bool pdf_own_number(struct slice dict, const char *key, unsigned *number);

/* The object that "/key 12 0 R" refers to, or 0. */
unsigned pdf_own_reference(const struct pdf_own *own, struct slice dict, const char *key);

/* What stands behind /key between the brackets '[' and ']', or "(" and ")", these included; empty:
 * it is not there. */
struct slice pdf_own_bracketed(struct slice dict, const char *key, char open, char close);

#endif
