/* batch_worker.h - one worker of a batch: a process that makes the rows it is given, in order.
 *
 * Layer: make. Parent and worker are one program on one machine; they trust each other (the script
 * runs in a confined child of the worker's own). A worker whose parent is gone ends after the rows
 * that it has. It has a process group of its own, so that Ctrl-C at a terminal reaches the parent
 * alone, which lets it finish.
 */
#ifndef FOOTNOTE_MAKE_BATCH_BATCH_WORKER_H
#define FOOTNOTE_MAKE_BATCH_BATCH_WORKER_H

#include "make/batch/batch.h"
#include "make/batch/roster.h"

#include <sys/types.h>

struct batch_worker {
    pid_t process; /* 0: none */
    int socket;
    size_t rows; /* given and not yet taken back */
};

/* So many may be given at once: what is recorded of them waits for the disk together. */
enum { BATCH_WORKER_ROWS = 16 };

/* What became of a row; texts in the arena of the call. */
struct batch_outcome {
    enum error_code code;  /* ERROR_NONE: made */
    bool fatal;            /* nothing can go on: `reasons` says why */
    const char *code_text; /* the handout's */
    const char *file;      /* its name in the folder; "" with dry_run */
    const char *sha256, *warnings, *reasons;
    long long pages, bytes;
};

/* Forks. folder: an open folder, or -1 to write nothing. others: sockets of workers started before,
 * closed in this one. Nothing is shared but what request points at. */
bool batch_worker_start(struct batch_worker *worker, const struct batch_request *request,
                        int folder, const struct batch_worker *others, size_t other_count,
                        struct error *err);

bool batch_worker_give(struct batch_worker *worker, const struct roster_row *row,
                       struct error *err);

/* Waits for the outcome of the first row given and not yet taken back. ERROR_ENVIRONMENT when the
 * process is gone. */
bool batch_worker_take(struct batch_worker *worker, struct arena *arena,
                       struct batch_outcome *outcome, struct error *err);

/* Lets it end and waits for that. */
void batch_worker_end(struct batch_worker *worker);

/* 64 hexadecimal digits. */
enum { BATCH_HASH_LETTERS = 64 };
void batch_hash(struct slice bytes, char text[BATCH_HASH_LETTERS + 1]);

/* "inserts-p-0017-7H3K9QW2XM.pdf": at most 40 letters of the id, all that are not a-z, 0-9, _ or -
 * written as "-". */
const char *batch_file_name(struct arena *arena, const char *report, const char *id,
                            const char *code, enum make_format format);

#endif
