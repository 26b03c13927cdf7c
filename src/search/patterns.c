/* patterns.c - see patterns.h.
 *
 * Layer: search. Order: the patterns in one language; the pass over a text; the whole.
 */
#include "search/patterns.h"

#include "base/arena.h"
#include "base/memory.h"

#include <stdlib.h>

enum { NO_PATTERN = -1, MOST_LANGUAGES = 16 };

/* A text as terms of one language. */
struct pattern {
    const struct pattern_text *source;
    const uint32_t *terms; /* of a prefix's last word: its word id */
    uint32_t term_count;
    int next; /* the next one with the same first term, or NO_PATTERN */
};

struct pattern_set {
    const struct token_language *language;
    struct pattern *patterns;
    int count;
    int *first_of_term; /* by term id below term_count: its first pattern, or NO_PATTERN */
    size_t term_count;
    int first_prefix; /* patterns of a single word that is a prefix */
};

struct patterns {
    struct arena arena;
    struct tokenizer *tokenizer;
    const struct pattern_text *texts;
    size_t text_count;
    struct pattern_set sets[MOST_LANGUAGES];
    int set_count;
    struct token_array tokens;
    bool first_bytes[256]; /* of all patterns' words: others need no stem */
};

/* ---- in one language ------------------------------------------------------------------------- */

static bool is_lone_prefix(const struct pattern *pattern) {
    return pattern->source->is_prefix && pattern->term_count == 1;
}

static bool is_known(const struct pattern_set *set, uint32_t term) {
    for (int i = 0; i < set->count; i++)
        if (set->patterns[i].term_count == 1 && !set->patterns[i].source->is_prefix &&
            set->patterns[i].terms[0] == term)
            return true;
    return false;
}

static void add_pattern(struct patterns *patterns, struct pattern_set *set,
                        const struct pattern_text *text) {
    const struct token_array *tokens = &patterns->tokens;
    tokenize_all(patterns->tokenizer, set->language, text->text, &patterns->tokens);
    if (tokens->count == 0 || (text->is_extra && is_known(set, tokens->items[0].term_id)))
        return;
    uint32_t *terms = arena_new_array(&patterns->arena, tokens->count, uint32_t);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bool is_open = text->is_prefix && i + 1 == tokens->count;
        struct slice word = tokenizer_word(patterns->tokenizer, token->word_id);
        patterns->first_bytes[(unsigned char)word.data[0]] = true;
        terms[i] = is_open ? token->word_id : token->term_id;
    }
    set->patterns[set->count++] =
        (struct pattern){text, terms, (uint32_t)tokens->count, NO_PATTERN};
}

static void chain_patterns(struct patterns *patterns, struct pattern_set *set) {
    set->first_prefix = NO_PATTERN;
    for (int i = 0; i < set->count; i++)
        if (!is_lone_prefix(&set->patterns[i]) && set->patterns[i].terms[0] >= set->term_count)
            set->term_count = (size_t)set->patterns[i].terms[0] + 1;
    set->first_of_term = arena_new_array(&patterns->arena, set->term_count, int);
    for (size_t i = 0; i < set->term_count; i++)
        set->first_of_term[i] = NO_PATTERN;
    for (int i = set->count; i-- > 0;) {
        struct pattern *pattern = &set->patterns[i];
        int *first =
            is_lone_prefix(pattern) ? &set->first_prefix : &set->first_of_term[pattern->terms[0]];
        pattern->next = *first;
        *first = i;
    }
}

static const struct pattern_set *make_set(struct patterns *patterns,
                                          const struct token_language *language) {
    struct pattern_set *set = &patterns->sets[patterns->set_count++];
    *set = (struct pattern_set){
        .language = language,
        .patterns = arena_new_array(&patterns->arena, patterns->text_count, struct pattern),
    };
    for (size_t i = 0; i < patterns->text_count; i++)
        add_pattern(patterns, set, &patterns->texts[i]);
    chain_patterns(patterns, set);
    return set;
}

/* The first one's where there are too many languages. */
static const struct pattern_set *set_of(struct patterns *patterns,
                                        const struct token_language *language) {
    for (int i = 0; i < patterns->set_count; i++)
        if (patterns->sets[i].language == language)
            return &patterns->sets[i];
    return patterns->set_count < MOST_LANGUAGES ? make_set(patterns, language) : &patterns->sets[0];
}

/* ---- the pass over a text -------------------------------------------------------------------- */

static bool begins_with(struct slice text, struct slice prefix) {
    return text.length >= prefix.length && memcmp(text.data, prefix.data, prefix.length) == 0;
}

/* In the index a prefix meets stems; a person sees words. */
static bool begins_word(const struct tokenizer *tokenizer, const struct token *token,
                        uint32_t prefix_word) {
    struct slice prefix = tokenizer_word(tokenizer, prefix_word);
    return begins_with(tokenizer_word(tokenizer, token->word_id), prefix) ||
           begins_with(token->term, prefix);
}

static bool pattern_fits(const struct patterns *patterns, const struct pattern *pattern,
                         size_t at) {
    const struct token_array *tokens = &patterns->tokens;
    if (tokens->count - at < pattern->term_count)
        return false;
    for (uint32_t i = 0; i < pattern->term_count; i++) {
        const struct token *token = &tokens->items[at + i];
        bool is_open = pattern->source->is_prefix && i + 1 == pattern->term_count;
        if (is_open ? !begins_word(patterns->tokenizer, token, pattern->terms[i])
                    : token->term_id != pattern->terms[i])
            return false;
    }
    return true;
}

static void try_chain(const struct patterns *patterns, const struct pattern_set *set, int first,
                      size_t at, pattern_sink *sink, void *context) {
    for (int i = first; i != NO_PATTERN; i = set->patterns[i].next)
        if (pattern_fits(patterns, &set->patterns[i], at))
            sink(context, set->patterns[i].source, at, set->patterns[i].term_count);
}

const struct token_array *patterns_read(struct patterns *patterns,
                                        const struct token_language *language, struct slice text,
                                        pattern_sink *sink, void *context) {
    const struct pattern_set *set = set_of(patterns, language);
    const struct token_array *tokens = &patterns->tokens;
    tokenizer_stem_only(patterns->tokenizer, patterns->first_bytes);
    tokenize_all(patterns->tokenizer, set->language, text, &patterns->tokens);
    tokenizer_stem_only(patterns->tokenizer, NULL);
    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t term = tokens->items[i].term_id;
        if (term < set->term_count)
            try_chain(patterns, set, set->first_of_term[term], i, sink, context);
        try_chain(patterns, set, set->first_prefix, i, sink, context);
    }
    return tokens;
}

/* ---- the whole ------------------------------------------------------------------------------- */

struct patterns *patterns_new(struct tokenizer *tokenizer, const struct pattern_text *texts,
                              size_t count) {
    struct patterns *patterns = memory_allocate_zeroed(1, sizeof *patterns);
    patterns->tokenizer = tokenizer;
    patterns->texts = texts;
    patterns->text_count = count;
    return patterns;
}

void patterns_free(struct patterns *patterns) {
    if (!patterns)
        return;
    token_array_release(&patterns->tokens);
    arena_release(&patterns->arena);
    free(patterns);
}
