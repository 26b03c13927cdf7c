/* top_k.c - see top_k.h.
 *
 * Layer: search. Order: bounds, moving through lists, scoring a passage, windows, the whole.
 *
 * Passages are gone through in ascending order, in WINDOWS: stretches in which each list that
 * matters stands in one block, so that one sum of bounds holds for all of it. A group LEADS where a
 * passage of the window can be among the best only if it is in that group (or another that leads);
 * passages come from the lists that lead, the others are asked whether they hold them, the most
 * promising first, until the passage is out or scored. A required group leads alone.
 *
 * Scores are summed in the order of the query, so that they don't depend on the way here.
 */
#include "search/top_k.h"

#include "search/score.h"
#include "search/top_best.h"

#include <math.h>

struct group {
    const struct top_group *asked;
    double most_all;  /* to a score, anywhere */
    double most;      /* in this window */
    double x;         /* of the passage at hand */
    bool fits, names; /* the passage at hand: stands there; stands in its naming field */
    bool is_main;     /* its lists make the windows; otherwise most is most_all */
    bool leads;
    int64_t postings;
};

struct run {
    struct group groups[TOP_MOST_GROUPS]; /* that score, in the order of the query */
    int group_count;
    struct group *by_most[TOP_MOST_GROUPS]; /* the same: greatest first */
    const struct top_group *excluded[TOP_MOST_GROUPS];
    int excluded_count;
    struct group *required; /* the rarest; NULL: none */
    bool bounds_hold;
    const struct top_query *query;
    const struct passage_length_table *lengths;
    double average_body_tokens;
    struct top_best best;
    struct error failure;
};

/* ---- bounds ---- */

/* Bounds are sums of rounded numbers in another order than scores: a little above. */
static bool is_out(const struct run *run, double most) {
    return most * (1 + 1e-9) < run->best.least;
}

/* A word in the naming field is worth at least this, so a smaller bound says it is not there. */
static double least_naming(void) {
    return fmin(score_constants.record_title_weight, score_constants.heading_weight);
}

static double most_of(const struct group *group, double x, bool may_name) {
    const struct top_group *asked = group->asked;
    double most = isfinite(x) ? score_group(asked->rarity, asked->count, x)
                              : score_group_most(asked->rarity, asked->count);
    return x > 0 ? most + (may_name ? score_constants.coverage_weight * asked->rarity : 0) : 0;
}

static double most_anywhere(const struct run *run, const struct group *group) {
    double x = 0;
    bool may_name = false;
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        if (!member->cursor)
            continue;
        double bound = run->bounds_hold ? (double)member->cursor->bound_all : (double)INFINITY;
        x += member->weight * bound;
        may_name = may_name || bound >= least_naming();
    }
    return most_of(group, x, may_name);
}

/* ---- moving through lists ---- */

/* The place in the decoded block of the first passage that is not before `passage`. */
static uint32_t find_place(struct posting_cursor *cursor, uint32_t passage) {
    const struct posting_block *block = &cursor->block;
    const uint32_t *passages = block->passages;
    uint32_t low = cursor->place, step = 1;
    if (low >= block->count || passages[low] >= passage)
        return low;
    while (low + step < block->count && passages[low + step] < passage) {
        low += step;
        step *= 2;
    }
    uint32_t high = low + step < block->count ? low + step : block->count;
    for (low++; low < high;) {
        uint32_t middle = (low + high) / 2;
        if (passages[middle] < passage)
            low = middle + 1;
        else
            high = middle;
    }
    return cursor->place = low;
}

/* The first passage of the list that is not before `passage`, its place in the block. */
static uint32_t next_passage(struct run *run, struct posting_cursor *cursor, uint32_t passage) {
    while (posting_seek(cursor, passage, &run->failure)) {
        if (!cursor->is_decoded && !posting_decode_passages(cursor, &run->failure))
            break;
        uint32_t place = find_place(cursor, passage);
        if (place < cursor->block.count)
            return cursor->block.passages[place];
        if (cursor->last == POSTING_NO_PASSAGE)
            break;
        passage = cursor->last + 1;
    }
    return POSTING_NO_PASSAGE;
}

/* Nothing of the list stands before what this gives; no block is decoded for it. */
static uint32_t next_at_least(struct run *run, struct posting_cursor *cursor, uint32_t passage) {
    if (!posting_seek(cursor, passage, &run->failure))
        return POSTING_NO_PASSAGE;
    if (!cursor->is_decoded)
        return cursor->first > passage ? cursor->first : passage;
    uint32_t place = find_place(cursor, passage);
    return place < cursor->block.count ? cursor->block.passages[place] : cursor->last + 1;
}

/* ---- scoring a passage ---- */

static bool stands_in(enum top_field field, const struct posting_block *block, uint32_t place) {
    switch (field) {
    case TOP_TITLE:
        return block->title[place] > 0;
    case TOP_HEADING:
        return block->heading[place] > 0;
    case TOP_ANYWHERE:
        break;
    }
    return true;
}

/* Looks the passage up in the group's lists. */
static void look_up(struct run *run, struct group *group, uint32_t passage,
                    const struct passage_lengths *lengths) {
    const struct top_group *asked = group->asked;
    double x = 0;
    group->fits = group->names = false;
    for (int i = 0; i < asked->member_count; i++) {
        struct posting_cursor *cursor = asked->members[i].cursor;
        if (!cursor || next_passage(run, cursor, passage) != passage ||
            !posting_decode(cursor, &run->failure))
            continue;
        const struct posting_block *block = &cursor->block;
        uint32_t place = cursor->place;
        x += asked->members[i].weight * score_weight(block->body[place], block->title[place],
                                                     block->heading[place], lengths->body,
                                                     lengths->title, lengths->heading,
                                                     run->average_body_tokens);
        group->fits = group->fits || stands_in(asked->field, block, place);
        group->names =
            group->names || (lengths->heading > 0 ? block->heading[place] : block->title[place]);
    }
    group->x = group->fits ? x : 0;
    group->names = group->names && group->fits && x > 0;
}

/* What the group's blocks around the passage allow, without decoding them. */
static double most_at(struct run *run, const struct group *group, uint32_t passage) {
    double x = 0;
    bool may_name = false;
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        if (!member->cursor || next_at_least(run, member->cursor, passage) > passage)
            continue;
        double bound = run->bounds_hold ? (double)member->cursor->bound : (double)INFINITY;
        x += member->weight * bound;
        may_name = may_name || bound >= least_naming();
    }
    return most_of(group, x, may_name);
}

static bool is_excluded(struct run *run, uint32_t passage) {
    for (int i = 0; i < run->excluded_count; i++)
        for (int m = 0; m < run->excluded[i]->member_count; m++) {
            struct posting_cursor *cursor = run->excluded[i]->members[m].cursor;
            if (cursor && next_passage(run, cursor, passage) == passage &&
                posting_decode(cursor, &run->failure) &&
                stands_in(run->excluded[i]->field, &cursor->block, cursor->place))
                return true;
        }
    return false;
}

static bool is_filtered(const struct top_query *query, uint32_t passage) {
    if (!query->filter)
        return false;
    size_t word = passage / 64;
    return word >= query->filter_words || !(query->filter[word] >> (passage % 64) & 1);
}

static double sum_score(const struct run *run, const struct passage_lengths *lengths) {
    double score = 0, covered_rarity = 0;
    int covered = 0;
    for (int i = 0; i < run->group_count; i++) {
        const struct group *group = &run->groups[i];
        if (group->x <= 0)
            continue;
        score += score_group(group->asked->rarity, group->asked->count, group->x);
        if (group->names) {
            covered_rarity += group->asked->rarity;
            covered++;
        }
    }
    return score + score_coverage(covered_rarity, covered,
                                  lengths->heading > 0 ? lengths->heading : lengths->title);
}

static double known_most(const struct group *group) {
    return group->x > 0 ? most_of(group, group->x, group->names) : 0;
}

/* `most`: the sum over all groups in this window. Goes from group to group, each time putting what
 * is known in the place of what may be. */
static void consider(struct run *run, uint32_t passage, double most) {
    if (is_filtered(run->query, passage))
        return;
    const struct passage_lengths *lengths = passage_lengths(run->lengths, passage, &run->failure);
    if (!lengths)
        return;
    bool fits_any = false;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < run->group_count; i++) {
            struct group *group = run->by_most[i];
            if (group->leads != (pass == 0))
                continue;
            double known = group->most;
            if (pass == 1 && !group->is_main) {
                double here = most_at(run, group, passage);
                most -= known - here;
                known = here;
                if (is_out(run, most))
                    return;
            }
            if (known <= 0 && pass == 1) {
                group->x = 0;
                group->names = group->fits = false;
            } else {
                look_up(run, group, passage, lengths);
            }
            most -= known - known_most(group);
            if (is_out(run, most) || (group->asked->need == TOP_REQUIRED && !group->fits))
                return;
            fits_any = fits_any || group->fits;
        }
    if (!fits_any || is_excluded(run, passage) || run->failure.code != ERROR_NONE)
        return;
    double score = sum_score(run, lengths);
    if (score >= run->best.least)
        top_best_add(&run->best, passage, score);
}

/* ---- windows ---- */

static void order_groups(struct run *run) {
    for (int i = 1; i < run->group_count; i++)
        for (int j = i; j > 0 && run->by_most[j]->most > run->by_most[j - 1]->most; j--) {
            struct group *kept = run->by_most[j];
            run->by_most[j] = run->by_most[j - 1];
            run->by_most[j - 1] = kept;
        }
}

/* Those that can't lift a passage among the best even together make no windows any more. */
static void choose_main(struct run *run) {
    for (int i = 0; i < run->group_count; i++)
        run->groups[i].most = run->groups[i].most_all;
    order_groups(run);
    double rest = 0;
    for (int i = run->group_count; i-- > 0;) {
        struct group *group = run->by_most[i];
        rest += group->most;
        group->is_main = run->required ? group == run->required : !is_out(run, rest);
    }
}

/* From `from` on to *end, what the main groups are worth at most. */
static void measure_window(struct run *run, struct group *group, uint32_t from, uint32_t *end) {
    double x = 0;
    bool may_name = false;
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        if (!member->cursor)
            continue;
        uint32_t next = next_at_least(run, member->cursor, from);
        if (next > from) { /* not before that one */
            *end = next - 1 < *end ? next - 1 : *end;
            continue;
        }
        double bound = run->bounds_hold ? (double)member->cursor->bound : (double)INFINITY;
        *end = member->cursor->last < *end ? member->cursor->last : *end;
        x += member->weight * bound;
        may_name = may_name || bound >= least_naming();
    }
    group->most = most_of(group, x, may_name);
}

/* The sum over all groups; sets which lead: those without which the others, main or not, are out.
 */
static double set_leaders(struct run *run) {
    double rest = 0;
    order_groups(run);
    for (int i = 0; i < run->group_count; i++)
        rest += run->groups[i].is_main ? 0 : run->groups[i].most;
    for (int i = run->group_count; i-- > 0;) {
        struct group *group = run->by_most[i];
        rest += group->is_main ? group->most : 0;
        group->leads = group->is_main && (run->required || (group->most > 0 && !is_out(run, rest)));
    }
    return rest;
}

static uint32_t next_candidate(struct run *run, uint32_t from) {
    uint32_t nearest = POSTING_NO_PASSAGE;
    for (int i = 0; i < run->group_count; i++)
        for (int m = 0; run->by_most[i]->leads && m < run->by_most[i]->asked->member_count; m++) {
            struct posting_cursor *cursor = run->by_most[i]->asked->members[m].cursor;
            uint32_t next = cursor ? next_passage(run, cursor, from) : POSTING_NO_PASSAGE;
            nearest = next < nearest ? next : nearest;
        }
    return nearest;
}

static void go_through(struct run *run) {
    double least = -1;
    for (uint32_t from = 0; run->failure.code == ERROR_NONE;) {
        uint32_t end = POSTING_NO_PASSAGE - 1;
        if (run->best.least > least) {
            choose_main(run);
            least = run->best.least;
        }
        for (int i = 0; i < run->group_count; i++)
            if (run->groups[i].is_main)
                measure_window(run, &run->groups[i], from, &end);
            else
                run->groups[i].most = run->groups[i].most_all;
        double most = set_leaders(run);
        if (!is_out(run, most)) {
            uint32_t passage = next_candidate(run, from);
            for (; passage <= end && run->failure.code == ERROR_NONE;
                 passage = next_candidate(run, passage + 1))
                consider(run, passage, most);
        }
        if (end >= POSTING_NO_PASSAGE - 1)
            return;
        from = end + 1;
    }
}

/* ---- the whole ---- */

int64_t top_group_holding(const struct top_group *group) {
    int64_t most = 0;
    for (int i = 0; i < group->member_count; i++)
        if (group->members[i].cursor && group->members[i].cursor->passages > most)
            most = group->members[i].cursor->passages;
    return most;
}

/* False: nothing can be found. */
static bool add_groups(struct run *run, const struct top_query *query) {
    for (int i = 0; i < query->group_count; i++) {
        const struct top_group *asked = &query->groups[i];
        struct group *group = &run->groups[run->group_count];
        int64_t postings = 0;
        for (int m = 0; m < asked->member_count; m++)
            postings += asked->members[m].cursor ? asked->members[m].cursor->upper : 0;
        if (asked->need == TOP_EXCLUDED) {
            run->excluded[run->excluded_count++] = asked;
            continue;
        }
        if (postings == 0 && asked->need == TOP_REQUIRED)
            return false;
        if (postings == 0)
            continue;
        *group = (struct group){.asked = asked, .postings = postings};
        group->most_all = most_anywhere(run, group);
        run->by_most[run->group_count++] = group;
        if (asked->need == TOP_REQUIRED && (!run->required || postings < run->required->postings))
            run->required = group;
    }
    return run->group_count > 0;
}

bool top_k(struct index *index, struct arena *arena, const struct top_query *query,
           struct top_passage **best, size_t *count, struct error *err) {
    struct posting_totals totals;
    struct run run = {.query = query};
    *best = NULL;
    *count = 0;
    if (query->group_count > TOP_MOST_GROUPS)
        return error_set(err, ERROR_USAGE, "more than %d words: leave some out", TOP_MOST_GROUPS);
    if (!posting_totals(index, score_weight, &totals, err) ||
        !passage_length_table(index, &run.lengths, err))
        return false;
    run.bounds_hold = totals.bounds_hold && !query->exhaustive;
    run.average_body_tokens =
        totals.passages ? (double)totals.body_tokens / (double)totals.passages : 0;
    run.best.limit = query->limit > 0 ? (size_t)query->limit : 1;
    if (add_groups(&run, query))
        go_through(&run);
    top_best_sort(&run.best);
    *best = arena_new_array(arena, run.best.count, struct top_passage);
    if (run.best.count > 0)
        memcpy(*best, run.best.items, run.best.count * sizeof **best);
    *count = run.best.count;
    top_best_release(&run.best);
    if (run.failure.code != ERROR_NONE && err)
        *err = run.failure;
    return run.failure.code == ERROR_NONE;
}
