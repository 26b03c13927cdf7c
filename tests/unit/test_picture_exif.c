/* Exif blocks: the orientation is found in both byte orders, and nothing outside is ever read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/picture_formats.h"

#include <stdlib.h>

#define BLOCK(text) slice_make(text, sizeof(text) - 1)

static const char little[] = "II*\0\x08\0\0\0\x02\0"
                             "\x0F\x01\x02\0\x04\0\0\0abc\0"
                             "\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";

static void the_orientation_is_found_in_both_byte_orders(void **state) {
    (void)state;
    assert_int_equal(picture_exif_orientation(BLOCK(little)), 8);
    assert_int_equal(picture_exif_orientation(BLOCK("MM\0*\0\0\0\x08\0\x01"
                                                    "\x01\x12\0\x03\0\0\0\x01\0\x03\0\0")),
                     3);
}

static void what_makes_no_sense_is_upright(void **state) {
    (void)state;
    assert_int_equal(picture_exif_orientation(BLOCK("")), 1);
    assert_int_equal(picture_exif_orientation(BLOCK("II*\0")), 1);
    assert_int_equal(picture_exif_orientation(BLOCK("XX*\0\x08\0\0\0\x01\0")), 1);
    /* An orientation of 9, and one that is a text. */
    assert_int_equal(picture_exif_orientation(BLOCK("II*\0\x08\0\0\0\x01\0"
                                                    "\x12\x01\x03\0\x01\0\0\0\x09\0\0\0")),
                     1);
    assert_int_equal(picture_exif_orientation(BLOCK("II*\0\x08\0\0\0\x01\0"
                                                    "\x12\x01\x02\0\x01\0\0\0\x06\0\0\0")),
                     1);
}

/* Blocks of exact size on the heap: AddressSanitizer would see a byte too many. */
static void nothing_outside_of_the_block_is_read(void **state) {
    (void)state;
    for (size_t length = 0; length < sizeof little; length++)
        for (size_t changed = 0; changed < length; changed++) {
            char *copy = memory_duplicate(little, length), *exact = malloc(length);
            copy[changed] = (char)0xFF;
            memcpy(exact, copy, length);
            int orientation = picture_exif_orientation(slice_make(exact, length));
            assert_in_range(orientation, 1, 8);
            free(exact);
            free(copy);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_orientation_is_found_in_both_byte_orders),
        cmocka_unit_test(what_makes_no_sense_is_upright),
        cmocka_unit_test(nothing_outside_of_the_block_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
