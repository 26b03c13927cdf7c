/* text_words.h - what stands inside a line, as plain text, with marks in [brackets].
 *
 * Layer: render. Notes are collected as their marks are met; whoever renders the document prints
 * them at its end.
 */
#ifndef FOOTNOTE_RENDER_TEXT_WORDS_H
#define FOOTNOTE_RENDER_TEXT_WORDS_H

#include "base/strbuf.h"
#include "doc/doc.h"

struct text_words {
    struct arena *arena;
    const struct node **notes; /* in the arena, in order of their marks */
    size_t note_count, note_capacity;
};

/* Adds the words of parent's children; a block among them ends a line. The context is a struct
 * text_words (this is a text_of_inlines, see text_table.h). */
void text_words_add(void *context, const struct node *parent, struct strbuf *out);

#endif
