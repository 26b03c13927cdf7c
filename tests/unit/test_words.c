/* test_words.c - the program's own words on a page, and their slots. */
#include "doc/words.h"

#include "base/strbuf.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void slots_are_filled_and_nothing_else(void **state) {
    (void)state;
    const char *const pairs[] = {"day", "2", "month", "{day}", NULL};
    assert_string_equal(words_fill(&arena, "{day} de {month}", pairs), "2 de {day}");
    assert_string_equal(words_fill(&arena, "{days} {} {", pairs), "{days} {} {");
    assert_string_equal(words_fill(&arena, "", pairs), "");
    assert_string_equal(words_fill(&arena, "{day}{day}", pairs), "22");
}

static void a_source_is_described_in_the_documents_words(void **state) {
    (void)state;
    struct document *doc = document_new(&arena);
    struct provenance source = {.title = "Kinds of inserts", .version = "1.0"};
    assert_string_equal(source_describe(doc, &arena, &source), "Kinds of inserts, version 1.0");
    source.reviewed = "2026-10-01";
    source.heading = "Lifts";
    assert_string_equal(source_describe(doc, &arena, &source),
                        "Kinds of inserts: Lifts, version 1.0, reviewed 1 Oct 2026");
    struct document_words spanish = words_english;
    spanish.months[9] = "oct";
    spanish.date = "{day} de {month} de {year}";
    spanish.edition[EDITION_BOTH] = "versi\xC3\xB3n {version}, revisado el {date}";
    spanish.edition[EDITION_REVIEWED] = "revisado el {date}";
    doc->words = &spanish;
    assert_string_equal(
        source_describe(doc, &arena, &source),
        "Kinds of inserts: Lifts, versi\xC3\xB3n 1.0, revisado el 1 de oct de 2026");
    source.version = NULL;
    source.reviewed = "some day";
    assert_string_equal(source_describe(doc, &arena, &source),
                        "Kinds of inserts: Lifts, revisado el some day");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(slots_are_filled_and_nothing_else, release),
        cmocka_unit_test_teardown(a_source_is_described_in_the_documents_words, release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
