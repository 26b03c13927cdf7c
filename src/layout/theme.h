/* theme.h - the page guide in points: sizes, leading, spaces, rules.
 *
 * Layer: layout. Numbers from the design guide of the two handouts (12-column grid, 18 mm margins,
 * three rule weights). A theme is constant data.
 */
#ifndef FOOTNOTE_LAYOUT_THEME_H
#define FOOTNOTE_LAYOUT_THEME_H

#include "doc/doc.h"

struct type_size {
    double size_pt, leading_pt; /* leading: baseline to baseline */
};

struct theme {
    const char *name;
    double margin_pt;  /* all four sides */
    double gutter_pt;  /* between the 12 grid columns */
    double measure_pt; /* running text is never wider */
    struct type_size title, heading, subheading, main_message, body, note, header;
    double mark_size_pt, mark_raise_pt; /* source numbers */
    double heading_before_pt, heading_after_pt;
    double aside_heading_before_pt, aside_heading_after_pt;
    double paragraph_gap_pt;
    double band_gap_pt, band_gap_min_pt, band_gap_max_pt;
    double title_after_pt, strip_after_pt;
    double rule_thin_pt, rule_medium_pt, rule_thick_pt, shape_stroke_pt;
    struct {
        double top, sides, bottom, gap;
    } main_box, safety_box;
    double icon_pt, icon_gap_pt;
    double bullet_pt, bullet_indent_pt, item_gap_pt;
    double check_box_pt, check_top_pt, check_indent_pt, check_gap_pt;
    double cell_side_pt, cell_top_pt;
    double plan_row_pt, choice_row_pt, plain_row_pt, diary_row_pt;
    double header_text_y_pt, header_rule_y_pt;       /* from the top edge */
    double footer_rule_below_pt, footer_text_gap_pt; /* below the text block; below the rule */
    double caption_gap_pt;
};

const struct theme *theme_standard(void);

/* Width and height of a paper in points. */
void paper_size(enum paper paper, double *width_pt, double *height_pt);

#endif
