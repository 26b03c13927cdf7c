/* pdf_links.h - places to press: link annotations (ISO 32000-1, 12.5.6.5).
 *
 * Layer: pdf. The annotations stand on their pages and are tied to the structure by
 * pdf_structure_write: each has a number (StructParent) behind those of the pages.
 */
#ifndef FOOTNOTE_PDF_PDF_LINKS_H
#define FOOTNOTE_PDF_PDF_LINKS_H

#include "layout/placed.h"
#include "pdf/pdf_objects.h"

/* Writes placed->links onto the pages (their dictionaries, in order). *annotations gets the
 * number of each, in the arena. ERROR_ENVIRONMENT for a link without an element, or on or to a page
 * that is not there. */
bool pdf_links_write(struct arena *arena, struct pdf_file *file,
                     const struct placed_document *placed, struct pdf_dict *const *pages,
                     unsigned **annotations, struct error *err);

/* The number of link i in the parent tree. */
int pdf_link_number(const struct placed_document *placed, size_t link);

#endif
