/* spelling_index.h - the words of an index, for spelling.h.
 *
 * Layer: search.
 *
 *     struct spelling_index words = {.index = index, .arena = &arena};
 *     struct spelling spelling = spelling_of_index(&words, thesaurus);
 */
#ifndef FOOTNOTE_SEARCH_SPELLING_INDEX_H
#define FOOTNOTE_SEARCH_SPELLING_INDEX_H

#include "index/index.h"
#include "search/spelling.h"

struct spelling_index {
    struct index *index;
    struct arena *arena;
    struct corpus_words *words; /* read when first asked for */
};

/* words must live as long as the spelling. */
struct spelling spelling_of_index(struct spelling_index *words, const struct thesaurus *thesaurus);

#endif
