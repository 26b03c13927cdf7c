/* ranking.h - the best passages for a query, in their final order.
 *
 * Layer: search. In this order: the best by their base score (candidates.h); what their texts tell
 * (inspection.h) ranks the first RANKING_LOOK of them anew; where that promises something, all once
 * more with the words that the best share (feedback.h); which of them are weak (weak.h).
 *
 *     struct ranking ranking;
 *     if (!rank_passages(index, &arena, &query, typed, &options, &ranking, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_RANKING_H
#define FOOTNOTE_SEARCH_RANKING_H

#include "index/index.h"
#include "search/query/query.h"

/* So many are looked at, and as many as are asked for where that is more. The first places hardly
 * change from 30 on (MedQuAD, SciFact). */
enum { RANKING_LOOK = 30 };

enum search_feedback { FEEDBACK_AUTO, FEEDBACK_ON, FEEDBACK_OFF };

struct ranking_options {
    int limit; /* at least 1 */
    enum search_feedback feedback;
    bool with_shares;                  /* fill those of each passage */
    bool exhaustive;                   /* candidates.h */
    const struct index_ranges *ranges; /* of passages; NULL: all */
    struct tokenizer *tokenizer;       /* borrowed: what it has learnt serves the snippets */
};

/* A part of a passage's score. */
struct search_share {
    const char *word;         /* as typed */
    const char *found;        /* the name that the passage has for it; NULL: the passage lacks it */
    enum query_origin origin; /* of that name */
    double weight;            /* of that name */
    double score;
};

struct ranked_passage {
    struct passage passage;
    double score;
    bool weak;
    /* with_shares; their sum is the score */
    struct search_share *shares; /* of each word */
    size_t share_count;
    double coverage, adjacency, question, feedback;
};

struct ranking {
    struct ranked_passage *passages;
    size_t count;
    const double *rarity; /* of each of the query's groups; NULL where nothing was found */
};

/* Everything lives in the arena. Inside index_begin_read. */
bool rank_passages(struct index *index, struct arena *arena, const struct query *query,
                   struct slice typed, const struct ranking_options *options,
                   struct ranking *ranking, struct error *err);

#endif
