/* bench_pages.c - what the page engine costs: tree -> pages -> PDF, without script and process.
 *
 * Usage: bench_pages CONTENT COUNT REPEAT. CONTENT is a text (see handout.txt), set REPEAT times
 * one after another in each document; COUNT documents are made after three that don't count. One
 * line of JSON: processor time of each document in ms, layout and writing apart; pages; bytes; peak
 * MB.
 *
 * Lines of CONTENT: "# title", "## heading", "= main message", "! title" of a safety box whose
 * bullets follow, "- bullet", "[] check item", "|cells|of a row" (the first is the head),
 * "!figure",
 * "!qr URL"; anything else is a paragraph.
 */
#include "base/file.h"
#include "bench_clock.h"
#include "layout/layout.h"
#include "pdf/pdf_write.h"

#include <math.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>

enum { WARM_UP = 3, FIGURE_CURVES = 60, CONTENT_LIMIT_BYTES = 1024 * 1024 };

static _Noreturn void stop(const char *message) {
    fprintf(stderr, "bench_pages: %s\n", message);
    exit(1);
}

/* ---- the tree -------------------------------------------------------------------------------- */

struct writer {
    struct document *doc;
    struct node *at, *list, *table;
    struct error err;
};

static struct node *add(struct writer *writer, struct node *parent, enum node_kind kind) {
    struct node *node = node_add(writer->doc, parent, kind, 1, &writer->err);
    if (!node)
        stop(writer->err.message);
    return node;
}

static void add_text(struct writer *writer, struct node *parent, struct slice text) {
    if (text.length && !node_add_text(writer->doc, parent, text, 1, &writer->err))
        stop(writer->err.message);
}

static void add_item(struct writer *writer, enum list_kind kind, struct slice text) {
    if (!writer->list || writer->list->list_kind != kind) {
        writer->list = add(writer, writer->at, NODE_LIST);
        writer->list->list_kind = kind;
    }
    add_text(writer, add(writer, writer->list, NODE_ITEM), text);
}

static void add_row(struct writer *writer, struct slice line) {
    size_t columns = 0;
    for (size_t i = 0; i < line.length; i++)
        columns += line.data[i] == '|';
    if (!writer->table) {
        writer->table = add(writer, writer->at, NODE_TABLE);
        writer->table->alt = "A table";
        writer->table->head_rows = 1;
        writer->table->table_column_count = columns;
        writer->table->table_columns =
            arena_new_array(writer->doc->arena, columns, struct table_column);
    }
    struct node *row = add(writer, writer->table, NODE_ROW);
    for (size_t i = 1; i <= line.length;) {
        size_t end = i;
        while (end < line.length && line.data[end] != '|')
            end++;
        add_text(writer, add(writer, row, NODE_CELL), slice_make(line.data + i, end - i));
        i = end + 1;
    }
}

static struct drawing *drawing_of(struct writer *writer, double width_pt, double height_pt,
                                  size_t capacity) {
    struct drawing *drawing = arena_new(writer->doc->arena, struct drawing);
    *drawing = (struct drawing){.width_pt = width_pt, .height_pt = height_pt, .capacity = capacity};
    drawing->commands = arena_new_array(writer->doc->arena, capacity, struct drawing_command);
    return drawing;
}

static void add_figure(struct writer *writer) {
    struct node *figure = add(writer, writer->at, NODE_FIGURE);
    struct drawing *drawing = drawing_of(writer, 200, 120, (size_t)FIGURE_CURVES * 3);
    for (int i = 0; i < FIGURE_CURVES; i++) {
        double x = 10 + i * 3, y = 60 + 40 * sin(i / 5.0);
        struct drawing_command *command = &drawing->commands[drawing->count];
        command[0] = (struct drawing_command){.step = DRAW_MOVE, .x = {x}, .y = {60}};
        command[1] = (struct drawing_command){
            .step = DRAW_CURVE, .x = {x + 1, x + 2, x + 3}, .y = {y, y, 60}};
        command[2] = (struct drawing_command){.step = DRAW_PAINT, .stroke_width_pt = 0.75};
        drawing->count += 3;
    }
    figure->drawing = drawing;
    figure->alt = "Sixty curves";
}

static void add_qr(struct writer *writer, const char *url) {
    QRcode *code = QRcode_encodeString(url, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        stop("no QR code");
    struct node *figure = add(writer, writer->at, NODE_FIGURE);
    size_t cells = (size_t)code->width * (size_t)code->width;
    struct drawing *drawing = drawing_of(writer, 71, 71, cells * 5 + 1);
    double step = 71.0 / (code->width + 8);
    for (int y = 0; y < code->width; y++)
        for (int x = 0, end; x < code->width; x = end + 1) {
            for (end = x; end < code->width && code->data[y * code->width + end] & 1;)
                end++;
            if (end == x)
                continue;
            double left = (x + 4) * step, right = (end + 4) * step, top = (y + 4) * step;
            double xs[] = {left, right, right, left}, ys[] = {top, top, top + step, top + step};
            for (int i = 0; i < 4; i++)
                drawing->commands[drawing->count++] = (struct drawing_command){
                    .step = i ? DRAW_LINE : DRAW_MOVE, .x = {xs[i]}, .y = {ys[i]}};
            drawing->commands[drawing->count++] = (struct drawing_command){.step = DRAW_CLOSE};
        }
    drawing->commands[drawing->count++] =
        (struct drawing_command){.step = DRAW_PAINT, .fill = FILL_BLACK};
    QRcode_free(code);
    figure->drawing = drawing;
    figure->alt = "QR code";
}

static void add_heading(struct writer *writer, int level, struct slice text) {
    struct node *heading = add(writer, writer->at, NODE_HEADING);
    heading->level = level;
    add_text(writer, heading, text);
}

static struct slice after(struct slice line, const char *mark) {
    size_t length = strlen(mark);
    return slice_make(line.data + length, line.length - length);
}

static void add_line(struct writer *writer, struct slice line) {
    bool row = slice_starts_with(line, "|"), bullet = slice_starts_with(line, "- ");
    bool check = slice_starts_with(line, "[] ");
    if (!row)
        writer->table = NULL;
    if (!bullet && !check) {
        writer->list = NULL;
        writer->at = writer->doc->root;
    }
    if (row) {
        add_row(writer, line);
    } else if (bullet) {
        add_item(writer, LIST_BULLET, after(line, "- "));
    } else if (check) {
        add_item(writer, LIST_CHECK, after(line, "[] "));
    } else if (slice_starts_with(line, "## ")) {
        add_heading(writer, 2, after(line, "## "));
    } else if (slice_starts_with(line, "# ")) {
        add_heading(writer, 1, after(line, "# "));
    } else if (slice_starts_with(line, "! ") || slice_starts_with(line, "= ")) {
        bool safety = line.data[0] == '!';
        struct node *box = add(writer, writer->at, NODE_BOX);
        box->box_kind = safety ? BOX_SAFETY : BOX_MAIN;
        writer->at = box;
        if (safety)
            add_heading(writer, 2, after(line, "! "));
        else
            add_text(writer, add(writer, box, NODE_PARAGRAPH), after(line, "= "));
    } else if (slice_is(line, "!figure")) {
        add_figure(writer);
    } else if (slice_starts_with(line, "!qr ")) {
        add_qr(writer, arena_text(writer->doc->arena,
                                  arena_slice(writer->doc->arena, after(line, "!qr ")).data));
    } else {
        add_text(writer, add(writer, writer->at, NODE_PARAGRAPH), line);
    }
}

static struct document *build(struct arena *arena, struct slice content, int repeat) {
    struct writer writer = {.doc = document_new(arena)};
    writer.doc->title = "Your heel lift";
    writer.doc->script = "bench";
    writer.doc->header_left = "Your heel lift";
    writer.doc->header_right = "Page {page} of {pages}";
    for (int i = 0; i < repeat; i++) {
        writer.at = writer.doc->root;
        for (size_t at = 0; at < content.length;) {
            const char *end = memchr(content.data + at, '\n', content.length - at);
            size_t length = end ? (size_t)(end - content.data) - at : content.length - at;
            if (length)
                add_line(&writer, slice_make(content.data + at, length));
            at += length + 1;
        }
    }
    if (!document_finish(writer.doc, &writer.err))
        stop(writer.err.message);
    return writer.doc;
}

/* ---- measuring ------------------------------------------------------------------------------- */

struct cost {
    double build_ms, layout_ms, write_ms;
    double layout_mb; /* peak once laid out */
    size_t pages, bytes;
};

static void make_one(struct slice content, int repeat, struct font_set *fonts, struct cost *cost) {
    struct arena arena = {0};
    struct error err = {0};
    struct strbuf out = {0};
    double started = bench_cpu_ms();
    struct document *doc = build(&arena, content, repeat);
    double built = bench_cpu_ms();
    struct placed_document *placed = layout_document(doc, fonts, theme_standard(), &err);
    double laid_out = bench_cpu_ms();
    cost->layout_mb = bench_peak_mb();
    if (!placed || !pdf_write(placed, fonts, &out, &err))
        stop(err.message);
    cost->build_ms += built - started;
    cost->layout_ms += laid_out - built;
    cost->write_ms += bench_cpu_ms() - laid_out;
    cost->pages = placed->page_count;
    cost->bytes = out.length;
    strbuf_release(&out);
    arena_release(&arena);
}

int main(int argument_count, char **arguments) {
    struct arena arena = {0};
    struct error err = {0};
    struct slice content;
    if (argument_count != 4)
        stop("usage: bench_pages CONTENT COUNT REPEAT");
    int count = (int)strtol(arguments[2], NULL, 10), repeat = (int)strtol(arguments[3], NULL, 10);
    struct font_set *fonts = font_set_open(NULL, &err);
    if (!fonts || !file_read(&arena, arguments[1], CONTENT_LIMIT_BYTES, &content, &err))
        stop(err.message);
    struct cost cost = {0};
    for (int i = 0; i < (count > 1 ? WARM_UP : 0); i++)
        make_one(content, repeat, fonts, &cost);
    cost = (struct cost){0};
    for (int i = 0; i < count; i++)
        make_one(content, repeat, fonts, &cost);
    printf("{\"count\":%d,\"pages\":%zu,\"bytes\":%zu,\"cpu_ms_each\":%.3f,\"build_ms\":%.3f,"
           "\"layout_ms\":%.3f,\"write_ms\":%.3f,\"layout_mb\":%.1f,\"peak_mb\":%.1f}\n",
           count, cost.pages, cost.bytes, (cost.build_ms + cost.layout_ms + cost.write_ms) / count,
           cost.build_ms / count, cost.layout_ms / count, cost.write_ms / count, cost.layout_mb,
           bench_peak_mb());
    font_set_close(fonts);
    arena_release(&arena);
    return 0;
}
