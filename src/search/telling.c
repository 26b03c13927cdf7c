/* telling.c - see telling.h.
 *
 * Layer: search.
 */
#include "search/telling.h"

#include "base/memory.h"
#include "index/postings/postings.h"
#include "search/score.h"

#include <stdlib.h>

static void make_room(struct telling_counts *counts) {
    size_t needed = tokenizer_term_count(counts->tokenizer);
    if (needed <= counts->capacity)
        return;
    size_t capacity = needed * 2;
    counts->of_term = memory_resize(counts->of_term, capacity, sizeof *counts->of_term);
    memset(counts->of_term + counts->capacity, 0,
           (capacity - counts->capacity) * sizeof *counts->of_term);
    counts->capacity = capacity;
}

void telling_release(struct telling_counts *counts) {
    free(counts->of_term);
    *counts = (struct telling_counts){0};
}

void telling_add(struct telling_counts *counts, const struct token_array *tokens, int number,
                 double worth) {
    make_room(counts);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        struct telling_count *count = &counts->of_term[token->term_id];
        if (count->passages == 0)
            count->word = token->word_id;
        if (count->passages == 0 || count->last_number != number)
            count->passages++;
        count->last_number = number;
        count->weight += worth;
    }
}

void telling_leave_out(struct telling_counts *counts, const struct token_array *tokens) {
    make_room(counts);
    for (size_t i = 0; i < tokens->count; i++)
        counts->of_term[tokens->items[i].term_id].weight = 0;
}

static int compare_words(const void *a, const void *b) {
    const struct telling_word *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return left->term < right->term ? -1 : left->term > right->term;
}

static void sort(struct telling_word *words, size_t count) {
    if (count > 1)
        qsort(words, count, sizeof *words, compare_words);
}

size_t telling_choose(const struct telling_counts *counts, const struct token_language *language,
                      telling_fits *is_fit, struct telling_word *words, size_t most) {
    struct telling_word *all = memory_allocate_zeroed(counts->capacity + 1, sizeof *all);
    size_t found = 0;
    for (size_t i = 0; i < counts->capacity; i++) {
        const struct telling_count *count = &counts->of_term[i];
        if (count->weight <= 0)
            continue;
        struct slice word = tokenizer_word(counts->tokenizer, count->word);
        if (is_fit(word, count) && !token_is_stop_word(word, language))
            all[found++] = (struct telling_word){(uint32_t)i, count->word, count->weight};
    }
    sort(all, found);
    size_t kept = found < most ? found : most;
    memcpy(words, all, kept * sizeof *all);
    free(all);
    return kept;
}

bool telling_weigh(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                   double total, double most_holding, struct telling_word *words, size_t *count,
                   struct error *err) {
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct posting_cursor *cursor;
        if (!posting_open(index, arena, tokenizer_term(tokenizer, words[i].term), &cursor, err))
            return false;
        double holding = cursor ? (double)cursor->passages : 0;
        if (holding < 2 || holding > most_holding)
            continue;
        words[kept] = words[i];
        words[kept++].weight *= score_rarity(total, holding);
    }
    sort(words, kept);
    *count = kept;
    return true;
}
