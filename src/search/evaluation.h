/* evaluation.h - how good a ranking is, by the definitions of trec_eval.
 *
 * Layer: search. A query's judgments give each document a grade; above 0 is relevant.
 *
 *   nDCG@10     sum of grade / log2(place + 1) over the first ten, divided by the best such sum
 *               that the judgments allow (trec_eval's ndcg_cut_10: the grade itself is the gain)
 *   MAP         mean over the relevant documents of the precision where each one stands; 0 for one
 *               that is not in the ranking (map)
 *   recall@100  share of the relevant documents that stand among the first hundred (recall_100)
 *   MRR         1 / place of the first relevant document, however deep (recip_rank)
 *
 * Queries without a relevant document have no measures and are left out of the means. A query that
 * finds nothing counts 0, as with trec_eval -c. Equal scores stand in the order in which search
 * gives them (article id, then place in the article), which is what a person sees; trec_eval itself
 * would order them by name, backwards.
 *
 *     const int found[] = {0, 2, 1}, judged[] = {2, 1, 1};
 *     struct evaluation one = evaluation_of(found, 3, judged, 3);
 */
#ifndef FOOTNOTE_SEARCH_EVALUATION_H
#define FOOTNOTE_SEARCH_EVALUATION_H

#include <stddef.h>

struct evaluation {
    double ndcg_10, average_precision, recall_100, reciprocal_rank;
    /* 1 when a document of the highest grade given stands among the first three, five */
    double top_3, top_5;
    size_t first_place; /* of a document of the highest grade, from 1; 0: not found */
};

/* found: the grade of each document in the order of the ranking, 0 where it was not judged, each
 * document once. judged: all grades of the query, in any order; at least one is above 0. */
struct evaluation evaluation_of(const int *found, size_t found_count, const int *judged,
                                size_t judged_count);

/* Means over queries: add each one, then divide. */
struct evaluation_sum {
    struct evaluation sum;
    size_t count;
};
void evaluation_add(struct evaluation_sum *sum, const struct evaluation *one);
struct evaluation evaluation_mean(const struct evaluation_sum *sum); /* zeros for no query */

#endif
