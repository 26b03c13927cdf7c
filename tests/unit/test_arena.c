/* test_arena.c - allocations that die together, and memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/memory.h"

#include <stdlib.h>

static void blocks_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    struct arena arena = {0};
    char *previous = NULL;
    for (size_t size = 1; size < 3000; size += 7) {
        char *block = arena_allocate(&arena, size);
        assert_int_equal((uintptr_t)block % sizeof(long double), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(block[i], 0);
        memset(block, 0xAA, size);
        if (previous)
            assert_int_equal((unsigned char)*previous, 0xAA);
        previous = block;
    }
    assert_true(arena.total_bytes > 600000);
    arena_release(&arena);
    assert_null(arena.newest);
    assert_int_equal(arena.total_bytes, 0);
}

static void an_arena_can_be_used_again(void **state) {
    (void)state;
    struct arena arena = {0};
    arena_text(&arena, "first");
    arena_release(&arena);
    assert_string_equal(arena_text(&arena, "second"), "second");
    arena_release(&arena);
}

static void texts_are_copied_with_their_end(void **state) {
    (void)state;
    struct arena arena = {0};
    char source[] = "heel lift";
    char *copy = arena_bytes(&arena, source, 4);
    struct slice slice = arena_slice(&arena, slice_make(source + 5, 4));
    source[0] = source[5] = 'X';
    assert_string_equal(copy, "heel");
    assert_string_equal(slice.data, "lift");
    assert_null(arena_text(&arena, NULL));
    assert_string_equal(arena_bytes(&arena, NULL, 0), "");
    assert_string_equal(arena_format(&arena, "%s-%03d", copy, 7), "heel-007");
    arena_release(&arena);
}

static void a_grown_array_keeps_its_items(void **state) {
    (void)state;
    struct arena arena = {0};
    int *numbers = arena_new_array(&arena, 2, int);
    numbers[0] = 1;
    numbers[1] = 2;
    numbers = arena_grow_array(&arena, numbers, 2, 1000, sizeof *numbers);
    assert_int_equal(numbers[1], 2);
    assert_int_equal(numbers[999], 0);
    arena_release(&arena);
}

static jmp_buf ran_out;
static size_t asked_bytes;

static void jump_away(size_t size_bytes) {
    asked_bytes = size_bytes;
    longjmp(ran_out, 1); /* NOLINT(cert-err52-cpp) */
}

static void an_impossible_size_reaches_the_handler(void **state) {
    (void)state;
    static struct arena arena;
    memory_set_handler(jump_away);
    if (setjmp(ran_out) == 0) { /* NOLINT(cert-err52-cpp) */
        arena_allocate_array(&arena, SIZE_MAX / 4, 8);
        fail_msg("an impossible array was given out");
    }
    memory_set_handler(NULL);
    assert_int_equal(asked_bytes, SIZE_MAX);
    arena_release(&arena);
}

static void arrays_that_grow_one_by_one_keep_their_items(void **state) {
    (void)state;
    struct arena arena = {0};
    int *kept = NULL, *owned = NULL;
    size_t kept_capacity = 0, owned_capacity = 0;
    for (int i = 0; i < 100; i++) {
        kept = arena_make_room(&arena, kept, (size_t)i, &kept_capacity, 4, sizeof *kept);
        owned = memory_make_room(owned, (size_t)i, &owned_capacity, 4, sizeof *owned);
        kept[i] = owned[i] = i;
    }
    assert_int_equal(kept_capacity, 128);
    assert_int_equal(owned_capacity, 128);
    for (int i = 0; i < 100; i++)
        assert_true(kept[i] == i && owned[i] == i);
    free(owned);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(an_arena_can_be_used_again),
        cmocka_unit_test(texts_are_copied_with_their_end),
        cmocka_unit_test(a_grown_array_keeps_its_items),
        cmocka_unit_test(arrays_that_grow_one_by_one_keep_their_items),
        cmocka_unit_test(an_impossible_size_reaches_the_handler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
