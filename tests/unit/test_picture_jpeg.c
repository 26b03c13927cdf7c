/* JPEG files: pixels turned upright, what libjpeg would only warn of, files without what a camera
 * wrote beside the picture, and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "picture_fixture.h"

enum { APP1 = 0xE1, APP2 = 0xE2, COMMENT = 0xFE };

/* 16 x 8: blocks of 8 x 8, so that what is lost in one does not show in the other. */
enum { WIDE = 16, HIGH = 8 };

static struct slice make_two_blocks(struct pictures *p, jpeg_setting *set) {
    unsigned char pixels[WIDE * HIGH * 3];
    for (int i = 0; i < WIDE * HIGH; i++)
        memcpy(pixels + i * 3, i % WIDE < 8 ? "\xF0\x20\x20" : "\x20\x20\xF0", 3);
    return make_jpeg(p, WIDE, HIGH, 3, pixels, set);
}

static struct slice with_orientation(struct pictures *p, struct slice file, char orientation) {
    char block[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
    block[24] = orientation;
    return with_segment(p, file, APP1, slice_make(block, sizeof block - 1));
}

static bool is_red(const struct picture *picture, unsigned x, unsigned y) {
    const unsigned char *pixel = picture->pixels + ((size_t)y * picture->width + x) * 3;
    assert_true(abs(pixel[0] - pixel[2]) > 150);
    return pixel[0] > pixel[2];
}

/* ---- pixels ---------------------------------------------------------------------------------- */

static void pixels_are_decoded(void **state) {
    struct pictures *p = *state;
    struct picture *picture = decode(p, make_two_blocks(p, NULL));
    assert_int_equal(picture->width, WIDE);
    assert_int_equal(picture->height, HIGH);
    assert_int_equal(picture->channels, 3);
    assert_true(picture->is_jpeg && picture->is_upright);
    assert_true(is_red(picture, 0, 0) && is_red(picture, 7, 7));
    assert_false(is_red(picture, 8, 0) || is_red(picture, 15, 7));
}

static void grey_stays_one_channel(void **state) {
    struct pictures *p = *state;
    unsigned char pixels[64];
    memset(pixels, 0x55, sizeof pixels);
    struct picture *picture = decode(p, make_jpeg(p, 8, 8, 1, pixels, NULL));
    assert_int_equal(picture->channels, 1);
    assert_int_equal(picture->pixels[0], 0x55);
}

/* Which corner the red block goes to, and the shape, tell the eight orientations apart. */
static void every_orientation_is_turned_upright(void **state) {
    struct pictures *p = *state;
    enum { SIDE = 24, OTHER = 16 };
    unsigned char pixels[SIDE * OTHER * 3];
    for (int y = 0; y < OTHER; y++)
        for (int x = 0; x < SIDE; x++)
            memcpy(pixels + (y * SIDE + x) * 3, x < 8 && y < 8 ? "\xF0\x20\x20" : "\x20\x20\xF0",
                   3);
    struct slice file = make_jpeg(p, SIDE, OTHER, 3, pixels, NULL);
    /* Where the stored top left corner belongs: bits for right and bottom. */
    static const int corners[] = {0, 0, 1, 3, 2, 0, 1, 3, 2};
    for (int orientation = 1; orientation <= 8; orientation++) {
        struct picture *picture = decode(p, with_orientation(p, file, (char)orientation));
        bool turned = orientation >= 5;
        assert_int_equal(picture->width, turned ? OTHER : SIDE);
        assert_int_equal(picture->height, turned ? SIDE : OTHER);
        assert_int_equal(picture->is_upright, orientation == 1);
        for (int corner = 0; corner < 4; corner++)
            assert_int_equal(is_red(picture, corner & 1 ? picture->width - 1 : 0,
                                    corner & 2 ? picture->height - 1 : 0),
                             corner == corners[orientation]);
    }
}

/* ---- damage ---------------------------------------------------------------------------------- */

static void a_jpeg_that_ends_early_is_refused(void **state) {
    struct pictures *p = *state;
    struct slice file = make_two_blocks(p, NULL);
    for (size_t length = 3; length < file.length; length++)
        expect_refusal(p, slice_make(file.data, length), "damaged");
}

/* Not every changed byte can be seen; none may do harm. */
static void changed_bytes_do_no_harm(void **state) {
    struct pictures *p = *state;
    struct slice file = make_two_blocks(p, NULL);
    size_t refused = 0, tried = 0;
    for (size_t i = 3; i < file.length; i++)
        for (int k = 0; k < 3; k++, tried++) {
            struct arena arena = {0};
            struct slice copy = arena_slice(&arena, file);
            ((char *)copy.data)[i] = (char)(k == 0 ? 0xFF : k == 1 ? 0 : copy.data[i] ^ 0x24);
            struct picture *picture = picture_decode(&arena, "x.jpg", copy, &p->err);
            if (picture) { /* what is told about it can be used */
                picture_shrink(&arena, picture, 3, 3);
                picture_as_jpeg(&arena, picture);
            }
            refused += !picture;
            arena_release(&arena);
        }
    assert_true(refused > tried / 10);
}

static void a_cmyk_picture_is_refused_by_name(void **state) {
    struct pictures *p = *state;
    unsigned char pixels[8 * 8 * 4] = {0};
    expect_refusal(p, make_jpeg(p, 8, 8, 4, pixels, NULL), "a CMYK picture");
}

static void too_large_is_refused_before_it_is_decoded(void **state) {
    struct pictures *p = *state;
    struct slice file = arena_slice(&p->arena, make_two_blocks(p, NULL));
    char *frame = memmem(file.data, file.length, "\xFF\xC0", 2);
    assert_non_null(frame);
    memcpy(frame + 5, "\x40\x00\x40\x00", 4); /* 16384 x 16384 */
    expect_refusal(p, file, "16384 x 16384");
}

/* ---- progressive ----------------------------------------------------------------------------- */

static void set_progressive(struct jpeg_compress_struct *jpeg) {
    jpeg_simple_progression(jpeg);
}

/* One scan a coefficient, then one for its last bit. */
static jpeg_scan_info many_scans[3 + 63 * 2];

static void set_many_scans(struct jpeg_compress_struct *jpeg) {
    int count = 0;
    many_scans[count++] = (jpeg_scan_info){.comps_in_scan = 3, .component_index = {0, 1, 2}};
    for (int i = 1; i < 64; i++)
        many_scans[count++] =
            (jpeg_scan_info){.comps_in_scan = 1, .Ss = i, .Se = i, .Ah = 0, .Al = 1};
    for (int i = 1; i < 64; i++)
        many_scans[count++] =
            (jpeg_scan_info){.comps_in_scan = 1, .Ss = i, .Se = i, .Ah = 1, .Al = 0};
    jpeg->scan_info = many_scans;
    jpeg->num_scans = count;
}

static void a_progressive_jpeg_is_decoded(void **state) {
    struct pictures *p = *state;
    struct picture *picture = decode(p, make_two_blocks(p, set_progressive));
    assert_true(is_red(picture, 0, 0));
    assert_false(is_red(picture, 15, 0));
}

static void too_many_scans_are_refused(void **state) {
    struct pictures *p = *state;
    expect_refusal(p, make_two_blocks(p, set_many_scans), "too many scans");
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool holds(struct slice bytes, const char *text) {
    return memmem(bytes.data, bytes.length, text, strlen(text)) != NULL;
}

static void where_and_when_a_photo_was_taken_stays_out(void **state) {
    struct pictures *p = *state;
    struct slice plain = make_two_blocks(p, NULL);
    struct slice file = with_segment(p, plain, COMMENT, slice_of("made by Robin Sample"));
    file = with_segment(p, file, APP2, slice_of("51.5074 N"));
    file = with_orientation(p, file, 1);
    struct picture *picture = decode(p, file);
    assert_true(picture->is_upright);
    struct slice written = picture_as_jpeg(&p->arena, picture);
    assert_false(holds(written, "Exif") || holds(written, "Robin") || holds(written, "51.5"));
    assert_true(slice_equals(written, plain));
}

static void what_hangs_behind_the_picture_stays_out(void **state) {
    struct pictures *p = *state;
    struct slice plain = make_two_blocks(p, NULL);
    struct strbuf bytes = {0};
    strbuf_add_slice(&bytes, plain);
    strbuf_add(&bytes, "a film of the same scene");
    struct slice longer = arena_slice(&p->arena, strbuf_slice(&bytes));
    strbuf_release(&bytes);
    struct slice written = picture_as_jpeg(&p->arena, decode(p, longer));
    assert_true(slice_equals(written, plain));
}

static void a_turned_picture_is_encoded_anew(void **state) {
    struct pictures *p = *state;
    struct picture *turned = decode(p, with_orientation(p, make_two_blocks(p, NULL), 6));
    struct slice written = picture_as_jpeg(&p->arena, turned);
    assert_false(holds(written, "Exif"));
    struct picture *again = decode(p, written);
    assert_int_equal(again->width, HIGH);
    assert_int_equal(again->height, WIDE);
    assert_true(is_red(again, 0, 0) && is_red(again, 7, 2));
    assert_false(is_red(again, 0, 15));
    assert_true(slice_equals(written, picture_as_jpeg(&p->arena, turned)));
}

static void set_plain_rgb(struct jpeg_compress_struct *jpeg) {
    jpeg_set_colorspace(jpeg, JCS_RGB);
    jpeg->write_Adobe_marker = FALSE;
}

/* libjpeg guesses from the components' names that these are RGB; other readers guess otherwise. */
static void a_file_whose_colours_are_a_guess_is_encoded_anew(void **state) {
    struct pictures *p = *state;
    struct picture *picture = decode(p, make_two_blocks(p, set_plain_rgb));
    assert_true(is_red(picture, 0, 0));
    assert_false(picture->is_upright);
    assert_true(is_red(decode(p, picture_as_jpeg(&p->arena, picture)), 0, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(pixels_are_decoded),
        PICTURE_TEST(grey_stays_one_channel),
        PICTURE_TEST(every_orientation_is_turned_upright),
        PICTURE_TEST(a_jpeg_that_ends_early_is_refused),
        PICTURE_TEST(changed_bytes_do_no_harm),
        PICTURE_TEST(a_cmyk_picture_is_refused_by_name),
        PICTURE_TEST(too_large_is_refused_before_it_is_decoded),
        PICTURE_TEST(a_progressive_jpeg_is_decoded),
        PICTURE_TEST(too_many_scans_are_refused),
        PICTURE_TEST(where_and_when_a_photo_was_taken_stays_out),
        PICTURE_TEST(what_hangs_behind_the_picture_stays_out),
        PICTURE_TEST(a_turned_picture_is_encoded_anew),
        PICTURE_TEST(a_file_whose_colours_are_a_guess_is_encoded_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
