/* Shaping: ligatures, kerning, fallback, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/shape.h"

struct bench {
    struct arena arena;
    struct font_set *fonts;
    struct glyph_run *runs;
    size_t count;
    struct error err;
};

static int open_bench(void **state) {
    static struct bench bench;
    bench = (struct bench){0};
    bench.fonts = font_set_open(NULL, &bench.err);
    *state = &bench;
    return bench.fonts ? 0 : -1;
}

static int close_bench(void **state) {
    struct bench *b = *state;
    font_set_close(b->fonts);
    arena_release(&b->arena);
    return 0;
}

static bool shape(struct bench *b, const char *text) {
    return shape_text(&b->arena, b->fonts, FONT_REGULAR, slice_of(text), "en", &b->runs, &b->count,
                      &b->err);
}

static void a_text_in_one_face_is_one_run(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "Put the 3 mm lift in · 4 × 5 – ‡"));
    assert_int_equal(b->count, 1);
    assert_string_equal(font_postscript_name(b->runs[0].font), "Andika");
    assert_int_equal(b->runs[0].text.length, strlen("Put the 3 mm lift in · 4 × 5 – ‡"));
    int64_t sum = 0;
    for (size_t i = 0; i < b->runs[0].count; i++)
        sum += b->runs[0].glyphs[i].advance;
    assert_int_equal(sum, b->runs[0].advance);
}

static void clusters_point_into_the_run(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "ab cd"));
    assert_int_equal(b->runs[0].count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(b->runs[0].glyphs[i].cluster, i);
}

static void ligatures_are_one_glyph_for_two_letters(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "off"));
    assert_int_equal(b->runs[0].count, 2);
    assert_int_equal(b->runs[0].glyphs[1].cluster, 1);
}

/* Andika kerns nothing, so DejaVu Sans plays its part. */
static void kerning_is_applied_where_a_face_has_it(void **state) {
    (void)state;
    const char *kerned = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    char folder[] = "/tmp/footnote-kern-XXXXXX", path[64];
    if (access(kerned, R_OK) != 0) {
        print_message("skipped: fonts-dejavu-core is not installed\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/Andika-Regular.ttf", folder);
    assert_int_equal(symlink(kerned, path), 0);
    const char *folders[] = {folder, NULL};
    struct bench b = {0};
    b.fonts = font_set_open(folders, &b.err);
    unlink(path);
    rmdir(folder);
    assert_non_null(b.fonts);
    assert_true(shape(&b, "AV"));
    int64_t plain = 0;
    for (size_t i = 0; i < b.runs[0].count; i++)
        plain += font_glyph_advance(b.runs[0].font, b.runs[0].glyphs[i].id);
    assert_true(b.runs[0].advance < plain);
    font_set_close(b.fonts);
    arena_release(&b.arena);
}

static void a_missing_character_comes_from_another_face(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "a☐b"));
    assert_int_equal(b->count, 3);
    assert_string_equal(font_postscript_name(b->runs[0].font), "Andika");
    assert_string_not_equal(font_postscript_name(b->runs[1].font), "Andika");
    assert_int_equal(b->runs[1].text.length, 3);
    assert_int_equal(b->runs[1].glyphs[0].cluster, 0);
    assert_ptr_equal(b->runs[2].font, b->runs[0].font);
}

static void greek_and_cyrillic_are_shown(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "Ελληνικά"));
    assert_true(shape(b, "Русский"));
}

static void a_letter_keeps_its_accent(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, "e\xCC\x81x")); /* e, combining acute */
    assert_int_equal(b->count, 1);
    assert_int_equal(b->runs[0].text.length, 4);
}

static void a_character_without_glyph_is_an_error(void **state) {
    struct bench *b = *state;
    assert_false(shape(b, "heel \xF0\x9F\xA6\xB6")); /* U+1F9B6, a foot */
    assert_int_equal(b->err.code, ERROR_SCRIPT);
    assert_non_null(strstr(b->err.message, "no font has"));
    assert_non_null(strstr(b->err.message, "U+1F9B6"));
    assert_false(shape(b, "\xF0\x9F\xA6\xB6")); /* and again: failures are not remembered */
}

static bool has_face(const struct bench *b, const char *postscript_name) {
    for (size_t i = 0; i < b->count; i++)
        if (strcmp(font_postscript_name(b->runs[i].font), postscript_name) == 0)
            return true;
    return false;
}

/* False, with a message: the tests below have nothing to look at. */
static bool has_script_faces(struct bench *b) {
    if (shape(b, "\u05D0") && shape(b, "\u0628"))
        return true;
    print_message("skipped: fonts-noto-core is not installed\n");
    return false;
}

static void words_from_the_right_stand_as_the_eye_sees_them(void **state) {
    struct bench *b = *state;
    if (!has_script_faces(b))
        skip();
    assert_true(shape(b, "\u05D0\u05D1 \u05D2"));
    assert_int_equal(b->count, 3); /* the second word, a space, the first */
    assert_true(has_face(b, "NotoSansHebrew-Regular"));
    assert_string_equal(b->runs[0].text.data, "\u05D2");
    assert_int_equal(b->runs[2].text.length, 4);
    assert_int_equal(b->runs[2].glyphs[0].cluster, 2); /* clusters go down */
    assert_int_equal(b->runs[2].glyphs[1].cluster, 0);
    assert_true(b->runs[0].right_to_left && b->runs[2].right_to_left);
}

static void latin_words_stand_in_their_order_among_arabic_ones(void **state) {
    struct bench *b = *state;
    if (!has_script_faces(b))
        skip();
    assert_true(shape(b, "\u0628 ab cd \u062A"));
    const struct glyph_run *latin = NULL;
    for (size_t i = 0; i < b->count; i++)
        if (!b->runs[i].right_to_left)
            latin = &b->runs[i];
    assert_non_null(latin);
    assert_int_equal(latin->text.length, 5);
    assert_string_equal(b->runs[0].text.data, "\u062A");
}

static void arabic_letters_join(void **state) {
    struct bench *b = *state;
    if (!has_script_faces(b))
        skip();
    assert_true(shape(b, "\u0628"));
    uint32_t alone = b->runs[0].glyphs[0].id;
    assert_true(shape(b, "\u0628\u0628\u0628"));
    assert_int_equal(b->runs[0].count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_not_equal(b->runs[0].glyphs[i].id, alone);
    assert_int_not_equal(b->runs[0].glyphs[0].id, b->runs[0].glyphs[2].id);
}

/* The middle letter of a word, in bold: it still is a middle letter. */
static void letters_join_over_a_change_of_face(void **state) {
    struct bench *b = *state;
    if (!has_script_faces(b))
        skip();
    struct slice word = slice_of("\u0628\u0628\u0628");
    struct shape_stretch bold = {.style = FONT_BOLD,
                                 .language = "ar",
                                 .right_to_left = true,
                                 .text = slice_make(word.data + 2, 2),
                                 .around = word};
    assert_true(shape_stretch(&b->arena, b->fonts, &bold, &b->runs, &b->count, &b->err));
    uint32_t middle = b->runs[0].glyphs[0].id;
    bold.text = bold.around = word;
    assert_true(shape_stretch(&b->arena, b->fonts, &bold, &b->runs, &b->count, &b->err));
    assert_int_equal(b->runs[0].glyphs[1].id, middle);
    bold.text = bold.around = slice_make(word.data, 2);
    assert_true(shape_stretch(&b->arena, b->fonts, &bold, &b->runs, &b->count, &b->err));
    assert_int_not_equal(b->runs[0].glyphs[0].id, middle); /* not remembered for another */
}

static void persian_and_urdu_letters_are_shown(void **state) {
    struct bench *b = *state;
    if (!has_script_faces(b))
        skip();
    assert_true(shape(b, "\u067E\u0686\u06AF \u0645\u06CC\u200C\u06A9\u0646\u0645 \u06F1\u06F2"));
    assert_true(shape(b, "\u0679\u06BE\u06D2 \u06C1\u06D4"));
}

static void signs_that_turn_text_around_are_refused(void **state) {
    struct bench *b = *state;
    assert_false(shape(b, "a\u202E"
                          "b"));
    assert_int_equal(b->err.code, ERROR_SCRIPT);
    assert_non_null(strstr(b->err.message, "U+202E"));
    assert_true(shape(b, "a\u200E"
                         "b")); /* a mark only helps the order */
}

static void words_are_remembered_by_style_and_language(void **state) {
    struct bench *b = *state;
    struct slice word = slice_of("heel");
    const struct shaped_word *first = shape_word(b->fonts, FONT_REGULAR, word, "en", &b->err);
    assert_ptr_equal(shape_word(b->fonts, FONT_REGULAR, word, "en", &b->err), first);
    assert_ptr_not_equal(shape_word(b->fonts, FONT_BOLD, word, "en", &b->err), first);
    assert_ptr_not_equal(shape_word(b->fonts, FONT_REGULAR, word, "nl", &b->err), first);
    for (int i = 0; i < 5000; i++) { /* through several sizes of the table */
        char text[16];
        snprintf(text, sizeof text, "w%d", i);
        assert_non_null(shape_word(b->fonts, FONT_REGULAR, slice_of(text), "en", &b->err));
    }
    assert_ptr_equal(shape_word(b->fonts, FONT_REGULAR, word, "en", &b->err), first);
}

static void width_is_the_sum_of_advances(void **state) {
    struct bench *b = *state;
    assert_true(shape(b, " "));
    assert_true(fabs(shape_width_pt(b->runs, b->count, 12) - 550.0 * 12 / 2048) < 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_in_one_face_is_one_run),
        cmocka_unit_test(clusters_point_into_the_run),
        cmocka_unit_test(ligatures_are_one_glyph_for_two_letters),
        cmocka_unit_test(kerning_is_applied_where_a_face_has_it),
        cmocka_unit_test(a_missing_character_comes_from_another_face),
        cmocka_unit_test(greek_and_cyrillic_are_shown),
        cmocka_unit_test(a_letter_keeps_its_accent),
        cmocka_unit_test(a_character_without_glyph_is_an_error),
        cmocka_unit_test(words_from_the_right_stand_as_the_eye_sees_them),
        cmocka_unit_test(latin_words_stand_in_their_order_among_arabic_ones),
        cmocka_unit_test(arabic_letters_join),
        cmocka_unit_test(letters_join_over_a_change_of_face),
        cmocka_unit_test(persian_and_urdu_letters_are_shown),
        cmocka_unit_test(signs_that_turn_text_around_are_refused),
        cmocka_unit_test(words_are_remembered_by_style_and_language),
        cmocka_unit_test(width_is_the_sum_of_advances),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
