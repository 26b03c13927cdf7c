/* progress.h - how far a long command is, on standard error: a line that renews itself on a
 * terminal, a line for each tenth elsewhere.
 *
 * Layer: cli. Counts only, never what is counted.
 *
 *     struct progress progress;
 *     progress_begin(&progress, invocation_flag(invocation, "quiet"));
 *     progress_show(&progress, 250, 1000, 3);
 *     progress_end(&progress);
 */
#ifndef FOOTNOTE_CLI_PROGRESS_H
#define FOOTNOTE_CLI_PROGRESS_H

#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

struct progress {
    bool quiet, terminal, drawn;
    int64_t begun_ms, drawn_ms;
    size_t first; /* done when it was shown first: made by an earlier run */
    bool shown;
    int tenths; /* said so far */
};

void progress_begin(struct progress *progress, bool quiet);
void progress_show(struct progress *progress, size_t done, size_t total, size_t failed);
void progress_end(struct progress *progress); /* leaves the line free */

/* "[######..............] 250 of 1000, 3 failed, 160 a second, 5 s left": what a terminal shows
 * after elapsed_ms. done - first rows were made in that time. */
void progress_text(struct strbuf *out, size_t done, size_t total, size_t failed, size_t first,
                   int64_t elapsed_ms);

#endif
