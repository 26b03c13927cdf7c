/* weighed_query.c - see weighed_query.h.
 *
 * Layer: search.
 */
#include "search/weighed_query.h"

#include "index/postings/postings.h"
#include "search/score.h"

/* A text of more words that asks nothing is a statement, however its words sound. */
enum { QUESTION_MOST_TYPED = 8 };

/* Whether a word of answers was typed anyway. */
static bool is_typed(const struct query *query, struct slice word) {
    for (int i = 0; i < query->group_count; i++)
        for (int j = 0; j < query->groups[i].member_count; j++)
            if (slice_is(word, query->groups[i].members[j].text))
                return true;
    return false;
}

/* Words of answers are English. */
static bool count_holding(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                          struct slice word, double *holding, struct error *err) {
    struct token_array tokens = {0};
    struct posting_cursor *cursor = NULL;
    tokenize_all(tokenizer, NULL, word, &tokens);
    bool done = tokens.count == 0 || posting_open(index, arena, tokens.items[0].term, &cursor, err);
    token_array_release(&tokens);
    *holding = cursor ? (double)cursor->passages : 0;
    return done;
}

static bool add_words(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                      const struct query *query, struct slice typed, double passages,
                      struct weighed_query *weighed, struct error *err) {
    struct question question;
    if (query_typed_count(query) > QUESTION_MOST_TYPED && !memchr(typed.data, '?', typed.length))
        return true;
    question_read(tokenizer, typed, &question);
    weighed->words = arena_new_array(arena, (size_t)question.word_count, struct weighed_word);
    for (int i = 0; i < question.word_count; i++) {
        struct slice text = question.words[i].text;
        double holding;
        if (is_typed(query, text))
            continue;
        if (!count_holding(index, tokenizer, arena, text, &holding, err))
            return false;
        if (holding > 0)
            weighed->words[weighed->word_count++] = (struct weighed_word){
                text, question.words[i].weight, score_rarity(passages, holding)};
    }
    return true;
}

bool weigh_query(struct index *index, struct tokenizer *tokenizer, struct arena *arena,
                 const struct query *query, struct slice typed, const double *rarity_of,
                 double passages, double average_body_tokens, struct weighed_query *weighed,
                 struct error *err) {
    *weighed = (struct weighed_query){.query = query, .average_body_tokens = average_body_tokens};
    int typed_count = query_typed_count(query);
    weighed->groups = arena_new_array(arena, (size_t)query->group_count, struct weighed_group);
    for (int i = 0; i < query->group_count; i++) {
        const struct query_group *group = &query->groups[i];
        if (group->need == QUERY_EXCLUDED)
            continue;
        double rarity = score_stress(rarity_of[i], typed_count);
        weighed->groups[weighed->group_count++] =
            (struct weighed_group){group, rarity, rarity_of[i]};
        weighed->total_rarity += rarity * group->count;
    }
    return add_words(index, tokenizer, arena, query, typed, passages, weighed, err);
}
