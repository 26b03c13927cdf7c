/* word_match.c - see word_match.h.
 *
 * Layer: search. Order: what is looked for, in one language; the pass over a text; the matcher.
 */
#include "search/word_match.h"

#include "base/memory.h"

#include <stdlib.h>

enum { NO_PATTERN = -1, MOST_LANGUAGES = 16 };

/* A member of a group, as terms of one language. */
struct pattern {
    int group;
    double weight;
    const uint32_t *terms; /* of a prefix's last word: its word id */
    uint32_t term_count;
    bool is_prefix; /* the last word only begins so */
    int next;       /* the next one with the same first term, or NO_PATTERN */
};

struct pattern_set {
    const struct token_language *language;
    struct pattern *patterns;
    int count;
    int *first_of_term; /* by term id below term_count: its first pattern, or NO_PATTERN */
    size_t term_count;
    int first_prefix; /* patterns of a single word that is a prefix */
};

struct word_matcher {
    struct arena arena;
    struct tokenizer *tokenizer;
    const struct query *query;
    struct pattern_set sets[MOST_LANGUAGES];
    int set_count;
    struct token_array tokens;
    struct word_match *matches;
    size_t match_count, match_capacity;
};

/* ---- what is looked for ---------------------------------------------------------------------- */

static bool is_lone_prefix(const struct pattern *pattern) {
    return pattern->is_prefix && pattern->term_count == 1;
}

static void add_pattern(struct word_matcher *matcher, struct pattern_set *set, int group,
                        const struct query_member *member) {
    tokenize_all(matcher->tokenizer, set->language, slice_of(member->text), &matcher->tokens);
    const struct token_array *tokens = &matcher->tokens;
    if (tokens->count == 0)
        return;
    uint32_t *terms = arena_new_array(&matcher->arena, tokens->count, uint32_t);
    for (size_t i = 0; i < tokens->count; i++) {
        bool is_open = member->is_prefix && i + 1 == tokens->count;
        terms[i] = is_open ? tokens->items[i].word_id : tokens->items[i].term_id;
    }
    set->patterns[set->count++] = (struct pattern){
        .group = group,
        .weight = member->weight,
        .terms = terms,
        .term_count = (uint32_t)tokens->count,
        .is_prefix = member->is_prefix,
        .next = NO_PATTERN,
    };
}

static void chain_patterns(struct word_matcher *matcher, struct pattern_set *set) {
    set->first_prefix = NO_PATTERN;
    for (int i = 0; i < set->count; i++)
        if (!is_lone_prefix(&set->patterns[i]) && set->patterns[i].terms[0] >= set->term_count)
            set->term_count = (size_t)set->patterns[i].terms[0] + 1;
    set->first_of_term = arena_new_array(&matcher->arena, set->term_count, int);
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

static void make_set(struct word_matcher *matcher, const struct token_language *language) {
    const struct query *query = matcher->query;
    struct pattern_set *set = &matcher->sets[matcher->set_count++];
    size_t most = 0;
    for (int i = 0; i < query->group_count; i++)
        most += (size_t)query->groups[i].member_count;
    *set = (struct pattern_set){
        .language = language,
        .patterns = arena_new_array(&matcher->arena, most, struct pattern),
    };
    for (int i = 0; i < query->group_count; i++) {
        const struct query_group *group = &query->groups[i];
        for (int k = 0; group->need != QUERY_EXCLUDED && k < group->member_count; k++)
            add_pattern(matcher, set, i, &group->members[k]);
    }
    chain_patterns(matcher, set);
}

static const struct pattern_set *set_of(struct word_matcher *matcher,
                                        const struct token_language *language) {
    for (int i = 0; i < matcher->set_count; i++)
        if (matcher->sets[i].language == language)
            return &matcher->sets[i];
    if (matcher->set_count == MOST_LANGUAGES)
        return &matcher->sets[0];
    make_set(matcher, language);
    return &matcher->sets[matcher->set_count - 1];
}

/* ---- the pass over a text -------------------------------------------------------------------- */

static bool begins_with(struct slice text, struct slice prefix) {
    return text.length >= prefix.length && memcmp(text.data, prefix.data, prefix.length) == 0;
}

/* In the index a prefix meets stems; a person sees words. */
static bool begins_word(const struct word_matcher *matcher, const struct token *token,
                        uint32_t prefix_word) {
    struct slice prefix = tokenizer_word(matcher->tokenizer, prefix_word);
    return begins_with(tokenizer_word(matcher->tokenizer, token->word_id), prefix) ||
           begins_with(token->term, prefix);
}

static bool pattern_fits(const struct word_matcher *matcher, const struct pattern *pattern,
                         size_t at) {
    const struct token_array *tokens = &matcher->tokens;
    if (tokens->count - at < pattern->term_count)
        return false;
    for (uint32_t i = 0; i < pattern->term_count; i++) {
        const struct token *token = &tokens->items[at + i];
        bool is_open = pattern->is_prefix && i + 1 == pattern->term_count;
        if (is_open ? !begins_word(matcher, token, pattern->terms[i])
                    : token->term_id != pattern->terms[i])
            return false;
    }
    return true;
}

static void add_match(struct word_matcher *matcher, const struct pattern *pattern, size_t at) {
    if (matcher->match_count == matcher->match_capacity) {
        matcher->match_capacity = matcher->match_capacity ? matcher->match_capacity * 2 : 64;
        matcher->matches =
            memory_resize(matcher->matches, matcher->match_capacity, sizeof *matcher->matches);
    }
    matcher->matches[matcher->match_count++] = (struct word_match){
        .first = (uint32_t)at,
        .last = (uint32_t)at + pattern->term_count - 1,
        .group = pattern->group,
        .weight = pattern->weight,
    };
}

static void try_chain(struct word_matcher *matcher, const struct pattern_set *set, int first,
                      size_t at) {
    for (int i = first; i != NO_PATTERN; i = set->patterns[i].next)
        if (pattern_fits(matcher, &set->patterns[i], at))
            add_match(matcher, &set->patterns[i], at);
}

/* ---- the matcher ----------------------------------------------------------------------------- */

struct word_matcher *word_matcher_new(struct tokenizer *tokenizer, const struct query *query) {
    struct word_matcher *matcher = memory_allocate_zeroed(1, sizeof *matcher);
    matcher->tokenizer = tokenizer;
    matcher->query = query;
    return matcher;
}

void word_matcher_free(struct word_matcher *matcher) {
    if (!matcher)
        return;
    token_array_release(&matcher->tokens);
    arena_release(&matcher->arena);
    free(matcher->matches);
    free(matcher);
}

void word_matcher_read(struct word_matcher *matcher, const struct token_language *language,
                       struct slice text, struct matched_text *found) {
    const struct pattern_set *set = set_of(matcher, language);
    tokenize_all(matcher->tokenizer, language, text, &matcher->tokens);
    matcher->match_count = 0;
    for (size_t i = 0; i < matcher->tokens.count; i++) {
        uint32_t term = matcher->tokens.items[i].term_id;
        if (term < set->term_count)
            try_chain(matcher, set, set->first_of_term[term], i);
        try_chain(matcher, set, set->first_prefix, i);
    }
    *found = (struct matched_text){
        .text = text,
        .tokens = &matcher->tokens,
        .items = matcher->matches,
        .count = matcher->match_count,
    };
}
