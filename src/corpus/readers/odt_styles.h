/* odt_styles.h - what the styles and lists of an ODT file mean.
 *
 * Layer: corpus, private to the ODT reader. Styles stand in styles.xml (named ones) and before the
 * text in content.xml (automatic ones, of single paragraphs and runs).
 */
#ifndef FOOTNOTE_CORPUS_READERS_ODT_STYLES_H
#define FOOTNOTE_CORPUS_READERS_ODT_STYLES_H

#include "corpus/readers/office_flow.h"
#include "corpus/readers/xml_stream.h"

enum { ODT_UNSET = -1, ODT_LEVELS = 10 };

struct odt_style {
    const char *name;
    const char *parent; /* "" when it has none */
    bool is_title;
    int outline_level;  /* 1 the highest, or unset */
    int hidden, raised; /* 1, 0 or unset */
};

struct odt_list {
    const char *name;
    unsigned numbered; /* a bit a level */
    int start[ODT_LEVELS];
};

struct odt_styles {
    struct arena *arena;
    struct odt_style *styles;
    size_t count, capacity;
    struct odt_list *lists;
    size_t list_count, list_capacity;
    struct odt_list *open_list; /* being read */
    struct odt_style *open_style;
    const char *language;
    bool has_too_many;
};

/* For each element of office:styles and office:automatic-styles. False: not below it. */
bool odt_take_style(struct odt_styles *styles, const char *name,
                    const struct xml_attributes *attributes);

/* When an element ends. */
void odt_end_style(struct odt_styles *styles, const char *name);

/* After the last style: looking up needs an order. */
void odt_sort_styles(struct odt_styles *styles);

struct odt_style odt_style_of(const struct odt_styles *styles, struct slice name);
const struct odt_list *odt_list_of(const struct odt_styles *styles, struct slice name);

#endif
