/* block_figure.c - drawings and pictures with alternative text, and their captions. What is
 * decorative is an artifact.
 *
 * Layer: layout.
 */
#include <math.h>

#include "layout/blocks.h"

/* Nothing on a page is further away than this. */
#define FARTHEST_PT 5000

/* A drawing a little too wide for its column is made smaller; more than this is a mistake. */
#define LEAST_SCALE 0.95

static bool is_sane(double number) {
    return isfinite(number) && fabs(number) <= FARTHEST_PT;
}

static bool check_command(struct layout *layout, const struct node *node,
                          const struct drawing_command *command) {
    bool sane =
        is_sane(command->stroke_width_pt) && is_sane(command->dash_pt) && is_sane(command->size_pt);
    for (int i = 0; i < 3; i++)
        sane = sane && is_sane(command->x[i]) && is_sane(command->y[i]);
    return sane ||
           layout_fail(layout, node, "a drawing has a number that is none, or is over %d points",
                       FARTHEST_PT);
}

static enum artifact artifact_of(const struct element *element) {
    return element ? ARTIFACT_NONE : ARTIFACT_LAYOUT;
}

static bool place_drawn_text(struct layout *layout, const struct node *node,
                             const struct drawing_command *command, struct element *element,
                             double scale, struct slab *slab) {
    struct glyph_run *runs;
    size_t count;
    if (!shape_text(layout->arena, layout->fonts, command->bold ? FONT_BOLD : FONT_REGULAR,
                    command->text, layout->doc->language, &runs, &count, layout->err))
        return layout_fail_at(layout, node);
    double size_pt = command->size_pt * scale;
    double width_pt = shape_width_pt(runs, count, size_pt);
    double x_pt = command->x[0] * scale;
    x_pt -= command->align == ALIGN_RIGHT    ? width_pt
            : command->align == ALIGN_CENTRE ? width_pt / 2
                                             : 0;
    for (size_t i = 0; i < count; i++) {
        struct flow_item *item = slab_add_item(layout, slab);
        item->item = (struct placed_item){.kind = PLACED_GLYPHS,
                                          .element = element,
                                          .artifact = artifact_of(element),
                                          .x_pt = x_pt,
                                          .y_pt = command->y[0] * scale,
                                          .size_pt = size_pt,
                                          .run = runs[i],
                                          .line_end = i + 1 == count};
        x_pt += shape_width_pt(&runs[i], 1, size_pt);
    }
    return true;
}

static void place_path(struct layout *layout, const struct drawing_command *commands, size_t count,
                       struct element *element, double scale, struct slab *slab) {
    struct flow_item *item = slab_add_item(layout, slab);
    struct drawing_command *copy = arena_new_array(&layout->flow, count, struct drawing_command);
    for (size_t i = 0; i < count; i++) {
        copy[i] = commands[i];
        for (int k = 0; k < 3; k++) {
            copy[i].x[k] *= scale;
            copy[i].y[k] *= scale;
        }
        copy[i].stroke_width_pt *= scale;
        copy[i].dash_pt *= scale;
    }
    item->item = (struct placed_item){.kind = PLACED_PATH,
                                      .element = element,
                                      .artifact = artifact_of(element),
                                      .commands = copy,
                                      .command_count = count};
}

static bool place_drawing(struct layout *layout, const struct node *node, struct element *element,
                          double scale, struct slab *slab) {
    const struct drawing *drawing = node->drawing;
    size_t path_start = 0;
    for (size_t i = 0; i < drawing->count; i++) {
        const struct drawing_command *command = &drawing->commands[i];
        if (!check_command(layout, node, command))
            return false;
        if (command->step == DRAW_TEXT) {
            if (!place_drawn_text(layout, node, command, element, scale, slab))
                return false;
            path_start = i + 1;
        } else if (command->step == DRAW_PAINT) {
            place_path(layout, &drawing->commands[path_start], i + 1 - path_start, element, scale,
                       slab);
            path_start = i + 1;
        }
    }
    return path_start == drawing->count ||
           layout_fail(layout, node, "a drawing ends with a path that is not painted");
}

static bool place_caption(struct layout *layout, const struct node *node, struct element *figure,
                          double width_pt, struct slab *slab) {
    struct text_style style = {.type = layout->theme->note, .node = node};
    style.element = element_new(layout, ELEMENT_CAPTION, figure, node);
    const struct paragraph *text = paragraph_new(layout, node->first_child, &style);
    struct line_set lines;
    if (!text || !paragraph_fit(layout, text, width_pt, &lines))
        return false;
    double y_pt = slab->height_pt + layout->theme->caption_gap_pt;
    slab->height_pt = y_pt + lines_height_pt(text, &lines);
    return lines_place(layout, text, &lines, slab, 0, y_pt, width_pt, node->align);
}

/* A drawing is made smaller where its column asks for a little less. */
static bool place_scaled(struct layout *layout, const struct node *node, double room_pt,
                         struct element *element, struct slab *slab, double *size_pt) {
    const struct drawing *drawing = node->drawing;
    bool sane = is_sane(drawing->width_pt) && is_sane(drawing->height_pt) &&
                drawing->width_pt > 0 && drawing->height_pt > 0;
    if (!sane)
        return layout_fail(layout, node, "a figure needs a drawing with a width and a height");
    double scale = room_pt / drawing->width_pt;
    if (scale < LEAST_SCALE)
        return layout_fail(layout, node,
                           "a figure is %.1f pt wide, its column %.1f: draw it "
                           "smaller, or give it more columns",
                           drawing->width_pt, room_pt);
    scale = scale < 1 ? scale : 1;
    size_pt[0] = drawing->width_pt * scale;
    size_pt[1] = drawing->height_pt * scale;
    return place_drawing(layout, node, element, scale, slab);
}

static double indent_pt(enum alignment align, double slack_pt) {
    return align == ALIGN_RIGHT ? slack_pt : align == ALIGN_CENTRE ? slack_pt / 2 : 0;
}

bool layout_figure(struct layout *layout, const struct node *node, const struct frame *frame,
                   struct stack *out) {
    struct slab *slab = stack_add(layout, out, node), *shape = slab_new(layout, node);
    struct element *element = NULL;
    double size_pt[2] = {0};
    if (!node->decorative) {
        element = element_new(layout, ELEMENT_FIGURE, frame->element, node);
        element->alt = node->alt;
    }
    if (!node->drawing && !node->picture)
        return layout_fail(layout, node, "a figure needs a drawing or a picture");
    if (!(node->drawing ? place_scaled : place_picture)(layout, node, frame->width_pt, element,
                                                        shape, size_pt))
        return false;
    slab_keep(layout, shape, (struct slab_state){0}, 0, size_pt[0]); /* a left foot stays one */
    if (element) {
        struct flow_mark *mark = slab_add_mark(layout, shape, MARK_FIGURE);
        mark->element = element;
        mark->width_pt = size_pt[0];
        mark->height_pt = size_pt[1];
    }
    slab_merge(layout, slab, shape, indent_pt(node->align, frame->width_pt - size_pt[0]), 0);
    slab->height_pt = size_pt[1];
    return !node->first_child || place_caption(layout, node, element, frame->width_pt, slab);
}
