/* search_marks.h - where in a whole text the words of a query stand, other names included.
 *
 * Layer: search. What a snippet shows of a passage's part, for reading all of it: words match by
 * their stems in the text's language, quoted ones in their order, `cush*` by how they begin.
 *
 *     search_marks(index, &arena, slice_of("heel lift"), passage.text, passage.language,
 *                  &spans, &count);
 */
#ifndef FOOTNOTE_SEARCH_SEARCH_MARKS_H
#define FOOTNOTE_SEARCH_SEARCH_MARKS_H

#include "index/index.h"
#include "search/snippet/snippet.h"

struct search_span {
    size_t start, end; /* bytes of the text, end exclusive */
};

/* In rising order, not touching each other, in the arena. None for a query without words. */
void search_marks(struct index *index, struct arena *arena, struct slice query, const char *text,
                  const char *language, struct search_span **spans, size_t *count);

/* A snippet's marks, mark_count of them, as places in bytes of its text. */
struct search_span *search_byte_spans(struct arena *arena, const struct snippet *snippet);

#endif
