/* Faces are found, damaged files refused by name, and metrics are those of the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/font.h"

#define ANDIKA "/usr/share/fonts/truetype/andika/Andika-Regular.ttf"

static void patient_faces_come_first(void **state) {
    (void)state;
    struct error err = {0};
    struct font_set *fonts = font_set_open(NULL, &err);
    assert_non_null(fonts);
    assert_string_equal(font_postscript_name(font_set_face(fonts, FONT_REGULAR)), "Andika");
    assert_string_equal(font_postscript_name(font_set_face(fonts, FONT_BOLD)), "Andika-Bold");
    for (size_t i = 0; i < font_set_count(fonts); i++)
        assert_int_equal(font_number(font_set_at(fonts, i)), (int)i);
    font_set_close(fonts);
}

static void metrics_are_those_of_the_file(void **state) {
    (void)state;
    struct error err = {0};
    struct font_set *fonts = font_set_open(NULL, &err);
    assert_non_null(fonts);
    const struct font *font = font_set_face(fonts, FONT_REGULAR);
    const struct font_metrics *metrics = font_metrics(font);
    assert_int_equal(metrics->units_per_em, 2048);
    assert_int_equal(metrics->ascender, 2500);
    assert_int_equal(metrics->descender, -800);
    assert_true(metrics->x_height > 900 && metrics->x_height < metrics->cap_height);
    assert_true(metrics->box[0] < 0 && metrics->box[1] < 0 && metrics->box[2] > 2048);
    assert_false(font_is_cff(font));
    assert_int_equal(font_glyph_advance(font, 3), 550); /* the space */
    font_set_close(fonts);
}

/* Copies Andika's first `length` bytes to a folder of its own, with one byte changed. */
static void write_damaged(char folder[64], size_t length, size_t at, char byte) {
    snprintf(folder, 64, "/tmp/footnote-font-XXXXXX");
    assert_non_null(mkdtemp(folder));
    char path[128];
    snprintf(path, sizeof path, "%s/Andika-Regular.ttf", folder);
    FILE *in = fopen(ANDIKA, "rb"), *out = fopen(path, "wb");
    assert_non_null(in);
    assert_non_null(out);
    char *data = malloc(length + 1);
    length = fread(data, 1, length, in);
    if (at < length)
        data[at] = byte;
    assert_int_equal(fwrite(data, 1, length, out), length);
    free(data);
    fclose(in);
    fclose(out);
}

static void expect_refused(size_t length, size_t at, char byte) {
    char folder[64], path[128];
    write_damaged(folder, length, at, byte);
    const char *folders[] = {folder, NULL};
    struct error err = {0};
    assert_null(font_set_open(folders, &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.message, folder));
    assert_non_null(strstr(err.message, "damaged font file"));
    snprintf(path, sizeof path, "%s/Andika-Regular.ttf", folder);
    unlink(path);
    rmdir(folder);
}

static void damaged_files_are_refused_by_name(void **state) {
    (void)state;
    expect_refused(0, 1, 0);        /* empty */
    expect_refused(12, 13, 0);      /* a header and nothing behind it */
    expect_refused(1000, 1001, 0);  /* tables cut off */
    expect_refused(700000, 0, 'x'); /* no font at all */
}

static void folders_given_come_before_the_system(void **state) {
    (void)state;
    char folder[64], path[128];
    write_damaged(folder, 10000000, 10000001, 0); /* in fact whole */
    const char *folders[] = {folder, NULL};
    struct error err = {0};
    struct font_set *fonts = font_set_open(folders, &err);
    assert_non_null(fonts);
    snprintf(path, sizeof path, "%s/Andika-Regular.ttf", folder);
    unlink(path); /* mapped: still readable, as in a child that may open no file */
    rmdir(folder);
    assert_int_equal(font_glyph_advance(font_set_face(fonts, FONT_REGULAR), 3), 550);
    font_set_close(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patient_faces_come_first),
        cmocka_unit_test(metrics_are_those_of_the_file),
        cmocka_unit_test(damaged_files_are_refused_by_name),
        cmocka_unit_test(folders_given_come_before_the_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
