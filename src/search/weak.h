/* weak.h - when a passage does not answer, however high it stands.
 *
 * Layer: search. A question that the corpus does not answer must not be answered by the nearest
 * paragraph. A passage is weak when it lacks the words that carry the query: when the rarities of
 * the groups that it holds are too small a share of all. A word that occurs nowhere counts, with
 * the greatest rarity there is; another name out of the thesaurus, or a sure correction, is the
 * word, an unsure one is none, a related one counts by its weight only; a part of several words
 * that are one entry of the thesaurus ("shock wave therapy") counts half where the rest of them is
 * missing; words that only word a question ("what shall I tell a patient who ...") count where
 * nothing else is there.
 */
#ifndef FOOTNOTE_SEARCH_WEAK_H
#define FOOTNOTE_SEARCH_WEAK_H

#include "search/inspection.h"
#include "search/weighed_query.h"

/* groups: of inspection.h, for one passage. Long pasted text is never judged. */
bool passage_is_weak(const struct weighed_query *weighed, const struct group_share *groups);

/* False: no passage that is found is weak, whichever of its words it holds. */
bool passage_may_be_weak(const struct weighed_query *weighed);

#endif
