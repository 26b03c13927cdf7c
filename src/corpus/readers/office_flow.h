/* office_flow.h - paragraphs, tables and notes of a word processor -> blocks of an article.
 *
 * Layer: corpus, private to the readers of DOCX and ODT. They say what opens and closes; here
 * paragraphs inside paragraphs (text boxes) come out one after the other, a table becomes rows, or
 * is taken apart where it only lays the page out (it holds headings or lists, or is one box), and
 * notes go to the end of the section whose text they belong to.
 *
 *     flow_open_paragraph(&flow);
 *     flow_add_text(&flow, slice_of("Wear it for a week."));
 *     flow_close_paragraph(&flow, &(struct flow_block){.kind = FLOW_ITEM, .marker = "- "});
 *
 * The line of a block is the number of its paragraph in the document.
 */
#ifndef FOOTNOTE_CORPUS_READERS_OFFICE_FLOW_H
#define FOOTNOTE_CORPUS_READERS_OFFICE_FLOW_H

#include "corpus/article_builder.h"

enum flow_kind {
    FLOW_PARAGRAPH,
    FLOW_TITLE,
    FLOW_HEADING,
    FLOW_ITEM,
    FLOW_IGNORED, /* a line of a table of contents */
    FLOW_JOINED,  /* its end was deleted: it goes on in the next paragraph */
};

struct flow_block {
    enum flow_kind kind;
    int level;       /* of a heading, 1 the highest */
    char marker[24]; /* of an item: "- " or "3. " */
};

enum { FLOW_DEEPEST_PARAGRAPH = 200 };

struct table_part;

struct office_flow {
    struct article_builder *builder;
    struct strbuf text; /* of all open paragraphs, the outer ones first */
    size_t starts[FLOW_DEEPEST_PARAGRAPH];
    int open_count; /* of paragraphs */
    bool is_joined; /* the text behind the open paragraphs belongs to the next one */
    int line;
    struct strbuf notes; /* a paragraph a line, until the section ends */
    int note_depth;
    int table_depth;
    struct table_part *parts; /* of the outermost table */
    size_t part_count, part_capacity;
    struct arena scratch; /* the parts' texts */
    bool has_title;
};

void flow_start(struct office_flow *flow, struct article_builder *builder);
void flow_finish(struct office_flow *flow);  /* what is still open or waiting */
void flow_discard(struct office_flow *flow); /* frees; in every case */

void flow_open_paragraph(struct office_flow *flow);
void flow_add_text(struct office_flow *flow, struct slice text);
void flow_close_paragraph(struct office_flow *flow, const struct flow_block *block);

void flow_open_table(struct office_flow *flow);
void flow_close_cell(struct office_flow *flow, bool is_deleted);
void flow_close_row(struct office_flow *flow, bool is_deleted);
void flow_close_table(struct office_flow *flow);

/* Paragraphs in between are a note. */
void flow_open_note(struct office_flow *flow);
void flow_close_note(struct office_flow *flow);

/* A note that was read before. */
void flow_add_note(struct office_flow *flow, struct slice text);

/* Digits that stand raised stay so ("10⁹"), other raised text as it is. */
void flow_add_raised(struct office_flow *flow, struct slice text);

#endif
