#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_BLOCK_BYTES = 16 * 1024,
    FIRST_IN_NEW_PAGES_BYTES = 2 * 1024, /* most arenas need no more */
    HUGE_BYTES = 2 * 1024 * 1024,        /* a huge page, on most machines */
    MAPPED_BLOCK_BYTES = HUGE_BYTES / 8,
    LARGEST_BLOCK_BYTES = MAPPED_BLOCK_BYTES,
    MOST_SPARES = 16,
    MOST_SMALL_SPARES = 16, /* of first blocks */
};

struct arena_block {
    struct arena_block *older;
    size_t used, capacity;
    size_t dirty; /* behind this, data is zero; before it, it is cleared when it is handed out */
    bool mapped;
    alignas(max_align_t) char data[];
};

/* Of all arenas, in blocks that malloc knows nothing of. */
static _Atomic size_t mapped_bytes;

size_t arena_mapped_bytes(void) {
    return mapped_bytes;
}

/* Mapped blocks that were released, to be used again: the kernel takes longer for new pages than it
 * takes to clear what is used of old ones. */
static _Atomic(struct arena_block *) spares[MOST_SPARES];

/* First blocks of arenas likewise. */
static _Atomic(struct arena_block *) small_spares[MOST_SMALL_SPARES];

typedef _Atomic(struct arena_block *) spare;

/* A block as new, or NULL. */
static struct arena_block *take_from(spare *places, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena_block *block = places[i] ? atomic_exchange(&places[i], NULL) : NULL;
        if (!block)
            continue;
        if (block->dirty < block->used)
            block->dirty = block->used;
        block->used = 0;
        return block;
    }
    return NULL;
}

static bool keep_in(spare *places, size_t count, struct arena_block *block) {
    for (size_t i = 0; i < count; i++) {
        struct arena_block *empty = NULL;
        if (!places[i] && atomic_compare_exchange_strong(&places[i], &empty, block))
            return true;
    }
    return false;
}

static struct arena_block *take_spare(void) {
    struct arena_block *block = take_from(spares, MOST_SPARES);
    if (block)
        mapped_bytes += MAPPED_BLOCK_BYTES;
    return block;
}

static bool keep(struct arena_block *block) {
    return keep_in(spares, MOST_SPARES, block);
}

static void keep_or_free(struct arena_block *block) {
#ifdef __SANITIZE_ADDRESS__
    free(block); /* so that use after release is seen */
#else
    if (block->capacity != FIRST_BLOCK_BYTES || !keep_in(small_spares, MOST_SMALL_SPARES, block))
        free(block);
#endif
}

static void keep_or_unmap(struct arena_block *block) {
    mapped_bytes -= MAPPED_BLOCK_BYTES;
    if (!keep(block))
        munmap(block, MAPPED_BLOCK_BYTES);
}

void arena_trim(void) {
    for (size_t i = 0; i < MOST_SPARES; i++) {
        struct arena_block *block = atomic_exchange(&spares[i], NULL);
        if (block)
            munmap(block, MAPPED_BLOCK_BYTES);
    }
    for (size_t i = 0; i < MOST_SMALL_SPARES; i++)
        free(atomic_exchange(&small_spares[i], NULL));
}

static bool in_new_pages;

void arena_use_new_pages(void) {
    in_new_pages = true;
}

/* Zeroed memory for several blocks, where the kernel may put one huge page: a fault for each small
 * one costs more than clearing it. NULL: the kernel has none. */
static char *map_huge(void) {
    char *start = mmap(NULL, (size_t)2 * HUGE_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED)
        return NULL;
    size_t before = HUGE_BYTES - (uintptr_t)start % HUGE_BYTES;
    munmap(start, before);
    if (before < HUGE_BYTES)
        munmap(start + before + HUGE_BYTES, HUGE_BYTES - before);
    madvise(start + before, HUGE_BYTES, MADV_HUGEPAGE); /* without: many small ones */
    return start + before;
}

static struct arena_block *map_block(void) {
    struct arena_block *block = take_spare();
    char *huge = block ? NULL : map_huge();
    if (!huge)
        return block;
    for (size_t at = 0; at < HUGE_BYTES; at += MAPPED_BLOCK_BYTES) {
        block = (struct arena_block *)(huge + at);
        block->capacity = MAPPED_BLOCK_BYTES - sizeof *block;
        if (!keep(block))
            munmap(block, MAPPED_BLOCK_BYTES);
    }
    return take_spare();
}

/* Reports when there is no memory. What is large comes from the kernel, and is zero; of a smaller
 * one only what is used is to be touched: a new page costs more than what is written to it. */
static struct arena_block *allocate_block(size_t capacity) {
    bool is_large = capacity > LARGEST_BLOCK_BYTES;
    size_t size = sizeof(struct arena_block) + capacity;
    struct arena_block *block = is_large ? memory_allocate_zeroed(1, size) : memory_allocate(size);
    block->used = 0;
    block->capacity = capacity;
    block->dirty = is_large ? 0 : capacity;
    return block;
}

static struct arena_block *add_block(struct arena *arena, size_t needed) {
    size_t capacity = in_new_pages ? FIRST_IN_NEW_PAGES_BYTES : FIRST_BLOCK_BYTES;
    if (arena->newest)
        capacity = in_new_pages ? LARGEST_BLOCK_BYTES : arena->newest->capacity * 2;
    if (capacity > LARGEST_BLOCK_BYTES)
        capacity = LARGEST_BLOCK_BYTES;
    if (capacity < needed)
        capacity = needed;
#ifdef __SANITIZE_ADDRESS__
    bool mapped = false; /* leaks of mapped blocks would not be seen */
#else
    bool mapped = capacity >= MAPPED_BLOCK_BYTES - sizeof(struct arena_block) &&
                  needed <= MAPPED_BLOCK_BYTES - sizeof(struct arena_block);
#endif
    struct arena_block *block = mapped ? map_block() : NULL;
    mapped = block;
    if (!block && capacity == FIRST_BLOCK_BYTES)
        block = take_from(small_spares, MOST_SMALL_SPARES);
    if (!block)
        block = allocate_block(capacity);
    block->older = arena->newest;
    block->mapped = mapped;
    arena->newest = block;
    return block;
}

/* With whatever is in it. */
static void *take_room(struct arena *arena, size_t size_bytes) {
    if (size_bytes > SIZE_MAX / 2)
        memory_resize(NULL, SIZE_MAX, 2); /* reports the impossible size */
    size_t rounded = (size_bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct arena_block *block = arena->newest;
    if (!block || block->capacity - block->used < rounded)
        block = add_block(arena, rounded);
    void *start = block->data + block->used;
    block->used += rounded;
    arena->total_bytes += rounded;
    return start;
}

/* The bytes from `from` on of what was taken last. */
static void clear_last(const struct arena *arena, char *start, size_t from) {
    const struct arena_block *block = arena->newest;
    size_t begin = (size_t)(start - block->data) + from;
    size_t end = block->used < block->dirty ? block->used : block->dirty;
    if (begin < end)
        memset(start + from, 0, end - begin);
}

void *arena_allocate(struct arena *arena, size_t size_bytes) {
    void *start = take_room(arena, size_bytes);
    clear_last(arena, start, 0);
    return start;
}

/* SIZE_MAX, which is reported, where there can't be so much. */
static size_t array_bytes(size_t count, size_t size_bytes) {
    return size_bytes && count > SIZE_MAX / 2 / size_bytes ? SIZE_MAX : count * size_bytes;
}

void *arena_allocate_array(struct arena *arena, size_t count, size_t size_bytes) {
    return arena_allocate(arena, array_bytes(count, size_bytes));
}

void *arena_grow_array(struct arena *arena, const void *items, size_t old_count, size_t new_count,
                       size_t size_bytes) {
    void *room = take_room(arena, array_bytes(new_count, size_bytes));
    if (old_count)
        memcpy(room, items, old_count * size_bytes);
    clear_last(arena, room, old_count * size_bytes);
    return room;
}

char *arena_bytes(struct arena *arena, const char *data, size_t length) {
    char *copy = take_room(arena, length + 1);
    if (length)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text) {
    return text ? arena_bytes(arena, text, strlen(text)) : NULL;
}

struct slice arena_slice(struct arena *arena, struct slice text) {
    return (struct slice){arena_bytes(arena, text.data, text.length), text.length};
}

char *arena_format_list(struct arena *arena, const char *format, va_list arguments) {
    char usual[256]; /* most texts fit */
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(usual, sizeof usual, format, arguments);
    char *text = arena_allocate(arena, length < 0 ? 1 : (size_t)length + 1);
    if (length >= 0 && (size_t)length < sizeof usual)
        memcpy(text, usual, (size_t)length);
    else if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_format(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

void arena_release(struct arena *arena) {
    for (struct arena_block *block = arena->newest, *older; block; block = older) {
        older = block->older;
        if (block->mapped)
            keep_or_unmap(block);
        else
            keep_or_free(block);
    }
    *arena = (struct arena){0};
}
