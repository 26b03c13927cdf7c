/* finder_private.h - what the finder's parts share.
 *
 * Layer: cli, private to finder*.c:
 *   finder.c          opening, keys, leaving
 *   finder_search.c   what was typed -> results
 *   finder_list.c     the list on the screen, with what there is to say about the query
 *   finder_section.c  a section, or a whole article, to read
 *   finder_text.c     wrapping and marks
 *   finder_copy.c     references, the clipboard
 * below them screen.h (cells), screen_mode.h (the terminal), keys.h, edit_line.h, clipboard.h.
 */
#ifndef FOOTNOTE_CLI_FINDER_FINDER_PRIVATE_H
#define FOOTNOTE_CLI_FINDER_FINDER_PRIVATE_H

#include "cli/finder/edit_line.h"
#include "cli/finder/finder.h"
#include "cli/finder/keys.h"
#include "cli/finder/screen.h"
#include "search/search_marks.h"

#include <sys/types.h>

enum { FINDER_NARROW_COLUMNS = 60 }; /* below, an article's title gives way to the heading */

/* One line of what is read. */
struct finder_line {
    struct slice text;
    enum screen_style style;
    struct search_span *spans; /* of `whole` */
    size_t span_count;
    const char *whole; /* the text that `text` is a part of */
};

struct finder_section {
    struct arena arena;
    struct passage *passages; /* one, or all of the article */
    size_t count, chosen;     /* chosen: the one that was found */
    struct finder_line *lines;
    size_t line_count, line_capacity;
    size_t top;
    int width; /* that the lines were made for */
};

/* What the last search that came to its end has found: shown until the next one has. */
struct finder_found {
    struct arena arena;
    struct search_result result;
    struct error problem;
    const char *query; /* what was searched for, its last word as a beginning too */
    size_t *shown;     /* places in result.hits: all, or the best of each article */
    size_t shown_count;
};

struct finder {
    struct invocation *invocation;
    const struct places *places;
    struct search_options options;
    int most; /* results */
    struct index *index;
    ino_t index_inode; /* of its file */
    dev_t index_device;
    struct index_counts counts;
    struct screen screen;
    struct keys keys;
    struct edit_line line;

    struct finder_found found;
    bool is_stale;    /* the line has changed since */
    int limit;        /* of the search: more are fetched when they are looked at */
    bool stops;       /* a search, when keys come */
    bool was_stopped; /* it has */

    size_t chosen, top; /* of shown */
    size_t page;        /* results on a screen, as last drawn */
    bool is_by_document, is_help, is_reading, is_left;
    struct finder_section section;
    char notice[256]; /* what the last key did */
    char printed[512];
};

/* ---- finder_search.c ---- */

/* Searches if the line has changed. */
void finder_search(struct finder *finder);

/* The same, but stops as soon as a key comes, and changes nothing then. */
void finder_search_between_keys(struct finder *finder);

/* Searches again for more than was found so far, if there may be more. */
void finder_fetch_more(struct finder *finder);

/* Groups by document, or no longer. */
void finder_toggle_documents(struct finder *finder);

/* Puts the suggestions into the line; false when there are none. */
bool finder_take_suggestions(struct finder *finder);

/* The chosen hit, or NULL. */
const struct search_hit *finder_hit(const struct finder *finder);

/* ---- finder_list.c, finder_section.c ---- */

void finder_draw_list(struct finder *finder);
bool finder_open_section(struct finder *finder);
void finder_draw_section(struct finder *finder);
void finder_scroll(struct finder *finder, long lines);
size_t finder_section_rows(const struct finder *finder);

/* The line at the foot, from the first of these that fits (ended by NULL) beside what stands at its
 * right. */
void finder_draw_keys(struct finder *finder, const char *const *texts, const char *right);

/* ---- finder_text.c ---- */

/* The next line of at most `width` columns; false at the end of the text. */
bool finder_wrap(struct slice text, size_t *position, int width, struct slice *line);

/* Puts a part of `whole` with its marked words; returns the column behind it. */
int finder_put_marked(struct screen *screen, int row, int column, int limit, struct slice text,
                      const char *whole, const struct search_span *spans, size_t count,
                      enum screen_style style);

/* Puts one line, with an ellipsis where it is cut. */
void finder_put_cut(struct screen *screen, int row, int column, int limit, const char *text,
                    enum screen_style style);

/* ---- finder_copy.c ---- */

/* "lifts#what-a-lift-does"; with "reviewed 2026-10-01" before it. */
void finder_add_reference(struct strbuf *out, const struct search_hit *hit);
void finder_add_dated_reference(struct strbuf *out, const struct search_hit *hit);

/* The reference with title and review date to the clipboard. */
void finder_copy(struct finder *finder);

#endif
