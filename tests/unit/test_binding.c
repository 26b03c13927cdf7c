/* test_binding.c - sentences and the passages they rest on, against a small corpus of its own. */
#include "make/binding.h"

#include "make/modules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch_fixture.h"

static struct index *open_index;

static const char lifts[] = "---\nid: insert-types\ntitle: Kinds of inserts\nlanguage: en\n"
                            "version: \"1.0\"\nreviewed: 2026-10-01\nreview_due: 2027-10-01\n---\n"
                            "# Kinds of inserts\n\n## Heel lifts\n\n"
                            "A wedge of firm foam. It **raises\nthe heel** a little and takes the "
                            "runner\xE2\x80\x99s tendon out of stretch.\n\n"
                            "## Heel cups\n\nA cup holds the heel pad together.\n";

static const char wording[] =
    "language: en\nversion: \"1.0\"\nreviewer: example\nreviewed_on: 2026-11-21\nentries:\n"
    "  lift.purpose:\n    class: R\n    text: The lift raises your heel.\n    facts: [F018]\n"
    "    query: heel lift raises the heel\n    must_hit: [raises the heel, runner's tendon]\n"
    "  lift.heading:\n    class: R\n    text: A lift.\n    facts: [F018]\n"
    "    query: heel lift wedge\n    must_hit: [heel lifts]\n"
    "  lift.lost:\n    class: R\n    text: Lifts fly.\n    facts: [F019]\n"
    "    query: heel lift\n    must_hit: [can fly]\n"
    "  cup.quote:\n    class: Q\n    text: A cup holds the heel pad together.\n    facts: [F014]\n"
    "    query: heel cup\n    must_hit: [holds the heel]\n"
    "  cup.misquote:\n    class: Q\n    text: A cup keeps the heel pad together.\n"
    "    facts: [F014]\n    query: heel cup\n    must_hit: [holds the heel]\n"
    "  cup.elsewhere:\n    class: R\n    text: A cup.\n    facts: [F014]\n    query: heel cup\n"
    "    must_hit: [holds the heel]\n    article: other-article\n"
    "  advice.call:\n    class: C\n    text: Call us.\n"
    "  label.side:\n    class: G\n    text: Side\n"
    "  label.draft:\n    class: G\n    when: [DRAFT]\n    text: Draft\n";

static void bring_up_to_date(void) {
    update_index(open_index, at("corpus"));
}

static int set_up(void **state) {
    (void)state;
    open_scratch();
    write_file("corpus/insert-types.md", lifts);
    write_file("wording/en.yaml", wording);
    open_index = index_of(at("index.db"), at("corpus"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    binder_forget();
    index_close(open_index);
    return close_scratch();
}

static const struct binding *find(const char *key) {
    struct binder *binder = binder_open(at("wording"), open_index, &err);
    if (!binder)
        fail_msg("%s", err.message);
    return binder_find(binder, open_index, "en", key, &err);
}

static void a_sentence_is_bound_to_the_passage_that_holds_its_words(void **state) {
    (void)state;
    const struct binding *binding = find("lift.purpose");
    assert_non_null(binding);
    if (!binding->bound)
        fail_msg("%s", binding->reason);
    assert_string_equal(binding->passage.article, "insert-types");
    assert_string_equal(binding->passage.section, "heel-lifts");
    assert_string_equal(binding->passage.review_due, "2027-10-01");
    assert_in_range(binding->rank, 1, 3);
    assert_int_equal(strlen(binding->passage.hash), 32);
}

static void must_hit_words_may_stand_in_the_heading(void **state) {
    (void)state;
    assert_true(find("lift.heading")->bound);
}

static void a_sentence_without_passage_is_dropped_with_its_reason(void **state) {
    (void)state;
    const struct binding *binding = find("lift.lost");
    assert_non_null(binding);
    assert_false(binding->bound);
    assert_string_equal(
        binding->reason,
        "S15: sentence 'lift.lost' dropped: no passage for 'heel lift' holds 'can fly'");
    assert_false(find("cup.elsewhere")->bound);
}

static void a_quote_stands_letter_for_letter(void **state) {
    (void)state;
    assert_true(find("cup.quote")->bound);
    assert_false(find("cup.misquote")->bound);
}

static void clinic_advice_and_glue_need_no_passage(void **state) {
    (void)state;
    assert_true(find("advice.call")->bound);
    assert_false(find("advice.call")->has_passage);
    assert_true(find("label.side")->bound);
}

static void unknown_keys_and_languages_are_named(void **state) {
    (void)state;
    assert_null(find("lift.purpos"));
    assert_int_equal(err.code, ERROR_SCRIPT);
    assert_non_null(strstr(err.message, "did you mean 'lift.purpose'?"));
    struct binder *binder = binder_open(at("wording"), open_index, &err);
    assert_non_null(binder_find(binder, open_index, "en-GB", "label.side", &err));
    const char *bad[] = {"pl", "../wording/en", "", "en/../en"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(binder_find(binder, open_index, bad[i], "label.side", &err));
        assert_non_null(strstr(err.message, "no wording for the language"));
    }
}

static const char draft[] =
    "language: es\ntranslates: en\nstatus: draft\nreviewer: P\nreviewed_on: 2026-11-21\n"
    "entries:\n  lift.purpose:\n    text: El alza levanta el talon.\n"
    "  advice.call:\n    text: Llamenos.\n  label.draft:\n    text: Borrador\n";

static const struct binding *find_spanish(const char *key, bool allow) {
    struct binder *binder = binder_open(at("wording"), open_index, &err);
    assert_non_null(binder);
    binder_allow_draft(binder, allow);
    return binder_find(binder, open_index, "es", key, &err);
}

static void a_draft_is_refused_until_it_is_allowed(void **state) {
    (void)state;
    write_file("wording/es.yaml", draft);
    assert_null(find_spanish("lift.purpose", false));
    assert_int_equal(err.code, ERROR_REFUSED);
    assert_non_null(strstr(err.message, "--allow-draft"));
    const struct binding *binding = find_spanish("lift.purpose", true);
    if (!binding)
        fail_msg("%s", err.message);
    assert_true(binding->bound);
    assert_string_equal(binding->passage.section, "heel-lifts");
    assert_string_equal(binding->entry->text, "El alza levanta el talon.");
    assert_true(find_spanish("label.draft", true)->bound);
    assert_false(find("label.draft")->bound);
    assert_null(find("label.draft")->reason);
}

static void a_prepared_language_is_always_refused(void **state) {
    (void)state;
    char *text = arena_text(&arena, draft);
    write_file("wording/es.yaml",
               arena_format(&arena, "%.*sprepared%s", (int)(strstr(text, "draft\n") - text), text,
                            strstr(text, "draft\n") + 5));
    assert_null(find_spanish("lift.purpose", true));
    assert_int_equal(err.code, ERROR_REFUSED);
    assert_non_null(strstr(err.message, "is prepared, not finished: 6 sentences are missing"));
}

static void a_translation_follows_the_file_it_translates(void **state) {
    (void)state;
    write_file("wording/es.yaml", draft);
    assert_string_equal(find_spanish("lift.purpose", true)->entry->facts[0], "F018");
    char *text = arena_text(&arena, wording);
    memcpy(strstr(text, "F018"), "F020", 4);
    write_file("wording/en.yaml", text);
    assert_string_equal(find_spanish("lift.purpose", true)->entry->facts[0], "F020");
    write_file("wording/en.yaml", wording);
}

/* The promise of the program: the passage goes, and the sentence with it. */
static void a_removed_passage_takes_its_sentence_along(void **state) {
    (void)state;
    assert_true(find("lift.purpose")->bound);
    write_file("corpus/insert-types.md",
               "---\nid: insert-types\ntitle: Kinds of inserts\n---\n## Heel cups\n\nA cup holds "
               "the heel pad together.\n");
    bring_up_to_date();
    assert_false(find("lift.purpose")->bound);
    assert_true(find("cup.quote")->bound);
    write_file("corpus/insert-types.md", lifts);
    bring_up_to_date();
    assert_true(find("lift.purpose")->bound);
}

static void a_changed_wording_file_is_read_again(void **state) {
    (void)state;
    assert_string_equal(find("label.side")->entry->text, "Side");
    char *changed = arena_text(&arena, wording);
    memcpy(strstr(changed, "text: Side"), "text: Part", 10);
    write_file("wording/en.yaml", arena_format(&arena, "%s# changed\n", changed));
    assert_string_equal(find("label.side")->entry->text, "Part");
    write_file("wording/en.yaml", wording);
}

/* ---- what is kept for the next process ---- */

static const char *cache_file(void) {
    return at("index.db.en.bindings");
}

static void keep(void) {
    binder_keep(binder_open(at("wording"), open_index, &err));
}

/* The binder of a next process, which has asked for nothing yet. */
static struct binder *next_process(void) {
    binder_forget();
    struct binder *binder = binder_open(at("wording"), open_index, &err);
    assert_non_null(binder);
    binder_load(binder, open_index, "en");
    return binder;
}

static bool is_ready(struct binder *binder, const char *key) {
    size_t position = 0;
    const struct binding *binding;
    while ((binding = binder_next_ready(binder, "en", &position)))
        if (strcmp(binding->entry->key, key) == 0)
            return true;
    return false;
}

static struct slice read_cache(void) {
    struct slice bytes;
    if (!file_read(&arena, cache_file(), 1 << 20, &bytes, &err))
        fail_msg("%s", err.message);
    return bytes;
}

static void the_next_process_knows_what_was_found(void **state) {
    (void)state;
    const struct binding *searched = find("lift.purpose");
    const char *text = arena_text(&arena, searched->entry->text); /* the binder's goes with it */
    const char *hash = arena_text(&arena, searched->passage.hash);
    const char *passage = arena_text(&arena, searched->passage.text);
    int line = searched->entry->line, rank = searched->rank;
    assert_false(find("lift.lost")->bound);
    keep();
    struct binder *binder = next_process();
    assert_true(is_ready(binder, "lift.purpose"));
    assert_true(is_ready(binder, "label.side"));
    assert_false(is_ready(binder, "lift.lost"));
    const struct binding *recalled = find("lift.purpose");
    assert_string_equal(recalled->entry->text, text);
    assert_int_equal(recalled->entry->line, line);
    assert_string_equal(recalled->passage.hash, hash);
    assert_string_equal(recalled->passage.text, passage);
    assert_int_equal(recalled->rank, rank);
    assert_string_equal(
        find("lift.lost")->reason,
        "S15: sentence 'lift.lost' dropped: no passage for 'heel lift' holds 'can fly'");
    assert_false(is_ready(binder, "cup.quote")); /* nobody has asked yet */
    assert_true(find("cup.quote")->bound);
}

static void a_kept_finding_does_not_outlive_its_passage(void **state) {
    (void)state;
    assert_true(find("lift.purpose")->bound);
    keep();
    struct slice stale = read_cache();
    write_file("corpus/insert-types.md",
               "---\nid: insert-types\ntitle: Kinds of inserts\n---\n## Heel cups\n\nA cup holds "
               "the heel pad together.\n");
    bring_up_to_date();
    assert_false(is_ready(next_process(), "lift.purpose"));
    assert_false(find("lift.purpose")->bound);
    keep();
    /* A file put back by a backup, or by another process that was late. */
    assert_true(file_write_atomic(cache_file(), stale, 0600, &err));
    assert_false(is_ready(next_process(), "lift.purpose"));
    assert_false(find("lift.purpose")->bound);
    write_file("corpus/insert-types.md", lifts);
    bring_up_to_date();
    next_process();
    assert_true(find("lift.purpose")->bound);
}

static void a_kept_finding_does_not_outlive_its_wording(void **state) {
    (void)state;
    assert_true(find("lift.purpose")->bound);
    keep();
    char *changed = arena_text(&arena, wording);
    memcpy(strstr(changed, "must_hit: [raises"), "must_hit: [lowers", 17);
    write_file("wording/en.yaml", changed);
    assert_false(is_ready(next_process(), "lift.purpose"));
    assert_false(find("lift.purpose")->bound);
    write_file("wording/en.yaml", wording);
    next_process();
    assert_true(find("lift.purpose")->bound);
}

/* An editor agrees on another name for a thing: what calls it by the old one is not printed, by
 * this process or the next. */
static void a_kept_finding_does_not_outlive_the_terms(void **state) {
    (void)state;
    static const char agreed[] = "terms:\n  - {en: [lift], es: [alza]}\n",
                      changed[] = "terms:\n  - {en: [lift], es: [calce]}\n";
    write_file("wording/terms.yaml", agreed);
    write_file("wording/es.yaml", arena_format(&arena, "terms: \"terms.yaml\" # ours\n%s", draft));
    for (int forgets = 0; forgets < 2; forgets++) {
        assert_non_null(find_spanish("lift.purpose", true));
        keep();
        write_file("wording/terms.yaml", changed);
        if (forgets)
            binder_forget();
        assert_null(find_spanish("lift.purpose", true));
        assert_int_equal(err.code, ERROR_INPUT);
        assert_non_null(strstr(err.message, "calce"));
        write_file("wording/terms.yaml", agreed);
    }
    write_file("wording/es.yaml", draft);
}

static void a_damaged_file_of_findings_counts_as_none(void **state) {
    (void)state;
    assert_true(find("lift.purpose")->bound);
    keep();
    struct slice whole = read_cache();
    assert_true(is_ready(next_process(), "lift.purpose"));
    for (size_t at_byte = 0; at_byte < whole.length; at_byte += 97) {
        char *bytes = arena_bytes(&arena, whole.data, whole.length);
        bytes[at_byte] ^= 1;
        assert_true(file_write_atomic(cache_file(), slice_make(bytes, whole.length), 0600, &err));
        assert_false(is_ready(next_process(), "lift.purpose"));
    }
    const size_t lengths[] = {0, 1, 31, 32, 33, whole.length - 1};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_true(
            file_write_atomic(cache_file(), slice_make(whole.data, lengths[i]), 0600, &err));
        assert_false(is_ready(next_process(), "lift.purpose"));
        assert_true(find("lift.purpose")->bound);
    }
}

static void findings_can_be_deleted_and_need_not_be_kept(void **state) {
    (void)state;
    next_process();
    assert_true(find("lift.purpose")->bound);
    keep();
    assert_int_equal(unlink(cache_file()), 0);
    assert_false(is_ready(next_process(), "lift.purpose"));
    assert_true(find("lift.purpose")->bound);
    /* Where the file can't be written: a folder in its place stops root too. */
    assert_int_equal(mkdir(cache_file(), 0700), 0);
    keep();
    assert_false(is_ready(next_process(), "lift.purpose"));
    assert_true(find("lift.purpose")->bound);
    assert_int_equal(rmdir(cache_file()), 0);
}

/* ---- modules ---- */

static void modules_come_from_their_folders_and_nowhere_else(void **state) {
    (void)state;
    const char *file;
    struct slice source;
    write_file("scripts/lib/plan.lua", "return {}");
    write_file("secret.lua", "return 'secret'");
    assert_int_equal(symlink(at("secret.lua"), at("scripts/lib/out.lua")), 0);
    const char *folders[] = {at("nowhere"), at("scripts")};
    assert_true(module_find(&arena, folders, 2, "lib.plan", &file, &source, &err));
    assert_true(slice_is(source, "return {}"));
    assert_true(module_find(&arena, folders, 2, "lib.absent", &file, &source, &err));
    assert_null(source.data);
    assert_false(module_find(&arena, folders, 2, "lib.out", &file, &source, &err));
    assert_int_equal(err.code, ERROR_SCRIPT);
    const char *bad[] = {"..secret", "lib..plan", "/etc/passwd", "lib/plan",  ".lib",
                         "lib.",     "",          "Lib.plan",    "lib.plan\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(module_find(&arena, folders, 2, bad[i], &file, &source, &err));
}

static void modules_are_foreseen_by_their_names_in_the_text(void **state) {
    (void)state;
    write_file("scripts/lib/a.lua", "local b = require(\"lib.b\") -- and require 'lib.a' again\n");
    write_file("scripts/lib/b.lua", "require'lib.b'\nrequire \"..secret\" require 'lib.gone'\n");
    const char *folders[] = {at("scripts")};
    const struct module *modules;
    struct slice script = slice_of("local a = require \"lib.a\"\nrequire(name) require 'lib");
    assert_int_equal(modules_foresee(&arena, folders, 1, script, &modules), 2);
    assert_string_equal(modules[0].name, "lib.a");
    assert_string_equal(modules[1].name, "lib.b");
    assert_string_equal(modules[1].file, at("scripts/lib/b.lua"));
    assert_true(slice_starts_with(modules[1].source, "require'lib.b'"));
    assert_int_equal(modules_foresee(&arena, folders, 1, slice_of("require"), &modules), 0);
    assert_int_equal(modules_foresee(&arena, folders, 1, slice_of("require \""), &modules), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_bound_to_the_passage_that_holds_its_words),
        cmocka_unit_test(must_hit_words_may_stand_in_the_heading),
        cmocka_unit_test(a_sentence_without_passage_is_dropped_with_its_reason),
        cmocka_unit_test(a_quote_stands_letter_for_letter),
        cmocka_unit_test(clinic_advice_and_glue_need_no_passage),
        cmocka_unit_test(unknown_keys_and_languages_are_named),
        cmocka_unit_test(a_draft_is_refused_until_it_is_allowed),
        cmocka_unit_test(a_prepared_language_is_always_refused),
        cmocka_unit_test(a_translation_follows_the_file_it_translates),
        cmocka_unit_test(a_removed_passage_takes_its_sentence_along),
        cmocka_unit_test(a_changed_wording_file_is_read_again),
        cmocka_unit_test(the_next_process_knows_what_was_found),
        cmocka_unit_test(a_kept_finding_does_not_outlive_its_passage),
        cmocka_unit_test(a_kept_finding_does_not_outlive_its_wording),
        cmocka_unit_test(a_kept_finding_does_not_outlive_the_terms),
        cmocka_unit_test(a_damaged_file_of_findings_counts_as_none),
        cmocka_unit_test(findings_can_be_deleted_and_need_not_be_kept),
        cmocka_unit_test(modules_come_from_their_folders_and_nowhere_else),
        cmocka_unit_test(modules_are_foreseen_by_their_names_in_the_text),
    };
    return cmocka_run_group_tests_name("binding", tests, set_up, tear_down);
}
