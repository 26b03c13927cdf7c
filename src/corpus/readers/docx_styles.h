/* docx_styles.h - what the styles and lists of a DOCX file mean: headings, hidden text, numbers.
 *
 * Layer: corpus, private to the DOCX reader. A style takes what it does not say from the one it is
 * based on. Word names its own styles in English in every language ("heading 1" whatever the menu
 * calls it); a style of the clinic's own is a heading by its outline level, or by what it is based
 * on.
 */
#ifndef FOOTNOTE_CORPUS_READERS_DOCX_STYLES_H
#define FOOTNOTE_CORPUS_READERS_DOCX_STYLES_H

#include "corpus/readers/office_flow.h"
#include "corpus/readers/xml_stream.h"

enum { DOCX_UNSET = -1, DOCX_NO_LIST = 0, DOCX_BODY_LEVEL = 9 };

struct docx_style {
    const char *id;
    const char *based_on; /* "" when on none */
    enum flow_kind kind;  /* by its name: title, heading, line of contents; else a paragraph */
    int outline_level;    /* 0 to 8 a heading, 9 body text, or unset */
    int hidden;           /* 1, 0 or unset */
    int raised;           /* 1, 0 or unset */
    int list, list_level; /* the list's number, or unset */
};

struct docx_styles {
    struct arena *arena;
    struct docx_style *styles; /* sorted by id when read */
    size_t count, capacity;
    const char *language; /* of the whole document, "" unknown */
    const char *default_paragraph;
};

bool docx_read_styles(struct zip_archive *zip, const char *member, struct docx_styles *styles,
                      struct error *err);

/* The style with all that it takes from others. An unknown id is plain text. */
struct docx_style docx_style_of(const struct docx_styles *styles, struct slice id);

struct docx_level {
    enum { LEVEL_BULLET, LEVEL_NUMBER, LEVEL_NONE } kind;
    int start, next; /* next: 0 before the first item */
};

enum { DOCX_LEVELS = 9 };

struct docx_lists {
    struct arena *arena;
    struct docx_list_form {
        int id;
        struct docx_level levels[DOCX_LEVELS];
    } * forms;
    size_t form_count, form_capacity;
    struct docx_list {
        int id, form;
        int restart[DOCX_LEVELS]; /* the number that the first item of this list has, or unset */
    } * lists;
    size_t list_count, list_capacity;
};

bool docx_read_lists(struct zip_archive *zip, const char *member, struct docx_lists *lists,
                     struct error *err);

/* The next item of a list: its marker. False: the list is none ("none" chosen, unknown number). */
bool docx_next_item(struct docx_lists *lists, int list, int level, char marker[24]);

/* "w:val" of elements that switch something: absent means on. */
bool docx_is_on(const struct xml_attributes *attributes);

#endif
