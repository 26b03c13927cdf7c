/* test_fields.c - patients' values against declared fields. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "fields_fixture.h"

static const char declaration[] =
    "{\"fields\": ["
    "{\"name\": \"patient_name\", \"type\": \"text\", \"max\": 6, \"required\": true,"
    " \"personal\": true},"
    "{\"name\": \"side\", \"type\": \"choice\", \"values\": [\"left\", \"right\", \"both\"],"
    " \"required\": true},"
    "{\"name\": \"pain\", \"type\": \"whole\", \"min\": 0, \"max\": 10},"
    "{\"name\": \"lift\", \"type\": \"number\", \"min\": 1, \"max\": 20, \"step\": 0.5,"
    " \"unit\": \"mm\", \"required_if\": {\"insert\": [\"heel_lift\", \"wedge\"]}},"
    "{\"name\": \"insert\", \"type\": \"choice\", \"values\": [\"heel_cup\", \"heel_lift\", "
    "\"wedge\"]},"
    "{\"name\": \"illness\", \"type\": \"list\", \"values\": [\"diabetes\", \"falls\", \"none\"],"
    " \"max_items\": 2},"
    "{\"name\": \"notes\", \"type\": \"list\"},"
    "{\"name\": \"born\", \"type\": \"date\", \"max\": \"today\"},"
    "{\"name\": \"seen\", \"type\": \"yes_no\"},"
    "{\"name\": \"phone\", \"type\": \"phone\"},"
    "{\"name\": \"paper\", \"type\": \"choice\", \"values\": [\"a4\", \"letter\"],"
    " \"default\": \"a4\"},"
    "{\"name\": \"logo\", \"type\": \"file\"}]}";

static struct value *check_with(const char *patient, const struct make_setting *settings,
                                size_t count) {
    struct error err = {0};
    const struct value *declared = json(declaration);
    found = (struct field_problems){.file = "patient.json"};
    assert_true(date_parse(slice_of("2026-03-02"), &found.handout_day));
    assert_true(fields_check_declaration(declared, &err));
    return fields_check(&arena, declared, json(patient), settings, count, &found);
}

/* A patient with the two required fields and one more. */
static struct value *check_one(const char *field, const char *written) {
    char text[512];
    snprintf(text, sizeof text, "{\"patient_name\": \"Ann\", \"side\": \"left\", \"%s\": %s}",
             field, written);
    return check_with(text, NULL, 0);
}

static void assert_refused(const char *field, const char *written, const char *part) {
    assert_null(check_one(field, written));
    assert_int_equal(found.count, 1);
    if (!strstr(found.messages[0], part))
        fail_msg("'%s' is not in '%s'", part, found.messages[0]);
}

static void assert_text(const char *field, const char *written, const char *expected) {
    struct value *result = check_one(field, written);
    if (!result)
        fail_msg("%s", found.messages[0]);
    assert_string_equal(value_text(value_find(result, field), "(absent)"), expected);
}

static void every_problem_is_in_one_report(void **state) {
    (void)state;
    assert_null(
        check_with("{\"sied\": \"left\", \"pain\": 11, \"born\": \"2030-01-01\"}", NULL, 0));
    assert_int_equal(found.count, 5);
    assert_string_equal(found.messages[0],
                        "patient.json: pain: expected a whole number from 0 to 10");
    assert_string_equal(found.messages[1], "patient.json: born: expected a date like 2026-03-02, "
                                           "not after the day of the handout");
    assert_string_equal(
        found.messages[2],
        "patient.json: patient_name: missing, expected one line of text of at most 6 characters");
    assert_string_equal(found.messages[3],
                        "patient.json: side: missing, expected left, right or both");
    assert_string_equal(found.messages[4],
                        "patient.json: unknown field 'sied' (did you mean 'side'?)");
}

static void text_is_trimmed_counted_in_code_points_and_one_line(void **state) {
    (void)state;
    struct value *result =
        check_with("{\"patient_name\": \"  \\u0141ukasz \", \"side\": \"left\"}", NULL, 0);
    assert_non_null(result);
    assert_string_equal(value_text(value_find(result, "patient_name"), ""), "\xC5\x81ukasz");
    assert_null(check_with("{\"patient_name\": \"seven77\", \"side\": \"left\"}", NULL, 0));
    assert_null(check_with("{\"patient_name\": \"a\\nb\", \"side\": \"left\"}", NULL, 0));
    assert_non_null(strstr(found.messages[0], "control character"));
    assert_null(check_with("{\"patient_name\": \"  \", \"side\": \"left\"}", NULL, 0));
    assert_non_null(strstr(found.messages[0], "patient_name: empty"));
    assert_null(check_with("{\"patient_name\": [\"Ann\"], \"side\": \"left\"}", NULL, 0));
}

static void whole_numbers_take_what_people_write_and_say_so(void **state) {
    (void)state;
    assert_text("pain", "7", "7");
    assert_int_equal(found.fix_count, 0);
    assert_text("pain", "7.0", "7");
    assert_int_equal(found.fix_count, 0);
    assert_text("pain", "\"7/10\"", "7");
    assert_int_equal(found.fix_count, 1);
    assert_text("pain", "7.5", "8");
    assert_string_equal(found.fixes[0], "patient.json: pain: rounded to a whole number");
    const char *bad[] = {"11",   "-1",      "10.4", "-0.4",    "\"7/12\"", "\"seven\"",
                         "true", "\"0x5\"", "[7]",  "\"7 8\"", "\"inf\"",  "\"1e1\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused("pain", bad[i], "expected a whole number from 0 to 10");
}

static void numbers_keep_range_step_and_unit(void **state) {
    (void)state;
    assert_text("lift", "6.5", "6.5");
    assert_text("lift", "\"6 mm\"", "6");
    assert_text("lift", "\"6mm\"", "6");
    const char *bad[] = {"0.5", "20.5", "6.3", "\"6 cm\"", "\"mm\"", "\"6,5\"", "\"nan\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused("lift", bad[i], "expected a number from 1 to 20 in steps of 0.5 (mm)");
}

static void choices_are_exact_and_the_nearest_is_named(void **state) {
    (void)state;
    assert_text("insert", "\"heel_cup\"", "heel_cup");
    assert_refused("insert", "\"heel_cap\"", "(did you mean 'heel_cup'?)");
    assert_refused("insert", "\"Heel_Cup\"", "(did you mean 'heel_cup'?)");
    assert_refused("insert", "\"sock\"", "expected heel_cup, heel_lift or wedge");
    assert_null(strstr(found.messages[0], "sock"));
}

static void lists_hold_known_items_once(void **state) {
    (void)state;
    struct value *result = check_one("illness", "[\"falls\", \"diabetes\"]");
    assert_int_equal(value_find(result, "illness")->count, 2);
    result = check_one("illness", "\"diabetes\"");
    assert_int_equal(value_find(result, "illness")->kind, VALUE_LIST);
    assert_refused("illness", "[\"falls\", \"falls\"]", "twice");
    assert_refused("illness", "[\"fall\"]", "(did you mean 'falls'?)");
    assert_refused("illness", "[\"falls\", \"none\", \"diabetes\"]", "at most 2 of");
    assert_refused("illness", "[3]", "expected a list");
    assert_refused("notes", "[\"a\", [\"b\"]]", "expected a list of texts");
    assert_refused("notes", "[\"a\", \"\"]", "empty item");
    result = check_one("notes", "[\"one, two\"]");
    assert_int_equal(value_find(result, "notes")->count, 1);
}

static void dates_exist_and_keep_their_bounds(void **state) {
    (void)state;
    assert_text("born", "\"2026-03-02\"", "2026-03-02");
    const char *bad[] = {"\"2026-03-03\"", "\"2025-02-29\"", "\"1.2.1990\"", "19900101"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused("born", bad[i], "expected a date like 2026-03-02");
}

static void yes_and_no_are_booleans(void **state) {
    (void)state;
    assert_true(value_boolean(value_find(check_one("seen", "true"), "seen"), false));
    assert_true(value_boolean(value_find(check_one("seen", "\"yes\""), "seen"), false));
    assert_false(value_boolean(value_find(check_one("seen", "\"no\""), "seen"), true));
    assert_refused("seen", "\"maybe\"", "expected yes or no");
    assert_refused("seen", "1", "expected yes or no");
}

static void phone_numbers_stay_as_written(void **state) {
    (void)state;
    assert_text("phone", "\" +44 (0)20-7946 0000 \"", "+44 (0)20-7946 0000");
    const char *bad[] = {"\"12345\"", "\"1234567890123456\"", "\"0207 94+6000\"", "\"call me now\"",
                         "true"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused("phone", bad[i], "expected a phone number");
}

static void a_file_is_a_path(void **state) {
    (void)state;
    assert_text("logo", "\"pictures/logo.png\"", "pictures/logo.png");
    assert_refused("logo", "\"a\\nb\"", "expected the path of a file");
}

static void defaults_fill_what_is_missing(void **state) {
    (void)state;
    struct value *result = check_one("seen", "null");
    assert_string_equal(value_text(value_find(result, "paper"), ""), "a4");
    assert_null(value_find(result, "seen"));
}

static void required_if_follows_another_field(void **state) {
    (void)state;
    assert_refused("insert", "\"heel_lift\"",
                   "lift: missing because of 'insert', expected a number");
    assert_non_null(check_one("insert", "\"heel_cup\""));
}

static void settings_override_but_never_carry_personal_fields(void **state) {
    (void)state;
    const char *patient = "{\"patient_name\": \"Ann\", \"side\": \"left\"}";
    const struct make_setting good[] = {{"side", "right"}, {"illness", "falls, diabetes"}};
    struct value *result = check_with(patient, good, 2);
    assert_non_null(result);
    assert_string_equal(value_text(value_find(result, "side"), ""), "right");
    assert_int_equal(value_find(result, "illness")->count, 2);
    const struct make_setting bad[] = {{"patient_name", "Bob"}, {"sid", "left"}, {"pain", "12"}};
    assert_null(check_with(patient, bad, 3));
    assert_int_equal(found.count, 3);
    assert_non_null(strstr(found.messages[0], "--set patient_name: personal"));
    assert_non_null(strstr(found.messages[1], "--set pain: expected"));
    assert_string_equal(found.messages[2], "--set: unknown field 'sid' (did you mean 'side'?)");
    for (size_t i = 0; i < found.count; i++)
        assert_null(strstr(found.messages[i], "Bob"));
}

static void refusals_never_quote_the_value(void **state) {
    (void)state;
    const char *fields[] = {"pain", "lift", "insert", "illness", "born", "seen", "phone"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        assert_null(check_one(fields[i], "\"Xyzzy99\""));
        assert_null(strstr(found.messages[0], "Xyzzy99"));
    }
}

/* A script that wrote required_if = { seen = "yes" } never got its field: true was not "yes". */
static void required_if_takes_yes_for_a_yes_no_field(void **state) {
    (void)state;
    static const char *const wanted[] = {"true", "\"yes\"", "\"true\"", "[\"yes\"]"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct value *two_fields = json(arena_format(
            &arena,
            "{\"fields\": [{\"name\": \"a\", \"type\": \"yes_no\"}, {\"name\": \"b\", \"type\": "
            "\"text\", \"required_if\": {\"a\": %s}}]}",
            wanted[i]));
        struct error err = {0};
        struct field_problems problems = {0};
        assert_true(fields_check_declaration(two_fields, &err));
        assert_non_null(
            fields_check(&arena, two_fields, json("{\"a\": \"no\"}"), NULL, 0, &problems));
        assert_null(fields_check(&arena, two_fields, json("{\"a\": true}"), NULL, 0, &problems));
        assert_int_equal(problems.count, 1);
        assert_non_null(strstr(problems.messages[0], "b: missing because of 'a'"));
    }
}

static void declarations_with_mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *field, *part;
    } cases[] = {
        {"{\"name\": \"a\", \"type\": \"txt\"}", "unknown type 'txt' (did you mean 'text'?)"},
        {"{\"name\": \"a\", \"type\": \"text\", \"requird\": true}", "did you mean 'required'?"},
        {"{\"name\": \"A b\", \"type\": \"text\"}", "bad name"},
        {"{\"name\": \"a\", \"type\": \"choice\"}", "a choice without values"},
        {"{\"name\": \"a\", \"type\": \"whole\", \"min\": 5, \"max\": 2}", "min is greater"},
        {"{\"name\": \"a\", \"type\": \"whole\", \"max\": 2, \"default\": 3}", "default: expected"},
        {"{\"name\": \"a\", \"type\": \"date\", \"min\": \"soon\"}", "min: expected a date"},
        {"{\"name\": \"a\", \"type\": \"text\", \"required_if\": {\"b\": 1}}",
         "no field is called 'b'"},
        {"{\"name\": \"a\", \"type\": \"yes_no\"}, {\"name\": \"b\", \"type\": \"text\", "
         "\"required_if\": {\"a\": \"maybe\"}}",
         "required_if: a can't be that: expected yes or no"},
        {"{\"name\": \"a\", \"type\": \"choice\", \"values\": [\"left\", \"right\"]}, {\"name\": "
         "\"b\", \"type\": \"text\", \"required_if\": {\"a\": [\"left\", \"rigth\"]}}",
         "did you mean 'right'?"},
        {"{\"name\": \"a\", \"type\": \"text\"}, {\"name\": \"a\", \"type\": \"text\"}",
         "declared twice"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        const struct value *value =
            json(arena_format(&arena, "{\"fields\": [%s]}", cases[i].field));
        assert_false(fields_check_declaration(value, &err));
        assert_int_equal(err.code, ERROR_SCRIPT);
        if (!strstr(err.message, cases[i].part))
            fail_msg("'%s' is not in '%s'", cases[i].part, err.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIELDS_TEST(every_problem_is_in_one_report),
        FIELDS_TEST(text_is_trimmed_counted_in_code_points_and_one_line),
        FIELDS_TEST(whole_numbers_take_what_people_write_and_say_so),
        FIELDS_TEST(numbers_keep_range_step_and_unit),
        FIELDS_TEST(choices_are_exact_and_the_nearest_is_named),
        FIELDS_TEST(lists_hold_known_items_once),
        FIELDS_TEST(dates_exist_and_keep_their_bounds),
        FIELDS_TEST(yes_and_no_are_booleans),
        FIELDS_TEST(phone_numbers_stay_as_written),
        FIELDS_TEST(a_file_is_a_path),
        FIELDS_TEST(defaults_fill_what_is_missing),
        FIELDS_TEST(required_if_follows_another_field),
        FIELDS_TEST(required_if_takes_yes_for_a_yes_no_field),
        FIELDS_TEST(settings_override_but_never_carry_personal_fields),
        FIELDS_TEST(refusals_never_quote_the_value),
        FIELDS_TEST(declarations_with_mistakes_are_named),
    };
    return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
