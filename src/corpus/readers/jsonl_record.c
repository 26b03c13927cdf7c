/* jsonl_record.c - one line of a .jsonl file -> its members.
 *
 * Layer: corpus; jansson. Nearly every record of a collection is a flat object of strings, and
 * jansson takes longer over it than all our other work on the record. So such a line is scanned
 * here, strictly; at the first thing that is not plain (another kind of value, a repeated or
 * unknown member, a surrogate pair, any mistake) the scan gives up and jansson reads the line from
 * its start. Only jansson says what is wrong. Order: the scan, then the way through jansson.
 */
#include "corpus/readers/jsonl_record.h"

#include "base/strbuf.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

static const char *const member_names[RECORD_MEMBER_COUNT] = {"id", "title", "text", "url",
                                                              "language"};

/* -- the scan ------------------------------------------------------------------------------ */

struct scan {
    const char *position, *end;
};

/* Passes over white space and then the byte, if it is the next. */
static bool take(struct scan *scan, char byte) {
    while (scan->position < scan->end && *scan->position && strchr(" \t\r\n", *scan->position))
        scan->position++;
    if (scan->position == scan->end || *scan->position != byte)
        return false;
    scan->position++;
    return true;
}

/* The four digits of \uXXXX; 0 when they are no plain character of their own. */
static unsigned hexadecimal(const char *digits) {
    unsigned code_point = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                                : 16;
        if (digit > 15)
            return 0;
        code_point = code_point * 16 + digit;
    }
    return code_point >= 0xD800 && code_point <= 0xDFFF ? 0 : code_point;
}

/* The character behind a backslash, or 0. */
static unsigned escaped(struct scan *scan) {
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char letter = *scan->position++;
    const char *known = letter ? strchr(letters, letter) : NULL;
    if (known)
        return (unsigned char)meanings[known - letters];
    if (letter != 'u' || scan->end - scan->position < 4)
        return 0;
    unsigned code_point = hexadecimal(scan->position);
    scan->position += 4;
    return code_point;
}

#define REPEAT(byte) ((uint64_t)(byte)*0x0101010101010101ULL)

/* Whether none of eight bytes is a quote, a backslash or below a space. Beyond the first that is
 * one, a borrow may take another for one; there is one all the same. */
static inline bool is_plain_eight(const char *at) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    uint64_t quotes = bytes ^ REPEAT('"'), backslashes = bytes ^ REPEAT('\\');
    uint64_t found = (bytes - REPEAT(' ')) | (quotes - REPEAT(1)) | (backslashes - REPEAT(1));
    return (found & ~bytes & REPEAT(0x80)) == 0;
}

/* The end of the bytes that stand for themselves. */
static const char *plain_end(const struct scan *scan) {
    const char *c = scan->position;
    while (scan->end - c >= 8 && is_plain_eight(c))
        c += 8;
    while (c < scan->end && (unsigned char)*c >= ' ' && *c != '"' && *c != '\\')
        c++;
    return c;
}

/* A string behind its opening quote. */
static bool take_string(struct scan *scan, struct arena *arena, struct slice *text) {
    struct strbuf unescaped = {0};
    const char *start = scan->position;
    const char *end = plain_end(scan);
    bool done = false;
    while (end < scan->end) {
        if (*end == '"') {
            *text = slice_make(start, (size_t)(end - start));
            if (unescaped.length) {
                strbuf_add_slice(&unescaped, *text);
                *text = arena_slice(arena, strbuf_slice(&unescaped));
            }
            scan->position = end + 1;
            done = true;
            break;
        }
        if (*end != '\\' || end + 1 == scan->end)
            break;
        strbuf_add_bytes(&unescaped, start, (size_t)(end - start));
        scan->position = end + 1;
        unsigned code_point = escaped(scan);
        if (!code_point)
            break;
        strbuf_add_code_point(&unescaped, code_point);
        start = scan->position;
        end = plain_end(scan);
    }
    strbuf_release(&unescaped);
    return done;
}

static struct slice *member_of(struct record_members *members, struct slice key) {
    for (size_t i = 0; i < RECORD_MEMBER_COUNT; i++)
        if (slice_is(key, member_names[i]))
            return &members->texts[i];
    return NULL;
}

static bool scan_record(struct arena *arena, struct slice line, struct record_members *members) {
    struct scan scan = {line.data, line.data + line.length};
    *members = (struct record_members){0};
    if (!take(&scan, '{'))
        return false;
    do {
        struct slice key, text;
        if (!take(&scan, '"') || !take_string(&scan, arena, &key) || !take(&scan, ':') ||
            !take(&scan, '"') || !take_string(&scan, arena, &text))
            return false;
        struct slice *member = member_of(members, key);
        if (!member || member->data)
            return false;
        *member = text;
    } while (take(&scan, ','));
    if (!take(&scan, '}'))
        return false;
    take(&scan, '\n'); /* white space up to the end */
    return scan.position == scan.end;
}

/* -- the way through jansson --------------------------------------------------------------- */

static bool member_text(struct arena *arena, const json_t *member, struct slice *text) {
    *text = slice_of("");
    if (json_is_string(member))
        *text =
            arena_slice(arena, slice_make(json_string_value(member), json_string_length(member)));
    else if (json_is_integer(member))
        *text = slice_of(arena_format(arena, "%lld", (long long)json_integer_value(member)));
    else
        return !member || json_is_null(member);
    return true;
}

bool jsonl_read_record(struct arena *arena, struct slice line, const char *file, int line_number,
                       struct record_members *members, struct error *err) {
    if (scan_record(arena, line, members))
        return true;
    json_error_t error;
    json_t *object = json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, &error);
    if (!object)
        return error_set(err, ERROR_INPUT, "%s:%d: column %d: %s", file, line_number, error.column,
                         error.text);
    bool done = json_is_object(object);
    if (!done)
        error_set(err, ERROR_INPUT,
                  "%s:%d: expected an object {\"id\": ..., \"title\": ..., \"text\": ...}", file,
                  line_number);
    for (size_t i = 0; i < RECORD_MEMBER_COUNT && done; i++) {
        done = member_text(arena, json_object_get(object, member_names[i]), &members->texts[i]);
        if (!done)
            error_set(err, ERROR_INPUT, "%s:%d: '%s' is no text", file, line_number,
                      member_names[i]);
    }
    json_decref(object);
    return done;
}
