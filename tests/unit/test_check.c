/* test_check.c - grades written into a wording file, and scripts read as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "make/checks/check.h"

#include <stdlib.h>
#include <unistd.h>

static const char wording_text[] = "# Ours.\n"
                                   "language: en\n"
                                   "version: \"1.0\"\n"
                                   "reviewer: R. Reader\n"
                                   "reviewed_on: 2026-10-01\n"
                                   "entries:\n"
                                   "\n"
                                   "  # The first.\n"
                                   "  a.one:\n"
                                   "    class: C\n"
                                   "    text: \"Start slowly.\"\n"
                                   "    grade: 9.9\n"
                                   "\n"
                                   "  # Glue.\n"
                                   "  a.label: {class: G, text: \"Today\"}\n"
                                   "  a.flow: {class: C, text: \"Walk first.\"}\n"
                                   "  a.last:\n"
                                   "    class: C\n"
                                   "    by: side\n"
                                   "    text:\n"
                                   "      left: \"Left.\"\n"
                                   "      right: \"Then the other right one.\"\n";

static const char *in_folder(struct arena *arena, const char *folder, const char *name,
                             const char *text) {
    struct error err = {0};
    const char *file = file_join(arena, folder, name);
    assert_true(file_write_atomic(file, slice_of(text), 0600, &err));
    return file;
}

static const char *new_folder(struct arena *arena) {
    char *folder = arena_text(arena, "/tmp/footnote-check-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void remove_folder(struct arena *arena, const char *folder, const char *const *names) {
    for (size_t i = 0; names[i]; i++)
        unlink(file_join(arena, folder, names[i]));
    rmdir(folder);
}

static const char *const our_files[] = {"en.yaml", "own.lua", NULL};

/* Start slow-ly: 2 words, 3 syllables: 0.39 * 2 + 11.8 * 1.5 - 15.59 = 2.89. "Walk first." 2 words,
 * 2 syllables: -3.01. "Then the oth-er right one." 5 words, 6 syllables: 0.52; harder than "Left."
 */
static void grades_are_written_and_nothing_else_changes(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    const char *folder = new_folder(&arena);
    struct wording *wording =
        wording_read(&arena, in_folder(&arena, folder, "en.yaml", wording_text), &err);
    assert_non_null(wording);
    assert_string_equal(check_with_grades(&arena, wording, slice_of(wording_text), NULL),
                        "# Ours.\n"
                        "language: en\n"
                        "version: \"1.0\"\n"
                        "reviewer: R. Reader\n"
                        "reviewed_on: 2026-10-01\n"
                        "entries:\n"
                        "\n"
                        "  # The first.\n"
                        "  a.one:\n"
                        "    class: C\n"
                        "    text: \"Start slowly.\"\n"
                        "    grade: 2.9\n"
                        "\n"
                        "  # Glue.\n"
                        "  a.label: {class: G, text: \"Today\"}\n"
                        "  a.flow: {class: C, text: \"Walk first.\", grade: -3.0}\n"
                        "  a.last:\n"
                        "    class: C\n"
                        "    by: side\n"
                        "    text:\n"
                        "      left: \"Left.\"\n"
                        "      right: \"Then the other right one.\"\n"
                        "    grade: 0.5\n");
    remove_folder(&arena, folder, our_files);
    arena_release(&arena);
}

/* What a script does with a string decides: only what it places must come from the wording. */
static void placed_words_and_unknown_keys_are_found_in_scripts(void **state) {
    (void)state;
    static const struct {
        const char *script;
        int faults;
    } cases[] = {
        {"return para \"Rest your heel.\"", 1},
        {"return para { role = \"note now\", \"Rest your heel.\" }", 1},
        {"return para { bold(\"Rest your heel.\") }", 1},
        {"return figure { alt = alt, caption = \"Rest your heel.\" }", 1},
        {"return para { restate \"a.one\", \" \", value(\"Kim Sample\") }", 0},
        {"return para { restate(\"a.\" .. key), \" - \" }", 0},
        {"footnote.refuse(\"S04\", \"See or refer today.\") -- para \"x y z\"", 0},
        {"--[[ para \"Rest your heel.\" ]] return para(words(\"a.label\"))", 0},
        {"return para(words(\"a.lable\"))", 1},
        {"local t = [[para \"Rest your heel.\"]]", 0},
        {"return para 'Rest your heel.'", 1},
    };
    struct arena arena = {0};
    struct error err = {0};
    const char *folder = new_folder(&arena);
    struct wording *wording =
        wording_read(&arena, in_folder(&arena, folder, "en.yaml", wording_text), &err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct check_list list = {.arena = &arena};
        const char *file = in_folder(&arena, folder, "own.lua", cases[i].script);
        assert_true(check_script(&list, check_keys_begin(&arena), file, wording, &err));
        if ((int)list.fault_count != cases[i].faults)
            fail_msg("%s: %zu faults, expected %d", cases[i].script, list.fault_count,
                     cases[i].faults);
    }
    remove_folder(&arena, folder, our_files);
    arena_release(&arena);
}

static void keys_that_nobody_names_are_warned_of(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    const char *folder = new_folder(&arena);
    struct wording *wording =
        wording_read(&arena, in_folder(&arena, folder, "en.yaml", wording_text), &err);
    struct check_list list = {.arena = &arena};
    struct key_use *use = check_keys_begin(&arena);
    const char *file =
        in_folder(&arena, folder, "own.lua", "local k = \"a.one\"; local f = \"a.fl\" .. \"ow\"");
    assert_true(check_script(&list, use, file, wording, &err));
    check_unused(&list, use, wording);
    assert_int_equal(list.count, 3); /* a.label, a.flow, a.last */
    assert_true(list.items[0].warning);
    assert_string_equal(list.items[0].text, "'a.label' is used by no script and no profile");
    assert_int_equal(list.items[0].line, 15);
    assert_int_equal(list.fault_count, 0);
    remove_folder(&arena, folder, our_files);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grades_are_written_and_nothing_else_changes),
        cmocka_unit_test(placed_words_and_unknown_keys_are_found_in_scripts),
        cmocka_unit_test(keys_that_nobody_names_are_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
