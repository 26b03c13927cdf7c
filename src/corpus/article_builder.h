/* article_builder.h - the one way to put an article together, for all readers.
 *
 * Layer: corpus, private to its readers. A reader says what it meets in reading order; the builder
 * cleans the text (NFC, white space folded, control characters removed), nests the headings, and
 * gives out ids and paths, so that every format follows the same rules.
 *
 *     struct article_builder builder;
 *     article_start(&builder, arena, "corpus/heel.md", "heel.md");
 *     article_add_heading(&builder, 2, slice_of("What is it?"), 3);
 *     article_add_paragraph(&builder, slice_of("A soft pad."), 5);
 *     bool done = article_finish(&builder, err);      // builder.article is complete
 *     article_discard(&builder);                      // in every case
 *
 * Formats with inline markup collect a block's text piece by piece and then say what it was:
 *
 *     article_collect(&builder, slice_of("A "), 5);
 *     article_collect(&builder, slice_of("soft pad."), 5);
 *     article_end_block(&builder);          // or article_end_heading, article_end_cell
 */
#ifndef FOOTNOTE_CORPUS_ARTICLE_BUILDER_H
#define FOOTNOTE_CORPUS_ARTICLE_BUILDER_H

#include "base/error.h"
#include "base/strbuf.h"
#include "corpus/article.h"

/* What the last block of a section was: like neighbours stand on neighbouring lines. */
enum block_kind { BLOCK_NONE, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_ROW };

struct open_heading {
    int level; /* as the reader gave it */
    const char *path;
};

struct article_builder {
    struct arena *arena;
    const char *file;       /* for messages */
    struct article article; /* readers fill in the metadata; the rest comes from article_finish */
    bool saw_title;         /* a heading of level 1 was taken for the title */

    size_t capacity;   /* of article.sections */
    bool section_open; /* the last section still takes text */
    enum block_kind last_block;
    struct strbuf text; /* of the open section */

    struct open_heading *headings; /* the way down to the open section */
    size_t heading_count, heading_capacity;

    struct strbuf pending; /* the block being collected, not yet cleaned */
    int pending_line;
    struct strbuf row; /* cells so far */
    int row_line, cell_count;
    bool row_has_text;
    bool item_open;  /* blocks go to the item until it is closed */
    char marker[24]; /* "- " or "3. " */
    struct strbuf item;
    int item_line;
};

/* relative is the path that the id is made from when the metadata has none. */
void article_start(struct article_builder *builder, struct arena *arena, const char *file,
                   const char *relative);

/* Whole blocks. Levels are the format's own, 1 the highest; the first of level 1 is the title when
 * there is none yet, or when the title begins with it. Empty text is passed over. */
void article_add_heading(struct article_builder *builder, int level, struct slice text, int line);
void article_add_paragraph(struct article_builder *builder, struct slice text, int line);
void article_add_item(struct article_builder *builder, const char *marker, struct slice text,
                      int line);

/* Blocks in pieces. */
void article_collect(struct article_builder *builder, struct slice text, int line);
void article_collect_raised(struct article_builder *builder, struct slice text, int line);
void article_end_term(struct article_builder *builder, int line); /* "Lift: ", before what it is */
void article_end_heading(struct article_builder *builder, int level);
void article_end_block(struct article_builder *builder); /* a paragraph, or a part of the item */
void article_open_item(struct article_builder *builder, const char *marker, int line);
void article_close_item(struct article_builder *builder);
void article_end_cell(struct article_builder *builder);
void article_end_row(struct article_builder *builder);

/* Adds text that stands raised: its digits and signs stay so ("10⁹" must not become 109), the rest
 * is as it is ("5th"). */
void article_raise(struct strbuf *out, struct slice text);

/* True while the open section has a heading and no text. */
bool article_awaits_text(const struct article_builder *builder);

/* Completes builder->article. False (ERROR_INPUT) when there is no text in it. */
bool article_finish(struct article_builder *builder, struct error *err);

/* Frees what is not in the arena. */
void article_discard(struct article_builder *builder);

/* Adds text cleaned for display and indexing: NFC, runs of white space as one space (none at the
 * ends), without control, zero-width and direction-overriding characters and soft hyphens. */
void article_clean(struct strbuf *out, struct slice text);

/* The same in the arena. */
char *article_clean_text(struct arena *arena, struct slice text);

#endif
