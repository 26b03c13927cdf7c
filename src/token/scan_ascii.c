/* scan_ascii.c - a word of ASCII letters and digits, eight bytes at a time, anywhere in a text: up
 * to its last byte, and where something beyond ASCII may belong to it.
 *
 * Layer: token.
 */
#include "token/scan.h"

#include <endian.h>

#define REPEAT(byte) ((uint64_t)(byte)*0x0101010101010101ULL)
#define HIGH_BITS    REPEAT(0x80)

/* The high bit of each of eight bytes that is neither an ASCII letter nor a digit. */
static inline uint64_t find_stops(uint64_t bytes) {
    uint64_t low = bytes & ~HIGH_BITS;
    uint64_t small = low | REPEAT(0x20);
    uint64_t letters =
        (small + REPEAT(0x80 - 'a')) & ~(small + REPEAT(0x80 - ('z' + 1))); /* no carries */
    uint64_t digits = (low + REPEAT(0x80 - '0')) & ~(low + REPEAT(0x80 - ('9' + 1)));
    return (~(letters | digits) | bytes) & HIGH_BITS;
}

/* Eight bytes, the first lowest; zeros behind the text. */
static inline uint64_t load(const struct scan *scan, size_t at) {
    uint64_t bytes = 0;
    size_t left = scan->length - at;
    if (left >= sizeof bytes)
        memcpy(&bytes, scan->data + at, sizeof bytes);
    else
        memcpy(&bytes, scan->data + at, left);
    return le64toh(bytes);
}

/* One of more than 16 letters, or one that is new. */
static void put_new(struct scan *scan, size_t start, size_t end) {
    char folded[TOKEN_MOST_BYTES];
    size_t length = end - start < TOKEN_MOST_BYTES ? end - start : TOKEN_MOST_BYTES;
    for (size_t i = 0; i < length; i++)
        folded[i] = (char)(scan->data[start + i] | 0x20);
    scan_put_folded(scan, slice_make(folded, length), start, end);
}

/* Letters and digits from start on: where they end, and the key if there are at most 16. */
static inline size_t read_letters(const struct scan *scan, size_t start, struct word_key *key) {
    uint64_t bytes = load(scan, start);
    uint64_t stops = find_stops(bytes);
    bytes |= REPEAT(0x20);
    if (stops) {
        unsigned bits = (unsigned)__builtin_ctzll(stops) & ~7U;
        *key = (struct word_key){.first = bytes & (((uint64_t)1 << bits) - 1), .length = bits / 8};
        return start + bits / 8;
    }
    size_t end = start + sizeof bytes;
    uint64_t more = end < scan->length ? load(scan, end) : 0;
    stops = find_stops(more);
    if (stops) {
        unsigned bits = (unsigned)__builtin_ctzll(stops) & ~7U;
        more = (more | REPEAT(0x20)) & (((uint64_t)1 << bits) - 1);
        *key = (struct word_key){bytes, more, (uint32_t)sizeof bytes + bits / 8};
        return end + bits / 8;
    }
    end += sizeof more;
    *key = (struct word_key){bytes, more | REPEAT(0x20), WORD_KEY_BYTES};
    while (end < scan->length && byte_class((unsigned char)scan->data[end]) - 1U < BYTE_DIGIT) {
        key->length = WORD_KEY_BYTES + 1;
        end++;
    }
    return end;
}

static void put_letters(struct scan *scan, struct word_key key, size_t start, size_t end) {
    if (key.length <= WORD_KEY_BYTES) {
        const struct surface *found =
            word_table_find(&scan->tokenizer->table, key, (struct slice){0});
        if (found->key.length) {
            scan_put_word(scan, found->word_id, start, end);
            return;
        }
    }
    put_new(scan, start, end);
}

/* Whether what follows an ASCII word belongs to it: then all is read as a wide word. */
static bool goes_on_wide(struct scan *scan, size_t end) {
    size_t behind = end;
    while (behind < scan->length && (unsigned char)scan->data[behind] >= 0x80) {
        enum character_class class = scan_class_at(scan, behind, &behind);
        if (class != CHARACTER_IGNORED)
            return class == CHARACTER_WORD || class == CHARACTER_MARK;
    }
    /* something skipped, then ASCII again */
    return behind > end && behind < scan->length &&
           byte_class((unsigned char)scan->data[behind]) != BYTE_OTHER;
}

void scan_ascii(struct scan *scan) {
    struct word_key key;
    size_t start = scan->position, end = read_letters(scan, start, &key);
    bool is_wide = end < scan->length && (unsigned char)scan->data[end] >= 0x80;
    if (is_wide && goes_on_wide(scan, end)) {
        scan_wide(scan);
        return;
    }
    scan->position = end;
    put_letters(scan, key, start, end);
    if (is_wide || (end < scan->length && scan->data[end] == '\''))
        scan_skip_genitive(scan);
}
