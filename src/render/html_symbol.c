/* html_symbol.c - drawn shapes as small pictures in the line.
 *
 * Layer: render. The shapes are those of the printed page (layout/shapes.c), in the text's own
 * colour, so that they are seen in a reader's own colours too.
 */
#include "render/html_page.h"

/* What stands inside the <svg>, and its size. */
static const struct {
    const char *view_box, *shape;
    double share; /* of the body's type size; 0: the theme's check box; -1: the theme's icon */
} shapes[] = {
    [SYMBOL_BOX] = {"0 0 12 12", "<path d=\"M.5 .5H11.5V11.5H.5Z\" fill=\"none\"/>", 0},
    [SYMBOL_BOX_TICKED] =
        {"0 0 12 12",
         "<path d=\"M.5 .5H11.5V11.5H.5Z\" fill=\"none\"/>"
         "<path d=\"M2.8 6.1L5.5 9.5L12.1 .2\" fill=\"none\" stroke-width=\"2\"/>",
         0},
    [SYMBOL_CIRCLE_OPEN] = {"0 0 12.5 12.5",
                            "<circle cx=\"6.25\" cy=\"6.25\" r=\"5.6\" fill=\"none\" "
                            "stroke-width=\"1.25\"/>",
                            0.96},
    [SYMBOL_CIRCLE_HALF] = {"0 0 12.5 12.5",
                            "<circle cx=\"6.25\" cy=\"6.25\" r=\"5.6\" fill=\"none\" "
                            "stroke-width=\"1.25\"/>"
                            "<path d=\"M6.25 .65A5.6 5.6 0 0 0 6.25 11.85Z\" stroke=\"none\"/>",
                            0.96},
    [SYMBOL_CIRCLE_FULL] = {"0 0 12.5 12.5",
                            "<circle cx=\"6.25\" cy=\"6.25\" r=\"5.6\" stroke-width=\"1.25\"/>",
                            0.96},
    /* The bar is a hole, so that whatever is behind shows through. */
    [SYMBOL_STOP] = {"0 0 20 20",
                     "<path d=\"M6 .5H14L19.5 6V14L14 19.5H6L.5 14V6ZM5 8.3V11.7H15V8.3Z\" "
                     "fill-rule=\"evenodd\" stroke=\"none\"/>",
                     -1},
    [SYMBOL_CLOCK] = {"0 0 20 20",
                      "<circle cx=\"10\" cy=\"10\" r=\"9\" fill=\"none\" stroke-width=\"2\"/>"
                      "<path d=\"M10 4.5V10.7L14 13.3\" fill=\"none\" stroke-width=\"2\"/>",
                      -1},
};

static void add_line(struct html_page *page, const struct node *symbol) {
    strbuf_add(page->out, "<span class=\"line\" role=\"img\"");
    html_add_attribute(page->out, "aria-label", symbol->alt);
    strbuf_add(page->out, " style=\"width:");
    html_add_rem(page->out, symbol->width_pt);
    strbuf_add(page->out, "\"></span>");
}

void html_symbol(struct html_page *page, const struct node *symbol) {
    if (symbol->symbol == SYMBOL_WRITING_LINE) {
        add_line(page, symbol);
        return;
    }
    bool is_icon = shapes[symbol->symbol].share < 0;
    double share = shapes[symbol->symbol].share;
    double size_pt = is_icon     ? page->theme->icon_pt
                     : share > 0 ? share * page->theme->body.size_pt
                                 : page->theme->check_box_pt;
    strbuf_add_format(page->out, "<svg class=\"symbol\" viewBox=\"%s\"",
                      shapes[symbol->symbol].view_box);
    if (is_icon && symbol->parent->kind == NODE_HEADING) {
        strbuf_add(page->out, " aria-hidden=\"true\"");
    } else {
        strbuf_add(page->out, " role=\"img\"");
        html_add_attribute(page->out, "aria-label", symbol->alt);
    }
    strbuf_add(page->out, " style=\"width:");
    html_add_rem(page->out, size_pt);
    strbuf_add(page->out, ";height:");
    html_add_rem(page->out, size_pt);
    strbuf_add_format(page->out, "\">%s</svg>", shapes[symbol->symbol].shape);
}

const struct node *html_leading_box(const struct node *item) {
    const struct node *first = item->first_child;
    bool box = first && first->kind == NODE_SYMBOL &&
               (first->symbol == SYMBOL_BOX || first->symbol == SYMBOL_BOX_TICKED);
    return box ? first : NULL;
}
