/* top_stretch.c - top_k over lists that hold much of the index: passages are summed up, 4096 at a
 * time, list by list, and only those whose sum can be among the best are looked up and scored.
 *
 * Layer: search. Order: whether it pays, a list into the sums, which passages, the stretch.
 *
 * For each passage there are two sums: what it scores at least, and what it could score beyond that
 * (words of its naming field, further members of a group). A share grows ever slower with x, so the
 * shares of a group's members are together at least the group's.
 */
#include "search/top/top_run.h"

#include <float.h>

enum {
    STRETCH = PASSAGE_LENGTHS_CHUNK, /* the lengths of one lie in one chunk */
    PAYS_FROM = 256,                 /* postings that lead in a stretch */
    LOOKED_UP = 16,                  /* so many postings are added up while one is looked up */
    LANES = 4,
    ROW = 16, /* are compared at once */
};
/* Sums are floats in any order of addition. */
static const double slack = 1e-4;

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef int32_t marks __attribute__((vector_size(LANES * sizeof(int32_t))));

struct top_sums {
    lanes least[STRETCH / LANES], beyond[STRETCH / LANES];
    float covered_rarity[STRETCH]; /* of the words in the naming field */
    uint8_t covered[STRETCH];      /* how many */
    uint16_t likely[STRETCH];      /* the places of those that can be among the best */
    size_t likely_count;
};

/* ---- whether it pays ---- */

bool top_stretch_pays(const struct top_run *run) {
    int64_t leading = 0;
    if (run->required || run->query->exhaustive || run->group_count < 2)
        return false; /* of one group blocks tell most */
    for (int i = 0; i < run->group_count; i++)
        leading += run->groups[i].is_main ? run->groups[i].postings : 0;
    return leading * STRETCH >= (int64_t)run->last_passage * PAYS_FROM;
}

/* ---- a list into the sums ---- */

struct adding {
    struct top_run *run;
    const struct top_group *group;
    const struct passage_lengths *lengths; /* of the stretch */
    uint32_t from, end;                    /* passages; from: that of place 0 */
    double weight;
    bool is_first; /* of the group's members */
    float *least, *beyond;
};

/* The naming field is a merit of its own; how much of it is covered is known when all lists are
 * in. Until then it counts as if all groups stood there. */
static void add_naming(const struct adding *adding, const struct posting_block *block,
                       uint32_t place, uint32_t at, float share) {
    const struct passage_lengths *lengths = &adding->lengths[at];
    struct top_sums *sums = adding->run->sums;
    bool fits = top_stands_in(adding->group->field, block, place);
    *(adding->is_first && fits ? &adding->least[at] : &adding->beyond[at]) += share;
    if (adding->group->is_unnamed || (lengths->heading > 0 && block->heading[place] == 0))
        return;
    sums->covered_rarity[at] += (float)adding->group->rarity;
    sums->covered[at]++;
    adding->beyond[at] += (float)top_most_naming(adding->run, adding->group, lengths);
}

static uint32_t add_block(const struct adding *adding, const struct posting_block *block,
                          uint32_t place) {
    const struct top_group *group = adding->group;
    const float k = (float)score_constants.saturation, weight = (float)adding->weight;
    const float most = (float)score_group_most(group->rarity, group->count);
    float *sums = adding->is_first && group->field == TOP_ANYWHERE ? adding->least : adding->beyond;
    for (; place < block->count && block->passages[place] <= adding->end; place++) {
        uint32_t at = block->passages[place] - adding->from;
        const struct passage_lengths *lengths = &adding->lengths[at];
        float x = (float)block->body[place] * (float)top_worth_once(adding->run, lengths);
        uint32_t title = block->title[place], heading = block->heading[place];
        if (title | heading) {
            if (title)
                x += (float)title * (float)top_worth_in_title(adding->run, lengths);
            x = weight * (x + (float)heading * (float)score_constants.heading_weight);
            add_naming(adding, block, place, at, most * x / (k + x));
        } else {
            x *= weight;
            sums[at] += most * x / (k + x);
        }
    }
    return place;
}

/* What all but this group add at most. */
static double most_of_others(const struct top_run *run, const struct top_run_group *group) {
    double most = 0;
    for (int i = 0; i < run->group_count; i++)
        most += &run->groups[i] == group ? 0 : run->groups[i].most;
    return most;
}

/* A block whose passages are all out may be left out: what is missing from their sums only takes
 * them further down. */
static bool is_block_out(const struct top_run *run, const struct top_run_group *group,
                         const struct posting_cursor *cursor, double weight, double others) {
    if (!run->bounds_hold || group->asked->member_count > 1)
        return false;
    struct top_bound bound = {0};
    top_bound_add(run, &bound, weight, cursor->bound);
    return top_is_out(run, others + top_most_of(group, bound));
}

static void add_list(struct adding *adding, const struct top_run_group *group,
                     struct posting_cursor *cursor) {
    struct top_run *run = adding->run;
    double others = most_of_others(run, group);
    uint32_t next = adding->from;
    while (posting_seek(cursor, next, &run->failure) && cursor->first <= adding->end) {
        if (cursor->is_decoded || !is_block_out(run, group, cursor, adding->weight, others)) {
            const struct posting_block *block = posting_decode(cursor, &run->failure);
            if (!block)
                return;
            cursor->place = add_block(adding, block, top_find_place(cursor, adding->from));
        }
        if (cursor->last >= adding->end)
            return;
        next = cursor->last + 1;
    }
}

/* Of the main groups, or of the others. */
static void add_lists(struct top_run *run, uint32_t from, bool of_main) {
    struct top_sums *sums = run->sums;
    struct adding adding = {.run = run,
                            .lengths = passage_lengths(run->lengths, from, &run->failure),
                            .from = from,
                            .end = from + STRETCH - 1,
                            .least = (float *)sums->least,
                            .beyond = (float *)sums->beyond};
    for (int i = 0; i < run->group_count && adding.lengths; i++) {
        struct top_run_group *group = &run->groups[i];
        adding.group = group->asked;
        for (int m = 0; group->is_main == of_main && m < group->asked->member_count; m++) {
            if (!group->ahead[m])
                continue;
            adding.weight = group->asked->members[m].weight;
            adding.is_first = m == 0;
            add_list(&adding, group, group->ahead[m]);
        }
    }
}

/* ---- which passages ---- */

static bool any_reaches(const struct top_sums *sums, uint32_t row, lanes enough) {
    marks any = {0};
    for (uint32_t i = row; i < row + ROW / LANES; i++)
        any |= sums->least[i] + sums->beyond[i] >= enough;
    uint64_t halves[2];
    memcpy(halves, &any, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* The places of those that can be among the best when lists not added yet give them `rest`. */
static void find_likely(struct top_run *run, double rest) {
    struct top_sums *sums = run->sums;
    const float *least = (const float *)sums->least, *beyond = (const float *)sums->beyond;
    double needed = (run->best.least - rest) * (1 - slack);
    const float enough = needed > FLT_MIN ? (float)needed : FLT_MIN;
    const lanes all = {enough, enough, enough, enough};
    size_t count = 0;
    for (uint32_t row = 0; row < STRETCH; row += ROW) {
        if (!any_reaches(sums, row / LANES, all))
            continue;
        for (uint32_t at = row; at < row + ROW; at++) {
            sums->likely[count] = (uint16_t)at;
            count += least[at] + beyond[at] >= enough;
        }
    }
    sums->likely_count = count;
}

static double coverage_of(const struct top_run *run, const struct passage_lengths *lengths,
                          uint32_t at, int covered) {
    return score_coverage((double)run->sums->covered_rarity[at], covered,
                          lengths->heading > 0 ? lengths->heading : lengths->title);
}

/* The coverage as it is, `others` of lists not added yet among it, in the place of the most that it
 * could be. */
static void settle_coverage(struct top_run *run, uint32_t from, int others) {
    struct top_sums *sums = run->sums;
    float *least = (float *)sums->least, *beyond = (float *)sums->beyond;
    const struct passage_lengths *lengths = passage_lengths(run->lengths, from, &run->failure);
    for (size_t i = 0; i < sums->likely_count && lengths; i++) {
        uint32_t at = sums->likely[i];
        if (sums->covered[at] == 0)
            continue;
        double assumed = coverage_of(run, &lengths[at], at, run->group_count);
        double sure = coverage_of(run, &lengths[at], at, sums->covered[at]);
        double most = coverage_of(run, &lengths[at], at, sums->covered[at] + others);
        least[at] += run->is_plain ? (float)sure : 0;
        beyond[at] += (float)(most - assumed - (run->is_plain ? sure : 0));
    }
}

/* So many score so much at least that fewer can't be among the best, before any is scored. */
static void raise_least(struct top_run *run, uint32_t from) {
    const struct top_sums *sums = run->sums;
    const float *least = (const float *)sums->least;
    if (run->excluded_count > 0)
        return;
    for (size_t i = 0; i < sums->likely_count; i++) {
        double score = (double)least[sums->likely[i]] * (1 - slack);
        if (score > run->sure.least && !top_is_filtered(run->query, from + sums->likely[i]))
            top_best_note(&run->sure, score);
    }
    if (run->sure.least > run->best.least)
        run->best.least = run->sure.least;
}

/* ---- the stretch ---- */

static void begin(struct top_run *run) {
    run->sums = arena_new(run->arena, struct top_sums);
    run->sure.limit = run->best.limit;
    run->is_plain = true;
    for (int i = 0; i < run->group_count; i++) {
        struct top_run_group *group = &run->groups[i];
        size_t count = (size_t)group->asked->member_count;
        run->is_plain = run->is_plain && count == 1 && group->asked->field == TOP_ANYWHERE;
        group->ahead = arena_new_array(run->arena, count, struct posting_cursor *);
        for (size_t m = 0; m < count; m++)
            if (group->asked->members[m].cursor)
                group->ahead[m] = posting_clone(run->arena, group->asked->members[m].cursor);
    }
}

static void clear(struct top_sums *sums) {
    memset(sums->least, 0, sizeof sums->least);
    memset(sums->beyond, 0, sizeof sums->beyond);
    memset(sums->covered_rarity, 0, sizeof sums->covered_rarity);
    memset(sums->covered, 0, sizeof sums->covered);
}

uint32_t top_go_through_stretch(struct top_run *run, uint32_t from) {
    if (!run->sums)
        begin(run);
    struct top_sums *sums = run->sums;
    double most = 0, rest = 0;
    int64_t other_postings = 0;
    int others = 0;
    clear(sums);
    for (int i = 0; i < run->group_count; i++) {
        struct top_run_group *group = &run->groups[i];
        most += group->most;
        rest += group->is_main ? 0 : group->most;
        other_postings += group->is_main ? 0 : group->postings;
        others += !group->is_main;
        group->leads = group->is_main;
    }
    add_lists(run, from, true);
    find_likely(run, rest);
    if (others > 0 &&
        (int64_t)sums->likely_count * LOOKED_UP * run->last_passage / STRETCH > other_postings) {
        add_lists(run, from, false);
        rest = others = 0;
        find_likely(run, rest);
    }
    settle_coverage(run, from, others);
    raise_least(run, from);
    const float *least = (const float *)sums->least, *beyond = (const float *)sums->beyond;
    for (size_t i = 0; i < sums->likely_count && run->failure.code == ERROR_NONE; i++) {
        uint32_t at = sums->likely[i];
        double here = ((double)least[at] + (double)beyond[at]) * (1 + slack);
        if (!top_is_out(run, here + rest))
            top_consider(run, from + at, most);
    }
    return from + STRETCH;
}
