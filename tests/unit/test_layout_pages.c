/* Pages: what stays together, what is pinned, how slack is shared, running lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <time.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

#define FOOT_PT (841.89 - 51)

static struct node *titled(struct bench *b) {
    heading(&b->f, b->f.doc->root, 1, "Title");
    return b->f.doc->root;
}

/* A picture of a given height: fills a page to the point. */
static void fill(struct bench *b, double height_pt) {
    figure(&b->f, b->f.doc->root, 100, height_pt, NULL);
}

static void a_heading_is_never_last_on_a_page(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    fill(b, 660); /* 26 + 8 + 660 = 694 of 739.89: room for the heading, not for two lines more */
    struct node *part = section(&b->f, root, "Heading");
    paragraph(&b->f, part, "Words.");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_null(find_words(placed, 0, "Heading"));
    assert_non_null(find_words(placed, 1, "Heading"));
    assert_non_null(find_words(placed, 1, "Words."));
}

static void two_lines_at_least_on_each_side(void **state) {
    struct bench *b = *state;
    const char *lines[] = {"one", "two", "three", "four", "five"};
    for (int height_pt = 600; height_pt < 700; height_pt += 5) {
        fixture_close(&b->f);
        fixture_open(&b->f);
        struct node *root = titled(b);
        fill(b, height_pt);
        struct node *text = paragraph(&b->f, root, NULL);
        for (size_t i = 0; i < 5; i++) {
            if (i)
                block(&b->f, text, NODE_LINE_BREAK);
            words(&b->f, text, lines[i]);
        }
        struct placed_document *placed = place(b);
        size_t on_first = 0;
        for (size_t i = 0; i < 5; i++)
            on_first += find_words(placed, 0, lines[i]) != NULL;
        assert_true(on_first != 1 && on_first != 4);
        if (placed->page_count == 2)
            assert_true(fabs(find_words(placed, 1, lines[on_first])->y_pt - 51 - 13.9) < 0.1);
    }
}

static void a_box_is_never_split(void **state) {
    struct bench *b = *state;
    titled(b);
    fill(b, 600);
    struct node *box = block(&b->f, b->f.doc->root, NODE_BOX);
    for (int i = 0; i < 8; i++)
        paragraph(&b->f, box, arena_format(&b->f.arena, "line %d", i));
    struct placed_document *placed = place(b);
    assert_null(find_words(placed, 0, "line 0"));
    assert_non_null(find_words(placed, 1, "line 0"));
    assert_non_null(find_words(placed, 1, "line 7"));
}

static void a_box_taller_than_a_page_is_refused(void **state) {
    struct bench *b = *state;
    titled(b);
    struct node *box = block(&b->f, b->f.doc->root, NODE_BOX);
    for (int i = 0; i < 60; i++)
        paragraph(&b->f, box, "Words.");
    expect_failure(b, "test.lua:7: a box is");
    assert_non_null(strstr(b->f.err.message, "pt out of it, or divide it in two"));
}

static void a_page_break_begins_a_page(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    block(&b->f, root, NODE_PAGE_BREAK);
    paragraph(&b->f, root, "After.");
    block(&b->f, root, NODE_PAGE_BREAK);
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_non_null(find_words(placed, 1, "After."));
}

static void a_pinned_box_stands_on_the_last_line(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    double bottom_pt = 0;
    for (size_t i = 0; i < placed->pages[0].count; i++) {
        const struct placed_item *item = &placed->pages[0].items[i];
        if (item->kind == PLACED_PATH &&
            item->commands[item->command_count - 1].stroke_width_pt == 3)
            bottom_pt = item->commands[2].y[0] + 1.5;
    }
    assert_true(fabs(bottom_pt - FOOT_PT) < 0.01);
}

static void what_follows_a_pinned_box_begins_a_page(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *box = block(&b->f, root, NODE_BOX);
    box->pin = PIN_BOTTOM;
    paragraph(&b->f, box, "Pinned.");
    paragraph(&b->f, root, "After.");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_non_null(find_words(placed, 1, "After."));
}

static void a_pinned_box_without_room_comes_first_on_the_next_page(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    fill(b, 690);
    struct node *box = block(&b->f, root, NODE_BOX);
    box->pin = PIN_BOTTOM;
    paragraph(&b->f, box, "Pinned.");
    paragraph(&b->f, root, "After.");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_true(find_words(placed, 1, "Pinned.")->y_pt < 80);
    assert_non_null(find_words(placed, 1, "After."));
    assert_int_equal(placed->warning_count, 1);
    assert_non_null(strstr(placed->warnings[0], "no room for what is pinned"));
}

static void slack_goes_to_the_gaps_between_bands_alike(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    section(&b->f, root, "A");
    section(&b->f, root, "B");
    section(&b->f, root, "C");
    struct node *group = block(&b->f, root, NODE_GROUP);
    group->pin = PIN_BOTTOM;
    paragraph(&b->f, group, "Foot.");
    struct placed_document *placed = place(b);
    double a_pt = find_words(placed, 0, "A")->y_pt, b_pt = find_words(placed, 0, "B")->y_pt;
    double c_pt = find_words(placed, 0, "C")->y_pt;
    assert_true(fabs(b_pt - a_pt - 40) < 0.01); /* 20 line, 20 gap: the most */
    assert_true(fabs(c_pt - b_pt - 40) < 0.01);
}

static void without_a_foot_gaps_stay_as_they_are(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    section(&b->f, root, "A");
    section(&b->f, root, "B");
    struct placed_document *placed = place(b);
    assert_true(fabs(find_words(placed, 0, "B")->y_pt - find_words(placed, 0, "A")->y_pt - 34) <
                0.01);
}

static void bands_move_closer_before_a_page_overflows(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *part = section(&b->f, root, "A");
    figure(&b->f, part, 100, 640,
           NULL); /* 26 + 8 + 20 + 4 + 640 = 698; 14 + 20 + 4 + 17 more: 753 */
    section(&b->f, root, "B");
    struct placed_document *placed = place(b); /* 698 + 14 + 20 = 732 fits */
    assert_int_equal(placed->page_count, 1);
    fixture_close(&b->f);
    fixture_open(&b->f);
    root = titled(b);
    part = section(&b->f, root, "A");
    figure(&b->f, part, 100, 649, NULL); /* 707 + 14 + 20 = 741 of 739.89 */
    section(&b->f, root, "B");
    placed = place(b);
    assert_int_equal(placed->page_count, 1);
}

static void running_lines_are_artifacts_with_page_numbers(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    const struct placed_item *first = find_words(placed, 0, "Example Foot Clinic");
    assert_int_equal(first->artifact, ARTIFACT_PAGINATION);
    assert_true(fabs(first->y_pt - 33) < 0.1);
    const struct placed_item *right = find_words(placed, 1, "Robin");
    assert_non_null(strstr(right->run.text.data, "Page 2 of 2"));
    double end_pt = right->x_pt + shape_width_pt(&right->run, 1, right->size_pt);
    assert_true(fabs(end_pt - (595.28 - 51)) < 0.01);
    assert_null(find_words(placed, 1, "Example Foot Clinic"));
}

static void a_header_too_wide_is_refused(void **state) {
    struct bench *b = *state;
    titled(b);
    b->f.doc->header_left = "A title that goes on and on, well beyond what a header can hold";
    b->f.doc->header_right = "A name of many names, 2 March 2026, Page {page} of {pages}";
    expect_failure(b, "the header of page 1 is");
}

static void a_third_page_is_told(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    for (int i = 0; i < 2; i++) {
        block(&b->f, root, NODE_PAGE_BREAK);
        paragraph(&b->f, root, "More.");
    }
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 3);
    assert_int_equal(placed->warning_count, 1);
    assert_non_null(strstr(placed->warnings[0], "3 pages"));
}

static void letter_paper_has_its_own_foot(void **state) {
    struct bench *b = *state;
    b->f.doc->paper = PAPER_LETTER;
    struct node *root = titled(b);
    struct node *group = block(&b->f, root, NODE_GROUP);
    group->pin = PIN_BOTTOM;
    paragraph(&b->f, group, "Foot.");
    struct placed_document *placed = place(b);
    assert_true(placed->pages[0].width_pt == 612 && placed->pages[0].height_pt == 792);
    assert_true(fabs(find_words(placed, 0, "Foot.")->y_pt - (792 - 51 - 17 + 13.9)) < 0.1);
}

static void the_outline_names_every_heading(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    assert_int_equal(placed->outline_count, 12);
    assert_int_equal(placed->outline[0].level, 1);
    assert_int_equal(placed->outline[0].page, 0);
    assert_string_equal(placed->outline[11].title, "Sources");
    assert_int_equal(placed->outline[11].page, 1);
}

/* ---- choosing over the whole document -------------------------------------------------------- */

static struct node *lines(struct bench *b, struct node *parent, int count) {
    struct node *last = NULL;
    for (int i = 1; i <= count; i++)
        last = paragraph(&b->f, parent, arena_format(&b->f.arena, "line %d.", i));
    return last;
}

static int lines_on(struct bench *b, const struct placed_document *placed, int page, int count) {
    int found = 0;
    for (int i = 1; i <= count; i++)
        found += find_words(placed, page, arena_format(&b->f.arena, "line %d.", i)) != NULL;
    return found;
}

static void a_last_page_is_not_left_with_a_line(void **state) {
    struct bench *b = *state;
    lines(b, titled(b), 35); /* 33 would fit on the first page */
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_true(lines_on(b, placed, 1, 35) >= 4);
    assert_true(lines_on(b, placed, 0, 35) >= 28); /* and no large hole before it */
}

static void a_long_table_begins_where_a_hole_would_be(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    fill(b, 500);
    struct node *grid = table(&b->f, root, TABLE_PLAIN, NULL, 1, 1);
    row(&b->f, grid, "Head");
    for (int i = 1; i <= 15; i++)
        row(&b->f, grid, arena_format(&b->f.arena, "row %d.", i));
    struct placed_document *placed = place(b);
    assert_non_null(find_words(placed, 0, "row 4."));
    assert_non_null(find_words(placed, 1, "Head"));
    assert_non_null(find_words(placed, 1, "row 15."));
}

static void a_table_does_not_leave_one_row_behind(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    fill(b, 638); /* head and one row would fit: 26 + 8 + 638 + 14 + 23 + 22 = 731 */
    struct node *grid = table(&b->f, root, TABLE_PLAIN, NULL, 1, 1);
    row(&b->f, grid, "Head");
    for (int i = 1; i <= 15; i++)
        row(&b->f, grid, arena_format(&b->f.arena, "row %d.", i));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_null(find_words(placed, 0, "Head"));
    assert_non_null(find_words(placed, 1, "row 1."));
}

static void what_stays_together_on_no_page_is_parted_all_the_same(void **state) {
    struct bench *b = *state;
    struct node *group = block(&b->f, titled(b), NODE_GROUP);
    lines(b, group, 60);
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_int_equal(lines_on(b, placed, 0, 60) + lines_on(b, placed, 1, 60), 60);
}

/* From the baseline of one part's heading to the next one's. */
static double step_pt(const struct placed_document *placed, int page, const char *first,
                      const char *second) {
    return find_words(placed, page, second)->y_pt - find_words(placed, page, first)->y_pt;
}

static void both_sides_of_a_sheet_have_the_same_gaps(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    const char *parts[] = {"A", "B", "C", "D", "E", "F"};
    for (size_t i = 0; i < 6; i++) {
        struct node *part = section(&b->f, root, parts[i]);
        if (i % 3 < 2)
            figure(&b->f, part, 100, 200, NULL);
        else
            figure(&b->f, part, 100, i == 2 ? 130 : 205, NULL);
        if (i % 3 < 2)
            continue;
        struct node *group = block(&b->f, root, NODE_GROUP);
        group->pin = PIN_BOTTOM;
        paragraph(&b->f, group, "Foot.");
    }
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    double front_pt = step_pt(placed, 0, "A", "B");
    assert_true(fabs(front_pt - step_pt(placed, 1, "D", "E")) < 0.01);
    assert_true(front_pt > 224 + 14 && front_pt < 224 + 20); /* neither as wanted nor the most */
}

static void ten_thousand_rows_are_cut_in_a_moment(void **state) {
    struct bench *b = *state;
    struct node *grid = table(&b->f, titled(b), TABLE_PLAIN, NULL, 1, 1);
    row(&b->f, grid, "Head");
    for (int i = 0; i < 10000; i++)
        row(&b->f, grid, "Words.");
    clock_t start = clock();
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 313); /* 32 rows a page below the head */
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_heading_is_never_last_on_a_page),
        TEST(two_lines_at_least_on_each_side),
        TEST(a_box_is_never_split),
        TEST(a_box_taller_than_a_page_is_refused),
        TEST(a_page_break_begins_a_page),
        TEST(a_pinned_box_stands_on_the_last_line),
        TEST(what_follows_a_pinned_box_begins_a_page),
        TEST(a_pinned_box_without_room_comes_first_on_the_next_page),
        TEST(slack_goes_to_the_gaps_between_bands_alike),
        TEST(without_a_foot_gaps_stay_as_they_are),
        TEST(bands_move_closer_before_a_page_overflows),
        TEST(running_lines_are_artifacts_with_page_numbers),
        TEST(a_header_too_wide_is_refused),
        TEST(a_third_page_is_told),
        TEST(letter_paper_has_its_own_foot),
        TEST(the_outline_names_every_heading),
        TEST(a_last_page_is_not_left_with_a_line),
        TEST(a_long_table_begins_where_a_hole_would_be),
        TEST(a_table_does_not_leave_one_row_behind),
        TEST(what_stays_together_on_no_page_is_parted_all_the_same),
        TEST(both_sides_of_a_sheet_have_the_same_gaps),
        TEST(ten_thousand_rows_are_cut_in_a_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
