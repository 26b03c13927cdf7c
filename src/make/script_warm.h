/* script_warm.h - what every handout of a report needs, made ready once before the first.
 *
 * Layer: make, child side. Nothing that a page shows depends on it.
 */
#ifndef FOOTNOTE_MAKE_SCRIPT_WARM_H
#define FOOTNOTE_MAKE_SCRIPT_WARM_H

#include "make/script_services.h"

/* Shapes the words of all sentences that are ready, in each style, so that those who are forked
 * from this process find them shaped. */
void script_warm(struct font_set *fonts, const struct script_world *world);

#endif
