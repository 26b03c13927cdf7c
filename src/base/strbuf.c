#include "base/strbuf.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void strbuf_reserve(struct strbuf *buffer, size_t extra) {
    if (extra > SIZE_MAX / 2 - buffer->length - 1)
        memory_resize(NULL, SIZE_MAX, 2);
    size_t needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
    if (capacity < needed)
        capacity = needed;
    buffer->data = memory_resize(buffer->data, capacity, 1);
    buffer->capacity = capacity;
}

void strbuf_add_bytes(struct strbuf *buffer, const void *data, size_t length) {
    strbuf_reserve(buffer, length);
    if (length)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void strbuf_add(struct strbuf *buffer, const char *text) {
    strbuf_add_bytes(buffer, text, strlen(text));
}

void strbuf_add_slice(struct strbuf *buffer, struct slice text) {
    strbuf_add_bytes(buffer, text.data, text.length);
}

void strbuf_add_format_list(struct strbuf *buffer, const char *format, va_list arguments) {
    enum { USUAL_ROOM = 64 }; /* most texts fit at the first attempt */
    va_list again;
    va_copy(again, arguments);
    strbuf_reserve(buffer, USUAL_ROOM);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    if (length >= 0 && (size_t)length >= room) {
        strbuf_reserve(buffer, (size_t)length);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    if (length > 0)
        buffer->length += (size_t)length;
    buffer->data[buffer->length] = '\0';
}

void strbuf_add_format(struct strbuf *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    strbuf_add_format_list(buffer, format, arguments);
    va_end(arguments);
}

void strbuf_add_code_point(struct strbuf *buffer, unsigned code_point) {
    char bytes[4];
    size_t count = 0;
    if (code_point < 0x80) {
        bytes[count++] = (char)code_point;
    } else if (code_point < 0x800) {
        bytes[count++] = (char)(0xC0 | code_point >> 6);
        bytes[count++] = (char)(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        bytes[count++] = (char)(0xE0 | code_point >> 12);
        bytes[count++] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[count++] = (char)(0x80 | (code_point & 0x3F));
    } else {
        bytes[count++] = (char)(0xF0 | (code_point >> 18 & 0x07));
        bytes[count++] = (char)(0x80 | (code_point >> 12 & 0x3F));
        bytes[count++] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[count++] = (char)(0x80 | (code_point & 0x3F));
    }
    strbuf_add_bytes(buffer, bytes, count);
}

void strbuf_add_number(struct strbuf *buffer, double number, int places) {
    static const double scale[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    if (!isfinite(number) || fabs(number) >= 1e12) { /* callers check ranges; stay well-formed */
        strbuf_add_char(buffer, '0');
        return;
    }
    long long units = llround(number * scale[places]);
    if (units < 0) {
        strbuf_add_char(buffer, '-');
        units = -units;
    }
    char text[24]; /* filled from its end */
    size_t first = sizeof text, left = (size_t)places;
    for (; left && units % 10 == 0; left--)
        units /= 10;
    for (bool fraction = left; units || fraction || first == sizeof text;) {
        text[--first] = (char)('0' + units % 10);
        units /= 10;
        if (fraction && --left == 0) {
            text[--first] = '.';
            fraction = false;
            if (!units)
                text[--first] = '0';
        }
    }
    strbuf_add_bytes(buffer, text + first, sizeof text - first);
}

void strbuf_truncate(struct strbuf *buffer, size_t length) {
    if (length < buffer->length) {
        buffer->length = length;
        buffer->data[length] = '\0';
    }
}

const char *strbuf_text(const struct strbuf *buffer) {
    return buffer->data ? buffer->data : "";
}

struct slice strbuf_slice(const struct strbuf *buffer) {
    return slice_make(strbuf_text(buffer), buffer->length);
}

char *strbuf_take(struct strbuf *buffer) {
    char *text = buffer->data ? buffer->data : memory_duplicate("", 0);
    *buffer = (struct strbuf){0};
    return text;
}

void strbuf_release(struct strbuf *buffer) {
    free(buffer->data);
    *buffer = (struct strbuf){0};
}
