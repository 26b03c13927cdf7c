/* query.h - typed text -> groups of words to look for, filters, and an FTS5 expression that can't
 * fail.
 *
 * Layer: search. What is understood; everything else is text, and nothing is a syntax error:
 *   heel pain           any of the words, the more the better; common words are left out
 *   "heel pain"         must occur, in this order; typographic quotes do as well
 *   -cushion            must not occur (-"heel lift" too); with no other word it is plain text
 *   cush*               any word beginning so
 *   lift OR raise       either; they count as one word ("heel lift" OR cup: one must occur)
 *                       In a sentence of QUERY_SENTENCE_WORDS quotation marks are punctuation, in
 *                       pasted text of QUERY_LONG_WORDS hyphens as well; that is remarked
 *   title:heel          must stand in the title; heading: likewise; both take "phrases"
 *   tag:running lang:de type:html reviewed:>2025-06      filters: see query_filter.h
 *
 * A group is what was typed with its other names out of the thesaurus (thesaurus.h), which weigh
 * less. Only plain words have other names; what is quoted, excluded, or asked for in a field means
 * what it says, save that it may be spelt the British or the American way.
 *
 *     struct query_options options = {.thesaurus = thesaurus};
 *     struct query query;
 *     if (!query_read(&arena, text, &options, &query, &err)) ...
 *     query.expression   // ("heel pain") AND ("heel pain" OR "lift") NOT ("cushion")
 *
 * query_parse.c reads the text, query.c makes groups of it, query_expand.c adds other names,
 * query_expression.c writes the expression.
 */
#ifndef FOOTNOTE_SEARCH_QUERY_QUERY_H
#define FOOTNOTE_SEARCH_QUERY_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "search/query/query_filter.h"
#include "token/token.h"

#include <stdint.h>

enum {
    QUERY_MOST_WORDS = 64, /* different ones; further ones are passed over, and counted */
    QUERY_MOST_WORD_BYTES = TOKEN_MOST_BYTES, /* longer ones are cut, as in the index */
    QUERY_SENTENCE_WORDS = 15,                /* from here on quotation marks are punctuation */
    QUERY_LONG_WORDS = 30,                    /* from here on it is pasted text */
    QUERY_MOST_NEAR = 1000,
};

enum query_need { QUERY_OPTIONAL, QUERY_REQUIRED, QUERY_EXCLUDED };
enum query_field { QUERY_ANYWHERE, QUERY_TITLE, QUERY_HEADING };

/* Why a member stands in its group, in the order of its weight. */
enum query_origin {
    QUERY_TYPED,
    QUERY_CORRECTED,    /* a suggestion for what was typed, taken because of `fix` */
    QUERY_SPELLING,     /* British or American */
    QUERY_ABBREVIATION, /* or what one stands for */
    QUERY_SYNONYM,
    QUERY_RELATED,
    QUERY_ORIGIN_COUNT
};

/* One place for the weights; what judged queries say may move them. */
extern const double query_weight_of[QUERY_ORIGIN_COUNT];

/* "typed", "corrected", "spelling" ...: for --explain and JSON. */
extern const char *const query_origin_name[QUERY_ORIGIN_COUNT];

struct query_member {
    const char *text; /* folded words joined by spaces */
    int word_count;
    bool is_prefix; /* the last word only begins so */
    enum query_origin origin;
    double weight;
};

struct query_group {
    enum query_need need;
    enum query_field field; /* where it must stand; it scores everywhere */
    const char *typed;      /* as in the text, one line: for messages */
    double count;           /* how often it was typed */
    /* The first is what was typed, or its correction (an abbreviation that is a common word, as AT,
     * is left out: its first member is what it stands for). After OR further typed ones follow. A
     * multi-word entry of the thesaurus that was typed as plain words gives its other names to each
     * of these words: then several groups hold a member with the same `text` pointer. */
    struct query_member *members;
    int member_count;
    bool is_common; /* a stop word, kept because nothing else is there */
    bool is_unsure; /* a correction that may be a chance likeness: it finds, but answers nothing */
    int entry;      /* the same in all words of such an entry; 0: of none */
};

struct search_unknown {
    const char *word; /* folded */
    const char **suggestions;
    size_t suggestion_count;
    bool is_sure; /* the first is hardly a chance likeness */
    bool occurs;  /* it is there, but hardly: the suggestion is far more frequent */
};

/* What is to be said about how the query was read: whole phrases, each a line. */
enum { QUERY_MOST_REMARKS = 8 };
struct query_remarks {
    const char *items[QUERY_MOST_REMARKS]; /* further ones are left out */
    int count;
};
void query_remark(struct query_remarks *remarks, const char *text);

struct query {
    struct query_group *groups; /* in the order typed */
    int group_count;
    struct query_filter filter;
    int near;         /* all groups that aren't excluded within so many words; 0: anywhere */
    int passed_over;  /* words and filters beyond the limit, words cut short */
    const char *used; /* the text with its corrections; NULL where there are none */
    struct search_unknown *unknown; /* words that occur nowhere */
    size_t unknown_count;
    bool is_long; /* pasted text */
    struct query_remarks remarks;

    /* The same for FTS5. The members that count for the score, of all groups that aren't excluded,
     * are its phrases first_scored, first_scored + 1, ... */
    const char *expression;
    struct query_scored {
        int group, member;
    } * scored;
    int scored_count;
    int first_scored;
};

struct thesaurus;
struct spelling;

/* All may be zero. */
struct query_options {
    const struct thesaurus *thesaurus;
    struct spelling *spelling; /* the words of the index; NULL: nothing is unknown */
    bool fix;                  /* take the best suggestion for a word that occurs nowhere */
    int near;
    const char *language, *article; /* further filters */
};

/* Everything in the arena. ERROR_USAGE when the text has no word to search for. */
bool query_read(struct arena *arena, struct slice text, const struct query_options *options,
                struct query *query, struct error *err);

/* Groups that were typed and score: without excluded ones and those of feedback. */
int query_typed_count(const struct query *query);

#endif
