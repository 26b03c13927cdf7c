/* html_elements.h - what the elements of a web page mean for its text.
 *
 * Layer: corpus, private to the HTML reader; libxml2's tree.
 */
#ifndef FOOTNOTE_CORPUS_READERS_HTML_ELEMENTS_H
#define FOOTNOTE_CORPUS_READERS_HTML_ELEMENTS_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "corpus/readers/xml_library.h"

enum html_use {
    USE_INLINE, /* all that is not in the table */
    USE_BLOCK,
    USE_HEADING,
    USE_ITEM,
    USE_TERM,
    USE_BREAK,
    USE_PICTURE,
    USE_CAPTION,
    USE_ROW,
    USE_CELL,
    USE_SKIP,
};

/* By a table of names; of what is no element USE_INLINE. */
enum html_use html_use_of(const xmlNode *node);

bool html_is(const xmlNode *node, const char *name);

/* The next node in reading order, not going below `node` unless told; NULL at the end of root. */
xmlNode *html_next_node(xmlNode *node, const xmlNode *root, bool go_below);

/* Cleaned, in the arena; "" when it is absent. */
const char *html_attribute(const struct xml_library *xml, struct arena *arena, xmlNode *node,
                           const char *name);

/* Text that stands raised: <sup>, the mark of a note, a span that says so itself, or by a class of
 * the style sheet (css_raised.h; may be NULL). */
bool html_is_raised(const struct xml_library *xml, struct arena *arena, xmlNode *node,
                    const struct strbuf *raised_classes);

/* By the names that office programs give. */
bool html_class_is_raised(struct slice classes);

#endif
