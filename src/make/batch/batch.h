/* batch.h - a roster -> a folder of handouts, one a row, by one or several worker processes.
 *
 * Layer: make. Each worker has a session and an index handle of its own; the bytes are those that
 * make_handout gives for the row's values. Rows are handed out and noted in the roster's order, so
 * what is written does not depend on the number of workers. In the folder:
 *
 *     REPORT-ID-CODE.pdf   mode 0600; ID the row's id as far as it is a-z, 0-9, _ or -
 *     batch.csv            what was made: a row a handout, in order (make/batch/batch_manifest.h)
 *     errors.csv           id, line, exit code and reasons of each row that failed; absent with
 * none
 *
 * (with shards batch-1-of-2.csv and errors-1-of-2.csv). Nothing of a patient but the id stands in
 * them. Killed at any moment, what batch.csv lists is found or made again with `resume`.
 */
#ifndef FOOTNOTE_MAKE_BATCH_BATCH_H
#define FOOTNOTE_MAKE_BATCH_BATCH_H

#include "make/make.h"

#include <signal.h>

enum { BATCH_MOST_JOBS = 64, BATCH_MOST_SHARDS = 10000 };

struct batch_progress {
    size_t done, total; /* rows of this shard */
    size_t failed;
};

/* The duty to record what is handed out (make/ledger/ledger.h). All are called in a worker's
 * process, which opens what it needs itself; any failure ends the batch. */
struct batch_recorder {
    void *context;
    bool (*begin)(void *context, struct error *err);
    /* For each handout; then, for several at once and before their files are written, what puts
     * them on the disk. */
    bool (*add)(void *context, const struct make_request *request, const struct make_result *result,
                struct error *err);
    bool (*flush)(void *context, struct error *err);
    void (*lost)(void *context, const struct make_result *result); /* it could not be written */
    void (*end)(void *context);
};

struct batch_request {
    const struct make_request
        *common;             /* without patient and index; what it points at is borrowed */
    const char *index_path;  /* up to date */
    const char *index_state; /* index_state_id of it */
    const char *roster;
    const char *folder; /* made when it is not there; NULL with dry_run */
    int jobs;
    int shard, shards;  /* 1 of 1: all rows */
    bool resume;        /* go on with what the folder holds */
    bool dry_run;       /* make all, write nothing */
    const char *merged; /* NULL, or the file that is to hold all handouts, for PDFs */
    const volatile sig_atomic_t *stop; /* set by a signal's handler: finish what is begun, end */
    void (*progress)(void *context, const struct batch_progress *progress);
    void *progress_context;
    const struct batch_recorder *recorder; /* NULL: none */
};

struct batch_result {
    const char *report_name;
    size_t total, made, kept, failed, warned; /* kept: made before, whole and of the same inputs */
    const char *manifest, *errors;            /* paths; errors NULL without failed rows */
    const char **problems;                    /* of the roster; then nothing was made */
    size_t problem_count;
    const struct value *failures; /* of a dry run: a list of {id, line, exit, reasons} */
    bool stopped;
    size_t merged_pages;
};

/* True: every row had its turn (look at result->failed). False: ERROR_USAGE for the roster or a
 * folder that holds another batch, ERROR_ENVIRONMENT when a disk is full or the like (what is
 * finished is whole, `resume` goes on), ERROR_SCRIPT for a script that can't be loaded; with
 * result->stopped, it was asked to stop. */
bool batch_run(const struct batch_request *request, struct arena *arena,
               struct batch_result *result, struct error *err);

#endif
