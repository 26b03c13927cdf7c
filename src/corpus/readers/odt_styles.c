/* odt_styles.c - see odt_styles.h.
 *
 * Layer: corpus. Order: styles, lists, looking up.
 */
#include "corpus/readers/odt_styles.h"

#include <stdlib.h>
#include <strings.h>

enum { MOST_STYLES = 50000, LONGEST_CHAIN = 20 };

static const char *kept(const struct odt_styles *styles, struct slice text) {
    return arena_bytes(styles->arena, text.data, text.length);
}

/* -- styles -------------------------------------------------------------------------------- */

/* "Heading_20_2" is how "Heading 2" is written as a name. */
static int heading_level(struct slice name) {
    static const char word[] = "Heading_20_";
    size_t length = strlen(word);
    if (name.length != length + 1 || strncasecmp(name.data, word, length) != 0 ||
        name.data[length] < '1' || name.data[length] > '9')
        return ODT_UNSET;
    return name.data[length] - '0';
}

static void add_style(struct odt_styles *styles, const struct xml_attributes *attributes) {
    styles->has_too_many = styles->count + styles->list_count >= MOST_STYLES;
    if (styles->has_too_many)
        return;
    styles->styles = arena_make_room(styles->arena, styles->styles, styles->count,
                                     &styles->capacity, 64, sizeof *styles->styles);
    struct slice name = xml_attribute(attributes, "name");
    styles->open_style = &styles->styles[styles->count++];
    *styles->open_style = (struct odt_style){
        .name = kept(styles, name),
        .parent = kept(styles, xml_attribute(attributes, "parent-style-name")),
        .is_title = slice_is(name, "Title"),
        .outline_level =
            xml_attribute_number(attributes, "default-outline-level", heading_level(name)),
        .hidden = ODT_UNSET,
        .raised = ODT_UNSET,
    };
}

static void take_text_properties(struct odt_styles *styles,
                                 const struct xml_attributes *attributes) {
    struct odt_style *style = styles->open_style;
    struct slice display = xml_attribute(attributes, "display");
    struct slice position = xml_attribute(attributes, "text-position");
    struct slice language = xml_attribute(attributes, "language");
    if (!style) { /* of style:default-style */
        if (!*styles->language && language.length && !slice_is(language, "none"))
            styles->language = kept(styles, language);
        return;
    }
    if (display.length)
        style->hidden = slice_is(display, "none");
    if (position.length)
        style->raised = slice_starts_with(position, "super") ||
                        (*position.data >= '1' && *position.data <= '9');
}

/* -- lists --------------------------------------------------------------------------------- */

static void add_list(struct odt_styles *styles, struct slice name) {
    styles->has_too_many = styles->count + styles->list_count >= MOST_STYLES;
    if (styles->has_too_many)
        return;
    styles->lists = arena_make_room(styles->arena, styles->lists, styles->list_count,
                                    &styles->list_capacity, 16, sizeof *styles->lists);
    styles->open_list = &styles->lists[styles->list_count++];
    *styles->open_list = (struct odt_list){.name = kept(styles, name)};
}

static void take_level(struct odt_styles *styles, const struct xml_attributes *attributes) {
    int level = xml_attribute_number(attributes, "level", 1) - 1;
    if (!styles->open_list || level < 0 || level >= ODT_LEVELS)
        return;
    /* A number without a format is none that is seen. */
    struct slice format = xml_attribute(attributes, "num-format");
    if (format.length)
        styles->open_list->numbered |= 1U << level;
    styles->open_list->start[level] = xml_attribute_number(attributes, "start-value", 1);
}

bool odt_take_style(struct odt_styles *styles, const char *name,
                    const struct xml_attributes *attributes) {
    if (strcmp(name, "style:style") == 0)
        add_style(styles, attributes);
    else if (strcmp(name, "style:text-properties") == 0)
        take_text_properties(styles, attributes);
    else if (strcmp(name, "text:list-style") == 0)
        add_list(styles, xml_attribute(attributes, "name"));
    else if (strcmp(name, "text:list-level-style-number") == 0)
        take_level(styles, attributes);
    else if (strcmp(name, "text:outline-style") == 0 || strcmp(name, "style:map") == 0)
        return false;
    return true;
}

void odt_end_style(struct odt_styles *styles, const char *name) {
    if (strcmp(name, "style:style") == 0)
        styles->open_style = NULL;
    else if (strcmp(name, "text:list-style") == 0)
        styles->open_list = NULL;
}

/* -- looking up ---------------------------------------------------------------------------- */

/* Both kinds begin with their name. */
static int compare_names(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void odt_sort_styles(struct odt_styles *styles) {
    if (styles->count)
        qsort(styles->styles, styles->count, sizeof *styles->styles, compare_names);
    if (styles->list_count)
        qsort(styles->lists, styles->list_count, sizeof *styles->lists, compare_names);
}

enum { LONGEST_NAME = 200 };

static const void *find(const void *items, size_t count, size_t size, struct slice name) {
    char key[LONGEST_NAME];
    if (!name.data || name.length >= sizeof key || !count)
        return NULL;
    memcpy(key, name.data, name.length);
    key[name.length] = '\0';
    const char *wanted = key;
    return bsearch(&wanted, items, count, size, compare_names);
}

struct odt_style odt_style_of(const struct odt_styles *styles, struct slice name) {
    struct odt_style whole = {.outline_level = heading_level(name),
                              .is_title = slice_is(name, "Title"),
                              .hidden = ODT_UNSET,
                              .raised = ODT_UNSET};
    const struct odt_style *style = find(styles->styles, styles->count, sizeof *style, name);
    for (int i = 0; style && i < LONGEST_CHAIN; i++) {
        whole.is_title = whole.is_title || style->is_title;
        if (whole.outline_level == ODT_UNSET)
            whole.outline_level = style->outline_level;
        if (whole.hidden == ODT_UNSET)
            whole.hidden = style->hidden;
        if (whole.raised == ODT_UNSET)
            whole.raised = style->raised;
        /* A parent may be one that the program has and the file has not. */
        whole.is_title = whole.is_title || strcmp(style->parent, "Title") == 0;
        if (whole.outline_level == ODT_UNSET)
            whole.outline_level = heading_level(slice_of(style->parent));
        style = find(styles->styles, styles->count, sizeof *style, slice_of(style->parent));
    }
    return whole;
}

const struct odt_list *odt_list_of(const struct odt_styles *styles, struct slice name) {
    return find(styles->lists, styles->list_count, sizeof *styles->lists, name);
}
