/* strbuf.h - owned text that grows.
 *
 * Layer: base. {0} is an empty buffer. data is NUL-terminated once anything was added; before that
 * it is NULL (use strbuf_text for a text that is never NULL).
 *
 *     struct strbuf out = {0};
 *     strbuf_add_format(&out, "%zu passages", count);
 *     puts(strbuf_text(&out));
 *     strbuf_release(&out);
 */
#ifndef FOOTNOTE_BASE_STRBUF_H
#define FOOTNOTE_BASE_STRBUF_H

#include "base/slice.h"

#include <stdarg.h>

struct strbuf {
    char *data;
    size_t length, capacity;
};

/* Makes room for extra more bytes (and the NUL). */
void strbuf_reserve(struct strbuf *buffer, size_t extra);

void strbuf_add(struct strbuf *buffer, const char *text);
void strbuf_add_bytes(struct strbuf *buffer, const void *data, size_t length);
void strbuf_add_slice(struct strbuf *buffer, struct slice text);
/* Here, so that it can be inlined: a page is written character by character. */
static inline void strbuf_add_char(struct strbuf *buffer, char c) {
    if (buffer->length + 2 > buffer->capacity)
        strbuf_reserve(buffer, 1);
    buffer->data[buffer->length++] = c;
    buffer->data[buffer->length] = '\0';
}
void strbuf_add_format(struct strbuf *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void strbuf_add_format_list(struct strbuf *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Adds a Unicode code point as UTF-8. */
void strbuf_add_code_point(struct strbuf *buffer, unsigned code_point);

/* Adds a number with at most `places` decimals (0 to 6), rounded half away from zero, without
 * trailing zeros, never in exponent form, the same in every locale: 12, 3.5, -0.25. */
void strbuf_add_number(struct strbuf *buffer, double number, int places);

/* Cuts to length, which must not be more than it has. */
void strbuf_truncate(struct strbuf *buffer, size_t length);

/* Never NULL. Borrowed, valid until the next change. */
const char *strbuf_text(const struct strbuf *buffer);
struct slice strbuf_slice(const struct strbuf *buffer);

/* Hands the text to the caller (owned, never NULL) and empties the buffer. */
char *strbuf_take(struct strbuf *buffer);

void strbuf_release(struct strbuf *buffer);

#endif
