/* links.h - what can be pressed: the words of a link, the numbers of sources and the way back.
 *
 * Layer: layout, private to it. A link is made with the words that it belongs to (inline.c, or the
 * label of a source); wherever a line of these words is placed it leaves a mark, and pages.c hands
 * the marks of each page to link_place. When all pages stand, links_resolve finds the places that
 * the links lead to. Links that lead nowhere (no list of sources) are left out.
 *
 *     piece->link = link_to_url(layout, element, node->url, "example.org");
 *     link_add_box(layout, slab, piece->link, x_pt, y_pt, width_pt, height_pt);
 */
#ifndef FOOTNOTE_LAYOUT_LINKS_H
#define FOOTNOTE_LAYOUT_LINKS_H

#include "layout/flow.h"

struct link {
    struct element *element;      /* what the words belong to */
    const char *url;              /* or NULL */
    int source;                   /* it leads to this source, from 1; 0: to none */
    int back_from;                /* it leads from this source back to its first mark; 0: to none */
    const struct element *target; /* or NULL; for what has none of the above, such as notes */
    const char *contents;         /* said for those who can't see it */
};

struct link *link_to_url(struct layout *layout, struct element *element, const char *url,
                         const char *contents);

/* From a mark in the text to the source in the list, and from the list back to the first mark. */
struct link *link_to_source(struct layout *layout, struct element *element, int source);
struct link *link_back_from_source(struct layout *layout, struct element *element, int source);

/* From any words to any element: a note's mark and the note. */
struct link *link_to_element(struct layout *layout, struct element *element,
                             const struct element *target, const char *contents);

/* A place to press, its top left corner at x, y of the slab. */
void link_add_box(struct layout *layout, struct slab *slab, const struct link *link, double x_pt,
                  double y_pt, double width_pt, double height_pt);

/* For pages.c: puts a slab's MARK_LINK on its page; x, y is where the slab stands. */
void link_place(struct layout *layout, const struct flow_mark *mark, size_t page, double x_pt,
                double y_pt);

/* After all pages: gives every placed link its target, in reading order. */
void links_resolve(struct layout *layout);

#endif
