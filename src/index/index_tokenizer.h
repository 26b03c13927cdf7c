/* index_tokenizer.h - token/ as FTS5's tokenizer "footnote", and the languages of an index.
 *
 * Layer: index, private. Before a passage is put in or taken out, its writer hands over the tokens
 * that it has made already: FTS5 can't say in which language a text is, and nothing is split twice.
 *
 *     index_words_replay(index, columns);            // the next row has these tokens
 *
 * In a query (FTS5's MATCH) each word stands for its stems in every language that the index holds:
 * FTS5 takes them as one word at one place. A word with a star stands for the terms that begin with
 * it as it is typed, with its stem, or with the stem of what it is likely to become ("runn*" also
 * finds "run", the term of "running"). Terms are stems, so a star may find a little more than is
 * typed; who wants it exact expands it over the vocabulary of unstemmed words.
 */
#ifndef FOOTNOTE_INDEX_INDEX_TOKENIZER_H
#define FOOTNOTE_INDEX_INDEX_TOKENIZER_H

#include "base/error.h"
#include "token/token.h"

#include <stdint.h>

struct index;
struct index_words; /* of an open index; made when first needed */

/* The language that an article's words are stemmed in: the one it declares, else guessed from the
 * body of its first passage, else English. The same text gives the same, so that an article is
 * taken out with the words that it went in with. Never NULL. */
const struct token_language *index_article_language(const char *declared, struct slice first_body);

/* How many articles there are in each language: in meta, kept by the builder. */
enum { INDEX_MOST_LANGUAGES = 24 };
struct index_languages {
    const struct token_language *items[INDEX_MOST_LANGUAGES];
    int64_t articles[INDEX_MOST_LANGUAGES];
    int count;
};
bool index_languages_load(struct index *index, struct index_languages *languages,
                          struct error *err);
bool index_languages_save(struct index *index, const struct index_languages *languages,
                          struct error *err);
void index_languages_count(struct index_languages *languages, const struct token_language *language,
                           int articles);

/* What terms begin with when a word with a star is looked for, as FTS5 is told; in the tokenizer's
 * memory. False when it is not one word, or the languages can't be read. */
enum { INDEX_MOST_BEGINNINGS = INDEX_MOST_LANGUAGES * 4 };
struct index_beginnings {
    struct slice items[INDEX_MOST_BEGINNINGS];
    int count;
};
bool index_words_beginnings(struct index *index, struct slice word,
                            struct index_beginnings *beginnings);

/* Makes the tokenizer known to this connection: before any statement that names passage_text. */
bool index_tokenizer_register(struct index *index, void *fts5_api);

/* For the next row, instead of its texts: INDEX_COLUMN_COUNT arrays, borrowed until then. A row
 * without them is refused. */
void index_words_replay(struct index *index, const struct token_array *columns);

/* The index's languages may have changed: they are read again at the next query. */
void index_words_forget_languages(struct index *index);

/* The one language that all articles of the index are in; NULL: there are several. */
const struct token_language *index_words_only_language(struct index *index);

/* The terms that a word of a query stands for, in every language that the index holds; valid as
 * long as the index. 0: the text is no single word. */
enum { INDEX_MOST_TERMS = INDEX_MOST_LANGUAGES };
int index_words_terms(struct index *index, struct slice text, struct slice terms[INDEX_MOST_TERMS]);

/* The index's own tokenizer, for callers in the same thread. */
struct tokenizer *index_words_tokenizer(struct index *index);

void index_words_free(struct index_words *words); /* NULL is fine */

#endif
