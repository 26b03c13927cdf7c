/* token_private.h - what the files of this folder share.
 *
 * Layer: token, private. character.c says what a character is and folds it, stem.c stems,
 * word_table.c remembers words and terms, tokenizer.c splits.
 */
#ifndef FOOTNOTE_TOKEN_TOKEN_PRIVATE_H
#define FOOTNOTE_TOKEN_TOKEN_PRIVATE_H

#include "base/arena.h"
#include "token/token.h"

/* ---- language.c, stop_words.c ---- */

struct stem_engine; /* of libstemmer */

struct token_language {
    const char *code;
    unsigned stop_word_bit;            /* in the table of stop words; 0: has none there */
    struct stem_engine *(*open)(void); /* NULL: words are only folded */
    void (*close)(struct stem_engine *engine);
    int (*stem)(struct stem_engine *engine);
};

enum stop_word_bit { EN = 1, ES = 2, DE = 4, FR = 8, PL = 16, IT = 32, PT = 64, NL = 128 };
enum { STOP_WORD_LANGUAGES = 8 };

extern const struct token_language token_english;

/* False for stemmers that cut beginnings (Arabic, Indonesian). */
bool token_language_keeps_beginnings(const struct token_language *language);

/* The languages whose function word this is, as bits. */
unsigned stop_word_languages(struct slice folded);

/* ---- irregular.c ---- */

/* The form to be stemmed in place of a word that the stemmer can't know; the word itself where
 * there is none. */
enum { REGULAR_FORM_ROOM = TOKEN_MOST_BYTES + 16 };
struct slice regular_form(const struct token_language *language, struct slice folded, char *room);

/* ---- stem.c ---- */

/* The stem, folded; borrowed from the engine or the room. room: REGULAR_FORM_ROOM. */
struct slice stem_word(const struct token_language *language, struct stem_engine *engine,
                       struct slice folded, char *room);

/* ---- character.c ---- */

enum character_class {
    CHARACTER_UNKNOWN, /* not looked up yet: in caches only */
    CHARACTER_SEPARATOR,
    CHARACTER_WORD,
    CHARACTER_MARK,       /* belongs to the character before it */
    CHARACTER_IGNORED,    /* soft hyphen, zero width: neither ends a word nor is part of it */
    CHARACTER_APOSTROPHE, /* typographic */
    CHARACTER_SINGLE,     /* stands for a number: a word of its own */
    CHARACTER_SPACELESS,  /* of a script that writes no spaces: pairs */
};
enum character_class character_class_of(unsigned code_point);

/* Adds the folded form of `text`, one word in any well-formed UTF-8: word characters and their
 * marks only. */
void character_fold_word(struct strbuf *out, struct slice text);

/* ---- word_table.c ---- */

/* A word as it stands in a text, in 16 bytes: zero-padded where it fits, else its hash and where
 * its text is kept. */
struct word_key {
    uint64_t first, second;
    uint32_t length; /* bytes; SURFACE_RAW is added for a form that is not folded yet */
};
enum { WORD_KEY_BYTES = 16 };
#define SURFACE_RAW 0x80000000U

struct surface {
    struct word_key key; /* length 0: an empty place */
    uint32_t word_id;
};

struct word_term {
    const char *text;
    uint32_t length, term_id; /* WORD_TERM_UNKNOWN: not stemmed yet */
};
#define WORD_TERM_UNKNOWN TOKEN_NOT_STEMMED

/* What a tokenizer knows of one language. */
struct language_words {
    const struct token_language *language;
    struct stem_engine *engine;
    struct word_term *term_of; /* by word id; capacity is that of the words */
    size_t capacity;
};

enum { MOST_LANGUAGES = 24 };

struct word_table {
    struct arena texts; /* of words, terms, long surfaces: they never move */
    struct surface *surfaces;
    size_t surface_mask, surface_count;
    struct slice *words;
    size_t word_count, word_capacity;
    struct slice *terms;
    uint32_t *term_places; /* term id + 1 by hash */
    size_t term_count, term_capacity, term_mask;
    struct language_words languages[MOST_LANGUAGES];
    size_t language_count;
};

void word_table_release(struct word_table *table);

/* Where the search for a key begins, before the mask: words differ in their first bytes most. */
static inline size_t word_key_place(struct word_key key) {
    uint64_t hash = key.first * 0xff51afd7ed558ccdULL + key.second * 0x9e3779b97f4a7c15ULL;
    return (size_t)((hash ^ key.length) >> 32 ^ hash >> 13);
}

/* A key of bytes in memory; kind 0 or SURFACE_RAW. */
struct word_key word_key_of(struct slice bytes, uint32_t kind);

/* The word of a folded form, made when new; bytes: what the key was made of. */
uint32_t word_table_intern(struct word_table *table, struct word_key key, struct slice bytes);

/* The place of a key: key.length 0 where it is not there. `bytes` only matters when longer than
 * WORD_KEY_BYTES. */
const struct surface *word_table_find(const struct word_table *table, struct word_key key,
                                      struct slice bytes);

/* Notes that a raw form is this word. */
void word_table_add_raw(struct word_table *table, struct word_key key, struct slice bytes,
                        uint32_t word_id);

struct language_words *word_table_language(struct word_table *table,
                                           const struct token_language *language);

/* Stems a word and interns the term. */
void word_table_stem(struct word_table *table, struct language_words *words, uint32_t word_id);

/* ---- tokenizer.c ---- */

/* Classes of characters that texts are full of are kept once looked up. */
enum { KNOWN_CLASSES = 0x2000 };

/* The whole of it is in scan.h and the files named there. */
struct tokenizer {
    struct word_table table;
    struct strbuf folded;
    unsigned char classes[KNOWN_CLASSES];
    const bool *first_bytes; /* tokenizer_stem_only; borrowed */
};

#endif
