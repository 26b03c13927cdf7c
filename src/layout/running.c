/* running.c - header and footer lines: artifacts in the margins.
 *
 * Layer: layout.
 */
#include "base/strbuf.h"
#include "layout/lines.h"
#include "layout/pages.h"
#include "layout/shapes.h"

/* Left and right text come no nearer to each other than this. */
#define LEAST_GAP_PT 12

/* Fills in {page} and {pages}. */
static char *fill_in(struct layout *layout, const char *text, size_t page) {
    struct strbuf out = {0};
    for (const char *at = text ? text : ""; *at;) {
        if (strncmp(at, "{page}", 6) == 0) {
            strbuf_add_format(&out, "%zu", page + 1);
            at += 6;
        } else if (strncmp(at, "{pages}", 7) == 0) {
            strbuf_add_format(&out, "%zu", layout->placed->page_count);
            at += 7;
        } else {
            strbuf_add_char(&out, *at++);
        }
    }
    char *filled = arena_text(layout->arena, strbuf_text(&out));
    strbuf_release(&out);
    return filled;
}

static const struct paragraph *text_of(struct layout *layout, const char *text) {
    struct text_style style = {
        .type = layout->theme->header, .node = layout->doc->root, .generated = true};
    return paragraph_of_text(layout, slice_of(text), &style);
}

static bool place_side(struct layout *layout, const struct paragraph *text, struct slab *slab,
                       double y_pt, enum alignment align) {
    struct line_set lines;
    return paragraph_fit(layout, text, layout->block_width_pt, &lines) &&
           lines_place(layout, text, &lines, slab, 0, y_pt, layout->block_width_pt, align);
}

static bool is_empty(const char *text) {
    return !text || !text[0];
}

static bool too_wide(struct layout *layout, const char *where, size_t page, double needed_pt) {
    return layout_fail(layout, layout->doc->root,
                       "the %s of page %zu is %.0f pt wide, the page holds %.0f: use a shorter "
                       "text (short_title)",
                       where, page + 1, needed_pt, layout->block_width_pt);
}

/* One text a line: the left one, then the right one. */
static bool place_stacked(struct layout *layout, const char *left_text, const char *right_text,
                          size_t page, struct slab *slab, double y_pt) {
    const char *texts[] = {left_text, right_text};
    for (size_t i = 0; i < 2; i++) {
        if (is_empty(texts[i]))
            continue;
        const struct paragraph *text = text_of(layout, fill_in(layout, texts[i], page));
        if (!text)
            return false;
        if (text->natural_width_pt > layout->block_width_pt)
            return too_wide(layout, "footer", page, text->natural_width_pt);
        if (!place_side(layout, text, slab, y_pt, ALIGN_LEFT))
            return false;
        y_pt += layout->theme->header.leading_pt;
    }
    return true;
}

static bool place_pair(struct layout *layout, const char *where, const char *left_text,
                       const char *right_text, size_t page, struct slab *slab, double y_pt) {
    const struct paragraph *left = text_of(layout, fill_in(layout, left_text, page));
    const struct paragraph *right =
        left ? text_of(layout, fill_in(layout, right_text, page)) : NULL;
    if (!left || !right)
        return false;
    double needed_pt = left->natural_width_pt + right->natural_width_pt;
    needed_pt += left->text.length && right->text.length ? LEAST_GAP_PT : 0;
    if (needed_pt > layout->block_width_pt)
        return too_wide(layout, where, page, needed_pt);
    return place_side(layout, left, slab, y_pt, ALIGN_LEFT) &&
           place_side(layout, right, slab, y_pt, ALIGN_RIGHT);
}

static bool place_header(struct layout *layout, size_t page) {
    const struct document *doc = layout->doc;
    const struct theme *theme = layout->theme;
    const char *left =
        page == 0 && !is_empty(doc->header_left_first) ? doc->header_left_first : doc->header_left;
    if (is_empty(left) && is_empty(doc->header_right))
        return true;
    struct slab *slab = slab_new(layout, doc->root);
    if (!place_pair(layout, "header", left, doc->header_right, page, slab, theme->header_text_y_pt))
        return false;
    double y_pt = theme->header_rule_y_pt - theme->rule_thin_pt / 2;
    shape_rule(layout, slab, 0, y_pt, layout->block_width_pt, y_pt, theme->rule_thin_pt);
    place_slab(layout, slab, page, theme->margin_pt, 0);
    return true;
}

static bool place_footer(struct layout *layout, size_t page) {
    const struct document *doc = layout->doc;
    const struct theme *theme = layout->theme;
    if (is_empty(doc->footer_left) && is_empty(doc->footer_right))
        return true;
    struct slab *slab = slab_new(layout, doc->root);
    double y_pt = theme->rule_thin_pt / 2;
    shape_rule(layout, slab, 0, y_pt, layout->block_width_pt, y_pt, theme->rule_thin_pt);
    double text_pt = theme->rule_thin_pt + theme->footer_text_gap_pt;
    bool placed = theme->footer_lines > 1 ? place_stacked(layout, doc->footer_left,
                                                          doc->footer_right, page, slab, text_pt)
                                          : place_pair(layout, "footer", doc->footer_left,
                                                       doc->footer_right, page, slab, text_pt);
    if (!placed)
        return false;
    double top_pt = layout->page_height_pt - theme->margin_bottom_pt + theme->footer_rule_below_pt;
    place_slab(layout, slab, page, theme->margin_pt, top_pt);
    return true;
}

bool place_running_lines(struct layout *layout) {
    for (size_t page = 0; page < layout->placed->page_count; page++)
        if (!place_header(layout, page) || !place_footer(layout, page))
            return false;
    return true;
}
