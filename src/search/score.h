/* score.h - how well a passage answers a query: a match_scorer for index_match.
 *
 * Layer: search. BM25F over title, heading and body, with a bonus for a heading that the query
 * covers and one for words that stand together; formulas in score.c.
 *
 *     struct score_context context = {.query = &query};
 *     struct match_query match = {.scorer = score_passage, .scorer_context = &context, ...};
 */
#ifndef FOOTNOTE_SEARCH_SCORE_H
#define FOOTNOTE_SEARCH_SCORE_H

#include "index/index.h"
#include "search/query.h"

struct score_context {
    const struct query *query; /* NULL: the expression is raw, all its phrases count */
    /* filled when the first row is scored */
    bool is_ready;
    int phrase_count;
    double *rarity;       /* of each phrase: ln(1 + (N - n + 0.5) / (n + 0.5)) */
    int64_t *phrase_rows; /* passages that hold it */
    struct arena *arena;  /* for the two */
    double *counts;       /* room for one row: phrase_count by INDEX_COLUMN_COUNT */
};

double score_passage(void *context, const struct match_view *view);

#endif
