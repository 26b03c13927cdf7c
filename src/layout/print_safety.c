/* print_safety.c - see print_safety.h. In order: limits and greys; findings; the rules; the words;
 * placed pages as marks.
 *
 * Layer: layout.
 */
#include "layout/print_safety.h"

#include <math.h>

/* Sizes are written rounded to hundredths. */
#define SLOP_PT 0.006

/* ---- limits and greys ------------------------------------------------------------------------ */

struct print_limits print_limits_standard(void) {
    return (struct print_limits){.contrast = 7,
                                 .line_pt = 0.75,
                                 .type_pt = 12,
                                 .mark_pt = 9,
                                 .edge_pt = 12,
                                 .picture_dpi = 100};
}

struct print_limits print_limits_large(void) {
    struct print_limits limits = print_limits_standard();
    limits.type_pt = limits.mark_pt = 18;
    return limits;
}

struct print_limits print_limits_of(const struct theme *theme) {
    struct print_limits limits = print_limits_standard();
    limits.type_pt = theme->least_type_pt;
    if (theme->marks_in_brackets)
        limits.mark_pt = limits.type_pt;
    return limits;
}

static double luminance(double grey) {
    return grey <= 0.04045 ? grey / 12.92 : pow((grey + 0.055) / 1.055, 2.4);
}

double print_contrast(double grey, double other_grey) {
    double a = luminance(grey) + 0.05, b = luminance(other_grey) + 0.05;
    return a > b ? a / b : b / a;
}

static const char *const rule_names[] = {
    [PRINT_CONTRAST] = "contrast", [PRINT_THIN] = "thin line",        [PRINT_SMALL] = "small type",
    [PRINT_EDGE] = "edge",         [PRINT_COARSE] = "coarse picture", [PRINT_FONT] = "font",
};

const char *print_rule_name(enum print_rule rule) {
    return rule_names[rule];
}

/* ---- findings -------------------------------------------------------------------------------- */

struct print_report print_report_begin(struct arena *arena, const struct print_limits *limits) {
    return (struct print_report){.arena = arena, .limits = *limits};
}

void print_report_page(struct print_report *report, double width_pt, double height_pt) {
    report->page++;
    report->width_pt = width_pt;
    report->height_pt = height_pt;
    report->ground_count = 0;
}

static struct print_finding *add_finding(struct print_report *report) {
    report->findings = arena_make_room(report->arena, report->findings, report->count,
                                       &report->capacity, 8, sizeof *report->findings);
    struct print_finding *finding = &report->findings[report->count++];
    *finding = (struct print_finding){0};
    return finding;
}

/* One finding a rule and page: a chart has a hundred thin lines, the reader needs to know once. */
static void note(struct print_report *report, enum print_rule rule, const struct print_mark *mark,
                 double value) {
    for (size_t i = report->count; i-- > 0 && report->findings[i].page == report->page;) {
        struct print_finding *finding = &report->findings[i];
        if (finding->rule != rule)
            continue;
        finding->count++;
        finding->worst = fmin(finding->worst, value);
        return;
    }
    struct print_finding *finding = add_finding(report);
    finding->rule = rule;
    finding->page = report->page;
    finding->count = 1;
    finding->worst = value;
    finding->x_pt = mark->box.left;
    finding->y_pt = mark->box.top;
}

void print_report_font(struct print_report *report, const char *name) {
    struct print_finding *finding = add_finding(report);
    finding->rule = PRINT_FONT;
    finding->count = 1;
    finding->message = arena_format(
        report->arena,
        "the face '%s' is not in the file: another printer would put its own in its place", name);
}

/* ---- the rules ------------------------------------------------------------------------------- */

/* What lies below the middle of a box: the last rectangle painted there, or paper. */
static double grey_below(const struct print_report *report, const struct placed_box *box) {
    double x = (box->left + box->right) / 2, y = (box->top + box->bottom) / 2;
    for (size_t i = report->ground_count; i-- > 0;) {
        const struct placed_box *ground = &report->grounds[i].box;
        if (x >= ground->left && x <= ground->right && y >= ground->top && y <= ground->bottom)
            return report->grounds[i].grey;
    }
    return 1;
}

static void add_ground(struct print_report *report, const struct print_mark *mark) {
    report->grounds = arena_make_room(report->arena, report->grounds, report->ground_count,
                                      &report->ground_capacity, 16, sizeof *report->grounds);
    report->grounds[report->ground_count++] = (struct print_ground){mark->box, mark->grey};
}

static double distance_to_edge(const struct print_report *report, const struct placed_box *box) {
    return fmin(fmin(box->left, box->top),
                fmin(report->width_pt - box->right, report->height_pt - box->bottom));
}

/* Colours are rounded on their way through a file. */
#define SAME_GREY 0.01

/* What has the colour of its ground is not seen, and not meant to be: it hides what lies below. */
static bool leaves_ink(const struct print_report *report, const struct print_mark *mark) {
    return mark->kind == PRINT_PICTURE ||
           fabs(mark->grey - grey_below(report, &mark->box)) > SAME_GREY;
}

static void check_size(struct print_report *report, const struct print_mark *mark) {
    const struct print_limits *limits = &report->limits;
    double least = mark->is_source_mark ? limits->mark_pt : limits->type_pt;
    double thickness = fmin(mark->box.right - mark->box.left, mark->box.bottom - mark->box.top);
    switch (mark->kind) {
    case PRINT_TEXT:
        if (mark->size < least - SLOP_PT)
            note(report, PRINT_SMALL, mark, mark->size);
        break;
    case PRINT_STROKE:
        if (mark->size < limits->line_pt - SLOP_PT)
            note(report, PRINT_THIN, mark, mark->size);
        break;
    case PRINT_FILL: /* a rule may be drawn as a thin rectangle */
        if (mark->is_rectangle && thickness < limits->line_pt - SLOP_PT)
            note(report, PRINT_THIN, mark, thickness);
        break;
    case PRINT_PICTURE:
        if (mark->size < limits->picture_dpi)
            note(report, PRINT_COARSE, mark, mark->size);
        break;
    }
}

void print_report_mark(struct print_report *report, const struct print_mark *mark) {
    report->mark_count++;
    if (leaves_ink(report, mark)) {
        check_size(report, mark);
        bool drawn = mark->kind == PRINT_TEXT || mark->kind == PRINT_STROKE;
        double contrast = drawn ? print_contrast(mark->grey, grey_below(report, &mark->box)) : 21;
        if (contrast < report->limits.contrast - 0.005)
            note(report, PRINT_CONTRAST, mark, contrast);
        double distance_pt = distance_to_edge(report, &mark->box);
        if (distance_pt < report->limits.edge_pt - SLOP_PT)
            note(report, PRINT_EDGE, mark, distance_pt);
    }
    if (mark->kind == PRINT_FILL && mark->is_rectangle)
        add_ground(report, mark);
}

/* ---- the words ------------------------------------------------------------------------------- */

static const char *words_of(const struct print_report *report,
                            const struct print_finding *finding) {
    struct arena *arena = report->arena;
    const struct print_limits *limits = &report->limits;
    const char *where = arena_format(arena, "page %zu, %.0f pt from the left and %.0f from the top",
                                     finding->page, finding->x_pt, finding->y_pt);
    if (finding->count > 1)
        where = arena_format(arena, "%s and %zu more", where, finding->count - 1);
    switch (finding->rule) {
    case PRINT_CONTRAST:
        return arena_format(arena,
                            "%s: printed in grey, the contrast is %.1f to 1; %.0f to 1 can be "
                            "read: make it darker",
                            where, finding->worst, limits->contrast);
    case PRINT_THIN:
        return arena_format(arena, "%s: a line of %.2f pt; below %.2f pt printers drop lines",
                            where, finding->worst, limits->line_pt);
    case PRINT_SMALL:
        return arena_format(arena, "%s: type of %.1f pt; the smallest for this reader is %.0f pt",
                            where, finding->worst, limits->type_pt);
    case PRINT_EDGE:
        return arena_format(arena,
                            "%s: %.0f pt from the paper's edge; printers leave %.0f pt blank",
                            where, finding->worst, limits->edge_pt);
    case PRINT_COARSE:
        return arena_format(arena, "%s: a picture of %.0f dots an inch; below %.0f its dots show",
                            where, finding->worst, limits->picture_dpi);
    case PRINT_FONT:
        break;
    }
    return finding->message;
}

void print_report_end(struct print_report *report) {
    for (size_t i = 0; i < report->count; i++)
        report->findings[i].message = words_of(report, &report->findings[i]);
}

/* ---- placed pages as marks ------------------------------------------------------------------- */

static bool is_source_mark(const struct element *element) {
    for (; element; element = element->parent)
        if (element->type == ELEMENT_REFERENCE)
            return true;
    return false;
}

static void add_glyphs(struct print_report *report, const struct placed_item *item) {
    double width_pt = shape_width_pt(&item->run, 1, item->size_pt);
    if (slice_trim(item->run.text).length == 0) /* a space leaves none */
        return;
    struct print_mark mark = {
        .kind = PRINT_TEXT,
        .box = {item->x_pt, item->y_pt - item->size_pt * 0.75, item->x_pt + width_pt,
                item->y_pt + item->size_pt * 0.25},
        .size = item->size_pt,
        .is_source_mark = is_source_mark(item->element),
    };
    print_report_mark(report, &mark);
}

static bool is_rectangle(const struct placed_item *item) {
    if (item->command_count != 6 || item->commands[4].step != DRAW_CLOSE)
        return false;
    for (int i = 1; i < 4; i++) {
        const struct drawing_command *from = &item->commands[i - 1], *to = &item->commands[i];
        if (to->step != DRAW_LINE || (from->x[0] != to->x[0] && from->y[0] != to->y[0]))
            return false;
    }
    return true;
}

static void add_path(struct print_report *report, const struct placed_item *item) {
    const struct drawing_command *paint = &item->commands[item->command_count - 1];
    struct print_mark mark = {.box = placed_path_box(item)};
    if (paint->fill != FILL_NONE) {
        mark.kind = PRINT_FILL;
        mark.grey = paint->fill == FILL_WHITE ? 1 : 0;
        mark.is_rectangle = is_rectangle(item);
        print_report_mark(report, &mark);
    }
    if (paint->stroke_width_pt <= 0)
        return;
    mark.kind = PRINT_STROKE;
    mark.grey = 0;
    mark.size = paint->stroke_width_pt;
    print_report_mark(report, &mark);
}

static void add_picture(struct print_report *report, const struct placed_item *item) {
    struct print_mark mark = {
        .kind = PRINT_PICTURE,
        .box = {item->x_pt, item->y_pt, item->x_pt + item->width_pt, item->y_pt + item->height_pt},
        .size = item->width_pt > 0 ? item->picture->width * 72.0 / item->width_pt : 0,
    };
    print_report_mark(report, &mark);
}

void print_report_placed(struct print_report *report, const struct placed_document *placed) {
    for (size_t p = 0; p < placed->page_count; p++) {
        const struct placed_page *page = &placed->pages[p];
        print_report_page(report, page->width_pt, page->height_pt);
        for (size_t i = 0; i < page->count; i++) {
            const struct placed_item *item = &page->items[i];
            if (item->kind == PLACED_GLYPHS)
                add_glyphs(report, item);
            else if (item->kind == PLACED_PICTURE)
                add_picture(report, item);
            else if (item->command_count)
                add_path(report, item);
        }
    }
}
