/* slice.h - borrowed text: a pointer and a length, never freed, not NUL-terminated.
 *
 * Layer: base. A slice is valid as long as whatever owns its bytes.
 *
 *     struct slice word = slice_of("heel");
 *     if (slice_equals(word, slice_of("heel"))) ...
 *     printf("%.*s", SLICE_ARGS(word));
 */
#ifndef FOOTNOTE_BASE_SLICE_H
#define FOOTNOTE_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *data;
    size_t length;
};

#define SLICE_ARGS(s) (int)(s).length, (s).data ? (s).data : ""

/* The whole of a C string; NULL gives an empty slice. */
static inline struct slice slice_of(const char *text) {
    return (struct slice){text, text ? strlen(text) : 0};
}

static inline struct slice slice_make(const char *data, size_t length) {
    return (struct slice){data, length};
}

static inline bool slice_equals(struct slice a, struct slice b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool slice_is(struct slice a, const char *text) {
    return slice_equals(a, slice_of(text));
}

static inline bool slice_starts_with(struct slice a, const char *prefix) {
    size_t length = strlen(prefix);
    return a.length >= length && memcmp(a.data, prefix, length) == 0;
}

/* The same text, its ASCII letters in any case. */
bool slice_is_in_any_case(struct slice a, const char *text);

/* ASCII white space. */
static inline bool slice_is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice text);

/* The next line of *rest without its line end (\n, \r\n or \r); moves *rest on.
 * False when nothing is left. */
bool slice_next_line(struct slice *rest, struct slice *line);

#endif
