/* command.c - reading the command line, by the tables.
 *
 * Layer: cli. In order: what a command asks about its invocation; finding options and the nearest
 * name; finding the command's name; reading all arguments; running.
 *
 * The command's name is found first, since its options decide how the rest is read; options may
 * stand before it. In the light program a heavy command is handed over right then.
 */
#include "cli/command.h"

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <stdlib.h>

const struct option command_common_options[] = {
    {"corpus", 0, "DIR", "search these articles (may be repeated: an earlier one overlays)", true},
    {"clinic", 0, "DIR", "the clinic's folder: clinic.yaml, corpus, wording, scripts, fonts",
     false},
    {"index", 0, "FILE", "the index file, in place of the one in the cache folder", false},
    {"json", 0, NULL, "print JSON", false},
    {"color", 0, "WHEN", "auto, always or never", false},
    {"quiet", 'q', NULL, "no progress and no remarks; warnings stay", false},
    {"help", 'h', NULL, "print this help", false},
    {"version", 0, NULL, "print the versions of the program and its libraries", false},
    {0},
};

/* ---- what a command asks -------------------------------------------------------------------- */

const char *invocation_option(const struct invocation *invocation, const char *name) {
    for (size_t i = invocation->given_count; i-- > 0;)
        if (strcmp(invocation->given[i].option->name, name) == 0)
            return invocation->given[i].value;
    return NULL;
}

bool invocation_flag(const struct invocation *invocation, const char *name) {
    return invocation_option(invocation, name) != NULL;
}

size_t invocation_options(const struct invocation *invocation, const char *name,
                          const char ***values) {
    size_t count = 0;
    *values = arena_new_array(invocation->arena, invocation->given_count + 1, const char *);
    for (size_t i = 0; i < invocation->given_count; i++)
        if (strcmp(invocation->given[i].option->name, name) == 0)
            (*values)[count++] = invocation->given[i].value;
    return count;
}

bool invocation_number(const struct invocation *invocation, const char *name, int minimum,
                       int maximum, int fallback, int *number, struct error *err) {
    const char *text = invocation_option(invocation, name);
    *number = fallback;
    if (!text)
        return true;
    char *end = NULL;
    long value = text[0] >= '0' && text[0] <= '9' ? strtol(text, &end, 10) : minimum - 1L;
    if ((end && *end) || value < minimum || value > maximum)
        return error_set(err, ERROR_USAGE, "--%s: '%s' is no whole number from %d to %d", name,
                         text, minimum, maximum);
    *number = (int)value;
    return true;
}

bool invocation_expect_words(const struct invocation *invocation, size_t minimum, size_t maximum,
                             struct error *err) {
    const struct command *command = invocation->command;
    if (invocation->word_count < minimum)
        return error_set(err, ERROR_USAGE, "something is missing: footnote %s %s", command->name,
                         command->usage);
    if (invocation->word_count > maximum)
        return error_set(err, ERROR_USAGE, "'%s' is one word too many: footnote %s %s",
                         invocation->words[maximum], command->name, command->usage);
    return true;
}

/* ---- names ---------------------------------------------------------------------------------- */

const struct command *command_find(const char *name) {
    for (const struct command *command = command_table; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

const char *command_nearest(struct arena *arena, const char *name) {
    size_t count = 0;
    while (command_table[count].name)
        count++;
    const char **names = arena_new_array(arena, count, const char *);
    for (size_t i = 0; i < count; i++)
        names[i] = command_table[i].name;
    return utf8_nearest(name, names, count);
}

/* By name, or by letter when name is NULL. */
static const struct option *find_in(const struct option *options, struct slice name, char letter) {
    for (const struct option *option = options; option && option->name; option++)
        if (letter ? option->letter == letter : slice_is(name, option->name))
            return option;
    return NULL;
}

static const struct option *find_option(const struct command *command, struct slice name,
                                        char letter) {
    const struct option *found = command ? find_in(command->options, name, letter) : NULL;
    return found ? found : find_in(command_common_options, name, letter);
}

static bool unknown_option(struct arena *arena, const struct command *command, const char *dashes,
                           struct slice name, struct error *err) {
    const char *names[64];
    size_t count = 0;
    for (const struct option *o = command ? command->options : NULL; o && o->name; o++)
        names[count++] = o->name;
    for (const struct option *o = command_common_options; o->name; o++)
        names[count++] = o->name;
    const char *near = utf8_nearest(arena_bytes(arena, name.data, name.length), names, count);
    const char *hint = near ? arena_format(arena, " (did you mean '--%s'?)", near)
                            : arena_format(arena, ": see footnote help%s%s", command ? " " : "",
                                           command ? command->name : "");
    return error_set(err, ERROR_USAGE, "unknown option '%s%.*s'%s", dashes, SLICE_ARGS(name), hint);
}

/* The option's name: what stands between the dashes and '='. */
static struct slice long_name(const char *argument) {
    return slice_make(argument + 2, strcspn(argument + 2, "="));
}

/* ---- the command's name --------------------------------------------------------------------- */

/* Index of the argument that names the command; 0 when there is none. An option that is not common
 * may stand before it ("--limit 5 search heel"): whether it takes a value is not known yet, so a
 * word behind it that is no command is taken for its value. */
static bool find_command_word(struct arena *arena, int count, char **arguments, int *at,
                              struct error *err) {
    bool may_be_value = false;
    *at = 0;
    for (int i = 1; i < count; i++) {
        const char *argument = arguments[i];
        if (strcmp(argument, "--") == 0)
            return true;
        if (argument[0] == '-' && argument[1]) {
            bool is_long = argument[1] == '-';
            struct slice name = is_long ? long_name(argument) : slice_make(argument, 0);
            const struct option *option = find_option(NULL, name, is_long ? 0 : argument[1]);
            bool has_value = is_long ? name.data[name.length] == '=' : argument[2] != 0;
            if (option && option->value && !has_value)
                i++;
            may_be_value = !option && !has_value;
            continue;
        }
        if (command_find(argument)) {
            *at = i;
            return true;
        }
        if (!may_be_value) {
            const char *near = command_nearest(arena, argument);
            if (near)
                return error_set(err, ERROR_USAGE, "unknown command '%s' (did you mean '%s'?)",
                                 argument, near);
            return error_set(err, ERROR_USAGE, "unknown command '%s': see footnote help", argument);
        }
        may_be_value = false;
    }
    return true;
}

/* ---- all arguments -------------------------------------------------------------------------- */

static void add_given(struct invocation *invocation, const struct option *option,
                      const char *value) {
    invocation->given[invocation->given_count++] = (struct given_option){option, value};
}

/* Reads the option at arguments[*i]; *i moves on over its value. */
static bool read_option(struct invocation *invocation, int *i, struct error *err) {
    const char *argument = invocation->arguments[*i];
    bool is_long = argument[1] == '-';
    struct slice name = is_long ? long_name(argument) : slice_of(argument + 1);
    const struct option *option = find_option(invocation->command, name, is_long ? 0 : argument[1]);
    const char *attached = NULL;
    if (is_long && name.data[name.length] == '=')
        attached = name.data + name.length + 1;
    if (!is_long && argument[2])
        attached = argument + 2;
    if (!option || (!is_long && attached && !option->value))
        return unknown_option(invocation->arena, invocation->command, is_long ? "--" : "-", name,
                              err);
    if (!option->value && attached)
        return error_set(err, ERROR_USAGE, "--%s takes no value", option->name);
    if (!option->value || attached) {
        add_given(invocation, option, attached ? attached : "");
        return true;
    }
    bool last = *i + 1 >= invocation->argument_count;
    const char *next = last ? NULL : invocation->arguments[*i + 1];
    if (last || strncmp(next, "--", 2) == 0)
        return error_set(err, ERROR_USAGE, "--%s needs a value: --%s %s", option->name,
                         option->name, option->value);
    add_given(invocation, option, next);
    ++*i;
    return true;
}

/* search -cushion heel: one dash with a word behind it, where the command takes such words. Before
 * the first word a letter that is an option is one. */
static bool is_dashed_word(const struct invocation *invocation, const char *argument) {
    const struct command *command = invocation->command;
    if (!command || !command->words_may_look_like_options || argument[1] == '-')
        return false;
    return invocation->word_count > 0 || argument[2] ||
           !find_option(command, slice_make(argument, 0), argument[1]);
}

static bool read_arguments(struct invocation *invocation, int command_at, struct error *err) {
    size_t room = (size_t)invocation->argument_count;
    invocation->words = arena_new_array(invocation->arena, room, const char *);
    invocation->given = arena_new_array(invocation->arena, room, struct given_option);
    bool only_words = false;
    for (int i = 1; i < invocation->argument_count; i++) {
        const char *argument = invocation->arguments[i];
        if (i == command_at)
            continue;
        if (!only_words && strcmp(argument, "--") == 0) {
            only_words = true;
            continue;
        }
        bool dashed = argument[0] == '-' && argument[1] && !is_dashed_word(invocation, argument);
        if (only_words || !dashed)
            invocation->words[invocation->word_count++] = argument;
        else if (!read_option(invocation, &i, err))
            return false;
    }
    const char *color = invocation_option(invocation, "color");
    if (color && strcmp(color, "auto") != 0 && strcmp(color, "always") != 0 &&
        strcmp(color, "never") != 0)
        return error_set(err, ERROR_USAGE, "--color: '%s' is none of auto, always, never", color);
    return true;
}

/* ---- running -------------------------------------------------------------------------------- */

static int run_with_help(struct invocation *invocation, struct error *err) {
    bool wants_version = invocation_flag(invocation, "version");
    if (!invocation->command && wants_version) {
        invocation->command = command_find("version");
        return invocation->command->run(invocation, err);
    }
    if (invocation_flag(invocation, "help")) {
        if (invocation->command)
            return help_print_command(invocation, invocation->command, err);
        invocation->command = command_find("help");
        return invocation->command->run(invocation, err);
    }
    if (wants_version)
        return command_find("version")->run(invocation, err);
    if (!invocation->command) {
        help_print_short();
        return ERROR_USAGE;
    }
    return invocation->command->run(invocation, err);
}

static int run(struct invocation *invocation, struct error *err) {
    int command_at = 0;
    if (!find_command_word(invocation->arena, invocation->argument_count, invocation->arguments,
                           &command_at, err))
        return (int)err->code;
    if (command_at) {
        invocation->command = command_find(invocation->arguments[command_at]);
        if (invocation->command->run == command_hand_over)
            return command_hand_over(invocation, err);
    }
    if (!read_arguments(invocation, command_at, err))
        return (int)err->code;
    return run_with_help(invocation, err);
}

int command_main(int argument_count, char **arguments) {
    struct arena arena = {0};
    struct error err = {0};
    struct invocation invocation = {
        .arena = &arena, .argument_count = argument_count, .arguments = arguments};
    int code = run(&invocation, &err);
    if (code != 0 && err.message[0])
        message_error(&err);
    arena_release(&arena);
    return code;
}
