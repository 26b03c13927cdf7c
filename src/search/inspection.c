/* inspection.c - see inspection.h.
 *
 * Layer: search. Order: what is looked for; one pass over each column; what it comes to.
 */
#include "search/inspection.h"

#include "base/memory.h"
#include "search/patterns.h"
#include "search/score.h"

#include <math.h>
#include <stdlib.h>

enum { TITLE, HEADING, BODY, COLUMNS };
enum { ANSWER = -1 }; /* the group of a word of answers */

struct inspector {
    struct arena arena;
    const struct weighed_query *weighed;
    struct patterns *patterns; /* members of groups, then words of answers */
    struct group_share *shares;
    double (*group_counts)[COLUMNS]; /* weighed by member: one row a group */
    double (*word_counts)[COLUMNS];
};

/* ---- what is looked for ---------------------------------------------------------------------- */

static struct patterns *make_patterns(struct arena *arena, struct tokenizer *tokenizer,
                                      const struct weighed_query *weighed) {
    size_t most = (size_t)weighed->word_count, count = 0;
    for (int i = 0; i < weighed->group_count; i++)
        most += (size_t)weighed->groups[i].source->member_count;
    struct pattern_text *texts = arena_new_array(arena, most, struct pattern_text);
    for (int i = 0; i < weighed->group_count; i++) {
        const struct query_group *group = weighed->groups[i].source;
        for (int k = 0; k < group->member_count; k++)
            texts[count++] = (struct pattern_text){.text = slice_of(group->members[k].text),
                                                   .is_prefix = group->members[k].is_prefix,
                                                   .group = i,
                                                   .which = k};
    }
    for (int i = 0; i < weighed->word_count; i++)
        texts[count++] = (struct pattern_text){
            .text = weighed->words[i].text, .is_extra = true, .group = ANSWER, .which = i};
    return patterns_new(tokenizer, texts, count);
}

struct inspector *inspector_new(struct tokenizer *tokenizer, const struct weighed_query *weighed) {
    struct inspector *inspector = memory_allocate_zeroed(1, sizeof *inspector);
    inspector->weighed = weighed;
    inspector->patterns = make_patterns(&inspector->arena, tokenizer, weighed);
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
    patterns_free(inspector->patterns);
    arena_release(&inspector->arena);
    free(inspector);
}

/* ---- one pass over a column ------------------------------------------------------------------ */

struct pass {
    struct inspector *inspector;
    const struct token_language *language;
    int column;
    int last_group; /* of the word before, if it belongs to the query as typed */
    size_t last_end;
    double together;
};

/* Only what was typed (or its correction, or its other spelling) stands "together" with the next.
 */
static void note_neighbour(struct pass *pass, int group, size_t first, size_t words) {
    const struct weighed_group *groups = pass->inspector->weighed->groups;
    if (pass->last_group >= 0 && group == pass->last_group + 1 && first == pass->last_end)
        pass->together += fmin(groups[group].rarity, groups[pass->last_group].rarity) *
                          (pass->column == BODY ? 1 : 2);
    pass->last_group = group;
    pass->last_end = first + words;
}

/* A pattern_sink. */
static void note(void *context, const struct pattern_text *found, size_t first, size_t words) {
    struct pass *pass = context;
    struct inspector *inspector = pass->inspector;
    if (found->group == ANSWER) {
        inspector->word_counts[found->which][pass->column]++;
        return;
    }
    const struct query_member *member =
        &inspector->weighed->groups[found->group].source->members[found->which];
    struct group_share *share = &inspector->shares[found->group];
    inspector->group_counts[found->group][pass->column] += member->weight;
    if (!share->is_present || member->weight > share->member->weight)
        share->member = member;
    share->is_present = true;
    if (member->origin <= QUERY_SPELLING)
        note_neighbour(pass, found->group, first, words);
}

/* Returns the number of tokens. */
static int read_column(struct pass *pass, int column, const char *text) {
    pass->column = column;
    pass->last_group = -1;
    return (int)patterns_read(pass->inspector->patterns, pass->language, slice_of(text), note, pass)
        ->count;
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
    if (!language)
        language = passage->only_language;
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
    struct pass pass = {.inspector = inspector, .language = passage_token_language(passage)};
    struct lengths lengths;
    lengths.title = read_column(&pass, TITLE, passage->naming);
    lengths.heading = read_column(&pass, HEADING, passage->path);
    lengths.body = read_column(&pass, BODY, passage->text);
    add_up(inspector, &lengths, found);
    found->adjacency = score_adjacency(pass.together);
}
