/* pdf_declared.h - what a PDF says of itself to a reader: tags, language, title.
 *
 * Layer: pdf. Reads any PDF, through libqpdf.
 *
 *     struct pdf_declared declared;
 *     if (pdf_declared_read("handout.pdf", bytes, &arena, &declared, &err) && declared.tagged) ...
 */
#ifndef FOOTNOTE_PDF_PDF_DECLARED_H
#define FOOTNOTE_PDF_PDF_DECLARED_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct pdf_declared {
    bool tagged;          /* marked as tagged, and a structure tree stands in it */
    bool title_displayed; /* the window shows the title, not the file's name */
    const char *language; /* "en-GB", or "" */
    const char *title;    /* or "" */
};

/* Texts live in the arena. ERROR_INPUT: not a PDF, damaged or locked; ERROR_ENVIRONMENT: libqpdf is
 * missing. */
bool pdf_declared_read(const char *name, struct slice bytes, struct arena *arena,
                       struct pdf_declared *declared, struct error *err);

#endif
