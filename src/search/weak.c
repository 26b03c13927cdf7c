/* weak.c - see weak.h.
 *
 * Layer: search.
 */
#include "search/weak.h"

#include <stdlib.h>

/* Chosen on corpus/judgments.tsv: the queries that nothing answers against all the others. */
static const double least_share = 0.45;

/* Words that questions are worded with, in byte order for bsearch. They are searched for, but no
 * passage answers less because it lacks them. */
static const char *const wording[] = {
    "along",   "always",   "another",  "anyone", "away",     "become",   "becomes",  "begin",
    "best",    "bring",    "come",     "comes",  "common",   "commonly", "day",      "days",
    "else",    "ever",     "everyone", "feel",   "feels",    "first",    "get",      "gets",
    "getting", "give",     "gives",    "go",     "goes",     "going",    "good",     "got",
    "happen",  "happens",  "help",     "helped", "helps",    "keep",     "keeps",    "know",
    "long",    "made",     "make",     "makes",  "man",      "many",     "mean",     "means",
    "meant",   "month",    "months",   "much",   "need",     "needed",   "needs",    "never",
    "new",     "normally", "often",    "one",    "other",    "patient",  "patients", "people",
    "person",  "problem",  "problems", "put",    "question", "rare",     "reason",   "reasons",
    "right",   "same",     "say",      "says",   "shall",    "somebody", "someone",  "start",
    "stop",    "take",     "takes",    "tell",   "thing",    "things",   "think",    "time",
    "times",   "two",      "use",      "used",   "using",    "want",     "wants",    "way",
    "ways",    "week",     "weeks",    "woman",  "work",     "works",    "year",     "years",
};

static int compare_word(const void *word, const void *item) {
    return strcmp(word, *(const char *const *)item);
}

static bool carries(const struct query_group *group) {
    return group->member_count == 0 ||
           !bsearch(group->members[0].text, wording, sizeof wording / sizeof *wording,
                    sizeof *wording, compare_word);
}

/* Another name for it is the word; what is only related to it ("medicine" for "ibuprofen") is not
 * an answer. */
static double closeness(const struct query_member *member) {
    return member->origin == QUERY_RELATED ? member->weight : 1;
}

static double share_of(const struct weighed_query *weighed, const struct group_share *groups,
                       bool with_wording, bool *is_any) {
    double all = 0, present = 0;
    for (int i = 0; i < weighed->group_count; i++) {
        const struct weighed_group *group = &weighed->groups[i];
        if (!with_wording && !carries(group->source))
            continue;
        all += group->rarity * group->source->count;
        if (groups[i].is_present)
            present += group->rarity * group->source->count * closeness(groups[i].member);
    }
    *is_any = all > 0;
    return all > 0 ? present / all : 1;
}

bool passage_is_weak(const struct weighed_query *weighed, const struct group_share *groups) {
    bool is_any;
    if (weighed->query->is_long)
        return false;
    double share = share_of(weighed, groups, false, &is_any);
    if (!is_any)
        share = share_of(weighed, groups, true, &is_any);
    return share < least_share;
}
