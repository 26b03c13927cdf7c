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

/* FTS5's time grows with the square of the phrases that match, and nobody means so many. */
enum { EXPRESSION_MOST_WORDS = 128 };

/* Words and signs that are none of FTS5's; those in a string count one by one. */
size_t expression_length(struct slice expression);

/* Adds a group of one member for each phrase, those behind NOT as well: no hit of theirs holds
 * them. The expression is one that FTS5 could read. In the arena. */
void expression_words(struct arena *arena, const char *expression, struct query *query);

#endif
