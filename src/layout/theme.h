/* theme.h - the page guide in points: sizes, leading, spaces, rules, faces.
 *
 * Layer: layout. Numbers from the design guide of the handouts (12-column grid, 18 mm margins,
 * three rule weights). A theme is constant data: theme_standard() is the clinic's own, the others
 * are tables of scripts/lib/theme.lua, read into the document's arena by lua/lua_theme.c through
 * the rows of theme_fields(). A field added here needs a row there and a number in theme.lua; a
 * test says so.
 */
#ifndef FOOTNOTE_LAYOUT_THEME_H
#define FOOTNOTE_LAYOUT_THEME_H

#include "doc/doc.h"

#include <stddef.h>

struct type_size {
    double size_pt, leading_pt; /* leading: baseline to baseline */
};

struct box_padding {
    double top, sides, bottom;
    double gap; /* between the label and what it labels */
};

/* The paper a theme is made for; what the document says goes before it. */
enum theme_paper { THEME_PAPER_ANY, THEME_PAPER_A4, THEME_PAPER_LETTER };

struct theme {
    const char *name;

    /* paper and grid */
    enum theme_paper paper;
    double margin_pt; /* left and right */
    double margin_top_pt, margin_bottom_pt;
    double gutter_pt;  /* between the 12 grid columns */
    double measure_pt; /* running text is never wider */
    bool one_column;   /* the columns of a band, of a list and of COLUMNS stand one below the other,
                          in reading order */

    /* faces: families by name; "Andika" is always there, others come through doc->resources */
    const char *face, *heading_face;
    bool hyphenation_allowed; /* false: words are never divided, whatever the document asks */

    /* type */
    double least_type_pt; /* no words are smaller, drawings' included; marks may be */
    struct type_size title, heading, subheading, main_message, body, note, header;
    double mark_size_pt, mark_raise_pt; /* source numbers */
    bool marks_in_brackets;             /* "[3]" instead of a raised 3 */

    /* rhythm */
    double heading_before_pt, heading_after_pt;
    double aside_heading_before_pt, aside_heading_after_pt;
    double paragraph_gap_pt;
    double band_gap_pt, band_gap_min_pt, band_gap_max_pt;
    double title_after_pt, strip_after_pt;
    double table_around_pt, table_below_pt, band_below_pt, rule_around_pt;

    /* rules */
    double rule_thin_pt, rule_medium_pt, rule_thick_pt, shape_stroke_pt;
    double hatch_stroke_pt, hatch_step_pt; /* for the drawings of scripts */

    /* boxes */
    struct box_padding main_box, safety_box;
    double icon_pt, icon_gap_pt;
    bool label_above; /* a box's label stands above its content, as a heading, not beside it */

    /* lists */
    double bullet_pt, bullet_indent_pt, item_gap_pt;
    double check_box_pt, check_indent_pt, check_gap_pt;

    /* tables */
    bool stacked_tables; /* a table becomes lines, one row below the other, heads said in each */
    double cell_side_pt, cell_top_pt;
    double plan_row_pt, choice_row_pt, plain_row_pt, diary_row_pt;

    /* header and footer, in the margins */
    double header_text_y_pt, header_rule_y_pt;       /* from the top edge */
    double footer_rule_below_pt, footer_text_gap_pt; /* below the text block; below the rule */
    int footer_lines; /* 2: the footer's right text stands below its left one */
    double caption_gap_pt;
};

/* The clinic's own; what is laid out when nobody chose. */
const struct theme *theme_standard(void);

/* ---- one row a field ------------------------------------------------------------------------- */

enum theme_field_type {
    THEME_LENGTH,      /* double */
    THEME_TYPE_SIZE,   /* struct type_size; the limits are the size's */
    THEME_BOX_PADDING, /* struct box_padding; the limits hold for each side */
    THEME_WHOLE,       /* int */
    THEME_FLAG,        /* bool */
    THEME_TEXT,        /* const char * */
    THEME_PAPER,       /* enum theme_paper: "any", "a4", "letter" */
};

struct theme_field {
    const char *name; /* as scripts write it: the member without its unit */
    size_t offset;
    enum theme_field_type type;
    double lowest, highest;
};

/* All fields of struct theme, in its order. */
const struct theme_field *theme_fields(size_t *count);

/* What no single field can tell: NULL when the theme can be printed, else why not, in the arena
 * ("body: a leading of 14.0 is less than 1.2 times the size of 18.0"). */
const char *theme_fault(const struct theme *theme, struct arena *arena);

/* Width and height of a paper in points. */
void paper_size(enum paper paper, double *width_pt, double *height_pt);

#endif
