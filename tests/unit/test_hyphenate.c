/* Dividing words: a small dictionary of our own, and those installed where there are any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "text/hyphenate.h"

static struct hyphenator *reader(struct arena *arena, const char *dictionary) {
    struct error err = {0};
    struct hyphenator *hyphenator = hyphenator_new(arena, slice_of(dictionary), &err);
    if (!hyphenator)
        fail_msg("%s", err.message);
    return hyphenator;
}

/* The word with '-' at each place. */
static void expect(const struct hyphenator *hyphenator, const char *divided) {
    struct strbuf word = {0}, found = {0};
    unsigned char points[256] = {0};
    for (const char *c = divided; *c; c++)
        if (*c != '-')
            strbuf_add_char(&word, *c);
    hyphenate_word(hyphenator, strbuf_slice(&word), points);
    for (size_t i = 0; i < word.length; i++) {
        if (points[i])
            strbuf_add_char(&found, '-');
        strbuf_add_char(&found, word.data[i]);
    }
    assert_string_equal(strbuf_text(&found), divided);
    strbuf_release(&word);
    strbuf_release(&found);
}

static void the_highest_number_counts(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct hyphenator *h = reader(&arena, "UTF-8\na1b\n% a comment\nxa2b\n.ab1c\nb1c\n");
    expect(h, "zzza-bzzz");
    expect(h, "zzxabzzz");
    expect(h, "zzza-b-czzz");
    arena_release(&arena);
}

static void ends_keep_their_letters(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct hyphenator *h = reader(&arena, "UTF-8\na1\n");
    expect(h, "ba-ba-baba"); /* three behind */
    expect(h, "abba-bbbb");  /* two before */
    h = reader(&arena, "UTF-8\nLEFTHYPHENMIN 4\nRIGHTHYPHENMIN 4\nz1z\n");
    expect(h, "zzzz-z-zzzz");
    expect(h, "zzzzz"); /* too short a word */
    arena_release(&arena);
}

static void changed_spellings_are_left_out(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct hyphenator *h = reader(&arena, "UTF-8\nf1f/ff=f,1,2\ni1f\n");
    expect(h, "schi-ffahrt");
    arena_release(&arena);
}

static void parts_of_compounds_are_words_of_their_own(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct hyphenator *h =
        reader(&arena, "UTF-8\nsten1haus\nNEXTLEVEL\n.kas1ten.\n.haus1tor.\n");
    expect(h, "kas-ten-haus-tor");
    arena_release(&arena);
}

static void other_character_sets_are_read(void **state) {
    (void)state;
    struct arena arena = {0};
    expect(reader(&arena, "ISO8859-1\nr1\xFC\n"), "zzr-ückzz");
    expect(reader(&arena, "ISO8859-2\n\xB1"
                          "1z\n"),
           "zzzą-zzz");
    expect(reader(&arena, "ISO8859-1\nr1\xFC\n"), "zzzrąckzz"); /* no such letter: stays whole */
    arena_release(&arena);
}

static void what_is_no_dictionary_is_told(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    assert_null(hyphenator_new(&arena, slice_of(""), &err));
    assert_null(hyphenator_new(&arena, slice_of("\x89PNG\nabc"), &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    assert_non_null(hyphenator_new(&arena, slice_of("UTF-8"), &err));
    arena_release(&arena);
}

static void hostile_words_do_no_harm(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct hyphenator *h = reader(&arena, "UTF-8\na1a\n123\n/\n1\n9a9b9c9d9e9f9g9\n");
    unsigned char points[1000] = {0};
    char word[1000];
    memset(word, 'a', sizeof word);
    hyphenate_word(h, slice_make(word, sizeof word), points); /* longer than any word */
    assert_int_equal(points[500], 0);
    hyphenate_word(h, slice_make(word, 200), points);
    assert_int_equal(points[100], 1);
    hyphenate_word(h, slice_of(""), points);
    hyphenate_word(h, slice_of("\xFF\xFE\xFD\xFC\xFB\xFA\xF9"), points);
    arena_release(&arena);
}

static void installed(const char *file, const char *const *words) {
    struct arena arena = {0};
    struct error err = {0};
    struct slice bytes;
    if (!file_read(&arena, file, (size_t)16 * 1024 * 1024, &bytes, &err)) {
        print_message("skipped: %s is not installed\n", file);
        arena_release(&arena);
        return;
    }
    const struct hyphenator *h = hyphenator_new(&arena, bytes, &err);
    assert_non_null(h);
    for (size_t i = 0; words[i]; i++)
        expect(h, words[i]);
    arena_release(&arena);
}

/* As libhyphen divides them. */
static void installed_dictionaries_divide_as_their_library(void **state) {
    (void)state;
    static const char *const english[] = {"labor-at-ory", "physio-ther-apy", NULL};
    static const char *const german[] = {"La-bo-ra-to-rium", "Schuh-ein-la-gen", "Ent-zün-dung",
                                         "Kran-ken-gym-nas-tik", NULL};
    static const char *const french[] = {"la-bo-ra-toire", NULL};
    installed("/usr/share/hyphen/hyph_en_GB.dic", english);
    installed("/usr/share/hyphen/hyph_de_DE.dic", german);
    installed("/usr/share/hyphen/hyph_fr.dic", french);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_number_counts),
        cmocka_unit_test(ends_keep_their_letters),
        cmocka_unit_test(changed_spellings_are_left_out),
        cmocka_unit_test(parts_of_compounds_are_words_of_their_own),
        cmocka_unit_test(other_character_sets_are_read),
        cmocka_unit_test(what_is_no_dictionary_is_told),
        cmocka_unit_test(hostile_words_do_no_harm),
        cmocka_unit_test(installed_dictionaries_divide_as_their_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
