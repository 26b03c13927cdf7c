/* test_ledger.c - the ledger without the command line: entries, keys, patients as hashes, what it
 * costs to keep files once. */
#include "make/ledger/ledger.h"

#include "make/handout_code.h"
#include "make/ledger/ledger_files.h"
#include "make/ledger/patient_mark.h"
#include "make/ledger/vault.h"

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

static const struct ledger_key key = {{1, 2, 3}};

static struct ledger_sentence sentence(const char *name, const char *section, const char *hash) {
    return (struct ledger_sentence){.key = name,
                                    .class_name = "R",
                                    .language = "en",
                                    .text = "The lift raises your heel.",
                                    .facts = "F018",
                                    .article = *section ? "inserts" : "",
                                    .section = section,
                                    .passage_hash = hash};
}

static struct ledger_entry entry(const char *code, struct ledger_sentence *sentences,
                                 size_t count) {
    return (struct ledger_entry){.kind = "made",
                                 .code = code,
                                 .made_at = "2026-03-02T09:30:00Z",
                                 .handout_date = "2026-03-02",
                                 .format = "pdf",
                                 .language = "en",
                                 .page_count = 2,
                                 .made_by = "anna",
                                 .accepted = "S02",
                                 .note = "",
                                 .output_hash = "aa",
                                 .patient = "",
                                 .patient_years = {"", ""},
                                 .run = {"inserts", "0.1.0", "s", "w", "c", "k", "f", "l"},
                                 .sentences = sentences,
                                 .sentence_count = count};
}

static struct ledger_store *open_store(const char *name, enum ledger_mode mode) {
    struct ledger_store *store = ledger_store_open(at(name), mode, &key, &err);
    if (!store)
        fail_msg("%s", err.message);
    return store;
}

static void add(struct ledger_store *store, const struct ledger_entry *one) {
    if (!ledger_store_begin(store, &err) ||
        !ledger_store_add(store, one, slice_of("sealed"), &err) ||
        !ledger_store_commit(store, &err))
        fail_msg("%s", err.message);
}

/* ---- entries --------------------------------------------------------------------------------- */

static void an_entry_comes_back_as_it_was_added(void **state) {
    (void)state;
    struct ledger_sentence sentences[] = {sentence("a", "lifts", "h1"), sentence("b", "", ""),
                                          sentence("c", "cups", "h2")};
    struct ledger_entry first = entry("AAAAAAAAAA", sentences, 3);
    struct ledger_entry second = entry("BBBBBBBBBB", sentences, 2);
    struct ledger_store *store = open_store("one.sqlite", LEDGER_WRITE);
    add(store, &first);
    add(store, &second);
    ledger_store_close(store);
    store = open_store("one.sqlite", LEDGER_READ);
    struct ledger_entry *found;
    size_t count;
    const struct ledger_filter by_code = {.code = "AAAAAAAAAA"};
    assert_true(ledger_store_find(store, &arena, &by_code, &found, &count, &err));
    assert_int_equal(count, 1);
    assert_true(ledger_store_sentences(store, &arena, &found[0], &err));
    assert_int_equal(found[0].number, 1);
    assert_int_equal(found[0].sentence_count, 3);
    assert_string_equal(found[0].sentences[2].section, "cups");
    assert_string_equal(found[0].sentences[1].article, "");
    assert_string_equal(found[0].accepted, "S02");
    assert_string_equal(found[0].run.wording_hash, "w");
    const struct ledger_filter by_passage = {.article = "inserts", .section = "cups"};
    assert_true(ledger_store_find(store, &arena, &by_passage, &found, &count, &err));
    assert_int_equal(count, 1);
    const struct ledger_filter by_article = {.article = "inserts"};
    assert_true(ledger_store_find(store, &arena, &by_article, &found, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(found[0].code, "BBBBBBBBBB");
    const struct ledger_filter old_version = {.article = "inserts", .passage_hash = "h0"};
    assert_true(ledger_store_find(store, &arena, &old_version, &found, &count, &err));
    assert_int_equal(count, 0);
    struct slice sealed;
    assert_true(ledger_store_inputs(store, &arena, 2, &sealed, &err));
    assert_true(slice_is(sealed, "sealed"));
    assert_false(ledger_store_inputs(store, &arena, 3, &sealed, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    ledger_store_close(store);
}

static void what_was_not_committed_is_not_there(void **state) {
    (void)state;
    struct ledger_entry one = entry("AAAAAAAAAA", NULL, 0);
    struct ledger_store *store = open_store("two.sqlite", LEDGER_WRITE);
    assert_true(ledger_store_begin(store, &err));
    assert_true(ledger_store_add(store, &one, slice_of(""), &err));
    ledger_store_close(store);
    store = open_store("two.sqlite", LEDGER_READ);
    struct ledger_fault fault;
    int64_t count;
    const char *head;
    assert_true(ledger_store_check(store, &arena, &fault, &count, &head, &err));
    assert_null(fault.what);
    assert_int_equal(count, 0);
    ledger_store_close(store);
}

static void another_key_opens_no_ledger(void **state) {
    (void)state;
    const struct ledger_key other = {{9}};
    ledger_store_close(open_store("three.sqlite", LEDGER_WRITE));
    assert_null(ledger_store_open(at("three.sqlite"), LEDGER_WRITE, &other, &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.message, "same backup"));
    assert_null(ledger_store_open(at("none.sqlite"), LEDGER_READ, &key, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
}

/* ---- keys and sealing ------------------------------------------------------------------------ */

static void what_is_sealed_opens_with_its_key_and_context_alone(void **state) {
    (void)state;
    const struct ledger_key other = {{9}};
    struct slice plain;
    struct slice sealed = vault_seal(&arena, &key, "inputs A", slice_of("Zaphod"));
    assert_true(vault_open(&arena, &key, "inputs A", sealed, &plain));
    assert_true(slice_is(plain, "Zaphod"));
    assert_false(vault_open(&arena, &key, "inputs B", sealed, &plain));
    assert_false(vault_open(&arena, &other, "inputs A", sealed, &plain));
    assert_null(memmem(sealed.data, sealed.length, "Zaphod", 6));
    for (size_t i = 0; i < sealed.length; i++) {
        ((char *)sealed.data)[i] ^= 1;
        assert_false(vault_open(&arena, &key, "inputs A", sealed, &plain));
        ((char *)sealed.data)[i] ^= 1;
    }
    for (size_t length = 0; length < sealed.length; length++)
        assert_false(vault_open(&arena, &key, "inputs A", slice_make(sealed.data, length), &plain));
    struct slice again = vault_seal(&arena, &key, "inputs A", slice_of("Zaphod"));
    assert_false(slice_equals(sealed, again)); /* another nonce */
}

static void a_key_file_is_private_and_never_overwritten(void **state) {
    (void)state;
    struct ledger_key first, second;
    const char *path = at("vault.key");
    assert_true(vault_key_make(path, &err));
    assert_true(vault_key_read(path, &first, &err));
    assert_false(vault_key_make(path, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    assert_true(vault_key_ensure(path, &second, &err));
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(chmod(path, 0640), 0);
    assert_false(vault_key_read(path, &first, &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    assert_true(file_write_atomic(at("bad.key"), slice_of("footnote-key-1 xyz\n"), 0600, &err));
    assert_false(vault_key_read(at("bad.key"), &first, &err));
    assert_false(vault_key_read(at("missing.key"), &first, &err));
    assert_false(vault_key_read(folder, &first, &err));
}

/* ---- patients -------------------------------------------------------------------------------- */

static struct ledger_entry visit(const char *json, const char *date) {
    struct value *patient = value_read_json(&arena, slice_of(json), "p.json", &err);
    assert_non_null(patient);
    struct patient_mark mark = patient_mark_make(&arena, &key, patient, date);
    return (struct ledger_entry){.patient = mark.exact,
                                 .patient_years = {mark.years[0], mark.years[1]}};
}

static int same(const char *json_a, const char *date_a, const char *json_b, const char *date_b) {
    struct ledger_entry a = visit(json_a, date_a), b = visit(json_b, date_b);
    return patient_mark_compare(&a, &b);
}

#define BORN(name, date) "{\"patient_name\": \"" name "\", \"date_of_birth\": \"" date "\"}"
#define AGED(name, age)  "{\"patient_name\": \"" name "\", \"age\": " age "}"

static void a_patient_is_the_same_on_two_visits(void **state) {
    (void)state;
    static const char day[] = "2026-03-02", later[] = "2027-02-01";
    const char *robin = BORN("Robin Example", "1980-06-15");
    assert_int_equal(same(robin, day, BORN("  ROBIN \\t example ", "1980-06-15"), later), 1);
    assert_int_equal(same(robin, day, BORN("Robin\\u200f Example", "1980-06-15"), later), 1);
    assert_int_equal(same(robin, day, BORN("Robin Example", "1980-06-16"), day), 0);
    assert_int_equal(same(robin, day, BORN("Robyn Example", "1980-06-15"), day), 0);
    assert_int_equal(
        same(BORN("Zo\\u00eb A", "1980-06-15"), day, BORN("ZOE\\u0308 a", "1980-06-15"), day), 1);
    /* An age leaves two years of birth; the same person a year later shares one of them. */
    assert_int_equal(same(AGED("Robin Example", "45"), day, robin, day), 1);
    assert_int_equal(same(AGED("Robin Example", "45"), day, AGED("Robin Example", "46"), later), 1);
    assert_int_equal(same(AGED("Robin Example", "45"), day, AGED("Robin Example", "45"), later), 1);
    assert_int_equal(same(AGED("Robin Example", "\"45\""), day, robin, day), 1);
    assert_int_equal(same(AGED("Robin Example", "30"), day, robin, day), 0);
    assert_int_equal(same("{\"age\": 45}", day, robin, day), -1);
}

static void a_mark_says_nothing_without_its_key(void **state) {
    (void)state;
    const struct ledger_key other = {{7}};
    struct value *robin =
        value_read_json(&arena, slice_of(BORN("Robin", "1980-06-15")), "p.json", &err);
    const char *mine = patient_mark_make(&arena, &key, robin, "2026-03-02").exact;
    assert_string_not_equal(mine, patient_mark_make(&arena, &other, robin, "2026-03-02").exact);
    assert_int_equal(strlen(mine), 32);
}

/* ---- codes ----------------------------------------------------------------------------------- */

static void a_code_typed_from_paper_is_understood(void **state) {
    (void)state;
    char code[HANDOUT_CODE_LETTERS + 1];
    assert_true(handout_code_read("7qx2 m4k9-td", code));
    assert_string_equal(code, "7QX2M4K9TD");
    assert_true(handout_code_read("oO1iIlL0ab", code));
    assert_string_equal(code, "00111110AB");
    assert_false(handout_code_read("7QX2M4K9T", code));
    assert_false(handout_code_read("7QX2M4K9TDD", code));
    assert_false(handout_code_read("7QX2M4K9TU", code)); /* U is no letter of a code */
    assert_false(handout_code_read("", code));
}

static int set_up(void **state) {
    (void)state;
    open_scratch();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return close_scratch();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_comes_back_as_it_was_added),
        cmocka_unit_test(what_was_not_committed_is_not_there),
        cmocka_unit_test(another_key_opens_no_ledger),
        cmocka_unit_test(what_is_sealed_opens_with_its_key_and_context_alone),
        cmocka_unit_test(a_key_file_is_private_and_never_overwritten),
        cmocka_unit_test(a_patient_is_the_same_on_two_visits),
        cmocka_unit_test(a_mark_says_nothing_without_its_key),
        cmocka_unit_test(a_code_typed_from_paper_is_understood),
    };
    return cmocka_run_group_tests_name("ledger", tests, set_up, tear_down);
}
