/* pdf_images.c - see pdf_images.h. Photographs go in as JPEG, all else loses nothing: deflated,
 * each row told by its difference from what is around it, as PNG does. What shows through is a grey
 * picture of its own.
 *
 * Layer: pdf. Order: rows, streams, the pictures of a document.
 */
#include "pdf/pdf_images.h"

#include <stdlib.h>

struct image {
    const struct picture *picture;
    const char *name;
};

struct pdf_images {
    struct image *images;
    size_t count, capacity;
};

/* ---- rows ------------------------------------------------------------------------------------ */

enum { FILTER_COUNT = 5 }; /* PNG, section 9: none, sub, up, average, Paeth */

static int paeth(int left, int up, int corner) {
    int guess = left + up - corner;
    int to_left = abs(guess - left), to_up = abs(guess - up), to_corner = abs(guess - corner);
    if (to_left <= to_up && to_left <= to_corner)
        return left;
    return to_up <= to_corner ? up : corner;
}

static int predict(int filter, int left, int up, int corner) {
    switch (filter) {
    case 1:
        return left;
    case 2:
        return up;
    case 3:
        return (left + up) / 2;
    case 4:
        return paeth(left, up, corner);
    default:
        return 0;
    }
}

/* The row's differences, and how much there is of them. above: NULL for the first row. */
static unsigned long filter_row(int filter, const unsigned char *row, const unsigned char *above,
                                size_t length, size_t channels, unsigned char *out) {
    unsigned long sum = 0;
    for (size_t i = 0; i < length; i++) {
        int left = i >= channels ? row[i - channels] : 0;
        int up = above ? above[i] : 0;
        int corner = above && i >= channels ? above[i - channels] : 0;
        out[i] = (unsigned char)(row[i] - predict(filter, left, up, corner));
        sum += out[i] < 128 ? out[i] : 256U - out[i];
    }
    return sum;
}

/* Rows with the filter in front whose differences are least: a guess at what packs best. */
static void add_rows(const unsigned char *pixels, unsigned width, unsigned height, int channels,
                     struct strbuf *out) {
    struct arena scratch = {0};
    size_t length = (size_t)width * (size_t)channels;
    unsigned char *best = arena_new_array(&scratch, length, unsigned char);
    unsigned char *tried = arena_new_array(&scratch, length, unsigned char);
    for (unsigned y = 0; y < height; y++) {
        const unsigned char *row = pixels + y * length, *above = y > 0 ? row - length : NULL;
        unsigned long least = filter_row(0, row, above, length, (size_t)channels, best);
        int chosen = 0;
        for (int filter = 1; filter < FILTER_COUNT; filter++) {
            unsigned long sum = filter_row(filter, row, above, length, (size_t)channels, tried);
            if (sum >= least)
                continue;
            unsigned char *worse = best;
            best = tried;
            tried = worse;
            least = sum;
            chosen = filter;
        }
        strbuf_add_char(out, (char)chosen);
        strbuf_add_bytes(out, best, length);
    }
    arena_release(&scratch);
}

/* ---- streams --------------------------------------------------------------------------------- */

static void describe(struct pdf_dict *image, const struct picture *picture, int channels) {
    pdf_dict_add_name(image, "Type", "XObject");
    pdf_dict_add_name(image, "Subtype", "Image");
    pdf_dict_add_number(image, "Width", (int)picture->width);
    pdf_dict_add_number(image, "Height", (int)picture->height);
    pdf_dict_add_name(image, "ColorSpace", channels == 1 ? "DeviceGray" : "DeviceRGB");
    pdf_dict_add_number(image, "BitsPerComponent", 8);
}

static struct pdf_dict *write_plane(struct pdf_file *file, const struct picture *picture,
                                    const unsigned char *pixels, int channels) {
    struct strbuf rows = {0};
    add_rows(pixels, picture->width, picture->height, channels, &rows);
    struct pdf_dict *image = pdf_stream_new(file, strbuf_slice(&rows));
    strbuf_release(&rows);
    describe(image, picture, channels);
    struct pdf_dict *parameters = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_number(parameters, "Predictor", 15);
    pdf_dict_add_number(parameters, "Colors", channels);
    pdf_dict_add_number(parameters, "Columns", (int)picture->width);
    pdf_dict_add_dict(image, "DecodeParms", parameters);
    return image;
}

static struct pdf_dict *write_image(struct pdf_file *file, const struct picture *picture) {
    if (!picture->is_jpeg || picture->alpha) {
        struct pdf_dict *image = write_plane(file, picture, picture->pixels, picture->channels);
        if (picture->alpha)
            pdf_dict_add_dict(image, "SMask", write_plane(file, picture, picture->alpha, 1));
        return image;
    }
    struct arena scratch = {0};
    struct pdf_dict *image = pdf_stream_new_jpeg(file, picture_as_jpeg(&scratch, picture));
    arena_release(&scratch);
    describe(image, picture, picture->channels);
    return image;
}

/* ---- the pictures of a document -------------------------------------------------------------- */

static const struct image *find(const struct pdf_images *images, const struct picture *picture) {
    for (size_t i = 0; i < images->count; i++)
        if (images->images[i].picture == picture)
            return &images->images[i];
    return NULL;
}

static void write_once(struct pdf_images *images, struct arena *arena, struct pdf_file *file,
                       const struct picture *picture, struct pdf_dict **resources) {
    if (find(images, picture))
        return;
    images->images = arena_make_room(arena, images->images, images->count, &images->capacity, 8,
                                     sizeof *images->images);
    struct image *image = &images->images[images->count++];
    image->picture = picture;
    image->name = arena_format(arena, "I%zu", images->count);
    if (!*resources)
        *resources = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_dict(*resources, image->name, write_image(file, picture));
}

struct pdf_images *pdf_images_write(struct arena *arena, struct pdf_file *file,
                                    const struct placed_document *placed,
                                    struct pdf_dict **resources) {
    struct pdf_images *images = arena_new(arena, struct pdf_images);
    *resources = NULL;
    for (size_t page = 0; page < placed->page_count; page++)
        for (size_t i = 0; i < placed->pages[page].count; i++) {
            const struct placed_item *item = &placed->pages[page].items[i];
            if (item->kind == PLACED_PICTURE)
                write_once(images, arena, file, item->picture, resources);
        }
    return images;
}

const char *pdf_image_name(const struct pdf_images *images, const struct picture *picture) {
    return find(images, picture)->name;
}
