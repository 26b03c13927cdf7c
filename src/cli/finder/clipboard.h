/* clipboard.h - a text for the clipboard of whoever sits at the terminal.
 *
 * Layer: cli. Two ways at once: the terminal's own (OSC 52, which also reaches through ssh and
 * tmux), and the desktop's tool where there is a desktop.
 *
 *     clipboard_add_sequence(&bytes, slice_of(text)); // to be written to the terminal
 *     const char *tool = clipboard_run_tool(slice_of(text));
 */
#ifndef FOOTNOTE_CLI_FINDER_CLIPBOARD_H
#define FOOTNOTE_CLI_FINDER_CLIPBOARD_H

#include "base/slice.h"
#include "base/strbuf.h"

void clipboard_add_sequence(struct strbuf *bytes, struct slice text);

/* The tool that took it ("wl-copy", "xclip", "pbcopy"), or NULL: there is no desktop, no tool, or
 * it failed. Waits for a second at the most. */
const char *clipboard_run_tool(struct slice text);

#endif
