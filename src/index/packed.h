/* packed.h - numbers and texts in few bytes, for what is kept as a blob.
 *
 * Layer: index, private. Numbers are written seven bits a byte, the lowest first; texts end with a
 * NUL, so that they can be used where they stand. A reader never goes beyond its bytes: what ends
 * too early, or is no number, sets is_damaged and gives 0 or "".
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
    const unsigned char *at, *end;
    bool is_damaged;
};

static inline struct packed_reader packed_reader_of(struct slice bytes) {
    const unsigned char *start = (const unsigned char *)bytes.data;
    return (struct packed_reader){start, start + bytes.length, false};
}

static inline uint64_t packed_number(struct packed_reader *reader) {
    uint64_t number = 0;
    for (int shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
        unsigned char byte = *reader->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    reader->is_damaged = true;
    return 0;
}

/* Borrowed from the bytes, with a NUL behind. */
static inline struct slice packed_text(struct packed_reader *reader) {
    size_t room = (size_t)(reader->end - reader->at);
    const unsigned char *nul = room ? memchr(reader->at, '\0', room) : NULL;
    if (!nul) {
        reader->is_damaged = true;
        return slice_make("", 0);
    }
    struct slice text = slice_make((const char *)reader->at, (size_t)(nul - reader->at));
    reader->at = nul + 1;
    return text;
}

static inline void packed_add_number(struct strbuf *out, uint64_t number) {
    unsigned char bytes[PACKED_NUMBER_BYTES];
    size_t count = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[count++] = (unsigned char)(number | 0x80);
    bytes[count++] = (unsigned char)number;
    strbuf_add_bytes(out, bytes, count);
}

static inline void packed_add_text(struct strbuf *out, struct slice text) {
    strbuf_add_bytes(out, text.data ? text.data : "", text.length);
    strbuf_add_char(out, '\0');
}

#endif
