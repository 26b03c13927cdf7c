/* hyphens.h - where the words of a paragraph may be divided.
 *
 * Layer: layout, private to it. Soft hyphens of the text always count; patterns only where the
 * paragraph's style allows. A word that has soft hyphens is divided there and nowhere else.
 */
#ifndef FOOTNOTE_LAYOUT_HYPHENS_H
#define FOOTNOTE_LAYOUT_HYPHENS_H

#include "layout/lines.h"

/* True when the document asks for divided words and the theme has nothing against it: for the style
 * of running text. Headings and the heads of tables stay whole. */
bool words_may_be_divided(const struct layout *layout);

/* Sets hyphens[i] for each byte of the text that a hyphen and a line end may stand before. Patterns
 * that can't be had are a warning, once for each language: then words stay whole. */
void find_hyphens(struct layout *layout, const struct paragraph *paragraph, unsigned char *hyphens);

#endif
