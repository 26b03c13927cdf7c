/* score.h - how well a passage answers a query: the formula, its constants, and the scorer that
 * looks at every matching row.
 *
 * Layer: search. The base score, from counts alone (formula in score.c):
 *
 *     x = sum over a group's members of weight * score_weight(counts, lengths, average)
 *     score = sum over groups of score_group(rarity, count, x)
 *             + score_coverage(rarities and number of the groups in the naming field, its words)
 *
 * top_k.h finds the best by it out of posting lists; score_passage is the same over FTS5's rows,
 * one by one. inspection.h then ranks the best anew by what only their texts tell.
 *
 *     struct score_context context = {.query = &query};
 *     struct match_query match = {.scorer = score_passage, .scorer_context = &context, ...};
 */
#ifndef FOOTNOTE_SEARCH_SCORE_H
#define FOOTNOTE_SEARCH_SCORE_H

#include "index/index.h"
#include "search/query/query.h"

/* Where each value comes from is said in score.c. A passage without a heading is a RECORD: the
 * whole of an article; one with a heading is a SECTION. */
struct score_constants {
    double saturation;           /* k: how soon a further occurrence adds little */
    double record_length_share;  /* b: how much a long body dilutes its words */
    double section_length_share; /* b */
    double
        record_title_weight;   /* a word of a title of usual length counts as so many of the body */
    double usual_title_tokens; /* in a longer one it counts less, in a shorter one more */
    double section_title_weight;
    double heading_weight;
    double coverage_weight;  /* for a naming field that the query covers */
    double adjacency_weight; /* for words that stand together */
    double question_weight;  /* for words that answers to such a question have */
    double definition_weight;
    double feedback_weight;         /* for words that the best passages share */
    double short_query, long_query; /* different words: up to here, and from there on, see stress */
    double long_query_stress;       /* what the exponent of the rarity has more in a long query */
};
extern const struct score_constants score_constants;

/* What one posting is worth before rarity and saturation: a posting_weight of the index. */
double score_weight(double body_count, double title_count, double heading_count, int body_tokens,
                    int title_tokens, int heading_tokens, double average_body_tokens);

/* The least that one occurrence in a title or heading is worth: below it, none is there. */
double score_least_naming(void);

/* ln(1 + (N - n + 0.5) / (n + 0.5)): n of N passages hold it. */
double score_rarity(double passages, double holding);

/* In a long query the rare words say what it is about, the others how it is said: the rarity as it
 * counts for the score where so many different words were typed. */
double score_stress(double rarity, int words);

/* A group's share: rarity * count * x * (k + 1) / (k + x); count: how often it was typed. */
double score_group(double rarity, double count, double x);
double score_group_most(double rarity, double count); /* it stays below this, whatever x is */

/* For the naming field, which is the heading, or the title where there is none: of its tokens
 * (naming_tokens), `covered` groups stand there, with these rarities in sum. At most
 * score_constants.coverage_weight * covered_rarity. */
double score_coverage(double covered_rarity, int covered, int naming_tokens);

/* together: sum of the smaller rarities of neighbouring words; see inspection.h. */
double score_adjacency(double together);

/* ---- over FTS5's rows ---- */

struct score_context {
    const struct query *query; /* NULL: the expression is raw, all its phrases count */
    struct arena *arena;       /* for what follows */
    double *rarity;            /* of each group of the query; NULL: FTS5 counts them */
    /* filled when the first row is scored */
    bool is_ready;
    int phrase_count, group_count; /* of a raw expression each phrase is a group */
    double *counts;                /* room for one row: group_count by INDEX_COLUMN_COUNT */
    double average_body_tokens;
    /* of the row that was scored last, where there is room: each group's part, and coverage */
    double *shares; /* borrowed; NULL: nobody asks */
    int share_room;
    double coverage;
};

double score_passage(void *context, const struct match_view *view);

#endif
