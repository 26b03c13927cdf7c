/* block_text.c - headings, paragraphs, rules and lines to write on.
 *
 * Layer: layout.
 */
#include "layout/blocks.h"
#include "layout/hyphens.h"
#include "layout/shapes.h"

bool add_text_slabs(struct layout *layout, const struct paragraph *text, double width_pt,
                    const struct node *node, struct stack *out) {
    struct line_set lines;
    if (!paragraph_fit(layout, text, width_pt, &lines))
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        struct slab *slab = stack_add(layout, out, node);
        slab->height_pt = text->style.type.leading_pt;
        /* Two lines at least at the foot of a page, two at the top of the next. */
        slab->keep_next = i + 1 < lines.count && (i == 0 || i + 2 == lines.count);
        bool at_right = start_align(layout, text) == ALIGN_RIGHT;
        double x_pt = at_right ? width_pt - lines.lines[i].width_pt : 0;
        if (!line_place(layout, text, &lines, i, slab, x_pt, 0))
            return false;
    }
    return true;
}

/* ---- headings -------------------------------------------------------------------------------- */

static struct type_size heading_type(const struct theme *theme, int level) {
    return level == 1 ? theme->title : level == 2 ? theme->heading : theme->subheading;
}

static enum element_type heading_element(int level) {
    int last = ELEMENT_H6 - ELEMENT_H1;
    int place = level - 1 < 0 ? 0 : level - 1 > last ? last : level - 1;
    return (enum element_type)(ELEMENT_H1 + place);
}

/* The icon that a box's heading begins with, or NULL. */
static const struct node *find_icon(const struct node *heading) {
    const struct node *first = heading->first_child;
    bool icon = first && first->kind == NODE_SYMBOL &&
                (first->symbol == SYMBOL_STOP || first->symbol == SYMBOL_CLOCK);
    return icon ? first : NULL;
}

/* The heading's words say it all: the icon is for the eye, and an artifact for those who listen. */
static double draw_heading_icon(struct layout *layout, struct slab *slab, const struct node *icon,
                                double line_pt) {
    const struct theme *theme = layout->theme;
    struct slab_state before = slab_state(slab);
    shape_icon(layout, slab, NULL, icon->symbol, 0, (line_pt - theme->icon_pt) / 2);
    slab_keep(layout, slab, before, 0, theme->icon_pt);
    return theme->icon_pt + theme->icon_gap_pt;
}

/* The note beside a heading: on the same baseline when both fit, else below. */
static bool place_aside(struct layout *layout, const struct node *node, const struct frame *frame,
                        double heading_width_pt, double heading_baseline_pt, struct slab *slab) {
    const struct theme *theme = layout->theme;
    struct text_style style = {.type = {theme->note.size_pt, theme->header.leading_pt},
                               .node = node->aside};
    style.element = element_new(layout, ELEMENT_P, frame->element, node->aside);
    const struct paragraph *text = paragraph_new(layout, node->aside->first_child, &style);
    struct line_set lines;
    if (!text || !paragraph_fit(layout, text, frame->width_pt, &lines))
        return false;
    bool beside =
        lines.count == 1 && heading_width_pt + theme->gutter_pt + lines.width_pt <= frame->width_pt;
    if (beside) {
        double y_pt = heading_baseline_pt - baseline_pt(layout, &style.type);
        return lines_place(layout, text, &lines, slab, 0, y_pt, frame->width_pt, ALIGN_RIGHT);
    }
    double y_pt = slab->height_pt;
    slab->height_pt += lines_height_pt(text, &lines);
    return lines_place(layout, text, &lines, slab, 0, y_pt, frame->width_pt, ALIGN_LEFT);
}

bool layout_heading(struct layout *layout, const struct node *node, const struct frame *frame,
                    struct stack *out) {
    struct slab *slab = stack_add(layout, out, node);
    slab->keep_next = true;
    struct text_style style = {
        .type = heading_type(layout->theme, node->level), .face = FONT_HEADING, .node = node};
    style.element = element_new(layout, heading_element(node->level), frame->element, node);
    const struct node *icon = find_icon(node);
    double indent_pt = 0;
    if (icon)
        indent_pt = draw_heading_icon(layout, slab, icon, style.type.leading_pt);
    const struct node *words = icon ? icon->next : node->first_child;
    const struct paragraph *text = paragraph_new(layout, words, &style);
    struct line_set lines;
    if (!text || !paragraph_fit(layout, text, frame->width_pt - indent_pt, &lines) ||
        !lines_place(layout, text, &lines, slab, indent_pt, 0, frame->width_pt - indent_pt,
                     node->aside ? ALIGN_LEFT : start_align(layout, text)))
        return false;
    slab->height_pt = lines_height_pt(text, &lines);
    struct flow_mark *mark = slab_add_mark(layout, slab, MARK_HEADING);
    mark->title = node_plain_text(layout->arena, node);
    mark->level = node->level;
    if (!node->aside)
        return true;
    double last_line_pt = slab->height_pt - style.type.leading_pt;
    double width_pt = lines.count ? lines.lines[lines.count - 1].width_pt : 0;
    return place_aside(layout, node, frame, indent_pt + width_pt,
                       last_line_pt + baseline_pt(layout, &style.type), slab);
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

/* A strip: one line whose parts, each begun by a check box or a line break, share out the width. */
struct strip_part {
    size_t start, end;
    double width_pt;
};

#define STRIP_PARTS 32

static bool find_strip_parts(struct layout *layout, const struct paragraph *text,
                             struct strip_part parts[STRIP_PARTS], size_t *count, double *sum_pt) {
    *count = 0;
    *sum_pt = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text->piece_count; i++) {
        const struct piece *piece = i < text->piece_count ? &text->pieces[i] : NULL;
        bool begins =
            piece && ((piece->kind == PIECE_SYMBOL && piece->node->symbol != SYMBOL_WRITING_LINE) ||
                      piece->kind == PIECE_NEW_LINE);
        size_t at = piece ? piece->start : text->text.length;
        if (piece && (!begins || at == start))
            continue;
        struct strip_part part = {.start = start, .end = at};
        while (part.end > part.start && strchr(" \n", text->text.data[part.end - 1]))
            part.end--;
        while (part.start < part.end && strchr(" \n", text->text.data[part.start]))
            part.start++;
        start = at;
        if (part.end == part.start)
            continue;
        if (*count == STRIP_PARTS)
            return layout_fail(layout, text->style.node, "a strip has more than %d parts",
                               STRIP_PARTS);
        part.width_pt = paragraph_width_pt(text, part.start, part.end);
        *sum_pt += part.width_pt;
        parts[(*count)++] = part;
    }
    return true;
}

static bool layout_strip(struct layout *layout, const struct paragraph *text,
                         const struct frame *frame, const struct node *node, struct stack *out) {
    struct strip_part parts[STRIP_PARTS];
    size_t count;
    double sum_pt;
    if (!find_strip_parts(layout, text, parts, &count, &sum_pt))
        return false;
    const double least_gap_pt = 6;
    if (count < 2 || sum_pt + (double)(count - 1) * least_gap_pt > frame->width_pt)
        return add_text_slabs(layout, text, frame->width_pt, node, out);
    double gap_pt = (frame->width_pt - sum_pt) / (double)(count - 1), x_pt = 0;
    struct slab *slab = stack_add(layout, out, node);
    slab->height_pt = text->style.type.leading_pt;
    for (size_t i = 0; i < count; i++) {
        struct line line = {.start = parts[i].start,
                            .end = parts[i].end,
                            .width_pt = parts[i].width_pt,
                            .space_behind = i + 1 < count};
        struct line_set lines = {&line, 1, line.width_pt};
        if (!line_place(layout, text, &lines, 0, slab, x_pt, 0))
            return false;
        x_pt += parts[i].width_pt + gap_pt;
    }
    return true;
}

static struct type_size paragraph_type(const struct theme *theme, enum text_role role,
                                       const struct frame *frame) {
    switch (role) {
    case ROLE_BODY:
        return frame->in_main_box ? theme->main_message : theme->body;
    case ROLE_MAIN:
        return theme->main_message;
    case ROLE_NOTE:
    case ROLE_CAPTION:
    case ROLE_STRIP:
        break;
    }
    return theme->note;
}

/* What the document says holds for running text; a paragraph's own word for any but a strip. */
static bool is_justified(const struct layout *layout, const struct node *node) {
    if (node->role == ROLE_STRIP)
        return false;
    if (node->setting != SETTING_AS_DOCUMENT)
        return node->setting == SETTING_JUSTIFIED;
    return layout->doc->justified && node->role == ROLE_BODY;
}

bool layout_paragraph(struct layout *layout, const struct node *node, const struct frame *frame,
                      struct stack *out) {
    struct text_style style = {.type = paragraph_type(layout->theme, node->role, frame),
                               .node = node};
    style.element = element_new(layout, ELEMENT_P, frame->element, node);
    style.hyphenated = node->role != ROLE_STRIP && words_may_be_divided(layout);
    style.justified = is_justified(layout, node);
    const struct paragraph *text = paragraph_new(layout, node->first_child, &style);
    if (!text)
        return false;
    if (node->role == ROLE_STRIP)
        return layout_strip(layout, text, frame, node, out);
    double width_pt = frame->width_pt;
    bool running = node->role == ROLE_BODY && !frame->in_box;
    if (running && width_pt > layout->theme->measure_pt)
        width_pt = layout->theme->measure_pt;
    return add_text_slabs(layout, text, width_pt, node, out);
}

/* ---- rules and writing lines ----------------------------------------------------------------- */

bool layout_rule(struct layout *layout, const struct node *node, const struct frame *frame,
                 struct stack *out) {
    const struct theme *theme = layout->theme;
    double weight_pt = frame->pinned ? theme->rule_medium_pt : theme->rule_thin_pt;
    struct slab *slab = stack_add(layout, out, node);
    slab->height_pt = weight_pt;
    slab->keep_next = true;
    shape_rule(layout, slab, 0, weight_pt / 2, frame->width_pt, weight_pt / 2, weight_pt);
    return true;
}

bool layout_writing_lines(struct layout *layout, const struct node *node, const struct frame *frame,
                          struct stack *out) {
    double step_pt = node->height_pt > 0 ? node->height_pt : layout->theme->diary_row_pt;
    for (int i = 0; i < node->count; i++) {
        struct slab *slab = stack_add(layout, out, node);
        double y_pt = step_pt - layout->theme->rule_thin_pt / 2;
        slab->height_pt = step_pt;
        slab->keep_next = i + 1 < node->count && (i == 0 || i + 2 == node->count);
        shape_rule(layout, slab, 0, y_pt, frame->width_pt, y_pt, layout->theme->rule_thin_pt);
    }
    return true;
}
