/* test_slip.c - how likely it is that a word was written for another one. */
#include "search/spelling/slip.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int unlikeliness(const char *typed, const char *word) {
    return slip_unlikeliness(slice_of(typed), slice_of(word),
                             utf8_distance(slice_of(typed), slice_of(word), 3));
}

static void what_sounds_alike_is_the_likeliest(void **state) {
    (void)state;
    assert_int_equal(unlikeliness("calcaneous", "calcaneus"), 0);
    assert_int_equal(unlikeliness("fysiotherapy", "physiotherapy"), 0);
    assert_int_equal(unlikeliness("orthodics", "orthotics"), 1); /* d and t */
    assert_int_equal(unlikeliness("spien", "spine"), 1);
    assert_int_equal(unlikeliness("heel", "heml"), 2);
}

static void exchanged_and_doubled_letters_hardly_make_words(void **state) {
    (void)state;
    static const struct {
        const char *typed, *meant;
        bool is_clumsy;
    } cases[] = {{"spien", "spine", true}, {"heell", "heel", true}, {"hel", "heel", true},
                 {"fat", "fast", false},   {"eel", "heel", false},  {"care", "cure", false},
                 {"heel", "heel", false},  {"", "a", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(slip_is_clumsy(slice_of(cases[i].typed), slice_of(cases[i].meant)),
                         cases[i].is_clumsy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sounds_alike_is_the_likeliest),
        cmocka_unit_test(exchanged_and_doubled_letters_hardly_make_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
