/* block_definitions.c - words explained: a term in bold runs into what explains it.
 *
 * Layer: layout. The lines behind the first hang in by a bullet's indent, so that the terms stand
 * out on the left.
 */
#include "layout/blocks.h"

/* Lines with the first at x, the others indented: in one line where the words fit, else as few as
 * the indented width allows. */
static bool add_hanging(struct layout *layout, const struct paragraph *text, double width_pt,
                        double indent_pt, double leading_pt, struct slab *slab) {
    struct line_set lines;
    double air_pt = (leading_pt - text->style.type.leading_pt) / 2;
    if (!paragraph_fit(layout, text, width_pt, &lines))
        return false;
    if (lines.count > 1 && !paragraph_fit(layout, text, width_pt - indent_pt, &lines))
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        if (!line_place(layout, text, &lines, i, slab, i ? indent_pt : 0, slab->height_pt + air_pt))
            return false;
        slab->height_pt += leading_pt;
    }
    return true;
}

bool place_hanging(struct layout *layout, const struct paragraph *text, double x_pt,
                   double width_pt, double indent_pt, double leading_pt, struct slab *slab) {
    struct slab *lines = slab_new(layout, slab->node);
    if (!add_hanging(layout, text, width_pt, indent_pt, leading_pt, lines))
        return false;
    slab_merge(layout, slab, lines, x_pt, slab->height_pt);
    slab->height_pt += lines->height_pt;
    return true;
}

/* The term on a line of its own, blocks below it. */
static bool add_blocks(struct layout *layout, const struct node *item, const struct frame *frame,
                       struct element *body, struct slab *slab) {
    double indent_pt = layout->theme->bullet_indent_pt;
    struct frame inside = *frame;
    inside.element = body;
    inside.at_page = false;
    inside.width_pt -= indent_pt;
    struct stack parts = {0};
    if (!layout_children(layout, item, &inside, &parts))
        return false;
    stack_merge(layout, slab, &parts, indent_pt, slab->height_pt);
    slab->height_pt += stack_height_pt(&parts);
    return true;
}

bool layout_definition(struct layout *layout, const struct node *item, const struct frame *frame,
                       struct stack *items) {
    struct slab *slab = stack_add(layout, items, item);
    struct element *element = element_new(layout, ELEMENT_LI, frame->element, item);
    struct element *label = element_new(layout, ELEMENT_LBL, element, item);
    struct element *body = element_new(layout, ELEMENT_LBODY, element, item);
    struct text_style style = {.type = layout->theme->note, .node = item};
    bool runs_in = item->first_child && node_is_inline(item->first_child->kind);
    const struct node *term = item->label ? item->label->first_child : NULL;
    const struct paragraph_part parts[] = {
        {.first = term, .words = "", .face = FONT_BOLD, .element = label},
        {.words = " ", .element = label},
        {.first = item->first_child, .words = "", .element = body},
    };
    const struct paragraph *text = paragraph_of_parts(layout, parts, runs_in ? 3 : 1, &style);
    return text &&
           place_hanging(layout, text, 0, frame->width_pt, layout->theme->bullet_indent_pt,
                         style.type.leading_pt, slab) &&
           (runs_in || add_blocks(layout, item, frame, body, slab));
}
