/* pdf_clusters.h - which glyphs of a run stand for which part of its text.
 *
 * Layer: pdf.
 */
#ifndef FOOTNOTE_PDF_PDF_CLUSTERS_H
#define FOOTNOTE_PDF_PDF_CLUSTERS_H

#include "base/arena.h"
#include "text/shape.h"

#include <hb.h>

/* The part of a run's text that one glyph, or several together, stand for. */
struct cluster {
    size_t first, count; /* glyphs, in the order of the run */
    struct slice text;
};

/* The clusters of a run, in the order of its glyphs. In the arena. */
struct cluster *pdf_find_clusters(struct arena *arena, const struct glyph_run *run, size_t *count);

/* True for a mark that stands with its letter. */
bool pdf_is_mark(const struct cluster *cluster, const struct glyph *glyph);

/* What each glyph of a cluster from right to left means. A letter comes with its marks, in Arabic
 * also two letters in one shape. Readers that put words back into logical order turn glyphs around,
 * but some not what one glyph means: so lam and alef are one code point (a presentation form, which
 * searching takes for both). */
struct slice *pdf_share_text(struct arena *arena, hb_font_t *font, const struct glyph_run *run,
                             const struct cluster *cluster);

#endif
