/* docx_notes.h - footnotes and endnotes of a DOCX file, read before the text that refers to them.
 *
 * Layer: corpus, private to the DOCX reader. Texts are in the arena.
 */
#ifndef FOOTNOTE_CORPUS_READERS_DOCX_NOTES_H
#define FOOTNOTE_CORPUS_READERS_DOCX_NOTES_H

#include "base/arena.h"

struct docx_notes {
    struct docx_note *notes; /* sorted by id once docx_sort_notes was called */
    size_t count, capacity;
};

void docx_add_note(struct arena *arena, struct docx_notes *notes, int id, struct slice text);
void docx_sort_notes(struct docx_notes *notes);

/* The text of a note, once: when it is referred to again it has been said, and the answer is
 * empty, as for an id that there is not. */
struct slice docx_use_note(const struct docx_notes *notes, int id);

#endif
