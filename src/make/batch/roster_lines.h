/* roster_lines.h - a file's lines, one at a time, checked: UTF-8, no NUL, none longer than a limit.
 *
 * Layer: make.
 *
 *     struct roster_lines lines;
 *     roster_lines_begin(&lines, fd, "autumn.csv", 1024 * 1024);
 *     while (roster_lines_next(&lines, &line, &err) == LINES_LINE) ...
 *     roster_lines_end(&lines);
 */
#ifndef FOOTNOTE_MAKE_BATCH_ROSTER_LINES_H
#define FOOTNOTE_MAKE_BATCH_ROSTER_LINES_H

#include "base/error.h"
#include "base/strbuf.h"

#include <stdint.h>

struct roster_lines {
    int fd; /* borrowed; read with pread */
    const char *name;
    size_t limit_bytes;
    int number; /* of the line given last, from 1 */
    int64_t place;
    bool at_end;
    struct strbuf ahead; /* read, not yet given */
    size_t given;        /* bytes of ahead */
};

void roster_lines_begin(struct roster_lines *lines, int fd, const char *name, size_t limit_bytes);
void roster_lines_end(struct roster_lines *lines);

enum lines_state { LINES_LINE, LINES_END, LINES_FAILED };

/* The next line with its "\n", where it has one; borrowed until the next call. A mark of the byte
 * order before the first is passed over. LINES_FAILED: ERROR_USAGE "autumn.csv:7: ...", or
 * ERROR_ENVIRONMENT; there is no going on. */
enum lines_state roster_lines_next(struct roster_lines *lines, struct slice *line,
                                   struct error *err);

#endif
