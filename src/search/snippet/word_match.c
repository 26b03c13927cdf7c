/* word_match.c - see word_match.h.
 *
 * Layer: search.
 */
#include "search/snippet/word_match.h"

#include "base/memory.h"
#include "search/patterns.h"

#include <stdlib.h>

struct word_matcher {
    struct arena arena;
    const struct query *query;
    struct patterns *patterns;
    struct word_match *matches;
    size_t match_count, match_capacity;
};

/* Each member of the groups that aren't excluded. */
static struct patterns *make_patterns(struct arena *arena, struct tokenizer *tokenizer,
                                      const struct query *query) {
    size_t most = 0, count = 0;
    for (int i = 0; i < query->group_count; i++)
        most += (size_t)query->groups[i].member_count;
    struct pattern_text *texts = arena_new_array(arena, most, struct pattern_text);
    for (int i = 0; i < query->group_count; i++) {
        const struct query_group *group = &query->groups[i];
        for (int k = 0; group->need != QUERY_EXCLUDED && k < group->member_count; k++)
            texts[count++] = (struct pattern_text){.text = slice_of(group->members[k].text),
                                                   .is_prefix = group->members[k].is_prefix,
                                                   .group = i,
                                                   .which = k};
    }
    return patterns_new(tokenizer, texts, count);
}

struct word_matcher *word_matcher_new(struct tokenizer *tokenizer, const struct query *query) {
    struct word_matcher *matcher = memory_allocate_zeroed(1, sizeof *matcher);
    matcher->query = query;
    matcher->patterns = make_patterns(&matcher->arena, tokenizer, query);
    return matcher;
}

void word_matcher_free(struct word_matcher *matcher) {
    if (!matcher)
        return;
    patterns_free(matcher->patterns);
    arena_release(&matcher->arena);
    free(matcher->matches);
    free(matcher);
}

/* A pattern_sink. */
static void add_match(void *context, const struct pattern_text *found, size_t first, size_t words) {
    struct word_matcher *matcher = context;
    matcher->matches = memory_make_room(matcher->matches, matcher->match_count,
                                        &matcher->match_capacity, 64, sizeof *matcher->matches);
    matcher->matches[matcher->match_count++] = (struct word_match){
        .first = (uint32_t)first,
        .last = (uint32_t)(first + words - 1),
        .group = found->group,
        .weight = matcher->query->groups[found->group].members[found->which].weight,
    };
}

void word_matcher_read(struct word_matcher *matcher, const struct token_language *language,
                       struct slice text, struct matched_text *found) {
    matcher->match_count = 0;
    const struct token_array *tokens =
        patterns_read(matcher->patterns, language, text, add_match, matcher);
    *found = (struct matched_text){
        .text = text,
        .tokens = tokens,
        .items = matcher->matches,
        .count = matcher->match_count,
    };
}
