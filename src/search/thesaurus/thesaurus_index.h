/* thesaurus_index.h - the thesaurus that lies in an index.
 *
 * Layer: search.
 *
 *     struct thesaurus thesaurus;
 *     if (thesaurus_of_index(index, &arena, &thesaurus)) ...
 */
#ifndef FOOTNOTE_SEARCH_THESAURUS_THESAURUS_INDEX_H
#define FOOTNOTE_SEARCH_THESAURUS_THESAURUS_INDEX_H

#include "index/index.h"
#include "search/thesaurus/thesaurus.h"

/* Its blob is in the arena. False where there is none, or none that can be used: then it is
 * empty. */
bool thesaurus_of_index(struct index *index, struct arena *arena, struct thesaurus *thesaurus);

#endif
