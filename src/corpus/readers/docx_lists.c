/* docx_lists.c - word/numbering.xml: which lists have bullets, which have numbers, and the numbers.
 *
 * Layer: corpus. A paragraph names a list; the list has a form (bullets or numbers for each of nine
 * levels) that several lists may share, and with it the count.
 */
#include "corpus/readers/docx_styles.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_LISTS = 20000 };

enum {
    USE_PASS,
    USE_FORM,
    USE_FORM_OF,
    USE_FORMAT,
    USE_LEVEL,
    USE_LIST,
    USE_MARK,
    USE_OVERRIDE,
    USE_RESTART,
    USE_START,
};

static const struct xml_use list_uses[] = {
    {"w:abstractNum", USE_FORM},
    {"w:abstractNumId", USE_FORM_OF},
    {"w:lvl", USE_LEVEL},
    {"w:lvlOverride", USE_OVERRIDE},
    {"w:lvlText", USE_MARK},
    {"w:num", USE_LIST},
    {"w:numFmt", USE_FORMAT},
    {"w:start", USE_START},
    {"w:startOverride", USE_RESTART},
};

struct list_reading {
    struct docx_lists *lists;
    struct docx_list_form *form; /* being read, or NULL */
    struct docx_list *list;      /* being read, or NULL */
    int level;
};

static void add_form(struct list_reading *reading, int id) {
    struct docx_lists *lists = reading->lists;
    reading->list = NULL;
    reading->form = NULL;
    if (lists->form_count >= MOST_LISTS)
        return;
    lists->forms = arena_make_room(lists->arena, lists->forms, lists->form_count,
                                   &lists->form_capacity, 16, sizeof *lists->forms);
    reading->form = &lists->forms[lists->form_count++];
    *reading->form = (struct docx_list_form){.id = id};
    for (int i = 0; i < DOCX_LEVELS; i++)
        reading->form->levels[i].start = 1;
}

static void add_list(struct list_reading *reading, int id) {
    struct docx_lists *lists = reading->lists;
    reading->form = NULL;
    reading->list = NULL;
    if (lists->list_count >= MOST_LISTS)
        return;
    lists->lists = arena_make_room(lists->arena, lists->lists, lists->list_count,
                                   &lists->list_capacity, 16, sizeof *lists->lists);
    reading->list = &lists->lists[lists->list_count++];
    *reading->list = (struct docx_list){.id = id, .form = DOCX_UNSET};
    for (int i = 0; i < DOCX_LEVELS; i++)
        reading->list->restart[i] = DOCX_UNSET;
}

static void set_level(struct list_reading *reading, int level) {
    reading->level = level >= 0 && level < DOCX_LEVELS ? level : 0;
}

static bool start_list(void *context, const char *name, const struct xml_attributes *attributes) {
    struct list_reading *reading = context;
    struct docx_level *level = reading->form ? &reading->form->levels[reading->level] : NULL;
    struct slice value = xml_attribute(attributes, "val");
    switch (xml_use_of(list_uses, sizeof list_uses / sizeof *list_uses, name, USE_PASS)) {
    case USE_FORM:
        add_form(reading, xml_attribute_number(attributes, "abstractNumId", DOCX_UNSET));
        break;
    case USE_LIST:
        add_list(reading, xml_attribute_number(attributes, "numId", DOCX_UNSET));
        break;
    case USE_FORM_OF:
        if (reading->list)
            reading->list->form = xml_attribute_number(attributes, "val", DOCX_UNSET);
        break;
    case USE_LEVEL:
    case USE_OVERRIDE:
        set_level(reading, xml_attribute_number(attributes, "ilvl", 0));
        break;
    case USE_FORMAT:
        if (level && slice_is(value, "none"))
            level->kind = LEVEL_NONE;
        else if (level && !slice_is(value, "bullet"))
            level->kind = LEVEL_NUMBER;
        break;
    case USE_MARK: /* a blank for a bullet: a paragraph that goes on with the item above it */
        if (level && level->kind == LEVEL_BULLET && !slice_trim(value).length)
            level->kind = LEVEL_NONE;
        break;
    case USE_START:
        if (level)
            level->start = xml_attribute_number(attributes, "val", 1);
        break;
    case USE_RESTART:
        if (reading->list)
            reading->list->restart[reading->level] = xml_attribute_number(attributes, "val", 1);
        break;
    default:
        break;
    }
    return true;
}

/* Both kinds begin with their number. */
static int compare_numbers(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

bool docx_read_lists(struct zip_archive *zip, const char *member, struct docx_lists *lists,
                     struct error *err) {
    static const struct xml_handler handler = {start_list, NULL, NULL};
    struct list_reading reading = {.lists = lists};
    if (!member || !zip_archive_has(zip, member))
        return true;
    bool done = xml_stream_member(zip, member, &handler, &reading, err);
    if (lists->form_count)
        qsort(lists->forms, lists->form_count, sizeof *lists->forms, compare_numbers);
    if (lists->list_count)
        qsort(lists->lists, lists->list_count, sizeof *lists->lists, compare_numbers);
    return done;
}

static struct docx_list *find_list(struct docx_lists *lists, int id) {
    return lists->list_count ? bsearch(&id, lists->lists, lists->list_count, sizeof *lists->lists,
                                       compare_numbers)
                             : NULL;
}

static struct docx_list_form *find_form(struct docx_lists *lists, int id) {
    return lists->form_count ? bsearch(&id, lists->forms, lists->form_count, sizeof *lists->forms,
                                       compare_numbers)
                             : NULL;
}

bool docx_next_item(struct docx_lists *lists, int id, int level, char marker[24]) {
    struct docx_list *list = find_list(lists, id);
    struct docx_list_form *form = list ? find_form(lists, list->form) : NULL;
    snprintf(marker, 24, "- ");
    if (level < 0 || level >= DOCX_LEVELS)
        level = 0;
    if (!form)
        return id > DOCX_NO_LIST;
    struct docx_level *own = &form->levels[level];
    if (list->restart[level] != DOCX_UNSET) {
        own->next = list->restart[level];
        list->restart[level] = DOCX_UNSET;
    }
    if (own->next == 0)
        own->next = own->start;
    if (own->kind == LEVEL_NUMBER)
        snprintf(marker, 24, "%d. ", own->next);
    own->next++;
    for (int below = level + 1; below < DOCX_LEVELS; below++)
        form->levels[below].next = 0; /* what is deeper begins anew */
    return own->kind != LEVEL_NONE;
}
