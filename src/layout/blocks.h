/* blocks.h - blocks -> slabs: one function a kind of node.
 *
 * Layer: layout, private to it. To add a kind: write its function in a block_*.c, give it a row in
 * the table of blocks.c, and say in gap_between what space it wants.
 */
#ifndef FOOTNOTE_LAYOUT_BLOCKS_H
#define FOOTNOTE_LAYOUT_BLOCKS_H

#include "layout/flow.h"
#include "layout/lines.h"

/* Where blocks stand. */
struct frame {
    double width_pt;
    struct element *element; /* what their elements go into */
    bool at_page;            /* children of the document: bands, one below the other */
    bool in_box;             /* lines may be as long as the box is wide */
    bool in_main_box;        /* paragraphs are set in the main message's size */
    bool pinned;             /* in what is pinned to the foot */
};

/* Lays out a node's block children, one below the other, and adds their slabs to out. */
bool layout_children(struct layout *layout, const struct node *parent, const struct frame *frame,
                     struct stack *out);

/* True where the theme has one column: the columns of a band stand one below the other. A small
 * picture without a caption (a code, a logo) stays beside its words. */
bool band_is_stacked(const struct theme *theme, const struct node *band);

/* The same as layout_children for the blocks of all columns of a stacked band, in reading order. */
bool layout_one_below_other(struct layout *layout, const struct node *band,
                            const struct frame *frame, struct stack *out);

typedef bool block_function(struct layout *layout, const struct node *node,
                            const struct frame *frame, struct stack *out);

block_function layout_heading, layout_paragraph, layout_list, layout_table, layout_box, layout_band,
    layout_figure, layout_rule, layout_writing_lines, layout_sources, layout_columns;

/* Adds the picture of a figure at the slab's top left corner and says how large it is. element
 * NULL: an artifact. Warns where it is printed coarsely. */
bool place_picture(struct layout *layout, const struct node *node, double room_pt,
                   struct element *element, struct slab *slab, double *size_pt);

/* Adds the lines of a text as slabs that may part over pages, two lines at least on each side. */
bool add_text_slabs(struct layout *layout, const struct paragraph *text, double width_pt,
                    const struct node *node, struct stack *out);

/* Places a text with its first line at x and the others indented, below what the slab holds
 * already. leading_pt: from line to line, at least the text's own. */
bool place_hanging(struct layout *layout, const struct paragraph *text, double x_pt,
                   double width_pt, double indent_pt, double leading_pt, struct slab *slab);

/* An item of a LIST_DEFINITION, as a slab of its own. */
bool layout_definition(struct layout *layout, const struct node *item, const struct frame *frame,
                       struct stack *items);

/* True when a figure, or a section or group that begins with one, comes first. */
bool begins_with(const struct layout *layout, const struct node *node, enum node_kind kind);

/* ---- columns of lists and sources ------------------------------------------------------------ */

/* Stacks items in balanced columns: one slab when there are several, else a slab an item. */
void place_in_columns(struct layout *layout, const struct node *node, struct stack *items,
                      int columns, double width_pt, double gap_pt, struct stack *out);
double column_width_pt(const struct layout *layout, double width_pt, int columns);

#endif
