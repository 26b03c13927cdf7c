/* block_box.c - boxes: blocks inside a rule, never split.
 *
 * Layer: layout.
 */
#include "layout/blocks.h"
#include "layout/columns.h"
#include "layout/shapes.h"

struct padding {
    double rule_pt, top_pt, left_pt, right_pt, bottom_pt;
};

static struct padding padding_of(const struct theme *theme, enum box_kind kind) {
    switch (kind) {
    case BOX_SAFETY:
        return (struct padding){theme->rule_thick_pt, theme->safety_box.top,
                                theme->safety_box.sides, theme->safety_box.sides,
                                theme->safety_box.bottom};
    case BOX_CALLOUT: /* flush with the text around it on the right, as high as its words */
        return (struct padding){.rule_pt = theme->rule_medium_pt, .left_pt = theme->main_box.sides};
    case BOX_MAIN:
    case BOX_PLAIN:
        break;
    }
    return (struct padding){kind == BOX_MAIN ? theme->rule_medium_pt : theme->rule_thin_pt,
                            theme->main_box.top, theme->main_box.sides, theme->main_box.sides,
                            theme->main_box.bottom};
}

/* The label stands left of the content, in bold, or above it as a heading; gives the room it takes
 * in either direction. */
static bool place_box_label(struct layout *layout, const struct node *label,
                            const struct frame *frame, struct slab *slab, double x_pt, double y_pt,
                            double *width_pt, double *height_pt) {
    const struct theme *theme = layout->theme;
    struct text_style style = {.type = theme->label_above ? theme->heading : theme->main_message,
                               .face = theme->label_above ? FONT_HEADING : FONT_BOLD,
                               .node = label};
    style.element = element_new(layout, ELEMENT_P, frame->element, label);
    const struct paragraph *text = paragraph_new(layout, label->first_child, &style);
    struct line_set lines;
    /* A long label takes several lines rather than the room of what it labels. */
    double room_pt = frame->width_pt * (theme->label_above ? 1 : 0.4);
    if (!text || !paragraph_fit(layout, text, room_pt, &lines))
        return false;
    *width_pt = theme->label_above ? 0 : lines.width_pt + theme->main_box.gap;
    *height_pt = lines_height_pt(text, &lines) + (theme->label_above ? theme->main_box.gap : 0);
    return lines_place(layout, text, &lines, slab, x_pt, y_pt, 0, ALIGN_LEFT);
}

bool layout_box(struct layout *layout, const struct node *node, const struct frame *frame,
                struct stack *out) {
    struct padding padding = padding_of(layout->theme, node->box_kind);
    struct slab *slab = stack_add(layout, out, node);
    slab->pin = node->pin;
    struct frame inside = *frame;
    inside.at_page = false;
    inside.in_main_box = node->box_kind == BOX_MAIN;
    inside.element = element_new(layout, ELEMENT_SECT, frame->element, node);
    bool callout = node->box_kind == BOX_CALLOUT;
    double rule_pt = callout ? 0 : padding.rule_pt; /* above, below and on the right */
    double x_pt = padding.rule_pt + padding.left_pt, y_pt = rule_pt + padding.top_pt;
    inside.width_pt -= x_pt + rule_pt + padding.right_pt;
    inside.in_box = !callout;
    double label_pt = 0, label_height_pt = 0;
    if (node->label && !place_box_label(layout, node->label, &inside, slab, x_pt, y_pt, &label_pt,
                                        &label_height_pt))
        return false;
    inside.width_pt -= label_pt;
    struct stack parts = {0};
    if (!layout_children(layout, node, &inside, &parts))
        return false;
    columns_settle(layout, &parts);
    double above_pt = layout->theme->label_above ? label_height_pt : 0;
    stack_merge(layout, slab, &parts, x_pt + label_pt, y_pt + above_pt);
    double content_pt = above_pt + stack_height_pt(&parts);
    if (content_pt < label_height_pt)
        content_pt = label_height_pt;
    slab->height_pt = y_pt + content_pt + padding.bottom_pt + rule_pt;
    if (callout)
        shape_border_left(layout, slab, slab->height_pt, padding.rule_pt);
    else
        shape_border(layout, slab, frame->width_pt, slab->height_pt, padding.rule_pt);
    return true;
}
