/* command.h - the table of commands and their options.
 *
 * Layer: cli. To add a command:
 *   1. src/cli/cmd_<verb>.c with one function cmd_<verb> and its option table;
 *   2. a row in command_table.c: name, function, summary, usage, options;
 *   3. text and JSON through output.h;
 *   4. tests/cli/NNN-<verb>.sh. Help and the README's list come from the table.
 *
 * The program is built twice from this table. `footnote` holds what searching needs (SQLite and
 * libc) and starts in a millisecond; every other command is handed over, by exec, to `footnote-full`
 * beside it, which holds everything.
 */
#ifndef FOOTNOTE_CLI_COMMAND_H
#define FOOTNOTE_CLI_COMMAND_H

#include "base/arena.h"
#include "base/error.h"

struct option {
    const char *name;   /* "limit" for --limit */
    char letter;        /* 'o' for -o, or 0 */
    const char *value;  /* "FILE" in the help; NULL: no value */
    const char *help;   /* one line */
    bool repeated;      /* may be given more than once */
};

struct invocation {
    const struct command *command;
    struct arena *arena;
    const char **words; /* what is no option, in order */
    size_t word_count;
    int argument_count; /* the whole command line, for handing over */
    char **arguments;
    /* Options as given; read with invocation_option. */
    struct given_option *given;
    size_t given_count;
};

struct given_option {
    const struct option *option;
    const char *value; /* NULL for flags */
};

struct command {
    const char *name;
    /* Returns the exit code; err filled for anything but 0 and 1 that it has not reported itself. */
    int (*run)(struct invocation *invocation, struct error *err);
    const char *summary; /* one line */
    const char *usage;   /* "WORDS... [--limit N] ..." */
    const struct option *options; /* ended by a row without name; the common ones are added */
    bool words_may_look_like_options; /* search: single-dash words after the first word */
};

extern const struct command command_table[]; /* ended by a row without name */

/* The value of the last --name, NULL when not given ("" for a flag that was). */
const char *invocation_option(const struct invocation *invocation, const char *name);
/* All values of a repeated option, in the arena. */
size_t invocation_options(const struct invocation *invocation, const char *name,
                          const char ***values);
bool invocation_flag(const struct invocation *invocation, const char *name);

/* Replaces this process by footnote-full with the same arguments; returns only on failure. In
 * footnote-full itself it must not be called. */
int command_hand_over(struct invocation *invocation, struct error *err);

#endif
