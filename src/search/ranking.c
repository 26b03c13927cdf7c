/* ranking.c - see ranking.h.
 *
 * Layer: search. Order: the best by base score, looking at them, feedback, the result.
 */
#include "search/ranking.h"

#include "search/candidates.h"
#include "search/feedback.h"
#include "search/inspection.h"
#include "search/weak.h"

#include <stdlib.h>

/* One ranking in its course. */
struct ranker {
    struct index *index;
    struct arena *arena;
    const struct query *query;
    struct slice typed;
    const struct ranking_options *options;
    struct tokenizer *tokenizer;
    struct inspector *inspector;
    struct weighed_query weighed;
    double total;   /* passages in the index */
    double *rarity; /* of each group of the query */
};

/* A passage that was looked at. */
struct looked {
    struct ranked_passage ranked;
    double naming_share;
};

struct looked_list {
    struct looked *items;
    size_t count;
};

/* ---- the best by base score ------------------------------------------------------------------ */

static bool find_best(struct ranker *ranker, const struct query *query, struct candidates *found,
                      struct error *err) {
    int limit = ranker->options->limit;
    struct candidate_options options = {
        .limit = limit > RANKING_LOOK ? limit : RANKING_LOOK,
        .ranges = ranker->options->ranges,
        .exhaustive = ranker->options->exhaustive,
    };
    return find_candidates(ranker->index, ranker->tokenizer, ranker->arena, query, &options, found,
                           err);
}

/* ---- looking at them ------------------------------------------------------------------------- */

static void fill_shares(struct ranker *ranker, const struct inspection *found,
                        struct ranked_passage *ranked, double base) {
    const struct weighed_query *weighed = &ranker->weighed;
    double known = found->coverage;
    ranked->shares =
        arena_new_array(ranker->arena, (size_t)weighed->group_count, struct search_share);
    for (int i = 0; i < weighed->group_count; i++) {
        const struct group_share *share = &found->groups[i];
        known += share->score;
        ranked->shares[ranked->share_count++] = (struct search_share){
            .word = weighed->groups[i].source->typed,
            .found = share->is_present ? share->member->text : NULL,
            .origin = share->is_present ? share->member->origin : QUERY_TYPED,
            .weight = share->is_present ? share->member->weight : 0,
            .score = share->score,
        };
    }
    ranked->coverage = found->coverage;
    ranked->adjacency = found->adjacency;
    ranked->question = found->question;
    ranked->feedback = base - known;
}

/* One word with its other names, and no question: nothing in texts can change the order. */
static bool is_settled(const struct ranker *ranker) {
    const struct weighed_query *weighed = &ranker->weighed;
    return weighed->group_count == 1 && weighed->word_count == 0 &&
           ranker->options->feedback != FEEDBACK_ON;
}

/* And none that is found can be weak. */
static bool needs_no_look(const struct ranker *ranker) {
    return is_settled(ranker) && !passage_may_be_weak(&ranker->weighed) &&
           !ranker->options->with_shares;
}

/* The rows that may be shown: those asked for, and what is equal to the last of them. */
static size_t count_settled(const struct ranker *ranker, const struct candidates *found) {
    size_t count = (size_t)ranker->options->limit;
    while (count < found->count && found->rows[count].score >= found->rows[count - 1].score)
        count++;
    return count < found->count ? count : found->count;
}

/* counts: what its text tells moves it. */
static bool look_at(struct ranker *ranker, const struct match_row *row, bool counts,
                    struct looked *looked, struct error *err) {
    struct ranked_passage *ranked = &looked->ranked;
    struct inspection found;
    if (!index_goes_on(ranker->index, err) ||
        !index_passage_by_row(ranker->index, ranker->arena, row->rowid, &ranked->passage, err))
        return false;
    ranked->score = row->score;
    if (needs_no_look(ranker))
        return true;
    inspect_passage(ranker->inspector, &ranked->passage, &found);
    if (!counts)
        found.adjacency = found.question = 0;
    ranked->score = row->score + found.adjacency + found.question;
    ranked->weak = passage_is_weak(&ranker->weighed, found.groups);
    looked->naming_share = found.naming_share;
    if (ranker->options->with_shares)
        fill_shares(ranker, &found, ranked, row->score);
    return true;
}

/* Equal scores by article, then by place in it. */
static int compare_looked(const void *a, const void *b) {
    const struct ranked_passage *left = &((const struct looked *)a)->ranked;
    const struct ranked_passage *right = &((const struct looked *)b)->ranked;
    if (left->score != right->score)
        return left->score < right->score ? 1 : -1;
    int order = strcmp(left->passage.article, right->passage.article);
    return order ? order : left->passage.number - right->passage.number;
}

/* Texts move the first few alone, however many are asked for: the best ten are the same among ten
 * and among a thousand. */
static bool look_at_all(struct ranker *ranker, const struct match_row *rows, size_t count,
                        struct looked_list *list, struct error *err) {
    list->items = arena_new_array(ranker->arena, count, struct looked);
    for (list->count = 0; list->count < count; list->count++)
        if (!look_at(ranker, &rows[list->count], list->count < RANKING_LOOK,
                     &list->items[list->count], err))
            return false;
    if (count > 1)
        qsort(list->items, count, sizeof *list->items, compare_looked);
    return true;
}

/* ---- feedback -------------------------------------------------------------------------------- */

enum { FEEDBACK_PASSAGES = 20 };

/* All once more, if the first look promises something. */
static bool feed_back(struct ranker *ranker, struct looked_list *list, struct error *err) {
    struct feedback_passage best[FEEDBACK_PASSAGES];
    size_t count = list->count < FEEDBACK_PASSAGES ? list->count : FEEDBACK_PASSAGES;
    enum search_feedback wanted = ranker->options->feedback;
    for (size_t i = 0; i < count; i++)
        best[i] =
            (struct feedback_passage){&list->items[i].ranked.passage, list->items[i].ranked.score,
                                      list->items[i].naming_share};
    if (wanted == FEEDBACK_OFF ||
        !feedback_is_worth(ranker->query, best, count, wanted == FEEDBACK_ON))
        return true;
    struct query wider;
    struct candidates found;
    if (!feedback_widen(ranker->index, ranker->tokenizer, ranker->arena, ranker->query, best, count,
                        ranker->total, &wider, err))
        return false;
    if (wider.group_count == ranker->query->group_count)
        return true;
    return find_best(ranker, &wider, &found, err) &&
           look_at_all(ranker, found.rows, found.count, list, err);
}

/* ---- the result ------------------------------------------------------------------------------ */

static bool rank_all(struct ranker *ranker, struct looked_list *list, struct error *err) {
    struct candidates found;
    if (!find_best(ranker, ranker->query, &found, err))
        return false;
    if (found.count == 0)
        return true;
    ranker->total = found.total;
    ranker->rarity = found.rarity;
    if (!weigh_query(ranker->index, ranker->tokenizer, ranker->arena, ranker->query, ranker->typed,
                     found.rarity, found.total, found.average_body_tokens, &ranker->weighed, err))
        return false;
    ranker->inspector = inspector_new(ranker->tokenizer, &ranker->weighed);
    size_t count = is_settled(ranker) ? count_settled(ranker, &found) : found.count;
    bool done = look_at_all(ranker, found.rows, count, list, err) && feed_back(ranker, list, err);
    inspector_free(ranker->inspector);
    return done;
}

bool rank_passages(struct index *index, struct arena *arena, const struct query *query,
                   struct slice typed, const struct ranking_options *options,
                   struct ranking *ranking, struct error *err) {
    struct ranker ranker = {
        .index = index,
        .arena = arena,
        .query = query,
        .typed = typed,
        .options = options,
        .tokenizer = options->tokenizer,
    };
    struct looked_list list = {0};
    *ranking = (struct ranking){0};
    if (!rank_all(&ranker, &list, err))
        return false;
    ranking->rarity = ranker.rarity;
    ranking->count = list.count < (size_t)options->limit ? list.count : (size_t)options->limit;
    ranking->passages = arena_new_array(arena, ranking->count, struct ranked_passage);
    for (size_t i = 0; i < ranking->count; i++)
        ranking->passages[i] = list.items[i].ranked;
    return true;
}
