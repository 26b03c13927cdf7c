/* query_parse.h - the typed text as a list of items: words, phrases, OR, filters.
 *
 * Layer: search, private to query*.c. See query.h for the language. Nothing is refused here, and
 * the time is linear in the text's length.
 *
 *     struct query_items items;
 *     query_parse(tokenizer, &arena, text, &items);
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUERY_PARSE_H
#define FOOTNOTE_SEARCH_QUERY_QUERY_PARSE_H

#include "search/query/query.h"
#include "search/query/query_words.h"

struct query_item {
    bool is_or;    /* the word OR: nothing else is set */
    bool is_plain; /* one word, unmarked in any way */
    bool is_prefix;
    bool is_corrected;
    bool is_unsure; /* by what may be a chance likeness */
    enum query_need need;
    enum query_field field;
    struct slice source;
    struct query_word *words;
    int word_count;
};

struct query_items {
    struct query_item *items;
    int count, capacity;
    int words_seen;  /* all of them, common ones included */
    int passed_over; /* words of phrases that are too long, words cut short, further filters */
    struct query_filter filter;
    struct query_remarks remarks;
};

void query_parse(struct tokenizer *tokenizer, struct arena *arena, struct slice text,
                 struct query_items *items);

void query_items_add(struct arena *arena, struct query_items *items, struct query_item item);

#endif
