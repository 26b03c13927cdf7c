/* snippet.h - the part of a passage that shows why it was found, and the words in it that did.
 *
 * Layer: search. A passage that is short is shown whole; of a longer one the part (or two parts,
 * joined by " ... ") that holds the most of the query's words, the rare ones first, close together.
 * A part begins with a sentence where one is near, and never cuts a word, a number off its unit,
 * what is marked, or a "not" off what it denies; where it begins or ends inside a sentence, "..."
 * says so. Runs of white space are one space, so that lists stand on one line.
 *
 *     struct snippet_maker *maker = snippet_maker_new(tokenizer, &query, NULL);
 *     struct snippet snippet;
 *     snippet_make(maker, &arena, language, slice_of(passage.text), &snippet);
 *     snippet_maker_free(maker);
 *
 * word_match.h says which words match; snippet_choice.c chooses the parts, snippet.c writes them.
 */
#ifndef FOOTNOTE_SEARCH_SNIPPET_SNIPPET_H
#define FOOTNOTE_SEARCH_SNIPPET_SNIPPET_H

#include "search/query/query.h"
#include "token/token.h"

struct search_mark {
    int start, end; /* code points of the text, end exclusive; in order, not touching */
};

struct snippet {
    const char *text;
    struct search_mark *marks;
    size_t mark_count;
};

/* In columns of a terminal, where a character of East Asia takes two. */
enum { SNIPPET_COLUMNS = 200, SNIPPET_WHOLE_COLUMNS = 250 };

struct snippet_maker;

/* rarity: of each of the query's groups, or NULL where that is not known. All is borrowed. Free
 * with snippet_maker_free (NULL is fine). */
struct snippet_maker *snippet_maker_new(struct tokenizer *tokenizer, const struct query *query,
                                        const double *rarity);
void snippet_maker_free(struct snippet_maker *maker);

/* Of a passage's text; without a matching word its beginning. In the arena. */
void snippet_make(struct snippet_maker *maker, struct arena *arena,
                  const struct token_language *language, struct slice text,
                  struct snippet *snippet);

/* The whole of a title or heading, as it stands, and what of it matches. */
void snippet_mark(struct snippet_maker *maker, struct arena *arena,
                  const struct token_language *language, const char *text, struct snippet *snippet);

#endif
