/* theme.c - the numbers of the design guide, and the rows that describe a theme's fields.
 *
 * Layer: layout. Points throughout. The text block is not part of a theme: it follows from paper
 * and margins. Order: the clinic's theme, the rows, what a theme as a whole must keep.
 */
#include "layout/theme.h"

static const struct theme standard = {
    .name = "clinic",
    .paper = THEME_PAPER_ANY,
    .margin_pt = 51, /* 18 mm */
    .margin_top_pt = 51,
    .margin_bottom_pt = 51,
    .gutter_pt = 14,
    .measure_pt = 400,
    .one_column = false,
    .face = "Andika",
    .heading_face = "Andika",
    .hyphenation_allowed = true,
    .least_type_pt = 12,
    .title = {22, 26},
    .heading = {16, 20},
    .subheading = {13, 17},
    .main_message = {16, 22},
    .body = {13, 17},
    .note = {12, 15.6},
    .header = {12, 16},
    .mark_size_pt = 9,
    .mark_raise_pt = 4.2,
    .marks_in_brackets = false,
    .heading_before_pt = 10,
    .heading_after_pt = 4,
    .aside_heading_before_pt = 12,
    .aside_heading_after_pt = 5,
    .paragraph_gap_pt = 4,
    .band_gap_pt = 14,
    .band_gap_min_pt = 12,
    .band_gap_max_pt = 20,
    .title_after_pt = 8,
    .strip_after_pt = 14,
    .table_around_pt = 8,
    .table_below_pt = 5,
    .band_below_pt = 8,
    .rule_around_pt = 5,
    .rule_thin_pt = 0.75,
    .rule_medium_pt = 1.5,
    .rule_thick_pt = 3,
    .shape_stroke_pt = 1,
    .hatch_stroke_pt = 1.5,
    .hatch_step_pt = 4.5,
    .main_box = {.top = 8, .sides = 12, .bottom = 9, .gap = 14},
    .safety_box = {.top = 9, .sides = 12, .bottom = 10, .gap = 14},
    .icon_pt = 20,
    .icon_gap_pt = 8,
    .label_above = false,
    .bullet_pt = 4.6,
    .bullet_indent_pt = 14,
    .item_gap_pt = 3,
    .check_box_pt = 12,
    .check_indent_pt = 22,
    .check_gap_pt = 5,
    .stacked_tables = false,
    .cell_side_pt = 4,
    .cell_top_pt = 3,
    .plan_row_pt = 21.5,
    .choice_row_pt = 22,
    .plain_row_pt = 22,
    .diary_row_pt = 25.5,
    .header_text_y_pt = 20,
    .header_rule_y_pt = 40,
    .footer_rule_below_pt = 10.7,
    .footer_text_gap_pt = 4,
    .footer_lines = 1,
    .caption_gap_pt = 4,
};

const struct theme *theme_standard(void) {
    return &standard;
}

/* ---- one row a field ------------------------------------------------------------------------- */

/* What a reader with weak eyes needs: no words below 12 pt, marks 9; no rule that a printer loses;
 * 10 mm of paper that every printer leaves white. */
#define LEAST_TYPE_PT   12
#define LEAST_MARK_PT   9
#define LARGEST_TYPE_PT 96
#define LEAST_RULE_PT   0.75
#define LEAST_MARGIN_PT 28.35

#define LENGTH(member, name, lowest, highest)                                                      \
    { name, offsetof(struct theme, member), THEME_LENGTH, lowest, highest }
#define RULE(member, name)  LENGTH(member, name, LEAST_RULE_PT, 12)
#define SPACE(member, name) LENGTH(member, name, 0, 200)
#define TYPE(member)                                                                               \
    { #member, offsetof(struct theme, member), THEME_TYPE_SIZE, LEAST_TYPE_PT, LARGEST_TYPE_PT }
#define OTHER(member, type)                                                                        \
    { #member, offsetof(struct theme, member), type, 0, 0 }

static const struct theme_field fields[] = {
    OTHER(name, THEME_TEXT),
    OTHER(paper, THEME_PAPER),
    LENGTH(margin_pt, "margin", LEAST_MARGIN_PT, 200),
    LENGTH(margin_top_pt, "margin_top", LEAST_MARGIN_PT, 300),
    LENGTH(margin_bottom_pt, "margin_bottom", LEAST_MARGIN_PT, 300),
    LENGTH(gutter_pt, "gutter", 6, 60),
    LENGTH(measure_pt, "measure", 100, 1000),
    OTHER(one_column, THEME_FLAG),
    OTHER(face, THEME_TEXT),
    OTHER(heading_face, THEME_TEXT),
    OTHER(hyphenation_allowed, THEME_FLAG),
    LENGTH(least_type_pt, "least_type", LEAST_TYPE_PT, LARGEST_TYPE_PT),
    TYPE(title),
    TYPE(heading),
    TYPE(subheading),
    TYPE(main_message),
    TYPE(body),
    TYPE(note),
    TYPE(header),
    LENGTH(mark_size_pt, "mark_size", LEAST_MARK_PT, LARGEST_TYPE_PT),
    LENGTH(mark_raise_pt, "mark_raise", 0, 48),
    OTHER(marks_in_brackets, THEME_FLAG),
    SPACE(heading_before_pt, "heading_before"),
    SPACE(heading_after_pt, "heading_after"),
    SPACE(aside_heading_before_pt, "aside_heading_before"),
    SPACE(aside_heading_after_pt, "aside_heading_after"),
    SPACE(paragraph_gap_pt, "paragraph_gap"),
    SPACE(band_gap_pt, "band_gap"),
    SPACE(band_gap_min_pt, "band_gap_min"),
    SPACE(band_gap_max_pt, "band_gap_max"),
    SPACE(title_after_pt, "title_after"),
    SPACE(strip_after_pt, "strip_after"),
    SPACE(table_around_pt, "table_around"),
    SPACE(table_below_pt, "table_below"),
    SPACE(band_below_pt, "band_below"),
    SPACE(rule_around_pt, "rule_around"),
    RULE(rule_thin_pt, "rule_thin"),
    RULE(rule_medium_pt, "rule_medium"),
    RULE(rule_thick_pt, "rule_thick"),
    RULE(shape_stroke_pt, "shape_stroke"),
    RULE(hatch_stroke_pt, "hatch_stroke"),
    LENGTH(hatch_step_pt, "hatch_step", 2, 40),
    {"main_box", offsetof(struct theme, main_box), THEME_BOX_PADDING, 3, 72},
    {"safety_box", offsetof(struct theme, safety_box), THEME_BOX_PADDING, 3, 72},
    LENGTH(icon_pt, "icon", 10, 96),
    LENGTH(icon_gap_pt, "icon_gap", 2, 48),
    OTHER(label_above, THEME_FLAG),
    LENGTH(bullet_pt, "bullet", 2, 24),
    LENGTH(bullet_indent_pt, "bullet_indent", 6, 96),
    SPACE(item_gap_pt, "item_gap"),
    LENGTH(check_box_pt, "check_box", 8, 48),
    LENGTH(check_indent_pt, "check_indent", 10, 96),
    SPACE(check_gap_pt, "check_gap"),
    OTHER(stacked_tables, THEME_FLAG),
    LENGTH(cell_side_pt, "cell_side", 2, 48),
    LENGTH(cell_top_pt, "cell_top", 2, 48),
    SPACE(plan_row_pt, "plan_row"),
    SPACE(choice_row_pt, "choice_row"),
    SPACE(plain_row_pt, "plain_row"),
    SPACE(diary_row_pt, "diary_row"),
    SPACE(header_text_y_pt, "header_text_y"),
    SPACE(header_rule_y_pt, "header_rule_y"),
    SPACE(footer_rule_below_pt, "footer_rule_below"),
    SPACE(footer_text_gap_pt, "footer_text_gap"),
    {"footer_lines", offsetof(struct theme, footer_lines), THEME_WHOLE, 1, 2},
    SPACE(caption_gap_pt, "caption_gap"),
};

const struct theme_field *theme_fields(size_t *count) {
    *count = sizeof fields / sizeof *fields;
    return fields;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Lines of running text need air to find the next one by; headings are short. */
#define LEAST_LEADING         1.2
#define LEAST_HEADING_LEADING 1.1

static bool is_heading(const struct theme_field *field) {
    return field->offset == offsetof(struct theme, title) ||
           field->offset == offsetof(struct theme, heading) ||
           field->offset == offsetof(struct theme, subheading);
}

static const char *type_fault(const struct theme *theme, struct arena *arena) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].type != THEME_TYPE_SIZE)
            continue;
        const struct type_size *type =
            (const struct type_size *)((const char *)theme + fields[i].offset);
        double least = is_heading(&fields[i]) ? LEAST_HEADING_LEADING : LEAST_LEADING;
        if (type->leading_pt < type->size_pt * least - 1e-9)
            return arena_format(arena,
                                "%s: a leading of %.1f is less than %.1f times the size of %.1f",
                                fields[i].name, type->leading_pt, least, type->size_pt);
        if (type->size_pt < theme->least_type_pt)
            return arena_format(arena, "%s: a size of %.1f is less than least_type, %.1f",
                                fields[i].name, type->size_pt, theme->least_type_pt);
    }
    return NULL;
}

const char *theme_fault(const struct theme *theme, struct arena *arena) {
    const char *fault = type_fault(theme, arena);
    if (fault)
        return fault;
    if (theme->band_gap_min_pt > theme->band_gap_pt || theme->band_gap_pt > theme->band_gap_max_pt)
        return "band_gap must lie between band_gap_min and band_gap_max";
    bool rules_rise = theme->rule_thin_pt <= theme->rule_medium_pt &&
                      theme->rule_medium_pt < theme->rule_thick_pt;
    if (!rules_rise)
        return "rule_thin, rule_medium and rule_thick must rise: the thick one is the safety box's";
    if (theme->header_text_y_pt + theme->header.leading_pt > theme->header_rule_y_pt + 1e-9 ||
        theme->header_rule_y_pt > theme->margin_top_pt)
        return "the header must fit: header_text_y and a line of it, header_rule_y, margin_top "
               "from the top down";
    double foot_pt = theme->footer_rule_below_pt + theme->rule_thin_pt + theme->footer_text_gap_pt +
                     theme->footer_lines * theme->header.leading_pt;
    if (foot_pt > theme->margin_bottom_pt)
        return arena_format(arena, "the footer needs %.1f, margin_bottom is %.1f", foot_pt,
                            theme->margin_bottom_pt);
    return NULL;
}

void paper_size(enum paper paper, double *width_pt, double *height_pt) {
    *width_pt = paper == PAPER_LETTER ? 612 : 595.28;
    *height_pt = paper == PAPER_LETTER ? 792 : 841.89;
}
