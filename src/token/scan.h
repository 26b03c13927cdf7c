/* scan.h - one text being read, and the parts that read it.
 *
 * Layer: token, private. tokenizer.c runs the loop and reads most words (ASCII, sixteen bytes at a
 * time); scan_ascii.c reads the others of ASCII, scan_number.c numbers, scan_wide.c everything with
 * other characters in it; scan_put.c looks words up and gives tokens. Each begins at scan->position
 * and moves it on; each gives at most one token, except scan_wide, which heeds the room.
 */
#ifndef FOOTNOTE_TOKEN_SCAN_H
#define FOOTNOTE_TOKEN_SCAN_H

#include "token/token_private.h"

struct scan {
    struct tokenizer *tokenizer;
    struct language_words *language;
    const bool *first_bytes; /* of words to be stemmed; NULL: all */
    const char *data;
    size_t length, position;
    struct token *next, *last; /* room for tokens: [next, last) */
};

enum byte_class { BYTE_OTHER, BYTE_LETTER, BYTE_DIGIT, BYTE_WIDE };

static inline enum byte_class byte_class(unsigned char c) {
    if (c >= 0x80)
        return BYTE_WIDE;
    if ((unsigned char)((c | 0x20) - 'a') < 26)
        return BYTE_LETTER;
    return (unsigned char)(c - '0') < 10 ? BYTE_DIGIT : BYTE_OTHER;
}

/* ---- scan_put.c ---- */

/* The character at `at`, and where it ends. Invalid bytes are separators. */
enum character_class scan_class_at(struct scan *scan, size_t at, size_t *end);
bool scan_is_word_at(struct scan *scan, size_t at);

/* Behind a word: an English 's is passed over. */
void scan_skip_genitive(struct scan *scan);

/* Gives the token of a word: by its id, by its folded form (cut where too long), as it stands in
 * the text with characters beyond ASCII (nothing where folding leaves nothing). */
void scan_put_word(struct scan *scan, uint32_t word_id, size_t start, size_t end);
void scan_put_folded(struct scan *scan, struct slice folded, size_t start, size_t end);
void scan_put_raw(struct scan *scan, size_t start, size_t end);

/* ---- the readers ---- */

void scan_ascii(struct scan *scan);
bool scan_number(struct scan *scan); /* false: a word like others (10th, 3d), nothing was read */
void scan_wide(struct scan *scan);

#endif
