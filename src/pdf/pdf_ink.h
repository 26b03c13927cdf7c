/* pdf_ink.h - what the content streams of a page put on paper, as marks for print_safety.h.
 *
 * Layer: pdf. Reads any PDF's pages: text with its size after all transformations, strokes with
 * their width, filled rectangles, pictures; colours as the grey that they print as. Clipping is
 * ignored: what might be seen counts. Text in marked content of type Reference, Lbl or Note's label
 * is a source mark.
 */
#ifndef FOOTNOTE_PDF_PDF_INK_H
#define FOOTNOTE_PDF_PDF_INK_H

#include "layout/print_safety.h"
#include "pdf/qpdf_library.h"

struct pdf_ink {
    const struct qpdf_library *qpdf;
    qpdf_data data;
    struct arena *arena; /* faces */
    struct print_report *report;
    struct pdf_face **faces; /* met so far */
    size_t face_count;
    size_t content_bytes; /* of all streams run so far: a form may stand in a form many times */
    const char *fault;    /* why the page can't be judged, or NULL; set once */
};

/* Adds a page's marks. resources: its own or inherited ones; sheet: its visible box in PDF
 * coordinates (y up). ERROR_INPUT for a page whose content can't be read. */
bool pdf_ink_page(struct pdf_ink *ink, qpdf_oh page, qpdf_oh resources,
                  const struct placed_box *sheet, struct error *err);

#endif
