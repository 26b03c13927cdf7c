/* top_window.c - one window of top_k: the passages of the lists that lead, without those that can't
 * be of the best by what their own postings tell.
 *
 * Layer: search. Order: what must be reached, the lists, their passages.
 */
#include "search/top/top_run.h"

/* x without which the group, with `others` from elsewhere, is out: solves score_group for it. */
static double least_x_of(const struct top_run *run, const struct top_run_group *group,
                         double others) {
    double needed = (run->best.least - others) / (group->asked->rarity * group->asked->count);
    double most = score_constants.saturation + 1;
    if (needed <= 0 || group->asked->member_count > 1 || run->query->exhaustive)
        return 0;
    return needed < most ? score_constants.saturation * needed / (most - needed) * (1 - 1e-9)
                         : (double)INFINITY;
}

static void set_least_x(struct top_run *run, size_t count, double most) {
    for (size_t i = 0; i < count; i++)
        run->leads[i].least_x =
            least_x_of(run, run->leads[i].group, most - run->leads[i].group->most);
}

/* The lists of the groups that lead, decoded. */
static size_t open_leads(struct top_run *run, uint32_t from, uint32_t end) {
    size_t count = 0;
    for (int i = 0; i < run->group_count; i++) {
        const struct top_group *asked = run->groups[i].asked;
        for (int m = 0; run->groups[i].leads && m < asked->member_count; m++) {
            struct posting_cursor *cursor = asked->members[m].cursor;
            if (!cursor || top_next_at_least(run, cursor, from) > end)
                continue;
            const struct posting_block *block = posting_decode(cursor, &run->failure);
            if (!block)
                return 0;
            run->leads[count++] = (struct top_lead){.group = &run->groups[i],
                                                    .cursor = cursor,
                                                    .block = block,
                                                    .place = top_find_place(cursor, from),
                                                    .weight = asked->members[m].weight};
        }
    }
    return count;
}

static bool names(const struct posting_block *block, uint32_t place) {
    return (block->title[place] | block->heading[place]) != 0;
}

/* x of a posting that names nothing. */
static double plain_x(struct top_run *run, const struct top_lead *list, uint32_t place) {
    const struct passage_lengths *lengths =
        passage_lengths(run->lengths, list->block->passages[place], &run->failure);
    return lengths ? list->weight * list->block->body[place] * top_worth_once(run, lengths) : 0;
}

/* Past the postings that can't be of one of the best. */
static uint32_t skip_lesser(struct top_run *run, struct top_lead *list, uint32_t end) {
    const struct posting_block *block = list->block;
    for (; list->place < block->count && block->passages[list->place] <= end; list->place++)
        if (list->least_x <= 0 || names(block, list->place) ||
            plain_x(run, list, list->place) >= list->least_x)
            return block->passages[list->place];
    return POSTING_NO_PASSAGE;
}

/* Of the group's only list, as it stands there; of one of several no more is known than before. */
static double most_of_posting(struct top_run *run, const struct top_lead *list) {
    const struct top_group *asked = list->group->asked;
    const struct posting_block *block = list->block;
    uint32_t place = list->place;
    if (asked->member_count > 1)
        return list->group->most;
    if (!names(block, place))
        return score_group(asked->rarity, asked->count, plain_x(run, list, place));
    const struct passage_lengths *lengths =
        passage_lengths(run->lengths, block->passages[place], &run->failure);
    if (!lengths)
        return 0;
    double x = list->weight * top_worth_of(run, block, place, lengths);
    return score_group(asked->rarity, asked->count, x) + top_most_naming(run, asked, lengths);
}

/* The nearest passage of the lists; *most: what they are worth there at most. */
static uint32_t next_candidate(struct top_run *run, size_t count, uint32_t end, double *most) {
    uint32_t nearest = POSTING_NO_PASSAGE;
    for (size_t i = 0; i < count; i++) {
        uint32_t next = skip_lesser(run, &run->leads[i], end);
        nearest = next < nearest ? next : nearest;
    }
    for (size_t i = 0; i < count && nearest <= end; i++) {
        struct top_lead *list = &run->leads[i];
        if (list->place >= list->block->count || list->block->passages[list->place] != nearest)
            continue;
        *most += most_of_posting(run, list);
        list->cursor->place = list->place++; /* where it will be looked up */
    }
    return nearest;
}

void top_go_through_window(struct top_run *run, uint32_t from, uint32_t end, double most) {
    size_t count = open_leads(run, from, end);
    double rest = 0, least = run->best.least;
    for (int i = 0; i < run->group_count; i++)
        rest += run->groups[i].leads ? 0 : run->groups[i].most;
    set_least_x(run, count, most);
    while (run->failure.code == ERROR_NONE) {
        double here = rest;
        uint32_t passage = next_candidate(run, count, end, &here);
        if (passage > end)
            return;
        if (top_is_out(run, here))
            continue;
        top_consider(run, passage, most);
        if (run->best.least > least) {
            least = run->best.least;
            set_least_x(run, count, most);
        }
    }
}
