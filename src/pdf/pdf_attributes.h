/* pdf_attributes.h - what an element says of itself beside its type (ISO 32000-1, 14.8.5 and 14.9):
 * numbering of lists, scope and spans of cells, the box of a figure, words instead, language, ID.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_ATTRIBUTES_H
#define FOOTNOTE_PDF_PDF_ATTRIBUTES_H

#include "layout/placed.h"
#include "pdf/pdf_objects.h"

/* Adds the entries to the text of the element's dictionary. page: the one that the element begins
 * on; NULL when it has no content. */
void pdf_attributes_add(const struct element *element, const struct placed_page *page,
                        struct strbuf *out);

#endif
