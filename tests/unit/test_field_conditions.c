/* test_field_conditions.c - fields that apply only with others, and choices from the clinic. */
#include "make/fields/field_conditions.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fields_fixture.h"

static const char declaration[] =
    "{\"fields\": ["
    "{\"name\": \"insert\", \"type\": \"choice\", \"values\": [\"cup\", \"lift\"]},"
    "{\"name\": \"height\", \"type\": \"number\", \"required_if\": {\"insert\": \"lift\"},"
    " \"only_if\": {\"insert\": \"lift\"}},"
    "{\"name\": \"step\", \"type\": \"number\", \"default\": 3, \"only_if\": {\"insert\": "
    "\"lift\"}},"
    "{\"name\": \"why\", \"type\": \"text\", \"only_if\": {\"step\": [3, 4]}},"
    "{\"name\": \"old\", \"type\": \"text\", \"only_if\": {\"insert\": \"lift\"}, \"kept\": true},"
    "{\"name\": \"flags\", \"type\": \"list\", \"values\": [\"none\"], \"choices_from\": \"signs\"}"
    "]}";

static struct value *check(const char *patient) {
    struct error err = {0};
    const struct value *declared = json(declaration);
    const struct value *clinic =
        json("{\"signs\": {\"approver\": \"A\", \"now\": [{\"id\": \"snap\"}], "
             "\"soon\": [{\"id\": \"ache\"}, {\"text\": \"no id\"}]}}");
    found = (struct field_problems){.file = "p.json"};
    assert_true(fields_check_declaration(declared, &err));
    return fields_check(&arena, fields_for_clinic(&arena, declared, clinic), json(patient), NULL, 0,
                        &found);
}

static void what_does_not_apply_is_left_out_and_told(void **state) {
    (void)state;
    const struct value *result = check("{\"insert\": \"cup\", \"height\": 6, \"why\": \"x\"}");
    assert_non_null(result);
    assert_null(value_find(result, "height"));
    assert_null(value_find(result, "step"));
    assert_null(value_find(result, "why"));
    assert_int_equal(found.fix_count, 2);
    assert_string_equal(found.fixes[0],
                        "p.json: height: left out, for it applies only if insert is lift");
    assert_string_equal(found.fixes[1],
                        "p.json: why: left out, for it applies only if step is 3 or 4");
}

static void what_applies_has_its_default_and_is_required(void **state) {
    (void)state;
    const struct value *result = check("{\"insert\": \"lift\", \"height\": 6, \"why\": \"x\"}");
    assert_non_null(result);
    assert_true(value_number(value_find(result, "step"), 0) == 3);
    assert_string_equal(value_text(value_find(result, "why"), ""), "x");
    assert_int_equal(found.fix_count, 0);
    assert_null(check("{\"insert\": \"lift\"}"));
    assert_int_equal(found.count, 1);
    assert_non_null(strstr(found.messages[0], "height: missing because of 'insert'"));
    assert_non_null(check("{}"));
}

static void a_kept_value_is_for_a_rule_to_judge(void **state) {
    (void)state;
    const struct value *result = check("{\"insert\": \"cup\", \"old\": \"x\"}");
    assert_string_equal(value_text(value_find(result, "old"), ""), "x");
    assert_int_equal(found.fix_count, 0);
}

static void the_clinics_ids_are_choices(void **state) {
    (void)state;
    assert_int_equal(value_find(check("{\"flags\": [\"ache\", \"snap\"]}"), "flags")->count, 2);
    assert_non_null(check("{\"flags\": [\"none\"]}"));
    assert_null(check("{\"flags\": [\"snpa\"]}"));
    assert_string_equal(found.messages[0], "p.json: flags: expected a list of snap, ache or none "
                                           "(did you mean 'snap'?)");
}

static void without_the_group_the_fields_own_choices_are_left(void **state) {
    (void)state;
    const struct value *resolved = fields_for_clinic(&arena, json(declaration), json("{}"));
    const struct value *field = value_find(resolved, "fields")->items[5];
    assert_int_equal(value_find(field, "values")->count, 1);
    assert_null(value_find(value_find(json(declaration), "fields")->items[0], "choices_from"));
}

static void conditions_read_as_words(void **state) {
    (void)state;
    assert_string_equal(field_condition_words(&arena, json("{\"a\": [\"b\", \"c\"]}")),
                        "a is b or c");
    assert_string_equal(field_condition_words(&arena, json("{\"a\": true}")), "a is true");
    assert_string_equal(field_condition_words(&arena, NULL), "");
}

static void declarations_with_mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *fields, *part;
    } cases[] = {
        {"{\"name\": \"b\", \"type\": \"text\", \"only_if\": {\"a\": \"x\"}}, "
         "{\"name\": \"a\", \"type\": \"text\"}",
         "only_if: 'a' must be declared before it"},
        {"{\"name\": \"b\", \"type\": \"text\", \"only_if\": {\"b\": \"x\"}}",
         "declared before it"},
        {"{\"name\": \"b\", \"type\": \"text\", \"only_if\": {\"c\": \"x\"}}",
         "no field is called 'c'"},
        {"{\"name\": \"a\", \"type\": \"yes_no\"}, {\"name\": \"b\", \"type\": \"text\", "
         "\"only_if\": {\"a\": \"perhaps\"}}",
         "only_if: a can't be that"},
        {"{\"name\": \"b\", \"type\": \"text\", \"kept\": true}", "kept: goes with only_if"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        assert_false(fields_check_declaration(
            json(arena_format(&arena, "{\"fields\": [%s]}", cases[i].fields)), &err));
        if (!strstr(err.message, cases[i].part))
            fail_msg("'%s' is not in '%s'", cases[i].part, err.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIELDS_TEST(what_does_not_apply_is_left_out_and_told),
        FIELDS_TEST(what_applies_has_its_default_and_is_required),
        FIELDS_TEST(a_kept_value_is_for_a_rule_to_judge),
        FIELDS_TEST(the_clinics_ids_are_choices),
        FIELDS_TEST(without_the_group_the_fields_own_choices_are_left),
        FIELDS_TEST(conditions_read_as_words),
        FIELDS_TEST(declarations_with_mistakes_are_named),
    };
    return cmocka_run_group_tests_name("field_conditions", tests, NULL, NULL);
}
