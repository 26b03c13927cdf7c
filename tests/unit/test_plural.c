/* test_plural.c - plural forms by the rules of each language. */
#include "corpus/wording/plural.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct expected {
    const char *language, *number, *category;
};

static void each_language_has_its_own_forms(void **state) {
    (void)state;
    static const struct expected expected[] = {
        {"en", "1", "one"},     {"en", "0", "other"},  {"en", "2", "other"},
        {"en", "1.0", "other"}, {"en-GB", "1", "one"}, {"es", "1", "one"},
        {"es", "1,5", "other"}, {"es", "21", "other"}, {"pl", "1", "one"},
        {"pl", "2", "few"},     {"pl", "4", "few"},    {"pl", "5", "many"},
        {"pl", "0", "many"},    {"pl", "12", "many"},  {"pl", "14", "many"},
        {"pl", "21", "many"},   {"pl", "22", "few"},   {"pl", "112", "many"},
        {"pl", "1,5", "other"}, {"pl-PL", "3", "few"}, {"xx", "1", "other"},
        {"eng", "1", "other"},  {"pl", "-2", "few"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(plural_category(expected[i].language, slice_of(expected[i].number)),
                            expected[i].category);
}

static void what_is_no_number_has_no_form(void **state) {
    (void)state;
    static const char *const texts[] = {
        "", "-", "left", "1.", ",5", "1x", "1-2", "1.5.2", "9999999999999999999"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(plural_category("pl", slice_of(texts[i])));
}

static void the_forms_that_a_file_needs_are_listed(void **state) {
    (void)state;
    const char *const *polish = plural_categories("pl");
    assert_string_equal(polish[0], "one");
    assert_string_equal(polish[3], "other");
    assert_null(polish[4]);
    assert_string_equal(plural_categories("xx")[0], "other");
    assert_true(plural_is_category("few"));
    assert_false(plural_is_category("left"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_has_its_own_forms),
        cmocka_unit_test(what_is_no_number_has_no_form),
        cmocka_unit_test(the_forms_that_a_file_needs_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
