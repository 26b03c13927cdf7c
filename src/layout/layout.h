/* layout.h - tree -> pages.
 *
 * Layer: layout. Deterministic: the same tree, theme and fonts give the same numbers.
 *
 *     struct placed_document *placed = layout_document(doc, fonts, theme_standard(), &err);
 *     if (!placed) ...
 */
#ifndef FOOTNOTE_LAYOUT_LAYOUT_H
#define FOOTNOTE_LAYOUT_LAYOUT_H

#include "layout/placed.h"
#include "layout/theme.h"

/* Where doc->fit_pages asks for it, parts with a drop_order are taken out of the tree until the
 * rest fits (placed->dropped names them). NULL on failure: ERROR_SCRIPT with "script:line:" for a
 * character without glyph, a box taller than a page, a cell narrower than its longest word. Asserts
 * that the characters placed are the characters of the tree: nothing is lost. */
struct placed_document *layout_document(struct document *doc, struct font_set *fonts,
                                        const struct theme *theme, struct error *err);

#endif
