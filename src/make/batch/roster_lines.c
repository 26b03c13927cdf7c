/* roster_lines.c - see roster_lines.h.
 *
 * Layer: make.
 */
#include "make/batch/roster_lines.h"

#include "base/utf8.h"

#include <errno.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

void roster_lines_begin(struct roster_lines *lines, int fd, const char *name, size_t limit_bytes) {
    *lines = (struct roster_lines){.fd = fd, .name = name, .limit_bytes = limit_bytes};
}

void roster_lines_end(struct roster_lines *lines) {
    strbuf_release(&lines->ahead);
}

static bool read_more(struct roster_lines *lines, struct error *err) {
    strbuf_reserve(&lines->ahead, READ_BYTES);
    ssize_t count;
    do
        count = pread(lines->fd, lines->ahead.data + lines->ahead.length, READ_BYTES, lines->place);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot read", lines->name);
    lines->at_end = count == 0;
    lines->place += count;
    lines->ahead.length += (size_t)count;
    lines->ahead.data[lines->ahead.length] = '\0';
    return true;
}

/* What was given already makes room. */
static void forget_given(struct roster_lines *lines) {
    if (lines->given == 0)
        return;
    size_t left = lines->ahead.length - lines->given;
    memmove(lines->ahead.data, lines->ahead.data + lines->given, left);
    strbuf_truncate(&lines->ahead, left);
    lines->given = 0;
}

/* Finds the line's end, reading as far as needed. 0: there is nothing left. */
static bool find_end(struct roster_lines *lines, size_t *length, struct error *err) {
    size_t looked = 0;
    for (;;) {
        struct slice rest =
            slice_make(lines->ahead.data + lines->given, lines->ahead.length - lines->given);
        const char *end =
            rest.length > looked ? memchr(rest.data + looked, '\n', rest.length - looked) : NULL;
        *length = end ? (size_t)(end - rest.data) + 1 : rest.length;
        if (*length > lines->limit_bytes)
            return error_set(err, ERROR_USAGE,
                             "%s:%d: a line of more than %zu KB, expected one patient a row",
                             lines->name, lines->number + 1, lines->limit_bytes / 1024);
        if (end || lines->at_end)
            return true;
        looked = rest.length;
        forget_given(lines);
        if (!read_more(lines, err))
            return false;
    }
}

static bool check_bytes(const struct roster_lines *lines, struct slice line, struct error *err) {
    if (line.length > 0 && memchr(line.data, '\0', line.length))
        return error_set(err, ERROR_USAGE,
                         "%s:%d: holds a NUL byte, expected text in UTF-8 (a file in UTF-16 looks "
                         "so: save it as UTF-8)",
                         lines->name, lines->number);
    size_t bad = utf8_find_invalid(line);
    if (bad != UTF8_VALID)
        return error_set(err, ERROR_USAGE,
                         "%s:%d: byte %zu is no UTF-8: save the file as UTF-8 (in a spreadsheet: "
                         "CSV UTF-8)",
                         lines->name, lines->number, bad + 1);
    return true;
}

enum lines_state roster_lines_next(struct roster_lines *lines, struct slice *line,
                                   struct error *err) {
    size_t length = 0;
    if (!find_end(lines, &length, err))
        return LINES_FAILED;
    if (length == 0)
        return LINES_END;
    *line = slice_make(lines->ahead.data + lines->given, length);
    lines->given += length;
    lines->number++;
    if (!check_bytes(lines, *line, err))
        return LINES_FAILED;
    if (lines->number == 1 && slice_starts_with(*line, "\xEF\xBB\xBF"))
        *line = slice_make(line->data + 3, line->length - 3);
    return LINES_LINE;
}
