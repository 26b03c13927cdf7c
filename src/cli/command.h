/* command.h - the table of commands and their options.
 *
 * Layer: cli. To add a command:
 *   1. src/cli/cmd_<verb>.c with one function cmd_<verb> and its option table, both declared in
 *      commands.h;
 *   2. a row in command_table.c: name, function, summary, usage, options;
 *   3. text and JSON through output.h;
 *   4. tests/cli/NNN-<verb>.sh. Help and the README's list come from the table.
 *
 * The program is built twice from this table. `footnote` holds what searching needs (SQLite and
 * libc) and starts in a millisecond; every other command is handed over, by exec, to
 * `footnote-full` beside it, which holds everything. In the light program a heavy row has
 * command_hand_over as its function and no options: the arguments are passed on unread.
 */
#ifndef FOOTNOTE_CLI_COMMAND_H
#define FOOTNOTE_CLI_COMMAND_H

#include "base/arena.h"
#include "base/error.h"

struct option {
    const char *name;  /* "limit" for --limit */
    char letter;       /* 'o' for -o, or 0 */
    const char *value; /* "FILE" in the help; NULL: no value */
    const char *help;  /* one line */
    bool repeated;     /* may be given more than once (else the last one counts) */
};

struct given_option {
    const struct option *option;
    const char *value; /* "" for flags */
};

struct invocation {
    const struct command *command;
    struct arena *arena;
    const char **words; /* what is no option, in order, without the command's name */
    size_t word_count;
    int argument_count; /* the whole command line, for handing over */
    char **arguments;
    struct given_option *given; /* in order; read with invocation_option */
    size_t given_count;
};

struct command {
    const char *name;
    /* Returns the exit code. When it is neither 0 nor 1, err holds the message, or an empty one if
     * the command has said everything itself. */
    int (*run)(struct invocation *invocation, struct error *err);
    const char *summary;              /* one line */
    const char *usage;                /* "WORDS... [--limit N]" */
    const struct option *options;     /* ended by a row without name; the common ones are added */
    bool words_may_look_like_options; /* search: -word is a word, not an option */
    const char *notes;                /* lines for its help between usage and options, or NULL */
};

extern const struct command command_table[];         /* ended by a row without name */
extern const struct option command_common_options[]; /* ended by a row without name */

struct places;
struct index_report;

/* Brings the located index up to date (corpus_refresh); NULL in the light program, which hands over
 * instead. */
typedef bool command_refresher(struct invocation *invocation, const struct places *places,
                               struct index_report *report, struct error *err);
extern command_refresher *const command_refresh;

/* Checks an index as a whole (index_verify); NULL in the light program likewise. */
struct index;
typedef bool command_verifier(struct index *index, struct arena *arena, const char **fault,
                              struct error *err);
extern command_verifier *const command_verify;

/* Reads the command line, runs the command, prints what went wrong; returns the exit code. */
int command_main(int argument_count, char **arguments);

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/* The nearest command's name, or NULL. */
const char *command_nearest(struct arena *arena, const char *name);

/* The value of the last --name, NULL when not given ("" for a flag that was). */
const char *invocation_option(const struct invocation *invocation, const char *name);

/* All values of a repeated option in the order given, in the arena. */
size_t invocation_options(const struct invocation *invocation, const char *name,
                          const char ***values);

bool invocation_flag(const struct invocation *invocation, const char *name);

/* A whole number from minimum to maximum, or ERROR_USAGE; fallback when not given. */
bool invocation_number(const struct invocation *invocation, const char *name, int minimum,
                       int maximum, int fallback, int *number, struct error *err);

/* ERROR_USAGE with the command's usage unless there are minimum to maximum words. */
bool invocation_expect_words(const struct invocation *invocation, size_t minimum, size_t maximum,
                             struct error *err);

/* Replaces this process by footnote-full with the same arguments; returns only on failure. In
 * footnote-full itself it must not be called. */
int command_hand_over(struct invocation *invocation, struct error *err);

#endif
