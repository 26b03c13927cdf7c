/* text_lines.h - the lines of an unmarked text, and what each of them is.
 *
 * Layer: corpus, private to the plain-text reader. A guess from shape alone: length, ends of
 * sentences, bullets, empty lines around it.
 */
#ifndef FOOTNOTE_CORPUS_READERS_TEXT_LINES_H
#define FOOTNOTE_CORPUS_READERS_TEXT_LINES_H

#include "base/arena.h"
#include "base/slice.h"

enum line_kind {
    LINE_EMPTY,
    LINE_TEXT,
    LINE_ITEM,
    LINE_HEADING,
    LINE_QUESTION,  /* a heading too: the text below it is the answer */
    LINE_BYLINE,    /* "By Jordan 7 min read" */
    LINE_UNDERLINE, /* "=====" below a heading */
};

struct text_line {
    struct slice text; /* trimmed, without the bullet */
    char marker[16];   /* of an item: "- " or "3. " */
    size_t indent;
    enum line_kind kind;
    bool ends_block; /* the paragraph or item does not go on in the next line */
};

struct text_lines {
    struct text_line *lines;
    size_t count;
};

struct text_lines text_lines_read(struct arena *arena, struct slice text);

/* Length of the bullet or number that a line begins with, blanks included; fills the marker. 0:
 * none.
 */
size_t text_item_marker(struct slice line, char marker[16]);

/* The name in a byline, without the time to read. */
struct slice text_byline_author(struct slice line);

#endif
