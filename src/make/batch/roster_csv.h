/* roster_csv.h - records of a CSV file, one at a time (libcsv, strict RFC 4180).
 *
 * Layer: make; the only place that includes csv.h is roster_csv.c.
 */
#ifndef FOOTNOTE_MAKE_BATCH_ROSTER_CSV_H
#define FOOTNOTE_MAKE_BATCH_ROSTER_CSV_H

#include "make/batch/roster_lines.h"

struct roster_csv;

struct csv_record {
    int line;                  /* where it begins */
    const struct slice *cells; /* borrowed until the next call; a NUL follows each */
    size_t count;
};

/* lines stand before the header, which settles the separator. */
struct roster_csv *roster_csv_new(struct roster_lines *lines);
void roster_csv_free(struct roster_csv *csv); /* NULL is fine */

/* Rows without any text are passed over. LINES_FAILED: ERROR_USAGE "autumn.csv:7: ..." naming the
 * line of a quote that is never closed; there is no going on. */
enum lines_state roster_csv_next(struct roster_csv *csv, struct csv_record *record,
                                 struct error *err);

#endif
