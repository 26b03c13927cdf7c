/* picture_jpeg.c - JPEG files -> pixels and back, through libjpeg.
 *
 * Layer: base; the only file that includes jpeglib.h. libjpeg only warns of much damage and fills
 * the gaps with grey: here every warning is a refusal, at once. Order: refusing, limits, turning,
 * the run, a file without what a camera wrote beside the picture, encoding.
 */
#include "base/picture_formats.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h> /* jpeglib.h wants it */
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

enum {
    MOST_SCANS = 100,
    /* A scan of a progressive file goes through all pixels: scans times pixels is time. */
    MOST_SCANNED_PIXELS = 320 * 1000 * 1000,
    /* Coefficients of a progressive file; pixels come on top. */
    MEMORY_LIMIT_BYTES = 110 * 1024 * 1024,
    MARKER_BYTES = 65533,
    QUALITY = 85,
    EXIF_MARKER = JPEG_APP0 + 1,
};

struct reading {
    struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct jpeg;
    struct picture *picture;
    struct arena *arena;
    struct error *err;
    jmp_buf out;
};

/* ---- refusing -------------------------------------------------------------------------------- */

static struct reading *reading_of(j_common_ptr jpeg) {
    return (struct reading *)jpeg->err;
}

static _Noreturn void refuse(struct reading *reading, const char *reason) {
    error_set(reading->err, ERROR_SCRIPT, "%s: %s", reading->picture->name, reason);
    longjmp(reading->out, 1);
}

static _Noreturn void on_error(j_common_ptr jpeg) {
    struct reading *reading = reading_of(jpeg);
    char message[JMSG_LENGTH_MAX];
    if (jpeg->err->msg_code == JERR_NO_BACKING_STORE)
        refuse(reading, "a progressive JPEG that needs too much memory: save it as a plain JPEG");
    jpeg->err->format_message(jpeg, message);
    error_set(reading->err, ERROR_SCRIPT, "%s: damaged: %s", reading->picture->name, message);
    longjmp(reading->out, 1);
}

/* Levels below 0 are warnings; the others tell a story that nobody asked for. */
static void on_message(j_common_ptr jpeg, int level) {
    if (level < 0)
        on_error(jpeg);
}

/* ---- limits ---------------------------------------------------------------------------------- */

static void on_progress(j_common_ptr jpeg) {
    struct reading *reading = reading_of(jpeg);
    const struct jpeg_decompress_struct *file = &reading->jpeg;
    long pixels = (long)file->image_width * (long)file->image_height;
    if (file->input_scan_number > MOST_SCANS ||
        file->input_scan_number * pixels > MOST_SCANNED_PIXELS)
        refuse(reading, "a JPEG made of too many scans: save it again as a plain JPEG");
}

/* ---- turning --------------------------------------------------------------------------------- */

static struct slice exif_block(const struct jpeg_decompress_struct *jpeg) {
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
        if (marker->marker == EXIF_MARKER && marker->data_length > 6 &&
            memcmp(marker->data, "Exif\0", 6) == 0)
            return slice_make((const char *)marker->data + 6, marker->data_length - 6);
    return slice_make(NULL, 0);
}

/* Where a stored row goes in the upright picture: its first pixel, and the way to the next one. */
struct course {
    ptrdiff_t first, step;
};

static struct course course_of(int orientation, unsigned y, unsigned width, unsigned height) {
    const ptrdiff_t w = width, h = height, row = y;
    switch (orientation) {
    case 2: /* mirrored */
        return (struct course){row * w + w - 1, -1};
    case 3: /* upside down */
        return (struct course){(h - 1 - row) * w + w - 1, -1};
    case 4:
        return (struct course){(h - 1 - row) * w, 1};
    case 5: /* rows become columns */
        return (struct course){row, h};
    case 6: /* turned right */
        return (struct course){h - 1 - row, h};
    case 7:
        return (struct course){(w - 1) * h + h - 1 - row, -h};
    case 8: /* turned left */
        return (struct course){(w - 1) * h + row, -h};
    default:
        return (struct course){row * w, 1};
    }
}

static void put_row(const struct reading *reading, const unsigned char *row, unsigned y,
                    int orientation, unsigned char *pixels) {
    const size_t channels = (size_t)reading->picture->channels;
    const unsigned width = reading->jpeg.output_width;
    struct course course = course_of(orientation, y, width, reading->jpeg.output_height);
    for (unsigned x = 0; x < width; x++) {
        ptrdiff_t pixel = course.first + (ptrdiff_t)x * course.step;
        memcpy(pixels + (size_t)pixel * channels, row + x * channels, channels);
    }
}

/* ---- the run --------------------------------------------------------------------------------- */

/* Whether every reader of a PDF would take the file as libjpeg does: no arithmetic coding, and no
 * guessing which colours the components are. */
static bool reads_alike(const struct jpeg_decompress_struct *jpeg) {
    bool colours_said =
        jpeg->jpeg_color_space == JCS_GRAYSCALE ||
        (jpeg->jpeg_color_space == JCS_YCbCr &&
         (jpeg->saw_JFIF_marker || (jpeg->saw_Adobe_marker && jpeg->Adobe_transform == 1)));
    return !jpeg->arith_code && colours_said;
}

static void choose_colours(struct reading *reading) {
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    if (jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK)
        refuse(reading, "a CMYK picture, made for a printing press: save it as RGB");
    bool is_grey = jpeg->jpeg_color_space == JCS_GRAYSCALE;
    jpeg->out_color_space = is_grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW; /* whole numbers: the same on every machine */
    reading->picture->channels = is_grey ? 1 : 3;
}

static void read_pixels(struct reading *reading) {
    struct picture *picture = reading->picture;
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    int orientation = picture_exif_orientation(exif_block(jpeg));
    choose_colours(reading);
    jpeg_start_decompress(jpeg);
    bool is_turned = orientation >= 5;
    picture->width = is_turned ? jpeg->output_height : jpeg->output_width;
    picture->height = is_turned ? jpeg->output_width : jpeg->output_height;
    size_t row_bytes = (size_t)jpeg->output_width * (size_t)picture->channels;
    unsigned char *row = arena_new_array(reading->arena, row_bytes, unsigned char);
    unsigned char *pixels =
        arena_new_array(reading->arena, row_bytes * jpeg->output_height, unsigned char);
    while (jpeg->output_scanline < jpeg->output_height) {
        unsigned y = jpeg->output_scanline;
        JSAMPROW rows[] = {row};
        if (jpeg_read_scanlines(jpeg, rows, 1) == 1)
            put_row(reading, row, y, orientation, pixels);
    }
    jpeg_finish_decompress(jpeg);
    picture->pixels = pixels;
    picture->is_upright = orientation == 1 && reads_alike(jpeg);
    /* Some cameras hang a film behind the picture. */
    picture->file.length -= jpeg->src->bytes_in_buffer;
}

static bool run(struct reading *reading) {
    if (setjmp(reading->out))
        return false;
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    jpeg_create_decompress(jpeg);
    jpeg->mem->max_memory_to_use = MEMORY_LIMIT_BYTES;
    jpeg->progress = &reading->progress;
    jpeg_mem_src(jpeg, (const unsigned char *)reading->picture->file.data,
                 reading->picture->file.length);
    jpeg_save_markers(jpeg, EXIF_MARKER, MARKER_BYTES);
    jpeg_read_header(jpeg, TRUE);
    if (!picture_check_size(reading->picture, jpeg->image_width, jpeg->image_height, reading->err))
        return false;
    read_pixels(reading);
    return true;
}

bool picture_read_jpeg(struct arena *arena, struct picture *picture, struct error *err) {
    struct reading *reading = memory_allocate_zeroed(1, sizeof *reading);
    reading->picture = picture;
    reading->arena = arena;
    reading->err = err;
    reading->jpeg.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = on_error;
    reading->errors.emit_message = on_message;
    reading->progress.progress_monitor = on_progress;
    bool read = run(reading);
    jpeg_destroy_decompress(&reading->jpeg);
    free(reading);
    return read;
}

/* ---- without what stands beside the picture -------------------------------------------------- */

static bool is_kept(unsigned char marker) {
    bool is_application = marker >= JPEG_APP0 && marker <= JPEG_APP0 + 15;
    bool says_colours = marker == JPEG_APP0 || marker == JPEG_APP0 + 14; /* JFIF, Adobe */
    return marker != JPEG_COM && (!is_application || says_colours);
}

/* The file was decoded, so its segments are whole; a layout that we don't know stays as it is. */
static struct slice without_remarks(struct arena *arena, struct slice file) {
    const unsigned char *bytes = (const unsigned char *)file.data;
    struct strbuf kept = {0};
    size_t at = 2;
    strbuf_add_bytes(&kept, bytes, 2);
    while (at + 4 <= file.length && bytes[at] == 0xFF && bytes[at + 1] != 0xDA) {
        size_t length = 2 + ((size_t)bytes[at + 2] << 8 | bytes[at + 3]);
        if (length < 4 || length > file.length - at)
            break;
        if (is_kept(bytes[at + 1]))
            strbuf_add_bytes(&kept, bytes + at, length);
        at += length;
    }
    strbuf_add_bytes(&kept, bytes + at, file.length - at);
    struct slice copy = arena_slice(arena, strbuf_slice(&kept));
    strbuf_release(&kept);
    return copy;
}

/* ---- encoding -------------------------------------------------------------------------------- */

/* Writing into memory fails only where there is none left; then nothing is promised any more. */
static _Noreturn void on_encoding_error(j_common_ptr jpeg) {
    (void)jpeg;
    memory_resize(NULL, SIZE_MAX, 2); /* reports that memory has run out */
    abort();
}

static struct slice encode(struct arena *arena, const struct picture *picture) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    size_t row_bytes = (size_t)picture->width * (size_t)picture->channels;
    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = on_encoding_error;
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &length);
    jpeg.image_width = picture->width;
    jpeg.image_height = picture->height;
    jpeg.input_components = picture->channels;
    jpeg.in_color_space = picture->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg.optimize_coding = TRUE;
    jpeg.dct_method = JDCT_ISLOW;
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW rows[] = {(JSAMPROW)(picture->pixels + jpeg.next_scanline * row_bytes)};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    struct slice file = arena_slice(arena, slice_make((const char *)bytes, length));
    jpeg_destroy_compress(&jpeg);
    free(bytes);
    return file;
}

struct slice picture_as_jpeg(struct arena *arena, const struct picture *picture) {
    return picture->is_jpeg && picture->is_upright ? without_remarks(arena, picture->file)
                                                   : encode(arena, picture);
}
