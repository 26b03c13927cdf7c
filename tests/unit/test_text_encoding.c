/* test_text_encoding.c - files that are not UTF-8: decoded without doubt, or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

static void marks_say_the_encoding(void **state) {
    (void)state;
    const char *expected = "a.txt <a> und\n[start]  @1:1\nOh é.\n";
    assert_reads_bytes("a.txt", slice_make("\xFF\xFEO\0h\0 \0\xE9\0.\0", 12), expected);
    assert_reads_bytes("a.txt", slice_make("\xFE\xFF\0O\0h\0 \0\xE9\0.", 12), expected);
    assert_reads_bytes(
        "a.txt", slice_make("\xFF\xFE\0\0O\0\0\0h\0\0\0 \0\0\0\xE9\0\0\0.\0\0\0", 24), expected);
    assert_reads("a.txt", "\xEF\xBB\xBFOh \xC3\xA9.", expected);
    assert_reads_bytes("a.txt", slice_make("O\0h\0 \0o\0h\0 \0\xE9\0.\0", 16),
                       "a.txt <a> und\n[start]  @1:1\nOh oh é.\n");
    assert_reads_bytes("a.txt", slice_make("\xFF\xFEO\0\0\xD8", 6),
                       "refused: a.txt:1: invalid UTF-16LE at byte 2");
}

static void western_and_central_texts_are_told_apart(void **state) {
    (void)state;
    assert_reads("a.txt", "\x93Put the lift in both shoes\x94 \x96 10 \xB0 and \xBD an hour.",
                 "a.txt <a> und\n[start]  @1:1\n“Put the lift in both shoes” – 10 ° and ½ an "
                 "hour.\n");
    assert_reads(
        "a.txt", "La douleur du talon est fr\xE9quente et tr\xE8s g\xEAnante \xE0 la marche.",
        "a.txt <a> und\n[start]  @1:1\nLa douleur du talon est fréquente et très gênante à "
        "la marche.\n");
    assert_reads(
        "a.txt",
        "B\xF3l pi\xEAty jest cz\xEAsty, a \x9C"
        "ci\xEAgno nie jest s\xB3"
        "abe.",
        "a.txt <a> und\n[start]  @1:1\nBól pięty jest częsty, a ścięgno nie jest słabe.\n");
    assert_reads(
        "a.txt",
        "B\xF3l pi\xEAty jest cz\xEAsty, a \xB6"
        "ci\xEAgno nie jest s\xB3"
        "abe.",
        "a.txt <a> und\n[start]  @1:1\nBól pięty jest częsty, a ścięgno nie jest słabe.\n");
}

/* A wrong letter is worse than a file that has to be saved again. */
static void what_stays_in_doubt_is_refused_with_its_place(void **state) {
    (void)state;
    assert_reads("a.txt", "Well\nthe \xFF\xFE bytes.",
                 "refused: a.txt:2: invalid UTF-8 at byte 9, and no other encoding fits without "
                 "doubt: save it as UTF-8");
    assert_reads("a.txt", "\xCF\xF0\xE8\xE2\xE5\xF2",
                 "refused: a.txt:1: invalid UTF-8 at byte 0, and no other encoding fits without "
                 "doubt: save it as UTF-8");
    assert_reads("a.txt", "caf\xE8",
                 "refused: a.txt:1: invalid UTF-8 at byte 3, and no other encoding fits without "
                 "doubt: save it as UTF-8");
    /* What a page says of itself is not overruled. */
    assert_reads("a.html", "<meta charset=utf-8><p>caf\xE9 and the tea</p>",
                 "refused: a.html:1: invalid UTF-8 at byte 26, expected a file saved as UTF-8");
    assert_reads("a.html", "<p>The caf\xE9 and the tea of the day</p>",
                 "a.html <a> und\n[start]  @1:1\nThe café and the tea of the day\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_say_the_encoding),
        cmocka_unit_test(western_and_central_texts_are_told_apart),
        cmocka_unit_test(what_stays_in_doubt_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
