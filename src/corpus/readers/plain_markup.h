/* plain_markup.h - short ways through plain Markdown and plain HTML.
 *
 * Layer: corpus, private to the readers. Most files of a large collection are headings and
 * paragraphs and nothing else; for these a parser's tree costs ten times what reading them does.
 * Each function looks first whether a file is of the plain kind, in which every character means
 * what it seems to; only then it builds. Otherwise it does nothing and says false, and the reader
 * asks the library. The article is the same either way (a test compares them on all test data).
 */
#ifndef FOOTNOTE_CORPUS_READERS_PLAIN_MARKUP_H
#define FOOTNOTE_CORPUS_READERS_PLAIN_MARKUP_H

#include "corpus/article_builder.h"

/* Markdown below its header, which begins in the given line: paragraphs and # headings without any
 * character that could be markup. */
bool plain_markdown(struct article_builder *builder, struct slice text, int line);

/* A page in UTF-8: doctype, html, head with title and meta, body with closed h1 to h6, p and lists
 * of one level, in them text, the common entities and b, i, em, strong, a, span and br. */
bool plain_html(struct article_builder *builder, struct slice text);

#endif
