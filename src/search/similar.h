/* similar.h - the passages nearest to a given one.
 *
 * Layer: search. The most telling words of the passage (often in it, rare elsewhere, those of its
 * heading first) are a query by weight, which the same ranking answers. Never weak: nothing was
 * asked. Each hit says by which words it is near.
 *
 *     struct similar_options options = {.limit = 10, .today = today};
 *     if (!similar_find(index, &arena, passages, count, &options, &result, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_SIMILAR_H
#define FOOTNOTE_SEARCH_SIMILAR_H

#include "search/search.h"

enum { SIMILAR_WORDS = 20, SIMILAR_SHARED = 6 };

struct similar_options {
    int limit;         /* at least 1 */
    bool same_article; /* its other sections too */
    bool by_article;   /* one hit an article */
    int today;
};

/* The passages are one article's: some or all of its sections. Hits have shared words, at most
 * SIMILAR_SHARED, those that count most first; words[] are all it was searched with. A passage
 * without a telling word finds nothing. In the arena. */
bool similar_find(struct index *index, struct arena *arena, const struct passage *passages,
                  size_t count, const struct similar_options *options, struct search_result *result,
                  struct error *err);

#endif
