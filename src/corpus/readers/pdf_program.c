/* pdf_program.c - see pdf_program.h.
 *
 * Layer: corpus. Order: the programs, text, what a page looks like, pages without text.
 */
#include "corpus/readers/pdf_program.h"

#include "base/program.h"

#include <stdio.h>
#include <unistd.h>

enum {
    MOST_MEMORY_BYTES = 256 * 1024 * 1024,
    MOST_OUTPUT_BYTES = 48 * 1024 * 1024,
    MOST_SECONDS = 5,
    MOST_WALL_SECONDS = 10,
    LARGEST_PDF_BYTES = 64 * 1024 * 1024,
};

/* -- the programs -------------------------------------------------------------------------- */

static bool run(const char *name, const char *const *arguments, struct slice bytes, int seconds,
                struct strbuf *output, struct program_result *result, struct error *err) {
    char places[2][64];
    snprintf(places[0], sizeof places[0], "/usr/bin/%s", name);
    snprintf(places[1], sizeof places[1], "/usr/local/bin/%s", name);
    struct program program = {.path = access(places[1], X_OK) == 0 ? places[1] : places[0],
                              .arguments = arguments,
                              .input = bytes,
                              .memory_bytes = MOST_MEMORY_BYTES,
                              .cpu_seconds = seconds,
                              .wall_seconds = MOST_WALL_SECONDS,
                              .output_bytes = MOST_OUTPUT_BYTES};
    return program_run(&program, output, result, err);
}

/* -- text ---------------------------------------------------------------------------------- */

static bool fail_end(const char *file, const struct program_result *result, struct error *err) {
    const char *reason = "is damaged, or needs more than 256 MB: open it and print it to PDF anew";
    if (strstr(result->complaint, "ncorrect password") || strstr(result->complaint, "encrypt"))
        reason = "is protected by a password, save a copy without one";
    else if (result->end == PROGRAM_MISSING)
        return error_set(err, ERROR_ENVIRONMENT,
                         "%s: PDF files need the program pdftotext: install the package "
                         "poppler-utils",
                         file);
    else if (result->end == PROGRAM_TIMEOUT)
        reason = "takes more than 5 seconds to read, divide it";
    else if (result->end == PROGRAM_TOO_MUCH)
        reason = "holds more than a book of text, divide it";
    return error_set(err, ERROR_INPUT, "%s: %s", file, reason);
}

bool pdf_to_text(const char *file, struct slice bytes, struct strbuf *pages, struct error *err) {
    static const char *const arguments[] = {"pdftotext", "-enc", "UTF-8", "-bbox-layout",
                                            "-",         "-",    NULL};
    struct program_result result;
    if (bytes.length > LARGEST_PDF_BYTES)
        return error_set(err, ERROR_INPUT, "%s: has %zu bytes, a PDF file may have 64 MB", file,
                         bytes.length);
    if (!memmem(bytes.data, bytes.length < 1024 ? bytes.length : 1024, "%PDF-", 5))
        return error_set(err, ERROR_INPUT, "%s: is no PDF file", file);
    if (!run("pdftotext", arguments, bytes, MOST_SECONDS, pages, &result, err))
        return error_prefix(err, "%s: ", file);
    return result.end == PROGRAM_DONE || fail_end(file, &result, err);
}

/* -- what a page looks like ---------------------------------------------------------------- */

enum { LOOK_DPI = 12, MOST_LOOKS = 4, PALEST = 240, EMPTY_PER_MILLE = 10 };

struct look {
    int width, height;
    struct slice pixels; /* a byte each, 255 white */
};

/* "P5 WIDTH HEIGHT 255 " and the pixels. */
static bool read_look(struct slice file, struct look *look) {
    int read = 0;
    char head[64];
    snprintf(head, sizeof head, "%.*s", (int)(file.length < 63 ? file.length : 63), file.data);
    if (sscanf(head, "P5 %d %d 255%n", &look->width, &look->height, &read) != 2 || read == 0 ||
        look->width <= 0 || look->height <= 0 || look->width > 10000 || look->height > 10000)
        return false;
    look->pixels = slice_make(file.data + read + 1, file.length - (size_t)read - 1);
    return look->pixels.length >= (size_t)look->width * (size_t)look->height;
}

/* The words of its head and foot are no picture. */
static bool is_in_line(const struct pdf_lines *lines, int page, double x_pt, double y_pt) {
    enum { AROUND_PT = 6 };
    for (size_t i = 0; i < lines->count; i++) {
        const struct pdf_line *line = &lines->lines[i];
        if (line->page == page && x_pt > line->left - AROUND_PT && x_pt < line->right + AROUND_PT &&
            y_pt > line->top - AROUND_PT && y_pt < line->top + line->height + AROUND_PT)
            return true;
    }
    return false;
}

static bool has_drawing(const struct look *look, const struct pdf_lines *lines, int page) {
    enum { POINTS_PER_INCH = 72 };
    const double points = (double)POINTS_PER_INCH / LOOK_DPI;
    size_t drawn = 0, all = (size_t)look->width * (size_t)look->height;
    for (size_t i = 0; i < all; i++) {
        size_t row = i / (size_t)look->width, column = i % (size_t)look->width;
        drawn +=
            (unsigned char)look->pixels.data[i] < PALEST &&
            !is_in_line(lines, page, ((double)column + 0.5) * points, ((double)row + 0.5) * points);
    }
    return drawn * 1000 > all * EMPTY_PER_MILLE;
}

/* What can't be looked at counts as drawn: a false alarm costs less than a lost page. *is_slow:
 * don't look at others. */
static bool page_is_drawn(struct slice bytes, const struct pdf_lines *lines, int page,
                          bool *is_slow) {
    char number[16], dpi[16];
    snprintf(number, sizeof number, "%d", page);
    snprintf(dpi, sizeof dpi, "%d", LOOK_DPI);
    const char *const arguments[] = {"pdftoppm", "-gray", "-r",   dpi, "-f",
                                     number,     "-l",    number, "-", NULL};
    struct strbuf output = {0};
    struct program_result result;
    struct look look;
    bool done = run("pdftoppm", arguments, bytes, 1, &output, &result, NULL) &&
                result.end == PROGRAM_DONE && read_look(strbuf_slice(&output), &look);
    bool drawn = !done || has_drawing(&look, lines, page);
    *is_slow = !done;
    strbuf_release(&output);
    return drawn;
}

/* -- pages without text -------------------------------------------------------------------- */

/* "3, 5 to 7 and 9" */
static const char *name_pages(struct arena *arena, const bool *missing, size_t page_count) {
    const char *text = "", *last = NULL;
    for (size_t i = 0, end; i < page_count; i = end) {
        end = i + 1;
        if (!missing[i])
            continue;
        while (end < page_count && missing[end])
            end++;
        const char *run = end - i == 1 ? arena_format(arena, "%zu", end)
                                       : arena_format(arena, "%zu to %zu", i + 1, end);
        if (last)
            text = *text ? arena_format(arena, "%s, %s", text, last) : last;
        last = run;
    }
    return *text ? arena_format(arena, "%s and %s", text, last) : last;
}

const char *pdf_missing_pages(struct arena *arena, struct slice bytes,
                              const struct pdf_lines *lines) {
    bool *missing = arena_new_array(arena, lines->page_count + 1, bool);
    size_t count = 0, looks = 0;
    bool is_slow = false;
    memset(missing, true, lines->page_count * sizeof *missing);
    for (size_t i = 0; i < lines->count; i++)
        if (!lines->lines[i].is_head)
            missing[lines->lines[i].page - 1] = false;
    for (size_t i = 0; i < lines->page_count; i++) {
        if (missing[i] && !is_slow && looks < MOST_LOOKS) {
            missing[i] = page_is_drawn(bytes, lines, (int)i + 1, &is_slow);
            looks++;
        }
        count += missing[i];
    }
    if (!count)
        return "";
    const char *pages = name_pages(arena, missing, lines->page_count);
    if (count == 1)
        return arena_format(
            arena,
            "page %s holds a picture and no text (scanned?), its words are missing: "
            "run text recognition (OCR) over the file",
            pages);
    return arena_format(
        arena,
        "pages %s hold pictures and no text (scanned?), their words are missing: run "
        "text recognition (OCR) over the file",
        pages);
}
