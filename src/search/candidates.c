/* candidates.c - see candidates.h.
 *
 * Layer: search. Order: a member's posting list, groups, filters, the two ways.
 */
#include "search/candidates.h"

#include "index/index_tokenizer.h"
#include "search/score.h"
#include "search/top_k.h"

/* One look into the lists. */
struct look {
    struct index *index;
    struct tokenizer *tokenizer;
    struct arena *arena;
    const struct query *query;
    const struct candidate_options *options;
    struct index_languages languages;
    struct posting_totals totals;
};

/* ---- a member's posting list ----------------------------------------------------------------- */

/* The one term that a word is in every language of the index; false where they differ, or the word
 * is several. */
static bool one_term(struct look *look, const char *word, struct slice *term) {
    struct token_array tokens = {0};
    bool is_one = true;
    *term = (struct slice){0};
    for (int i = 0; is_one && i < (look->languages.count ? look->languages.count : 1); i++) {
        tokenize_all(look->tokenizer, look->languages.count ? look->languages.items[i] : NULL,
                     slice_of(word), &tokens);
        is_one = tokens.count == 1 && (i == 0 || slice_equals(*term, tokens.items[0].term));
        if (is_one)
            *term = tokens.items[0].term;
    }
    token_array_release(&tokens);
    return is_one;
}

static bool open_member(struct look *look, const struct query_member *member,
                        struct posting_cursor **cursor, struct error *err) {
    struct slice term;
    if (member->word_count == 1 && !member->is_prefix && one_term(look, member->text, &term))
        return posting_open(look->index, look->arena, term, cursor, err);
    const char *expression =
        arena_format(look->arena, "\"%s\"%s", member->text, member->is_prefix ? " *" : "");
    return posting_match(look->index, look->arena, expression, score_weight, cursor, err);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static bool open_group(struct look *look, const struct query_group *group, struct top_group *top,
                       double *rarity, struct error *err) {
    *top = (struct top_group){
        .need = (enum top_need)group->need,
        .field = (enum top_field)group->field,
        .count = group->count,
        .is_unnamed = !group->typed,
        .members = arena_new_array(look->arena, (size_t)group->member_count, struct top_member),
        .member_count = group->member_count,
    };
    for (int i = 0; i < group->member_count; i++) {
        top->members[i].weight = group->members[i].weight;
        if (!open_member(look, &group->members[i], &top->members[i].cursor, err))
            return false;
    }
    *rarity = top->rarity =
        score_rarity((double)look->totals.passages, (double)top_group_holding(top));
    return true;
}

/* ---- filters --------------------------------------------------------------------------------- */

static void make_filter(struct look *look, struct top_query *top) {
    const struct index_ranges *ranges = look->options->ranges;
    if (!ranges)
        return;
    top->filter_words = (size_t)look->totals.last_passage / 64 + 1;
    uint64_t *bits = arena_new_array(look->arena, top->filter_words, uint64_t);
    for (size_t i = 0; i < ranges->count; i++)
        for (int64_t passage = ranges->items[i].first;
             passage <= ranges->items[i].last && passage <= look->totals.last_passage; passage++)
            bits[passage / 64] |= (uint64_t)1 << (passage % 64);
    top->filter = bits;
}

/* ---- the two ways ---------------------------------------------------------------------------- */

static bool find_in_lists(struct look *look, struct candidates *found, struct error *err) {
    const struct query *query = look->query;
    struct top_query top = {.group_count = query->group_count, .limit = look->options->limit};
    struct top_group *groups =
        arena_new_array(look->arena, (size_t)query->group_count, struct top_group);
    struct top_passage *best;
    top.groups = groups;
    found->rarity = arena_new_array(look->arena, (size_t)query->group_count, double);
    found->total = (double)look->totals.passages;
    found->average_body_tokens =
        look->totals.passages ? (double)look->totals.body_tokens / found->total : 0;
    for (int i = 0; i < query->group_count; i++)
        if (!open_group(look, &query->groups[i], &groups[i], &found->rarity[i], err))
            return false;
    make_filter(look, &top);
    if (!top_k(look->index, look->arena, &top, &best, &found->count, err))
        return false;
    found->rows = arena_new_array(look->arena, found->count, struct match_row);
    for (size_t i = 0; i < found->count; i++)
        found->rows[i] = (struct match_row){(int64_t)best[i].passage, best[i].score};
    index_best_rows(look->index, look->arena, look->options->limit, &found->rows, &found->count);
    return true;
}

static bool find_in_rows(struct look *look, struct candidates *found, struct error *err) {
    struct score_context score = {.query = look->query, .arena = look->arena};
    struct match_query match = {
        .expression = look->query->expression,
        .scorer = score_passage,
        .scorer_context = &score,
        .limit = look->options->limit,
        .ranges = look->options->ranges,
    };
    if (!index_match(look->index, look->arena, &match, &found->rows, &found->count, err))
        return false;
    found->rarity = score.rarity;
    found->total = score.total;
    found->average_body_tokens = score.average_body_tokens;
    return true;
}

bool find_candidates(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                     const struct query *query, const struct candidate_options *options,
                     struct candidates *found, struct error *err) {
    struct look look = {
        .index = index, .tokenizer = tokenizer, .arena = arena, .query = query, .options = options};
    *found = (struct candidates){0};
    if (options->exhaustive || query->near || query->group_count > TOP_MOST_GROUPS)
        return find_in_rows(&look, found, err);
    return index_languages_load(index, &look.languages, err) &&
           posting_totals(index, score_weight, &look.totals, err) &&
           find_in_lists(&look, found, err);
}
