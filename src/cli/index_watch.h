/* index_watch.h - footnote index --watch: again whenever an article is saved, moved or removed.
 *
 * Layer: cli. Each round is a whole update, which walks all folders: no event that was missed can
 * leave the index behind for longer than until the next one.
 *
 *     return index_watch(invocation, &places, round, err);
 */
#ifndef FOOTNOTE_CLI_INDEX_WATCH_H
#define FOOTNOTE_CLI_INDEX_WATCH_H

#include "cli/locate.h"

/* Brings the index up to date and says what has changed. The arena of the invocation is this
 * round's. False ends the watching. */
typedef bool index_watch_round(struct invocation *invocation, const struct places *places,
                               struct error *err);

/* Watches the folders that the index remembers until a signal ends the process; returns an exit
 * code when that can't be done. */
int index_watch(struct invocation *invocation, const struct places *places,
                index_watch_round *round, struct error *err);

#endif
