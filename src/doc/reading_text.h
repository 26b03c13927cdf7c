/* reading_text.h - the sentences of a document that a patient reads, by section.
 *
 * Layer: doc. Left out: headings and run-in headings, field values, cells and lines that are no
 * sentence, the strip that the clinician fills in, sources, the words in drawings. A bullet counts
 * as a sentence. After layout the tree holds what stands on the pages.
 */
#ifndef FOOTNOTE_DOC_READING_TEXT_H
#define FOOTNOTE_DOC_READING_TEXT_H

#include "doc/doc.h"

struct reading_unit {
    const char *section; /* the words of the heading that it stands under; "" before the first */
    const char *text;
    bool glossary; /* explains a term */
};

struct reading_text {
    struct reading_unit *units; /* in reading order */
    size_t count;
};

struct reading_text reading_text_of(struct arena *arena, const struct document *doc);

#endif
