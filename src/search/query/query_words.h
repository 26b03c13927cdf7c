/* query_words.h - a text as words, the way the index splits, folds and stems.
 *
 * Layer: search.
 *
 *     struct tokenizer *tokenizer = tokenizer_new();
 *     struct query_word *words;
 *     size_t count = query_split(tokenizer, &arena, text, &words);
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUERY_WORDS_H
#define FOOTNOTE_SEARCH_QUERY_QUERY_WORDS_H

#include "base/arena.h"
#include "token/token.h"

struct query_word {
    struct slice source; /* where it stands in the text; of a correction, what it corrects */
    const char *text;    /* folded */
    const char *stem; /* by the English stemmer, whatever the language: for the thesaurus' keys */
};

/* All of them in order, in the arena. A run of a script that writes no spaces is one word. */
size_t query_split(struct tokenizer *tokenizer, struct arena *arena, struct slice text,
                   struct query_word **words);

/* Their texts with single spaces between. */
const char *query_words_join(struct arena *arena, const struct query_word *words, size_t count);

#endif
