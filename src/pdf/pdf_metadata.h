/* pdf_metadata.h - what the file says about itself: information dictionary, XMP, language, how a
 * reader shows it, bookmarks. Nothing here is personal.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_METADATA_H
#define FOOTNOTE_PDF_PDF_METADATA_H

#include "layout/placed.h"
#include "pdf/pdf_objects.h"

void pdf_metadata_write(struct pdf_file *file, const struct document *doc);

/* pages: the page dictionaries, in order. */
void pdf_outline_write(struct pdf_file *file, const struct placed_document *placed,
                       struct pdf_dict *const *pages);

#endif
