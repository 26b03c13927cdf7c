/* pdf_images.h - pictures as image objects (ISO 32000-1, 8.9.5): each once, however often it is
 * placed.
 *
 * Layer: pdf.
 *
 *     struct pdf_dict *resources;
 *     struct pdf_images *images = pdf_images_write(&arena, file, placed, &resources);
 *     strbuf_add_format(out, "/%s Do\n", pdf_image_name(images, item->picture));
 */
#ifndef FOOTNOTE_PDF_PDF_IMAGES_H
#define FOOTNOTE_PDF_PDF_IMAGES_H

#include "layout/placed.h"
#include "pdf/pdf_objects.h"

struct pdf_images;

/* Adds every picture of the pages to the file. resources: what the pages name as XObject; NULL when
 * there is no picture. */
struct pdf_images *pdf_images_write(struct arena *arena, struct pdf_file *file,
                                    const struct placed_document *placed,
                                    struct pdf_dict **resources);

/* "I1". The picture must be one of those written. */
const char *pdf_image_name(const struct pdf_images *images, const struct picture *picture);

#endif
