/* picture.c - which format a file has, pictures made smaller, and copies.
 *
 * Layer: base. Order: formats, means, copies.
 */
#include "base/picture_formats.h"

#include <stdint.h>

/* ---- formats --------------------------------------------------------------------------------- */

bool picture_check_size(const struct picture *picture, unsigned long width, unsigned long height,
                        struct error *err) {
    if (width == 0 || height == 0)
        return error_set(err, ERROR_SCRIPT, "%s: damaged: it has no pixels", picture->name);
    if (width > PICTURE_LONGEST_SIDE || height > PICTURE_LONGEST_SIDE ||
        width * height > PICTURE_MOST_PIXELS)
        return error_set(err, ERROR_SCRIPT,
                         "%s: a picture of %lu x %lu pixels, the most is %d million: make it "
                         "smaller",
                         picture->name, width, height, PICTURE_MOST_PIXELS / 1000000);
    return true;
}

struct picture *picture_decode(struct arena *arena, const char *name, struct slice bytes,
                               struct error *err) {
    static const struct {
        const char *mark;
        size_t length;
        bool is_jpeg;
        bool (*read)(struct arena *arena, struct picture *picture, struct error *err);
    } formats[] = {
        {"\x89PNG\r\n\x1A\n", 8, false, picture_read_png},
        {"\xFF\xD8\xFF", 3, true, picture_read_jpeg},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (bytes.length < formats[i].length ||
            memcmp(bytes.data, formats[i].mark, formats[i].length) != 0)
            continue;
        struct picture *picture = arena_new(arena, struct picture);
        picture->name = arena_text(arena, name);
        picture->file = bytes;
        picture->is_jpeg = formats[i].is_jpeg;
        return formats[i].read(arena, picture, err) ? picture : NULL;
    }
    error_set(err, ERROR_SCRIPT, "%s: not a PNG or JPEG picture", name);
    return NULL;
}

/* ---- means ----------------------------------------------------------------------------------- */

/* On a line as long as both widths multiplied, a pixel of `from` is `to` long and one of `to` is
 * `from` long: how much of it lies on another is a whole number. */
struct scale {
    unsigned from, to;
};

static unsigned first_covered(const struct scale *scale, unsigned target) {
    return (unsigned)((uint64_t)target * scale->from / scale->to);
}

static unsigned end_covered(const struct scale *scale, unsigned target) {
    return (unsigned)(((uint64_t)(target + 1) * scale->from + scale->to - 1) / scale->to);
}

static uint64_t overlap(const struct scale *scale, unsigned target, unsigned source) {
    uint64_t begin = (uint64_t)target * scale->from, end = begin + scale->from;
    uint64_t source_begin = (uint64_t)source * scale->to, source_end = source_begin + scale->to;
    begin = begin > source_begin ? begin : source_begin;
    end = end < source_end ? end : source_end;
    return end - begin;
}

struct shrinking {
    const struct picture *from;
    struct picture *to;
    struct scale across, down;
    unsigned char *pixels, *alpha; /* of to */
    uint64_t *sums;                /* of the row under way: channels, then weight, by pixel */
};

/* Adds a row. What shows through counts as little as it shows: its colour is often none. */
static void add_row(struct shrinking *work, unsigned y, uint64_t row_weight) {
    const struct picture *from = work->from;
    const int channels = from->channels;
    const unsigned char *pixels = from->pixels + (size_t)y * from->width * (size_t)channels;
    const unsigned char *alpha = from->alpha ? from->alpha + (size_t)y * from->width : NULL;
    uint64_t *sum = work->sums;
    for (unsigned x = 0; x < work->to->width; x++, sum += channels + 1) {
        unsigned end = end_covered(&work->across, x);
        for (unsigned source = first_covered(&work->across, x); source < end; source++) {
            uint64_t weight = row_weight * overlap(&work->across, x, source);
            weight *= alpha ? alpha[source] : 255;
            for (int c = 0; c < channels; c++)
                sum[c] += weight * pixels[source * (size_t)channels + (size_t)c];
            sum[channels] += weight;
        }
    }
}

static void end_row(struct shrinking *work, unsigned y) {
    const int channels = work->from->channels;
    const uint64_t whole = (uint64_t)work->from->width * work->from->height;
    const uint64_t *sum = work->sums;
    for (unsigned x = 0; x < work->to->width; x++, sum += channels + 1) {
        size_t pixel = (size_t)y * work->to->width + x;
        uint64_t weight = sum[channels];
        for (int c = 0; c < channels; c++)
            work->pixels[pixel * (size_t)channels + (size_t)c] =
                (unsigned char)(weight ? (sum[c] + weight / 2) / weight : 255);
        if (work->alpha)
            work->alpha[pixel] = (unsigned char)(whole ? (weight + whole / 2) / whole : 0);
    }
}

struct picture *picture_shrink(struct arena *arena, const struct picture *picture, unsigned width,
                               unsigned height) {
    struct picture *smaller = arena_new(arena, struct picture);
    *smaller = *picture;
    smaller->name = arena_text(arena, picture->name);
    smaller->file = arena_slice(arena, picture->file);
    smaller->is_upright = false;
    smaller->width = width < 1 ? 1 : width < picture->width ? width : picture->width;
    smaller->height = height < 1 ? 1 : height < picture->height ? height : picture->height;
    size_t pixel_count = (size_t)smaller->width * smaller->height;
    size_t channels = (size_t)picture->channels, sum_count = smaller->width * (channels + 1);
    struct arena scratch = {0};
    struct shrinking work = {
        .from = picture,
        .to = smaller,
        .across = {picture->width, smaller->width},
        .down = {picture->height, smaller->height},
        .pixels = arena_new_array(arena, pixel_count * channels, unsigned char),
        .alpha = picture->alpha ? arena_new_array(arena, pixel_count, unsigned char) : NULL,
        .sums = arena_new_array(&scratch, sum_count, uint64_t),
    };
    for (unsigned y = 0; y < smaller->height; y++) {
        memset(work.sums, 0, sum_count * sizeof *work.sums);
        unsigned end = end_covered(&work.down, y);
        for (unsigned source = first_covered(&work.down, y); source < end; source++)
            add_row(&work, source, overlap(&work.down, y, source));
        end_row(&work, y);
    }
    arena_release(&scratch);
    smaller->pixels = work.pixels;
    smaller->alpha = work.alpha;
    return smaller;
}

/* ---- copies ---------------------------------------------------------------------------------- */

static const unsigned char *copy_bytes(struct arena *arena, const unsigned char *bytes,
                                       size_t length) {
    return bytes ? (const unsigned char *)arena_bytes(arena, (const char *)bytes, length) : NULL;
}

struct picture *picture_copy(struct arena *arena, const struct picture *picture) {
    struct picture *copy = arena_new(arena, struct picture);
    size_t pixel_count = (size_t)picture->width * picture->height;
    *copy = *picture;
    copy->name = arena_text(arena, picture->name);
    copy->file = arena_slice(arena, picture->file);
    copy->pixels = copy_bytes(arena, picture->pixels, pixel_count * (size_t)picture->channels);
    copy->alpha = copy_bytes(arena, picture->alpha, pixel_count);
    return copy;
}
