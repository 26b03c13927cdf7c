/* picture_png.c - PNG files -> pixels, through libpng.
 *
 * Layer: base; the only file that includes png.h. Whatever libpng calls an error (a bad checksum,
 * a file that ends early, an impossible header) is a refusal; chunks that say nothing about pixels
 * are passed over unread. The row under way is kept apart from the planes, so that no more than
 * four bytes a pixel are ever held. Order: libpng's callbacks, what is asked of it, rows, the run.
 */
#include "base/picture_formats.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

enum { CHUNK_LIMIT_BYTES = 4 * 1024 * 1024, MOST_CHUNKS = 1000 };

struct reading {
    struct picture *picture;
    struct arena *arena;
    struct error *err;
    struct slice rest; /* of the file */
    png_structp png;
    png_infop info;
    jmp_buf out;
    bool is_palette;
    unsigned char *pixels, *alpha, *row;
};

/* ---- callbacks ------------------------------------------------------------------------------- */

static _Noreturn void on_error(png_structp png, png_const_charp message) {
    struct reading *reading = png_get_error_ptr(png);
    error_set(reading->err, ERROR_SCRIPT, "%s: damaged: %s", reading->picture->name, message);
    longjmp(reading->out, 1);
}

/* Colour profiles that libpng frowns upon, and the like: nothing that moves a pixel. */
static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void on_read(png_structp png, png_bytep data, size_t length) {
    struct reading *reading = png_get_io_ptr(png);
    if (length > reading->rest.length)
        png_error(png, "the file ends too early");
    memcpy(data, reading->rest.data, length);
    reading->rest.data += length;
    reading->rest.length -= length;
}

/* ---- what is asked of libpng ----------------------------------------------------------------- */

static void set_limits(png_structp png) {
    /* Known chunks by name, four letters and a NUL each; unknown ones too. */
    static const png_byte passed_over[] = "cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0"
                                          "sBIT\0sCAL\0sPLT\0sRGB\0sTER\0tEXt\0tIME\0zTXt\0bKGD";
    png_set_user_limits(png, PICTURE_LONGEST_SIDE, PICTURE_LONGEST_SIDE);
    png_set_chunk_cache_max(png, MOST_CHUNKS);
    png_set_chunk_malloc_max(png, CHUNK_LIMIT_BYTES);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, passed_over,
                                (int)(sizeof passed_over / 5));
}

/* Everything comes as 8 bits of grey or RGB, with alpha where the file has any. */
static void set_transformations(const struct reading *reading) {
    if (reading->is_palette) {
        png_set_packing(
            reading->png); /* numbers of colours: they are looked up here, and checked */
        return;
    }
    png_set_expand(reading->png);
    png_set_scale_16(reading->png);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Between the planes and libpng's row, in which colour and alpha take turns. */
static void move_row(struct reading *reading, unsigned y, bool to_planes) {
    const struct picture *picture = reading->picture;
    const size_t channels = (size_t)picture->channels, width = picture->width;
    unsigned char *pixels = reading->pixels + y * width * channels;
    unsigned char *alpha = reading->alpha + y * width, *row = reading->row;
    for (size_t x = 0; x < width; x++) {
        for (size_t c = 0; c < channels; c++, pixels++, row++) {
            if (to_planes)
                *pixels = *row;
            else
                *row = *pixels;
        }
        if (to_planes)
            *alpha++ = *row++;
        else
            *row++ = *alpha++;
    }
}

static void read_rows(struct reading *reading, int passes) {
    const struct picture *picture = reading->picture;
    for (int pass = 0; pass < passes; pass++)
        for (unsigned y = 0; y < picture->height; y++) {
            unsigned char *row =
                reading->pixels + (size_t)y * picture->width * (size_t)picture->channels;
            bool is_in_pass = passes == 1 || PNG_ROW_IN_INTERLACE_PASS(y, pass);
            if (!reading->alpha || !is_in_pass) { /* of a row that is not, no pixel is touched */
                png_read_row(reading->png, reading->alpha ? reading->row : row, NULL);
                continue;
            }
            if (pass > 0) /* libpng adds to what earlier passes have brought */
                move_row(reading, y, false);
            png_read_row(reading->png, reading->row, NULL);
            move_row(reading, y, true);
        }
}

/* Numbers of colours become pixels; libpng itself would take a number too high for black. */
static void look_up_colours(struct reading *reading) {
    struct picture *picture = reading->picture;
    const unsigned char *numbers = reading->pixels;
    size_t count = (size_t)picture->width * picture->height;
    int colour_count = 0, clear_count = 0;
    png_colorp colours = NULL;
    png_bytep clear = NULL;
    png_get_PLTE(reading->png, reading->info, &colours, &colour_count);
    png_get_tRNS(reading->png, reading->info, &clear, &clear_count, NULL);
    picture->channels = 3;
    reading->pixels = arena_new_array(reading->arena, count * 3, unsigned char);
    if (clear_count > 0)
        reading->alpha = arena_new_array(reading->arena, count, unsigned char);
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] >= colour_count)
            png_error(reading->png, "a pixel has a colour that the palette does not have");
        const png_color *colour = &colours[numbers[i]];
        const unsigned char pixel[] = {colour->red, colour->green, colour->blue};
        memcpy(reading->pixels + 3 * i, pixel, sizeof pixel);
        if (clear_count > 0)
            reading->alpha[i] = numbers[i] < clear_count ? clear[numbers[i]] : 255;
    }
}

static bool shows_through(const struct reading *reading) {
    size_t count = (size_t)reading->picture->width * reading->picture->height;
    for (size_t i = 0; reading->alpha && i < count; i++)
        if (reading->alpha[i] != 255)
            return true;
    return false;
}

/* ---- the run --------------------------------------------------------------------------------- */

static bool read_header(struct reading *reading) {
    struct picture *picture = reading->picture;
    png_read_info(reading->png, reading->info);
    if (!picture_check_size(picture, png_get_image_width(reading->png, reading->info),
                            png_get_image_height(reading->png, reading->info), reading->err))
        return false;
    picture->width = png_get_image_width(reading->png, reading->info);
    picture->height = png_get_image_height(reading->png, reading->info);
    reading->is_palette = png_get_color_type(reading->png, reading->info) == PNG_COLOR_TYPE_PALETTE;
    return true;
}

static void read_pixels(struct reading *reading) {
    struct picture *picture = reading->picture;
    set_transformations(reading);
    int passes = png_set_interlace_handling(reading->png);
    png_read_update_info(reading->png, reading->info);
    int file_channels = png_get_channels(reading->png, reading->info);
    bool has_alpha = file_channels == 2 || file_channels == 4;
    size_t count = (size_t)picture->width * picture->height;
    picture->channels = file_channels - has_alpha;
    reading->pixels =
        arena_new_array(reading->arena, count * (size_t)picture->channels, unsigned char);
    if (has_alpha) {
        reading->alpha = arena_new_array(reading->arena, count, unsigned char);
        reading->row = arena_new_array(
            reading->arena, (size_t)picture->width * (size_t)file_channels, unsigned char);
    }
    read_rows(reading, passes);
    png_read_end(reading->png, NULL);
    if (reading->is_palette)
        look_up_colours(reading);
    picture->pixels = reading->pixels;
    picture->alpha = shows_through(reading) ? reading->alpha : NULL;
    picture->is_upright = true;
}

static bool run(struct reading *reading) {
    if (setjmp(reading->out))
        return false;
    set_limits(reading->png);
    png_set_read_fn(reading->png, reading, on_read);
    if (!read_header(reading))
        return false;
    read_pixels(reading);
    return true;
}

bool picture_read_png(struct arena *arena, struct picture *picture, struct error *err) {
    struct reading reading = {
        .picture = picture, .arena = arena, .err = err, .rest = picture->file};
    reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
    reading.info = reading.png ? png_create_info_struct(reading.png) : NULL;
    if (!reading.info) {
        png_destroy_read_struct(&reading.png, NULL, NULL);
        return error_set(err, ERROR_ENVIRONMENT, "%s: libpng can't start", picture->name);
    }
    bool read = run(&reading);
    png_destroy_read_struct(&reading.png, &reading.info, NULL);
    return read;
}
