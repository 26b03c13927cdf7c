/* roster.h - a file of many patients, read a row at a time: CSV or JSON Lines -> patient values.
 *
 * Layer: make. CSV (RFC 4180, libcsv) with comma, semicolon or tab, whichever its header holds most
 * of; JSON Lines by the ending .jsonl or .ndjson or a first character '{'. UTF-8 only. What stands
 * in memory is one row, at most ROSTER_ROW_BYTES, and 24 bytes for each id.
 *
 * Columns are the report's fields, and two of the roster's own: `id` (required, each once) and
 * `accept` (rules acknowledged for this row). An empty cell is a field not given. Items of a list,
 * and rules, are separated by ";" in a cell. A row is handed over as the JSON of a patient file:
 * whoever makes a handout of that file gets the same bytes.
 *
 *     struct roster *roster = roster_open("autumn.csv", declaration, NULL, 0, &err);
 *     struct roster_report report;
 *     if (roster && roster_check(roster, &arena, &report, &err))
 *         while (roster_next(roster, &arena, &row, &err) == ROSTER_ROW) ...
 *     roster_close(roster);
 */
#ifndef FOOTNOTE_MAKE_BATCH_ROSTER_H
#define FOOTNOTE_MAKE_BATCH_ROSTER_H

#include "make/make.h"

enum { ROSTER_ROW_BYTES = 1024 * 1024, ROSTER_PROBLEMS_SHOWN = 20 };

struct roster;

struct roster_row {
    int line;              /* where it begins, from 1 */
    const char *id;        /* never empty */
    struct slice json;     /* {"side":"left","pain_now":3}: without id and accept */
    const char **accepted; /* of the column accept */
    size_t accepted_count;
    const char
        *problem; /* NULL, or why nothing can be made of this row alone; json is empty then */
};

struct roster_report {
    size_t row_count;      /* of the shard */
    const char **problems; /* "autumn.csv:7: ...", at most ROSTER_PROBLEMS_SHOWN */
    size_t problem_count;  /* of them all */
};

/* declaration: the report's, whose fields name the columns; settings count as given for each row.
 * All are borrowed until the roster is closed. NULL: ERROR_USAGE when there is no such file, or it
 * is no regular one; ERROR_ENVIRONMENT when it can't be read. */
struct roster *roster_open(const char *path, const struct value *declaration,
                           const struct make_setting *settings, size_t setting_count,
                           struct error *err);
void roster_close(struct roster *roster); /* NULL is fine */

/* From here on only the rows of one shard of several are given (each row has its shard by a hash of
 * its id, the same on every machine); the check still looks at all. shard counts from 1. */
void roster_choose_shard(struct roster *roster, int shard, int shards);

/* Reads it all once, before anything is made: encoding, quotes, header, ids. False: ERROR_USAGE
 * with what is wrong in report->problems (never a cell's text), or the file can't be read. What is
 * wrong with one row's values is not looked at. Afterwards the roster stands before its first row.
 */
bool roster_check(struct roster *roster, struct arena *arena, struct roster_report *report,
                  struct error *err);

enum roster_state { ROSTER_ROW, ROSTER_END, ROSTER_FAILED };

/* The next row, in the arena. ROSTER_FAILED: err; only when the file is not what was checked. */
enum roster_state roster_next(struct roster *roster, struct arena *arena, struct roster_row *row,
                              struct error *err);

#endif
