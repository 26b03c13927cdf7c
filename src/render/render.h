/* render.h - the backends that write text: the tree for a terminal and as HTML, the placed pages
 * for tests.
 *
 * Layer: render.
 */
#ifndef FOOTNOTE_RENDER_RENDER_H
#define FOOTNOTE_RENDER_RENDER_H

#include "base/strbuf.h"
#include "layout/placed.h"

/* The handout as plain text, at most `width` columns (80): headings underlined, lists, tables as
 * aligned columns, boxes drawn with ASCII, source numbers in [brackets], sources at the end. */
void render_text(const struct document *doc, int width, struct strbuf *out);

/* The handout as one self-contained HTML file for screens and paper: sections, lists, tables with
 * heads, marks that lead to their sources and back, drawings as SVG, pictures as data. No script,
 * nothing from elsewhere. Sizes are the theme's. Pictures are asked for through doc->resources.
 * False: err says what can't be shown, with the script's line; out then holds part of a file. */
bool render_html(const struct document *doc, struct strbuf *out, struct error *err);

/* The placed pages as stable text, one item a line, numbers rounded to 0.1 pt: for golden tests.
 *     page 1 595.3 x 841.9
 *     51.0 71.0 H1 Andika-Bold 22 "Your heel insert"
 *     rule 51.0 84.0 544.2 84.0 0.75 artifact */
void render_dump(const struct placed_document *placed, struct strbuf *out);

#endif
