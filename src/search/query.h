/* query.h - typed text -> an FTS5 expression that can't fail, and what its phrases mean.
 *
 * Layer: search. What is understood; everything else is text, and nothing is a syntax error:
 *   heel pain      any of the words, the more the better; common words are left out
 *   "heel pain"    must occur, in this order
 *   -cushion       must not occur (-"heel lift" as well); with no other word it is plain text
 *   cush*          any word beginning so
 *
 *     struct query query;
 *     if (!query_read(&arena, text, &query, &err)) ...
 *     query.expression   // ("heel pain") AND ("heel pain" OR "lift") NOT ("cushion")
 */
#ifndef FOOTNOTE_SEARCH_QUERY_H
#define FOOTNOTE_SEARCH_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum {
    QUERY_MOST_WORDS = 64,       /* further ones are passed over */
    QUERY_MOST_WORD_BYTES = 256, /* longer ones are cut */
};

struct query_phrase {
    const char *text; /* words joined by spaces, ASCII letters in lower case */
    int word_count;
    bool is_quoted;   /* must occur */
    bool is_excluded; /* must not */
    bool is_prefix;
};

struct query {
    const char *expression;
    /* The phrases that count for the score, in the order typed; FTS5 numbers them from first_scored
     * on in the expression (those that must occur stand there once more, in front). */
    struct query_phrase *phrases;
    int phrase_count;
    int first_scored;
};

/* Everything in the arena. ERROR_USAGE when the text has no word at all. */
bool query_read(struct arena *arena, struct slice text, struct query *query, struct error *err);

/* The next word of text at or behind *position: letters and digits, as FTS5's unicode61 takes them
 * (invalid UTF-8 and NUL separate). False when there is none. */
bool query_next_word(struct slice text, size_t *position, struct slice *word);

/* Words so common that they tell nothing about a passage; `word` in lower case. */
bool query_is_stop_word(struct slice word);

#endif
