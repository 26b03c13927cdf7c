/* index_ahead.c - see index_ahead.h.
 *
 * Layer: index, building half. Order: one file, the thread, the calls.
 */
#include "index/index_ahead.h"

#include "base/memory.h"
#include "base/ring.h"
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
    struct ring ring;
    struct chunk chunks[CHUNKS];
    const struct build_file *files;
    size_t count;
    struct chunk *current; /* the parser's; NULL: none yet */
    size_t at;             /* in it */
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
    size_t place;
    for (size_t at = 0; at < ahead->count && ring_room(&ahead->ring, &place);) {
        at += fill(ahead, &ahead->chunks[place], at);
        ring_filled(&ahead->ring);
    }
    return NULL;
}

/* ---- the calls ---- */

struct ahead *ahead_start(const struct build_file *files, size_t count) {
    struct ahead *ahead = memory_allocate_zeroed(1, sizeof *ahead);
    ahead->files = files;
    ahead->count = count;
    ring_begin(&ahead->ring, CHUNKS);
    if (thread_start(&ahead->thread, run, ahead))
        return ahead;
    ring_end(&ahead->ring);
    free(ahead);
    return NULL;
}

static void give_back(struct ahead *ahead) {
    arena_release(&ahead->current->arena);
    ring_emptied(&ahead->ring);
}

const struct ahead_file *ahead_next(struct ahead *ahead) {
    size_t place;
    if (!ahead->current || ahead->at == ahead->current->count) {
        if (ahead->current)
            give_back(ahead);
        ring_next(&ahead->ring, &place); /* there is one for each file */
        ahead->current = &ahead->chunks[place];
        ahead->at = 0;
    }
    return &ahead->current->files[ahead->at++];
}

void ahead_stop(struct ahead *ahead) {
    if (!ahead)
        return;
    ring_stop(&ahead->ring);
    pthread_join(ahead->thread, NULL);
    for (size_t i = 0; i < CHUNKS; i++)
        arena_release(&ahead->chunks[i].arena);
    ring_end(&ahead->ring);
    free(ahead);
}
