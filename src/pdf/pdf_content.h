/* pdf_content.h - the content stream of a page: text, paths, and the marks that tie them to the
 * structure.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_CONTENT_H
#define FOOTNOTE_PDF_PDF_CONTENT_H

#include "pdf/pdf_fonts.h"
#include "pdf/pdf_images.h"
#include "pdf/pdf_structure.h"

struct pdf_content_input {
    struct arena *arena;
    const struct placed_document *placed;
    const struct pdf_fonts *fonts;
    const struct pdf_images *images;
    struct pdf_structure *structure;
    int grid_per_pt;          /* of drawings: see pdf_pen */
    const struct font *plain; /* its space stands behind shapes that have words */
};

/* Appends the operators of one page to out. ERROR_ENVIRONMENT for a path that can't be drawn. */
bool pdf_content_write(const struct pdf_content_input *input, size_t page, struct strbuf *out,
                       struct error *err);

/* True when the item is a shape that has words: its space glyph must be embedded. */
bool pdf_content_needs_space(const struct placed_item *item);

#endif
