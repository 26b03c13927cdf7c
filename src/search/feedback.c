/* feedback.c - see feedback.h.
 *
 * Layer: search. Order: whether, the words of the best passages, the wider query.
 *
 *   weight(t) = rarity_t * sum over the best passages p of  score_p / all scores * tf_p(t) /
 * length_p
 *
 * for words that at least LEAST_PASSAGES of them have, at most a tenth of the index holds, and the
 * query lacks. The TERMS best are taken, their weights made 1 in sum; together they count as
 * feedback_weight (score.h) for each word of the query.
 *
 * The numbers: tuned over seven judged collections, the gate by score on SciFact's tuning half.
 */
#include "search/feedback.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "index/postings/postings.h"
#include "search/inspection.h"
#include "search/score.h"

#include <stdlib.h>

enum {
    PASSAGES = 15,
    LEAST_PASSAGES = 3,
    NAMING_PASSAGES = 3,
    GAP_PLACE = 10,
    TERMS = 20,
    CANDIDATES = 120,
    LEAST_INDEX = 1000
};
static const double named_enough = 0.7; /* of the query, in a naming field of the first three */
static const double best_stands_alone = 1.4; /* times the score of the tenth */
static const double most_common = 0.1;       /* of all passages */

/* ---- whether --------------------------------------------------------------------------------- */

/* Plain words only: what must, or must not, occur is no matter of more or less. And several: one
 * word does not tell which of its neighbours are meant. */
static bool is_plain(const struct query *query) {
    if (query->group_count < 2)
        return false;
    for (int i = 0; i < query->group_count; i++)
        if (query->groups[i].need != QUERY_OPTIONAL || query->groups[i].field != QUERY_ANYWHERE)
            return false;
    return !query->near && !query->is_long;
}

bool feedback_is_worth(const struct query *query, const struct feedback_passage *passages,
                       size_t count, bool anyway) {
    if (count < GAP_PLACE || !is_plain(query))
        return false;
    if (anyway)
        return true;
    if (passages[0].score > best_stands_alone * passages[GAP_PLACE - 1].score)
        return false;
    for (size_t i = 0; i < NAMING_PASSAGES; i++)
        if (passages[i].naming_share >= named_enough)
            return false;
    return true;
}

/* ---- the words of the best passages ---------------------------------------------------------- */

struct candidate {
    double weight;
    uint32_t word;     /* as it is written where it came first */
    int passage_count; /* of the best, that hold it */
    int last_passage;
};

struct candidates {
    struct tokenizer *tokenizer;
    struct candidate *of_term; /* by term id */
    size_t capacity;
    struct token_array tokens;
};

static void make_room(struct candidates *found) {
    size_t needed = tokenizer_term_count(found->tokenizer);
    if (needed <= found->capacity)
        return;
    size_t capacity = needed * 2;
    found->of_term = memory_resize(found->of_term, capacity, sizeof *found->of_term);
    memset(found->of_term + found->capacity, 0,
           (capacity - found->capacity) * sizeof *found->of_term);
    found->capacity = capacity;
}

static void add_text(struct candidates *found, const struct token_language *language,
                     const char *text, int number, double worth) {
    tokenize_all(found->tokenizer, language, slice_of(text), &found->tokens);
    make_room(found);
    for (size_t i = 0; i < found->tokens.count; i++) {
        const struct token *token = &found->tokens.items[i];
        struct candidate *candidate = &found->of_term[token->term_id];
        if (candidate->passage_count == 0)
            candidate->word = token->word_id;
        if (candidate->passage_count == 0 || candidate->last_passage != number)
            candidate->passage_count++;
        candidate->last_passage = number;
        candidate->weight += worth;
    }
}

static void add_passage(struct candidates *found, const struct feedback_passage *from, int number,
                        double share) {
    const struct passage *passage = from->passage;
    const struct token_language *language = passage_token_language(passage);
    const char *columns[] = {passage->title, passage->path, passage->text};
    size_t length = 0;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        tokenize_all(found->tokenizer, language, slice_of(columns[i]), &found->tokens);
        length += found->tokens.count;
    }
    for (size_t i = 0; length && i < sizeof columns / sizeof *columns; i++)
        add_text(found, language, columns[i], number, share / (double)length);
}

/* What the query has already, in the language of the best passage. */
static void leave_out_typed(struct candidates *found, const struct query *query,
                            const struct passage *passage) {
    for (int i = 0; i < query->group_count; i++)
        for (int j = 0; j < query->groups[i].member_count; j++) {
            tokenize_all(found->tokenizer, passage_token_language(passage),
                         slice_of(query->groups[i].members[j].text), &found->tokens);
            make_room(found);
            for (size_t k = 0; k < found->tokens.count; k++)
                found->of_term[found->tokens.items[k].term_id].weight = 0;
        }
}

/* ---- the wider query ------------------------------------------------------------------------- */

struct chosen {
    uint32_t term, word;
    double weight;
};

static int compare_chosen(const void *a, const void *b) {
    const struct chosen *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return left->term < right->term ? -1 : left->term > right->term;
}

static bool is_usable(const struct candidates *found, const struct candidate *candidate,
                      const struct token_language *language) {
    struct slice word = tokenizer_word(found->tokenizer, candidate->word);
    return candidate->weight > 0 && candidate->passage_count >= LEAST_PASSAGES &&
           !token_is_stop_word(word, language);
}

/* The candidates that weigh most before rarity is known; returns how many. */
static size_t choose(const struct candidates *found, const struct token_language *language,
                     struct chosen *chosen) {
    struct chosen *all = memory_allocate_zeroed(found->capacity + 1, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < found->capacity; i++)
        if (is_usable(found, &found->of_term[i], language))
            all[count++] =
                (struct chosen){(uint32_t)i, found->of_term[i].word, found->of_term[i].weight};
    qsort(all, count, sizeof *all, compare_chosen);
    size_t kept = count < CANDIDATES ? count : CANDIDATES;
    memcpy(chosen, all, kept * sizeof *all);
    free(all);
    return kept;
}

static bool weigh(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                  double total, struct chosen *chosen, size_t *count, struct error *err) {
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct posting_cursor *cursor;
        if (!posting_open(index, arena, tokenizer_term(tokenizer, chosen[i].term), &cursor, err))
            return false;
        int64_t holding = cursor ? cursor->passages : 0;
        if (holding < 2 || (double)holding > most_common * total)
            continue;
        chosen[kept] = chosen[i];
        chosen[kept++].weight *= score_rarity(total, (double)holding);
    }
    qsort(chosen, kept, sizeof *chosen, compare_chosen);
    *count = kept < TERMS ? kept : TERMS;
    return true;
}

static struct query_group make_group(struct arena *arena, struct slice word, double count) {
    struct query_member *member = arena_new(arena, struct query_member);
    *member = (struct query_member){.text = arena_slice(arena, word).data,
                                    .word_count = 1,
                                    .origin = QUERY_RELATED,
                                    .weight = 1};
    return (struct query_group){.count = count, .members = member, .member_count = 1};
}

static double words_of(const struct query *query) {
    double words = 0;
    for (int i = 0; i < query->group_count; i++)
        words += query->groups[i].member_count > 0;
    return words;
}

static void widen(struct tokenizer *tokenizer, struct arena *arena, const struct query *query,
                  const struct chosen *chosen, size_t count, struct query *wider) {
    double sum = 0, words = words_of(query);
    for (size_t i = 0; i < count; i++)
        sum += chosen[i].weight;
    struct strbuf expression = {0};
    strbuf_add(&expression, query->expression);
    wider->groups = arena_grow_array(arena, query->groups, (size_t)query->group_count,
                                     (size_t)query->group_count + count, sizeof *query->groups);
    wider->scored = arena_grow_array(arena, query->scored, (size_t)query->scored_count,
                                     (size_t)query->scored_count + count, sizeof *query->scored);
    for (size_t i = 0; i < count; i++) {
        struct slice word = tokenizer_word(tokenizer, chosen[i].word);
        double share = score_constants.feedback_weight * words * chosen[i].weight / sum;
        strbuf_add_format(&expression, " OR \"%.*s\"", SLICE_ARGS(word));
        wider->scored[wider->scored_count++] = (struct query_scored){wider->group_count, 0};
        wider->groups[wider->group_count++] = make_group(arena, word, share);
    }
    wider->expression = arena_bytes(arena, strbuf_text(&expression), expression.length);
    strbuf_release(&expression);
}

bool feedback_widen(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                    const struct query *query, const struct feedback_passage *passages,
                    size_t count, double total, struct query *wider, struct error *err) {
    struct candidates found = {.tokenizer = tokenizer};
    struct chosen chosen[CANDIDATES];
    double scores = 0;
    size_t used = count < PASSAGES ? count : PASSAGES;
    *wider = *query;
    if (total < LEAST_INDEX || used == 0)
        return true;
    for (size_t i = 0; i < used; i++)
        scores += passages[i].score;
    for (size_t i = 0; i < used; i++)
        add_passage(&found, &passages[i], (int)i, passages[i].score / scores);
    leave_out_typed(&found, query, passages[0].passage);
    size_t chosen_count = choose(&found, passage_token_language(passages[0].passage), chosen);
    bool done = weigh(index, tokenizer, arena, total, chosen, &chosen_count, err);
    if (done && chosen_count > 0)
        widen(tokenizer, arena, query, chosen, chosen_count, wider);
    free(found.of_term);
    token_array_release(&found.tokens);
    return done;
}
