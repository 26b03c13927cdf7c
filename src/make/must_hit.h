/* must_hit.h - does a passage hold the words that a sentence of the wording file stands on?
 *
 * Layer: make.
 */
#ifndef FOOTNOTE_MAKE_MUST_HIT_H
#define FOOTNOTE_MAKE_MUST_HIT_H

#include "corpus/wording/wording.h"
#include "index/index.h"

/* Every must-hit string stands in the passage's text or in its heading, whatever the case, the kind
 * of quotes and dashes, and the breaks between words. */
bool must_hit_all(const struct passage *passage, const struct wording_entry *entry);

#endif
