/* pdf_subset.h - a font program with only the glyphs in use, made by HarfBuzz.
 *
 * Layer: pdf. Subsets are remembered with their face: the handouts of a batch use nearly the same
 * letters, and subsetting and compressing cost more than all the rest of a page.
 */
#ifndef FOOTNOTE_PDF_PDF_SUBSET_H
#define FOOTNOTE_PDF_PDF_SUBSET_H

#include "pdf/pdf_objects.h"
#include "text/font.h"

#include <hb.h>

struct pdf_subset {
    hb_set_t *glyphs;     /* asked for; .notdef included */
    hb_map_t *codes;      /* glyph -> its number in the subset */
    unsigned glyph_count; /* in the subset: parts of composed glyphs come along */
    struct strbuf packed; /* deflated font program */
    size_t raw_bytes;     /* before deflating */
    bool compact;         /* deflated as small as can be */
    char tag[7];          /* "ABCDEF", from name and glyphs */
};

/* Borrowed; valid until eight other subsets of the same face were asked for, or the face dies.
 * ERROR_ENVIRONMENT, naming the font, when it can't be subset. */
const struct pdf_subset *pdf_subset_get(const struct font *font, const hb_set_t *glyphs,
                                        bool compact, struct error *err);

#endif
