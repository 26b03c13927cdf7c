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

/* NULL: ERROR_SCRIPT "NAME: not a PNG or JPEG picture", "NAME: damaged ...", "NAME: ... pixels, the
 * most is ...". */
struct picture *picture_decode(struct arena *arena, const char *name, struct slice bytes,
                               struct error *err);

#endif
