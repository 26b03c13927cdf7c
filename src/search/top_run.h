/* top_run.h - one run of top_k: what its files share.
 *
 * Layer: search, private. top_k.c makes windows, top_window.c goes through one, top_passage.c looks
 * a passage up and scores it.
 *
 * Passages are gone through in ascending order, in WINDOWS: stretches in which each list that
 * matters stands in one block, so that one sum of bounds holds for all of it. A group LEADS where a
 * passage of the window can be among the best only if it is in that group (or another that leads);
 * passages come from the lists that lead, the others are asked whether they hold them, the most
 * promising first, until the passage is out or scored. A required group leads alone.
 */
#ifndef FOOTNOTE_SEARCH_TOP_RUN_H
#define FOOTNOTE_SEARCH_TOP_RUN_H

#include "search/score.h"
#include "search/top_best.h"

#include <math.h>

struct top_run_group {
    const struct top_group *asked;
    double most_all;  /* to a score, anywhere */
    double most;      /* in this window */
    double x;         /* of the passage at hand */
    bool fits, names; /* the passage at hand: stands there; stands in its naming field */
    bool is_main;     /* its lists make the windows; otherwise most is most_all */
    bool leads;
    /* what its blocks allow between the passage last asked for and this one */
    double here;
    uint32_t here_until;
    bool here_is_known;
    int64_t postings;
};

/* A list that leads, in its block of this window. */
struct top_lead {
    struct top_run_group *group;
    struct posting_cursor *cursor;
    const struct posting_block *block;
    uint32_t place;
    double weight;
    double least_x; /* out with less than that, if it is the group's only list and names nothing */
};

enum { KNOWN_LENGTHS = 2048 };

struct top_run {
    struct top_run_group groups[TOP_MOST_GROUPS]; /* that score, in the order of the query */
    int group_count;
    struct top_run_group *by_most[TOP_MOST_GROUPS]; /* the same: greatest first */
    const struct top_group *excluded[TOP_MOST_GROUPS];
    int excluded_count;
    struct top_run_group *required; /* the rarest; NULL: none */
    bool bounds_hold;
    const struct top_query *query;
    const struct passage_length_table *lengths;
    double average_body_tokens;
    /* What a word that stands once in a body of so many tokens is worth, in a record, in a section;
     * 0: not known yet. A posting without names is worth a multiple of it. */
    double once[2][KNOWN_LENGTHS];
    struct top_lead *leads; /* room for all lists */
    struct top_best best;
    struct error failure;
};

/* Bounds are sums of rounded numbers in another order than scores: a little above. */
static inline bool top_is_out(const struct top_run *run, double most) {
    return most * (1 + 1e-9) < run->best.least && !run->query->exhaustive;
}

/* ---- top_passage.c ---- */

/* A word in the naming field is worth at least this, so a smaller bound says it is not there. */
double top_least_naming(void);
/* What a group with this x adds at most. */
double top_most_of(const struct top_run_group *group, double x, bool may_name);
/* What standing in the naming field can add, were all groups to stand there. */
double top_most_naming(const struct top_run *run, const struct top_group *asked,
                       const struct passage_lengths *lengths);
double top_worth_of(const struct top_run *run, const struct posting_block *block, uint32_t place,
                    const struct passage_lengths *lengths);

/* The place in the decoded block of the first passage that is not before `passage`. */
uint32_t top_find_place(struct posting_cursor *cursor, uint32_t passage);
/* Nothing of the list stands before what this gives; no block is decoded for it. */
uint32_t top_next_at_least(struct top_run *run, struct posting_cursor *cursor, uint32_t passage);

/* Puts the passage among the best if it belongs there. `most`: the sum over all groups in this
 * window. */
void top_consider(struct top_run *run, uint32_t passage, double most);

/* ---- top_window.c ---- */

/* From `from` to `end`, where the sum over all groups is at most `most`. */
void top_go_through_window(struct top_run *run, uint32_t from, uint32_t end, double most);

#endif
