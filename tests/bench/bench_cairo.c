/* bench_cairo.c - the same content set by Pango and drawn by Cairo into a PDF: a peer for
 * bench_pages.c. It does what a program written with these libraries usually does: paragraphs one
 * below the other, a new page when one is full, tables with even columns, no tags.
 *
 * Usage: bench_cairo CONTENT COUNT REPEAT. The same JSON line.
 */
#include "bench_clock.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WARM_UP = 3, FIGURE_CURVES = 60, MOST_CELLS = 16 };

static const double width = 595.28, height = 841.89, margin = 51;

struct page {
    cairo_t *cairo;
    double y;
    size_t count, bytes;
};

static cairo_status_t count_bytes(void *context, const unsigned char *data, unsigned length) {
    (void)data;
    ((struct page *)context)->bytes += length;
    return CAIRO_STATUS_SUCCESS;
}

static void make_room(struct page *page, double needed) {
    if (page->y + needed <= height - margin)
        return;
    cairo_show_page(page->cairo);
    page->y = margin;
    page->count++;
}

static double set_text(struct page *page, const char *text, double size, bool bold, double x,
                       double room, bool move) {
    PangoLayout *layout = pango_cairo_create_layout(page->cairo);
    PangoFontDescription *face = pango_font_description_new();
    pango_font_description_set_family_static(face, "Andika");
    pango_font_description_set_absolute_size(face, size * PANGO_SCALE);
    pango_font_description_set_weight(face, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, face);
    pango_layout_set_width(layout, (int)(room * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, 0.82F);
    pango_layout_set_text(layout, text, -1);
    int text_height;
    pango_layout_get_size(layout, NULL, &text_height);
    double tall = (double)text_height / PANGO_SCALE;
    if (move)
        make_room(page, tall);
    cairo_move_to(page->cairo, x, page->y);
    pango_cairo_show_layout(page->cairo, layout);
    if (move)
        page->y += tall;
    pango_font_description_free(face);
    g_object_unref(layout);
    return tall;
}

static void set_row(struct page *page, char *line, bool head) {
    char *cells[MOST_CELLS];
    int count = 0;
    for (char *at = line; at && count < MOST_CELLS;) {
        cells[count++] = at + 1;
        at = strchr(at + 1, '|');
        if (at)
            *at = 0;
    }
    double column = (width - 2 * margin) / count, tall = 22;
    make_room(page, tall);
    for (int i = 0; i < count; i++)
        if (*cells[i])
            set_text(page, cells[i], 12, head, margin + i * column + 4, column - 8, false);
    page->y += tall;
    cairo_set_line_width(page->cairo, head ? 1.5 : 0.75);
    cairo_move_to(page->cairo, margin, page->y);
    cairo_line_to(page->cairo, width - margin, page->y);
    cairo_stroke(page->cairo);
}

static void draw_figure(struct page *page) {
    make_room(page, 124);
    cairo_set_line_width(page->cairo, 0.75);
    for (int i = 0; i < FIGURE_CURVES; i++) {
        double x = margin + 10 + i * 3, y = page->y + 60 + 40 * sin(i / 5.0);
        cairo_move_to(page->cairo, x, page->y + 60);
        cairo_curve_to(page->cairo, x + 1, y, x + 2, y, x + 3, page->y + 60);
        cairo_stroke(page->cairo);
    }
    page->y += 124;
}

static void draw_qr(struct page *page, const char *url) {
    QRcode *code = QRcode_encodeString(url, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    double step = 71.0 / (code->width + 8);
    make_room(page, 75);
    for (int y = 0; y < code->width; y++)
        for (int x = 0, end; x < code->width; x = end + 1) {
            for (end = x; end < code->width && code->data[y * code->width + end] & 1;)
                end++;
            if (end > x)
                cairo_rectangle(page->cairo, margin + (x + 4) * step, page->y + (y + 4) * step,
                                (end - x) * step, step);
        }
    cairo_fill(page->cairo);
    QRcode_free(code);
    page->y += 75;
}

static void set_line(struct page *page, char *line, bool *in_table) {
    double room = width - 2 * margin, measure = 400;
    bool row = line[0] == '|';
    if (row)
        set_row(page, line, !*in_table);
    else if (strncmp(line, "# ", 2) == 0)
        set_text(page, line + 2, 22, true, margin, room, true);
    else if (strncmp(line, "## ", 3) == 0) {
        page->y += 10;
        make_room(page, 60);
        set_text(page, line + 3, 16, true, margin, room, true);
    } else if (strncmp(line, "= ", 2) == 0)
        set_text(page, line + 2, 16, false, margin + 12, room - 24, true);
    else if (strncmp(line, "! ", 2) == 0)
        set_text(page, line + 2, 16, true, margin + 12, room - 24, true);
    else if (strcmp(line, "!figure") == 0)
        draw_figure(page);
    else if (strncmp(line, "!qr ", 4) == 0)
        draw_qr(page, line + 4);
    else if (strncmp(line, "- ", 2) == 0 || strncmp(line, "[] ", 3) == 0) {
        bool check = line[0] == '[';
        double y = page->y;
        set_text(page, line + (check ? 3 : 2), 13, false, margin + 22, room - 22, true);
        cairo_rectangle(page->cairo, margin, (page->y > y ? y : margin) + 4, check ? 12 : 4,
                        check ? 12 : 4);
        if (check)
            cairo_stroke(page->cairo);
        else
            cairo_fill(page->cairo);
    } else {
        set_text(page, line, 13, false, margin, measure, true);
        page->y += 4;
    }
    *in_table = row;
}

static void make_one(const char *content, int repeat, struct page *page) {
    *page = (struct page){.y = margin, .count = 1};
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(count_bytes, page, width, height);
    page->cairo = cairo_create(surface);
    for (int i = 0; i < repeat; i++) {
        char *copy = strdup(content), *rest = copy;
        bool in_table = false;
        for (char *line; (line = strsep(&rest, "\n"));)
            if (*line)
                set_line(page, line, &in_table);
        free(copy);
    }
    cairo_show_page(page->cairo);
    cairo_destroy(page->cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

int main(int argument_count, char **arguments) {
    FILE *file = argument_count == 4 ? fopen(arguments[1], "r") : NULL;
    char *content = NULL;
    size_t size = 0;
    if (!file || getdelim(&content, &size, 0, file) < 0) {
        fputs("usage: bench_cairo CONTENT COUNT REPEAT\n", stderr);
        return 1;
    }
    fclose(file);
    int count = (int)strtol(arguments[2], NULL, 10), repeat = (int)strtol(arguments[3], NULL, 10);
    struct page page;
    for (int i = 0; i < (count > 1 ? WARM_UP : 0); i++)
        make_one(content, repeat, &page);
    double started = bench_cpu_ms();
    for (int i = 0; i < count; i++)
        make_one(content, repeat, &page);
    double each = (bench_cpu_ms() - started) / count;
    printf("{\"count\":%d,\"pages\":%zu,\"bytes\":%zu,\"cpu_ms_each\":%.3f,\"peak_mb\":%.1f}\n",
           count, page.count, page.bytes, each, bench_peak_mb());
    free(content);
    return 0;
}
