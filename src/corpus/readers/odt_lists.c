/* odt_lists.c - see odt_lists.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/odt_lists.h"

#include <stdio.h>

static const char *kept_id(const struct odt_styles *styles, struct slice id) {
    return id.length ? arena_bytes(styles->arena, id.data, id.length) : NULL;
}

static void remember(struct odt_open_lists *open, const struct odt_open_list *list,
                     const char *id) {
    open->ended[open->ended_count++ % ODT_REMEMBERED_LISTS] =
        (struct odt_ended_list){id, list->form, open->count, list->number};
}

/* The last list of this id; without an id, of this form and level. NULL: none is known. */
static const struct odt_ended_list *find_ended(const struct odt_open_lists *open, const char *id,
                                               const struct odt_list *form) {
    size_t count =
        open->ended_count < ODT_REMEMBERED_LISTS ? open->ended_count : ODT_REMEMBERED_LISTS;
    for (size_t i = 1; i <= count; i++) {
        const struct odt_ended_list *ended =
            &open->ended[(open->ended_count - i) % ODT_REMEMBERED_LISTS];
        if (id ? ended->id && strcmp(ended->id, id) == 0
               : ended->form == form && ended->level == open->count)
            return ended;
    }
    return NULL;
}

void odt_open_list(struct odt_open_lists *open, const struct odt_styles *styles,
                   const struct xml_attributes *attributes) {
    struct slice name = xml_attribute(attributes, "style-name");
    struct odt_open_list list = {.form = odt_list_of(styles, name),
                                 .id = kept_id(styles, xml_attribute(attributes, "id")),
                                 .continued =
                                     kept_id(styles, xml_attribute(attributes, "continue-list"))};
    if (!name.length && open->count)
        list.form = open->lists[open->count - 1].form;
    int level = open->count < ODT_LEVELS ? open->count : ODT_LEVELS - 1;
    list.number = (list.form && list.form->start[level] ? list.form->start[level] : 1) - 1;
    bool goes_on =
        list.continued || slice_is(xml_attribute(attributes, "continue-numbering"), "true");
    const struct odt_ended_list *before =
        goes_on ? find_ended(open, list.continued, list.form) : NULL;
    if (before)
        list.number = before->number;
    open->lists[open->count++] = list;
}

void odt_close_list(struct odt_open_lists *open) {
    const struct odt_open_list *list = &open->lists[--open->count];
    remember(open, list, list->id);
    if (list->continued)
        remember(open, list, list->continued);
    open->item_waits = false;
}

void odt_open_item(struct odt_open_lists *open, const struct xml_attributes *attributes) {
    if (!open->count)
        return;
    struct odt_open_list *list = &open->lists[open->count - 1];
    list->number = xml_attribute_number(attributes, "start-value", list->number + 1);
    open->item_waits = true;
}

void odt_take_marker(struct odt_open_lists *open, char marker[24]) {
    int level = open->count - 1;
    const struct odt_open_list *list = &open->lists[level];
    bool is_numbered =
        list->form && level < ODT_LEVELS && (list->form->numbered & (1U << level)) != 0;
    if (is_numbered)
        snprintf(marker, 24, "%d. ", list->number);
    else
        snprintf(marker, 24, "- ");
    open->item_waits = false;
}
