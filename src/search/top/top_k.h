/* top_k.h - the passages with the best base score (score.h), out of posting lists, exactly.
 *
 * Layer: search. Block-max MaxScore: lists whose words together can't lift a passage among the best
 * only answer questions, and blocks that can't hold one of the best are never decoded. What comes
 * out is what scoring every passage would give.
 *
 *     struct top_member member = {.cursor = cursor, .weight = 1};
 *     struct top_group group = {.members = &member, .member_count = 1, .count = 1};
 *     group.rarity = score_rarity((double)totals.passages, (double)top_group_holding(&group));
 *     struct top_query query = {.groups = &group, .group_count = 1, .limit = 10};
 *     if (!top_k(index, &arena, &query, &best, &count, &err)) ...
 */
#ifndef FOOTNOTE_SEARCH_TOP_TOP_K_H
#define FOOTNOTE_SEARCH_TOP_TOP_K_H

#include "index/postings/postings.h"

/* In the order of query_need and query_field. */
enum top_need { TOP_OPTIONAL, TOP_REQUIRED, TOP_EXCLUDED };
enum top_field { TOP_ANYWHERE, TOP_TITLE, TOP_HEADING };

struct top_member {
    struct posting_cursor *cursor; /* fresh; NULL: no passage holds it. May stand in two groups */
    double weight;
};

/* A passage fits a group where one of its members stands, in `field` if one is given; it then
 * scores wherever they stand. */
struct top_group {
    enum top_need need;
    enum top_field field;
    double rarity, count; /* see score_group */
    bool is_unnamed;      /* it counts for no coverage */
    struct top_member *members;
    int member_count;
};

enum { TOP_MOST_GROUPS = 128 }; /* further ones are an error */

struct top_query {
    const struct top_group *groups;
    int group_count;
    /* Passages allowed: bit (p & 63) of word p / 64; filter_words of them, none beyond. NULL: all.
     */
    const uint64_t *filter;
    size_t filter_words;
    int limit;
    bool exhaustive; /* score every passage: for tests */
};

struct top_passage {
    uint32_t passage;
    double score;
};

/* The best `limit` and all that score as the last of them: equal ones are for the caller to put in
 * order and to cut. By score, then rowid. Excluded groups alone find nothing. In the arena. */
bool top_k(struct index *index, struct arena *arena, const struct top_query *query,
           struct top_passage **best, size_t *count, struct error *err);

/* In how many passages the group stands, for its rarity: the most of its members. */
int64_t top_group_holding(const struct top_group *group);

#endif
