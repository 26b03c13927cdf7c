/* word_match.h - which words of a text a query means: what is marked in a snippet or a title.
 *
 * Layer: search. The words of a query are stemmed as those of the text were, so what is found here
 * is what the index found: typed words, phrases, prefixes, and other names out of the thesaurus.
 * Excluded words are none.
 *
 *     struct word_matcher *matcher = word_matcher_new(tokenizer, &query);
 *     struct matched_text found;
 *     word_matcher_read(matcher, language, slice_of(passage.text), &found);
 *     word_matcher_free(matcher);
 */
#ifndef FOOTNOTE_SEARCH_SNIPPET_WORD_MATCH_H
#define FOOTNOTE_SEARCH_SNIPPET_WORD_MATCH_H

#include "search/query/query.h"
#include "token/token.h"

struct word_match {
    uint32_t first, last; /* tokens of the text, both inclusive */
    int group;            /* of the query */
    double weight;        /* of the member of the group */
};

struct matched_text {
    struct slice text;
    const struct token_array *tokens;
    const struct word_match *items; /* in order of their first tokens */
    size_t count;
};

struct word_matcher;

/* Both are borrowed. Free with word_matcher_free (NULL is fine). */
struct word_matcher *word_matcher_new(struct tokenizer *tokenizer, const struct query *query);
void word_matcher_free(struct word_matcher *matcher);

/* What `found` points to is the matcher's, until the next call. */
void word_matcher_read(struct word_matcher *matcher, const struct token_language *language,
                       struct slice text, struct matched_text *found);

#endif
