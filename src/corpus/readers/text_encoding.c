/* text_encoding.c - see text_encoding.h.
 *
 * Layer: corpus; iconv of the C library. Done before parsing, because libxml2 passes over invalid
 * bytes or guesses what they mean. Order: conversion, what a page declares, marks and zero bytes,
 * the whole.
 */
#include "corpus/readers/text_encoding.h"

#include "base/utf8.h"
#include "corpus/readers/encoding_guess.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>

enum { DECLARATION_BYTES = 4096, LONGEST_LABEL = 40 };

/* -- conversion ---------------------------------------------------------------------------- */

static bool convert(const char *file, const char *encoding, iconv_t converter, struct slice bytes,
                    struct strbuf *utf8, struct error *err) {
    char *in = (char *)bytes.data; /* iconv does not write to it, whatever its type says */
    size_t in_left = bytes.length;
    while (in_left) {
        char room[8192];
        char *out = room;
        size_t out_left = sizeof room;
        size_t result = iconv(converter, &in, &in_left, &out, &out_left);
        strbuf_add_bytes(utf8, room, sizeof room - out_left);
        if (result == (size_t)-1 && errno != E2BIG) {
            size_t offset = (size_t)(in - bytes.data);
            return error_set(err, ERROR_INPUT, "%s:%d: invalid %s at byte %zu", file,
                             utf8_line_at(bytes, offset), encoding, offset);
        }
    }
    return true;
}

/* Browsers read pages declared as Latin 1 or ASCII as Windows 1252, and pages are written so. */
static const char *encoding_name(const char *label) {
    static const char *const windows_1252[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1",
                                               "us-ascii",   "ascii",     "cp1252"};
    for (size_t i = 0; i < sizeof windows_1252 / sizeof *windows_1252; i++)
        if (strcmp(label, windows_1252[i]) == 0)
            return "WINDOWS-1252";
    return label;
}

bool text_convert(const char *file, const char *encoding, struct slice bytes, struct strbuf *utf8,
                  struct error *err) {
    iconv_t converter = iconv_open("UTF-8", encoding_name(encoding));
    if (converter == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
        return error_set(err, ERROR_INPUT, "%s:1: unknown encoding '%s', save it as UTF-8", file,
                         encoding);
    bool done = convert(file, encoding, converter, bytes, utf8, err);
    iconv_close(converter);
    return done;
}

/* -- what a page declares ------------------------------------------------------------------ */

/* The label behind the first `key`, with = and quotes between them. */
static bool find_label(struct slice head, const char *key, char label[LONGEST_LABEL]) {
    const char *found = memmem(head.data, head.length, key, strlen(key));
    if (!found)
        return false;
    const char *end = head.data + head.length;
    const char *c = found + strlen(key);
    while (c < end && strchr(" \t\r\n=\"'", *c) && *c)
        c++;
    size_t length = 0;
    while (c < end && length + 1 < LONGEST_LABEL &&
           (isalnum((unsigned char)*c) || strchr("-_:.", *c)))
        label[length++] = *c++;
    label[length] = '\0';
    return length > 0;
}

static struct slice lower_head(struct slice bytes, char head[DECLARATION_BYTES]) {
    size_t length = bytes.length < DECLARATION_BYTES ? bytes.length : DECLARATION_BYTES;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        head[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return slice_make(head, length);
}

static bool declared_encoding(struct slice bytes, char label[LONGEST_LABEL]) {
    char head[DECLARATION_BYTES];
    struct slice start = lower_head(bytes, head);
    const char *end = start.data + start.length;
    if (slice_starts_with(start, "<?xml")) {
        const char *close = memchr(head, '>', start.length);
        struct slice declaration = slice_make(head, close ? (size_t)(close - head) : start.length);
        if (find_label(declaration, "encoding", label))
            return true;
    }
    /* A charset of a script element comes after a < that is no meta element's. */
    for (const char *meta = head; (meta = memmem(meta, (size_t)(end - meta), "<meta", 5));
         meta += 5) {
        const char *close = memchr(meta, '>', (size_t)(end - meta));
        size_t size = close ? (size_t)(close - meta) : (size_t)(end - meta);
        if (find_label(slice_make(meta, size), "charset", label))
            return true;
    }
    return false;
}

static bool is_utf8_label(const char *label) {
    /* Whoever could read "utf-16" in a page of ASCII characters was not reading UTF-16. */
    return strcmp(label, "utf-8") == 0 || strcmp(label, "utf8") == 0 ||
           strncmp(label, "utf-16", strlen("utf-16")) == 0;
}

/* -- marks and zero bytes ------------------------------------------------------------------ */

struct mark {
    const char *bytes;
    size_t length;
    const char *encoding; /* NULL: UTF-8 */
};

static const struct mark *find_mark(struct slice bytes) {
    /* UTF-32 first: its mark begins like that of UTF-16. */
    static const struct mark marks[] = {{"\xFF\xFE\0\0", 4, "UTF-32LE"},
                                        {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                                        {"\xFF\xFE", 2, "UTF-16LE"},
                                        {"\xFE\xFF", 2, "UTF-16BE"},
                                        {"\xEF\xBB\xBF", 3, NULL}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (bytes.length >= marks[i].length &&
            memcmp(bytes.data, marks[i].bytes, marks[i].length) == 0)
            return &marks[i];
    return NULL;
}

/* Without a mark, UTF-16 of a European language has a zero in every other byte, on one side. */
static const char *utf16_by_zeros(struct slice bytes) {
    enum { SAMPLE_BYTES = 1024, LEAST_BYTES = 8 };
    size_t length = bytes.length < SAMPLE_BYTES ? bytes.length & ~(size_t)1 : SAMPLE_BYTES;
    size_t zeros[2] = {0};
    if (!length || !memchr(bytes.data, '\0', length))
        return NULL;
    for (size_t i = 0; i < length; i++)
        zeros[i % 2] += bytes.data[i] == '\0';
    if (length < LEAST_BYTES || bytes.length % 2)
        return NULL;
    if (zeros[1] * 10 >= length * 4 && zeros[0] == 0)
        return "UTF-16LE";
    return zeros[0] * 10 >= length * 4 && zeros[1] == 0 ? "UTF-16BE" : NULL;
}

/* A parser takes some 400 bytes for each mark: more of them do not fit into 256 MB. */
static bool check_marks(const char *file, struct slice text, struct error *err) {
    enum { MOST_MARKS = 500000 };
    size_t marks = 0;
    if (text.length <= MOST_MARKS)
        return true;
    for (size_t i = 0; i < text.length; i++)
        marks += ispunct((unsigned char)text.data[i]) || text.data[i] == '\n';
    return marks <= MOST_MARKS ||
           error_set(err, ERROR_INPUT,
                     "%s: holds %zu lines, tags and marks, at most 500,000 are read, divide it",
                     file, marks);
}

/* -- the whole ----------------------------------------------------------------------------- */

static bool check_utf8(const char *file, struct slice text, struct error *err) {
    size_t invalid = utf8_find_invalid(text);
    return invalid == UTF8_VALID ||
           error_set(err, ERROR_INPUT,
                     "%s:%d: invalid UTF-8 at byte %zu, expected a file saved as UTF-8", file,
                     utf8_line_at(text, invalid), invalid);
}

static bool guess(const char *file, struct slice bytes, struct strbuf *room, struct error *err) {
    size_t invalid = utf8_find_invalid(bytes);
    if (encoding_guess(bytes, room))
        return true;
    return error_set(err, ERROR_INPUT,
                     "%s:%d: invalid UTF-8 at byte %zu, and no other encoding fits without doubt: "
                     "save it as UTF-8",
                     file, utf8_line_at(bytes, invalid), invalid);
}

/* What is not UTF-8 already goes to `room`. */
static bool decode(const char *file, struct slice bytes, bool is_markup, struct strbuf *room,
                   struct slice *text, struct error *err) {
    char label[LONGEST_LABEL];
    const struct mark *mark = find_mark(bytes);
    const char *encoding = mark ? mark->encoding : utf16_by_zeros(bytes);
    *text = bytes;
    if (mark)
        *text = slice_make(bytes.data + mark->length, bytes.length - mark->length);
    if (mark && !encoding)
        return check_utf8(file, *text, err);
    if (!encoding && is_markup && declared_encoding(bytes, label)) {
        if (is_utf8_label(label))
            return check_utf8(file, *text, err);
        encoding = label;
    }
    if (!encoding && utf8_find_invalid(bytes) == UTF8_VALID)
        return true;
    bool done =
        encoding ? text_convert(file, encoding, *text, room, err) : guess(file, bytes, room, err);
    *text = strbuf_slice(room);
    return done;
}

bool text_decode(const char *file, struct slice bytes, bool is_markup, struct strbuf *room,
                 struct slice *text, struct error *err) {
    if (!decode(file, bytes, is_markup, room, text, err))
        return false;
    const char *nul = text->length ? memchr(text->data, '\0', text->length) : NULL;
    if (nul)
        return error_set(err, ERROR_INPUT, "%s:%d: NUL byte, this is no text file", file,
                         utf8_line_at(*text, (size_t)(nul - text->data)));
    if (!slice_trim(*text).length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    return check_marks(file, *text, err);
}
