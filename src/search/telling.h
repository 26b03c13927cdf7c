/* telling.h - the words that tell what passages are about: often in them, rare elsewhere.
 *
 * Layer: search, for feedback.c and similar.c.
 *
 *     struct telling_counts counts = {.tokenizer = tokenizer};
 *     telling_add(&counts, &tokens, 0, 1);
 *     struct telling_word words[80];
 *     size_t count = telling_choose(&counts, language, is_fit, words, 80);
 *     telling_weigh(index, &arena, tokenizer, total, total / 2, words, &count, &err);
 *     telling_release(&counts);
 */
#ifndef FOOTNOTE_SEARCH_TELLING_H
#define FOOTNOTE_SEARCH_TELLING_H

#include "index/index.h"
#include "token/token.h"

struct telling_count {
    double weight;
    uint32_t word;   /* as it is written where it came first */
    int passages;    /* that hold it */
    int last_number; /* of these */
};

struct telling_counts {
    struct tokenizer *tokenizer;
    struct telling_count *of_term; /* by term id */
    size_t capacity;
};
void telling_release(struct telling_counts *counts);

/* Each token adds `worth` to its term. Passages have numbers and come one after the other. */
void telling_add(struct telling_counts *counts, const struct token_array *tokens, int number,
                 double worth);

/* These terms shall not be chosen. */
void telling_leave_out(struct telling_counts *counts, const struct token_array *tokens);

struct telling_word {
    uint32_t term, word;
    double weight;
};

/* The terms that weigh most, at most so many, heaviest first: without stop words of the language
 * and what is not fit. Returns how many. */
typedef bool telling_fits(struct slice word, const struct telling_count *count);
size_t telling_choose(const struct telling_counts *counts, const struct token_language *language,
                      telling_fits *is_fit, struct telling_word *words, size_t most);

/* Weights times rarity, heaviest first. Left out are words that one passage holds, or more than
 * most_holding of all. */
bool telling_weigh(struct index *index, struct arena *arena, struct tokenizer *tokenizer,
                   double total, double most_holding, struct telling_word *words, size_t *count,
                   struct error *err);

#endif
