/* lua_pool.c - see lua_pool.h.
 *
 * Layer: lua. Order: small blocks, moving, the pool.
 */
#include "lua/lua_pool.h"

#include <stdlib.h>
#include <string.h>

struct lua_pool_free {
    struct lua_pool_free *next;
};

/* Pieces of this size fill a block of the arena (arena.c). */
enum { PIECE_BYTES = 32 * 1024 - 64 };

/* ---- small blocks ---------------------------------------------------------------------------- */

static bool is_small(size_t size) {
#ifdef __SANITIZE_ADDRESS__ /* which sees a late use of what malloc gave */
    (void)size;
    return false;
#else
    return size <= LUA_POOL_LARGEST_BYTES;
#endif
}

static size_t class_of(size_t size) {
    return (size + LUA_POOL_STEP_BYTES - 1) / LUA_POOL_STEP_BYTES;
}

static void *take(struct lua_pool *pool, size_t size) {
    size_t class = class_of(size);
    struct lua_pool_free *block = pool->free[class];
    if (block) {
        pool->free[class] = block->next;
        return block;
    }
    size_t bytes = class * LUA_POOL_STEP_BYTES;
    if (pool->left_bytes < bytes) { /* what is left of the piece is lost: a kilobyte at most */
        pool->next = arena_allocate(&pool->arena, PIECE_BYTES);
        pool->left_bytes = PIECE_BYTES;
    }
    void *start = pool->next;
    pool->next += bytes;
    pool->left_bytes -= bytes;
    return start;
}

static void give_back(struct lua_pool *pool, void *block, size_t size) {
    struct lua_pool_free *freed = block;
    freed->next = pool->free[class_of(size)];
    pool->free[class_of(size)] = freed;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static void *move(struct lua_pool *pool, void *block, size_t old_size, size_t new_size) {
    void *moved = is_small(new_size) ? take(pool, new_size) : malloc(new_size);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    if (is_small(old_size))
        give_back(pool, block, old_size);
    else
        free(block);
    return moved;
}

/* ---- the pool -------------------------------------------------------------------------------- */

void *lua_pool_resize(struct lua_pool *pool, void *block, size_t old_size, size_t new_size) {
    if (new_size == 0) {
        if (block && is_small(old_size))
            give_back(pool, block, old_size);
        else
            free(block);
        return NULL;
    }
    if (!block)
        return is_small(new_size) ? take(pool, new_size) : malloc(new_size);
    if (!is_small(old_size) && !is_small(new_size))
        return realloc(block, new_size);
    if (is_small(old_size) && is_small(new_size) && class_of(old_size) == class_of(new_size))
        return block;
    return move(pool, block, old_size, new_size);
}

void lua_pool_settle(struct lua_pool *pool) {
    if (pool->settled.newest)
        return; /* once is enough */
    pool->settled = pool->arena;
    pool->arena = (struct arena){0};
    pool->left_bytes = 0;
    memset((void *)pool->free, 0, sizeof pool->free);
}

void lua_pool_release(struct lua_pool *pool) {
    arena_release(&pool->arena);
    arena_release(&pool->settled);
    *pool = (struct lua_pool){0};
}
