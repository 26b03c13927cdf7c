/* edit_line.h - one line of text with a cursor, as keys change it.
 *
 * Layer: cli. Letters are removed with their marks.
 *
 *     struct edit_line line = {0};
 *     edit_line_insert(&line, slice_of("heel"));
 *     edit_line_backspace(&line);
 */
#ifndef FOOTNOTE_CLI_FINDER_EDIT_LINE_H
#define FOOTNOTE_CLI_FINDER_EDIT_LINE_H

#include "base/slice.h"
#include "base/strbuf.h"

struct edit_line {
    struct strbuf text;
    size_t cursor; /* a byte, between letters */
};

void edit_line_insert(struct edit_line *line, struct slice text);
void edit_line_set(struct edit_line *line, const char *text); /* the cursor stands at the end */

/* Removing: the letter before the cursor, behind it, the word before it, all before it, all behind.
 */
void edit_line_backspace(struct edit_line *line);
void edit_line_delete(struct edit_line *line);
void edit_line_remove_word(struct edit_line *line);
void edit_line_remove_before(struct edit_line *line);
void edit_line_remove_behind(struct edit_line *line);

void edit_line_left(struct edit_line *line);
void edit_line_right(struct edit_line *line);
void edit_line_to_start(struct edit_line *line);
void edit_line_to_end(struct edit_line *line);

void edit_line_release(struct edit_line *line);

#endif
