/* record_title.h - what a record is called that has no title.
 *
 * Layer: corpus. Its first sentence or line names it, where that is as short as a title; otherwise
 * the words that it begins with stand in its place. They say more to a reader than an id does, but
 * name nothing: a search is not to prefer them to the words behind them.
 *
 *     record_find_title(arena, slice_of("Heel pain. It is common."), &article);
 *     // title "Heel pain", opening ""
 */
#ifndef FOOTNOTE_CORPUS_READERS_RECORD_TITLE_H
#define FOOTNOTE_CORPUS_READERS_RECORD_TITLE_H

#include "base/arena.h"
#include "base/slice.h"
#include "corpus/article.h"

/* Sets title or opening, in the arena; neither where the sentence is all of the text. */
void record_find_title(struct arena *arena, struct slice text, struct article *article);

#endif
