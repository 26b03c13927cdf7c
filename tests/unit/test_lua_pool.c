/* test_lua_pool.c - a script's small blocks: what they hold, and where they come from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lua/lua_pool.h"

static void a_block_keeps_what_it_holds_as_it_grows_and_shrinks(void **state) {
    (void)state;
    static const size_t sizes[] = {1, 16, 17, 500, 1024, 1025, 70000, 3000, 1000, 15, 16};
    struct lua_pool pool = {0};
    char *block = NULL;
    size_t old = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        block = lua_pool_resize(&pool, block, old, sizes[i]);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % sizeof(void *), 0);
        size_t kept = old < sizes[i] ? old : sizes[i];
        for (size_t k = 0; k < kept; k++)
            assert_int_equal(block[k], (char)k);
        for (size_t k = kept; k < sizes[i]; k++)
            block[k] = (char)k;
        old = sizes[i];
    }
    assert_null(lua_pool_resize(&pool, block, old, 0));
    lua_pool_release(&pool);
}

static void neighbours_do_not_overlap(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    struct lua_pool pool = {0};
    static unsigned char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = lua_pool_resize(&pool, NULL, 0, i % 1100 + 1);
        memset(blocks[i], (int)(i & 0xFF), i % 1100 + 1);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < i % 1100 + 1; k++)
            assert_int_equal(blocks[i][k], i & 0xFF);
        lua_pool_resize(&pool, blocks[i], i % 1100 + 1, 0);
    }
    lua_pool_release(&pool);
}

#ifndef __SANITIZE_ADDRESS__ /* there every block is malloc's */
static void what_was_given_back_is_used_again_until_the_pool_settles(void **state) {
    (void)state;
    struct lua_pool pool = {0};
    void *first = lua_pool_resize(&pool, NULL, 0, 40);
    lua_pool_resize(&pool, first, 40, 0);
    assert_ptr_equal(lua_pool_resize(&pool, NULL, 0, 48), first);
    lua_pool_resize(&pool, first, 48, 0);
    lua_pool_settle(&pool);
    char *second = lua_pool_resize(&pool, NULL, 0, 40);
    assert_ptr_not_equal(second, first);
    memset(second, 7, 40);
    lua_pool_release(&pool);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_keeps_what_it_holds_as_it_grows_and_shrinks),
        cmocka_unit_test(neighbours_do_not_overlap),
#ifndef __SANITIZE_ADDRESS__
        cmocka_unit_test(what_was_given_back_is_used_again_until_the_pool_settles),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
