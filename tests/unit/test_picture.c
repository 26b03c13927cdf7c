/* Pictures: formats told apart, PNG files of every kind, what is refused, and means of pixels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "data_fixture.h"
#include "picture_fixture.h"

/* ---- formats --------------------------------------------------------------------------------- */

static void other_files_are_no_pictures(void **state) {
    struct pictures *p = *state;
    expect_refusal(p, slice_of(""), "not a PNG or JPEG picture");
    expect_refusal(p, slice_of("GIF89a..........."), "not a PNG or JPEG picture");
    expect_refusal(p, slice_of("\x89PNG\r\n\x1A"), "not a PNG or JPEG picture");
    expect_refusal(p, slice_of("<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a PNG or JPEG");
}

static void pixels_come_as_they_stand_in_the_file(void **state) {
    struct pictures *p = *state;
    struct picture *grey = decode(p, make_png(p, 3, 2, PNG_GREY, PNG_ROWS("\0\1\2\3\0\4\5\xFF")));
    assert_int_equal(grey->width, 3);
    assert_int_equal(grey->height, 2);
    assert_int_equal(grey->channels, 1);
    assert_memory_equal(grey->pixels, "\1\2\3\4\5\xFF", 6);
    assert_null(grey->alpha);
    assert_false(grey->is_jpeg);
    struct picture *colour = decode(p, make_png(p, 1, 2, PNG_RGB, PNG_ROWS("\0abc\0def")));
    assert_int_equal(colour->channels, 3);
    assert_memory_equal(colour->pixels, "abcdef", 6);
}

static void alpha_stands_apart_and_vanishes_when_it_says_nothing(void **state) {
    struct pictures *p = *state;
    struct picture *clear =
        decode(p, make_png(p, 2, 1, PNG_RGB_ALPHA, PNG_ROWS("\0abc\x80xyz\xFF")));
    assert_int_equal(clear->channels, 3);
    assert_memory_equal(clear->pixels, "abcxyz", 6);
    assert_memory_equal(clear->alpha, "\x80\xFF", 2);
    struct picture *opaque = decode(p, make_png(p, 2, 1, PNG_GREY_ALPHA, PNG_ROWS("\0a\xFFz\xFF")));
    assert_int_equal(opaque->channels, 1);
    assert_memory_equal(opaque->pixels, "az", 2);
    assert_null(opaque->alpha);
}

static void palettes_become_colours(void **state) {
    struct pictures *p = *state;
    struct strbuf out = {0};
    begin_png(&out, 2, 1, PNG_PALETTE);
    add_chunk(&out, "PLTE", slice_of("abcxyz"));
    add_chunk(&out, "tRNS", slice_of("\x40"));
    struct picture *picture = decode(p, end_png(p, &out, PNG_ROWS("\0\1\0")));
    assert_memory_equal(picture->pixels, "xyzabc", 6);
    assert_memory_equal(picture->alpha, "\xFF\x40", 2);
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void a_colour_outside_the_palette_is_damage(void **state) {
    struct pictures *p = *state;
    struct strbuf out = {0};
    begin_png(&out, 2, 1, PNG_PALETTE);
    add_chunk(&out, "PLTE", slice_of("abcxyz"));
    expect_refusal(p, end_png(p, &out, PNG_ROWS("\0\1\2")), "palette");
}

static void a_bad_checksum_is_damage(void **state) {
    struct pictures *p = *state;
    struct slice file = make_png(p, 3, 2, PNG_GREY, PNG_ROWS("\0\1\2\3\0\4\5\6"));
    for (size_t from_end = 1; from_end <= 16; from_end++) {
        struct slice copy = arena_slice(&p->arena, file);
        ((char *)copy.data)[copy.length - from_end] ^= 0x10;
        expect_refusal(p, copy, "damaged");
    }
}

static void a_file_that_ends_early_is_damage(void **state) {
    struct pictures *p = *state;
    struct slice file = make_png(p, 3, 2, PNG_GREY, PNG_ROWS("\0\1\2\3\0\4\5\6"));
    for (size_t length = 8; length < file.length; length++)
        expect_refusal(p, slice_make(file.data, length), "damaged");
}

static void pixels_that_are_missing_are_damage(void **state) {
    struct pictures *p = *state;
    expect_refusal(p, make_png(p, 3, 3, PNG_GREY, PNG_ROWS("\0\1\2\3\0\4\5\6")), "damaged");
}

static void a_picture_too_large_is_refused_before_it_is_decoded(void **state) {
    struct pictures *p = *state;
    expect_refusal(p, make_png(p, 19000, 19000, PNG_RGB_ALPHA, PNG_ROWS("\0")), "19000 x 19000");
    expect_refusal(p, make_png(p, 20001, 1, PNG_GREY, PNG_ROWS("\0")), "x.png");
    assert_true(p->arena.total_bytes < 1024 * 1024);
}

/* ---- smaller --------------------------------------------------------------------------------- */

static void a_smaller_picture_has_the_means_of_the_pixels(void **state) {
    struct pictures *p = *state;
    struct picture *four =
        decode(p, make_png(p, 4, 2, PNG_GREY, PNG_ROWS("\0\x10\x20\xFF\x01\0\x30\x40\xFF\x01")));
    struct picture *two = picture_shrink(&p->arena, four, 2, 1);
    assert_int_equal(two->width, 2);
    assert_int_equal(two->height, 1);
    assert_memory_equal(two->pixels, "\x28\x80", 2);
    assert_false(two->is_upright);
    /* Where an edge falls inside a pixel, its shares count: (2 * 0x10 + 0x20) / 3. */
    struct picture *three = decode(p, make_png(p, 3, 1, PNG_GREY, PNG_ROWS("\0\x10\x20\x40")));
    assert_memory_equal(picture_shrink(&p->arena, three, 2, 1)->pixels, "\x15\x35", 2);
}

static void what_shows_through_lends_no_colour(void **state) {
    struct pictures *p = *state;
    struct picture *picture =
        decode(p, make_png(p, 4, 1, PNG_GREY_ALPHA, PNG_ROWS("\0\x10\0\xC0\xFF\x50\xFF\x70\xFF")));
    struct picture *smaller = picture_shrink(&p->arena, picture, 2, 1);
    assert_memory_equal(smaller->pixels, "\xC0\x60", 2);
    assert_memory_equal(smaller->alpha, "\x80\xFF", 2);
}

static void a_picture_is_never_made_larger(void **state) {
    struct pictures *p = *state;
    struct picture *picture = decode(p, make_png(p, 2, 1, PNG_GREY, PNG_ROWS("\0\1\2")));
    struct picture *same = picture_shrink(&p->arena, picture, 100, 0);
    assert_int_equal(same->width, 2);
    assert_int_equal(same->height, 1);
    assert_memory_equal(same->pixels, "\1\2", 2);
}

static void a_copy_outlives_what_it_was_made_from(void **state) {
    struct pictures *p = *state;
    struct arena other = {0};
    struct slice file = make_png(p, 2, 1, PNG_GREY_ALPHA, PNG_ROWS("\0a\x01z\x02"));
    struct picture *picture = picture_decode(&other, "x.png", file, &p->err);
    struct picture *copy = picture_copy(&p->arena, picture);
    arena_release(&other);
    assert_memory_equal(copy->pixels, "az", 2);
    assert_memory_equal(copy->alpha, "\x01\x02", 2);
    assert_string_equal(copy->name, "x.png");
}

/* ---- files from elsewhere -------------------------------------------------------------------- */

/* NULL when the data folder is not there. */
static const char *png_path(struct pictures *p, const char *relative) {
    const char *path = data_path(arena_format(&p->arena, "hostile/png/%s", relative));
    return path ? arena_text(&p->arena, path) : NULL;
}

static struct slice read_file(struct pictures *p, const char *path) {
    struct slice bytes;
    if (!file_read(&p->arena, path, 1 << 24, &bytes, &p->err))
        fail_msg("%s", p->err.message);
    return bytes;
}

/* As ImageMagick reads them; but 16 bits are rounded to 8, not cut. */
static void pixels_of_the_png_suite_are_as_others_read_them(void **state) {
    struct pictures *p = *state;
    static const struct {
        const char *file;
        int channels;
        struct {
            unsigned x, y;
            unsigned char colour[3], alpha;
        } pixels[2];
    } expected[] = {
        {"basn3p04.png", 3, {{18, 0, {119, 255, 0}, 255}, {18, 15, {0, 255, 153}, 255}}},
        {"basn2c16.png", 3, {{18, 0, {107, 255, 0}, 255}, {18, 15, {107, 132, 16}, 255}}},
        {"ftbbn0g01.png", 1, {{0, 0, {0}, 0}, {18, 15, {255}, 255}}},
        {"basn4a08.png", 1, {{18, 0, {255}, 148}, {18, 15, {131}, 148}}},
        {"ftp1n3p08.png", 3, {{0, 0, {255, 255, 255}, 0}, {18, 15, {89, 89, 89}, 255}}},
        {"basn0g16.png", 1, {{18, 0, {161}, 255}, {18, 15, {191}, 255}}},
        {"basn6a16.png", 3, {{18, 0, {107, 255, 0}, 0}, {18, 15, {0, 153, 102}, 214}}},
    };
    if (!png_path(p, "pngsuite"))
        skip();
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *path = png_path(p, arena_format(&p->arena, "pngsuite/%s", expected[i].file));
        struct picture *picture = decode(p, read_file(p, path));
        assert_int_equal(picture->width, 32);
        assert_int_equal(picture->channels, expected[i].channels);
        for (int k = 0; k < 2; k++) {
            size_t at = expected[i].pixels[k].y * 32 + expected[i].pixels[k].x;
            for (int c = 0; c < picture->channels; c++)
                assert_int_equal(picture->pixels[at * (size_t)picture->channels + (size_t)c],
                                 expected[i].pixels[k].colour[c]);
            assert_int_equal(picture->alpha ? picture->alpha[at] : 255,
                             expected[i].pixels[k].alpha);
        }
    }
}

/* The same pictures in seven passes. */
static void an_interlaced_file_has_the_same_pixels(void **state) {
    struct pictures *p = *state;
    static const char *const names[] = {"basn0g08", "basn0g16", "basn2c08", "basn2c16",
                                        "basn3p08", "basn4a08", "basn4a16", "basn6a08",
                                        "basn6a16", "ftp0n3p08"};
    if (!png_path(p, "pngsuite"))
        skip();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *plain = arena_format(&p->arena, "pngsuite/%s.png", names[i]);
        const char *interlaced = arena_format(&p->arena, "pngsuite/i%s.png", names[i]);
        struct picture *one = decode(p, read_file(p, png_path(p, plain)));
        struct picture *other = decode(p, read_file(p, png_path(p, interlaced)));
        size_t count = (size_t)one->width * one->height;
        assert_int_equal(one->channels, other->channels);
        assert_memory_equal(one->pixels, other->pixels, count * (size_t)one->channels);
        assert_int_equal(one->alpha != NULL, other->alpha != NULL);
        if (one->alpha)
            assert_memory_equal(one->alpha, other->alpha, count);
    }
}

struct counting {
    struct pictures *p;
    const char *folder;
    size_t decoded, refused;
};

static bool count_file(void *context, const char *relative, const struct file_stamp *stamp,
                       const char *problem, bool *stop) {
    struct counting *counting = context;
    struct pictures *p = counting->p;
    (void)stop;
    if (!stamp || problem)
        return true;
    if (strcmp(file_extension(&p->arena, relative), ".png") != 0)
        return false;
    const char *path = file_join(&p->arena, counting->folder, relative);
    bool decoded = picture_decode(&p->arena, relative, read_file(p, path), &p->err) != NULL;
    counting->decoded += decoded;
    counting->refused += !decoded;
    if (!decoded)
        assert_non_null(strstr(p->err.message, "damaged"));
    return false;
}

static void every_file_of_the_png_suite_is_decoded(void **state) {
    struct pictures *p = *state;
    struct counting counting = {.p = p, .folder = png_path(p, "pngsuite")};
    if (!counting.folder)
        skip();
    assert_true(file_walk(counting.folder, count_file, &counting, &p->err));
    assert_true(counting.decoded > 50);
    assert_int_equal(counting.refused, 0);
}

/* All but those whose damage is in what we don't read: a colour profile, empty remarks. */
static void files_made_to_crash_readers_are_refused(void **state) {
    struct pictures *p = *state;
    struct counting counting = {.p = p, .folder = png_path(p, "testpngs/crashers")};
    if (!counting.folder)
        skip();
    assert_true(file_walk(counting.folder, count_file, &counting, &p->err));
    assert_true(counting.refused >= 20);
    assert_true(counting.decoded <= 2);
}

/* A changed byte is seen by its checksum, wherever it is. */
static void every_changed_byte_of_a_png_is_seen(void **state) {
    struct pictures *p = *state;
    struct slice file =
        make_png(p, 5, 2, PNG_RGB, PNG_ROWS("\0abcdefghijklmno\1pqrstuvwxyz\1\2\3\4"));
    for (size_t i = 8; i < file.length; i++)
        for (int bit = 0; bit < 8; bit++) {
            struct arena arena = {0};
            struct slice copy = arena_slice(&arena, file);
            ((char *)copy.data)[i] ^= (char)(1 << bit);
            assert_null(picture_decode(&arena, "x.png", copy, &p->err));
            assert_int_equal(p->err.code, ERROR_SCRIPT);
            arena_release(&arena);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(other_files_are_no_pictures),
        PICTURE_TEST(pixels_come_as_they_stand_in_the_file),
        PICTURE_TEST(alpha_stands_apart_and_vanishes_when_it_says_nothing),
        PICTURE_TEST(palettes_become_colours),
        PICTURE_TEST(a_colour_outside_the_palette_is_damage),
        PICTURE_TEST(a_bad_checksum_is_damage),
        PICTURE_TEST(a_file_that_ends_early_is_damage),
        PICTURE_TEST(pixels_that_are_missing_are_damage),
        PICTURE_TEST(a_picture_too_large_is_refused_before_it_is_decoded),
        PICTURE_TEST(a_smaller_picture_has_the_means_of_the_pixels),
        PICTURE_TEST(what_shows_through_lends_no_colour),
        PICTURE_TEST(a_picture_is_never_made_larger),
        PICTURE_TEST(a_copy_outlives_what_it_was_made_from),
        PICTURE_TEST(pixels_of_the_png_suite_are_as_others_read_them),
        PICTURE_TEST(an_interlaced_file_has_the_same_pixels),
        PICTURE_TEST(every_file_of_the_png_suite_is_decoded),
        PICTURE_TEST(files_made_to_crash_readers_are_refused),
        PICTURE_TEST(every_changed_byte_of_a_png_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
