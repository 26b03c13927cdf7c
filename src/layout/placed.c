/* placed.c - questions about placed items that layout and all backends ask.
 *
 * Layer: layout.
 */
#include "layout/placed.h"

#include <math.h>

static int point_count(enum drawing_step step) {
    switch (step) {
    case DRAW_CURVE:
        return 3;
    case DRAW_MOVE:
    case DRAW_LINE:
        return 1;
    default:
        return 0;
    }
}

struct placed_box placed_path_box(const struct placed_item *path) {
    struct placed_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < path->command_count; i++) {
        const struct drawing_command *command = &path->commands[i];
        for (int point = 0; point < point_count(command->step); point++) {
            box.left = fmin(box.left, command->x[point]);
            box.right = fmax(box.right, command->x[point]);
            box.top = fmin(box.top, command->y[point]);
            box.bottom = fmax(box.bottom, command->y[point]);
        }
    }
    return box;
}

bool placed_item_edges(const struct placed_item *item, double *left_pt, double *right_pt) {
    *left_pt = item->x_pt;
    if (item->kind == PLACED_PATH) {
        struct placed_box box = placed_path_box(item);
        *left_pt = item->x_pt + box.left;
        *right_pt = item->x_pt + box.right;
        return box.left <= box.right;
    }
    *right_pt =
        item->x_pt + (item->kind == PLACED_PICTURE ? item->width_pt
                                                   : shape_width_pt(&item->run, 1, item->size_pt));
    return true;
}
