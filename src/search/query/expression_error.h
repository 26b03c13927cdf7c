/* expression_error.h - where a raw match expression is wrong.
 *
 * Layer: search. FTS5 says what it stumbled over, not where; the place is found by asking it about
 * the beginnings of the expression.
 *
 *     footnote: the match expression can't be read: 'AND' can't stand here
 *         heel AND AND lift
 *                  ^
 */
#ifndef FOOTNOTE_SEARCH_QUERY_EXPRESSION_ERROR_H
#define FOOTNOTE_SEARCH_QUERY_EXPRESSION_ERROR_H

#include "index/index.h"

/* err holds what index_match said of the expression; afterwards it says it in our words, with the
 * expression and a caret below. What isn't understood stays as it is. */
void expression_error_explain(struct index *index, struct arena *arena, const char *expression,
                              struct error *err);

#endif
