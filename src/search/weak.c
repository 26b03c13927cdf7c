/* weak.c - see weak.h.
 *
 * Layer: search.
 */
#include "search/weak.h"

#include <stdlib.h>

/* Chosen on corpus/judgments.tsv: the queries that nothing answers against all the others. Of many
 * words a passage needs a smaller share: claims of SciFact's tuning half that have an answer. */
static double least_share(int words) {
    enum { FEW = 4, MANY = 12 };
    int more = words < FEW ? 0 : words > MANY ? MANY - FEW : words - FEW;
    return 0.45 - 0.02 * more;
}

/* Words that questions are worded with, in byte order for bsearch. They are searched for, but no
 * passage answers less because it lacks them. */
static const char *const wording[] = {
    "after",    "along",    "always",  "another",  "anyone",   "away",  "become",  "becomes",
    "begin",    "best",     "bring",   "cant",     "come",     "comes", "common",  "commonly",
    "day",      "days",     "disease", "diseases", "dont",     "due",   "else",    "ever",
    "everyone", "exactly",  "feel",    "feels",    "first",    "get",   "gets",    "getting",
    "give",     "gives",    "go",      "goes",     "going",    "good",  "got",     "happen",
    "happens",  "help",     "helped",  "helps",    "keep",     "keeps", "know",    "long",
    "made",     "make",     "makes",   "man",      "many",     "mean",  "means",   "meant",
    "month",    "months",   "much",    "need",     "needed",   "needs", "never",   "new",
    "normally", "often",    "ok",      "okay",     "one",      "other", "patient", "patients",
    "people",   "person",   "prior",   "problem",  "problems", "pt",    "pts",     "put",
    "question", "rare",     "reason",  "reasons",  "right",    "same",  "say",     "says",
    "shall",    "somebody", "someone", "start",    "stop",     "take",  "takes",   "tell",
    "thing",    "things",   "think",   "time",     "times",    "two",   "use",     "used",
    "using",    "w",        "want",    "wants",    "way",      "ways",  "week",    "weeks",
    "woman",    "work",     "works",   "year",     "years",
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

/* Several words that are one thing ("shock wave therapy"): a passage that holds a part of them only
 * speaks of something else, more likely than not. */
static const double part_of_entry = 0.5;

static bool is_whole(const struct weighed_query *weighed, const struct group_share *groups,
                     int of) {
    int entry = weighed->groups[of].source->entry;
    for (int i = 0; entry && i < weighed->group_count; i++)
        if (weighed->groups[i].source->entry == entry && !groups[i].is_present)
            return false;
    return true;
}

static double share_of(const struct weighed_query *weighed, const struct group_share *groups,
                       bool with_wording, bool *is_any) {
    double all = 0, present = 0;
    for (int i = 0; i < weighed->group_count; i++) {
        const struct weighed_group *group = &weighed->groups[i];
        if (!with_wording && !carries(group->source))
            continue;
        all += group->plain_rarity * group->source->count;
        if (groups[i].is_present && !group->source->is_unsure)
            present += group->plain_rarity * group->source->count * closeness(groups[i].member) *
                       (is_whole(weighed, groups, i) ? 1 : part_of_entry);
    }
    *is_any = all > 0;
    return all > 0 ? present / all : 1;
}

/* Of one word, a passage holds it or another name for it. */
bool passage_may_be_weak(const struct weighed_query *weighed) {
    const struct query_group *group = weighed->groups[0].source;
    if (weighed->group_count != 1 || group->is_unsure)
        return true;
    for (int i = 0; i < group->member_count; i++)
        if (closeness(&group->members[i]) < least_share(1))
            return true;
    return false;
}

bool passage_is_weak(const struct weighed_query *weighed, const struct group_share *groups) {
    bool is_any;
    if (weighed->query->is_long)
        return false;
    double share = share_of(weighed, groups, false, &is_any);
    if (!is_any)
        share = share_of(weighed, groups, true, &is_any);
    return share < least_share(query_typed_count(weighed->query));
}
