/* spelling_index.h - the words of an index, for spelling.h.
 *
 * Layer: search.
 *
 *     struct spelling spelling = spelling_of_index(index, thesaurus);
 */
#ifndef FOOTNOTE_SEARCH_SPELLING_SPELLING_INDEX_H
#define FOOTNOTE_SEARCH_SPELLING_SPELLING_INDEX_H

#include "index/index.h"
#include "search/spelling/spelling.h"

/* Both must live as long as the spelling; the thesaurus may be NULL. */
struct spelling spelling_of_index(struct index *index, const struct thesaurus *thesaurus);

#endif
