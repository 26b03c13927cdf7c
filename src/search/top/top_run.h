/* top_run.h - one run of top_k: what its files share.
 *
 * Layer: search, private. top_k.c makes windows, top_window.c goes through one, top_stretch.c goes
 * through passages where windows don't pay, top_passage.c looks a passage up and scores it.
 *
 * Passages are gone through in ascending order, in WINDOWS: stretches in which each list that
 * matters stands in one block, so that one sum of bounds holds for all of it. A group LEADS where a
 * passage of the window can be among the best only if it is in that group (or another that leads);
 * passages come from the lists that lead, the others are asked whether they hold them, the most
 * promising first, until the passage is out or scored. A required group leads alone.
 */
#ifndef FOOTNOTE_SEARCH_TOP_TOP_RUN_H
#define FOOTNOTE_SEARCH_TOP_TOP_RUN_H

#include "search/score.h"
#include "search/top/top_best.h"

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
    struct posting_cursor **ahead; /* of each member, for stretches; NULL: no passage holds it */
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
    struct index *index;
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
    double in_title[2][UINT8_MAX + 1]; /* likewise once in a title of so many */
    struct top_lead *leads;            /* room for all lists */
    struct top_best best;
    struct top_best sure;  /* what passages score at least, before they are scored */
    struct top_sums *sums; /* of a stretch; NULL before the first */
    bool is_plain;         /* each group has one member, which counts wherever it stands */
    struct arena *arena;
    uint32_t last_passage;
    struct error failure;
};

/* Bounds are sums of rounded numbers in another order than scores: a little above. */
static inline bool top_is_out(const struct top_run *run, double most) {
    return most * (1 + 1e-9) < run->best.least && !run->query->exhaustive;
}

static inline bool top_is_filtered(const struct top_query *query, uint32_t passage) {
    size_t word = passage / 64;
    return query->filter &&
           (word >= query->filter_words || !(query->filter[word] >> (passage % 64) & 1));
}

static inline bool top_stands_in(enum top_field field, const struct posting_block *block,
                                 uint32_t place) {
    return field == TOP_ANYWHERE ||
           (field == TOP_TITLE ? block->title[place] : block->heading[place]) > 0;
}

/* ---- top_passage.c ---- */

/* What lists of a group allow together. */
struct top_bound {
    double x;
    bool may_name; /* one of them may stand in the naming field */
};
/* bound: what a list, or a block of it, is worth at most. A word in the naming field is worth at
 * least score_least_naming, so a smaller bound says that it is not there. */
static inline void top_bound_add(const struct top_run *run, struct top_bound *sum, double weight,
                                 float bound) {
    double most = run->bounds_hold ? (double)bound : (double)INFINITY;
    sum->x += weight * most;
    sum->may_name = sum->may_name || most >= score_least_naming();
}
/* What a group adds to a score at most. */
double top_most_of(const struct top_run_group *group, struct top_bound bound);
/* What standing in the naming field can add, were all groups to stand there. */
double top_most_naming(const struct top_run *run, const struct top_group *asked,
                       const struct passage_lengths *lengths);
double top_worth_of(const struct top_run *run, const struct posting_block *block, uint32_t place,
                    const struct passage_lengths *lengths);
/* Of a word that stands once in the body. */
static inline double top_worth_once(struct top_run *run, const struct passage_lengths *lengths) {
    double unknown = 0;
    double *known =
        lengths->body < KNOWN_LENGTHS ? &run->once[lengths->heading > 0][lengths->body] : &unknown;
    if (*known <= 0)
        *known = score_weight(1, 0, 0, lengths->body, lengths->title, lengths->heading,
                              run->average_body_tokens);
    return *known;
}

/* Likewise in the title. */
static inline double top_worth_in_title(struct top_run *run,
                                        const struct passage_lengths *lengths) {
    double *known = &run->in_title[lengths->heading > 0][lengths->title];
    if (*known <= 0)
        *known = score_weight(0, 1, 0, lengths->body, lengths->title, lengths->heading,
                              run->average_body_tokens);
    return *known;
}

/* The cursor stands in the first block that does not end before `passage`; false: there is none. */
static inline bool top_stand_at(struct top_run *run, struct posting_cursor *cursor,
                                uint32_t passage) {
    return (cursor->at_block && passage <= cursor->last) ||
           posting_seek(cursor, passage, &run->failure);
}

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

/* ---- top_stretch.c ---- */

/* The main groups hold so many passages that adding up all of them is faster than windows. */
bool top_stretch_pays(const struct top_run *run);
/* 4096 passages; what comes back is the first one behind them. */
uint32_t top_go_through_stretch(struct top_run *run, uint32_t from);

#endif
