/* finder_copy.c - the reference of what was found, for the clipboard.
 *
 * Layer: cli. See finder_private.h.
 */
#include "base/utf8.h"
#include "cli/finder/clipboard.h"
#include "cli/finder/finder_private.h"
#include "cli/finder/screen_mode.h"

#include <stdio.h>

void finder_add_reference(struct strbuf *out, const struct search_hit *hit) {
    utf8_add_printable(out, slice_of(hit->passage.article));
    strbuf_add_char(out, '#');
    utf8_add_printable(out, slice_of(hit->passage.section));
}

void finder_add_dated_reference(struct strbuf *out, const struct search_hit *hit) {
    if (hit->passage.reviewed[0]) {
        strbuf_add(out, "reviewed ");
        utf8_add_printable(out, slice_of(hit->passage.reviewed));
        strbuf_add(out, "  ");
    }
    finder_add_reference(out, hit);
}

static void add_described(struct strbuf *out, const struct search_hit *hit) {
    const struct passage *passage = &hit->passage;
    finder_add_reference(out, hit);
    strbuf_add(out, " (");
    utf8_add_printable(out, slice_of(passage->title));
    if (passage->path[0]) {
        strbuf_add(out, " > ");
        utf8_add_printable(out, slice_of(passage->path));
    }
    if (passage->reviewed[0]) {
        strbuf_add(out, ", reviewed ");
        utf8_add_printable(out, slice_of(passage->reviewed));
    }
    if (hit->overdue) {
        strbuf_add(out, ", review overdue since ");
        utf8_add_printable(out, slice_of(passage->review_due));
    }
    strbuf_add_char(out, ')');
}

void finder_copy(struct finder *finder) {
    const struct search_hit *hit = finder_hit(finder);
    struct strbuf text = {0}, bytes = {0};
    if (!hit) {
        snprintf(finder->notice, sizeof finder->notice, "nothing to copy");
        return;
    }
    add_described(&text, hit);
    clipboard_add_sequence(&bytes, strbuf_slice(&text));
    screen_mode_write(strbuf_slice(&bytes));
    const char *tool = clipboard_run_tool(strbuf_slice(&text));
    snprintf(finder->notice, sizeof finder->notice, "copied %s%s%s: %s", "to the terminal",
             tool ? " and by " : "", tool ? tool : "", strbuf_text(&text));
    strbuf_release(&text);
    strbuf_release(&bytes);
}
