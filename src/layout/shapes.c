/* shapes.c - rules, boxes and symbols as paths.
 *
 * Layer: layout. Order: building a path, rules, simple shapes, the symbols that use them.
 */
#include "layout/shapes.h"

/* Control points of a quarter circle of radius 1 lie this far out (4/3 * (sqrt(2) - 1)). */
#define QUARTER 0.5522847498

/* ---- paths ----------------------------------------------------------------------------------- */

#define PATH_FIRST_CAPACITY 3 /* a rule: most paths are rules */

struct path {
    struct layout *layout;
    struct flow_item *item;
    size_t capacity;
};

static struct path path_begin(struct layout *layout, struct slab *slab, struct element *element,
                              double x_pt, double y_pt) {
    struct path path = {layout, slab_add_item(layout, slab), PATH_FIRST_CAPACITY};
    path.item->item = (struct placed_item){
        .kind = PLACED_PATH,
        .element = element,
        .artifact = element ? ARTIFACT_NONE : ARTIFACT_LAYOUT,
        .x_pt = x_pt,
        .y_pt = y_pt,
        .commands = arena_new_array(&layout->flow, PATH_FIRST_CAPACITY, struct drawing_command),
    };
    return path;
}

static struct drawing_command *path_add(struct path *path, enum drawing_step step) {
    struct placed_item *item = &path->item->item;
    if (item->command_count == path->capacity) {
        path->capacity *= 2;
        item->commands = arena_grow_array(&path->layout->flow, item->commands, item->command_count,
                                          path->capacity, sizeof *item->commands);
    }
    struct drawing_command *command = &item->commands[item->command_count++];
    command->step = step;
    return command;
}

static void path_point(struct path *path, enum drawing_step step, double x, double y) {
    struct drawing_command *command = path_add(path, step);
    command->x[0] = x;
    command->y[0] = y;
}

static void path_curve(struct path *path, double x1, double y1, double x2, double y2, double x,
                       double y) {
    struct drawing_command *command = path_add(path, DRAW_CURVE);
    command->x[0] = x1, command->y[0] = y1;
    command->x[1] = x2, command->y[1] = y2;
    command->x[2] = x, command->y[2] = y;
}

static void path_paint(struct path *path, double stroke_pt, enum drawing_fill fill) {
    struct drawing_command *command = path_add(path, DRAW_PAINT);
    command->stroke_width_pt = stroke_pt;
    command->fill = fill;
}

static void path_rectangle(struct path *path, double x, double y, double width, double height) {
    path_point(path, DRAW_MOVE, x, y);
    path_point(path, DRAW_LINE, x + width, y);
    path_point(path, DRAW_LINE, x + width, y + height);
    path_point(path, DRAW_LINE, x, y + height);
    path_add(path, DRAW_CLOSE);
}

/* Left half of a circle, from its top to its bottom. */
static void path_half_circle(struct path *path, double x, double y, double r) {
    double k = QUARTER * r;
    path_point(path, DRAW_MOVE, x, y - r);
    path_curve(path, x - k, y - r, x - r, y - k, x - r, y);
    path_curve(path, x - r, y + k, x - k, y + r, x, y + r);
}

static void path_circle(struct path *path, double x, double y, double r) {
    double k = QUARTER * r;
    path_half_circle(path, x, y, r);
    path_curve(path, x + k, y + r, x + r, y + k, x + r, y);
    path_curve(path, x + r, y - k, x + k, y - r, x, y - r);
    path_add(path, DRAW_CLOSE);
}

/* ---- rules ----------------------------------------------------------------------------------- */

void shape_rule(struct layout *layout, struct slab *slab, double x1_pt, double y1_pt, double x2_pt,
                double y2_pt, double weight_pt) {
    struct path path = path_begin(layout, slab, NULL, 0, 0);
    path_point(&path, DRAW_MOVE, x1_pt, y1_pt);
    path_point(&path, DRAW_LINE, x2_pt, y2_pt);
    path_paint(&path, weight_pt, FILL_NONE);
}

void shape_border(struct layout *layout, struct slab *slab, double width_pt, double height_pt,
                  double weight_pt) {
    slab->border = (int)slab->count;
    struct path path = path_begin(layout, slab, NULL, 0, 0);
    path_rectangle(&path, weight_pt / 2, weight_pt / 2, width_pt - weight_pt,
                   height_pt - weight_pt);
    path_paint(&path, weight_pt, FILL_NONE);
}

void shape_border_left(struct layout *layout, struct slab *slab, double height_pt,
                       double weight_pt) {
    slab->border = (int)slab->count;
    shape_rule(layout, slab, weight_pt / 2, 0, weight_pt / 2, height_pt, weight_pt);
}

void shape_border_stretch(struct slab *slab, double height_pt) {
    if (slab->border < 0)
        return;
    struct placed_item *border = &slab->items[slab->border].item;
    double lower_pt = height_pt - slab->height_pt;
    for (size_t i = 0; i < border->command_count; i++) /* what stands in the lower half is bottom */
        if (border->commands[i].y[0] > slab->height_pt / 2)
            border->commands[i].y[0] += lower_pt;
    slab->height_pt = height_pt;
}

/* ---- symbols --------------------------------------------------------------------------------- */

void shape_dot(struct layout *layout, struct slab *slab, struct element *element, double x_pt,
               double y_pt, double size_pt) {
    struct path path = path_begin(layout, slab, element, x_pt, y_pt);
    path_circle(&path, size_pt / 2, size_pt / 2, size_pt / 2);
    path_paint(&path, 0, FILL_BLACK);
}

void shape_check_box(struct layout *layout, struct slab *slab, struct element *element, double x_pt,
                     double y_pt, bool ticked) {
    double size = layout->theme->check_box_pt, stroke = layout->theme->shape_stroke_pt;
    struct path box = path_begin(layout, slab, element, x_pt, y_pt);
    path_rectangle(&box, stroke / 2, stroke / 2, size - stroke, size - stroke);
    path_paint(&box, stroke, FILL_WHITE);
    if (!ticked)
        return;
    struct path tick = path_begin(layout, slab, element, x_pt, y_pt);
    path_point(&tick, DRAW_MOVE, 0.23 * size, 0.51 * size);
    path_point(&tick, DRAW_LINE, 0.46 * size, 0.79 * size);
    path_point(&tick, DRAW_LINE, 1.01 * size, 0.02 * size); /* breaks out at the top right */
    path_paint(&tick, 2 * stroke, FILL_NONE);
}

static void draw_stop(struct layout *layout, struct slab *slab, struct element *element, double x,
                      double y, double unit) {
    static const double corners[][2] = {{6, 0.5},   {14, 0.5}, {19.5, 6}, {19.5, 14},
                                        {14, 19.5}, {6, 19.5}, {0.5, 14}, {0.5, 6}};
    struct path path = path_begin(layout, slab, element, x, y);
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++)
        path_point(&path, i ? DRAW_LINE : DRAW_MOVE, corners[i][0] * unit, corners[i][1] * unit);
    path_add(&path, DRAW_CLOSE);
    path_paint(&path, 0, FILL_BLACK);
    struct path bar = path_begin(layout, slab, element, x, y);
    path_rectangle(&bar, 5 * unit, 8.3 * unit, 10 * unit, 3.4 * unit);
    path_paint(&bar, 0, FILL_WHITE);
}

static void draw_clock(struct layout *layout, struct slab *slab, struct element *element, double x,
                       double y, double unit) {
    struct path face = path_begin(layout, slab, element, x, y);
    path_circle(&face, 10 * unit, 10 * unit, 9 * unit);
    path_paint(&face, 2 * unit, FILL_WHITE);
    struct path hands = path_begin(layout, slab, element, x, y);
    path_point(&hands, DRAW_MOVE, 10 * unit, 4.5 * unit);
    path_point(&hands, DRAW_LINE, 10 * unit, 10.7 * unit);
    path_point(&hands, DRAW_LINE, 14 * unit, 13.3 * unit);
    path_paint(&hands, 2 * unit, FILL_NONE);
}

static void draw_icon(struct layout *layout, struct slab *slab, struct element *element,
                      enum symbol_kind symbol, double x, double y, double size) {
    if (symbol == SYMBOL_STOP)
        draw_stop(layout, slab, element, x, y, size / 20);
    else
        draw_clock(layout, slab, element, x, y, size / 20);
}

void shape_icon(struct layout *layout, struct slab *slab, struct element *element,
                enum symbol_kind symbol, double x_pt, double y_pt) {
    draw_icon(layout, slab, element, symbol, x_pt, y_pt, layout->theme->icon_pt);
}

#define CIRCLE_WIDTH_PT  13.2
#define CIRCLE_RADIUS_PT 5.6
#define CIRCLE_STROKE_PT 1.25
#define BELOW_LINE_PT    1.6 /* symbols reach this far below the baseline */

/* The sizes above are for words of 12 points. */
static double symbol_scale(const struct layout *layout) {
    return layout->theme->note.size_pt / 12;
}

static void draw_circle(struct layout *layout, struct slab *slab, struct element *element,
                        enum symbol_kind symbol, double x, double y) {
    double scale = symbol_scale(layout), radius = CIRCLE_RADIUS_PT * scale;
    double middle_x = CIRCLE_WIDTH_PT * scale / 2;
    double middle_y = (BELOW_LINE_PT - CIRCLE_WIDTH_PT / 2) * scale;
    struct path ring = path_begin(layout, slab, element, x, y);
    path_circle(&ring, middle_x, middle_y, radius);
    path_paint(&ring, CIRCLE_STROKE_PT, symbol == SYMBOL_CIRCLE_FULL ? FILL_BLACK : FILL_WHITE);
    if (symbol != SYMBOL_CIRCLE_HALF)
        return;
    struct path half = path_begin(layout, slab, element, x, y);
    path_half_circle(&half, middle_x, middle_y, radius);
    path_add(&half, DRAW_CLOSE);
    path_paint(&half, 0, FILL_BLACK);
}

double shape_symbol_width_pt(const struct layout *layout, const struct node *symbol) {
    switch (symbol->symbol) {
    case SYMBOL_CIRCLE_OPEN:
    case SYMBOL_CIRCLE_HALF:
    case SYMBOL_CIRCLE_FULL:
        return CIRCLE_WIDTH_PT * symbol_scale(layout);
    case SYMBOL_WRITING_LINE:
        return symbol->width_pt;
    case SYMBOL_BOX:
    case SYMBOL_BOX_TICKED:
    case SYMBOL_STOP:
    case SYMBOL_CLOCK:
        break;
    }
    return layout->theme->check_box_pt;
}

void shape_symbol(struct layout *layout, struct slab *slab, struct element *element,
                  const struct node *symbol, double x_pt, double y_pt) {
    double size = layout->theme->check_box_pt;
    double top_pt = y_pt + BELOW_LINE_PT - size;
    switch (symbol->symbol) {
    case SYMBOL_BOX:
    case SYMBOL_BOX_TICKED:
        shape_check_box(layout, slab, element, x_pt, top_pt, symbol->symbol == SYMBOL_BOX_TICKED);
        break;
    case SYMBOL_CIRCLE_OPEN:
    case SYMBOL_CIRCLE_HALF:
    case SYMBOL_CIRCLE_FULL:
        draw_circle(layout, slab, element, symbol->symbol, x_pt, y_pt);
        break;
    case SYMBOL_STOP:
    case SYMBOL_CLOCK:
        draw_icon(layout, slab, element, symbol->symbol, x_pt, top_pt, size);
        break;
    case SYMBOL_WRITING_LINE: {
        struct path line = path_begin(layout, slab, element, x_pt, y_pt);
        path_point(&line, DRAW_MOVE, 0, 3);
        path_point(&line, DRAW_LINE, symbol->width_pt, 3);
        path_paint(&line, layout->theme->rule_thin_pt, FILL_NONE);
        break;
    }
    }
}
