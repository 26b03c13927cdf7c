/* terminal.h - a line typed at the terminal, with the keys that a person expects.
 *
 * Layer: cli. Editing is libedit's, loaded when the first line is asked for. Prompts go to standard
 * error, like all messages; what is typed is kept in no history.
 *
 *     if (terminal_is_there())
 *         line = terminal_line(arena, "  > ", &err);
 */
#ifndef FOOTNOTE_CLI_TERMINAL_H
#define FOOTNOTE_CLI_TERMINAL_H

#include "base/arena.h"
#include "base/error.h"

/* Somebody sits there: standard input and standard error are a terminal. */
bool terminal_is_there(void);

/* What was typed, without its line end and the white space around it. NULL at the end of input
 * (err: none), or when it can't be read (err: ERROR_ENVIRONMENT). */
const char *terminal_line(struct arena *arena, const char *prompt, struct error *err);

/* A question to be answered with yes or no; Enter takes the fallback. False too at the end of
 * input. */
bool terminal_agrees(struct arena *arena, const char *question, bool fallback);

#endif
