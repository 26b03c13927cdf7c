/* picture.h - PNG and JPEG files -> pixels.
 *
 * Layer: base. Every byte is decoded here, by libpng and libjpeg, with limits: a damaged file is
 * refused by name, never shown in part. JPEG files that need no turning keep their compressed bytes
 * too, so that writers can embed them as they are.
 *
 *     struct picture *picture = picture_decode(arena, "logo.png", bytes, &err);
 */
#ifndef FOOTNOTE_BASE_PICTURE_H
#define FOOTNOTE_BASE_PICTURE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum { PICTURE_MOST_PIXELS = 24 * 1000 * 1000, PICTURE_LONGEST_SIDE = 20000 };

struct picture {
    const char *name; /* for messages */
    unsigned width, height;
    int channels;                /* 1 grey, 3 RGB; 8 bits each */
    const unsigned char *pixels; /* rows from the top, no padding; turned upright (EXIF) */
    const unsigned char *alpha;  /* one byte a pixel, or NULL when nothing shows through */
    struct slice file;           /* the file's own bytes (HTML embeds them) */
    bool is_jpeg;                /* file is a JPEG */
    bool is_upright;             /* file's pixels already stand as `pixels` do */
};

/* Pixels alone take up to four bytes each: decode into an arena of its own where only a smaller
 * copy is kept. NULL: ERROR_SCRIPT "NAME: not a PNG or JPEG picture", "NAME: damaged ...", "NAME:
 * ... pixels, the most is ...". Borrows bytes. */
struct picture *picture_decode(struct arena *arena, const char *name, struct slice bytes,
                               struct error *err);

/* A copy of fewer pixels (at least 1, at most as many as there are): each is the mean of those that
 * it covers. It keeps name, file and is_jpeg; is_upright is false, since file shows it no more. */
struct picture *picture_shrink(struct arena *arena, const struct picture *picture, unsigned width,
                               unsigned height);

/* A copy of all, whose pixels and file live in the arena. */
struct picture *picture_copy(struct arena *arena, const struct picture *picture);

/* A JPEG file that shows the pixels: of a JPEG that stands upright its own compressed bytes without
 * what a camera writes beside them (place, time, owner, a small copy); else encoded anew, at
 * quality 85. For pictures without alpha. */
struct slice picture_as_jpeg(struct arena *arena, const struct picture *picture);

#endif
