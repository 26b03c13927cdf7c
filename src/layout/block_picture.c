/* block_picture.c - picture files: found, decoded, sized, and made no finer than paper shows.
 *
 * Layer: layout. Decoding takes time and room, and pages may be tried several times: what came of a
 * picture is kept with the document. Order: sizes, loading, what is kept, placing.
 */
#include <math.h>

#include "layout/blocks.h"

/* A picture without a size of its own is printed this fine. */
#define NATURAL_DPI 150

/* Finer than this nobody sees: it would only make the file larger. */
#define FINEST_DPI 300

/* Coarser than this every pixel is seen. */
#define COARSEST_DPI 100

#define PT_PER_INCH 72

/* A picture as it was placed for one figure. */
struct kept_picture {
    struct kept_picture *next;
    const char *name;
    double width_pt, height_pt, room_pt; /* as asked for */
    const struct picture *picture;
    unsigned file_width; /* pixels, upright */
    double placed_pt[2]; /* width and height */
};

/* ---- sizes ----------------------------------------------------------------------------------- */

/* The shape is never changed: with both sizes given, the picture is as large as fits in both. */
static void choose_size(const struct node *node, const struct picture *picture, double room_pt,
                        double *size_pt) {
    const double ratio = (double)picture->height / picture->width;
    double width_pt = node->picture_width_pt;
    if (width_pt <= 0 && node->picture_height_pt <= 0)
        width_pt = (double)picture->width * PT_PER_INCH / NATURAL_DPI;
    if (node->picture_height_pt > 0) {
        double from_height_pt = node->picture_height_pt / ratio;
        width_pt = width_pt > 0 ? fmin(width_pt, from_height_pt) : from_height_pt;
    }
    width_pt = fmin(width_pt, room_pt);
    size_pt[0] = width_pt;
    size_pt[1] = width_pt * ratio;
}

static unsigned most_pixels(double length_pt) {
    return (unsigned)fmax(1, ceil(length_pt * FINEST_DPI / PT_PER_INCH - 0.001));
}

/* ---- loading --------------------------------------------------------------------------------- */

static const struct picture *find_same(const struct layout *layout, const char *name,
                                       unsigned width, unsigned height) {
    for (const struct kept_picture *kept = layout->doc->pictures; kept; kept = kept->next)
        if (strcmp(kept->name, name) == 0 && kept->picture->width == width &&
            kept->picture->height == height)
            return kept->picture;
    return NULL;
}

/* As fine as needed; a picture that two figures show alike is kept once. */
static const struct picture *keep_pixels(struct layout *layout, const struct node *node,
                                         const struct picture *whole, const double *size_pt) {
    unsigned width = most_pixels(size_pt[0]), height = most_pixels(size_pt[1]);
    bool too_fine = width < whole->width || height < whole->height;
    width = width < whole->width ? width : whole->width;
    height = height < whole->height ? height : whole->height;
    const struct picture *same = find_same(layout, node->picture, width, height);
    if (same)
        return same;
    return too_fine ? picture_shrink(layout->arena, whole, width, height)
                    : picture_copy(layout->arena, whole);
}

static struct kept_picture *load(struct layout *layout, const struct node *node, double room_pt,
                                 struct arena *scratch) {
    struct slice bytes;
    if (!resource_load(layout->doc->resources, RESOURCE_PICTURE, node->picture, scratch, &bytes,
                       layout->err))
        return NULL;
    const struct picture *whole = picture_decode(scratch, node->picture, bytes, layout->err);
    if (!whole)
        return NULL;
    struct kept_picture *kept = arena_new(layout->arena, struct kept_picture);
    kept->name = node->picture;
    kept->width_pt = node->picture_width_pt;
    kept->height_pt = node->picture_height_pt;
    kept->room_pt = room_pt;
    kept->file_width = whole->width;
    choose_size(node, whole, room_pt, kept->placed_pt);
    kept->picture = keep_pixels(layout, node, whole, kept->placed_pt);
    return kept;
}

/* ---- what is kept ---------------------------------------------------------------------------- */

static const struct kept_picture *find_kept(struct layout *layout, const struct node *node,
                                            double room_pt) {
    for (const struct kept_picture *kept = layout->doc->pictures; kept; kept = kept->next)
        if (strcmp(kept->name, node->picture) == 0 && kept->width_pt == node->picture_width_pt &&
            kept->height_pt == node->picture_height_pt && kept->room_pt == room_pt)
            return kept;
    struct arena scratch = {0};
    struct kept_picture *kept = load(layout, node, room_pt, &scratch);
    arena_release(&scratch);
    if (!kept)
        return NULL;
    kept->next = layout->doc->pictures;
    layout->doc->pictures = kept;
    return kept;
}

/* ---- placing --------------------------------------------------------------------------------- */

bool place_picture(struct layout *layout, const struct node *node, double room_pt,
                   struct element *element, struct slab *slab, double *size_pt) {
    const struct kept_picture *kept = find_kept(layout, node, room_pt);
    if (!kept)
        return layout_fail_at(layout, node);
    double dpi = kept->file_width * PT_PER_INCH / kept->placed_pt[0];
    if (dpi < COARSEST_DPI)
        layout_warn(layout, node,
                    "'%s' is printed at %.0f dots an inch: give a larger picture, or print it "
                    "smaller",
                    node->picture, floor(dpi));
    struct flow_item *item = slab_add_item(layout, slab);
    item->item = (struct placed_item){.kind = PLACED_PICTURE,
                                      .element = element,
                                      .artifact = element ? ARTIFACT_NONE : ARTIFACT_LAYOUT,
                                      .picture = kept->picture,
                                      .width_pt = kept->placed_pt[0],
                                      .height_pt = kept->placed_pt[1]};
    size_pt[0] = kept->placed_pt[0];
    size_pt[1] = kept->placed_pt[1];
    return true;
}
