/* index_ahead.c - see index_ahead.h.
 *
 * Layer: index, building half. Order: one file, the ring of chunks, the thread, the calls.
 */
#include "index/index_ahead.h"

#include "base/memory.h"
#include "base/thread.h"
#include "corpus/readers/reader.h"

#include <stdlib.h>

enum {
    CHUNKS = 4,
    CHUNK_FILES = 64,
    CHUNK_BYTES = 256 * 1024,    /* a chunk is full with so much */
    LARGEST_BYTES = 1024 * 1024, /* of a file; the parser reads longer ones itself */
};

struct chunk {
    struct arena arena;
    struct ahead_file files[CHUNK_FILES];
    size_t count;
};

struct ahead {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t has_filled, has_room;
    struct chunk chunks[CHUNKS];
    size_t filled, emptied; /* how many so far; chunk n stands at n % CHUNKS */
    bool is_stopped;
    const struct build_file *files;
    size_t count;
    size_t at; /* in the chunk that the parser is at */
};

/* ---- one file ---- */

void ahead_read(struct arena *arena, const struct build_file *file, const char *name,
                struct ahead_file *read) {
    struct error problem = {0};
    *read = (struct ahead_file){.is_read = true};
    if (file->problem)
        read->problem = file->problem;
    else if (!file_read(arena, name, READER_LIMIT_BYTES, &read->bytes, &problem))
        read->problem = arena_text(arena, problem.message);
    else
        read->hash = content_hash_of_bytes(read->bytes);
}

/* ---- the ring ---- */

/* The chunk to be filled next, empty; NULL when nobody wants any more. */
static struct chunk *wait_for_room(struct ahead *ahead) {
    pthread_mutex_lock(&ahead->mutex);
    while (ahead->filled - ahead->emptied >= CHUNKS && !ahead->is_stopped)
        pthread_cond_wait(&ahead->has_room, &ahead->mutex);
    struct chunk *chunk = ahead->is_stopped ? NULL : &ahead->chunks[ahead->filled % CHUNKS];
    pthread_mutex_unlock(&ahead->mutex);
    return chunk;
}

static void hand_over(struct ahead *ahead) {
    pthread_mutex_lock(&ahead->mutex);
    ahead->filled++;
    pthread_cond_signal(&ahead->has_filled);
    pthread_mutex_unlock(&ahead->mutex);
}

static const struct chunk *wait_for_chunk(struct ahead *ahead) {
    pthread_mutex_lock(&ahead->mutex);
    while (ahead->filled == ahead->emptied)
        pthread_cond_wait(&ahead->has_filled, &ahead->mutex);
    const struct chunk *chunk = &ahead->chunks[ahead->emptied % CHUNKS];
    pthread_mutex_unlock(&ahead->mutex);
    return chunk;
}

static void give_back(struct ahead *ahead) {
    struct chunk *chunk = &ahead->chunks[ahead->emptied % CHUNKS];
    arena_release(&chunk->arena);
    pthread_mutex_lock(&ahead->mutex);
    ahead->emptied++;
    pthread_cond_signal(&ahead->has_room);
    pthread_mutex_unlock(&ahead->mutex);
}

/* ---- the thread ---- */

/* From file `first` on; the number of files. */
static size_t fill(struct ahead *ahead, struct chunk *chunk, size_t first) {
    for (chunk->count = 0; chunk->count < CHUNK_FILES && first + chunk->count < ahead->count &&
                           chunk->arena.total_bytes < CHUNK_BYTES;
         chunk->count++) {
        const struct build_file *file = &ahead->files[first + chunk->count];
        struct ahead_file *read = &chunk->files[chunk->count];
        if (file->stamp.size_bytes <= LARGEST_BYTES)
            ahead_read(&chunk->arena, file,
                       index_file_name(&chunk->arena, file->root->path, file->path), read);
        else
            *read = (struct ahead_file){.is_read = false};
    }
    return chunk->count;
}

static void *run(void *context) {
    struct ahead *ahead = context;
    struct chunk *chunk;
    for (size_t at = 0; at < ahead->count && (chunk = wait_for_room(ahead)) != NULL;) {
        at += fill(ahead, chunk, at);
        hand_over(ahead);
    }
    return NULL;
}

/* ---- the calls ---- */

struct ahead *ahead_start(const struct build_file *files, size_t count) {
    struct ahead *ahead = memory_allocate_zeroed(1, sizeof *ahead);
    ahead->files = files;
    ahead->count = count;
    pthread_mutex_init(&ahead->mutex, NULL);
    pthread_cond_init(&ahead->has_filled, NULL);
    pthread_cond_init(&ahead->has_room, NULL);
    if (thread_start(&ahead->thread, run, ahead))
        return ahead;
    free(ahead);
    return NULL;
}

const struct ahead_file *ahead_next(struct ahead *ahead) {
    const struct chunk *chunk = wait_for_chunk(ahead);
    if (ahead->at == chunk->count) {
        give_back(ahead);
        ahead->at = 0;
        chunk = wait_for_chunk(ahead);
    }
    return &chunk->files[ahead->at++];
}

void ahead_stop(struct ahead *ahead) {
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->mutex);
    ahead->is_stopped = true;
    pthread_cond_signal(&ahead->has_room);
    pthread_mutex_unlock(&ahead->mutex);
    pthread_join(ahead->thread, NULL);
    for (size_t i = 0; i < CHUNKS; i++)
        arena_release(&ahead->chunks[i].arena);
    pthread_mutex_destroy(&ahead->mutex);
    pthread_cond_destroy(&ahead->has_filled);
    pthread_cond_destroy(&ahead->has_room);
    free(ahead);
}
