/* index_pipeline.c - parsing in a thread of its own, beside the one that writes.
 *
 * Layer: index, building half. Order: the ring between the two, the thread, without a thread.
 *
 * The parser fills batches, the caller's thread empties them in the same order, so that what is
 * stored does not depend on who was faster. A fixed number of batches goes round: who is ahead
 * waits. Only the caller's thread touches SQLite.
 */
#include "index/index_ahead.h"

#include "base/thread.h"

#include <unistd.h>

enum {
    BATCHES = 8,
    WORTH_A_THREAD_BYTES = 1024 * 1024,
    WORTH_READING_AHEAD = 64, /* files */
};

struct ring {
    pthread_mutex_t mutex;
    pthread_cond_t has_filled, has_room;
    struct parsed_batch batches[BATCHES];
    size_t filled, emptied; /* how many so far; batch n stands at n % BATCHES */
    bool is_stopped;        /* by the writer */
    bool is_at_end;         /* the parser has come to its end */
    /* for the parser */
    const struct build *build;
    struct build_file *files;
    size_t count;
};

/* ---- the ring ---- */

/* batch_exchange: the batch that was filled is the one at `filled`. */
static struct parsed_batch *exchange_in_ring(void *context, struct parsed_batch *full) {
    struct ring *ring = context;
    (void)full;
    pthread_mutex_lock(&ring->mutex);
    ring->filled++;
    pthread_cond_signal(&ring->has_filled);
    while (ring->filled - ring->emptied >= BATCHES && !ring->is_stopped)
        pthread_cond_wait(&ring->has_room, &ring->mutex);
    bool is_stopped = ring->is_stopped;
    struct parsed_batch *next = &ring->batches[ring->filled % BATCHES];
    pthread_mutex_unlock(&ring->mutex);
    return is_stopped ? NULL : next;
}

static void *run_parser(void *context) {
    struct ring *ring = context;
    struct ahead *ahead =
        ring->count >= WORTH_READING_AHEAD ? ahead_start(ring->files, ring->count) : NULL;
    parse_files(ring->build, ring->files, ring->count, ahead, &ring->batches[0], exchange_in_ring,
                ring);
    ahead_stop(ahead);
    pthread_mutex_lock(&ring->mutex);
    ring->is_at_end = true;
    pthread_cond_signal(&ring->has_filled);
    pthread_mutex_unlock(&ring->mutex);
    return NULL;
}

/* The next batch, or NULL at the end. */
static struct parsed_batch *next_batch(struct ring *ring) {
    pthread_mutex_lock(&ring->mutex);
    while (ring->filled == ring->emptied && !ring->is_at_end)
        pthread_cond_wait(&ring->has_filled, &ring->mutex);
    struct parsed_batch *batch =
        ring->filled > ring->emptied ? &ring->batches[ring->emptied % BATCHES] : NULL;
    pthread_mutex_unlock(&ring->mutex);
    return batch;
}

static void release_batch(struct ring *ring, struct parsed_batch *batch, bool go_on) {
    parsed_batch_release(batch);
    pthread_mutex_lock(&ring->mutex);
    ring->emptied++;
    ring->is_stopped = ring->is_stopped || !go_on;
    pthread_cond_signal(&ring->has_room);
    pthread_mutex_unlock(&ring->mutex);
}

/* ---- the thread ---- */

/* *has_run: false when nothing was done because there is no thread. */
static bool run_in_thread(const struct build *build, struct build_file *files, size_t count,
                          batch_handler *handle, void *context, bool *has_run) {
    struct ring ring = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                        .has_filled = PTHREAD_COND_INITIALIZER,
                        .has_room = PTHREAD_COND_INITIALIZER,
                        .build = build,
                        .files = files,
                        .count = count};
    pthread_t thread;
    struct parsed_batch *batch;
    bool done = true;
    *has_run = thread_start(&thread, run_parser, &ring);
    while (*has_run && (batch = next_batch(&ring))) {
        done = done && handle(context, batch);
        release_batch(&ring, batch, done);
    }
    if (*has_run)
        pthread_join(thread, NULL);
    for (size_t i = 0; i < BATCHES; i++)
        parsed_batch_release(&ring.batches[i]);
    pthread_mutex_destroy(&ring.mutex);
    pthread_cond_destroy(&ring.has_filled);
    pthread_cond_destroy(&ring.has_room);
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
