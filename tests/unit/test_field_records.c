/* test_field_records.c - lists whose entries are records: a plan typed week by week. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fields_fixture.h"

static const char declaration[] =
    "{\"fields\": [{\"name\": \"plan\", \"type\": \"list\", \"max_items\": 3, \"of\": ["
    "{\"name\": \"week\", \"type\": \"whole\", \"min\": 1, \"required\": true},"
    "{\"name\": \"each\", \"type\": \"number\", \"min\": 0, \"default\": 0},"
    "{\"name\": \"note\", \"type\": \"text\", \"max\": 5}]}]}";

static struct value *check(const char *patient, const struct make_setting *settings, size_t count) {
    struct error err = {0};
    const struct value *declared = json(declaration);
    found = (struct field_problems){.file = "p.json"};
    assert_true(fields_check_declaration(declared, &err));
    return fields_check(&arena, declared, json(patient), settings, count, &found);
}

static const struct value *entry_of(const struct value *result, size_t i) {
    const struct value *plan = value_find(result, "plan");
    assert_non_null(plan);
    assert_true(plan->kind == VALUE_LIST && i < plan->count);
    return plan->items[i];
}

static void assert_refused(const char *patient, const char *message) {
    assert_null(check(patient, NULL, 0));
    assert_int_equal(found.count, 1);
    assert_string_equal(found.messages[0], message);
}

static void each_part_is_brought_to_its_type(void **state) {
    (void)state;
    const struct value *result =
        check("{\"plan\": [{\"week\": \"1\", \"each\": 2.5, \"note\": \"slow\"}, {\"week\": 2}]}",
              NULL, 0);
    assert_non_null(result);
    assert_int_equal(value_find(entry_of(result, 0), "week")->kind, VALUE_NUMBER);
    assert_true(value_number(value_find(entry_of(result, 0), "each"), -1) == 2.5);
    assert_string_equal(value_text(value_find(entry_of(result, 0), "note"), ""), "slow");
    assert_true(value_number(value_find(entry_of(result, 1), "each"), -1) == 0);
    assert_null(value_find(entry_of(result, 1), "note"));
}

static void a_value_alone_is_the_first_part(void **state) {
    (void)state;
    const struct value *result = check("{\"plan\": [3, \"4\"]}", NULL, 0);
    assert_non_null(result);
    assert_true(value_number(value_find(entry_of(result, 0), "week"), -1) == 3);
    assert_true(value_number(value_find(entry_of(result, 1), "week"), -1) == 4);
    result = check("{\"plan\": 5}", NULL, 0);
    assert_true(value_number(value_find(entry_of(result, 0), "week"), -1) == 5);
}

static void a_setting_or_a_cell_writes_the_list_as_json(void **state) {
    (void)state;
    const struct make_setting good[] = {{"plan", " [{\"week\": 1}, {\"week\": 2, \"each\": 4}]"}};
    const struct value *result = check("{}", good, 1);
    assert_non_null(result);
    assert_true(value_number(value_find(entry_of(result, 1), "each"), -1) == 4);
    const struct make_setting bad[] = {{"plan", "[{\"week\": 1}"}};
    assert_null(check("{}", bad, 1));
    assert_int_equal(found.count, 1);
}

static void all_that_is_wrong_is_told_without_the_values(void **state) {
    (void)state;
    assert_refused("{\"plan\": [{\"week\": 0, \"note\": \"Xyzzy99\"}, {\"ech\": 1}, true]}",
                   "p.json: plan: entry 1: week: expected a whole number of at least 1; "
                   "entry 1: note: expected one line of text of at most 5 characters; "
                   "entry 2: unknown name 'ech' (did you mean 'each'?); "
                   "entry 2: week: missing, expected a whole number of at least 1; "
                   "entry 3: expected a value under each name");
    assert_refused("{\"plan\": [1, 2, 3, 4]}",
                   "p.json: plan: expected a list whose entries have week, each and note");
    assert_refused("{\"plan\": [[1]]}", "p.json: plan: entry 1: expected a value under each name");
}

static void an_empty_list_is_no_answer(void **state) {
    (void)state;
    const struct value *result = check("{\"plan\": []}", NULL, 0);
    assert_non_null(result);
    assert_null(value_find(result, "plan"));
}

static void declarations_with_mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *field, *part;
    } cases[] = {
        {"{\"name\": \"a\", \"type\": \"text\", \"of\": [{\"name\": \"b\", \"type\": \"text\"}]}",
         "of: goes with a list"},
        {"{\"name\": \"a\", \"type\": \"list\", \"of\": []}", "at least one field"},
        {"{\"name\": \"a\", \"type\": \"list\", \"of\": [{\"name\": \"b\", \"type\": \"txt\"}]}",
         "did you mean 'text'?"},
        {"{\"name\": \"a\", \"type\": \"list\", \"of\": [{\"name\": \"b\", \"type\": \"text\", "
         "\"personal\": true}]}",
         "'personal' does not go inside a record"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        assert_false(fields_check_declaration(
            json(arena_format(&arena, "{\"fields\": [%s]}", cases[i].field)), &err));
        if (!strstr(err.message, cases[i].part))
            fail_msg("'%s' is not in '%s'", cases[i].part, err.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIELDS_TEST(each_part_is_brought_to_its_type),
        FIELDS_TEST(a_value_alone_is_the_first_part),
        FIELDS_TEST(a_setting_or_a_cell_writes_the_list_as_json),
        FIELDS_TEST(all_that_is_wrong_is_told_without_the_values),
        FIELDS_TEST(an_empty_list_is_no_answer),
        FIELDS_TEST(declarations_with_mistakes_are_named),
    };
    return cmocka_run_group_tests_name("field_records", tests, NULL, NULL);
}
