/* mirror.h - pages of a document that is written from right to left.
 *
 * Layer: layout, private to it. Blocks are laid out as if everything began at the left, whatever
 * the language: indents, columns of bands, tables and lists, labels, rules beside a callout. In a
 * document from right to left each thing then moves to the mirrored place, so that all of these
 * begin at the right. Nothing is drawn in mirror writing: a line of text, a figure and a ticked box
 * move as a whole, which slab_keep (flow.h) has seen to.
 */
#ifndef FOOTNOTE_LAYOUT_MIRROR_H
#define FOOTNOTE_LAYOUT_MIRROR_H

#include "layout/flow.h"

/* Does nothing to other documents. */
void mirror_pages(struct layout *layout);

#endif
