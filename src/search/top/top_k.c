/* top_k.c - see top_k.h; how it goes: top_run.h.
 *
 * Layer: search. Order: windows, the whole.
 *
 * Scores are summed in the order of the query, so that they don't depend on the way here.
 */
#include "search/top/top_run.h"

/* ---- windows ---- */

static void order_groups(struct top_run *run) {
    for (int i = 1; i < run->group_count; i++)
        for (int j = i; j > 0 && run->by_most[j]->most > run->by_most[j - 1]->most; j--) {
            struct top_run_group *kept = run->by_most[j];
            run->by_most[j] = run->by_most[j - 1];
            run->by_most[j - 1] = kept;
        }
}

/* Those that can't lift a passage among the best even together make no windows any more. */
static void choose_main(struct top_run *run) {
    for (int i = 0; i < run->group_count; i++)
        run->groups[i].most = run->groups[i].most_all;
    order_groups(run);
    double rest = 0;
    for (int i = run->group_count; i-- > 0;) {
        struct top_run_group *group = run->by_most[i];
        rest += group->most;
        group->is_main = run->required ? group == run->required : !top_is_out(run, rest);
    }
}

/* From `from` on to *end, what the main groups are worth at most. */
static void measure_window(struct top_run *run, struct top_run_group *group, uint32_t from,
                           uint32_t *end) {
    struct top_bound sum = {0};
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        if (!member->cursor)
            continue;
        uint32_t next = top_next_at_least(run, member->cursor, from);
        if (next > from) { /* not before that one */
            *end = next - 1 < *end ? next - 1 : *end;
            continue;
        }
        *end = member->cursor->last < *end ? member->cursor->last : *end;
        top_bound_add(run, &sum, member->weight, member->cursor->bound);
    }
    group->most = top_most_of(group, sum);
}

/* The sum over all groups; sets which lead: those without which the others, main or not, are out.
 */
static double set_leaders(struct top_run *run) {
    double rest = 0;
    order_groups(run);
    for (int i = 0; i < run->group_count; i++)
        rest += run->groups[i].is_main ? 0 : run->groups[i].most;
    for (int i = run->group_count; i-- > 0;) {
        struct top_run_group *group = run->by_most[i];
        rest += group->is_main ? group->most : 0;
        group->leads =
            group->is_main && (run->required || (group->most > 0 && !top_is_out(run, rest)));
    }
    return rest;
}

static void go_through(struct top_run *run) {
    enum { ASKED_EVERY = 32 }; /* windows, or stretches */
    double least = -1;
    uint32_t from = 0;
    for (unsigned steps = 0; run->failure.code == ERROR_NONE; steps++) {
        if (steps % ASKED_EVERY == 0 && !index_goes_on(run->index, &run->failure))
            return;
        uint32_t end = POSTING_NO_PASSAGE - 1;
        if (run->best.least > least) {
            choose_main(run);
            least = run->best.least;
        }
        if (top_stretch_pays(run)) {
            if (from > run->last_passage)
                return;
            from = top_go_through_stretch(run, from);
            continue;
        }
        for (int i = 0; i < run->group_count; i++)
            if (run->groups[i].is_main)
                measure_window(run, &run->groups[i], from, &end);
            else
                run->groups[i].most = run->groups[i].most_all;
        double most = set_leaders(run);
        if (!top_is_out(run, most))
            top_go_through_window(run, from, end, most);
        if (end >= POSTING_NO_PASSAGE - 1)
            return;
        from = end + 1;
    }
}

/* ---- the whole ---- */

static double most_anywhere(const struct top_run *run, const struct top_run_group *group) {
    struct top_bound sum = {0};
    for (int i = 0; i < group->asked->member_count; i++) {
        const struct top_member *member = &group->asked->members[i];
        if (member->cursor)
            top_bound_add(run, &sum, member->weight, member->cursor->bound_all);
    }
    return top_most_of(group, sum);
}

int64_t top_group_holding(const struct top_group *group) {
    int64_t most = 0;
    for (int i = 0; i < group->member_count; i++)
        if (group->members[i].cursor && group->members[i].cursor->passages > most)
            most = group->members[i].cursor->passages;
    return most;
}

/* False: nothing can be found. */
static bool add_groups(struct top_run *run, const struct top_query *query) {
    for (int i = 0; i < query->group_count; i++) {
        const struct top_group *asked = &query->groups[i];
        struct top_run_group *group = &run->groups[run->group_count];
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
        *group = (struct top_run_group){.asked = asked, .postings = postings};
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
    struct top_run run;
    memset(&run, 0, sizeof run);
    run.index = index;
    run.query = query;
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
    run.last_passage = totals.last_passage;
    run.arena = arena;
    size_t lists = 0;
    for (int i = 0; i < query->group_count; i++)
        lists += (size_t)query->groups[i].member_count;
    run.leads = arena_new_array(arena, lists, struct top_lead);
    run.best.limit = query->limit > 0 ? (size_t)query->limit : 1;
    if (add_groups(&run, query))
        go_through(&run);
    top_best_sort(&run.best);
    *best = arena_new_array(arena, run.best.count, struct top_passage);
    if (run.best.count > 0)
        memcpy(*best, run.best.items, run.best.count * sizeof **best);
    *count = run.best.count;
    top_best_release(&run.best);
    top_best_release(&run.sure);
    if (run.failure.code != ERROR_NONE && err)
        *err = run.failure;
    return run.failure.code == ERROR_NONE;
}
