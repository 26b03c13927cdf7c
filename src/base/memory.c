#include "base/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void default_handler(size_t size_bytes) {
    (void)size_bytes;
    fputs("footnote: out of memory\n", stderr);
    _Exit(6);
}

static memory_handler *current_handler = default_handler;

void memory_set_handler(memory_handler *handler) {
    current_handler = handler ? handler : default_handler;
}

static void *checked(void *block, size_t size_bytes) {
    if (!block) {
        current_handler(size_bytes);
        abort(); /* a handler that returns would let a NULL through */
    }
    return block;
}

void *memory_allocate(size_t size_bytes) {
    return checked(malloc(size_bytes ? size_bytes : 1), size_bytes);
}

void *memory_allocate_large(size_t size_bytes) {
    enum { PAGE_BYTES = 2 * 1024 * 1024 };
    void *block = NULL;
    size_t size = (size_bytes + PAGE_BYTES - 1) & ~(size_t)(PAGE_BYTES - 1);
    if (size < size_bytes || size == 0 || posix_memalign(&block, PAGE_BYTES, size) != 0)
        return memory_allocate(size_bytes);
    madvise(block, size, MADV_HUGEPAGE); /* a wish */
    return block;
}

#if defined __GLIBC__ && defined MADV_POPULATE_WRITE && !defined __SANITIZE_ADDRESS__ &&           \
    !defined __SANITIZE_THREAD__
void memory_expect(size_t size_bytes) {
    enum { PAGE_BYTES = 4096, LARGE_BYTES = 1024 * 1024, TRIM_BYTES = 64 * LARGE_BYTES };
    /* What is freed stays, and what is this large lies in the heap. */
    if (size_bytes < PAGE_BYTES || size_bytes > LARGE_BYTES ||
        !mallopt(M_MMAP_THRESHOLD, 2 * LARGE_BYTES) || !mallopt(M_TRIM_THRESHOLD, TRIM_BYTES))
        return;
    char *room = memory_allocate(size_bytes);
    size_t before = -(uintptr_t)room & (PAGE_BYTES - 1);
    madvise(room + before, size_bytes - before, MADV_POPULATE_WRITE);
    free(room);
}
#else
void memory_expect(size_t size_bytes) {
    (void)size_bytes;
}
#endif

void *memory_allocate_zeroed(size_t count, size_t size_bytes) {
    if (!count || !size_bytes)
        count = size_bytes = 1;
    return checked(calloc(count, size_bytes), size_bytes);
}

void *memory_resize(void *block, size_t count, size_t size_bytes) {
    if (size_bytes && count > SIZE_MAX / size_bytes)
        return checked(NULL, SIZE_MAX);
    size_t total = count * size_bytes;
    return checked(realloc(block, total ? total : 1), total);
}

char *memory_duplicate(const char *data, size_t length) {
    char *copy = memory_allocate(length + 1);
    if (length)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

char *memory_duplicate_text(const char *text) {
    return text ? memory_duplicate(text, strlen(text)) : NULL;
}
