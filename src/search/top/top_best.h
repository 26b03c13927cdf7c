/* top_best.h - keeps the best of many scored passages, ties with the last of them included.
 *
 * Layer: search, private to top_k.c.
 *
 *     struct top_best best = {.limit = 10};
 *     if (score >= best.least) top_best_add(&best, passage, score);
 *     top_best_sort(&best);   // best.items, best.count
 *     top_best_release(&best);
 */
#ifndef FOOTNOTE_SEARCH_TOP_TOP_BEST_H
#define FOOTNOTE_SEARCH_TOP_TOP_BEST_H

#include "search/top/top_k.h"

struct top_best {
    size_t limit;
    /* What a passage must reach: the score of the last of the best, 0 before; or more, where it is
     * known that enough passages reach that. */
    double least;
    struct top_passage *items; /* none that is better is missing; some may be below `least` */
    size_t count, capacity;
    double *scores; /* of the best `limit`, a heap: the least first */
    size_t score_count;
};

/* The score alone: for `least`. */
void top_best_note(struct top_best *best, double score);
void top_best_add(struct top_best *best, uint32_t passage, double score);
/* Leaves the best and their ties, in order. */
void top_best_sort(struct top_best *best);
void top_best_release(struct top_best *best);

#endif
