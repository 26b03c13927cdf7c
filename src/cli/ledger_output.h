/* ledger_output.h - a ledger's entry as a line of text, or as members of a JSON map.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_LEDGER_OUTPUT_H
#define FOOTNOTE_CLI_LEDGER_OUTPUT_H

#include "cli/output.h"
#include "index/ledger/ledger_store.h"

/* "7QX2M4K9TD  2026-03-02 09:30 UTC  inserts, en, pdf, 2 pages, by anna, accepted S02"; behind it
 * `more` (NULL: nothing). */
void ledger_output_line(struct output *out, const struct ledger_entry *entry, const char *more);

/* The members of the open map, its sentences as read (their keys and passages). */
void ledger_output_json(struct output *out, const struct ledger_entry *entry);

#endif
