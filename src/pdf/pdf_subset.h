/* pdf_subset.h - a font program with only the glyphs in use, made by HarfBuzz.
 *
 * Layer: pdf. Subsets are remembered with their face. Where no more is in use than the usual glyphs
 * (pdf_usual.h), and the file need not be compact, all of these are taken: the handouts of a batch
 * then share one subset, made before the first of them.
 */
#ifndef FOOTNOTE_PDF_PDF_SUBSET_H
#define FOOTNOTE_PDF_PDF_SUBSET_H

#include "pdf/pdf_objects.h"
#include "text/font.h"

#include <hb.h>

struct pdf_subset {
    hb_set_t *glyphs;     /* asked for, or the usual ones; .notdef included */
    hb_map_t *codes;      /* glyph -> its number in the subset */
    unsigned glyph_count; /* in the subset: parts of composed glyphs come along */
    struct strbuf packed; /* deflated font program */
    size_t raw_bytes;     /* before deflating */
    bool compact;         /* deflated as small as can be */
    char tag[7];          /* "ABCDEF", from name and glyphs */
};

/* glyphs: those in use. Borrowed; valid until eight other subsets of the same face were asked for,
 * or the face dies. ERROR_ENVIRONMENT, naming the font, when it can't be subset. */
const struct pdf_subset *pdf_subset_get(const struct font *font, const hb_set_t *glyphs,
                                        bool compact, struct error *err);

/* Makes the subset of the usual glyphs, for all who will ask for it. */
void pdf_subset_prepare(const struct font *font);

#endif
