/* top_passage.c - one passage of top_k: found in the lists, and scored.
 *
 * Layer: search. Order: bounds, moving through lists, scoring.
 */
#include "search/top/top_run.h"

/* ---- bounds ---- */

double top_most_of(const struct top_run_group *group, struct top_bound bound) {
    const struct top_group *asked = group->asked;
    if (bound.x <= 0)
        return 0;
    double most = isfinite(bound.x) ? score_group(asked->rarity, asked->count, bound.x)
                                    : score_group_most(asked->rarity, asked->count);
    bool may_name = bound.may_name && !asked->is_unnamed;
    return most + (may_name ? score_constants.coverage_weight * asked->rarity : 0);
}

/* ---- moving through lists ---- */

uint32_t top_find_place(struct posting_cursor *cursor, uint32_t passage) {
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
static uint32_t next_passage(struct top_run *run, struct posting_cursor *cursor, uint32_t passage) {
    while (top_stand_at(run, cursor, passage)) {
        if (!cursor->is_decoded && !posting_decode_passages(cursor, &run->failure))
            break;
        uint32_t place = top_find_place(cursor, passage);
        if (place < cursor->block.count)
            return cursor->block.passages[place];
        if (cursor->last == POSTING_NO_PASSAGE)
            break;
        passage = cursor->last + 1;
    }
    return POSTING_NO_PASSAGE;
}

uint32_t top_next_at_least(struct top_run *run, struct posting_cursor *cursor, uint32_t passage) {
    if (!top_stand_at(run, cursor, passage))
        return POSTING_NO_PASSAGE;
    if (!cursor->is_decoded)
        return cursor->first > passage ? cursor->first : passage;
    uint32_t place = top_find_place(cursor, passage);
    return place < cursor->block.count ? cursor->block.passages[place] : cursor->last + 1;
}

/* ---- scoring a passage ---- */

double top_worth_of(const struct top_run *run, const struct posting_block *block, uint32_t place,
                    const struct passage_lengths *lengths) {
    return score_weight(block->body[place], block->title[place], block->heading[place],
                        lengths->body, lengths->title, lengths->heading, run->average_body_tokens);
}

double top_most_naming(const struct top_run *run, const struct top_group *asked,
                       const struct passage_lengths *lengths) {
    if (asked->is_unnamed)
        return 0;
    return score_coverage(asked->rarity, run->group_count,
                          lengths->heading > 0 ? lengths->heading : lengths->title);
}

/* Looks the passage up in the group's lists. */
static void look_up(struct top_run *run, struct top_run_group *group, uint32_t passage,
                    const struct passage_lengths *lengths) {
    const struct top_group *asked = group->asked;
    double x = 0;
    group->fits = group->names = false;
    for (int i = 0; i < asked->member_count; i++) {
        struct posting_cursor *cursor = asked->members[i].cursor;
        if (!cursor || next_passage(run, cursor, passage) != passage ||
            (!cursor->has_counts && !posting_decode(cursor, &run->failure)))
            continue;
        const struct posting_block *block = &cursor->block;
        uint32_t place = cursor->place;
        x += asked->members[i].weight * top_worth_of(run, block, place, lengths);
        group->fits = group->fits || top_stands_in(asked->field, block, place);
        group->names =
            group->names || (lengths->heading > 0 ? block->heading[place] : block->title[place]);
    }
    group->x = group->fits ? x : 0;
    group->names = group->names && group->fits && x > 0;
}

/* What the group's blocks around the passage allow, without decoding them; passages ascend. */
static double most_at(struct top_run *run, struct top_run_group *group, uint32_t passage) {
    if (group->here_is_known && passage <= group->here_until)
        return group->here;
    struct top_bound sum = {0};
    group->here_until = POSTING_NO_PASSAGE - 1;
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        struct posting_cursor *cursor = member->cursor;
        if (!cursor || !top_stand_at(run, cursor, passage))
            continue;
        uint32_t until = cursor->first > passage ? cursor->first - 1 : cursor->last;
        group->here_until = until < group->here_until ? until : group->here_until;
        if (cursor->first <= passage)
            top_bound_add(run, &sum, member->weight, cursor->bound);
    }
    group->here_is_known = true;
    return group->here = top_most_of(group, sum);
}

static bool is_excluded(struct top_run *run, uint32_t passage) {
    for (int i = 0; i < run->excluded_count; i++)
        for (int m = 0; m < run->excluded[i]->member_count; m++) {
            struct posting_cursor *cursor = run->excluded[i]->members[m].cursor;
            if (cursor && next_passage(run, cursor, passage) == passage &&
                posting_decode(cursor, &run->failure) &&
                top_stands_in(run->excluded[i]->field, &cursor->block, cursor->place))
                return true;
        }
    return false;
}

static double sum_score(const struct top_run *run, const struct passage_lengths *lengths) {
    double score = 0, covered_rarity = 0;
    int covered = 0;
    for (int i = 0; i < run->group_count; i++) {
        const struct top_run_group *group = &run->groups[i];
        if (group->x <= 0)
            continue;
        score += score_group(group->asked->rarity, group->asked->count, group->x);
        if (group->names && !group->asked->is_unnamed) {
            covered_rarity += group->asked->rarity;
            covered++;
        }
    }
    return score + score_coverage(covered_rarity, covered,
                                  lengths->heading > 0 ? lengths->heading : lengths->title);
}

static double known_most(const struct top_run *run, const struct top_run_group *group,
                         const struct passage_lengths *lengths) {
    if (group->x <= 0)
        return 0;
    return score_group(group->asked->rarity, group->asked->count, group->x) +
           (group->names ? top_most_naming(run, group->asked, lengths) : 0);
}

/* `most`: the sum over all groups in this window. Goes from group to group, each time putting what
 * is known in the place of what may be. */
void top_consider(struct top_run *run, uint32_t passage, double most) {
    if (top_is_filtered(run->query, passage))
        return;
    const struct passage_lengths *lengths = passage_lengths(run->lengths, passage, &run->failure);
    if (!lengths)
        return;
    bool fits_any = false;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < run->group_count; i++) {
            struct top_run_group *group = run->by_most[i];
            if (group->leads != (pass == 0))
                continue;
            double known = group->most;
            if (pass == 1 && !group->is_main) {
                double here = most_at(run, group, passage);
                most -= known - here;
                known = here;
                if (top_is_out(run, most))
                    return;
            }
            if (known <= 0 && pass == 1) {
                group->x = 0;
                group->names = group->fits = false;
            } else {
                look_up(run, group, passage, lengths);
            }
            most -= known - known_most(run, group, lengths);
            if (top_is_out(run, most) || (group->asked->need == TOP_REQUIRED && !group->fits))
                return;
            fits_any = fits_any || group->fits;
        }
    if (!fits_any || is_excluded(run, passage) || run->failure.code != ERROR_NONE)
        return;
    double score = sum_score(run, lengths);
    if (score >= run->best.least)
        top_best_add(&run->best, passage, score);
}
