/* memory.h - allocation that does not fail quietly.
 *
 * Layer: base. Every allocation of our own code goes through these calls. They never return NULL:
 * when memory runs out the registered handler is called, which must not return (the command line
 * prints a sentence and leaves with exit code 6; a script worker reports through its pipe).
 * Because output files are written by rename, leaving at any point damages nothing.
 *
 *     char *copy = memory_duplicate(text.data, text.length);   // NUL-terminated, owned
 *     free(copy);
 */
#ifndef FOOTNOTE_BASE_MEMORY_H
#define FOOTNOTE_BASE_MEMORY_H

#include <stddef.h>

/* Called when an allocation of size_bytes fails; must not return. */
typedef void memory_handler(size_t size_bytes);

/* Sets the handler (the default prints to stderr and exits with 6). */
void memory_set_handler(memory_handler *handler);

/* Owned, uninitialised; size 0 gives a valid pointer. Release with free(). */
void *memory_allocate(size_t size_bytes);

/* Owned, uninitialised, for megabytes that are gone through in no order: in pages of 2 MiB where
 * the system has them, which are there whole from the first touch. Release with free(). */
void *memory_allocate_large(size_t size_bytes);

/* Called once, at the start of a short process that will need about so much: the pages of the heap
 * come in one go, in place of a fault for each. A wish; costs memory that is not used, no more. */
void memory_expect(size_t size_bytes);

/* Owned, zeroed; count * size_bytes is checked for overflow. */
void *memory_allocate_zeroed(size_t count, size_t size_bytes);

/* As realloc, for count * size_bytes. */
void *memory_resize(void *block, size_t count, size_t size_bytes);

/* The same for an array that grows one by one: room for an item behind `count` of them. *capacity
 * is doubled when it is full, and `first` at first. As arena_make_room. */
static inline void *memory_make_room(void *items, size_t count, size_t *capacity, size_t first,
                                     size_t size_bytes) {
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : first;
    return memory_resize(items, *capacity, size_bytes);
}

/* Owned copy of length bytes with a NUL behind them. */
char *memory_duplicate(const char *data, size_t length);

/* Owned copy of a C string; NULL gives NULL. */
char *memory_duplicate_text(const char *text);

#endif
