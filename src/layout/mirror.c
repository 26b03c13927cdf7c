/* mirror.c - see mirror.h.
 *
 * Layer: layout. Order: items, boxes, pages.
 */
#include "layout/mirror.h"

#include <math.h>

static double round_pt(double number) {
    return floor(number * 1000 + 0.5) / 1000; /* as items are */
}

/* ---- items ----------------------------------------------------------------------------------- */

static void move_item(struct placed_item *item, double right_pt) {
    if (item->kind != PLACED_PATH) {
        item->x_pt = round_pt(item->x_pt + right_pt);
        return;
    }
    for (size_t i = 0; i < item->command_count; i++)
        for (int k = 0; k < 3; k++)
            item->commands[i].x[k] = round_pt(item->commands[i].x[k] + right_pt);
}

static void mirror_items(struct placed_page *page) {
    for (size_t i = 0; i < page->count; i++) {
        double left_pt, right_pt;
        if (placed_item_edges(&page->items[i], &left_pt, &right_pt))
            move_item(&page->items[i], page->width_pt - left_pt - right_pt);
    }
}

/* ---- boxes ----------------------------------------------------------------------------------- */

/* left, top, right, bottom */
static void mirror_box(double *box_pt, double page_width_pt) {
    double left_pt = box_pt[0];
    box_pt[0] = round_pt(page_width_pt - box_pt[2]);
    box_pt[2] = round_pt(page_width_pt - left_pt);
}

static void mirror_boxes(const struct layout *layout) {
    const struct placed_document *placed = layout->placed;
    for (size_t i = 0; i < placed->element_count; i++) {
        struct element *element = placed->elements[i];
        bool has_box = element->box_pt[2] > element->box_pt[0];
        if (element->type == ELEMENT_FIGURE && has_box)
            mirror_box(element->box_pt, layout->page_width_pt);
    }
    for (size_t i = 0; i < placed->link_count; i++)
        mirror_box(placed->links[i].box_pt, layout->page_width_pt);
}

/* ---- pages ----------------------------------------------------------------------------------- */

void mirror_pages(struct layout *layout) {
    if (!layout->mirrored)
        return;
    for (size_t page = 0; page < layout->placed->page_count; page++)
        mirror_items(&layout->placed->pages[page]);
    mirror_boxes(layout);
}
