/* test_wording.c - the sentences patients read, and the mistakes in their file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

#include "base/file.h"
#include "corpus/wording/wording.h"
#include "corpus/wording/wording_choice.h"

#include <stdlib.h>
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

static void section_rules_and_grade_are_kept(void **state) {
    (void)state;
    const struct wording *file =
        wording("language: en\nreviewer: P\nstatus: draft\n"
                "readability: {formula: szigriszt, pass: 65}\nentries:\n"
                "  a:\n    class: G\n    text: Words.\n    section: H1.3\n    when: [P4, K1]\n"
                "    grade: 2.1\n");
    if (!file)
        fail_msg("%s", err.message);
    const struct wording_entry *entry = wording_find(file, "a");
    assert_string_equal(entry->section, "H1.3");
    assert_int_equal(entry->when_count, 2);
    assert_string_equal(entry->when[1], "K1");
    assert_string_equal(entry->grade, "2.1");
    assert_int_equal(file->status, WORDING_DRAFT);
    assert_string_equal(file->formula, "szigriszt");
    assert_string_equal(file->pass_mark, "65");
}

static const char sided[] = "language: en\nreviewer: P\nentries:\n"
                            "  put:\n    class: G\n    by: side\n    text:\n"
                            "      left: Put it in your left shoe.\n"
                            "      both: Put one in each shoe.\n"
                            "  runs:\n    class: G\n    by: count\n    text:\n"
                            "      \"=0\": No runs\n      one: One run of {km} km\n"
                            "      other: \"{count} runs of {km} km\"\n"
                            "  plain:\n    class: G\n    text: Walk.\n";

static void a_value_chooses_a_whole_sentence(void **state) {
    (void)state;
    const struct wording *file = wording(sided);
    if (!file)
        fail_msg("%s", err.message);
    static const char *const expected[][3] = {
        {"put", "left", "Put it in your left shoe."},
        {"put", "both", "Put one in each shoe."},
        {"put", "right", NULL},
        {"put", "1", NULL},
        {"runs", "0", "No runs"},
        {"runs", "1", "One run of {km} km"},
        {"runs", "3", "{count} runs of {km} km"},
        {"runs", "1.5", "{count} runs of {km} km"},
        {"plain", "left", "Walk."},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *text = wording_find(file, expected[i][0])->text;
        const char *chosen = wording_choose(&arena, text, "en", slice_of(expected[i][1]));
        if (expected[i][2])
            assert_string_equal(chosen, expected[i][2]);
        else
            assert_null(chosen);
    }
    assert_string_equal(wording_choice_values(&arena, wording_find(file, "put")->text),
                        "left or both");
    struct wording_choices choices = wording_choices_of(wording_find(file, "runs")->text);
    struct wording_choice choice;
    assert_true(slice_is(choices.by, "count"));
    assert_true(slice_is(choices.where, arena_format(&arena, "%s:10", path)));
    size_t count = 0;
    while (wording_next_choice(&choices, &choice))
        count++;
    assert_int_equal(count, 3);
    choices = wording_choices_of("Walk.");
    assert_true(wording_next_choice(&choices, &choice));
    assert_true(slice_is(choice.text, "Walk.") && choice.value.length == 0);
    assert_false(wording_next_choice(&choices, &choice));
}

static void mistakes_in_choices_are_named(void **state) {
    (void)state;
    static const char *const expected[] = {
        "4: 'a' has a text for each of several values, expected 'by:' with the slot that decides",
        "8: 'b' has 'by: side', expected a map of values and their texts",
        "12: 'c' has no text for 'few', a number can need it",
        "12: 'c' has no text for 'many', a number can need it",
        "22: 'd' has no text for 'right'",
        "18: 'd' has a brace in its text that is no {slot}",
    };
    assert_mistakes("language: pl\nreviewer: P\nentries:\n"
                    "  a:\n    class: G\n    text:\n      left: x\n"
                    "  b:\n    class: G\n    by: side\n    text: x\n"
                    "  c:\n    class: G\n    by: count\n    text:\n      one: x\n      other: y\n"
                    "  d:\n    class: G\n    by: side\n    text:\n      right:\n      left: a {\n",
                    expected, sizeof expected / sizeof *expected);
}

/* A folder with en.yaml and es.yaml; the second is read. */
static const struct wording *translation(const char *base, const char *text) {
    char folder[] = "/tmp/footnote-translation-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *english = arena_format(&arena, "%s/en.yaml", folder);
    const char *spanish = arena_format(&arena, "%s/es.yaml", folder);
    assert_true(file_write_atomic(english, slice_of(base), 0600, &err));
    assert_true(file_write_atomic(spanish, slice_of(text), 0600, &err));
    const struct wording *read = wording_read(&arena, spanish, &err);
    unlink(english);
    unlink(spanish);
    rmdir(folder);
    return read;
}

static const char english[] =
    "language: en\nreviewer: P\nreviewed_on: 2026-01-01\nentries:\n"
    "  purpose:\n    class: R\n    text: It lifts the {side} heel.\n    facts: [F018]\n"
    "    query: heel lift\n    must_hit: [raises the heel]\n    when: [P2]\n    section: H1.3\n"
    "  call:\n    class: C\n    text: Call us.\n"
    "  title:\n    class: G\n    text: Your insert\n";

static void a_translation_can_differ_in_words_alone(void **state) {
    (void)state;
    const struct wording *file = translation(
        english,
        "language: es\ntranslates: en\nstatus: prepared\nreviewer: draft\n"
        "reviewed_on: 2026-11-21\nentries:\n  purpose:\n    by: side\n    text:\n"
        "      left: Levanta el tal\xC3\xB3n izquierdo.\n"
        "      right: Levanta el tal\xC3\xB3n derecho.\n  call:\n    text: Ll\xC3\xA1menos.\n");
    if (!file)
        fail_msg("%s", err.message);
    const struct wording_entry *entry = wording_find(file, "purpose");
    assert_int_equal(entry->class_letter, 'R');
    assert_string_equal(entry->facts[0], "F018");
    assert_string_equal(entry->query, "heel lift");
    assert_string_equal(entry->must_hit[0], "raises the heel");
    assert_string_equal(entry->when[0], "P2");
    assert_string_equal(entry->section, "H1.3");
    assert_string_equal(entry->reviewer, "draft");
    assert_true(file->is_translation);
    assert_int_equal(file->status, WORDING_PREPARED);
    assert_int_equal(file->missing_count, 1);
    assert_string_equal(file->missing[0], "title");
}

static void what_a_draft_has_too_many_is_set_aside(void **state) {
    (void)state;
    const struct wording *file =
        translation(english, "language: es\ntranslates: en\nstatus: draft\nreviewer: P\nentries:\n"
                             "  soon:\n    text: Pronto.\n  call:\n    text: Llame.\n");
    if (!file)
        fail_msg("%s", err.message);
    assert_int_equal(file->count, 1);
    assert_int_equal(file->set_aside_count, 1);
    assert_string_equal(file->set_aside[0], "soon");
    assert_null(wording_find(file, "soon"));
    assert_non_null(wording_find(file, "call"));
}

static void a_changed_original_is_noticed(void **state) {
    (void)state;
#define SPANISH(status)                                                                            \
    "language: es\ntranslates: en\nreviewer: P\nstatus: " status "\nentries:\n"                    \
    "  call:\n    text: Llame.\n    from: Call us.\n"                                              \
    "  title:\n    text: Su alza\n    from: Your lift\n"
    const struct wording *file = translation(english, SPANISH("draft"));
    if (!file)
        fail_msg("%s", err.message);
    assert_int_equal(file->stale_count, 1);
    assert_string_equal(file->stale[0], "title");
    assert_null(translation(english, SPANISH("reviewed")));
#undef SPANISH
    assert_non_null(strstr(err.message, "es.yaml:9: 'title' was translated from another sentence"));
}

static void a_translation_that_says_something_else_is_refused(void **state) {
    (void)state;
    assert_null(translation(english, "language: es\ntranslates: en\nreviewer: P\nentries:\n"
                                     "  purpose:\n    text: Levanta.\n    query: otra\n"
                                     "  cal:\n    text: Llame.\n"
                                     "  title:\n    text: \"{name}\"\n"));
    static const char *const parts[] = {
        "es.yaml:7: a translation can't have 'query': it is that of ",
        "es.yaml:5: 'purpose' lacks the slot {side} that it has in ",
        "es.yaml:8: 'cal' translates nothing: ",
        "(did you mean 'call'?)",
        "es.yaml:10: 'title' has the slot {name}, which it has not in ",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(err.message, parts[i]))
            fail_msg("'%s' is not in: %s", parts[i], err.message);
    assert_null(translation(english, "language: es\ntranslates: es\nentries: {}\n"));
    assert_non_null(strstr(err.message, "es.yaml:2: 'translates' needs the language of another"));
    assert_null(translation("language: en\n", "language: es\ntranslates: en\nentries: {}\n"));
    assert_non_null(strstr(err.message, "es.yaml:2: translates: "));
}

static const char sided_english[] =
    "language: en\nreviewer: P\nentries:\n"
    "  spur:\n    class: G\n    text: You have a Heel spur.\n"
    "  put:\n    class: G\n    by: side\n    text:\n      left: In the left shoe.\n"
    "      right: In the right shoe.\n";

/* The file of terms stands where the translation looks for it: beside it. */
static const struct wording *with_terms(const char *spanish, const char *terms) {
    char folder[] = "/tmp/footnote-terms-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *const files[][2] = {
        {"en.yaml", sided_english}, {"es.yaml", spanish}, {"terms.yaml", terms}};
    for (size_t i = 0; i < 3; i++)
        assert_true(file_write_atomic(file_join(&arena, folder, files[i][0]), slice_of(files[i][1]),
                                      0600, &err));
    const struct wording *read = wording_read(&arena, file_join(&arena, folder, "es.yaml"), &err);
    for (size_t i = 0; i < 3; i++)
        unlink(file_join(&arena, folder, files[i][0]));
    rmdir(folder);
    return read;
}

static const char terms[] = "terms:\n  - {en: [heel spur], es: [espol\xC3\xB3n]}\n"
                            "  - {choice: left, en: [left], es: [izquierd]}\n"
                            "  - {choice: right, en: [right], es: [derech]}\n";

static void terms_and_sides_are_called_by_their_names(void **state) {
    (void)state;
    if (!with_terms("language: es\ntranslates: en\nreviewer: P\nterms: terms.yaml\nentries:\n"
                    "  spur: {text: \"\xC2\xBF"
                    "ESPOL\xC3\x93N?\"}\n"
                    "  put:\n    by: side\n    text:\n      left: En el zapato izquierdo.\n"
                    "      right: En el zapato derecho.\n",
                    terms))
        fail_msg("%s", err.message);
    assert_null(
        with_terms("language: es\ntranslates: en\nreviewer: P\nterms: terms.yaml\nentries:\n"
                   "  spur: {text: Tiene una espina.}\n"
                   "  put:\n    by: side\n    text:\n      left: En el zapato derecho.\n"
                   "      right: En el zapato derecho.\n",
                   terms));
    static const char *const parts[] = {
        "es.yaml:6: 'spur' does not say 'espol\xC3\xB3n' for 'heel spur'\n",
        "es.yaml:7: 'put' does not say 'izquierd' in its text for 'left'"};
    for (size_t i = 0; i < 2; i++)
        if (!strstr(err.message, parts[i]))
            fail_msg("'%s' is not in: %s", parts[i], err.message);
    assert_null(strstr(err.message, "for 'right'"));
    assert_null(with_terms("language: es\nterms: none.yaml\nentries: {a: {class: G, text: A}}\n",
                           "terms: []\n"));
    assert_non_null(strstr(err.message, "es.yaml:2: terms: "));
}

/* -- what ships ---------------------------------------------------------------------------- */

static const struct wording *shipped(const char *language) {
    const char *file = arena_format(&arena, "corpus/wording/%s.yaml", language);
    if (!file_exists(file)) {
        print_message("skipped: not run from the source folder\n");
        skip();
    }
    const struct wording *read = wording_read(&arena, file, &err);
    if (!read)
        fail_msg("%s", err.message);
    return read;
}

/* Whoever adds an English sentence adds the Spanish one, or has it added: a draft lacks reviewers,
 * not sentences. */
static void spanish_has_every_sentence(void **state) {
    (void)state;
    const struct wording *spanish = shipped("es");
    for (size_t i = 0; i < spanish->missing_count; i++)
        print_error("corpus/wording/es.yaml lacks: %s\n", spanish->missing[i]);
    for (size_t i = 0; i < spanish->set_aside_count; i++)
        print_message("corpus/wording/es.yaml: %s translates nothing\n", spanish->set_aside[i]);
    for (size_t i = 0; i < spanish->stale_count; i++)
        print_message("corpus/wording/es.yaml: the English of %s has changed\n", spanish->stale[i]);
    assert_int_equal(spanish->missing_count, 0);
    assert_int_equal(spanish->status, WORDING_DRAFT);
    assert_string_equal(spanish->formula, "szigriszt");
}

static void polish_is_prepared_and_says_what_it_lacks(void **state) {
    (void)state;
    const struct wording *polish = shipped("pl");
    assert_int_equal(polish->status, WORDING_PREPARED);
    assert_true(polish->count > 150);
    print_message("corpus/wording/pl.yaml lacks %zu sentences, the first is %s\n",
                  polish->missing_count, polish->missing_count ? polish->missing[0] : "-");
}

static void polish_counts_as_poles_do(void **state) {
    (void)state;
    static const char *const expected[][3] = {
        {"plan.runs.km", "1", "1 bieg po {distance} km"},
        {"plan.runs.km", "2", "{count} biegi po {distance} km"},
        {"plan.runs.km", "5", "{count} bieg\xC3\xB3w po {distance} km"},
        {"plan.runs.km", "12", "{count} bieg\xC3\xB3w po {distance} km"},
        {"plan.runs.km", "22", "{count} biegi po {distance} km"},
        {"plan.runs.km", "1,5", "{count} biegu po {distance} km"},
        {"strip.of_age", "1", "1 rok"},
        {"strip.of_age", "22", "{age} lata"},
        {"strip.of_age", "45", "{age} lat"},
        {"intro.pain_weeks", "2",
         "Trwa to mniej wi\xC4\x99"
         "cej {weeks} tygodnie."},
        {"intro.pain_weeks", "12",
         "Trwa to mniej wi\xC4\x99"
         "cej {weeks} tygodni."},
        {"date.month_year", "3", "marzec {year}"},
    };
    const struct wording *polish = shipped("pl");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct wording_entry *entry = wording_find(polish, expected[i][0]);
        assert_non_null(entry);
        assert_string_equal(wording_choose(&arena, entry->text, "pl", slice_of(expected[i][1])),
                            expected[i][2]);
    }
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
        cmocka_unit_test_setup_teardown(section_rules_and_grade_are_kept, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_value_chooses_a_whole_sentence, make_file, remove_file),
        cmocka_unit_test_setup_teardown(mistakes_in_choices_are_named, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_translation_can_differ_in_words_alone, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(what_a_draft_has_too_many_is_set_aside, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(a_changed_original_is_noticed, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_translation_that_says_something_else_is_refused,
                                        make_file, remove_file),
        cmocka_unit_test_setup_teardown(terms_and_sides_are_called_by_their_names, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(spanish_has_every_sentence, make_file, remove_file),
        cmocka_unit_test_setup_teardown(polish_is_prepared_and_says_what_it_lacks, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(polish_counts_as_poles_do, make_file, remove_file),
        cmocka_unit_test_setup_teardown(the_shipped_wording_is_free_of_mistakes, make_file,
                                        remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
