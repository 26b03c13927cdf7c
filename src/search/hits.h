/* hits.h - from ranked passages to hits that can be shown: rank, overdue mark, snippets, and
 * groups by article.
 *
 * Layer: search, for search.c and similar.c.
 */
#ifndef FOOTNOTE_SEARCH_HITS_H
#define FOOTNOTE_SEARCH_HITS_H

#include "search/search.h"

/* Keeps one hit an article, the best one, and at most `limit` of them; the others become sections
 * of it, weak ones only where it is weak itself. In the arena. */
void hits_group_by_article(struct arena *arena, size_t limit, struct search_result *result);

struct hits_finish {
    struct tokenizer *tokenizer;
    const struct query *query;
    const double *rarity; /* of the query's groups, or NULL */
    int today;
    bool with_snippets;
};

/* Fills in rank, overdue, and snippet, title and path where asked. */
void hits_finish(struct arena *arena, const struct hits_finish *finish,
                 struct search_result *result);

#endif
