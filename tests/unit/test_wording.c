/* test_wording.c - the sentences patients read, and the mistakes in their file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

#include "base/file.h"
#include "corpus/wording.h"

#include <unistd.h>

static struct arena arena;
static struct error err;
static char path[] = "/tmp/footnote-wording-XXXXXX";

static int make_file(void **state) {
    (void)state;
    strcpy(path + sizeof path - 7, "XXXXXX");
    int descriptor = mkstemp(path);
    close(descriptor);
    return descriptor < 0;
}

static int remove_file(void **state) {
    (void)state;
    unlink(path);
    arena_release(&arena);
    return 0;
}

static const struct wording *wording(const char *text) {
    assert_true(file_write_atomic(path, slice_of(text), 0600, &err));
    return wording_read(&arena, path, &err);
}

/* Each expected line is what stands behind "file:". */
static void assert_mistakes(const char *text, const char *const *expected, size_t count) {
    struct strbuf all = {0};
    assert_null(wording(text));
    assert_int_equal(err.code, ERROR_INPUT);
    for (size_t i = 0; i < count; i++)
        strbuf_add_format(&all, "%s%s:%s", i ? "\n" : "", path, expected[i]);
    assert_string_equal(err.message, strbuf_text(&all));
    strbuf_release(&all);
}

static void entries_are_read_and_found(void **state) {
    (void)state;
    const struct wording *file = wording(
        "language: en\nversion: \"1.0\"\nreviewer: A. Person\nreviewed_on: 2026-11-21\nentries:\n"
        "  lift.purpose:\n    class: R\n    text: >\n      The lift raises\n      your {side} "
        "heel.\n"
        "    facts: [F018, F042]\n    query: heel lift raises\n    must_hit: [raises the heel]\n"
        "    article: insert-types\n"
        "  call.us:\n    class: C\n    text: Call us.\n    approver: Dr B\n"
        "    approved_on: 2026-01-02\n"
        "  title:\n    class: G\n    text: Your insert\n");
    if (!file)
        fail_msg("%s", err.message);
    assert_int_equal(file->count, 3);
    assert_string_equal(file->language, "en");
    const struct wording_entry *entry = wording_find(file, "lift.purpose");
    assert_int_equal(entry->class_letter, 'R');
    assert_string_equal(entry->text, "The lift raises your {side} heel.");
    assert_int_equal(entry->fact_count, 2);
    assert_string_equal(entry->facts[1], "F042");
    assert_string_equal(entry->must_hit[0], "raises the heel");
    assert_string_equal(entry->article, "insert-types");
    assert_string_equal(entry->reviewer, "A. Person");
    assert_string_equal(entry->reviewed_on, "2026-11-21");
    assert_int_equal(entry->line, 6);
    entry = wording_find(file, "call.us");
    assert_string_equal(entry->reviewer, "Dr B");
    assert_string_equal(entry->reviewed_on, "2026-01-02");
    assert_string_equal(entry->query, "");
    assert_null(wording_find(file, "lift.purpos"));
    assert_string_equal(wording_nearest(file, "lift.purpos"), "lift.purpose");
    assert_null(wording_nearest(file, "something.else"));
}

static void clinic_advice_has_the_files_approver(void **state) {
    (void)state;
    const struct wording *file =
        wording("language: en\nreviewer: A. Person\nreviewed_on: 2026-11-21\n"
                "approver: Dr B\napproved_on: 2026-01-02\nentries:\n"
                "  call.us:\n    class: C\n    text: Call us.\n"
                "  title:\n    class: G\n    text: Your insert\n");
    if (!file)
        fail_msg("%s", err.message);
    const struct wording_entry *entry = wording_find(file, "call.us");
    assert_string_equal(entry->reviewer, "Dr B");
    assert_string_equal(entry->reviewed_on, "2026-01-02");
    entry = wording_find(file, "title");
    assert_string_equal(entry->reviewer, "A. Person");
    assert_string_equal(entry->reviewed_on, "2026-11-21");
    static const char *const expected[] = {
        "3: 'approved_on' is '2 Jan', expected a date as YYYY-MM-DD"};
    assert_mistakes("language: en\nreviewer: P\napproved_on: 2 Jan\nentries:\n"
                    "  title:\n    class: G\n    text: Your insert\n",
                    expected, 1);
}

static void all_mistakes_are_named_with_their_lines(void **state) {
    (void)state;
    static const char *const expected[] = {
        "3: unknown key 'colour'",
        "5: 'a' has class 'X', expected Q, R, C or G",
        "11: unknown key 'txt' (did you mean 'text'?)",
        "9: 'b' has no text",
        "9: 'b' has no facts, class R needs them",
        "9: 'b' has no query, class R needs one",
        "9: 'b' has no must_hit, class R needs it",
        "9: 'b' has no reviewer, and the file names none",
        "12: 'c' has no class, expected Q, R, C or G",
        "14: 'd' is a text, expected class, text and so on",
        "20: 'reviewed_on' is a list, expected a text",
        "15: 'e' has must_hit 'A Capital', expected lower case",
        "15: 'e' has a brace in its text that is no {slot}",
    };
    assert_mistakes("language: en\nversion: 1\ncolour: x\nentries:\n  a:\n    class: X\n"
                    "    text: x\n    reviewer: P\n"
                    "  b:\n    class: R\n    txt: x\n  c:\n    text: x\n  d: just text\n"
                    "  e:\n    class: Q\n    text: a {b\n    reviewer: P\n    facts: F001\n"
                    "    reviewed_on: [x]\n    query: q\n    must_hit: [A Capital]\n",
                    expected, sizeof expected / sizeof *expected);
}

static void a_file_without_entries_is_an_error(void **state) {
    (void)state;
    static const char *const expected[] = {
        "1: no entries, expected 'entries:' with a key and its fields below it"};
    assert_mistakes("language: en\n", expected, 1);
    static const char *const list[] = {
        "1: is a list, expected language, version, reviewer and entries"};
    assert_mistakes("- a\n", list, 1);
    assert_null(wording("entries: [\n"));
    assert_int_equal(err.code, ERROR_INPUT);
    assert_null(wording_read(&arena, "/nowhere/en.yaml", &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
}

static void the_shipped_wording_is_free_of_mistakes(void **state) {
    (void)state;
    if (!file_exists("corpus/wording/en.yaml")) {
        print_message("skipped: not run from the source folder\n");
        skip();
    }
    const struct wording *file = wording_read(&arena, "corpus/wording/en.yaml", &err);
    if (!file)
        fail_msg("%s", err.message);
    assert_true(file->count > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_are_read_and_found, make_file, remove_file),
        cmocka_unit_test_setup_teardown(clinic_advice_has_the_files_approver, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(all_mistakes_are_named_with_their_lines, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(a_file_without_entries_is_an_error, make_file, remove_file),
        cmocka_unit_test_setup_teardown(the_shipped_wording_is_free_of_mistakes, make_file,
                                        remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
