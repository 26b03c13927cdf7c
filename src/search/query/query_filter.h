/* query_filter.h - what articles a query is narrowed to.
 *
 * Layer: search. Written in the query, one word each (a value in quotes may hold spaces), a hyphen
 * in front turns it round:
 *   tag:running          one of the article's topics, whole ("heel pain" is tag:heel-pain)
 *   lang:de              the article's language; lang:en holds en-gb
 *   type:pdf             the format of its file: md, html, txt, jsonl, docx, odt, epub, pdf
 *   reviewed:2026        in that year; 2026-05 in that month, 2026-05-07 on that day;
 *   reviewed:>2025-06    after it; also >= < <=, and 2024..2025
 *   reviewed:overdue     the day by which it was to be reviewed has passed
 *   reviewed:none        it says no day
 * Different ones must all hold; of lang: and type: any one of those written. A value that can't be
 * read so is text.
 *
 *     struct index_article_facts article = ...;
 *     if (query_filter_accepts(&query.filter, &article, today)) ...
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUERY_FILTER_H
#define FOOTNOTE_SEARCH_QUERY_QUERY_FILTER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "index/index.h"

enum query_filter_kind {
    QUERY_FILTER_TAG,
    QUERY_FILTER_LANGUAGE,
    QUERY_FILTER_TYPE,
    QUERY_FILTER_REVIEWED, /* from ... to, day numbers of base/date.h */
    QUERY_FILTER_OVERDUE,
    QUERY_FILTER_UNREVIEWED,
    QUERY_FILTER_ARTICLE, /* from --article: an id */
};

struct query_filter_term {
    enum query_filter_kind kind;
    bool is_excluded;
    bool is_alone;     /* must hold, whatever others of its kind say */
    const char *value; /* in lower case; "" where the kind needs none */
    int from, to;
    int64_t articles; /* that fit it alone; -1: not counted (query_filter_find) */
};

struct query_filter {
    struct query_filter_term *terms;
    int count;
};

enum { QUERY_FILTER_MOST = 16 }; /* typed ones */

/* "name" and "value" of a word name:value. False when it is no filter: then it is text. */
bool query_filter_read(struct arena *arena, struct slice name, struct slice value,
                       struct query_filter_term *term);

/* What a filter of this name takes, for people: "type: takes md, ..."; NULL where there is none. */
const char *query_filter_expects(struct slice name);

/* False: there are as many as there may be. */
bool query_filter_add(struct arena *arena, struct query_filter *filter,
                      struct query_filter_term term);

/* From a command's --lang and --article, once; each may be NULL. There is always room for them. */
void query_filter_add_options(struct arena *arena, const char *language, const char *article,
                              struct query_filter *filter);

bool query_filter_accepts(const struct query_filter *filter,
                          const struct index_article_facts *article, int today);

/* The type: of a file by its name, or "". */
const char *query_filter_type_of(const char *file);

/* The passages of the articles that are accepted, for match_query.ranges; NULL without a filter.
 * Counts the articles of each term. */
bool query_filter_find(struct index *index, struct arena *arena, struct query_filter *filter,
                       int today, struct index_ranges **ranges, struct error *err);

#endif
