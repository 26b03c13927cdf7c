/* index_pipeline.c - parsing in a thread of its own, beside the one that writes.
 *
 * Layer: index, building half. Order: the two threads, without a thread.
 *
 * The parser fills batches, the caller's thread empties them in the same order, so that what is
 * stored does not depend on who was faster. A fixed number of batches goes round: who is ahead
 * waits. Only the caller's thread touches SQLite.
 */
#include "index/index_ahead.h"

#include "base/ring.h"
#include "base/thread.h"

#include <unistd.h>

enum {
    BATCHES = 8,
    WORTH_A_THREAD_BYTES = 1024 * 1024,
    WORTH_READING_AHEAD = 64, /* files */
};

struct pipeline {
    struct ring ring;
    struct parsed_batch batches[BATCHES];
    /* for the parser */
    const struct build *build;
    struct build_file *files;
    size_t count;
};

/* ---- the two threads ---- */

/* batch_exchange */
static struct parsed_batch *exchange_in_ring(void *context, struct parsed_batch *full) {
    struct pipeline *pipeline = context;
    size_t place;
    (void)full; /* the one that the ring gave last */
    ring_filled(&pipeline->ring);
    return ring_room(&pipeline->ring, &place) ? &pipeline->batches[place] : NULL;
}

static void *run_parser(void *context) {
    struct pipeline *pipeline = context;
    struct build_file *files = pipeline->files;
    size_t count = pipeline->count, place;
    struct ahead *ahead = count >= WORTH_READING_AHEAD ? ahead_start(files, count) : NULL;
    if (ring_room(&pipeline->ring, &place))
        parse_files(pipeline->build, files, count, ahead, &pipeline->batches[place],
                    exchange_in_ring, pipeline);
    ahead_stop(ahead);
    ring_close(&pipeline->ring);
    return NULL;
}

/* *has_run: false when nothing was done because there is no thread. */
static bool run_in_thread(const struct build *build, struct build_file *files, size_t count,
                          batch_handler *handle, void *context, bool *has_run) {
    struct pipeline pipeline = {.build = build, .files = files, .count = count};
    pthread_t thread;
    size_t place;
    bool done = true;
    ring_begin(&pipeline.ring, BATCHES);
    *has_run = thread_start(&thread, run_parser, &pipeline);
    while (*has_run && ring_next(&pipeline.ring, &place)) {
        done = done && handle(context, &pipeline.batches[place]);
        parsed_batch_release(&pipeline.batches[place]);
        if (!done)
            ring_stop(&pipeline.ring);
        ring_emptied(&pipeline.ring);
    }
    if (*has_run)
        pthread_join(thread, NULL);
    for (size_t i = 0; i < BATCHES; i++)
        parsed_batch_release(&pipeline.batches[i]);
    ring_end(&pipeline.ring);
    return done;
}

/* ---- without a thread ---- */

struct in_turn {
    batch_handler *handle;
    void *context;
    bool done;
};

/* batch_exchange */
static struct parsed_batch *exchange_in_turn(void *context, struct parsed_batch *full) {
    struct in_turn *turn = context;
    turn->done = turn->handle(turn->context, full);
    parsed_batch_release(full);
    return turn->done ? full : NULL;
}

static bool run_in_turn(const struct build *build, struct build_file *files, size_t count,
                        batch_handler *handle, void *context) {
    struct in_turn turn = {handle, context, true};
    struct parsed_batch batch = {0};
    parse_files(build, files, count, NULL, &batch, exchange_in_turn, &turn);
    parsed_batch_release(&batch);
    return turn.done;
}

bool pipeline_run(const struct build *build, struct build_file *files, size_t count,
                  int64_t read_bytes, batch_handler *handle, void *context) {
    bool has_run = false;
    if (read_bytes >= WORTH_A_THREAD_BYTES && sysconf(_SC_NPROCESSORS_ONLN) > 1) {
        bool done = run_in_thread(build, files, count, handle, context, &has_run);
        if (has_run)
            return done;
    }
    return run_in_turn(build, files, count, handle, context);
}
