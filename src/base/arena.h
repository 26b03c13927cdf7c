/* arena.h - allocations that die together.
 *
 * Layer: base. One handout, one article or one query owns one arena; nothing in it is freed singly.
 * Blocks are zeroed and aligned for any type. Failing memory calls the handler of memory.h.
 *
 *     struct arena arena = {0};
 *     struct node *node = arena_new(&arena, struct node);
 *     const char *name = arena_text(&arena, "heel");
 *     arena_release(&arena);
 */
#ifndef FOOTNOTE_BASE_ARENA_H
#define FOOTNOTE_BASE_ARENA_H

#include "base/slice.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena_block;

/* {0} is an empty arena. */
struct arena {
    struct arena_block *newest;
    size_t total_bytes; /* handed out so far, for limits and statistics */
};

/* Zeroed block of size_bytes, valid until the arena is released. */
void *arena_allocate(struct arena *arena, size_t size_bytes);

/* Zeroed array; count * size_bytes is checked for overflow. */
void *arena_allocate_array(struct arena *arena, size_t count, size_t size_bytes);

#define arena_new(arena, type) ((type *)arena_allocate((arena), sizeof(type)))
#define arena_new_array(arena, count, type)                                                        \
    ((type *)arena_allocate_array((arena), (count), sizeof(type)))

/* Grows an array: copies old_count items into room for new_count; the old room is abandoned. */
void *arena_grow_array(struct arena *arena, const void *items, size_t old_count, size_t new_count,
                       size_t size_bytes);

/* Room for one more item behind `count` of them in an array of *capacity, which is doubled when it
 * is full, and `first` at first. Gives the array, which may have moved.
 *
 *     list->items = arena_make_room(arena, list->items, list->count, &list->capacity, 16,
 *                                   sizeof *list->items);
 *     list->items[list->count++] = item;
 */
static inline void *arena_make_room(struct arena *arena, void *items, size_t count,
                                    size_t *capacity, size_t first, size_t size_bytes) {
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : first;
    return arena_grow_array(arena, items, count, *capacity, size_bytes);
}

/* Copies with a NUL behind; NULL text gives NULL. */
char *arena_text(struct arena *arena, const char *text);
char *arena_bytes(struct arena *arena, const char *data, size_t length);
struct slice arena_slice(struct arena *arena, struct slice text);

/* printf into the arena. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_format_list(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* What all arenas of the process hold in blocks that did not come from malloc. */
size_t arena_mapped_bytes(void);

/* From here on all but the smallest arenas take blocks of the kernel's pages instead of malloc's,
 * which a process that is about to fork, or was forked, would write to and so copy. To be called
 * while there is one thread. */
void arena_use_new_pages(void);

/* Gives blocks that were released, and kept to be used again, back to the system. */
void arena_trim(void);

/* Frees everything; the arena is empty and can be used again. */
void arena_release(struct arena *arena);

#endif
