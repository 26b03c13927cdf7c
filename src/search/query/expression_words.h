/* expression_words.h - the words that a raw FTS5 expression looks for: what is marked in its hits.
 *
 * Layer: search.
 *
 *     struct query words = {0};
 *     expression_words(&arena, "heel AND (lift* OR \"soft cup\")", &words); // three groups
 */
#ifndef FOOTNOTE_SEARCH_QUERY_EXPRESSION_WORDS_H
#define FOOTNOTE_SEARCH_QUERY_EXPRESSION_WORDS_H

#include "search/query/query.h"

/* Adds a group of one member for each phrase, those behind NOT as well: no hit of theirs holds
 * them. The expression is one that FTS5 could read. In the arena. */
void expression_words(struct arena *arena, const char *expression, struct query *query);

#endif
