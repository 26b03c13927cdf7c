/* test_print_safety.c - what a black-and-white printer spoils is found; what it doesn't is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/print_safety.h"

struct bench {
    struct arena arena;
    struct print_report report;
};

static int open_bench(void **state) {
    static struct bench b;
    b = (struct bench){0};
    struct print_limits limits = print_limits_standard();
    b.report = print_report_begin(&b.arena, &limits);
    print_report_page(&b.report, 595.28, 841.89);
    *state = &b;
    return 0;
}

static int close_bench(void **state) {
    struct bench *b = *state;
    arena_release(&b->arena);
    return 0;
}

static const struct placed_box inside = {100, 100, 200, 112};

static void add(struct bench *b, enum print_mark_kind kind, double size, double grey) {
    struct print_mark mark = {.kind = kind, .box = inside, .size = size, .grey = grey};
    print_report_mark(&b->report, &mark);
}

static void expect(struct bench *b, size_t count, const char *message) {
    print_report_end(&b->report);
    assert_int_equal(b->report.count, count);
    if (count && !strstr(b->report.findings[count - 1].message, message))
        fail_msg("expected '%s' in '%s'", message, b->report.findings[count - 1].message);
}

static void black_on_white_is_21_to_1(void **state) {
    (void)state;
    assert_true(print_contrast(0, 1) > 20.99 && print_contrast(0, 1) < 21.01);
    assert_true(print_contrast(1, 1) == 1);
    /* #595959 is the lightest grey of WCAG's examples with 7:1 on white */
    assert_true(print_contrast(0x59 / 255.0, 1) >= 7);
    assert_true(print_contrast(0x5A / 255.0, 1) < 7);
}

static void what_prints_well_is_not_named(void **state) {
    struct bench *b = *state;
    add(b, PRINT_TEXT, 12, 0);
    add(b, PRINT_STROKE, 0.75, 0);
    add(b, PRINT_PICTURE, 150, 0);
    add(b, PRINT_FILL, 0, 0.95); /* a light ground */
    expect(b, 0, "");
    assert_int_equal(b->report.mark_count, 4);
}

static void a_thin_line_is_named_with_its_width_and_place(void **state) {
    struct bench *b = *state;
    add(b, PRINT_STROKE, 0.5, 0);
    add(b, PRINT_STROKE, 0.25, 0);
    expect(b, 1, "page 1, 100 pt from the left and 100 from the top and 1 more: a line of 0.25 pt");
}

static void a_rule_drawn_as_a_thin_rectangle_is_a_thin_line(void **state) {
    struct bench *b = *state;
    struct print_mark rule = {
        .kind = PRINT_FILL, .box = {50, 100, 500, 100.4}, .is_rectangle = true};
    print_report_mark(&b->report, &rule);
    expect(b, 1, "a line of 0.40 pt");
}

static void small_type_is_named_but_source_marks_may_be_9(void **state) {
    struct bench *b = *state;
    struct print_mark mark = {.kind = PRINT_TEXT, .box = inside, .size = 9, .is_source_mark = true};
    print_report_mark(&b->report, &mark);
    expect(b, 0, "");
    mark.is_source_mark = false;
    print_report_mark(&b->report, &mark);
    expect(b, 1, "type of 9.0 pt; the smallest for this reader is 12 pt");
}

static void large_print_asks_for_18(void **state) {
    struct bench *b = *state;
    b->report.limits = print_limits_large();
    add(b, PRINT_TEXT, 17.5, 0);
    expect(b, 1, "the smallest for this reader is 18 pt");
}

static void grey_text_is_judged_by_what_lies_below_it(void **state) {
    struct bench *b = *state;
    add(b, PRINT_TEXT, 12, 0.5);
    expect(b, 1, "contrast is 4.0 to 1");
    struct print_mark ground = {
        .kind = PRINT_FILL, .box = {90, 90, 210, 120}, .is_rectangle = true};
    print_report_mark(&b->report, &ground); /* black */
    b->report.count = 0;
    add(b, PRINT_TEXT, 12, 1);
    expect(b, 0, "");
    add(b, PRINT_TEXT, 12, 0.3);
    expect(b, 1, "contrast is");
}

static void what_covers_with_white_leaves_no_ink(void **state) {
    struct bench *b = *state;
    struct print_mark cover = {
        .kind = PRINT_FILL, .box = {-5, -5, 600, 850}, .grey = 1, .is_rectangle = true};
    print_report_mark(&b->report, &cover);
    expect(b, 0, "");
}

static void what_is_near_the_edge_is_named(void **state) {
    struct bench *b = *state;
    struct print_mark mark = {.kind = PRINT_TEXT, .box = {100, 830, 200, 841}, .size = 12};
    print_report_mark(&b->report, &mark);
    expect(b, 1, "1 pt from the paper's edge; printers leave 12 pt blank");
}

static void a_coarse_picture_is_named(void **state) {
    struct bench *b = *state;
    add(b, PRINT_PICTURE, 60, 0);
    expect(b, 1, "a picture of 60 dots an inch");
}

static void each_page_has_its_own_finding(void **state) {
    struct bench *b = *state;
    add(b, PRINT_STROKE, 0.5, 0);
    print_report_page(&b->report, 595.28, 841.89);
    add(b, PRINT_STROKE, 0.5, 0);
    expect(b, 2, "page 2");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)
    const struct CMUnitTest tests[] = {
        TEST(black_on_white_is_21_to_1),
        TEST(what_prints_well_is_not_named),
        TEST(a_thin_line_is_named_with_its_width_and_place),
        TEST(a_rule_drawn_as_a_thin_rectangle_is_a_thin_line),
        TEST(small_type_is_named_but_source_marks_may_be_9),
        TEST(large_print_asks_for_18),
        TEST(grey_text_is_judged_by_what_lies_below_it),
        TEST(what_covers_with_white_leaves_no_ink),
        TEST(what_is_near_the_edge_is_named),
        TEST(a_coarse_picture_is_named),
        TEST(each_page_has_its_own_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
