/* article_named.h - a file's own properties, by the names that programs give them, -> metadata.
 *
 * Layer: corpus, private to its readers. One table for HTML (meta elements), DOCX (core and custom
 * properties), ODT (meta.xml), EPUB (OPF) and PDF: "dc:title", "dcterms.creator", "keywords",
 * "Reviewed". A date of change or printing is not a date of review: only a property that is named
 * after a review becomes one.
 */
#ifndef FOOTNOTE_CORPUS_ARTICLE_NAMED_H
#define FOOTNOTE_CORPUS_ARTICLE_NAMED_H

#include "corpus/article_builder.h"

/* Takes the value when the name is known, the value makes sense, and the article has none yet. */
void article_take_named(struct article_builder *builder, struct slice name, struct slice value);

/* False for what programs put there by themselves: "Document1", "untitled", "Microsoft Word - a",
 * the name of a file. */
bool article_is_sensible_title(const char *title);

/* False for descriptions of pictures that nobody wrote: "image3.png", Word's "A picture containing
 * text. Description automatically generated". */
bool article_is_description(struct slice text);

#endif
