/* placed.h - the result of layout: pages of placed items, and the structure they belong to.
 *
 * Layer: layout; knows no PDF library. Points; x from the left edge, y DOWN from the top edge of
 * the page. Items stand in reading order; each belongs to a structure element or is an artifact.
 * Everything lives in the document's arena.
 */
#ifndef FOOTNOTE_LAYOUT_PLACED_H
#define FOOTNOTE_LAYOUT_PLACED_H

#include "base/picture.h"
#include "doc/doc.h"
#include "text/shape.h"

/* PDF structure types (ISO 32000-1, 14.8.4) that we use. */
enum element_type {
    ELEMENT_DOCUMENT,
    ELEMENT_SECT,
    ELEMENT_DIV,
    ELEMENT_H1,
    ELEMENT_H2,
    ELEMENT_H3,
    ELEMENT_H4,
    ELEMENT_H5,
    ELEMENT_H6,
    ELEMENT_P,
    ELEMENT_L,
    ELEMENT_LI,
    ELEMENT_LBL,
    ELEMENT_LBODY,
    ELEMENT_TABLE,
    ELEMENT_TR,
    ELEMENT_TH,
    ELEMENT_TD,
    ELEMENT_FIGURE,
    ELEMENT_CAPTION,
    ELEMENT_SPAN,
    ELEMENT_REFERENCE,
    ELEMENT_NOTE,
    ELEMENT_LINK,
    ELEMENT_TYPE_COUNT,
};
const char *element_type_name(enum element_type type); /* "H1", "LBody" ... */

/* Where lines begin, when not as in the element around. */
enum writing_mode { WRITING_AS_AROUND, WRITING_FROM_LEFT, WRITING_FROM_RIGHT };

struct element {
    int number; /* its place in placed_document.elements */
    enum element_type type;
    struct element *parent;  /* NULL for the document element */
    const char *alt;         /* figures */
    const char *actual_text; /* spans drawn as shapes */
    const char *language;    /* or NULL: as the document */
    enum writing_mode writing;
    const char *id;                 /* notes */
    enum list_kind list_kind;       /* ELEMENT_L */
    bool column_header, row_header; /* ELEMENT_TH: scope */
    int column_span, row_span;      /* cells, at least 1 */
    double box_pt[4];               /* figures: left, top, right, bottom on their page */
    int script_line;
};

enum artifact { ARTIFACT_NONE, ARTIFACT_PAGINATION, ARTIFACT_LAYOUT };

enum placed_kind { PLACED_GLYPHS, PLACED_PATH, PLACED_PICTURE };

struct placed_box {
    double left, top, right, bottom;
};

struct placed_item {
    enum placed_kind kind;
    struct element *element; /* NULL for artifacts */
    enum artifact artifact;
    /* PLACED_GLYPHS: baseline origin */
    double x_pt, y_pt, size_pt;
    struct glyph_run run;
    bool line_end; /* last run of a line: the writer adds a space where the text goes on, so that
                      words of neighbouring lines stay apart in extracted text */
    bool hyphen;   /* the run is the hyphen of a divided word: extracts as U+00AD */
    /* PLACED_PICTURE: x_pt, y_pt is the top left corner */
    const struct picture *picture;
    double width_pt, height_pt;
    /* PLACED_PATH: commands in page coordinates, the last is DRAW_PAINT */
    struct drawing_command *commands;
    size_t command_count;
};

/* The left and the right edge of an item. False: a path without a point. */
bool placed_item_edges(const struct placed_item *item, double *left_pt, double *right_pt);

/* The box around all points of a path, those that bend its curves included. Without a point it is
 * inside out. */
struct placed_box placed_path_box(const struct placed_item *path);

struct placed_page {
    double width_pt, height_pt;
    struct placed_item *items;
    size_t count, capacity;
};

struct placed_outline { /* bookmarks: one a heading */
    const char *title;
    int level, page; /* page from 0 */
    double y_pt;
};

/* A place to press: one a line where a link runs over several lines. Belongs to an ELEMENT_LINK, or
 * to an ELEMENT_REFERENCE or ELEMENT_LBL whose words lead to a source or a note and back. */
struct placed_link {
    struct element *element;
    const char *url;              /* or NULL: it leads to a place on a page */
    const struct element *target; /* or NULL */
    const char *contents;         /* "Source 3", "example.org": said for those who can't see it */
    size_t page, target_page;
    double box_pt[4]; /* left, top, right, bottom on its page */
    double target_y_pt;
};

struct placed_document {
    const struct document *doc;
    struct placed_page *pages;
    size_t page_count;
    struct element **elements; /* [0] is the document element; parents come before children */
    size_t element_count;
    struct placed_outline *outline;
    size_t outline_count;
    struct placed_link *links; /* in reading order */
    size_t link_count;
    const char **dropped; /* the parts that were left out to fit the pages, in words */
    size_t dropped_count;
    const char **warnings; /* for the person at the terminal: a third page, a loose line */
    size_t warning_count;
};

#endif
