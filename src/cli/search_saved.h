/* search_saved.h - footnote search --save, --saved and --forget-saved.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_SEARCH_SAVED_H
#define FOOTNOTE_CLI_SEARCH_SAVED_H

#include "cli/command.h"

/* Whether the command line asks for more than to search: --saved without a name, --forget-saved. */
bool search_saved_is_command(const struct invocation *invocation);
int search_saved_command(struct invocation *invocation, struct error *err);

/* --saved NAME: puts its words and options in front of those given (further words narrow it, an
 * option given counts instead of its own). Without --saved nothing changes. */
bool search_saved_take(struct invocation *invocation, struct error *err);

/* --save NAME: keeps what was searched for, and says so. Without it nothing happens. */
bool search_saved_keep(const struct invocation *invocation, const char *query, struct error *err);

#endif
