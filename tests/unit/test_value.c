/* test_value.c - plain data from YAML and JSON, and what both refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/value.h"
#include "data_fixture.h"

static struct arena arena;
static struct error err;

static int empty_arena(void **state) {
    (void)state;
    arena_release(&arena);
    err = (struct error){0};
    return 0;
}

static const struct value *yaml(const char *text) {
    return value_read_yaml(&arena, slice_of(text), "f.yaml", 1, &err);
}

static const struct value *json(const char *text) {
    return value_read_json(&arena, slice_of(text), "f.json", &err);
}

static void assert_refused(const struct value *value, const char *message) {
    assert_null(value);
    assert_int_equal(err.code, ERROR_INPUT);
    assert_string_equal(err.message, message);
}

static void yaml_scalars_mean_what_they_look_like(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum value_kind kind;
    } cases[] = {
        {"heel", VALUE_TEXT},       {"true", VALUE_BOOLEAN}, {"no", VALUE_TEXT},
        {"'true'", VALUE_TEXT},     {"~", VALUE_NULL},       {"null", VALUE_NULL},
        {"\"null\"", VALUE_TEXT},   {"8", VALUE_NUMBER},     {"-2.50", VALUE_NUMBER},
        {"1e3", VALUE_NUMBER},      {"'8'", VALUE_TEXT},     {"012", VALUE_TEXT},
        {"+44", VALUE_TEXT},        {"0x1F", VALUE_TEXT},    {"1_000", VALUE_TEXT},
        {"2026-03-02", VALUE_TEXT}, {"12:30", VALUE_TEXT},   {".5", VALUE_TEXT},
        {"1e999", VALUE_TEXT},      {"0", VALUE_NUMBER},     {"-0", VALUE_NUMBER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct value *value = yaml(cases[i].text);
        assert_non_null(value);
        if (value->kind != cases[i].kind)
            fail_msg("'%s' is a %s", cases[i].text, value_kind_name(value->kind));
    }
}

static void scalars_keep_the_text_they_were_written_with(void **state) {
    (void)state;
    const struct value *map = yaml("phone: 01632960001\nlift: 8.0\nbig: 123456789012345678901\n");
    assert_string_equal(value_text(value_find(map, "phone"), ""), "01632960001");
    assert_string_equal(value_text(value_find(map, "lift"), ""), "8.0");
    assert_false(value_find(map, "lift")->whole);
    const struct value *big = value_find(map, "big");
    assert_int_equal(big->kind, VALUE_NUMBER);
    assert_false(big->whole);
    assert_string_equal(big->text.data, "123456789012345678901");
    assert_null(value_find(map, "absent"));
    assert_string_equal(value_text(NULL, "fallback"), "fallback");
}

static void yaml_values_know_their_lines(void **state) {
    (void)state;
    const struct value *map = value_read_yaml(
        &arena, slice_of("a: 1\nb:\n  c: x\n  d: |\n    long\n    text\nlist:\n  - p\n  - q\n"),
        "f.md", 10, &err);
    assert_int_equal(value_find(map, "a")->line, 10);
    const struct value *b = value_find(map, "b");
    assert_int_equal(b->line, 11); /* of its key, not of its first item */
    assert_int_equal(value_find(b, "d")->line, 13);
    assert_string_equal(value_text(value_find(b, "d"), ""), "long\ntext\n");
    const struct value *list = value_find(map, "list");
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[1]->line, 18);
}

static void surprising_yaml_is_refused(void **state) {
    (void)state;
    assert_refused(yaml("a: 1\nb: 2\na: 3\n"),
                   "f.yaml:3:1: key 'a' stands here twice, first in line 1");
    assert_refused(yaml("a: &x 1\n"),
                   "f.yaml:1:4: anchors (&) are not supported, put the text in 'quotes'");
    assert_refused(yaml("a: *x\n"),
                   "f.yaml:1:4: aliases (*) are not supported, put the text in 'quotes'");
    assert_refused(yaml("a: !!str 1\n"), "f.yaml:1:4: tags (!) are not supported");
    assert_refused(yaml("[a]: 1\n"), "f.yaml:1:1: a key must be a text");
    assert_refused(yaml("? \n: 1\n"), "f.yaml:1:2: a key must be a text");
    assert_refused(yaml("a: 1\n---\nb: 2\n"), "f.yaml:2:1: a second document begins, expected one");
    assert_refused(yaml("a: 1\nb: \xFF\n"), "f.yaml:2:1: invalid UTF-8 at byte 8");
    assert_refused(yaml("a: \"\\0\"\n"), "f.yaml:1:4: text holds a NUL character");
    assert_null(yaml("a: b: c\n"));
    assert_memory_equal(err.message, "f.yaml:1:", 9);
    assert_null(yaml("a: \x01\n"));
    assert_memory_equal(err.message, "f.yaml:1:", 9);
}

static void deep_nesting_is_refused_and_64_levels_are_not(void **state) {
    (void)state;
    char text[2 * 100000 + 2] = "";
    for (int depth = 63; depth <= 65; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        /* the innermost list is level `depth` */
        assert_int_equal(yaml(text) != NULL, depth <= 64);
        assert_int_equal(json(text) != NULL, depth <= 64);
    }
    memset(text, '[', 100000);
    text[100000] = '\0';
    assert_null(yaml(text));
    assert_null(json(text));
}

static void an_empty_document_is_nothing(void **state) {
    (void)state;
    assert_int_equal(yaml("")->kind, VALUE_NULL);
    assert_int_equal(yaml("# only a comment\n")->kind, VALUE_NULL);
    assert_null(json(""));
}

static void json_is_read_in_order(void **state) {
    (void)state;
    const struct value *map =
        json("\xEF\xBB\xBF{\"z\": 8, \"a\": [true, null, \"x\\u00e9\", 0.1, 1.0]}");
    assert_string_equal(map->keys[0].data, "z");
    assert_true(map->items[0]->whole);
    assert_int_equal(map->items[0]->integer, 8);
    const struct value *list = map->items[1];
    assert_true(value_boolean(list->items[0], false));
    assert_int_equal(list->items[1]->kind, VALUE_NULL);
    assert_string_equal(list->items[2]->text.data, "xé");
    assert_string_equal(list->items[3]->text.data, "0.1");
    assert_false(list->items[4]->whole);
    assert_true(value_number(list->items[4], 0) == 1.0);
}

static void json_errors_have_a_place_and_never_the_value(void **state) {
    (void)state;
    assert_null(json("{\"name\": \"Jane\"\n \"Doe\": 1}"));
    assert_memory_equal(err.message, "f.json:2:", 9);
    assert_null(strstr(err.message, "Doe"));
    assert_refused(json("123\n\x01"), "f.json:2:1: end of file expected");
    assert_null(json("{\"a\": 1, \"a\": 2}"));
    assert_non_null(strstr(err.message, "duplicate"));
    assert_null(json("\"\\u0000\""));
    assert_null(value_read_json(&arena, slice_make("1\0 2", 4), "f.json", &err));
    assert_string_equal(err.message, "f.json:1:1: NUL byte");
}

static void building_a_tree_by_hand(void **state) {
    (void)state;
    struct value *map = value_new(&arena, VALUE_MAP);
    struct value *list = value_new(&arena, VALUE_LIST);
    for (int i = 0; i < 100; i++)
        value_list_add(&arena, list, value_new_number(&arena, i / 4.0));
    value_map_add(&arena, map, slice_make("listing", 4), list);
    value_map_add(&arena, map, slice_of("name"), value_new_text(&arena, slice_of("Jane")));
    assert_int_equal(value_find(map, "list")->count, 100);
    assert_string_equal(list->items[99]->text.data, "24.75");
    assert_true(list->items[8]->whole);
    assert_string_equal(list->items[8]->text.data, "2");
    assert_string_equal(value_text(value_find(map, "name"), ""), "Jane");
}

struct suite {
    const char *folder;
    int accepted, refused;
};

/* JSONTestSuite names its files y_ (must be accepted), n_ (must be refused) and i_ (either). */
static bool check_json_file(void *context, const char *relative, const struct file_stamp *stamp,
                            const char *problem, bool *stop) {
    static const char *const ours[] = {
        /* we refuse duplicate keys and texts with a NUL */
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
        "y_object_escaped_null_in_key.json", "y_string_null_escape.json"};
    struct suite *suite = context;
    (void)stop;
    if (!stamp || problem)
        return false;
    struct slice text;
    struct arena scratch = {0};
    assert_true(
        file_read(&scratch, file_join(&scratch, suite->folder, relative), 1 << 20, &text, &err));
    bool accepted = value_read_json(&scratch, text, relative, &err) != NULL;
    bool expected = relative[0] == 'y';
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(relative, ours[i]) == 0)
            expected = false;
    if (relative[0] != 'i' && accepted != expected)
        fail_msg("%s was %s", relative, accepted ? "accepted" : "refused");
    value_read_yaml(&scratch, text, relative, 1, &err); /* must only not crash */
    suite->accepted += accepted;
    suite->refused += !accepted;
    arena_release(&scratch);
    return false;
}

static void hostile_json_is_told_apart(void **state) {
    (void)state;
    struct suite suite = {0};
    suite.folder = data_path("hostile/json/test_parsing");
    if (!suite.folder)
        skip();
    assert_true(file_walk(suite.folder, check_json_file, &suite, &err));
    assert_true(suite.accepted > 80 && suite.refused > 180);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(yaml_scalars_mean_what_they_look_like, empty_arena),
        cmocka_unit_test_teardown(scalars_keep_the_text_they_were_written_with, empty_arena),
        cmocka_unit_test_teardown(yaml_values_know_their_lines, empty_arena),
        cmocka_unit_test_teardown(surprising_yaml_is_refused, empty_arena),
        cmocka_unit_test_teardown(deep_nesting_is_refused_and_64_levels_are_not, empty_arena),
        cmocka_unit_test_teardown(an_empty_document_is_nothing, empty_arena),
        cmocka_unit_test_teardown(json_is_read_in_order, empty_arena),
        cmocka_unit_test_teardown(json_errors_have_a_place_and_never_the_value, empty_arena),
        cmocka_unit_test_teardown(building_a_tree_by_hand, empty_arena),
        cmocka_unit_test_teardown(hostile_json_is_told_apart, empty_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
