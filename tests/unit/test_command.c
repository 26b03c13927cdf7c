/* test_command.c - reading the command line, with a table of its own that keeps what it was given.
 */
#include "cli/command.h"
#include "cli/commands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* What the command that ran was given, as one text: "words|option=value|..." */
static char given[512];

static int keep(struct invocation *invocation, struct error *err) {
    (void)err;
    size_t length = (size_t)snprintf(given, sizeof given, "%s:", invocation->command->name);
    for (size_t i = 0; i < invocation->word_count; i++)
        length +=
            (size_t)snprintf(given + length, sizeof given - length, " %s", invocation->words[i]);
    for (size_t i = 0; i < invocation->given_count; i++)
        length += (size_t)snprintf(given + length, sizeof given - length, " |%s=%s",
                                   invocation->given[i].option->name, invocation->given[i].value);
    return 0;
}

static const struct option keep_options[] = {
    {"limit", 'l', "N", "", false},
    {"set", 0, "FIELD=VALUE", "", true},
    {"strict", 's', NULL, "", false},
    {0},
};

const struct command command_table[] = {
    {"find", keep, "", "WORDS...", keep_options, true},
    {"make", keep, "", "WORD", keep_options, false},
    {"help", keep, "", "", help_options, false},
    {"version", keep, "", "", help_options, false},
    {0},
};

static int run_line(const char *line) {
    char copy[256];
    char *arguments[32] = {"footnote"};
    int count = 1;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        arguments[count++] = word;
    given[0] = 0;
    return command_main(count, arguments);
}

static void assert_given(const char *line, const char *expected) {
    assert_int_equal(run_line(line), 0);
    assert_string_equal(given, expected);
}

static void assert_usage(const char *line) {
    assert_int_equal(run_line(line), ERROR_USAGE);
    assert_string_equal(given, "");
}

static void options_stand_anywhere(void **state) {
    (void)state;
    assert_given("make a --limit 3 b", "make: a b |limit=3");
    assert_given("make --limit=3 a", "make: a |limit=3");
    assert_given("--limit 3 make a", "make: a |limit=3");
    assert_given("--json --index x make a", "make: a |json= |index=x");
    assert_given("make a -l 3", "make: a |limit=3");
    assert_given("make a -l3", "make: a |limit=3");
}

static void a_command_name_as_an_options_value_is_no_command(void **state) {
    (void)state;
    assert_given("--index find make a", "make: a |index=find");
    assert_given("make find --limit make", "make: find |limit=make");
}

static void after_two_dashes_all_is_words(void **state) {
    (void)state;
    assert_given("make -- --limit -s", "make: --limit -s");
    assert_given("find a -- --json -- b", "find: a --json -- b");
}

static void dashed_words_belong_to_a_query(void **state) {
    (void)state;
    assert_given("find heel -l -cup --strict", "find: heel -l -cup |strict=");
    assert_given("find -s heel", "find: heel |strict=");
    assert_given("find -cup heel", "find: -cup heel");
    assert_usage("make heel -cup");
}

static void a_single_dash_is_a_word_or_a_value(void **state) {
    (void)state;
    assert_given("make -", "make: -");
    assert_given("make --limit -", "make: |limit=-");
}

static void repeated_options_are_kept_in_order(void **state) {
    (void)state;
    assert_given("make --set a=1 --set=b=2", "make: |set=a=1 |set=b=2");
}

static void what_is_wrong_runs_nothing(void **state) {
    (void)state;
    assert_usage("mkae a");
    assert_usage("make --limt 3");
    assert_usage("make -x");
    assert_usage("make -sx");
    assert_usage("make --limit");
    assert_usage("make --limit --json");
    assert_usage("make --strict=yes");
    assert_usage("make --color=blue");
    assert_usage("");
    assert_usage("--json");
    assert_usage("--");
}

static void help_and_version_need_no_command(void **state) {
    (void)state;
    assert_given("--help", "help: |help=");
    assert_given("-h", "help: |help=");
    assert_given("--version", "version: |version=");
}

static void numbers_are_whole_and_within_bounds(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {{"1", true},
                 {"1000", true},
                 {"0", false},
                 {"1001", false},
                 {"-1", false},
                 {"+1", false},
                 {"1x", false},
                 {" 1", false},
                 {"", false},
                 {"0x10", false},
                 {"1e2", false},
                 {"007", true},
                 {"9999999999999999999", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct given_option option = {&keep_options[0], cases[i].text};
        struct invocation invocation = {.given = &option, .given_count = 1};
        struct error err = {0};
        int number = 0;
        assert_int_equal(invocation_number(&invocation, "limit", 1, 1000, 10, &number, &err),
                         cases[i].good);
        assert_int_equal(err.code, cases[i].good ? ERROR_NONE : ERROR_USAGE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(a_command_name_as_an_options_value_is_no_command),
        cmocka_unit_test(after_two_dashes_all_is_words),
        cmocka_unit_test(dashed_words_belong_to_a_query),
        cmocka_unit_test(a_single_dash_is_a_word_or_a_value),
        cmocka_unit_test(repeated_options_are_kept_in_order),
        cmocka_unit_test(what_is_wrong_runs_nothing),
        cmocka_unit_test(help_and_version_need_no_command),
        cmocka_unit_test(numbers_are_whole_and_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
