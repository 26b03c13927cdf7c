/* progress.c - see progress.h.
 *
 * Layer: cli.
 */
#include "cli/progress.h"

#include "cli/output.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_CELLS = 20, REDRAW_MS = 100, ESTIMATE_AFTER_MS = 500, TENTHS = 10 };

static int64_t clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, bool quiet) {
    *progress = (struct progress){
        .quiet = quiet, .terminal = isatty(STDERR_FILENO) == 1, .begun_ms = clock_ms()};
}

static void add_time_left(struct strbuf *out, double seconds) {
    if (seconds < 90)
        strbuf_add_format(out, ", %.0f s left", seconds);
    else if (seconds < 90 * 60)
        strbuf_add_format(out, ", %.0f min left", seconds / 60);
    else
        strbuf_add_format(out, ", %.1f h left", seconds / 3600);
}

void progress_text(struct strbuf *out, size_t done, size_t total, size_t failed, size_t first,
                   int64_t elapsed_ms) {
    size_t filled = total > 0 ? BAR_CELLS * done / total : BAR_CELLS;
    strbuf_add_char(out, '[');
    for (size_t i = 0; i < BAR_CELLS; i++)
        strbuf_add_char(out, i < filled ? '#' : '.');
    strbuf_add_format(out, "] %zu of %zu", done, total);
    if (failed > 0)
        strbuf_add_format(out, ", %zu failed", failed);
    if (elapsed_ms < ESTIMATE_AFTER_MS || done <= first)
        return;
    double rate = (double)(done - first) * 1000 / (double)elapsed_ms;
    strbuf_add_format(out, rate < 10 ? ", %.1f a second" : ", %.0f a second", rate);
    if (done < total)
        add_time_left(out, (double)(total - done) / rate);
}

static void draw(struct progress *progress, size_t done, size_t total, size_t failed) {
    int64_t now = clock_ms();
    if (done < total && progress->drawn && now - progress->drawn_ms < REDRAW_MS)
        return;
    struct strbuf text = {0};
    progress_text(&text, done, total, failed, progress->first, now - progress->begun_ms);
    fprintf(stderr, "\r%s\x1B[K", strbuf_text(&text));
    fflush(stderr);
    strbuf_release(&text);
    progress->drawn = true;
    progress->drawn_ms = now;
}

void progress_show(struct progress *progress, size_t done, size_t total, size_t failed) {
    if (progress->quiet || total == 0)
        return;
    if (!progress->shown)
        progress->first = done;
    progress->shown = true;
    if (progress->terminal) {
        draw(progress, done, total, failed);
        return;
    }
    int tenths = (int)(TENTHS * done / total);
    if (tenths > progress->tenths)
        message("%zu of %zu rows, %zu failed", done, total, failed);
    progress->tenths = tenths > progress->tenths ? tenths : progress->tenths;
}

void progress_end(struct progress *progress) {
    if (progress->drawn)
        fputs("\r\x1B[K", stderr);
    progress->drawn = false;
}
