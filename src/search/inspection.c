/* inspection.c - see inspection.h.
 *
 * Layer: search. Order: what is looked for, in a passage's language; one pass over its tokens; what
 * it comes to.
 */
#include "search/inspection.h"

#include "base/memory.h"
#include "search/score.h"

#include <math.h>
#include <stdlib.h>

enum { TITLE, HEADING, BODY, COLUMNS };
enum { NO_PATTERN = -1, MOST_LANGUAGES = 16 };

/* A member of a group, or a word of answers, as terms of one language. */
struct pattern {
    int group; /* NO_PATTERN: a word of answers */
    int which; /* member of the group, or word */
    uint32_t *terms;
    int term_count;
    bool is_prefix; /* the last term only begins so */
    int next;       /* the next pattern with the same first term, or NO_PATTERN */
};

struct pattern_set {
    const struct token_language *language;
    struct pattern *patterns;
    int pattern_count;
    int *first_of_term; /* of each term id below term_count: its first pattern, or NO_PATTERN */
    size_t term_count;
    int first_prefix; /* patterns of one term that is a prefix */
};

struct inspector {
    struct arena arena;
    struct tokenizer *tokenizer;
    const struct weighed_query *weighed;
    struct pattern_set sets[MOST_LANGUAGES];
    int set_count;
    struct token_array tokens;
    bool first_bytes[256]; /* of all patterns' words: others need no stem */
    struct group_share *shares;
    double (*group_counts)[COLUMNS]; /* weighed by member: one row a group */
    double (*word_counts)[COLUMNS];
};

/* ---- what is looked for ---------------------------------------------------------------------- */

/* A word of answers that another pattern counts already: typed, or of the same stem. */
static bool is_known(const struct pattern_set *set, const struct token_array *tokens) {
    for (int i = 0; i < set->pattern_count; i++)
        if (set->patterns[i].term_count == 1 && !set->patterns[i].is_prefix &&
            set->patterns[i].terms[0] == tokens->items[0].term_id)
            return true;
    return false;
}

static void add_pattern(struct inspector *inspector, struct pattern_set *set, int group, int which,
                        struct slice text, bool is_prefix) {
    tokenize_all(inspector->tokenizer, set->language, text, &inspector->tokens);
    const struct token_array *tokens = &inspector->tokens;
    if (tokens->count == 0 || (group == NO_PATTERN && is_known(set, tokens)))
        return;
    struct pattern *pattern = &set->patterns[set->pattern_count++];
    *pattern = (struct pattern){
        .group = group, .which = which, .is_prefix = is_prefix, .next = NO_PATTERN};
    pattern->terms = arena_new_array(&inspector->arena, tokens->count, uint32_t);
    pattern->term_count = (int)tokens->count;
    for (size_t i = 0; i < tokens->count; i++) {
        struct slice word = tokenizer_word(inspector->tokenizer, tokens->items[i].word_id);
        inspector->first_bytes[(unsigned char)word.data[0]] = true;
        pattern->terms[i] = is_prefix && i + 1 == tokens->count
                                ? tokens->items[i].word_id /* as it is written */
                                : tokens->items[i].term_id;
    }
}

static void chain_patterns(struct inspector *inspector, struct pattern_set *set) {
    set->first_prefix = NO_PATTERN;
    for (int i = 0; i < set->pattern_count; i++)
        if (!(set->patterns[i].is_prefix && set->patterns[i].term_count == 1) &&
            set->patterns[i].terms[0] >= set->term_count)
            set->term_count = (size_t)set->patterns[i].terms[0] + 1;
    set->first_of_term = arena_new_array(&inspector->arena, set->term_count, int);
    for (size_t i = 0; i < set->term_count; i++)
        set->first_of_term[i] = NO_PATTERN;
    for (int i = set->pattern_count; i-- > 0;) {
        struct pattern *pattern = &set->patterns[i];
        int *first = pattern->is_prefix && pattern->term_count == 1
                         ? &set->first_prefix
                         : &set->first_of_term[pattern->terms[0]];
        pattern->next = *first;
        *first = i;
    }
}

static struct pattern_set *make_set(struct inspector *inspector,
                                    const struct token_language *language) {
    const struct weighed_query *weighed = inspector->weighed;
    struct pattern_set *set = &inspector->sets[inspector->set_count++];
    size_t most = (size_t)weighed->word_count;
    for (int i = 0; i < weighed->group_count; i++)
        most += (size_t)weighed->groups[i].source->member_count;
    *set = (struct pattern_set){
        .language = language,
        .patterns = arena_new_array(&inspector->arena, most, struct pattern),
    };
    for (int i = 0; i < weighed->group_count; i++) {
        const struct query_group *group = weighed->groups[i].source;
        for (int j = 0; j < group->member_count; j++)
            add_pattern(inspector, set, i, j, slice_of(group->members[j].text),
                        group->members[j].is_prefix);
    }
    for (int i = 0; i < weighed->word_count; i++)
        add_pattern(inspector, set, NO_PATTERN, i, weighed->words[i].text, false);
    chain_patterns(inspector, set);
    return set;
}

static struct pattern_set *set_of(struct inspector *inspector,
                                  const struct token_language *language) {
    for (int i = 0; i < inspector->set_count; i++)
        if (inspector->sets[i].language == language)
            return &inspector->sets[i];
    return inspector->set_count < MOST_LANGUAGES ? make_set(inspector, language)
                                                 : &inspector->sets[0];
}

struct inspector *inspector_new(struct tokenizer *tokenizer, const struct weighed_query *weighed) {
    struct inspector *inspector = memory_allocate_zeroed(1, sizeof *inspector);
    inspector->tokenizer = tokenizer;
    inspector->weighed = weighed;
    size_t groups = (size_t)weighed->group_count;
    inspector->shares = arena_new_array(&inspector->arena, groups, struct group_share);
    inspector->group_counts =
        arena_allocate_array(&inspector->arena, groups, sizeof *inspector->group_counts);
    inspector->word_counts = arena_allocate_array(&inspector->arena, (size_t)weighed->word_count,
                                                  sizeof *inspector->word_counts);
    return inspector;
}

void inspector_free(struct inspector *inspector) {
    if (!inspector)
        return;
    token_array_release(&inspector->tokens);
    arena_release(&inspector->arena);
    free(inspector);
}

/* ---- one pass over the tokens ---------------------------------------------------------------- */

/* One column in its course. */
struct pass {
    struct inspector *inspector;
    const struct pattern_set *set;
    int column;
    int last_group; /* of the word before, if it belongs to the query as typed */
    size_t last_end;
    double together;
};

static bool begins_word(const struct inspector *inspector, const struct token *token,
                        uint32_t prefix_word) {
    struct slice word = tokenizer_word(inspector->tokenizer, token->word_id);
    struct slice prefix = tokenizer_word(inspector->tokenizer, prefix_word);
    return word.length >= prefix.length && memcmp(word.data, prefix.data, prefix.length) == 0;
}

static bool pattern_fits(const struct inspector *inspector, const struct pattern *pattern,
                         size_t at) {
    const struct token_array *tokens = &inspector->tokens;
    if (tokens->count - at < (size_t)pattern->term_count)
        return false;
    for (int i = 0; i < pattern->term_count; i++) {
        const struct token *token = &tokens->items[at + (size_t)i];
        bool is_open = pattern->is_prefix && i + 1 == pattern->term_count;
        if (is_open ? !begins_word(inspector, token, pattern->terms[i])
                    : token->term_id != pattern->terms[i])
            return false;
    }
    return true;
}

/* Only what was typed (or its correction, or its other spelling) stands "together" with the next.
 */
static void note_neighbour(struct pass *pass, const struct pattern *pattern, size_t at) {
    const struct weighed_group *groups = pass->inspector->weighed->groups;
    if (pass->last_group >= 0 && pattern->group == pass->last_group + 1 && at == pass->last_end)
        pass->together += fmin(groups[pattern->group].rarity, groups[pass->last_group].rarity) *
                          (pass->column == BODY ? 1 : 2);
    pass->last_group = pattern->group;
    pass->last_end = at + (size_t)pattern->term_count;
}

static void note_pattern(struct pass *pass, const struct pattern *pattern, size_t at) {
    struct inspector *inspector = pass->inspector;
    if (pattern->group == NO_PATTERN) {
        inspector->word_counts[pattern->which][pass->column]++;
        return;
    }
    const struct query_member *member =
        &inspector->weighed->groups[pattern->group].source->members[pattern->which];
    struct group_share *share = &inspector->shares[pattern->group];
    inspector->group_counts[pattern->group][pass->column] += member->weight;
    if (!share->is_present || member->weight > share->member->weight)
        share->member = member;
    share->is_present = true;
    if (member->origin <= QUERY_SPELLING)
        note_neighbour(pass, pattern, at);
}

static void note_chain(struct pass *pass, int first, size_t at) {
    for (int i = first; i != NO_PATTERN; i = pass->set->patterns[i].next)
        if (pattern_fits(pass->inspector, &pass->set->patterns[i], at))
            note_pattern(pass, &pass->set->patterns[i], at);
}

/* Returns the number of tokens. */
static int read_column(struct pass *pass, int column, const char *text) {
    struct inspector *inspector = pass->inspector;
    tokenizer_stem_only(inspector->tokenizer, inspector->first_bytes);
    tokenize_all(inspector->tokenizer, pass->set->language, slice_of(text), &inspector->tokens);
    tokenizer_stem_only(inspector->tokenizer, NULL);
    pass->column = column;
    pass->last_group = -1;
    for (size_t i = 0; i < inspector->tokens.count; i++) {
        uint32_t term = inspector->tokens.items[i].term_id;
        if (term < pass->set->term_count)
            note_chain(pass, pass->set->first_of_term[term], i);
        note_chain(pass, pass->set->first_prefix, i);
    }
    return (int)inspector->tokens.count;
}

/* ---- what it comes to ------------------------------------------------------------------------ */

struct lengths {
    int title, heading, body;
};

static double weight_of(const struct inspector *inspector, const double counts[COLUMNS],
                        const struct lengths *lengths) {
    return score_weight(counts[BODY], counts[TITLE], counts[HEADING], lengths->body, lengths->title,
                        lengths->heading, inspector->weighed->average_body_tokens);
}

static void add_up(struct inspector *inspector, const struct lengths *lengths,
                   struct inspection *found) {
    const struct weighed_query *weighed = inspector->weighed;
    double named = 0, named_once = 0;
    int named_count = 0, naming = lengths->heading > 0 ? HEADING : TITLE;
    for (int i = 0; i < weighed->group_count; i++) {
        const struct weighed_group *group = &weighed->groups[i];
        struct group_share *share = &inspector->shares[i];
        double count = group->source->count;
        share->score = score_group(group->rarity, count,
                                   weight_of(inspector, inspector->group_counts[i], lengths));
        double in_name = inspector->group_counts[i][naming];
        if (in_name > 0) {
            named += group->rarity * count;
            named_once += group->rarity;
            named_count++;
        }
    }
    found->groups = inspector->shares;
    found->coverage = score_coverage(named_once, named_count,
                                     lengths->heading > 0 ? lengths->heading : lengths->title);
    if (weighed->total_rarity > 0)
        found->naming_share = named / weighed->total_rarity;
    if (lengths->heading > 0)
        return; /* a section's heading says itself what it answers */
    for (int i = 0; i < weighed->word_count; i++)
        found->question += score_group(weighed->words[i].rarity, weighed->words[i].weight,
                                       weight_of(inspector, inspector->word_counts[i], lengths));
}

const struct token_language *passage_token_language(const struct passage *passage) {
    const struct token_language *language = token_language_of(passage->language);
    return language ? language : token_language_guess(slice_of(passage->text));
}

void inspect_passage(struct inspector *inspector, const struct passage *passage,
                     struct inspection *found) {
    const struct weighed_query *weighed = inspector->weighed;
    size_t groups = (size_t)weighed->group_count;
    memset(inspector->shares, 0, groups * sizeof *inspector->shares);
    memset(inspector->group_counts, 0, groups * sizeof *inspector->group_counts);
    memset(inspector->word_counts, 0, (size_t)weighed->word_count * sizeof *inspector->word_counts);
    *found = (struct inspection){0};
    struct pass pass = {.inspector = inspector,
                        .set = set_of(inspector, passage_token_language(passage))};
    struct lengths lengths;
    lengths.title = read_column(&pass, TITLE, passage->title);
    lengths.heading = read_column(&pass, HEADING, passage->path);
    lengths.body = read_column(&pass, BODY, passage->text);
    add_up(inspector, &lengths, found);
    found->adjacency = score_adjacency(pass.together);
}
