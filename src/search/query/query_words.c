/* query_words.c - see query_words.h.
 *
 * Layer: search.
 */
#include "search/query/query_words.h"

/* What the index makes a word of its own, as 1/2 of a sign, would be two when read again: such a
 * word stays as it was written. */
static const char *word_text(const struct tokenizer *tokenizer, struct arena *arena,
                             const struct token *token, struct slice source) {
    struct slice folded = tokenizer_word(tokenizer, token->word_id);
    if (memchr(folded.data, '/', folded.length))
        folded = source;
    return arena_bytes(arena, folded.data, folded.length);
}

static const char *folded_text(struct arena *arena, struct slice source) {
    struct strbuf folded = {0};
    token_fold(&folded, source);
    const char *text = arena_bytes(arena, strbuf_text(&folded), folded.length);
    strbuf_release(&folded);
    return text;
}

size_t query_split(struct tokenizer *tokenizer, struct arena *arena, struct slice text,
                   struct query_word **words) {
    struct token_array tokens = {0};
    size_t count = 0;
    tokenize_all(tokenizer, NULL, text, &tokens);
    *words = arena_new_array(arena, tokens.count, struct query_word);
    for (size_t i = 0; i < tokens.count;) {
        const struct token *token = &tokens.items[i];
        size_t start = token->start, end = token->end, first = i++;
        /* pairs of characters overlap */
        for (; i < tokens.count && tokens.items[i].start < end; i++)
            end = tokens.items[i].end;
        struct query_word *word = &(*words)[count++];
        word->source = slice_make(text.data + start, end - start);
        bool is_run = i > first + 1;
        word->text = is_run ? folded_text(arena, word->source)
                            : word_text(tokenizer, arena, token, word->source);
        word->stem = is_run ? word->text : arena_bytes(arena, token->term.data, token->term.length);
    }
    token_array_release(&tokens);
    return count;
}

const char *query_words_join(struct arena *arena, const struct query_word *words, size_t count) {
    struct strbuf joined = {0};
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            strbuf_add_char(&joined, ' ');
        strbuf_add(&joined, words[i].text);
    }
    const char *text = arena_bytes(arena, strbuf_text(&joined), joined.length);
    strbuf_release(&joined);
    return text;
}
