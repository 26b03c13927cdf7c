/* words.c - what a tokenizer remembers, for the callers of token.h.
 *
 * Layer: token.
 */
#include "token/token_private.h"

uint32_t tokenizer_term_of(struct tokenizer *tokenizer, const struct token_language *language,
                           uint32_t word_id) {
    struct language_words *words = word_table_language(&tokenizer->table, language);
    if (words->term_of[word_id].term_id == WORD_TERM_UNKNOWN)
        word_table_stem(&tokenizer->table, words, word_id);
    return words->term_of[word_id].term_id;
}

struct slice tokenizer_word(const struct tokenizer *tokenizer, uint32_t word_id) {
    return tokenizer->table.words[word_id];
}

struct slice tokenizer_term(const struct tokenizer *tokenizer, uint32_t term_id) {
    return tokenizer->table.terms[term_id];
}

size_t tokenizer_term_count(const struct tokenizer *tokenizer) {
    return tokenizer->table.term_count;
}

size_t tokenizer_memory_bytes(const struct tokenizer *tokenizer) {
    const struct word_table *table = &tokenizer->table;
    size_t bytes = sizeof *tokenizer + table->texts.total_bytes;
    if (table->surfaces)
        bytes += (table->surface_mask + 1) * sizeof *table->surfaces;
    bytes += table->word_capacity * sizeof *table->words;
    bytes += table->term_capacity * (sizeof *table->terms + 2 * sizeof *table->term_places);
    for (size_t i = 0; i < table->language_count; i++)
        bytes += table->languages[i].capacity * sizeof *table->languages[i].term_of;
    return bytes;
}
