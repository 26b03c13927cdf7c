/* similar.c - see similar.h.
 *
 * Layer: search. Order: the words of the passages; the query; what is left out; why a hit is near.
 */
#include "search/similar.h"

#include "index/postings/postings.h"
#include "search/hits.h"
#include "search/inspection.h"
#include "search/query/query_groups.h"
#include "search/telling.h"

#include <math.h>

enum { CANDIDATES = 80, TITLE_COUNTS = 1, HEADING_COUNTS = 3, LEAST_BYTES = 3 };
enum { DOCUMENTS = 10, FEWEST_WORDS = 6 };

/* ---- the words of the passages --------------------------------------------------------------- */

static void count_words(struct telling_counts *counts, const struct token_language *language,
                        const char *text, double count) {
    struct token_array tokens = {0};
    tokenize_all(counts->tokenizer, language, slice_of(text), &tokens);
    telling_add(counts, &tokens, 0, count);
    token_array_release(&tokens);
}

static void count_passages(struct telling_counts *counts, const struct token_language *language,
                           const struct passage *passages, size_t count) {
    count_words(counts, language, passages[0].naming, TITLE_COUNTS);
    for (size_t i = 0; i < count; i++) {
        count_words(counts, language, passages[i].heading, HEADING_COUNTS);
        count_words(counts, language, passages[i].text, 1);
    }
}

/* A telling_fits. Words of one character of a script without spaces come in pairs, of three bytes
 * and more each. */
static bool may_tell(struct slice word, const struct telling_count *count) {
    (void)count;
    return word.length >= LEAST_BYTES && !(word.data[0] >= '0' && word.data[0] <= '9');
}

/* How often a word is said counts ever less; one that stands only here, or nearly everywhere, leads
 * nowhere. */
static bool weigh_words(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                        double total, struct telling_word *words, size_t *count,
                        struct error *err) {
    for (size_t i = 0; i < *count; i++)
        words[i].weight = 1 + log(words[i].weight);
    if (!telling_weigh(index, arena, tokenizer, total, total / 2 + 2, words, count, err))
        return false;
    /* of a short passage the rarer half: the others only hold it together */
    size_t half = *count / 2 > FEWEST_WORDS ? *count / 2 : FEWEST_WORDS;
    size_t most = half < SIMILAR_WORDS ? half : SIMILAR_WORDS;
    *count = *count < most ? *count : most;
    return true;
}

/* ---- the query ------------------------------------------------------------------------------- */

/* A group a word. How much a word counts stands in its rarity already; what is left is how often it
 * was said. */
static void write_query(struct arena *arena, const struct telling_counts *counts,
                        const struct telling_word *words, size_t count, struct query *query) {
    *query = (struct query){.is_long = true};
    query->groups = arena_new_array(arena, count, struct query_group);
    for (size_t i = 0; i < count; i++) {
        const char *word =
            arena_slice(arena, tokenizer_word(counts->tokenizer, words[i].word)).data;
        double said = counts->of_term[words[i].term].weight;
        struct query_member *member = arena_new(arena, struct query_member);
        *member = query_member_of(word, QUERY_TYPED);
        query->groups[query->group_count++] = (struct query_group){
            .typed = word, .count = 1 + log(said), .members = member, .member_count = 1};
    }
    query_write_expression(arena, query);
}

static bool read_words(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                       const struct passage *passages, size_t count, double total,
                       struct query *query, struct error *err) {
    struct telling_counts counts = {.tokenizer = tokenizer};
    struct telling_word words[CANDIDATES];
    const struct token_language *language = passage_token_language(&passages[0]);
    count_passages(&counts, language, passages, count);
    size_t word_count = telling_choose(&counts, language, may_tell, words, CANDIDATES);
    bool done = weigh_words(index, arena, tokenizer, total, words, &word_count, err);
    if (done)
        write_query(arena, &counts, words, word_count, query);
    telling_release(&counts);
    return done;
}

/* ---- what is left out ------------------------------------------------------------------------ */

static bool note_article(void *context, const struct index_article_facts *article) {
    struct index_range *range = context;
    *range = (struct index_range){article->first_passage,
                                  article->first_passage + article->passage_count - 1};
    return false;
}

/* All passages but the article's, or but those given. */
static bool find_others(struct index *index, struct arena *arena, const struct passage *passages,
                        size_t count, bool same_article, int64_t last_passage,
                        struct index_ranges *others, struct error *err) {
    struct index_range own = {passages[0].rowid, passages[count - 1].rowid};
    if (!same_article && !index_each_article(index, passages[0].article, note_article, &own, err))
        return false;
    *others = (struct index_ranges){.items = arena_new_array(arena, 2, struct index_range)};
    if (own.first > 1)
        others->items[others->count++] = (struct index_range){1, own.first - 1};
    if (own.last < last_passage)
        others->items[others->count++] = (struct index_range){own.last + 1, last_passage};
    return true;
}

/* ---- why a hit is near ----------------------------------------------------------------------- */

static void name_shared(struct arena *arena, const struct ranked_passage *ranked,
                        struct search_hit *hit) {
    bool is_named[SIMILAR_WORDS] = {false};
    hit->shared = arena_new_array(arena, SIMILAR_SHARED, const char *);
    while (hit->shared_count < SIMILAR_SHARED) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < ranked->share_count && i < SIMILAR_WORDS; i++)
            if (!is_named[i] && ranked->shares[i].found &&
                (best == SIZE_MAX || ranked->shares[i].score > ranked->shares[best].score))
                best = i;
        if (best == SIZE_MAX)
            return;
        is_named[best] = true;
        hit->shared[hit->shared_count++] = ranked->shares[best].word;
    }
}

static bool rank(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                 const struct query *query, const struct index_ranges *others,
                 const struct similar_options *options, struct search_result *result,
                 struct error *err) {
    size_t limit = (size_t)options->limit;
    struct ranking_options ranking_options = {
        .limit = options->by_article ? options->limit * DOCUMENTS : options->limit,
        .feedback = FEEDBACK_OFF,
        .with_shares = true,
        .ranges = others,
        .tokenizer = tokenizer,
    };
    struct ranking ranking;
    if (!rank_passages(index, arena, query, slice_of(""), &ranking_options, &ranking, err))
        return false;
    result->hits = arena_new_array(arena, ranking.count, struct search_hit);
    for (size_t i = 0; i < ranking.count; i++) {
        struct search_hit *hit = &result->hits[result->count++];
        hit->score = ranking.passages[i].score;
        hit->passage = ranking.passages[i].passage;
        name_shared(arena, &ranking.passages[i], hit);
    }
    if (options->by_article)
        hits_group_by_article(arena, limit, result);
    struct hits_finish finish = {.tokenizer = tokenizer,
                                 .query = query,
                                 .rarity = ranking.rarity,
                                 .today = options->today,
                                 .with_snippets = true};
    hits_finish(arena, &finish, result);
    return true;
}

static bool find(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                 const struct passage *passages, size_t count,
                 const struct similar_options *options, struct search_result *result,
                 struct error *err) {
    struct posting_totals totals;
    struct query query;
    struct index_ranges others;
    if (!posting_totals(index, NULL, &totals, err) ||
        !read_words(index, arena, tokenizer, passages, count, (double)totals.passages, &query,
                    err) ||
        !find_others(index, arena, passages, count, options->same_article, totals.last_passage,
                     &others, err))
        return false;
    result->words = arena_new_array(arena, (size_t)query.group_count, const char *);
    for (int i = 0; i < query.group_count; i++)
        result->words[result->word_count++] = query.groups[i].typed;
    return query.group_count == 0 || others.count == 0 ||
           rank(index, arena, tokenizer, &query, &others, options, result, err);
}

bool similar_find(struct index *index, struct arena *arena, const struct passage *passages,
                  size_t count, const struct similar_options *options, struct search_result *result,
                  struct error *err) {
    *result = (struct search_result){0};
    if (!index_begin_read(index, err))
        return false;
    struct tokenizer *tokenizer = tokenizer_new();
    bool done = find(index, arena, tokenizer, passages, count, options, result, err);
    tokenizer_free(tokenizer);
    done = index_is_sound(index, err) && done;
    index_end_read(index);
    return done;
}
