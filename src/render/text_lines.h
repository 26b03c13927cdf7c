/* text_lines.h - text in columns of a terminal: measuring, wrapping, indenting.
 *
 * Layer: render. A block of text is a strbuf of lines, each ended by \n; blocks are made at a width
 * and then put behind a marker, into a frame or beside one another.
 */
#ifndef FOOTNOTE_RENDER_TEXT_LINES_H
#define FOOTNOTE_RENDER_TEXT_LINES_H

#include "base/strbuf.h"

/* Columns that a text takes: wide East Asian characters two, combining marks none. */
int text_columns(struct slice text);

/* Columns of the longest line; of the longest word. */
int text_widest_line(struct slice text);
int text_widest_word(struct slice text);

/* Adds text as lines of at most width columns, broken at spaces; a longer word is cut. \n in it
 * ends a line. No-break spaces are printed as spaces but never broken at. */
void text_wrap(struct slice text, int width, struct strbuf *out);

/* Adds each line of block behind `first` (the first line) or as many spaces. */
void text_indent(struct slice block, const char *first, struct strbuf *out);

/* Adds line, and spaces up to width columns. */
void text_pad(struct slice line, int width, struct strbuf *out);

/* Adds the same character count times. */
void text_repeat(struct strbuf *out, char c, int count);

/* Cuts spaces off the ends of the lines from offset on. */
void text_trim_line_ends(struct strbuf *out, size_t offset);

#endif
