/* script_warm.h - what every handout of a report needs, made ready once before the first.
 *
 * Layer: make, child side. Nothing that a page shows depends on it.
 */
#ifndef FOOTNOTE_MAKE_CHILD_SCRIPT_WARM_H
#define FOOTNOTE_MAKE_CHILD_SCRIPT_WARM_H

#include "make/child/script_services.h"

/* Shapes the words of all sentences that are ready, of the clinic's profile (NULL: none) and the
 * numbers among them, in each style, and takes the usual glyphs out
 * of the faces, so that those who are forked from this process find them done. */
void script_warm(struct font_set *fonts, const struct script_world *world,
                 const struct value *clinic);

#endif
