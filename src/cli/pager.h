/* pager.h - output longer than the screen goes through the person's pager.
 *
 * Layer: cli. $PAGER by the shell, else less; LESS=FRX unless it is set, so that colours stay and
 * what is read stays on the screen. PAGER empty or "cat": none.
 *
 *     if (pager_is_wanted(bytes) && pager_show(bytes))
 *         return exit_code;
 *     ... write it oneself
 */
#ifndef FOOTNOTE_CLI_PAGER_H
#define FOOTNOTE_CLI_PAGER_H

#include "base/slice.h"

/* Standard output is a terminal that these lines don't fit, and there is a pager by name. */
bool pager_is_wanted(struct slice bytes);

/* Waits until the person has left it. False: it could not be started, nothing was shown. */
bool pager_show(struct slice bytes);

#endif
