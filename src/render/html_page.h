/* html_page.h - what the parts of the HTML backend share: the page being written, and who writes
 * what.
 *
 * Layer: render. The parts write into page->out from front to back, each node of the tree once. A
 * fault is kept in page->err and the writing goes on; render_html looks at the end. Sizes are
 * points of the theme; on a screen twelve of them are one rem, so that a reader's own text size
 * counts, and on paper they are points again.
 *
 * Order: the page, text and attributes, words, inline things, blocks, the end of the page.
 */
#ifndef FOOTNOTE_RENDER_HTML_PAGE_H
#define FOOTNOTE_RENDER_HTML_PAGE_H

#include "base/strbuf.h"
#include "layout/theme.h"

/* The few words that the page says by itself, for those who can't see it. */
struct html_words {
    const char *language; /* whose they are */
    const char *source, *note, *back, *write;
};

struct html_page {
    const struct document *doc;
    const struct theme *theme;
    struct strbuf *out;
    struct arena arena; /* names, notes: until the page is finished */
    struct error *err;
    bool failed;
    const struct html_words *words;

    size_t text_bytes; /* of the tree's texts, written so far: at the end it must be all */
    int heading_count, check_count, figure_count, label_count; /* ids given */
    bool in_link;           /* inside <a>: a mark can't be one too */
    bool has_sources;       /* somewhere a list of sources stands, so marks can lead there */
    bool sources_listed;    /* the list has its ids */
    bool *source_is_marked; /* by number - 1: its first mark has the id that leads back */
    bool clinic_is_marked;

    const struct node **notes; /* in order of their marks; listed at the end */
    size_t note_count, note_capacity;

    const char **names; /* of all sections, sorted: one that stands twice names nothing */
    size_t name_count;
};

/* ---- text and attributes (html_text.c) ------------------------------------------------------- */

/* Keeps the first fault. */
void html_fail(struct html_page *page, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Text with &, <, >, " and ' written as references: safe in text and in quoted attributes. */
void html_add_text(struct strbuf *out, struct slice text);

/* ` name="value"`, escaped. */
void html_add_attribute(struct strbuf *out, const char *name, const char *value);

/* `1.083rem` for 13 points. */
void html_add_rem(struct strbuf *out, double length_pt);

/* Nothing for languages that run from left to right, else ` dir="rtl"`. */
void html_add_direction(struct strbuf *out, const char *language);

/* The same for a block's words where they begin at the right and the document does not. */
void html_add_words_direction(struct html_page *page, const struct node *first);

/* ` aria-label="..."`, with ` lang` where the words are not in the document's language. */
void html_add_label(struct html_page *page, const char *words);

/* The words for a language, English where there are none. */
const struct html_words *html_words_of(const char *language);

/* ---- inline (html_inline.c, html_symbol.c) --------------------------------------------------- */

/* From first to the last of its siblings; one alone. */
void html_inlines(struct html_page *page, const struct node *first);
void html_inline(struct html_page *page, const struct node *node);

/* A drawn shape with its words; in a heading the words say it and the shape is for the eye. */
void html_symbol(struct html_page *page, const struct node *symbol);

/* A check box that an item begins with, ticked or not, or NULL. */
const struct node *html_leading_box(const struct node *item);

/* ---- blocks (html_block.c, html_list.c, html_table.c, html_figure.c) --------------------------
 */

void html_blocks(struct html_page *page, const struct node *parent);

/* The heading or label that names a section or box, or NULL; all their names, before the first
 * block is written. */
const struct node *html_name_of(const struct node *block);
void html_read_names(struct html_page *page);

/* Inline children, or blocks: items and cells may hold either. */
void html_content(struct html_page *page, const struct node *parent);

void html_list(struct html_page *page, const struct node *list);
void html_table(struct html_page *page, const struct node *table);
void html_figure(struct html_page *page, const struct node *figure);

/* ---- the ends of references (html_references.c) ---------------------------------------------- */

/* The marks behind a sentence: its source's number, the clinic's sign. */
void html_source_marks(struct html_page *page, const struct node *sentence);

/* The mark of a note; the note itself waits for html_notes. */
void html_note_mark(struct html_page *page, const struct node *note);

void html_sources(struct html_page *page, const struct node *sources);

/* The notes collected so far and those inside them; nothing without any. */
void html_notes(struct html_page *page);

/* ---- the look (html_style.c) ----------------------------------------------------------------- */

void html_add_style(const struct document *doc, const struct theme *theme, struct strbuf *out);

#endif
