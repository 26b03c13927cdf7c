/* reference_words.h - what text and HTML must agree on about marks: where one stands, how a note is
 * lettered, when a link's address is said.
 *
 * Layer: render.
 */
#ifndef FOOTNOTE_RENDER_REFERENCE_WORDS_H
#define FOOTNOTE_RENDER_REFERENCE_WORDS_H

#include "doc/doc.h"

/* True when the marks of a sentence stand behind it: neighbours with the same source, with nothing
 * but spaces between, have one mark behind the last of them, as on the page. */
bool sentence_has_marks(const struct node *sentence);

/* The mark of the clinic's advice: not where a heading above has it for all. */
bool sentence_has_clinic_mark(const struct node *sentence);

/* a to z, aa, ab ...: the mark of the first, second ... note, in the arena. */
const char *note_letters(struct arena *arena, size_t number);

/* What a reader must know to go where a link leads without clicking: its address without scheme
 * when the words of the link don't say it, else NULL. */
const char *link_unsaid_address(struct arena *arena, const struct node *link);

#endif
