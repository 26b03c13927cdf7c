/* odt_lists.h - the lists that are open in an ODT file, their numbers, and how they go on.
 *
 * Layer: corpus, private to the ODT reader. A program cuts a list in pieces where something stands
 * between its items, and says which list a piece goes on with.
 *
 *     odt_open_list(&lists, &styles, attributes);
 *     odt_open_item(&lists, attributes);
 *     if (lists.item_waits) odt_take_marker(&lists, marker);    // "3. "
 *     odt_close_list(&lists);
 */
#ifndef FOOTNOTE_CORPUS_READERS_ODT_LISTS_H
#define FOOTNOTE_CORPUS_READERS_ODT_LISTS_H

#include "corpus/readers/odt_styles.h"

struct odt_open_list {
    const struct odt_list *form; /* NULL: bullets */
    int number;                  /* of the last item */
    const char *id, *continued;  /* of the list, and of the one that it goes on with; or NULL */
};

struct odt_ended_list {
    const char *id; /* or NULL */
    const struct odt_list *form;
    int level, number;
};

enum { ODT_REMEMBERED_LISTS = 256 };

struct odt_open_lists {
    struct odt_open_list lists[XML_DEEPEST_ELEMENT + 1];
    int count;
    struct odt_ended_list ended[ODT_REMEMBERED_LISTS]; /* the last ones, in a ring */
    size_t ended_count;                                /* ever */
    bool item_waits;                                   /* the item has its marker still to show */
};

void odt_open_list(struct odt_open_lists *open, const struct odt_styles *styles,
                   const struct xml_attributes *attributes);
void odt_close_list(struct odt_open_lists *open);
void odt_open_item(struct odt_open_lists *open, const struct xml_attributes *attributes);

/* Of the waiting item. */
void odt_take_marker(struct odt_open_lists *open, char marker[24]);

#endif
