/* filter_remarks.h - what to say of filters that no article fits.
 *
 * Layer: search. A filter that names nothing finds nothing, and looks as if the corpus had no
 * answer: so what there is instead is named.
 *
 *     query_filter_find(index, &arena, &query.filter, today, &ranges, &err) &&
 *         filter_remarks(index, &arena, &query, ranges, &err); // adds to query.remarks
 */
#ifndef FOOTNOTE_SEARCH_FILTER_REMARKS_H
#define FOOTNOTE_SEARCH_FILTER_REMARKS_H

#include "index/index.h"
#include "search/query/query.h"

/* After query_filter_find. Reads the articles once more where there is something to say. */
bool filter_remarks(struct index *index, struct arena *arena, struct query *query,
                    const struct index_ranges *ranges, struct error *err);

#endif
