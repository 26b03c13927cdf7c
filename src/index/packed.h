/* packed.h - numbers and texts in few bytes, for what is kept as a blob.
 *
 * Layer: index, private. Numbers are written seven bits a byte, the lowest first, and bit 7 says
 * that more follow; of numbers with a sign it is folded into the lowest bit. Texts end with a NUL,
 * so that they can be used where they stand. A reader never goes beyond its bytes: what ends too
 * early, or is no number, sets is_damaged and gives 0, "" or NULL.
 *
 *     packed_add_number(&out, line);
 *     packed_add_text(&out, slice_of("heel"));
 *     struct packed_reader reader = packed_reader_of(strbuf_slice(&out));
 *     int line = (int)packed_number(&reader);
 */
#ifndef FOOTNOTE_INDEX_PACKED_H
#define FOOTNOTE_INDEX_PACKED_H

#include "base/strbuf.h"

#include <stdint.h>
#include <string.h>

enum { PACKED_NUMBER_BYTES = 10 }; /* at most */

struct packed_reader {
    const uint8_t *at, *end;
    bool is_damaged;
};

static inline struct packed_reader packed_reader_of(struct slice bytes) {
    const uint8_t *start = (const uint8_t *)(bytes.data ? bytes.data : "");
    return (struct packed_reader){start, start + bytes.length, false};
}

static inline uint64_t packed_number(struct packed_reader *reader) {
    uint64_t number = 0;
    for (int shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
        uint8_t byte = *reader->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    reader->is_damaged = true;
    return 0;
}

static inline uint32_t packed_byte(struct packed_reader *reader) {
    if (reader->at < reader->end)
        return *reader->at++;
    reader->is_damaged = true;
    return 0;
}

/* So many bytes, borrowed; NULL when there are fewer. */
static inline const uint8_t *packed_bytes(struct packed_reader *reader, uint64_t size) {
    const uint8_t *at = reader->at;
    if ((size_t)(reader->end - at) < size) {
        reader->is_damaged = true;
        return NULL;
    }
    reader->at += size;
    return at;
}

/* Borrowed from the bytes, with a NUL behind. */
static inline struct slice packed_text(struct packed_reader *reader) {
    size_t room = (size_t)(reader->end - reader->at);
    const uint8_t *nul = room ? memchr(reader->at, '\0', room) : NULL;
    if (!nul) {
        reader->is_damaged = true;
        return slice_make("", 0);
    }
    struct slice text = slice_make((const char *)reader->at, (size_t)(nul - reader->at));
    reader->at = nul + 1;
    return text;
}

/* Where there is room for PACKED_NUMBER_BYTES; returns the place behind. */
static inline uint8_t *packed_put_number(uint8_t *at, uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        *at++ = (uint8_t)(number | 0x80);
    *at++ = (uint8_t)number;
    return at;
}

static inline void packed_add_number(struct strbuf *out, uint64_t number) {
    uint8_t bytes[PACKED_NUMBER_BYTES];
    strbuf_add_bytes(out, bytes, (size_t)(packed_put_number(bytes, number) - bytes));
}

static inline uint64_t packed_fold_sign(int64_t number) {
    return (uint64_t)number << 1 ^ (uint64_t)(number >> 63);
}

static inline int64_t packed_unfold_sign(uint64_t number) {
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static inline void packed_add_text(struct strbuf *out, struct slice text) {
    strbuf_add_bytes(out, text.data ? text.data : "", text.length);
    strbuf_add_char(out, '\0');
}

#endif
