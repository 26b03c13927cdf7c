/* html_figure.c - drawings as <svg>, pictures as data: addresses, captions.
 *
 * Layer: render. Everything is in the one file; a reader's program asks nobody for anything. Order:
 * drawings, pictures, the figure.
 */
#include "base/picture.h"
#include "base/resource.h"
#include "render/html_page.h"

#include <math.h>

/* A picture without a size of its own is shown this fine, as on paper. */
#define NATURAL_DPI 150
#define PT_PER_INCH 72

/* ---- drawings -------------------------------------------------------------------------------- */

static void add_point(struct strbuf *out, char letter, double x, double y) {
    if (letter)
        strbuf_add_char(out, letter);
    strbuf_add_number(out, x, 2);
    strbuf_add_char(out, ' ');
    strbuf_add_number(out, y, 2);
}

static void add_paint(struct strbuf *out, const struct drawing_command *paint) {
    static const char *const fills[] = {
        [FILL_NONE] = "none", [FILL_WHITE] = "#fff", [FILL_BLACK] = "#000"};
    strbuf_add_format(out, "\" fill=\"%s\"", fills[paint->fill]);
    if (paint->stroke_width_pt > 0) {
        strbuf_add(out, " stroke=\"#000\" stroke-width=\"");
        strbuf_add_number(out, paint->stroke_width_pt, 2);
        strbuf_add_char(out, '"');
        if (paint->dash_pt > 0) {
            strbuf_add(out, " stroke-dasharray=\"");
            strbuf_add_number(out, paint->dash_pt, 2);
            strbuf_add_char(out, '"');
        }
        if (paint->round)
            strbuf_add(out, " stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    strbuf_add(out, "/>\n");
}

static void add_drawn_text(struct strbuf *out, const struct drawing_command *text) {
    static const char *const anchors[] = {
        [ALIGN_LEFT] = "start", [ALIGN_RIGHT] = "end", [ALIGN_CENTRE] = "middle"};
    strbuf_add(out, "<text x=\"");
    strbuf_add_number(out, text->x[0], 2);
    strbuf_add(out, "\" y=\"");
    strbuf_add_number(out, text->y[0], 2);
    strbuf_add(out, "\" font-size=\"");
    strbuf_add_number(out, text->size_pt, 2);
    strbuf_add_char(out, '"');
    if (text->align != ALIGN_LEFT)
        strbuf_add_format(out, " text-anchor=\"%s\"", anchors[text->align]);
    if (text->bold)
        strbuf_add(out, " font-weight=\"bold\"");
    strbuf_add_char(out, '>');
    html_add_text(out, text->text);
    strbuf_add(out, "</text>\n");
}

static void add_command(struct strbuf *out, const struct drawing_command *command, bool *in_path) {
    if (command->step == DRAW_TEXT) {
        add_drawn_text(out, command);
        return;
    }
    if (!*in_path)
        strbuf_add(out, "<path d=\"");
    *in_path = command->step != DRAW_PAINT;
    switch (command->step) {
    case DRAW_MOVE:
        add_point(out, 'M', command->x[0], command->y[0]);
        break;
    case DRAW_LINE:
        add_point(out, 'L', command->x[0], command->y[0]);
        break;
    case DRAW_CURVE:
        for (int i = 0; i < 3; i++)
            add_point(out, i == 0 ? 'C' : ' ', command->x[i], command->y[i]);
        break;
    case DRAW_CLOSE:
        strbuf_add_char(out, 'Z');
        break;
    default:
        add_paint(out, command);
    }
}

static void add_drawing(struct html_page *page, const struct node *figure) {
    const struct drawing *drawing = figure->drawing;
    struct strbuf *out = page->out;
    bool is_named = figure->alt && figure->alt[0]; /* else it is for the eye only */
    int id = page->figure_count += is_named;
    strbuf_add(out, "<svg class=\"drawing\"");
    if (is_named)
        strbuf_add_format(out, " role=\"img\" aria-labelledby=\"figure-%d\"", id);
    else
        strbuf_add(out, " aria-hidden=\"true\"");
    strbuf_add(out, " viewBox=\"0 0 ");
    add_point(out, 0, drawing->width_pt, drawing->height_pt);
    strbuf_add(out, "\" style=\"width:");
    html_add_rem(out, drawing->width_pt);
    strbuf_add(out, "\">");
    if (is_named) {
        strbuf_add_format(out, "<title id=\"figure-%d\">", id);
        html_add_text(out, slice_of(figure->alt));
        strbuf_add(out, "</title>");
    }
    strbuf_add_char(out, '\n');
    bool in_path = false;
    for (size_t i = 0; i < drawing->count; i++)
        add_command(out, &drawing->commands[i], &in_path);
    if (in_path)
        html_fail(page, figure, "a drawing ends with a path that is not painted");
    strbuf_add(out, "</svg>\n");
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void add_base64(struct strbuf *out, struct slice bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *data = (const unsigned char *)bytes.data;
    strbuf_reserve(out, bytes.length / 3 * 4 + 4);
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i;
        unsigned group = (unsigned)data[i] << 16;
        group |= left > 1 ? (unsigned)data[i + 1] << 8 : 0;
        group |= left > 2 ? data[i + 2] : 0;
        strbuf_add_char(out, digits[group >> 18]);
        strbuf_add_char(out, digits[group >> 12 & 63]);
        strbuf_add_char(out, left > 1 ? digits[group >> 6 & 63] : '=');
        strbuf_add_char(out, left > 2 ? digits[group & 63] : '=');
    }
}

/* As on paper: with both sizes given, as large as fits in both. */
static double width_of(const struct node *figure, const struct picture *picture) {
    double width_pt = figure->picture_width_pt;
    if (width_pt <= 0 && figure->picture_height_pt <= 0)
        return (double)picture->width * PT_PER_INCH / NATURAL_DPI;
    if (figure->picture_height_pt <= 0)
        return width_pt;
    double from_height_pt = figure->picture_height_pt * picture->width / picture->height;
    return width_pt > 0 ? fmin(width_pt, from_height_pt) : from_height_pt;
}

static void fail_as(struct html_page *page, const struct node *figure, const struct error *err) {
    if (page->failed)
        return;
    html_fail(page, figure, "%s", err->message);
    page->err->code = err->code;
}

static void add_picture(struct html_page *page, const struct node *figure) {
    struct strbuf *out = page->out;
    struct slice bytes;
    struct error err;
    if (!resource_load(page->doc->resources, RESOURCE_PICTURE, figure->picture, &page->arena,
                       &bytes, &err)) {
        fail_as(page, figure, &err);
        return;
    }
    /* A browser would show what it can of a damaged file; we refuse it. */
    const struct picture *picture = picture_decode(&page->arena, figure->picture, bytes, &err);
    if (!picture) {
        fail_as(page, figure, &err);
        return;
    }
    strbuf_add(out, "<img");
    html_add_attribute(out, "alt", figure->alt);
    strbuf_add(out, " style=\"width:");
    html_add_rem(out, width_of(figure, picture));
    strbuf_add_char(out, '"');
    strbuf_add_format(out, " src=\"data:image/%s;base64,", picture->is_jpeg ? "jpeg" : "png");
    add_base64(out, bytes);
    strbuf_add(out, "\">\n");
}

/* ---- the figure ------------------------------------------------------------------------------ */

void html_figure(struct html_page *page, const struct node *figure) {
    static const char *const opening[] = {[ALIGN_LEFT] = "<figure>\n",
                                          [ALIGN_RIGHT] = "<figure class=\"right\">\n",
                                          [ALIGN_CENTRE] = "<figure class=\"middle\">\n"};
    strbuf_add(page->out, opening[figure->align]);
    if (figure->drawing)
        add_drawing(page, figure);
    else if (figure->picture)
        add_picture(page, figure);
    if (figure->first_child) {
        strbuf_add(page->out, "<figcaption>");
        html_inlines(page, figure->first_child);
        strbuf_add(page->out, "</figcaption>\n");
    }
    strbuf_add(page->out, "</figure>\n");
}
