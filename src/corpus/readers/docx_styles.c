/* docx_styles.c - word/styles.xml.
 *
 * Layer: corpus. Order: names of styles, reading, looking up.
 */
#include "corpus/readers/docx_styles.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_STYLES = 20000, LONGEST_CHAIN = 20 };

bool docx_is_on(const struct xml_attributes *attributes) {
    struct slice value = xml_attribute(attributes, "val");
    return !slice_is(value, "0") && !slice_is(value, "false") && !slice_is(value, "off");
}

/* -- names --------------------------------------------------------------------------------- */

/* "heading 2", "Heading 2", and the id "Heading2" of programs that write no name. */
static int heading_level(struct slice name) {
    static const char word[] = "heading";
    if (name.length <= strlen(word) || strncasecmp(name.data, word, strlen(word)) != 0)
        return DOCX_UNSET;
    struct slice rest = slice_make(name.data + strlen(word), name.length - strlen(word));
    rest = slice_trim(rest);
    return rest.length == 1 && *rest.data >= '1' && *rest.data <= '9' ? *rest.data - '1'
                                                                      : DOCX_UNSET;
}

static bool is_name(struct slice name, const char *expected) {
    return name.length == strlen(expected) && strncasecmp(name.data, expected, name.length) == 0;
}

static void take_name(struct docx_style *style, struct slice name) {
    int level = heading_level(name);
    if (level != DOCX_UNSET && style->outline_level == DOCX_UNSET)
        style->outline_level = level;
    if (is_name(name, "title"))
        style->kind = FLOW_TITLE;
    else if (is_name(name, "toc heading") ||
             (name.length == 5 && strncasecmp(name.data, "toc ", 4) == 0 &&
              isdigit((unsigned char)name.data[4])))
        style->kind = FLOW_IGNORED;
}

/* -- reading ------------------------------------------------------------------------------- */

enum {
    USE_PASS,
    USE_BASED_ON,
    USE_LANGUAGE,
    USE_LEVEL,
    USE_LIST,
    USE_NAME,
    USE_OUTLINE,
    USE_RAISED,
    USE_SKIP,
    USE_STYLE,
    USE_VANISH,
};

static const struct xml_use style_uses[] = {
    {"w:basedOn", USE_BASED_ON},   {"w:ilvl", USE_LEVEL},      {"w:lang", USE_LANGUAGE},
    {"w:latentStyles", USE_SKIP},  {"w:name", USE_NAME},       {"w:numId", USE_LIST},
    {"w:outlineLvl", USE_OUTLINE}, {"w:pPrChange", USE_SKIP},  {"w:rPrChange", USE_SKIP},
    {"w:style", USE_STYLE},        {"w:tblStylePr", USE_SKIP}, {"w:vanish", USE_VANISH},
    {"w:vertAlign", USE_RAISED},
};

struct style_reading {
    struct docx_styles *styles;
    struct docx_style *style; /* the one being read; NULL outside */
    bool has_too_many;
};

static const char *kept(const struct docx_styles *styles, struct slice text) {
    return arena_bytes(styles->arena, text.data, text.length);
}

static void add_style(struct style_reading *reading, const struct xml_attributes *attributes) {
    struct docx_styles *styles = reading->styles;
    reading->has_too_many = styles->count >= MOST_STYLES;
    reading->style = NULL;
    if (reading->has_too_many)
        return;
    styles->styles = arena_make_room(styles->arena, styles->styles, styles->count,
                                     &styles->capacity, 64, sizeof *styles->styles);
    struct slice id = xml_attribute(attributes, "styleId");
    reading->style = &styles->styles[styles->count++];
    *reading->style = (struct docx_style){.id = kept(styles, id),
                                          .based_on = "",
                                          .kind = FLOW_PARAGRAPH,
                                          .outline_level = heading_level(id),
                                          .hidden = DOCX_UNSET,
                                          .raised = DOCX_UNSET,
                                          .list = DOCX_UNSET};
    if (slice_is(xml_attribute(attributes, "type"), "paragraph") &&
        slice_is(xml_attribute(attributes, "default"), "1"))
        styles->default_paragraph = reading->style->id;
}

static bool start_style(void *context, const char *name, const struct xml_attributes *attributes) {
    struct style_reading *reading = context;
    struct docx_style *style = reading->style;
    int use = xml_use_of(style_uses, sizeof style_uses / sizeof *style_uses, name, USE_PASS);
    struct slice value = xml_attribute(attributes, "val");
    if (use == USE_STYLE)
        add_style(reading, attributes);
    else if (use == USE_LANGUAGE && !*reading->styles->language && !style)
        reading->styles->language = kept(reading->styles, value);
    if (!style)
        return use != USE_SKIP;
    switch (use) {
    case USE_BASED_ON:
        style->based_on = kept(reading->styles, value);
        break;
    case USE_NAME:
        take_name(style, value);
        break;
    case USE_OUTLINE:
        style->outline_level = xml_attribute_number(attributes, "val", DOCX_UNSET);
        break;
    case USE_VANISH:
        style->hidden = docx_is_on(attributes);
        break;
    case USE_RAISED:
        style->raised = slice_is(value, "superscript");
        break;
    case USE_LIST:
        style->list = xml_attribute_number(attributes, "val", DOCX_UNSET);
        break;
    case USE_LEVEL:
        style->list_level = xml_attribute_number(attributes, "val", 0);
        break;
    default:
        break;
    }
    return use != USE_SKIP;
}

static void end_style(void *context, const char *name) {
    struct style_reading *reading = context;
    if (strcmp(name, "w:style") == 0)
        reading->style = NULL;
}

static int compare_ids(const void *left, const void *right) {
    return strcmp(((const struct docx_style *)left)->id, ((const struct docx_style *)right)->id);
}

bool docx_read_styles(struct zip_archive *zip, const char *member, struct docx_styles *styles,
                      struct error *err) {
    static const struct xml_handler handler = {start_style, end_style, NULL};
    struct style_reading reading = {.styles = styles};
    styles->language = "";
    styles->default_paragraph = "";
    if (!member || !zip_archive_has(zip, member))
        return true;
    if (!xml_stream_member(zip, member, &handler, &reading, err))
        return false;
    if (reading.has_too_many)
        return error_set(err, ERROR_INPUT, "%s: has more than %d styles", zip_archive_file(zip),
                         MOST_STYLES);
    if (styles->count)
        qsort(styles->styles, styles->count, sizeof *styles->styles, compare_ids);
    return true;
}

/* -- looking up ---------------------------------------------------------------------------- */

static const struct docx_style *find_style(const struct docx_styles *styles, struct slice id) {
    size_t low = 0, high = styles->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *name = styles->styles[middle].id;
        int order = strncmp(name, id.data, id.length);
        if (order == 0 && name[id.length])
            order = 1;
        if (order == 0)
            return &styles->styles[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct docx_style docx_style_of(const struct docx_styles *styles, struct slice id) {
    struct docx_style whole = {.kind = FLOW_PARAGRAPH,
                               .outline_level = DOCX_UNSET,
                               .hidden = DOCX_UNSET,
                               .raised = DOCX_UNSET,
                               .list = DOCX_UNSET};
    const struct docx_style *style = find_style(styles, id);
    if (!style)
        whole.outline_level = heading_level(id);
    for (int i = 0; style && i < LONGEST_CHAIN; i++) {
        if (whole.kind == FLOW_PARAGRAPH)
            whole.kind = style->kind;
        if (whole.outline_level == DOCX_UNSET)
            whole.outline_level = style->outline_level;
        if (whole.hidden == DOCX_UNSET)
            whole.hidden = style->hidden;
        if (whole.raised == DOCX_UNSET)
            whole.raised = style->raised;
        if (whole.list == DOCX_UNSET) {
            whole.list = style->list;
            whole.list_level = style->list_level;
        }
        style = *style->based_on ? find_style(styles, slice_of(style->based_on)) : NULL;
    }
    return whole;
}
