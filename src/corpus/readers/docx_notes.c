/* docx_notes.c - see docx_notes.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/docx_notes.h"

#include <stdlib.h>

struct docx_note {
    int id;
    bool is_used;
    struct slice text;
};

void docx_add_note(struct arena *arena, struct docx_notes *notes, int id, struct slice text) {
    notes->notes = arena_make_room(arena, notes->notes, notes->count, &notes->capacity, 16,
                                   sizeof *notes->notes);
    notes->notes[notes->count++] = (struct docx_note){.id = id, .text = arena_slice(arena, text)};
}

static int compare_notes(const void *left, const void *right) {
    int a = ((const struct docx_note *)left)->id, b = ((const struct docx_note *)right)->id;
    return (a > b) - (a < b);
}

void docx_sort_notes(struct docx_notes *notes) {
    if (notes->count)
        qsort(notes->notes, notes->count, sizeof *notes->notes, compare_notes);
}

struct slice docx_use_note(const struct docx_notes *notes, int id) {
    const struct docx_note wanted = {.id = id};
    struct docx_note *note = notes->count ? bsearch(&wanted, notes->notes, notes->count,
                                                    sizeof *notes->notes, compare_notes)
                                          : NULL;
    if (!note || note->is_used)
        return slice_make("", 0);
    note->is_used = true;
    return note->text;
}
