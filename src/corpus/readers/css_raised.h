/* css_raised.h - which classes of a style sheet raise their text.
 *
 * Layer: corpus, private to the readers of HTML and EPUB. Books made by office programs say "10"
 * and a raised "9" by a class alone; without the style sheet it would be 109.
 */
#ifndef FOOTNOTE_CORPUS_READERS_CSS_RAISED_H
#define FOOTNOTE_CORPUS_READERS_CSS_RAISED_H

#include "base/strbuf.h"

/* Adds the names, with a blank before and behind each: " span5  note ". */
void css_add_raised(struct strbuf *classes, struct slice css);

/* True when one of an element's classes is among them. `classes` may be NULL. */
bool css_is_raised(const struct strbuf *classes, const char *element_classes);

/* "vertical-align: super", or moved up. */
bool css_raises(struct slice declarations);

#endif
