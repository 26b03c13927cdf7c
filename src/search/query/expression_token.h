/* expression_token.h - a raw match expression token by token, as FTS5 splits it.
 *
 * Layer: search, private to expression_*.c.
 *
 *     size_t position = 0;
 *     struct slice token;
 *     while (expression_token(slice_of("heel AND (lift*)"), &position, &token)) ...
 */
#ifndef FOOTNOTE_SEARCH_QUERY_EXPRESSION_TOKEN_H
#define FOOTNOTE_SEARCH_QUERY_EXPRESSION_TOKEN_H

#include "base/slice.h"

/* The token at or behind *position, as FTS5 splits: a "string", a bare word, or one character. An
 * unterminated string reaches to the end. False: there is none. */
bool expression_token(struct slice text, size_t *position, struct slice *token);

#endif
