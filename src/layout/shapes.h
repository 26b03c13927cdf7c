/* shapes.h - rules, boxes and symbols as paths.
 *
 * Layer: layout, private to it. The faces have no check boxes or circles, so these are drawn; the
 * element they belong to carries the words.
 */
#ifndef FOOTNOTE_LAYOUT_SHAPES_H
#define FOOTNOTE_LAYOUT_SHAPES_H

#include "layout/flow.h"

/* A straight rule of the given weight between two points: an artifact. */
void shape_rule(struct layout *layout, struct slab *slab, double x1_pt, double y1_pt, double x2_pt,
                double y2_pt, double weight_pt);

/* A rule around; the rectangle is its outer edge. An artifact; becomes the slab's border. */
void shape_border(struct layout *layout, struct slab *slab, double width_pt, double height_pt,
                  double weight_pt);

/* The same on the left side only. */
void shape_border_left(struct layout *layout, struct slab *slab, double height_pt,
                       double weight_pt);

/* Lowers the bottom of a slab's border to height_pt. */
void shape_border_stretch(struct slab *slab, double height_pt);

/* A list's dot, its top left corner at x, y. */
void shape_dot(struct layout *layout, struct slab *slab, struct element *element, double x_pt,
               double y_pt, double size_pt);

/* A check box, its outer top left corner at x, y. */
void shape_check_box(struct layout *layout, struct slab *slab, struct element *element, double x_pt,
                     double y_pt, bool ticked);

/* Stop or clock, its top left corner at x, y. */
void shape_icon(struct layout *layout, struct slab *slab, struct element *element,
                enum symbol_kind symbol, double x_pt, double y_pt);

/* Width of a symbol that stands in a line; draws it with its left edge at x on the baseline y. */
double shape_symbol_width_pt(const struct layout *layout, const struct node *symbol);
void shape_symbol(struct layout *layout, struct slab *slab, struct element *element,
                  const struct node *symbol, double x_pt, double y_pt);

#endif
