/* search.h - what a person typed -> ranked passages.
 *
 * Layer: search. Typed text is never FTS5 syntax: words are quoted one by one and joined with OR.
 *
 *     struct search_options options = {.limit = 10, .date = today};
 *     struct search_result result;
 *     if (!search_run(index, &arena, slice_of("heel lift"), &options, &result, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_SEARCH_H
#define FOOTNOTE_SEARCH_SEARCH_H

#include "index/index.h"
#include "search/facets.h"
#include "search/query/query.h"
#include "search/ranking.h"
#include "search/snippet/snippet.h"

struct search_options {
    int limit;            /* 0: 10 */
    bool raw_match;       /* the text is FTS5 syntax */
    const char *language; /* or NULL */
    const char *article;  /* or NULL */
    int today;            /* date.h day number, for the overdue mark */
    bool with_snippets;
    bool literal;  /* no other names, nothing unknown: what a handout says rests on typed words */
    bool fix;      /* take the best suggestion for each word that occurs nowhere */
    int near;      /* all words within so many; 0: anywhere */
    bool weak_too; /* passages that lack the words that carry the query as well */
    bool with_explain; /* fill hit.ranked's shares */
    enum search_feedback feedback;
    bool exhaustive; /* every matching row is scored: for tests */
    bool by_article; /* one hit an article, its other passages as sections of it */
    const enum facet_field *facets;
    size_t facet_count;
};

/* Another passage of a hit's article. */
struct search_section {
    const char *section, *heading;
    double score;
    bool weak;
};

struct search_hit {
    int rank; /* 1 is best */
    double score;
    bool weak; /* see weak.h */
    bool overdue;
    struct passage passage;
    const struct ranked_passage *ranked; /* with_explain: its shares of the score; else NULL */
    struct snippet snippet, title, path; /* with_snippets: of the text; what of both matches */
    struct search_section *sections;     /* by_article: the others that were found, best first */
    size_t section_count;
    const char **shared; /* similar.h: words that it shares with what was given */
    size_t shared_count;
};

struct search_result {
    struct search_hit *hits;
    size_t count;
    bool all_weak;                  /* there were hits, every one of them weak */
    struct search_unknown *unknown; /* see query.h */
    size_t unknown_count;
    const char *used;             /* the query with its corrections, or NULL */
    int passed_over;              /* words beyond the limit */
    struct query_remarks remarks; /* on filters and quotation marks */
    struct facet *facets;         /* one for each asked for, in their order */
    size_t facet_count;
    const char **words; /* similar.h: what was searched for */
    size_t word_count;
};

/* Everything of the result lives in the arena. A query without a single usable word is ERROR_USAGE
 * saying so; no hit at all is success with count 0. */
bool search_run(struct index *index, struct arena *arena, struct slice text,
                const struct search_options *options, struct search_result *result,
                struct error *err);

#endif
