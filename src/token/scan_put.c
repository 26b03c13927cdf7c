/* scan_put.c - words found -> tokens.
 *
 * Layer: token. Order: characters, what follows a word, the tokens.
 */
#include "token/scan.h"

#include "base/utf8.h"

/* ---- characters ---- */

enum character_class scan_class_at(struct scan *scan, size_t at, size_t *end) {
    *end = at;
    unsigned c = utf8_next(slice_make(scan->data, scan->length), end);
    if (c >= KNOWN_CLASSES)
        return c == 0xfffd ? CHARACTER_SEPARATOR : character_class_of(c);
    unsigned char *known = &scan->tokenizer->classes[c];
    if (*known == CHARACTER_UNKNOWN)
        *known = (unsigned char)character_class_of(c);
    return *known;
}

bool scan_is_word_at(struct scan *scan, size_t at) {
    size_t end;
    if (at >= scan->length)
        return false;
    enum character_class class = scan_class_at(scan, at, &end);
    return class == CHARACTER_WORD || class == CHARACTER_MARK;
}

/* ---- what follows a word ---- */

void scan_skip_genitive(struct scan *scan) {
    size_t at = scan->position;
    if (at >= scan->length)
        return;
    if (scan->data[at] == '\'')
        at++;
    else if ((unsigned char)scan->data[at] < 0x80 ||
             scan_class_at(scan, at, &at) != CHARACTER_APOSTROPHE)
        return;
    if (at < scan->length && (scan->data[at] | 0x20) == 's' && !scan_is_word_at(scan, at + 1))
        scan->position = at + 1;
}

/* ---- the tokens ---- */

void scan_put_word(struct scan *scan, uint32_t word_id, size_t start, size_t end) {
    struct word_table *table = &scan->tokenizer->table;
    const struct word_term *term = &scan->language->term_of[word_id];
    struct slice text = table->words[word_id];
    bool is_wanted = !scan->first_bytes || scan->first_bytes[(unsigned char)text.data[0]];
    if (term->term_id == WORD_TERM_UNKNOWN && is_wanted)
        word_table_stem(table, scan->language, word_id);
    if (term->term_id != WORD_TERM_UNKNOWN)
        text = slice_make(term->text, term->length);
    *scan->next++ = (struct token){
        .term = text, .term_id = term->term_id, .word_id = word_id, .start = start, .end = end};
}

/* Not a byte of a character is cut in two. */
static struct slice cut(struct slice word) {
    if (word.length <= TOKEN_MOST_BYTES)
        return word;
    word.length = TOKEN_MOST_BYTES;
    while (word.length > 0 && ((unsigned char)word.data[word.length] & 0xc0) == 0x80)
        word.length--;
    return word;
}

void scan_put_folded(struct scan *scan, struct slice folded, size_t start, size_t end) {
    folded = cut(folded);
    struct word_key key = word_key_of(folded, 0);
    scan_put_word(scan, word_table_intern(&scan->tokenizer->table, key, folded), start, end);
}

enum { LONGEST_RAW = 1024 }; /* what stands behind can't change a term of 64 bytes */

void scan_put_raw(struct scan *scan, size_t start, size_t end) {
    struct word_table *table = &scan->tokenizer->table;
    struct slice raw = slice_make(scan->data + start, end - start);
    struct word_key key = {0};
    bool is_kept = raw.length <= TOKEN_MOST_BYTES;
    if (is_kept) {
        key = word_key_of(raw, SURFACE_RAW);
        const struct surface *found = word_table_find(table, key, raw);
        if (found->key.length) {
            scan_put_word(scan, found->word_id, start, end);
            return;
        }
    }
    if (raw.length > LONGEST_RAW)
        raw.length = LONGEST_RAW;
    struct strbuf *folded = &scan->tokenizer->folded;
    strbuf_truncate(folded, 0);
    character_fold_word(folded, raw);
    if (folded->length == 0)
        return;
    struct slice word = cut(strbuf_slice(folded));
    uint32_t word_id = word_table_intern(table, word_key_of(word, 0), word);
    if (is_kept)
        word_table_add_raw(table, key, raw, word_id);
    scan_put_word(scan, word_id, start, end);
}
