/* snippet_choice.h - between snippet.c and snippet_choice.c: which parts of a text are shown.
 *
 * Layer: search, private to snippet*.c.
 */
#ifndef FOOTNOTE_SEARCH_SNIPPET_SNIPPET_CHOICE_H
#define FOOTNOTE_SEARCH_SNIPPET_SNIPPET_CHOICE_H

#include "search/snippet/word_match.h"

/* A text with its words, where they stand, and what may not be cut. */
struct snippet_text {
    struct matched_text found;
    const struct tokenizer *tokenizer;
    const uint32_t *start_column, *end_column; /* of each token */
    const bool *is_joined; /* token i belongs to the same mark as the one before it */
    const double *rarity;  /* of each group, or NULL */
};

/* Tokens, both inclusive. */
struct snippet_part {
    size_t first, last;
};

/* In order of the text, not touching; returns how many, 1 or 2. The text has a token. */
int snippet_choose(const struct snippet_text *text, struct snippet_part parts[2]);

/* Whether a sentence, an item of a list or a paragraph begins with this token. Also true for the
 * place behind the last one. */
bool snippet_begins_sentence(const struct snippet_text *text, size_t token);

#endif
