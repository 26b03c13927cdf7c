/* Where lines may end: "|" in the expected text marks each place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "text/shape.h"

static void expect_in(const char *language, const char *marked) {
    struct arena arena = {0};
    struct strbuf text = {0}, found = {0};
    for (const char *c = marked; *c; c++)
        if (*c != '|')
            strbuf_add_char(&text, *c);
    const unsigned char *breaks = find_line_breaks(&arena, strbuf_slice(&text), language);
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

static void expect(const char *marked) {
    expect_in("en", marked);
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

static void doses_stay_whole(void **state) {
    (void)state;
    expect("take |10 mg, |or |2 x 500 mg/day |at |night");
    expect("ibuprofen |400 mg |(at |most)");
    expect("in |2 to 3 weeks");
    expect("about |1 in 10 |people");
    expect("1 |to |many");
    expect("for |6 months");
}

static void dates_of_several_forms_stay_whole(void **state) {
    (void)state;
    expect("the |2nd March |was");
    expect("30 Mar – 5 Apr");
    expect("open |Mon–Fri |only");
    expect_in("de", "am |3. März |2026");
    expect_in("fr", "le |1er mai |et");
    expect_in("es", "el |3 de marzo |de |2026");
    expect_in("pl", "dnia |3 marca |2026");
    expect_in("de", "um |14 Uhr |da");
}

static void phone_numbers_of_all_forms_stay_whole(void **state) {
    (void)state;
    expect("ring |+49 (0)30 123 456 |now");
    expect("or |030 / 123 45 67 |too");
    expect("ring |01 23 45 67 89");
    expect("ring |555-0123 |or |0163/296000");
    expect("960001 ext. 12");
}

static void names_keep_titles_and_initials(void **state) {
    (void)state;
    expect("ask |Dr A. Sample |or |Prof. J.-P. Example");
    expect("by |J. Sample |of");
    expect_in("de", "bei |Frau Muster |oder |Herrn Dr. Muster");
    expect_in("fr", "chez |Mme Exemple");
    expect_in("es", "con |la |Sra. Ejemplo");
    expect("The |doctor |said"); /* no title */
}

static void what_is_counted_keeps_its_number(void **state) {
    (void)state;
    expect("see |page 3, |in |week 2 |and |Fig. 2.");
    expect("by |§ 4 |and |no. 5 |or |€ 10");
    expect_in("de", "auf |Seite 3 |in |Woche 2, |Abb. 4");
    expect("no |more"); /* a number would have to follow */
}

static void lone_letters_go_with_the_next_word(void **state) {
    (void)state;
    expect_in("pl", "ból |w stopie |i pięcie");
    expect_in("cs", "bolest |v patě");
    expect_in("pl-PL", "z domu");
    expect("take |a |walk");
}

static void french_signs_keep_their_space(void **state) {
    (void)state;
    expect_in("fr", "Vraiment ? |Oui !");
    expect_in("fr", "dit |« oui » |et");
    expect_in("fr", "ceci : |cela ; |fin");
}

static void marks_behind_a_unit_do_not_hide_it(void **state) {
    (void)state;
    expect("by |5 mm.\xE2\x81\xA0 |Then");
}

static void a_million_dashes_take_no_time(void **state) {
    (void)state;
    struct arena arena = {0};
    size_t length = 1000 * 1000;
    char *text = arena_allocate(&arena, length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = i % 2 ? '-' : 'a';
    const unsigned char *breaks = find_line_breaks(&arena, slice_make(text, length), "en");
    assert_int_equal(breaks[2], BREAK_ALLOWED);
    assert_int_equal(breaks[length - 2], BREAK_ALLOWED);
    arena_release(&arena);
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
        cmocka_unit_test(doses_stay_whole),
        cmocka_unit_test(dates_of_several_forms_stay_whole),
        cmocka_unit_test(phone_numbers_of_all_forms_stay_whole),
        cmocka_unit_test(names_keep_titles_and_initials),
        cmocka_unit_test(what_is_counted_keeps_its_number),
        cmocka_unit_test(lone_letters_go_with_the_next_word),
        cmocka_unit_test(french_signs_keep_their_space),
        cmocka_unit_test(marks_behind_a_unit_do_not_hide_it),
        cmocka_unit_test(a_million_dashes_take_no_time),
        cmocka_unit_test(a_line_end_is_forced),
        cmocka_unit_test(no_break_characters_hold),
        cmocka_unit_test(empty_text_has_no_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
