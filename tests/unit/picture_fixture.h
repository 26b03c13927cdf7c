/* picture_fixture.h - small PNG and JPEG files made in a test, whole or damaged in a chosen way.
 *
 * To be included behind cmocka.h. The JPEG files come from libjpeg, the PNG files are put together
 * here, chunk by chunk.
 */
#ifndef FOOTNOTE_TESTS_PICTURE_FIXTURE_H
#define FOOTNOTE_TESTS_PICTURE_FIXTURE_H

#include "base/picture.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <zlib.h>

struct pictures {
    struct arena arena;
    struct error err;
};

static inline int open_pictures(void **state) {
    *state = test_calloc(1, sizeof(struct pictures));
    return 0;
}

static inline int close_pictures(void **state) {
    struct pictures *p = *state;
    arena_release(&p->arena);
    test_free(p);
    return 0;
}

#define PICTURE_TEST(name) cmocka_unit_test_setup_teardown(name, open_pictures, close_pictures)

static inline struct picture *decode(struct pictures *p, struct slice file) {
    struct picture *picture = picture_decode(&p->arena, "x.png", file, &p->err);
    if (!picture)
        fail_msg("%s", p->err.message);
    return picture;
}

static inline void expect_refusal(struct pictures *p, struct slice file, const char *message) {
    assert_null(picture_decode(&p->arena, "x.png", file, &p->err));
    assert_int_equal(p->err.code, ERROR_SCRIPT);
    if (strncmp(p->err.message, "x.png: ", 7) != 0 || !strstr(p->err.message, message))
        fail_msg("expected '%s' in '%s'", message, p->err.message);
}

/* ---- PNG ------------------------------------------------------------------------------------- */

enum { PNG_GREY = 0, PNG_RGB = 2, PNG_PALETTE = 3, PNG_GREY_ALPHA = 4, PNG_RGB_ALPHA = 6 };

static inline void add_four(struct strbuf *out, unsigned long number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        strbuf_add_char(out, (char)(number >> shift & 0xFF));
}

static inline void add_chunk(struct strbuf *out, const char *type, struct slice data) {
    add_four(out, data.length);
    size_t begin = out->length;
    strbuf_add(out, type);
    strbuf_add_slice(out, data);
    add_four(out, crc32(0, (const Bytef *)out->data + begin, (uInt)(out->length - begin)));
}

static inline void begin_png(struct strbuf *out, unsigned width, unsigned height, int colour) {
    struct strbuf header = {0};
    strbuf_add_bytes(out, "\x89PNG\r\n\x1A\n", 8);
    add_four(&header, width);
    add_four(&header, height);
    const char rest[] = {8, (char)colour, 0, 0, 0};
    strbuf_add_bytes(&header, rest, sizeof rest);
    add_chunk(out, "IHDR", strbuf_slice(&header));
    strbuf_release(&header);
}

/* rows: each with its filter byte in front. */
static inline struct slice end_png(struct pictures *p, struct strbuf *out, struct slice rows) {
    uLongf length = compressBound((uLong)rows.length);
    Bytef *packed = malloc(length);
    assert_int_equal(compress2(packed, &length, (const Bytef *)rows.data, (uLong)rows.length, 9),
                     Z_OK);
    add_chunk(out, "IDAT", slice_make((const char *)packed, length));
    add_chunk(out, "IEND", slice_of(""));
    free(packed);
    struct slice file = arena_slice(&p->arena, strbuf_slice(out));
    strbuf_release(out);
    return file;
}

#define PNG_ROWS(text) slice_make(text, sizeof(text) - 1)

static inline struct slice make_png(struct pictures *p, unsigned width, unsigned height, int colour,
                                    struct slice rows) {
    struct strbuf out = {0};
    begin_png(&out, width, height, colour);
    return end_png(p, &out, rows);
}

/* ---- JPEG ------------------------------------------------------------------------------------ */

/* Called before the file begins: to set what libjpeg is asked for. */
typedef void jpeg_setting(struct jpeg_compress_struct *jpeg);

static inline struct slice make_jpeg(struct pictures *p, unsigned width, unsigned height,
                                     int components, const unsigned char *pixels,
                                     jpeg_setting *set) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &length);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    for (int i = 0; i < components; i++) /* colours at full size: pixels can be compared */
        jpeg.comp_info[i].h_samp_factor = jpeg.comp_info[i].v_samp_factor = 1;
    if (set)
        set(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)pixels + (size_t)jpeg.next_scanline * width * (size_t)components;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    struct slice file = arena_slice(&p->arena, slice_make((const char *)bytes, length));
    free(bytes);
    return file;
}

/* The file with a segment right behind its start. */
static inline struct slice with_segment(struct pictures *p, struct slice file, unsigned char marker,
                                        struct slice data) {
    struct strbuf out = {0};
    strbuf_add_bytes(&out, file.data, 2);
    strbuf_add_char(&out, (char)0xFF);
    strbuf_add_char(&out, (char)marker);
    strbuf_add_char(&out, (char)((data.length + 2) >> 8));
    strbuf_add_char(&out, (char)((data.length + 2) & 0xFF));
    strbuf_add_slice(&out, data);
    strbuf_add_bytes(&out, file.data + 2, file.length - 2);
    struct slice copy = arena_slice(&p->arena, strbuf_slice(&out));
    strbuf_release(&out);
    return copy;
}

#endif
