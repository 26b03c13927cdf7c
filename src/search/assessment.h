/* assessment.h - judged queries asked of an index, and measured.
 *
 * Layer: search. Ties evaluation.h (measures) and judgments.h (files) to search_run; the command
 * `eval` and the tests share it.
 *
 *     struct assessment one;
 *     if (!assess_query(index, &arena, &set, &set.queries[i], &options, &one, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_ASSESSMENT_H
#define FOOTNOTE_SEARCH_ASSESSMENT_H

#include "search/evaluation.h"
#include "search/judgments.h"
#include "search/search.h"

struct assessment {
    bool is_judged;             /* it has a relevant document, so that measures mean something */
    bool is_answered;           /* a hit that is not weak */
    struct evaluation measures; /* zeros when not judged */
    const char *first;          /* the best hit's name, or NULL */
};

/* Runs one query with the options given (its limit counts passages) and measures the ranking.
 * Where articles are judged, an article stands where its best passage does. What the search
 * allocates goes into the arena. A query without a word to search for is no error here: it finds
 * nothing. */
bool assess_query(struct index *index, struct arena *arena, const struct judgment_set *set,
                  const struct judged_query *query, const struct search_options *options,
                  struct assessment *one, struct error *err);

#endif
