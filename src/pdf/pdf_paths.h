/* pdf_paths.h - placed paths -> path operators, with the graphics state that they need.
 *
 * Layer: pdf; knows numbers and drawing commands, no structure. The pen remembers what the
 * operators so far have set, so that widths, dashes and colours are written only when they change.
 */
#ifndef FOOTNOTE_PDF_PDF_PATHS_H
#define FOOTNOTE_PDF_PDF_PATHS_H

#include "base/error.h"
#include "base/strbuf.h"
#include "layout/placed.h"

/* Of one page, zeroed but for the first four, stroke_width_pt being 1. Read by nobody else. */
struct pdf_pen {
    struct strbuf *out;
    double page_height_pt;
    int grid_per_pt; /* 20: drawings are made of steps of 1/20 pt */
    double stroke_width_pt;
    double dash_pt;
    bool fill_is_white, is_round;
    bool on_grid;                /* between q and Q: whole numbers count from grid_x, grid_y */
    double grid_x_pt, grid_y_pt; /* from the bottom left corner */
    double kept_width_pt, kept_dash_pt; /* what Q brings back */
    bool kept_round;
};

/* Draws a path. A drawing (not a rule or a box) is put on a grid of 1/20 pt or so, 0.02 mm, finer
 * than any office printer's dots: its numbers are whole and short. The grid stays for the next
 * path. False with ERROR_ENVIRONMENT for text among the commands, and for a path without paint. */
bool pdf_pen_draw(struct pdf_pen *pen, const struct placed_item *path, bool is_drawing,
                  struct error *err);

/* Leaves the grid: before anything but paths is written. */
void pdf_pen_rest(struct pdf_pen *pen);

#endif
