/* picture_formats.h - the two readers of pictures, and what they share; only picture*.c include it.
 *
 * Layer: base.
 */
#ifndef FOOTNOTE_BASE_PICTURE_FORMATS_H
#define FOOTNOTE_BASE_PICTURE_FORMATS_H

#include "base/picture.h"

/* Fill width, height, channels, pixels, alpha and is_upright of a picture whose name and file are
 * set. False: err says what is wrong, beginning with the name. */
bool picture_read_png(struct arena *arena, struct picture *picture, struct error *err);
bool picture_read_jpeg(struct arena *arena, struct picture *picture, struct error *err);

/* False: ERROR_SCRIPT for a picture without pixels, or with more than we decode. */
bool picture_check_size(const struct picture *picture, unsigned long width, unsigned long height,
                        struct error *err);

/* The orientation 1 to 8 that a camera has noted in the TIFF structure of an Exif block (what
 * stands behind "Exif\0\0"); 1 where there is none that makes sense. Reads nothing outside of
 * block. */
int picture_exif_orientation(struct slice block);

#endif
