/* html_bytes.c - the declared encoding of a page, and decoding from it.
 *
 * Layer: corpus; iconv of the C library. Done before parsing, because libxml2 passes over invalid
 * bytes or guesses what they mean, and a lost or changed word must not get into a handout.
 */
#include "corpus/html_bytes.h"

#include "base/utf8.h"
#include "corpus/reader_formats.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

enum { DECLARATION_BYTES = 4096, LONGEST_LABEL = 40 };

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

static void declared_encoding(struct slice bytes, char label[LONGEST_LABEL]) {
    char head[DECLARATION_BYTES];
    size_t length = bytes.length < sizeof head ? bytes.length : sizeof head;
    for (size_t i = 0; i < length; i++)
        head[i] = (char)tolower((unsigned char)bytes.data[i]);
    struct slice start = slice_make(head, length);
    if (slice_starts_with(start, "<?xml")) {
        const char *close = memchr(head, '>', length);
        struct slice declaration = slice_make(head, close ? (size_t)(close - head) : length);
        if (find_label(declaration, "encoding", label))
            return;
    }
    /* A charset of a script element comes after a < that is no meta element's. */
    for (const char *meta = head; (meta = memmem(meta, length - (size_t)(meta - head), "<meta", 5));
         meta += 5) {
        const char *close = memchr(meta, '>', length - (size_t)(meta - head));
        size_t size = close ? (size_t)(close - meta) : length - (size_t)(meta - head);
        if (find_label(slice_make(meta, size), "charset", label))
            return;
    }
    snprintf(label, LONGEST_LABEL, "utf-8");
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

static bool convert(const char *file, const char *label, iconv_t converter, struct slice bytes,
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
                             utf8_line_at(bytes, offset), label, offset);
        }
    }
    return true;
}

bool html_decode(const char *file, struct slice bytes, struct strbuf *utf8, struct error *err) {
    char label[LONGEST_LABEL];
    declared_encoding(bytes, label);
    if (strcmp(label, "utf-8") == 0 || strcmp(label, "utf8") == 0) {
        if (!reader_check_utf8(file, bytes, err))
            return false;
        strbuf_add_slice(utf8, bytes);
        return true;
    }
    iconv_t converter = iconv_open("UTF-8", encoding_name(label));
    if (converter == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
        return error_set(err, ERROR_INPUT, "%s:1: unknown encoding '%s', save it as UTF-8", file,
                         label);
    bool done = convert(file, label, converter, bytes, utf8, err);
    iconv_close(converter);
    return done;
}
