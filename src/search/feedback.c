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
 * The numbers: tuned over seven judged collections, the gate by score on the tuning half of SciFact
 * and on CACM and NPL, which it closed too often.
 */
#include "search/feedback.h"

#include "base/strbuf.h"
#include "search/inspection.h"
#include "search/score.h"
#include "search/telling.h"

enum {
    PASSAGES = 15,
    LEAST_PASSAGES = 3,
    NAMING_PASSAGES = 3,
    GAP_PLACE = 10,
    TERMS = 20,
    CANDIDATES = 120,
    LEAST_INDEX = 1000
};
static const double named_enough = 0.7;    /* of the query, in a naming field of the first three */
static const double best_stands_alone = 2; /* times the score of the tenth */
static const double most_common = 0.1;     /* of all passages */

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

/* The columns of one passage as tokens: their number says how much each one counts. */
enum { COLUMNS = 3 };

static void add_passage(struct telling_counts *counts, struct token_array columns[COLUMNS],
                        const struct passage *passage, int number, double share) {
    const char *texts[COLUMNS] = {passage->naming, passage->path, passage->text};
    const struct token_language *language = passage_token_language(passage);
    size_t length = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        tokenize_all(counts->tokenizer, language, slice_of(texts[i]), &columns[i]);
        length += columns[i].count;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        telling_add(counts, &columns[i], number, share / (double)(length ? length : 1));
}

/* What the query has already, in the language of the best passage. */
static void leave_out_typed(struct telling_counts *counts, struct token_array *tokens,
                            const struct query *query, const struct token_language *language) {
    for (int i = 0; i < query->group_count; i++)
        for (int j = 0; j < query->groups[i].member_count; j++) {
            tokenize_all(counts->tokenizer, language, slice_of(query->groups[i].members[j].text),
                         tokens);
            telling_leave_out(counts, tokens);
        }
}

/* A telling_fits. */
static bool is_shared(struct slice word, const struct telling_count *count) {
    (void)word;
    return count->passages >= LEAST_PASSAGES;
}

/* The words that weigh most before rarity is known; returns how many. */
static size_t choose(struct tokenizer *tokenizer, const struct query *query,
                     const struct feedback_passage *passages, size_t count,
                     struct telling_word words[CANDIDATES]) {
    struct telling_counts counts = {.tokenizer = tokenizer};
    struct token_array columns[COLUMNS] = {{0}};
    const struct token_language *language = passage_token_language(passages[0].passage);
    double scores = 0;
    for (size_t i = 0; i < count; i++)
        scores += passages[i].score;
    for (size_t i = 0; i < count; i++)
        add_passage(&counts, columns, passages[i].passage, (int)i, passages[i].score / scores);
    leave_out_typed(&counts, &columns[0], query, language);
    size_t chosen = telling_choose(&counts, language, is_shared, words, CANDIDATES);
    for (size_t i = 0; i < COLUMNS; i++)
        token_array_release(&columns[i]);
    telling_release(&counts);
    return chosen;
}

/* ---- the wider query ------------------------------------------------------------------------- */

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
                  const struct telling_word *chosen, size_t count, struct query *wider) {
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
    struct telling_word words[CANDIDATES];
    size_t used = count < PASSAGES ? count : PASSAGES;
    *wider = *query;
    if (total < LEAST_INDEX || used == 0)
        return true;
    size_t found = choose(tokenizer, query, passages, used, words);
    if (!telling_weigh(index, arena, tokenizer, total, most_common * total, words, &found, err))
        return false;
    if (found > 0)
        widen(tokenizer, arena, query, words, found < TERMS ? found : TERMS, wider);
    return true;
}
