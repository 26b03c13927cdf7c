/* theme.c - the numbers of the design guide.
 *
 * Layer: layout. Points throughout. One theme so far; the paper's size is not part of it, since the
 * text block follows from the margins.
 */
#include "layout/theme.h"

static const struct theme standard = {
    .name = "standard",
    .margin_pt = 51, /* 18 mm */
    .gutter_pt = 14,
    .measure_pt = 400,
    .title = {22, 26},
    .heading = {16, 20},
    .subheading = {13, 17},
    .main_message = {16, 22},
    .body = {13, 17},
    .note = {12, 15.6},
    .header = {12, 16},
    .mark_size_pt = 9,
    .mark_raise_pt = 4.2,
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
    .rule_thin_pt = 0.75,
    .rule_medium_pt = 1.5,
    .rule_thick_pt = 3,
    .shape_stroke_pt = 1,
    .main_box = {.top = 8, .sides = 12, .bottom = 9, .gap = 14},
    .safety_box = {.top = 9, .sides = 12, .bottom = 10, .gap = 14},
    .icon_pt = 20,
    .icon_gap_pt = 8,
    .bullet_pt = 4.6,
    .bullet_indent_pt = 14,
    .item_gap_pt = 3,
    .check_box_pt = 12,
    .check_top_pt = 3.4, /* as far below the baseline as a box that stands in a line */
    .check_indent_pt = 22,
    .check_gap_pt = 5,
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
    .caption_gap_pt = 4,
};

const struct theme *theme_standard(void) {
    return &standard;
}

void paper_size(enum paper paper, double *width_pt, double *height_pt) {
    *width_pt = paper == PAPER_LETTER ? 612 : 595.28;
    *height_pt = paper == PAPER_LETTER ? 792 : 841.89;
}
