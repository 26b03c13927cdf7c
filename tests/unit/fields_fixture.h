/* fields_fixture.h - declarations and values written as JSON, for the tests of fields.
 *
 * What lives as long as a test stands in `arena`, problems in `found`; release_fields is the test's
 * tear-down. To be included behind cmocka.h.
 */
#ifndef FOOTNOTE_TESTS_FIELDS_FIXTURE_H
#define FOOTNOTE_TESTS_FIELDS_FIXTURE_H

#include "make/fields/fields.h"

static struct arena arena;
static struct field_problems found;

static inline int release_fields(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static inline const struct value *json(const char *text) {
    struct error err = {0};
    struct value *value = value_read_json(&arena, slice_of(text), "test.json", &err);
    if (!value)
        fail_msg("%s", err.message);
    return value;
}

#define FIELDS_TEST(name) cmocka_unit_test_teardown(name, release_fields)

#endif
