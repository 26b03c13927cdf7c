/* Where lines may end: "|" in the expected text marks each place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "text/shape.h"

static void expect(const char *marked) {
    struct arena arena = {0};
    struct strbuf text = {0}, found = {0};
    for (const char *c = marked; *c; c++)
        if (*c != '|')
            strbuf_add_char(&text, *c);
    const unsigned char *breaks = find_line_breaks(&arena, strbuf_slice(&text), "en");
    for (size_t i = 0; i < text.length; i++) {
        if (breaks[i] == BREAK_ALLOWED)
            strbuf_add_char(&found, '|');
        strbuf_add_char(&found, text.data[i]);
    }
    assert_string_equal(strbuf_text(&found), marked);
    strbuf_release(&text);
    strbuf_release(&found);
    arena_release(&arena);
}

static void words_part_at_spaces(void **state) {
    (void)state;
    expect("Do |not |go |for |a |long |run |yet.");
}

static void a_number_keeps_its_unit(void **state) {
    (void)state;
    expect("the |3 mm |lift");
    expect("runs |of |5 km, |then");
    expect("about |30 min.");
    expect("20 % |more");
    expect("4 |runs");
}

static void ranges_stay_whole(void **state) {
    (void)state;
    expect("weeks |2–8 |of");
    expect("30 Mar–5 Apr |and");
    expect("2-3 lb |more");
    expect("3 × 10 |times");
}

static void day_and_month_stay_together(void **state) {
    (void)state;
    expect("on |2 March |2026.");
    expect("Tuesday |17 March |2026");
    expect("March 2, |2026");
    expect("Mon 2 Mar");
    expect("in |May |2026"); /* a year is no day */
}

static void phone_numbers_stay_whole(void **state) {
    (void)state;
    expect("call |01632 960 001 |now");
    expect("on |+44 1632 960001");
    expect("(01632) 960 001");
}

static void clock_times_and_titles_stay_whole(void **state) {
    (void)state;
    expect("at |9:30 am |today");
    expect("see |Dr Sample |or |Mrs Example");
}

static void a_line_end_is_forced(void **state) {
    (void)state;
    struct arena arena = {0};
    const unsigned char *breaks = find_line_breaks(&arena, slice_of("a\nb c"), "en");
    assert_int_equal(breaks[1], BREAK_NONE);
    assert_int_equal(breaks[2], BREAK_FORCED);
    assert_int_equal(breaks[4], BREAK_ALLOWED);
    arena_release(&arena);
}

static void no_break_characters_hold(void **state) {
    (void)state;
    expect("a\xC2\xA0"
           "b |c");
    expect("pre\xC2\xAD"
           "view"); /* a soft hyphen, since nothing is hyphenated */
    expect("end.\xE2\x81\xA0 |Next");
}

static void empty_text_has_no_breaks(void **state) {
    (void)state;
    expect("");
    expect(" ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_part_at_spaces),
        cmocka_unit_test(a_number_keeps_its_unit),
        cmocka_unit_test(ranges_stay_whole),
        cmocka_unit_test(day_and_month_stay_together),
        cmocka_unit_test(phone_numbers_stay_whole),
        cmocka_unit_test(clock_times_and_titles_stay_whole),
        cmocka_unit_test(a_line_end_is_forced),
        cmocka_unit_test(no_break_characters_hold),
        cmocka_unit_test(empty_text_has_no_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
