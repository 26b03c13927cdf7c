/* running_words.h - the lines of a page's head and foot where there are no pages.
 *
 * Layer: render. The tree's running lines name page numbers in braces; text and HTML have none, but
 * must not lose what stands beside them: whose handout it is, and the date.
 */
#ifndef FOOTNOTE_RENDER_RUNNING_WORDS_H
#define FOOTNOTE_RENDER_RUNNING_WORDS_H

#include "base/arena.h"

/* The parts of a line between middle dots, without those that name {page} or {pages}, in the
 * arena: "Kim · 2 March 2026 · Page {page} of {pages}" -> "Kim · 2 March 2026". "" when none is
 * left. */
const char *running_words(struct arena *arena, const char *line);

/* The line of the first page where the document has one for it, else that of every page. */
struct document;
const char *running_head(struct arena *arena, const struct document *doc);

#endif
