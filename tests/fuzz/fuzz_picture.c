/* fuzz_picture.c - any bytes as a picture; what is decoded is also made smaller and written. */
#include "base/picture_formats.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = {0};
    struct error err;
    struct slice bytes = slice_make((const char *)data, size);
    picture_exif_orientation(bytes);
    struct picture *picture = picture_decode(&arena, "fuzz", bytes, &err);
    if (picture && (size_t)picture->width * picture->height < 1000 * 1000) {
        picture_shrink(&arena, picture, picture->width / 3, picture->height / 2);
        if (!picture->alpha)
            picture_as_jpeg(&arena, picture);
    }
    arena_release(&arena);
    return 0;
}
