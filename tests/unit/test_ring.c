/* test_ring.c - order, waiting, and both ways to an end. */
#include "base/ring.h"

#include "base/thread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PLACES = 3, NUMBERS = 10000 };

struct numbers {
    struct ring ring;
    int things[PLACES];
    int made; /* by the thread, to be read once it has ended */
    int most;
};

static void *make(void *context) {
    struct numbers *numbers = context;
    size_t place;
    while (numbers->made < numbers->most && ring_room(&numbers->ring, &place)) {
        numbers->things[place] = numbers->made++;
        ring_filled(&numbers->ring);
    }
    ring_close(&numbers->ring);
    return NULL;
}

static void begin(struct numbers *numbers, int most, pthread_t *thread) {
    *numbers = (struct numbers){.most = most};
    ring_begin(&numbers->ring, PLACES);
    assert_true(thread_start(thread, make, numbers));
}

static void all_come_in_order_and_then_none(void **state) {
    (void)state;
    struct numbers numbers;
    pthread_t thread;
    size_t place;
    int next = 0;
    begin(&numbers, NUMBERS, &thread);
    while (ring_next(&numbers.ring, &place)) {
        assert_int_equal(numbers.things[place], next);
        next++;
        ring_emptied(&numbers.ring);
    }
    assert_false(ring_next(&numbers.ring, &place));
    pthread_join(thread, NULL);
    ring_end(&numbers.ring);
    assert_int_equal(next, NUMBERS);
}

static void nobody_fills_what_is_not_emptied(void **state) {
    (void)state;
    struct numbers numbers;
    pthread_t thread;
    size_t place;
    begin(&numbers, NUMBERS, &thread);
    assert_true(ring_next(&numbers.ring, &place));
    assert_int_equal(numbers.things[place], 0);
    ring_stop(&numbers.ring);
    pthread_join(thread, NULL);
    assert_true(numbers.made >= 1 && numbers.made <= PLACES);
    assert_int_equal(numbers.things[place], 0);
    assert_false(ring_room(&numbers.ring, &place));
    ring_end(&numbers.ring);
}

static void nothing_at_all_is_an_end_too(void **state) {
    (void)state;
    struct numbers numbers;
    pthread_t thread;
    size_t place;
    begin(&numbers, 0, &thread);
    assert_false(ring_next(&numbers.ring, &place));
    pthread_join(thread, NULL);
    ring_end(&numbers.ring);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_come_in_order_and_then_none),
        cmocka_unit_test(nobody_fills_what_is_not_emptied),
        cmocka_unit_test(nothing_at_all_is_an_end_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
