/* spelling.h - what a word that occurs nowhere was probably meant to be.
 *
 * Layer: search. From the words of the index as they are written there (not their stems): one edit
 * away first (a letter more, less, another, or two exchanged), then two, then three for long words;
 * among these the same first letter first, then (of two slips and more) what sounds alike; then the
 * word that names articles and stands in passages with the other words of the query, which is right
 * for nine of ten where the more frequent word is for seven (slips in the questions of MedQuAD's
 * tuning half; claims of SciFact's: eight and four); then the more frequent word, which measured
 * better than the likelier slip of one letter. Of three letters only words with one more are
 * considered (hel, rtt). Words that were written as one or as two are found as well. Known
 * misspellings of the thesaurus come before all else.
 *
 * Where the words come from is given as functions, so that tests need no index:
 *
 *     struct spelling spelling = {.each_word = each, .word_uses = uses, .occurs = occurs};
 *     struct spelling_guess guess = spelling_suggest(&spelling, &arena, slice_of("fascitis"));
 */
#ifndef FOOTNOTE_SEARCH_SPELLING_SPELLING_H
#define FOOTNOTE_SEARCH_SPELLING_SPELLING_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdint.h>

enum {
    SPELLING_MOST = 3,
    SPELLING_LEAST_LETTERS = 3,
    SPELLING_LONGEST = 48,
    SPELLING_CONSIDERED = 12, /* so many are kept until it is known which fit */
    SPELLING_MOST_OTHERS = 8
};

/* In the order of their bytes; false ends it. */
typedef bool spelling_visitor(void *visitor_context, struct slice word, uint32_t uses);

struct thesaurus;

struct spelling {
    void *context;
    /* Every word beginning with these bytes. */
    void (*each_word)(void *context, struct slice first_bytes, spelling_visitor *visitor,
                      void *visitor_context);
    int64_t (*word_uses)(void *context, struct slice word); /* as it is written */
    /* In any form; of several words: one behind the other. */
    bool (*occurs)(void *context, struct slice word);
    /* How well each of the words goes with the others of the query, which stand in the index:
     * greater is better, 0 not at all. NULL: nobody knows. */
    void (*rate)(void *context, const struct slice *words, int count, const struct slice *others,
                 int other_count, double *fits);
    const struct thesaurus *thesaurus; /* or NULL */
    const struct slice *others;        /* of the query that the word stands in, noted by it */
    int other_count;
};

struct spelling_guess {
    const char *suggestions[SPELLING_MOST]; /* the best first; each may be two words */
    int count;
    /* The first is hardly a chance likeness. A short word that a small corpus lacks is often no
     * slip at all (fast, cure), and one letter from another one (fat, care): then only a slip that
     * hardly makes words, letters exchanged or doubled, is sure. */
    bool is_sure;
};

/* The word folded. */
struct spelling_guess spelling_suggest(const struct spelling *spelling, struct arena *arena,
                                       struct slice word);

/* The one word that two make ("over pronation"), or NULL where it isn't there. */
const char *spelling_join(const struct spelling *spelling, struct arena *arena, struct slice first,
                          struct slice second);

#endif
