/* print_safety.h - what an office printer in black and white would spoil.
 *
 * Layer: layout. The rules stand here once; marks come from placed pages (make) or from the content
 * streams of any PDF (pdf/pdf_preflight). Sources: the page guide (rules of 0.75 pt and more, type
 * of 12 pt and more, 18 in large print, source numbers 9) and, for contrast, WCAG 2.2 success
 * criterion 1.4.6 (7:1), measured on the grey that a black-and-white printer makes of a colour.
 *
 *     struct print_report report = print_report_begin(arena, &limits);
 *     print_report_page(&report, 595.28, 841.89);
 *     print_report_mark(&report, &mark);                    // each thing that leaves ink
 *     print_report_end(&report);
 *     for (size_t i = 0; i < report.count; i++) puts(report.findings[i].message);
 */
#ifndef FOOTNOTE_LAYOUT_PRINT_SAFETY_H
#define FOOTNOTE_LAYOUT_PRINT_SAFETY_H

#include "layout/placed.h"
#include "layout/theme.h"

struct print_limits {
    double contrast;    /* at least, against what lies below */
    double line_pt;     /* thinnest line */
    double type_pt;     /* smallest type */
    double mark_pt;     /* smallest source number */
    double edge_pt;     /* nothing nearer to the paper's edge */
    double picture_dpi; /* coarsest picture */
};

/* 7:1, 0.75 pt, 12 pt (marks 9), 12 pt (4.2 mm) from the edge, 100 dots an inch; large print 18 pt
 * for type and marks. */
struct print_limits print_limits_standard(void);
struct print_limits print_limits_large(void);

/* The same with the theme's own smallest type. */
struct print_limits print_limits_of(const struct theme *theme);

enum print_mark_kind { PRINT_TEXT, PRINT_STROKE, PRINT_FILL, PRINT_PICTURE };

/* Something that leaves ink. Points, y down, on its page. */
struct print_mark {
    enum print_mark_kind kind;
    struct placed_box box;
    double size;         /* text: type size in pt; stroke: its width in pt; picture: dots an inch */
    double grey;         /* 0 black to 1 white, as sRGB writes it */
    bool is_source_mark; /* text: a source or note number */
    bool is_rectangle;   /* fill: covers its box, so that what comes later stands on it */
};

enum print_rule { PRINT_CONTRAST, PRINT_THIN, PRINT_SMALL, PRINT_EDGE, PRINT_COARSE, PRINT_FONT };

struct print_finding {
    enum print_rule rule;
    size_t page;  /* from 1; 0: the file */
    size_t count; /* how many marks on the page */
    double worst;
    double x_pt, y_pt; /* of the first */
    const char *message;
};

struct print_ground { /* a rectangle that was filled */
    struct placed_box box;
    double grey;
};

struct print_report {
    struct arena *arena;
    struct print_limits limits;
    size_t page;
    double width_pt, height_pt;
    size_t mark_count; /* in all */
    struct print_finding *findings;
    size_t count, capacity;
    struct print_ground *grounds; /* of this page, in the order of painting */
    size_t ground_count, ground_capacity;
};

struct print_report print_report_begin(struct arena *arena, const struct print_limits *limits);
void print_report_page(struct print_report *report, double width_pt, double height_pt);
void print_report_mark(struct print_report *report, const struct print_mark *mark);

/* A face that the file names but doesn't hold. */
void print_report_font(struct print_report *report, const char *name);

/* Puts the findings into words. */
void print_report_end(struct print_report *report);

/* All marks of a placed document. */
void print_report_placed(struct print_report *report, const struct placed_document *placed);

/* (lighter + 0.05) / (darker + 0.05) of two greys: WCAG 2.2, relative luminance. 1 to 21. */
double print_contrast(double grey, double other_grey);

/* "thin line": for JSON. */
const char *print_rule_name(enum print_rule rule);

#endif
