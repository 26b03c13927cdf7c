/* test_pdf_subset.c - which handouts share a subset of a face. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pdf/pdf_subset.h"

#include <hb.h>

static const struct pdf_subset *subset_of(const struct font *font, const char *text, bool compact) {
    struct error err;
    hb_set_t *glyphs = hb_set_create();
    hb_font_t *shaping = hb_font_create(font_harfbuzz_face(font));
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned count = 0;
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(shaping, buffer, NULL, 0);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    hb_set_add(glyphs, 0);
    for (unsigned i = 0; i < count; i++)
        hb_set_add(glyphs, infos[i].codepoint);
    const struct pdf_subset *subset = pdf_subset_get(font, glyphs, compact, &err);
    assert_non_null(subset);
    assert_true(hb_set_is_subset(glyphs, subset->glyphs));
    hb_buffer_destroy(buffer);
    hb_font_destroy(shaping);
    hb_set_destroy(glyphs);
    return subset;
}

static void the_usual_letters_are_one_subset(void **state) {
    const struct font *font = font_set_face(*state, FONT_REGULAR);
    const struct pdf_subset *one = subset_of(font, "Start slowly, 10 (ten) minutes.", false);
    assert_ptr_equal(one, subset_of(font, "Zoe's first flight: J\u2013Q?", false));
    pdf_subset_prepare(font);
    assert_ptr_equal(one, subset_of(font, "x", false));
}

static void other_letters_have_their_own(void **state) {
    const struct font *font = font_set_face(*state, FONT_BOLD);
    const struct pdf_subset *usual = subset_of(font, "Zoe", false);
    const struct pdf_subset *own = subset_of(font, "Zo\u00EB", false);
    assert_ptr_not_equal(usual, own);
    assert_true(own->glyph_count < usual->glyph_count);
}

static void a_compact_file_has_just_what_it_uses(void **state) {
    const struct font *font = font_set_face(*state, FONT_REGULAR);
    assert_true(subset_of(font, "abc", true)->glyph_count <
                subset_of(font, "abc", false)->glyph_count);
}

static int open_fonts(void **state) {
    struct error err;
    *state = font_set_open(NULL, &err);
    return *state ? 0 : -1;
}

static int close_fonts(void **state) {
    font_set_close(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_letters_are_one_subset),
        cmocka_unit_test(other_letters_have_their_own),
        cmocka_unit_test(a_compact_file_has_just_what_it_uses),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
