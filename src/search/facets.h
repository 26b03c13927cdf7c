/* facets.h - how the passages that match are spread: over languages, tags, kinds of file, years of
 * review, articles, sources.
 *
 * Layer: search. Counted over all that match, not only over the hits that are shown, weak ones too.
 *
 *     enum facet_field fields[] = {FACET_TAG, FACET_LANGUAGE};
 *     struct facet *facets;
 *     if (!facets_count(index, &arena, query.expression, ranges, fields, 2, &facets, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_FACETS_H
#define FOOTNOTE_SEARCH_FACETS_H

#include "index/index.h"

/* What the filters of query_filter.h narrow to, and article and source. */
enum facet_field {
    FACET_LANGUAGE,
    FACET_TAG,
    FACET_TYPE,
    FACET_REVIEWED, /* the year */
    FACET_ARTICLE,
    FACET_SOURCE,
    FACET_FIELD_COUNT
};

/* "lang", "tag", "type", "reviewed", "article", "source" */
extern const char *const facet_field_name[FACET_FIELD_COUNT];

/* False: no such field. */
bool facet_field_read(const char *name, enum facet_field *field);

struct facet_value {
    const char *value; /* "none" where the article says nothing; tags in small letters */
    int64_t passages, articles;
};

struct facet {
    enum facet_field field;
    struct facet_value *values; /* most passages first, equal ones by their text */
    size_t count;
};

/* One facet a field, in the arena; an article with two tags counts for both. The expression is
 * FTS5's; NULL: all there is is counted. ranges may be NULL. */
bool facets_count(struct index *index, struct arena *arena, const char *expression,
                  const struct index_ranges *ranges, const enum facet_field *fields,
                  size_t field_count, struct facet **facets, struct error *err);

#endif
