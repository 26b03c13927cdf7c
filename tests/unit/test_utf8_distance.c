/* test_utf8_distance.c - slips of a hand are counted, and the nearest name is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static int distance(const char *a, const char *b, int limit) {
    return utf8_distance(slice_of(a), slice_of(b), limit);
}

static void distance_counts_slips_of_a_hand(void **state) {
    (void)state;
    assert_int_equal(distance("heel", "heel", 2), 0);
    assert_int_equal(distance("fascitis", "fasciitis", 2), 1);
    assert_int_equal(distance("hele", "heel", 2), 1); /* neighbours exchanged */
    assert_int_equal(distance("café", "cafe", 2), 1); /* one character, two bytes */
    assert_int_equal(distance("abcd", "badc", 2), 2);
    assert_int_equal(distance("", "ab", 2), 2);
    assert_int_equal(distance("kitten", "sitting", 2), 3); /* limit + 1 */
    assert_int_equal(distance("kitten", "sitting", 9), 3);
    assert_int_equal(distance("heel", "something else entirely", 2), 3);
}

static void the_nearest_name_is_found_or_none(void **state) {
    (void)state;
    static const char *const names[] = {"title", "topics", "id", "licence"};
    assert_string_equal(utf8_nearest("titel", names, 4), "title");
    assert_string_equal(utf8_nearest("license", names, 4), "licence");
    assert_null(utf8_nearest("colour", names, 4));
    assert_null(utf8_nearest("xy", names, 4)); /* short words may differ by one only */
}

static void distances_count_exchanges_as_one(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } cases[] = {
        {"heel", "heel", 0},
        {"heel", "hel", 1},
        {"heel", "heeel", 1},
        {"heel", "feel", 1},
        {"heel", "ehel", 1},
        {"from", "form", 1},
        {"ca", "abc", 3},
        {"", "heel", 4},
        {"fascitis", "fasciitis", 1},
        {"acheles", "achilles", 2},
        {"kitten", "sitting", 3},
        {"abcdef", "badcfe", 3},
        {"caf\xc3\xa9", "cafe", 1},
        {"abcdefgh", "hgfedcba", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int limit = 0; limit <= 5; limit++) {
            int expected = cases[i].distance > limit ? limit + 1 : cases[i].distance;
            if (cases[i].distance > 4) /* the last one only says: more than 4 */
                continue;
            int there = utf8_distance(slice_of(cases[i].a), slice_of(cases[i].b), limit);
            int back = utf8_distance(slice_of(cases[i].b), slice_of(cases[i].a), limit);
            if (there != expected || back != expected)
                fail_msg("%s %s within %d: %d, back %d, not %d", cases[i].a, cases[i].b, limit,
                         there, back, expected);
        }
    }
}

/* The whole table, as the definition says it. */
static int plain_distance(const char *a, const char *b) {
    int table[16][16];
    int height = (int)strlen(a), width = (int)strlen(b);
    for (int i = 0; i <= height; i++)
        for (int k = 0; k <= width; k++) {
            int best = i == 0 ? k : k == 0 ? i : 99;
            if (i && k) {
                best = table[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
                best = table[i - 1][k] + 1 < best ? table[i - 1][k] + 1 : best;
                best = table[i][k - 1] + 1 < best ? table[i][k - 1] + 1 : best;
                if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                    table[i - 2][k - 2] + 1 < best)
                    best = table[i - 2][k - 2] + 1;
            }
            table[i][k] = best;
        }
    return table[height][width];
}

static void the_short_way_counts_like_the_long_one(void **state) {
    (void)state;
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        char words[2][12] = {{0}};
        for (int w = 0; w < 2; w++) {
            random = random * 1664525 + 1013904223;
            int length = (int)(random >> 24) % 10;
            for (int i = 0; i < length; i++) {
                random = random * 1664525 + 1013904223;
                words[w][i] = (char)('a' + (random >> 24) % 3);
            }
        }
        int plain = plain_distance(words[0], words[1]);
        for (int limit = 1; limit <= 3; limit++) {
            int quick = utf8_distance(slice_of(words[0]), slice_of(words[1]), limit);
            if (quick != (plain > limit ? limit + 1 : plain))
                fail_msg("'%s' '%s' within %d: %d, not %d", words[0], words[1], limit, quick,
                         plain);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_slips_of_a_hand),
        cmocka_unit_test(the_nearest_name_is_found_or_none),
        cmocka_unit_test(distances_count_exchanges_as_one),
        cmocka_unit_test(the_short_way_counts_like_the_long_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
