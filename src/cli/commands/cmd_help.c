/* cmd_help.c - footnote help: the commands and their options, printed from the tables.
 *
 * Layer: cli. Part of the light program, which knows the heavy commands' summaries but not their
 * options: their help is handed over.
 */
#include "cli/commands.h"
#include "cli/output.h"

#include <stdio.h>

const struct option help_options[] = {{0}};

enum { OPTION_COLUMN = 22 };

static void print_options(struct output *out, const struct option *options) {
    for (const struct option *option = options; option && option->name; option++) {
        char left[64];
        char letter[8] = "    ";
        if (option->letter)
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        output_line(out, "  %-*s  %s", OPTION_COLUMN, left, option->help);
    }
}

static void print_commands(struct output *out) {
    for (const struct command *command = command_table; command->name; command++)
        output_line(out, "  %-12s%s", command->name, command->summary);
}

static void json_options(struct output *out, const char *key, const struct option *options) {
    output_list(out, key);
    for (const struct option *option = options; option && option->name; option++) {
        char letter[2] = {option->letter, 0};
        output_map(out, NULL);
        output_text(out, "name", option->name);
        output_text(out, "letter", option->letter ? letter : NULL);
        output_text(out, "value", option->value);
        output_boolean(out, "repeated", option->repeated);
        output_text(out, "help", option->help);
        output_end_map(out);
    }
    output_end_list(out);
}

static void json_head(struct output *out, const struct command *command) {
    output_text(out, "name", command->name);
    output_text(out, "summary", command->summary);
    output_text(out, "usage", command->usage);
}

static int print_all(struct invocation *invocation, struct error *err) {
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_list(&out, "commands");
        for (const struct command *command = command_table; command->name; command++) {
            output_map(&out, NULL);
            json_head(&out, command);
            output_end_map(&out);
        }
        output_end_list(&out);
        json_options(&out, "common_options", command_common_options);
        output_end_map(&out);
        return output_finish(&out, 0, err);
    }
    output_line(&out, "usage: footnote COMMAND [WORDS...] [OPTIONS]\n");
    output_line(&out,
                "Searches patient-education articles and prints handouts whose every statement "
                "has a\nsource.\n");
    print_commands(&out);
    output_line(&out, "\nOptions of every command:");
    print_options(&out, command_common_options);
    output_line(&out,
                "\nfootnote help COMMAND tells more. Data goes to standard output, messages to "
                "standard\nerror. Exit codes: 0 done, 1 nothing found, 2 usage or a bad value, "
                "3 some inputs\nfailed, 4 refused by a clinical rule, 5 error in a script, 6 "
                "the environment.");
    return output_finish(&out, 0, err);
}

int help_print_command(struct invocation *invocation, const struct command *command,
                       struct error *err) {
    if (command->run == command_hand_over)
        return command_hand_over(invocation, err);
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        json_head(&out, command);
        json_options(&out, "options", command->options);
        json_options(&out, "common_options", command_common_options);
        output_end_map(&out);
        return output_finish(&out, 0, err);
    }
    output_line(&out, "usage: footnote %s%s%s\n", command->name, command->usage[0] ? " " : "",
                command->usage);
    output_line(&out, "%s", command->summary);
    if (command->notes)
        output_line(&out, "\n%s", command->notes);
    if (command->options && command->options[0].name) {
        output_line(&out, "\nOptions:");
        print_options(&out, command->options);
    }
    output_line(&out, "\nOptions of every command:");
    print_options(&out, command_common_options);
    return output_finish(&out, 0, err);
}

void help_print_short(void) {
    struct output out = {0};
    output_line(&out, "usage: footnote COMMAND [WORDS...] [OPTIONS]\n");
    print_commands(&out);
    output_line(&out, "\nfootnote help COMMAND tells more");
    fputs(strbuf_text(&out.buffer), stderr);
    strbuf_release(&out.buffer);
}

int cmd_help(struct invocation *invocation, struct error *err) {
    if (!invocation_expect_words(invocation, 0, 1, err))
        return (int)err->code;
    if (invocation->word_count == 0)
        return print_all(invocation, err);
    const char *name = invocation->words[0];
    const struct command *command = command_find(name);
    if (command)
        return help_print_command(invocation, command, err);
    const char *near = command_nearest(invocation->arena, name);
    error_set(err, ERROR_USAGE, near ? "no command '%s' (did you mean '%s'?)" : "no command '%s'",
              name, near);
    return (int)err->code;
}
