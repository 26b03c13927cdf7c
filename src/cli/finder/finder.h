/* finder.h - searching at a terminal: results narrow as one types.
 *
 * Layer: cli. Part of the light program. See finder_private.h for how it is built.
 */
#ifndef FOOTNOTE_CLI_FINDER_FINDER_H
#define FOOTNOTE_CLI_FINDER_FINDER_H

#include "cli/locate.h"
#include "search/search.h"

/* Runs until it is left; the options are those of every search in it, and `limit` its most results
 * (0: 1000). Prints the chosen reference when it was left with Ctrl-O. Returns the exit code: 0, or
 * ERROR_NOT_FOUND when nothing was chosen for a reader that is no terminal. */
int finder_run(struct invocation *invocation, const struct places *places,
               const struct search_options *options, struct error *err);

#endif
