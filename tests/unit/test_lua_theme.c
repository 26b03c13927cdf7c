/* Themes: theme.lua and C say the same, every key is checked, and what can't be read is refused. */
#include "lua_fixture.h"

#include "base/file.h"
#include "layout/theme.h"

#define HEAD "local theme = require 'lib.theme'\n"

/* The real module. The tests run in the source's folder. */
static const struct fixture_module *modules(struct arena *arena) {
    struct slice source;
    struct error err = {0};
    if (!file_read(arena, "scripts/lib/theme.lua", 1 << 20, &source, &err))
        fail_msg("%s", err.message);
    struct fixture_module *list = arena_new_array(arena, 2, struct fixture_module);
    list[0] = (struct fixture_module){"lib.theme", source.data};
    return list;
}

static bool read_theme(struct fixture *fixture, const char *expression) {
    fixture_open(fixture);
    fixture->modules = modules(&fixture->arena);
    return fixture_run(fixture, arena_format(&fixture->arena,
                                             HEAD "return document { title = 'T', theme = %s,\n"
                                                  "heading { level = 1, 'T' } }",
                                             expression));
}

static void refuses(const char *expression, const char *expected) {
    struct fixture fixture;
    if (read_theme(&fixture, expression))
        fail_msg("accepted: %s", expression);
    fixture_check_message(&fixture, expected);
    fixture_check_message(&fixture, "report.lua:");
    assert_int_equal(fixture.err.code, ERROR_SCRIPT);
    fixture_close(&fixture);
}

/* ---- one truth ------------------------------------------------------------------------------- */

static size_t bytes_of(enum theme_field_type type) {
    switch (type) {
    case THEME_LENGTH:
        return sizeof(double);
    case THEME_TYPE_SIZE:
        return sizeof(struct type_size);
    case THEME_BOX_PADDING:
        return sizeof(struct box_padding);
    case THEME_WHOLE:
        return sizeof(int);
    case THEME_FLAG:
        return sizeof(bool);
    case THEME_TEXT:
        return sizeof(const char *);
    case THEME_PAPER:
        return sizeof(enum theme_paper);
    }
    return 0;
}

static void the_clinics_theme_is_the_standard_one_field_by_field(void **state) {
    (void)state;
    struct fixture fixture;
    if (!read_theme(&fixture, "theme.clinic"))
        fail_msg("%s", fixture.err.message);
    size_t count;
    const struct theme_field *fields = theme_fields(&count);
    const char *ours = (const char *)theme_standard(), *read = (const char *)fixture.doc->theme;
    assert_ptr_not_equal(ours, read);
    for (size_t i = 0; i < count; i++) {
        const char *a = ours + fields[i].offset, *b = read + fields[i].offset;
        bool same = fields[i].type == THEME_TEXT ? strcmp(*(char *const *)a, *(char *const *)b) == 0
                                                 : memcmp(a, b, bytes_of(fields[i].type)) == 0;
        if (!same)
            fail_msg("%s differs between theme.c and theme.lua", fields[i].name);
    }
    fixture_close(&fixture);
}

/* A member without a row would be 0 in every theme of a script. */
static void every_member_of_the_struct_has_a_row(void **state) {
    (void)state;
    size_t count;
    const struct theme_field *fields = theme_fields(&count);
    size_t end = 0;
    for (size_t i = 0; i < count; i++) {
        size_t alignment = bytes_of(fields[i].type) < 8 ? bytes_of(fields[i].type) : 8;
        size_t begin = (end + alignment - 1) / alignment * alignment;
        if (fields[i].offset != begin) /* in the order of the struct, without a hole */
            fail_msg("%s: the rows leave out what stands before it", fields[i].name);
        end = begin + bytes_of(fields[i].type);
    }
    assert_true(sizeof(struct theme) - end < 8);
}

static void the_themes_that_ship_can_be_printed(void **state) {
    (void)state;
    static const char *const names[] = {"clinic", "letter", "large_print", "large_print_letter",
                                        "high_contrast"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture fixture;
        fixture_open(&fixture);
        const char *expression = arena_format(&fixture.arena, "theme.%s", names[i]);
        struct fixture inner;
        if (!read_theme(&inner, expression))
            fail_msg("%s: %s", names[i], inner.err.message);
        fixture_close(&inner);
        fixture_close(&fixture);
    }
}

static void assert_large(const char *expression) {
    struct fixture fixture;
    assert_true(read_theme(&fixture, expression));
    const struct theme *theme = fixture.doc->theme;
    const struct type_size *types[] = {&theme->title, &theme->heading,      &theme->subheading,
                                       &theme->body,  &theme->main_message, &theme->note,
                                       &theme->header};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        assert_true(types[i]->size_pt >= 18);
    assert_true(theme->mark_size_pt >= 18 && theme->mark_raise_pt == 0);
    assert_true(theme->marks_in_brackets && theme->one_column && theme->stacked_tables);
    assert_true(theme->body.leading_pt >= 1.5 * theme->body.size_pt);
    assert_false(theme->hyphenation_allowed);
    assert_int_equal(theme->footer_lines, 2);
    fixture_close(&fixture);
}

static void large_print_has_nothing_below_18_points(void **state) {
    (void)state;
    assert_large("theme.large_print");
    assert_large("theme.large_print_letter");
}

/* ---- deriving -------------------------------------------------------------------------------- */

static void extending_changes_what_is_named_and_nothing_else(void **state) {
    (void)state;
    struct fixture fixture;
    if (!read_theme(&fixture, "theme.extend(theme.clinic, { body = { 14, 18 }, paper = 'letter',\n"
                              "main_box = { top = 10 }, margin = theme.mm(20) })"))
        fail_msg("%s", fixture.err.message);
    const struct theme *theme = fixture.doc->theme;
    assert_true(theme->body.size_pt == 14 && theme->body.leading_pt == 18);
    assert_true(theme->main_box.top == 10 && theme->main_box.sides == 12);
    assert_true(theme->margin_pt > 56.69 && theme->margin_pt < 56.70);
    assert_true(theme->note.size_pt == theme_standard()->note.size_pt);
    assert_int_equal(fixture.doc->paper, PAPER_LETTER);
    fixture_close(&fixture);
}

static void the_documents_paper_goes_before_the_themes(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.modules = modules(&fixture.arena);
    assert_true(fixture_run(&fixture,
                            HEAD "return document { title = 'T', paper = 'a4',\n"
                                 "theme = theme.extend(theme.clinic, { paper = 'letter' }),\n"
                                 "heading { level = 1, 'T' } }"));
    assert_int_equal(fixture.doc->paper, PAPER_A4);
    fixture_close(&fixture);
}

static void extending_leaves_the_base_as_it_was(void **state) {
    (void)state;
    struct fixture fixture;
    assert_true(read_theme(&fixture,
                           "(function() local t = theme.extend(theme.clinic, {})\n"
                           "t.body[1], t.main_box.top = 40, 40 return theme.clinic end)()"));
    assert_true(fixture.doc->theme->body.size_pt == 13);
    assert_true(fixture.doc->theme->main_box.top == 8);
    fixture_close(&fixture);
}

/* ---- refusing -------------------------------------------------------------------------------- */

#define CHANGED(change)                                                                            \
    "(function() local t = theme.extend(theme.clinic, {}) " change " return t end)()"

static void unknown_and_missing_keys_are_named(void **state) {
    (void)state;
    refuses("theme.extend(theme.clinic, { bodi = { 14, 18 } })",
            "unknown key 'bodi' (did you mean 'body'?)");
    refuses("theme.extend(theme.clinic, { main_box = { topp = 3 } })",
            "unknown key 'main_box.topp' (did you mean 'top'?)");
    refuses(CHANGED("t.rule_thinn = 2"),
            "theme: unknown key 'rule_thinn' (did you mean 'rule_thin'?)");
    refuses(CHANGED("t.body = nil"), "theme: 'body' is missing");
    refuses(CHANGED("t.main_box.gap = nil"),
            "theme: main_box.gap must be a number of points, got nil");
    refuses(CHANGED("t[1] = 2"), "theme: every key must be a name");
    refuses("theme.large_prnt", "no theme 'large_prnt' (did you mean 'large_print'?)");
    refuses("'clinic'", "theme must be a table of require \"lib.theme\", got string");
}

static void wrong_types_are_named(void **state) {
    (void)state;
    refuses(CHANGED("t.body = 14"), "theme: body must be { size, leading }, got number");
    refuses(CHANGED("t.body = { 14 }"), "theme: body must be { size, leading }");
    refuses(CHANGED("t.body = { 14, '18' }"), "theme: body.leading must be a number of points");
    refuses(CHANGED("t.one_column = 1"), "theme: one_column must be true or false, got number");
    refuses(CHANGED("t.face = 3"), "theme: face must be a text");
    refuses(CHANGED("t.face = ''"), "theme: face must be a name of 1 to 60 characters");
    refuses(CHANGED("t.face = 'Carlito:bold'"), "without a colon");
    refuses(CHANGED("t.paper = 'a5'"), "theme: unknown paper 'a5'");
    refuses(CHANGED("t.footer_lines = 1.5"), "theme: footer_lines must be a whole number");
}

static void what_patients_cant_read_is_refused(void **state) {
    (void)state;
    refuses(CHANGED("t.body = { 11, 14 }"), "theme: body.size is 11: it must be 12 to 96");
    refuses(CHANGED("t.mark_size = 8.9"), "theme: mark_size is 8.90: it must be 9 to 96");
    refuses(CHANGED("t.note = { 12, 14 }"), "note: a leading of 14.0 is less than 1.2 times");
    refuses(CHANGED("t.title = { 22, 24 }"), "title: a leading of 24.0 is less than 1.1 times");
    refuses(CHANGED("t.rule_thin = 0.7"), "theme: rule_thin is 0.70: it must be 0.75 to 12");
    refuses(CHANGED("t.margin = theme.mm(9)"), "theme: margin is 25.51: it must be 28.35 to 200");
}

static void numbers_that_are_none_are_refused(void **state) {
    (void)state;
    refuses(CHANGED("t.icon = 0/0"), "theme: icon is not a finite number");
    refuses(CHANGED("t.icon = math.huge"), "theme: icon is not a finite number");
    refuses(CHANGED("t.band_gap = -1"), "theme: band_gap is -1: it must be 0 to 200");
    refuses(CHANGED("t.icon = 1e300"), "theme: icon is far too large");
    refuses(CHANGED("t.body = { 0/0, 18 }"), "theme: body.size is not a finite number");
}

static void what_does_not_fit_together_is_refused(void **state) {
    (void)state;
    refuses(CHANGED("t.band_gap = 30"), "band_gap must lie between band_gap_min and band_gap_max");
    refuses(CHANGED("t.rule_thick = 1.5"), "rule_thin, rule_medium and rule_thick must rise");
    refuses(CHANGED("t.footer_lines, t.footer_rule_below = 2, 20"),
            "theme 'clinic': the footer needs 56.8, margin_bottom is 51.0");
    refuses(CHANGED("t.header_rule_y = 30"), "the header must fit");
    refuses(CHANGED("t.least_type = 18"), "a size of 16.0 is less than least_type, 18.0");
}

static void letters_typed_in_two_ways_are_printed_in_one(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_true(fixture_block(&fixture, "para { 'e\xCC\x81', value 'z\xCC\x87' }"));
    const struct node *paragraph = fixture.doc->root->first_child->next;
    assert_string_equal(node_plain_text(&fixture.arena, paragraph), "éż");
    fixture_close(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clinics_theme_is_the_standard_one_field_by_field),
        cmocka_unit_test(every_member_of_the_struct_has_a_row),
        cmocka_unit_test(the_themes_that_ship_can_be_printed),
        cmocka_unit_test(large_print_has_nothing_below_18_points),
        cmocka_unit_test(extending_changes_what_is_named_and_nothing_else),
        cmocka_unit_test(the_documents_paper_goes_before_the_themes),
        cmocka_unit_test(extending_leaves_the_base_as_it_was),
        cmocka_unit_test(unknown_and_missing_keys_are_named),
        cmocka_unit_test(wrong_types_are_named),
        cmocka_unit_test(what_patients_cant_read_is_refused),
        cmocka_unit_test(numbers_that_are_none_are_refused),
        cmocka_unit_test(what_does_not_fit_together_is_refused),
        cmocka_unit_test(letters_typed_in_two_ways_are_printed_in_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
