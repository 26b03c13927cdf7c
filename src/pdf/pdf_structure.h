/* pdf_structure.h - the tree of tags, and which pieces of page content belong to which.
 *
 * Layer: pdf. While pages are written, each piece of content asks for its number; afterwards the
 * tree is written in one go.
 */
#ifndef FOOTNOTE_PDF_PDF_STRUCTURE_H
#define FOOTNOTE_PDF_PDF_STRUCTURE_H

#include "layout/placed.h"
#include "pdf/pdf_objects.h"

struct pdf_structure;

/* In the arena. */
struct pdf_structure *pdf_structure_new(struct arena *arena, const struct placed_document *placed);

/* The number (MCID) of a new piece of content of an element on a page. */
int pdf_structure_mark(struct pdf_structure *structure, const struct element *element, size_t page);

/* The tag for an element's content: its type, or Link where a reference or a label leads somewhere
 * (its content and its places to press then stand in a Link inside it, as PDF/UA-1 7.18.5 wants).
 */
const char *pdf_structure_tag(const struct pdf_structure *structure, const struct element *element);

/* Writes the tree under the catalog. pages: the page dictionaries, in order; annotations: the
 * number of each of placed->links. ERROR_ENVIRONMENT for two elements with one identifier. */
bool pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                         struct pdf_dict *const *pages, const unsigned *annotations,
                         struct error *err);

#endif
