/* search_marks.c - see search_marks.h.
 *
 * Layer: search.
 */
#include "search/search_marks.h"

#include "base/utf8.h"
#include "search/thesaurus/thesaurus_index.h"

static bool read_query(struct index *index, struct arena *arena, struct slice text,
                       struct query *query) {
    struct thesaurus thesaurus;
    struct query_options options = {0};
    struct error ignored = {0}; /* a query without words has no marks */
    if (thesaurus_of_index(index, arena, &thesaurus))
        options.thesaurus = &thesaurus;
    return query_read(arena, text, &options, query, &ignored);
}

struct search_span *search_byte_spans(struct arena *arena, const struct snippet *snippet) {
    struct search_span *spans = arena_new_array(arena, snippet->mark_count + 1, struct search_span);
    struct slice all = slice_of(snippet->text);
    size_t position = 0;
    int points = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        for (; points < snippet->marks[i].start && position < all.length; points++)
            utf8_next(all, &position);
        spans[i].start = position;
        for (; points < snippet->marks[i].end && position < all.length; points++)
            utf8_next(all, &position);
        spans[i].end = position;
    }
    return spans;
}

void search_marks(struct index *index, struct arena *arena, struct slice query_text,
                  const char *text, const char *language, struct search_span **spans,
                  size_t *count) {
    struct query query = {0};
    struct snippet whole = {0};
    *spans = NULL;
    *count = 0;
    if (!read_query(index, arena, query_text, &query))
        return;
    struct tokenizer *tokenizer = tokenizer_new();
    struct snippet_maker *maker = snippet_maker_new(tokenizer, &query, NULL);
    snippet_mark(maker, arena, token_language_of(language), text, &whole);
    *spans = search_byte_spans(arena, &whole);
    *count = whole.mark_count;
    snippet_maker_free(maker);
    tokenizer_free(tokenizer);
}
