/* feedback.h - a query with the words that its best passages share.
 *
 * Layer: search. Where no passage names what is asked, many passages say it in words of their own:
 * the words that the best of them have in common, and others lack, are added to the query with
 * little weight (pseudo-relevance feedback). Where a passage's heading or title says what was
 * typed, or one passage stands far above the others, that is the one meant, and more words would
 * only lead away from it: then there is no feedback.
 *
 *     if (feedback_is_worth(&query, passages, count, false)) {
 *         struct query wider;
 *         if (!feedback_widen(index, tokenizer, &arena, &query, passages, count, total, &wider,
 *                             &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_FEEDBACK_H
#define FOOTNOTE_SEARCH_FEEDBACK_H

#include "index/index.h"
#include "search/query/query.h"
#include "token/token.h"

/* One of the best passages, in their order. */
struct feedback_passage {
    const struct passage *passage;
    double score;
    double naming_share; /* of inspection.h */
};

/* Whether there is something to be learnt. `anyway`: only whether it can be. */
bool feedback_is_worth(const struct query *query, const struct feedback_passage *passages,
                       size_t count, bool anyway);

/* The query with further groups, each a word (typed is NULL: they count for no coverage), and its
 * expression. total: passages in the index. Nothing found: wider is the query itself. */
bool feedback_widen(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                    const struct query *query, const struct feedback_passage *passages,
                    size_t count, double total, struct query *wider, struct error *err);

#endif
