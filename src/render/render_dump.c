/* render_dump.c - the placed pages as stable text, for golden tests: what stands where, in the
 * order of reading.
 *
 * Layer: render. Neighbouring runs of one line, element and style are one line of the dump, however
 * layout has cut them.
 */
#include "render/render.h"

#include <math.h>
#include <stdlib.h>

/* One decimal, always: columns of numbers are compared by eye. */
static void add_tenths(struct strbuf *out, double number) {
    long long tenths = llround(number * 10);
    strbuf_add_format(out, "%s%lld.%lld", tenths < 0 ? "-" : "", llabs(tenths) / 10,
                      llabs(tenths) % 10);
}

static void add_place(struct strbuf *out, double x_pt, double y_pt) {
    add_tenths(out, x_pt);
    strbuf_add_char(out, ' ');
    add_tenths(out, y_pt);
}

static void add_quoted(struct strbuf *out, const char *text) {
    strbuf_add(out, " \"");
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, *c);
    }
    strbuf_add_char(out, '"');
}

static const char *owner_name(const struct placed_item *item) {
    if (item->element)
        return element_type_name(item->element->type);
    return item->artifact == ARTIFACT_PAGINATION ? "pagination" : "artifact";
}

/* ---- text ------------------------------------------------------------------------------------ */

static double run_width_pt(const struct placed_item *item) {
    return (double)item->run.advance * item->size_pt / font_metrics(item->run.font)->units_per_em;
}

/* Whether item goes on where the one before ended. */
static bool continues(const struct placed_item *before, const struct placed_item *item) {
    return item->kind == PLACED_GLYPHS && item->element == before->element &&
           item->artifact == before->artifact && item->run.font == before->run.font &&
           item->size_pt == before->size_pt && item->y_pt == before->y_pt && !before->line_end &&
           fabs(before->x_pt + run_width_pt(before) - item->x_pt) < 0.05;
}

/* Returns the number of items that the line covers. */
static size_t add_text(const struct placed_item *items, size_t count, struct strbuf *out) {
    struct strbuf words = {0};
    size_t covered = 0;
    do {
        strbuf_add_slice(&words, items[covered].run.text);
        covered++;
    } while (covered < count && continues(&items[covered - 1], &items[covered]));
    add_place(out, items->x_pt, items->y_pt);
    strbuf_add_format(out, " %s %s ", owner_name(items), font_postscript_name(items->run.font));
    strbuf_add_number(out, items->size_pt, 2);
    add_quoted(out, strbuf_text(&words));
    strbuf_add_char(out, '\n');
    strbuf_release(&words);
    return covered;
}

/* ---- paths ----------------------------------------------------------------------------------- */

static bool is_rule(const struct placed_item *item) {
    return item->command_count == 3 && item->commands[0].step == DRAW_MOVE &&
           item->commands[1].step == DRAW_LINE && item->commands[2].step == DRAW_PAINT;
}

static void add_paint(const struct drawing_command *paint, struct strbuf *out) {
    if (paint->stroke_width_pt > 0) {
        strbuf_add(out, " stroke ");
        strbuf_add_number(out, paint->stroke_width_pt, 2);
    }
    if (paint->dash_pt > 0) {
        strbuf_add(out, " dash ");
        strbuf_add_number(out, paint->dash_pt, 2);
    }
    if (paint->round && paint->stroke_width_pt > 0)
        strbuf_add(out, " round");
    if (paint->fill != FILL_NONE)
        strbuf_add(out, paint->fill == FILL_WHITE ? " white" : " black");
}

static void add_words_instead(const struct placed_item *item, struct strbuf *out) {
    if (item->element && item->element->alt && item->element->alt[0])
        add_quoted(out, item->element->alt);
    if (item->element && item->element->actual_text && item->element->actual_text[0])
        add_quoted(out, item->element->actual_text);
}

static void add_path(const struct placed_item *item, struct strbuf *out) {
    if (!item->command_count)
        return;
    const struct drawing_command *paint = &item->commands[item->command_count - 1];
    if (is_rule(item)) {
        strbuf_add(out, "rule ");
        add_place(out, item->commands[0].x[0], item->commands[0].y[0]);
        strbuf_add_char(out, ' ');
        add_place(out, item->commands[1].x[0], item->commands[1].y[0]);
        strbuf_add_char(out, ' ');
        strbuf_add_number(out, paint->stroke_width_pt, 2);
    } else {
        struct placed_box box = placed_path_box(item);
        strbuf_add(out, "path ");
        add_place(out, box.left, box.top);
        strbuf_add_char(out, ' ');
        add_place(out, box.right, box.bottom);
        strbuf_add_format(out, " of %zu", item->command_count);
        add_paint(paint, out);
    }
    strbuf_add_format(out, " %s", owner_name(item));
    add_words_instead(item, out);
    strbuf_add_char(out, '\n');
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void add_picture(const struct placed_item *item, struct strbuf *out) {
    const struct picture *picture = item->picture;
    strbuf_add(out, "picture ");
    add_place(out, item->x_pt, item->y_pt);
    strbuf_add_char(out, ' ');
    add_place(out, item->x_pt + item->width_pt, item->y_pt + item->height_pt);
    strbuf_add_format(out, " %u x %u %s%s %s", picture->width, picture->height,
                      picture->channels == 1 ? "grey" : "colour",
                      picture->alpha ? " with alpha" : "", owner_name(item));
    add_quoted(out, picture->name);
    add_words_instead(item, out);
    strbuf_add_char(out, '\n');
}

/* ---- links ----------------------------------------------------------------------------------- */

static void add_link(const struct placed_link *link, struct strbuf *out) {
    strbuf_add_format(out, "link %zu ", link->page + 1);
    add_place(out, link->box_pt[0], link->box_pt[1]);
    strbuf_add_char(out, ' ');
    add_place(out, link->box_pt[2], link->box_pt[3]);
    strbuf_add_format(out, " %s", element_type_name(link->element->type));
    add_quoted(out, link->contents);
    if (link->url) {
        strbuf_add_format(out, " to %s\n", link->url);
        return;
    }
    strbuf_add_format(out, " to page %zu ", link->target_page + 1);
    add_tenths(out, link->target_y_pt);
    strbuf_add_char(out, '\n');
}

/* ---- all ------------------------------------------------------------------------------------- */

static void add_page(const struct placed_page *page, size_t number, struct strbuf *out) {
    strbuf_add_format(out, "page %zu ", number);
    add_tenths(out, page->width_pt);
    strbuf_add(out, " x ");
    add_tenths(out, page->height_pt);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < page->count;) {
        if (page->items[i].kind == PLACED_GLYPHS) {
            i += add_text(&page->items[i], page->count - i, out);
        } else {
            if (page->items[i].kind == PLACED_PICTURE)
                add_picture(&page->items[i], out);
            else
                add_path(&page->items[i], out);
            i++;
        }
    }
}

/* A dump is the same wherever the script lies. */
static const char *without_folder(const struct placed_document *placed, const char *warning) {
    const char *script = placed->doc ? placed->doc->script : NULL;
    const char *slash = script ? strrchr(script, '/') : NULL;
    bool named = slash && slice_starts_with(slice_of(warning), script);
    return named ? warning + (slash + 1 - script) : warning;
}

void render_dump(const struct placed_document *placed, struct strbuf *out) {
    for (size_t i = 0; i < placed->page_count; i++)
        add_page(&placed->pages[i], i + 1, out);
    for (size_t i = 0; i < placed->outline_count; i++) {
        const struct placed_outline *heading = &placed->outline[i];
        strbuf_add_format(out, "outline %d page %d ", heading->level, heading->page + 1);
        add_tenths(out, heading->y_pt);
        add_quoted(out, heading->title);
        strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < placed->link_count; i++)
        add_link(&placed->links[i], out);
    for (size_t i = 0; i < placed->warning_count; i++)
        strbuf_add_format(out, "warning %s\n", without_folder(placed, placed->warnings[i]));
}
