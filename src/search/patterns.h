/* patterns.h - where words and phrases stand in texts of several languages, found in one pass.
 *
 * Layer: search. They are stemmed as the text is, so that what is found here is what the index
 * found. snippet/word_match.h looks so for what is marked, inspection.h for what counts.
 *
 *     struct pattern_text texts[] = {{.text = slice_of("heel pain"), .group = 0}};
 *     struct patterns *patterns = patterns_new(tokenizer, texts, 1);
 *     const struct token_array *tokens =
 *         patterns_read(patterns, language, slice_of(passage.text), sink, context);
 *     patterns_free(patterns);
 */
#ifndef FOOTNOTE_SEARCH_PATTERNS_H
#define FOOTNOTE_SEARCH_PATTERNS_H

#include "token/token.h"

struct pattern_text {
    struct slice text;
    bool is_prefix;   /* the last word only begins so */
    bool is_extra;    /* left out where one before it is the same single word */
    int group, which; /* for the caller: what it stands for */
};

struct patterns;

/* Both are borrowed, and the order of the texts is kept. Free with patterns_free (NULL is fine). */
struct patterns *patterns_new(struct tokenizer *tokenizer, const struct pattern_text *texts,
                              size_t count);
void patterns_free(struct patterns *patterns);

/* One stands in the tokens from first on, `words` of them. */
typedef void pattern_sink(void *context, const struct pattern_text *found, size_t first,
                          size_t words);

/* Calls the sink for each place, in order of the first tokens, at one token in the order of the
 * texts, single prefixes last. Returns the tokens of the text, which are the patterns' until the
 * next call; of words that no pattern could be, terms are not stemmed. */
const struct token_array *patterns_read(struct patterns *patterns,
                                        const struct token_language *language, struct slice text,
                                        pattern_sink *sink, void *context);

#endif
