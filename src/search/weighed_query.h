/* weighed_query.h - a query with what the index says of its words: how rare each one is.
 *
 * Layer: search. Made once a query; the score, inspection.h, feedback.h and --explain work from it.
 *
 *     struct weighed_query weighed;
 *     if (!weigh_query(index, tokenizer, &arena, &query, typed, rarity_of, 100, 80.5, &weighed,
 *                      &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_WEIGHED_QUERY_H
#define FOOTNOTE_SEARCH_WEIGHED_QUERY_H

#include "search/query/query.h"
#include "search/query/question.h"

struct index;

struct weighed_query {
    const struct query *query;
    struct weighed_group {
        const struct query_group *source;
        double rarity;       /* as it counts for the score */
        double plain_rarity; /* as it is */
    } * groups;              /* those that score: all but the excluded ones, in their order */
    int group_count;
    double total_rarity; /* of these, each by how often it was typed */
    struct weighed_word {
        struct slice text;
        double weight, rarity;
    } * words; /* of answers to such a question, without those typed; that occur at all */
    int word_count;
    double average_body_tokens; /* in the index */
};

/* Of one query of `passages` passages with this average; rarity_of: of each of the query's groups,
 * the excluded ones too. The words of the question in `typed` are looked up in the index. */
bool weigh_query(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                 const struct query *query, struct slice typed, const double *rarity_of,
                 double passages, double average_body_tokens, struct weighed_query *weighed,
                 struct error *err);

#endif
