/* record.h - which sentences stand on a handout and what each rests on, without their words.
 *
 * Layer: make. Nothing personal is in it, so that the ledger may keep it and a check may count
 * facts. A list with one map a sentence that has a key, in reading order, each sentence once:
 *
 *     {key, class, facts, query, rank, article, section, hash, reviewer, left_out}
 *
 * class: "Q", "R", "C" or "G". facts: "F018, F042". article, section and hash (of the passage) only
 * with a passage, rank 0 without. left_out: yes for what the script wrote and layout left out to
 * fit the pages.
 */
#ifndef FOOTNOTE_MAKE_RECORD_H
#define FOOTNOTE_MAKE_RECORD_H

#include "base/value.h"
#include "doc/doc.h"

/* Of the tree as the script wrote it; everything is copied into the arena. */
struct value *record_sentences(struct arena *arena, const struct document *doc);

/* After layout: marks those that are no longer in the tree. */
void record_left_out(struct arena *arena, struct value *sentences, const struct document *doc);

#endif
