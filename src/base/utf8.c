/* utf8.c - Unicode text as bytes.
 *
 * Layer: base; libc only. Order: decoding one code point (everything else rests on it), checking,
 * counting, cleaning.
 */
#include "base/utf8.h"

#include <stdint.h>

enum { REPLACEMENT = 0xFFFD };

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* Length of the well-formed sequence at bytes, or 0. The narrower bounds of the second byte (The
 * Unicode Standard, table 3-7) shut out overlong forms, surrogates and what lies over U+10FFFF. */
static size_t sequence_length(const unsigned char *bytes, size_t available) {
    unsigned char lead = bytes[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (available < length)
        return 0;
    unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < lowest || bytes[1] > highest)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_continuation(bytes[i]))
            return 0;
    return length;
}

/* Offset of the first byte from `position` on that is not ASCII, eight bytes at a time. */
static size_t skip_ascii(struct slice text, size_t position) {
    while (text.length - position >= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text.data + position, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
        position += sizeof word;
    }
    while (position < text.length && !((unsigned char)text.data[position] & 0x80))
        position++;
    return position;
}

size_t utf8_find_invalid(struct slice text) {
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t position = 0;
    while ((position = skip_ascii(text, position)) < text.length) {
        size_t length = sequence_length(bytes + position, text.length - position);
        if (!length)
            return position;
        position += length;
    }
    return UTF8_VALID;
}

unsigned utf8_next(struct slice text, size_t *position) {
    const unsigned char *bytes = (const unsigned char *)text.data + *position;
    if (bytes[0] < 0x80) {
        *position += 1;
        return bytes[0];
    }
    size_t length = sequence_length(bytes, text.length - *position);
    if (!length) {
        *position += 1;
        return REPLACEMENT;
    }
    *position += length;
    unsigned code_point = bytes[0] & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++)
        code_point = code_point << 6 | (bytes[i] & 0x3FU);
    return code_point;
}

size_t utf8_count(struct slice text) {
    size_t count = 0;
    for (size_t position = 0; position < text.length; count++) {
        size_t plain = skip_ascii(text, position);
        count += plain - position;
        position = plain;
        if (position == text.length)
            break;
        utf8_next(text, &position);
    }
    return count;
}

int utf8_line_at(struct slice text, size_t offset) {
    int line = 1;
    if (offset > text.length)
        offset = text.length;
    for (size_t i = 0; i < offset; i++) {
        bool is_end = text.data[i] == '\n';
        bool is_lone_return =
            text.data[i] == '\r' && !(i + 1 < text.length && text.data[i + 1] == '\n');
        line += is_end || is_lone_return;
    }
    return line;
}

static bool is_printable_ascii(char c) {
    return c >= 0x20 && c < 0x7F;
}

void utf8_add_printable(struct strbuf *out, struct slice text) {
    strbuf_reserve(out, text.length);
    for (size_t position = 0; position < text.length;) {
        size_t start = position;
        while (position < text.length && is_printable_ascii(text.data[position]))
            position++;
        strbuf_add_bytes(out, text.data + start, position - start);
        if (position == text.length)
            break;
        start = position;
        unsigned code_point = utf8_next(text, &position);
        if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
            strbuf_add_char(out, ' ');
        else if (code_point == REPLACEMENT)
            strbuf_add_code_point(out, REPLACEMENT); /* a bad byte must not reach a terminal */
        else
            strbuf_add_bytes(out, text.data + start, position - start);
    }
}

void utf8_add_ascii_lower(struct strbuf *out, struct slice text) {
    size_t start = out->length;
    strbuf_add_slice(out, text);
    for (size_t i = start; i < out->length; i++)
        if (out->data[i] >= 'A' && out->data[i] <= 'Z')
            out->data[i] = (char)(out->data[i] - 'A' + 'a');
}
