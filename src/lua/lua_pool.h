/* lua_pool.h - a script's memory, in small blocks without headers.
 *
 * Layer: lua, private to it. Lua says how large a block is when it gives it back: so one of up to a
 * kilobyte needs no header, and goes to a list of free ones of its size. Fresh ones lie side by
 * side in an arena. Larger ones are malloc's.
 *
 *     struct lua_pool pool = {0};
 *     block = lua_pool_resize(&pool, block, old_size, new_size);
 *     lua_pool_release(&pool);
 */
#ifndef FOOTNOTE_LUA_LUA_POOL_H
#define FOOTNOTE_LUA_LUA_POOL_H

#include "base/arena.h"

enum { LUA_POOL_STEP_BYTES = 16, LUA_POOL_LARGEST_BYTES = 1024 };

struct lua_pool {
    struct arena arena, settled;
    char *next; /* of the piece of the arena that small blocks are cut from */
    size_t left_bytes;
    struct lua_pool_free *free[LUA_POOL_LARGEST_BYTES / LUA_POOL_STEP_BYTES + 1]; /* by size */
};

/* As realloc and free: old_size is 0 where block is NULL, new_size 0 gives back. NULL when the
 * system has no memory; for small blocks the handler of base/memory.h is called. */
void *lua_pool_resize(struct lua_pool *pool, void *block, size_t old_size, size_t new_size);

/* What is in use stays where it is, all that follows comes from new pages: a process forked off
 * would first copy whatever page it wrote to. */
void lua_pool_settle(struct lua_pool *pool);

/* Once all larger blocks were given back. */
void lua_pool_release(struct lua_pool *pool);

#endif
