/* candidates.c - see candidates.h.
 *
 * Layer: search. Order: groups and their posting lists, filters, the two ways.
 */
#include "search/candidates.h"

#include "index/index_tokenizer.h"
#include "search/score.h"
#include "search/top/top_k.h"

/* One look into the lists. */
struct look {
    struct index *index;
    struct tokenizer *tokenizer;
    struct arena *arena;
    const struct query *query;
    const struct candidate_options *options;
    struct index_languages languages;
    struct posting_totals totals;
    int typed_count; /* words of the query */
};

_Static_assert((int)QUERY_EXCLUDED == (int)TOP_EXCLUDED && (int)QUERY_HEADING == (int)TOP_HEADING,
               "needs and fields of query.h and top_k.h are the same numbers");

/* ---- groups ---------------------------------------------------------------------------------- */

/* The terms that a word is in the languages of the index, each once. False where it is several
 * words. */
static bool find_terms(struct look *look, const char *word, struct slice *terms, int *count) {
    struct token_array tokens = {0};
    bool is_word = true;
    *count = 0;
    for (int i = 0; is_word && i < look->languages.count; i++) {
        tokenize_all(look->tokenizer, look->languages.items[i], slice_of(word), &tokens);
        is_word = tokens.count == 1;
        bool is_new = is_word;
        for (int k = 0; k < *count && is_new; k++)
            is_new = !slice_equals(terms[k], tokens.items[0].term);
        if (is_new)
            terms[(*count)++] = tokens.items[0].term;
    }
    token_array_release(&tokens);
    return is_word;
}

/* A word is one list for each of its terms: what a passage scores is the sum over lists. */
static bool open_member(struct look *look, const struct query_member *member, struct top_group *top,
                        struct error *err) {
    struct slice terms[INDEX_MOST_LANGUAGES];
    int term_count;
    struct top_member *room = top->members + top->member_count;
    if (member->word_count == 1 && !member->is_prefix &&
        find_terms(look, member->text, terms, &term_count)) {
        for (int i = 0; i < term_count; i++) {
            room[i].weight = member->weight;
            if (!posting_open(look->index, look->arena, terms[i], &room[i].cursor, err))
                return false;
        }
        top->member_count += term_count;
        return true;
    }
    bool is_word = member->word_count == 1 && member->is_prefix;
    room->weight = member->weight;
    top->member_count++;
    if (is_word && !posting_prefix(look->index, look->arena, slice_of(member->text), score_weight,
                                   &is_word, &room->cursor, err))
        return false;
    if (is_word)
        return true;
    const char *expression =
        arena_format(look->arena, "\"%s\"%s", member->text, member->is_prefix ? " *" : "");
    return posting_match(look->index, look->arena, expression, score_weight, &room->cursor, err);
}

static bool open_group(struct look *look, const struct query_group *group, struct top_group *top,
                       double *rarity, struct error *err) {
    size_t variants = (size_t)look->languages.count;
    *top = (struct top_group){
        .need = (enum top_need)group->need,
        .field = (enum top_field)group->field,
        .count = group->count,
        .is_unnamed = !group->typed,
        .members =
            arena_new_array(look->arena, (size_t)group->member_count * variants, struct top_member),
    };
    for (int i = 0; i < group->member_count; i++)
        if (!open_member(look, &group->members[i], top, err))
            return false;
    *rarity = score_rarity((double)look->totals.passages, (double)top_group_holding(top));
    top->rarity = score_stress(*rarity, look->typed_count);
    return true;
}

static struct top_group *open_groups(struct look *look, struct candidates *found,
                                     struct error *err) {
    const struct query *query = look->query;
    size_t count = (size_t)query->group_count;
    struct top_group *groups = arena_new_array(look->arena, count, struct top_group);
    found->rarity = arena_new_array(look->arena, count, double);
    found->total = (double)look->totals.passages;
    look->typed_count = query_typed_count(query);
    found->average_body_tokens =
        look->totals.passages ? (double)look->totals.body_tokens / found->total : 0;
    for (size_t i = 0; i < count; i++)
        if (!open_group(look, &query->groups[i], &groups[i], &found->rarity[i], err))
            return NULL;
    return groups;
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

static bool find_in_lists(struct look *look, const struct top_group *groups,
                          struct candidates *found, struct error *err) {
    struct top_query top = {
        .groups = groups, .group_count = look->query->group_count, .limit = look->options->limit};
    struct top_passage *best;
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
    size_t count = (size_t)look->query->group_count;
    double *rarity = arena_new_array(look->arena, count, double);
    for (size_t i = 0; i < count; i++)
        rarity[i] = score_stress(found->rarity[i], look->typed_count);
    struct score_context score = {.query = look->query, .arena = look->arena, .rarity = rarity};
    struct match_query match = {
        .expression = look->query->expression,
        .scorer = score_passage,
        .scorer_context = &score,
        .limit = look->options->limit,
        .ranges = look->options->ranges,
    };
    return index_match(look->index, look->arena, &match, &found->rows, &found->count, err);
}

bool find_candidates(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                     const struct query *query, const struct candidate_options *options,
                     struct candidates *found, struct error *err) {
    struct look look = {
        .index = index, .tokenizer = tokenizer, .arena = arena, .query = query, .options = options};
    *found = (struct candidates){0};
    if (!index_languages_load(index, &look.languages, err) ||
        !posting_totals(index, score_weight, &look.totals, err))
        return false;
    if (look.languages.count == 0) /* of an empty index */
        index_languages_count(&look.languages, token_language_of("en"), 1);
    const struct top_group *groups = open_groups(&look, found, err);
    if (!groups)
        return false;
    if (options->exhaustive || query->near || query->group_count > TOP_MOST_GROUPS)
        return find_in_rows(&look, found, err);
    return find_in_lists(&look, groups, found, err);
}
