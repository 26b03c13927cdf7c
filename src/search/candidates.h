/* candidates.h - the passages with the best base score, and how rare the query's words are.
 *
 * Layer: search. Out of posting lists (top_k.h) as a rule. Out of FTS5, row by row, where the lists
 * can't tell (words near each other), and where a test wants to compare: both give the same
 * passages with the same scores.
 *
 *     struct candidates found;
 *     struct candidate_options options = {.limit = 50};
 *     if (!find_candidates(index, tokenizer, &arena, &query, &options, &found, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_CANDIDATES_H
#define FOOTNOTE_SEARCH_CANDIDATES_H

#include "index/index.h"
#include "search/query/query.h"
#include "token/token.h"

struct candidate_options {
    int limit;
    const struct index_ranges *ranges; /* of passages; NULL: all */
    bool exhaustive;                   /* out of FTS5, every row */
};

struct candidates {
    struct match_row *rows; /* best first, equal scores by article and place in it */
    size_t count;
    double *rarity;                    /* of each group of the query */
    double total, average_body_tokens; /* in the index */
};

/* In the arena, inside index_begin_read. */
bool find_candidates(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                     const struct query *query, const struct candidate_options *options,
                     struct candidates *found, struct error *err);

#endif
