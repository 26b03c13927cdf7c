/* token.h - text -> words: splitting, folding, stemming, and what a language is to these.
 *
 * Layer: token, between base and index; the index, the query and the marks in a snippet all go
 * through this one splitter, so that they can't disagree.
 *
 * What is a word. Letters and digits of any script. All words are folded first: small letters,
 * compatibility forms replaced (full-width letters, ligatures), marks off for Latin, Greek,
 * Cyrillic (but й stays a letter), Arabic and Hebrew; ß ss, æ ae, œ oe, ø o, ł l, đ d, ı i, þ th, ð
 * d; digits of every script as 0-9. Then they are stemmed by the language given. Where words begin
 * and end does NOT depend on the language, so positions agree whatever a passage was indexed with.
 *
 * - patient's: patient. 's is dropped, any other apostrophe separates (typographic too).
 * - 2.5 mg: 2.5, mg. A point between digits belongs to the number; 1.2.3 as well.
 * - 1,000: 1000. A comma before groups of three digits is dropped, others separate.
 * - 5mg, 5-mg: 5, mg. A number and a unit (mg, ml, mm, µg ...) are two words; 10th is one.
 * - ½ x²: 1/2, x, 2. Signs that stand for numbers are words of their own.
 * - so­ft: soft. Soft hyphens and zero-width characters inside are skipped.
 * - 足底筋膜: 足底, 底筋, 筋膜. Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer, Myanmar: pairs
 * of characters; one that stands alone is a word of its own.
 *
 * Emoji, symbols, invalid UTF-8 and NUL separate. A term is at most 64 bytes, cut at a character.
 *
 *     struct tokenizer *tokenizer = tokenizer_new();
 *     struct token_array tokens = {0};
 *     tokenize_all(tokenizer, token_language_of("en-gb"), slice_of("Running shoes"), &tokens);
 *     // tokens.items[0].term is "run", start 0, end 7
 *     token_array_release(&tokens);
 *     tokenizer_free(tokenizer);
 */
#ifndef FOOTNOTE_TOKEN_TOKEN_H
#define FOOTNOTE_TOKEN_TOKEN_H

#include "base/slice.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum { TOKEN_MOST_BYTES = 64 }; /* of a term or folded word */

/* ---- languages ------------------------------------------------------------------------------- */

struct token_language; /* static: compared by pointer */

/* By a BCP 47 tag in any case, "es-MX" -> Spanish; a language without a stemmer is only folded.
 * NULL for NULL, "" and "und". */
const struct token_language *token_language_of(const char *bcp47);

/* By the function words of its beginning (English, Spanish, German, French, Polish, Italian,
 * Portuguese, Dutch); NULL when unsure. Microseconds. */
const struct token_language *token_language_guess(struct slice text);

/* "es"; "" for any that is only folded and has no entry of its own. */
const char *token_language_code(const struct token_language *language);

/* Words so common that they tell nothing about a passage: `folded` in folded form. NULL: English.
 * Words that may carry clinical meaning (no, not, without, after, before) are none. */
bool token_is_stop_word(struct slice folded, const struct token_language *language);

/* ---- text -> tokens -------------------------------------------------------------------------- */

/* Remembers every word it has seen and its stems, for its whole life: about 100 bytes a word. Not
 * shared between threads: one each. */
struct tokenizer;

struct tokenizer *tokenizer_new(void);
void tokenizer_free(struct tokenizer *tokenizer); /* NULL is fine */

struct token {
    struct slice term;         /* folded and stemmed; valid as long as the tokenizer */
    uint32_t term_id, word_id; /* dense from 0: equal terms, equal folded words, have equal ids */
    size_t start, end;         /* bytes in the text: what is marked in a snippet */
};

/* {0} is empty; the room is used again from call to call. */
struct token_array {
    struct token *items;
    size_t count, capacity;
};
void token_array_release(struct token_array *array);

/* All tokens of text, in order; what was in `out` before is replaced. start and end only grow from
 * token to token; neighbouring pairs of characters overlap. language NULL: English. */
void tokenize_all(struct tokenizer *tokenizer, const struct token_language *language,
                  struct slice text, struct token_array *out);

/* A reader that looks for few words need not stem all: from now on only words whose folded form
 * begins with one of these bytes (an array of 256, borrowed; NULL: all again) are, the other tokens
 * have the term_id TOKEN_NOT_STEMMED and their folded word as term. No stemmer that this is used
 * for changes the first byte; for the others every word is stemmed all the same. */
#define TOKEN_NOT_STEMMED UINT32_MAX
void tokenizer_stem_only(struct tokenizer *tokenizer, const bool *first_bytes);

/* The same, one at a time, while the sink returns true. */
typedef bool token_sink(void *context, const struct token *token);
void tokenize(struct tokenizer *tokenizer, const struct token_language *language, struct slice text,
              token_sink *sink, void *context);

/* ---- words and terms ------------------------------------------------------------------------- */

/* The term that a word (folded, not stemmed) has in a language. */
uint32_t tokenizer_term_of(struct tokenizer *tokenizer, const struct token_language *language,
                           uint32_t word_id);

struct slice tokenizer_word(const struct tokenizer *tokenizer, uint32_t word_id);
struct slice tokenizer_term(const struct tokenizer *tokenizer, uint32_t term_id);
size_t tokenizer_term_count(const struct tokenizer *tokenizer);

/* What its memory of words takes now, for limits. */
size_t tokenizer_memory_bytes(const struct tokenizer *tokenizer);

/* Adds text with every character folded, nothing stemmed, nothing split: separators stay as they
 * are (invalid bytes become spaces). For the thesaurus and spelling. */
void token_fold(struct strbuf *out, struct slice text);

#endif
