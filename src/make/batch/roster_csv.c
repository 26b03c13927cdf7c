/* roster_csv.c - see roster_csv.h.
 *
 * Layer: make. Order: libcsv's calls, feeding it a line, the record. libcsv knows no lines, so it
 * is fed one at a time: where a record or a quote begins is known from its state between two lines.
 */
#include "make/batch/roster_csv.h"

#include "base/memory.h"

#include <csv.h>
#include <stdlib.h>

struct roster_csv {
    struct roster_lines *lines;
    struct csv_parser parser;
    bool begun, failed;
    /* the record under way */
    struct strbuf text; /* its cells, a NUL behind each */
    size_t *ends;       /* of the cells in text, without the NUL */
    size_t count, capacity;
    size_t rows_ended; /* by the line fed last */
    size_t bytes;      /* fed for this record */
    int line, quote_line;
    struct slice *cells;
};

/* ---- libcsv's calls -------------------------------------------------------------------------- */

static void take_cell(void *cell, size_t length, void *context) {
    struct roster_csv *csv = context;
    if (csv->count == csv->capacity) {
        csv->capacity = csv->capacity ? 2 * csv->capacity : 64;
        csv->ends = memory_resize(csv->ends, csv->capacity, sizeof *csv->ends);
        csv->cells = memory_resize(csv->cells, csv->capacity, sizeof *csv->cells);
    }
    strbuf_add_bytes(&csv->text, cell, length);
    csv->ends[csv->count++] = csv->text.length;
    strbuf_add_char(&csv->text, '\0');
}

static void end_row(int ended_by, void *context) {
    (void)ended_by;
    struct roster_csv *csv = context;
    csv->rows_ended++;
}

/* ---- feeding --------------------------------------------------------------------------------- */

/* The one of comma, semicolon and tab that stands most often outside quotes in the header. */
static unsigned char find_separator(struct slice header) {
    const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof separators] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < header.length; i++) {
        quoted ^= header.data[i] == '"';
        for (size_t s = 0; !quoted && s < sizeof separators; s++)
            counts[s] += header.data[i] == separators[s];
    }
    for (size_t s = 1; s < sizeof separators; s++)
        if (counts[s] > counts[best])
            best = s;
    return (unsigned char)separators[best];
}

struct roster_csv *roster_csv_new(struct roster_lines *lines) {
    struct roster_csv *csv = memory_allocate_zeroed(1, sizeof *csv);
    csv->lines = lines;
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_realloc_func(&csv->parser, realloc);
    return csv;
}

void roster_csv_free(struct roster_csv *csv) {
    if (!csv)
        return;
    csv_free(&csv->parser);
    strbuf_release(&csv->text);
    free(csv->ends);
    free(csv->cells);
    free(csv);
}

static enum lines_state fail(struct roster_csv *csv, struct error *err, int line,
                             const char *what) {
    csv->failed = true;
    error_set(err, ERROR_USAGE, "%s:%d: %s", csv->lines->name, line, what);
    return LINES_FAILED;
}

#define NOT_CLOSED                                                                                 \
    "a quote that begins here is not closed (a quote inside a quoted cell is written twice)"

static enum lines_state fail_syntax(struct roster_csv *csv, struct error *err) {
    if (csv_error(&csv->parser) == CSV_ENOMEM) {
        csv->failed = true;
        error_set(err, ERROR_ENVIRONMENT, "%s:%d: no memory for this row", csv->lines->name,
                  csv->lines->number);
        return LINES_FAILED;
    }
    if (csv->quote_line > 0 && csv->quote_line < csv->lines->number)
        return fail(csv, err, csv->quote_line, NOT_CLOSED);
    return fail(csv, err, csv->lines->number,
                "a quote in the middle of a cell: quote the whole cell and write the quote twice");
}

/* All was well up to the end: a quote is still open, in the line fed last when in none before. */
static enum lines_state fail_at_end(struct roster_csv *csv, struct error *err) {
    if (csv_error(&csv->parser) == CSV_ENOMEM)
        return fail_syntax(csv, err);
    return fail(csv, err, csv->quote_line > 0 ? csv->quote_line : csv->lines->number, NOT_CLOSED);
}

/* A quoted cell goes on in the next line: is it the one that was open before this line? */
static void note_open_quote(struct roster_csv *csv, size_t cells_before, int line) {
    bool open = csv->rows_ended == 0 && csv->parser.quoted && csv->parser.entry_pos > 0;
    if (!open)
        csv->quote_line = 0;
    else if (csv->quote_line == 0 || csv->count > cells_before)
        csv->quote_line = line;
}

static enum lines_state feed(struct roster_csv *csv, struct slice line, struct error *err) {
    if (!csv->begun)
        csv_set_delim(&csv->parser, find_separator(line));
    csv->begun = true;
    csv->bytes += line.length;
    if (csv->bytes > csv->lines->limit_bytes) {
        if (csv->quote_line > 0)
            return fail(csv, err, csv->quote_line,
                        "a quote that begins here is not closed within 1 MB");
        return fail(csv, err, csv->line, "a row of more than 1 MB, expected one patient");
    }
    size_t cells_before = csv->count;
    int quote_before = csv->quote_line;
    size_t taken = csv_parse(&csv->parser, line.data, line.length, take_cell, end_row, csv);
    if (taken != line.length) {
        csv->quote_line = csv->count > cells_before ? 0 : quote_before;
        return fail_syntax(csv, err);
    }
    if (csv->rows_ended > 1)
        return fail(csv, err, csv->lines->number,
                    "holds carriage returns alone, expected lines that end as on Windows or Unix");
    note_open_quote(csv, cells_before, csv->lines->number);
    return LINES_LINE;
}

/* ---- the record ------------------------------------------------------------------------------ */

static bool has_text(const struct roster_csv *csv) {
    return csv->text.length > csv->count; /* more than the NULs */
}

static void begin_record(struct roster_csv *csv) {
    strbuf_truncate(&csv->text, 0);
    csv->count = csv->rows_ended = csv->bytes = 0;
    csv->line = csv->quote_line = 0;
}

static enum lines_state read_record(struct roster_csv *csv, struct error *err) {
    begin_record(csv);
    while (csv->rows_ended == 0) {
        struct slice line;
        enum lines_state state = roster_lines_next(csv->lines, &line, err);
        if (state == LINES_FAILED)
            return state;
        if (state == LINES_END) {
            if (csv_fini(&csv->parser, take_cell, end_row, csv) != 0)
                return fail_at_end(csv, err);
            return csv->rows_ended > 0 ? LINES_LINE : LINES_END;
        }
        if (csv->line == 0 || (csv->count == 0 && csv->quote_line == 0))
            csv->line = csv->lines->number;
        state = feed(csv, line, err);
        if (state != LINES_LINE)
            return state;
    }
    return LINES_LINE;
}

enum lines_state roster_csv_next(struct roster_csv *csv, struct csv_record *record,
                                 struct error *err) {
    enum lines_state state;
    if (csv->failed)
        return LINES_END;
    do
        state = read_record(csv, err);
    while (state == LINES_LINE && !has_text(csv));
    if (state != LINES_LINE)
        return state;
    for (size_t i = 0; i < csv->count; i++) {
        size_t begin = i > 0 ? csv->ends[i - 1] + 1 : 0;
        csv->cells[i] = slice_make(csv->text.data + begin, csv->ends[i] - begin);
    }
    *record = (struct csv_record){csv->line, csv->cells, csv->count};
    return LINES_LINE;
}
