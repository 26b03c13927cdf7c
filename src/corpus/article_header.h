/* article_header.h - the metadata header of a Markdown article.
 *
 * Layer: corpus, private to its readers. A header is YAML between a first line "---" and a line
 * "---" or "...". Keys: id title language audience topics source author licence version reviewed
 * review_due note; each a text, topics and the like also a list of texts. An unknown key, a bad
 * date, language or id is an error with file:line.
 */
#ifndef FOOTNOTE_CORPUS_ARTICLE_HEADER_H
#define FOOTNOTE_CORPUS_ARTICLE_HEADER_H

#include "base/error.h"
#include "corpus/article.h"

/* Reads the header at the start of *text, if there is one, into article, and moves *text behind it.
 * *line is the number of *text's first line, before and after. */
bool article_read_header(struct arena *arena, const char *file, struct slice *text, int *line,
                         struct article *article, struct error *err);

/* Language tags as BCP 47 writes them, by shape only: "en", "en-GB", "zh-Hant-TW". Returns the tag
 * in lower case, or NULL. */
char *article_language(struct arena *arena, struct slice tag);

#endif
