/* Families by name: loaded from resources, never replaced by another; the order of fallbacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "base/resource.h"
#include "text/shape.h"

#define DEJAVU "/usr/share/fonts/truetype/dejavu/"

/* A clinic with these files, and a computer with none. */
struct shelf {
    const char *files[4]; /* below DEJAVU, ended by NULL */
    int asked_computer;
};

static bool load(void *context, enum resource_kind kind, const char *name, struct arena *arena,
                 struct slice *bytes, struct error *err) {
    struct shelf *shelf = context;
    assert_int_equal(kind, RESOURCE_FACE);
    if (strcmp(name, RESOURCE_FACE_LIST) == 0) {
        char *list = arena_text(arena, "");
        for (size_t i = 0; shelf->files[i]; i++)
            list = arena_format(arena, "%s%s\n", list, shelf->files[i]);
        *bytes = slice_of(list);
        return true;
    }
    size_t prefix = strlen(RESOURCE_FACE_FILE);
    if (strncmp(name, RESOURCE_FACE_FILE, prefix) == 0)
        return file_read(arena, arena_format(arena, DEJAVU "%s", name + prefix),
                         RESOURCE_LIMIT_BYTES, bytes, err);
    shelf->asked_computer++;
    return error_set(err, ERROR_ENVIRONMENT, "there is no font family '%s' here", name);
}

struct bench {
    struct font_set *fonts;
    struct shelf shelf;
    struct resources resources;
    struct arena arena;
    struct error err;
};

static void open_bench(struct bench *b) {
    *b = (struct bench){.resources = {.load = load}};
    b->resources.context = &b->shelf;
    b->fonts = font_set_open(NULL, &b->err);
    assert_non_null(b->fonts);
}

static void close_bench(struct bench *b) {
    font_set_close(b->fonts);
    arena_release(&b->arena);
}

static bool choose(struct bench *b, const char *face, const char *heading) {
    return font_set_choose(b->fonts, face, heading, &b->resources, &b->err);
}

static const char *face_for(struct bench *b, enum font_style style, const char *text) {
    struct glyph_run *runs;
    size_t count;
    if (!shape_text(&b->arena, b->fonts, style, slice_of(text), "en", &runs, &count, &b->err))
        fail_msg("%s", b->err.message);
    assert_int_equal(count, 1);
    return font_postscript_name(runs[0].font);
}

static bool has_dejavu(void) {
    if (file_exists(DEJAVU "DejaVuSerif.ttf") && file_exists(DEJAVU "DejaVuSerif-Bold.ttf"))
        return true;
    print_message("skipped: fonts-dejavu-core is not installed\n");
    return false;
}

static void a_clinics_family_comes_first_in_each_style(void **state) {
    (void)state;
    struct bench b;
    if (!has_dejavu())
        skip();
    open_bench(&b);
    b.shelf = (struct shelf){.files = {"DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf"}};
    assert_true(choose(&b, "DejaVu Serif", "Andika"));
    assert_int_equal(b.shelf.asked_computer, 0);
    assert_string_equal(face_for(&b, FONT_REGULAR, "a"), "DejaVuSerif");
    assert_string_equal(face_for(&b, FONT_BOLD, "a"), "DejaVuSerif-Bold");
    assert_string_equal(face_for(&b, FONT_HEADING, "a"), "Andika-Bold");
    assert_true(choose(&b, "Andika", "DEJAVU SERIF")); /* loaded already; capitals don't count */
    assert_string_equal(face_for(&b, FONT_REGULAR, "a"), "Andika");
    assert_string_equal(face_for(&b, FONT_BOLD, "a"), "Andika-Bold");
    assert_string_equal(face_for(&b, FONT_HEADING, "a"), "DejaVuSerif-Bold");
    close_bench(&b);
}

/* DejaVu Serif has no U+1D72, Andika has it. */
static void what_a_face_lacks_comes_from_the_patient_face(void **state) {
    (void)state;
    struct bench b;
    if (!has_dejavu())
        skip();
    open_bench(&b);
    b.shelf = (struct shelf){.files = {"DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf"}};
    assert_true(choose(&b, "DejaVu Serif", "DejaVu Serif"));
    assert_string_equal(face_for(&b, FONT_REGULAR, "\xE1\xB5\xB2"), "Andika");
    assert_string_equal(face_for(&b, FONT_BOLD, "\xE1\xB5\xB2"), "Andika-Bold");
    close_bench(&b);
}

static void a_family_is_never_replaced(void **state) {
    (void)state;
    struct bench b;
    if (!has_dejavu())
        skip();
    open_bench(&b);
    b.shelf = (struct shelf){.files = {"DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"}};
    assert_false(choose(&b, "DejaVu Sarif", "Andika"));
    assert_int_equal(b.err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(b.err.message, "did you mean 'DejaVu Serif'?"));
    assert_false(choose(&b, "Quite Another", "Andika"));
    assert_string_equal(b.err.message, "there is no font family 'Quite Another' here");
    assert_string_equal(face_for(&b, FONT_REGULAR, "a"), "Andika"); /* as before */
    close_bench(&b);
}

static void a_family_without_bold_is_refused(void **state) {
    (void)state;
    struct bench b;
    if (!has_dejavu())
        skip();
    open_bench(&b);
    b.shelf = (struct shelf){.files = {"DejaVuSerif.ttf"}};
    size_t before = font_set_count(b.fonts);
    assert_false(choose(&b, "DejaVu Serif", "Andika"));
    assert_non_null(strstr(b.err.message, "'DejaVu Serif' has no bold face"));
    assert_int_equal(font_set_count(b.fonts), before);
    close_bench(&b);
}

static void the_patient_faces_need_nobody(void **state) {
    (void)state;
    struct bench b;
    open_bench(&b);
    assert_true(font_set_choose(b.fonts, "Andika", "andika", NULL, &b.err));
    assert_false(font_set_choose(b.fonts, "Elsewhere", "Andika", NULL, &b.err));
    assert_non_null(strstr(b.err.message, "no files are read"));
    close_bench(&b);
}

/* Capital I, small l and 1 must not be taken for each other: a dose, a week, a phone number. */
static void letters_that_look_alike_differ_in_the_patient_face(void **state) {
    (void)state;
    struct bench b;
    open_bench(&b);
    static const char *const letters[] = {"I", "l", "1"};
    for (int style = 0; style < FONT_STYLE_COUNT; style++) {
        uint32_t glyphs[3];
        int advances[3];
        for (size_t i = 0; i < 3; i++) {
            struct glyph_run *runs;
            size_t count;
            assert_true(shape_text(&b.arena, b.fonts, (enum font_style)style, slice_of(letters[i]),
                                   "en", &runs, &count, &b.err));
            glyphs[i] = runs[0].glyphs[0].id;
            advances[i] = runs[0].glyphs[0].advance;
        }
        for (size_t i = 0; i < 3; i++) {
            size_t next = (i + 1) % 3;
            assert_int_not_equal(glyphs[i], glyphs[next]);
            assert_int_not_equal(advances[i], advances[next]);
        }
    }
    close_bench(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clinics_family_comes_first_in_each_style),
        cmocka_unit_test(what_a_face_lacks_comes_from_the_patient_face),
        cmocka_unit_test(a_family_is_never_replaced),
        cmocka_unit_test(a_family_without_bold_is_refused),
        cmocka_unit_test(the_patient_faces_need_nobody),
        cmocka_unit_test(letters_that_look_alike_differ_in_the_patient_face),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
