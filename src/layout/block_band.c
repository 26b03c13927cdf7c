/* block_band.c - bands: columns side by side on the 12-column grid.
 *
 * Layer: layout. A band is one slab: its columns start at the same height and stay together. A band
 * of one column is no more than its blocks, and may part over pages between them; so is any band
 * where the theme has one column, but for small pictures beside words.
 */
#include "layout/blocks.h"
#include "layout/columns.h"
#include "layout/shapes.h"

/* A picture beside a heading begins at the height of the heading's capitals. */
#define FIGURE_BESIDE_HEADING_PT 4

/* A code of 40 mm is still small. */
#define SMALL_PICTURE_PT 120

/* Bands in narrow columns and boxes can end up with columns that hold no word. */
#define LEAST_COLUMN_PT 24

static double column_pt(const struct layout *layout, double width_pt) {
    return (width_pt - 11 * layout->theme->gutter_pt) / 12;
}

static bool any_begins_with_heading(const struct layout *layout, const struct node *band) {
    for (const struct node *column = band->first_child; column; column = column->next)
        if (begins_with(layout, column->first_child, NODE_HEADING))
            return true;
    return false;
}

static bool is_lone_box(const struct node *column) {
    return column->first_child && column->first_child == column->last_child &&
           column->first_child->kind == NODE_BOX;
}

/* Boxes side by side are equally high. */
static bool holds_boxes_only(const struct node *band) {
    for (const struct node *column = band->first_child; column; column = column->next)
        if (!is_lone_box(column))
            return false;
    return true;
}

/* A code or a logo: nothing in it has to be read across. */
static bool is_lone_picture(const struct node *column) {
    const struct node *figure = column->first_child;
    return figure && !figure->next && figure->kind == NODE_FIGURE && !figure->first_child &&
           (figure->picture || (figure->drawing && figure->drawing->width_pt <= SMALL_PICTURE_PT));
}

bool band_is_stacked(const struct theme *theme, const struct node *band) {
    if (!theme->one_column)
        return false;
    size_t words = 0, pictures = 0;
    for (const struct node *column = band->first_child; column; column = column->next)
        (*(is_lone_picture(column) ? &pictures : &words))++;
    return words != 1 || pictures != 1;
}

static bool layout_band_columns(struct layout *layout, const struct node *node,
                                const struct frame *frame, struct stack *columns) {
    double grid_pt = column_pt(layout, frame->width_pt), gutter_pt = layout->theme->gutter_pt;
    size_t i = 0;
    for (const struct node *column = node->first_child; column; column = column->next, i++) {
        struct frame inside = *frame;
        inside.at_page = false;
        inside.pinned = frame->pinned || node->pin == PIN_BOTTOM;
        inside.width_pt = column->span * grid_pt + (column->span - 1) * gutter_pt;
        if (inside.width_pt < LEAST_COLUMN_PT)
            return layout_fail(
                layout, column,
                "a column of a band would be %.0f pt wide, too little for words: "
                "give it more of the 12 parts, or set the blocks one below the other",
                inside.width_pt);
        if (!layout_children(layout, column, &inside, &columns[i]))
            return false;
        columns_settle(layout, &columns[i]);
    }
    return true;
}

bool layout_band(struct layout *layout, const struct node *node, const struct frame *frame,
                 struct stack *out) {
    if (band_is_stacked(layout->theme, node))
        return layout_one_below_other(layout, node, frame, out);
    size_t count = 0;
    for (const struct node *column = node->first_child; column; column = column->next)
        count++;
    struct stack *columns = arena_new_array(layout->arena, count ? count : 1, struct stack);
    if (!layout_band_columns(layout, node, frame, columns))
        return false;
    if (count == 1 && node->pin == PIN_NONE) {
        for (size_t i = 0; i < columns[0].count; i++)
            stack_append(layout, out, columns[0].slabs[i]);
        return true;
    }
    struct slab *slab = stack_add(layout, out, node);
    slab->pin = node->pin;
    bool heading = any_begins_with_heading(layout, node), boxes = holds_boxes_only(node);
    double step_pt = column_pt(layout, frame->width_pt) + layout->theme->gutter_pt;
    const struct node *column = node->first_child;
    for (size_t i = 0; i < count; i++, column = column->next) {
        double lowered_pt = heading && begins_with(layout, column->first_child, NODE_FIGURE)
                                ? FIGURE_BESIDE_HEADING_PT
                                : 0;
        double height_pt = stack_height_pt(&columns[i]) + lowered_pt;
        if (height_pt > slab->height_pt)
            slab->height_pt = height_pt;
    }
    double x_pt = 0;
    column = node->first_child;
    for (size_t i = 0; i < count; i++, column = column->next) {
        bool lowered = heading && begins_with(layout, column->first_child, NODE_FIGURE);
        if (boxes)
            shape_border_stretch(columns[i].slabs[0], slab->height_pt);
        stack_merge(layout, slab, &columns[i], x_pt, lowered ? FIGURE_BESIDE_HEADING_PT : 0);
        x_pt += column->span * step_pt;
    }
    return true;
}
