/* Tables: columns, heads, rows over pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

static struct node *titled(struct bench *b) {
    heading(&b->f, b->f.doc->root, 1, "Title");
    return b->f.doc->root;
}

static void given_widths_are_kept(void **state) {
    struct bench *b = *state;
    const double widths[] = {100, 150, 243};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 3, 1);
    row(&b->f, node, "One|Two|Three");
    row(&b->f, node, "a|b|c");
    struct placed_document *placed = place(b);
    assert_true(find_words(placed, 0, "One")->x_pt == 51); /* flush with the margin */
    assert_true(fabs(find_words(placed, 0, "Two")->x_pt - 155) < 0.01);
    assert_true(fabs(find_words(placed, 0, "c")->x_pt - 305) < 0.01);
}

static void columns_too_wide_are_refused(void **state) {
    struct bench *b = *state;
    const double widths[] = {300, 300};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 2, 1);
    row(&b->f, node, "One|Two");
    row(&b->f, node, "a|b");
    expect_failure(b, "the columns of a table are 600.0 pt wide");
}

static void columns_follow_their_content(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 1);
    row(&b->f, node, "A|B");
    row(&b->f, node,
        "short|much longer words that fill the greater part of the row, so that they wrap at the "
        "end of it, at last");
    struct placed_document *placed = place(b);
    double second_pt = find_words(placed, 0, "B")->x_pt;
    assert_true(second_pt > 51 + 30 && second_pt < 51 + 60);
    assert_int_equal(placed->warning_count, 0); /* no word was broken */
}

static void head_cells_end_on_one_line(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    const struct placed_item *day = find_words(placed, 1, "Day");
    /* the contacts also begin with "Day" */
    for (size_t i = 0; i < placed->pages[1].count; i++)
        if (item_starts_with(&placed->pages[1].items[i], "Day") &&
            placed->pages[1].items[i].element->type == ELEMENT_TH)
            day = &placed->pages[1].items[i];
    assert_int_equal(day->element->type, ELEMENT_TH);
    assert_true(day->element->column_header);
    assert_true(day->y_pt == find_words(placed, 1, "next day")->y_pt);
    assert_true(day->y_pt > find_words(placed, 1, "Time")->y_pt);
}

static void plan_rows_are_one_step_apart(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    double first_pt = find_words(placed, 1, "2–8 Mar")->y_pt;
    assert_true(fabs(find_words(placed, 1, "9–15 Mar")->y_pt - first_pt - 21.5) < 0.01);
    assert_true(fabs(find_words(placed, 1, "6–12 Apr")->y_pt - first_pt - 5 * 21.5) < 0.01);
    double monday_pt = find_words(placed, 1, "Mon 2")->y_pt;
    assert_true(fabs(find_words(placed, 1, "Sun 8")->y_pt - monday_pt - 6 * 25.5) < 0.01);
    assert_true(find_words(placed, 1, "Mon 2")->y_pt == find_words(placed, 1, "Mon 9")->y_pt);
}

static void centred_boxes_stand_in_the_middle(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    for (size_t i = 0; i < placed->pages[1].count; i++) {
        const struct placed_item *item = &placed->pages[1].items[i];
        if (item->kind != PLACED_PATH || !item->element || !item->element->actual_text ||
            strcmp(item->element->actual_text, "tick when done") != 0)
            continue;
        /* last column: 248 to 281.9, 4 padding on its left */
        double middle_pt = (item->commands[0].x[0] + item->commands[1].x[0]) / 2;
        assert_true(fabs(middle_pt - (51 + 252 + 29.9 / 2)) < 0.1);
    }
}

static void a_long_table_repeats_its_head(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 1);
    row(&b->f, node, "Heading|Other");
    for (int i = 0; i < 60; i++)
        row(&b->f, node, arena_format(&b->f.arena, "row %d.|value", i));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_int_equal(find_words(placed, 0, "Heading")->artifact, ARTIFACT_NONE);
    const struct placed_item *again = find_words(placed, 1, "Heading");
    assert_int_equal(again->artifact, ARTIFACT_PAGINATION);
    assert_null(again->element);
    assert_true(again->y_pt < 75);
    size_t rows = 0;
    for (int i = 0; i < 60; i++) {
        char text[16];
        snprintf(text, sizeof text, "row %d.", i);
        rows += count_words(placed, 0, text) + count_words(placed, 1, text);
    }
    assert_int_equal(rows, 60);
    /* rows of both pages belong to one table */
    size_t tables = 0;
    for (size_t i = 0; i < placed->element_count; i++)
        tables += placed->elements[i]->type == ELEMENT_TABLE;
    assert_int_equal(tables, 1);
}

static void a_cell_may_span_columns(void **state) {
    struct bench *b = *state;
    const double widths[] = {100, 100, 293};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 3, 0);
    row(&b->f, node, "a|b|c");
    struct node *wide = block(&b->f, node, NODE_ROW);
    struct node *cell = block(&b->f, wide, NODE_CELL);
    cell->span = 2;
    words(&b->f, cell, "over both columns, on one line");
    words(&b->f, block(&b->f, wide, NODE_CELL), "last");
    struct placed_document *placed = place(b);
    assert_true(find_words(placed, 0, "over both")->y_pt == find_words(placed, 0, "last")->y_pt);
    assert_int_equal(find_words(placed, 0, "over both")->element->column_span, 2);
    assert_non_null(find_words(placed, 0, "over both columns, on one line"));
}

static void a_word_wider_than_its_column_is_told(void **state) {
    struct bench *b = *state;
    const double widths[] = {30, 463};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 2, 0);
    row(&b->f, node, "otorhinolaryngologist|b");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->warning_count, 1);
    assert_non_null(strstr(placed->warnings[0], "is broken"));
}

static void identity_labels_are_light_and_values_bold(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    const struct placed_item *label = find_words(placed, 0, "Born");
    const struct placed_item *value = find_words(placed, 0, "1 May 1984");
    assert_string_equal(font_postscript_name(label->run.font), "Andika");
    assert_string_equal(font_postscript_name(value->run.font), "Andika-Bold");
    assert_true(fabs(value->y_pt - label->y_pt - 16) < 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(given_widths_are_kept),
        TEST(columns_too_wide_are_refused),
        TEST(columns_follow_their_content),
        TEST(head_cells_end_on_one_line),
        TEST(plan_rows_are_one_step_apart),
        TEST(centred_boxes_stand_in_the_middle),
        TEST(a_long_table_repeats_its_head),
        TEST(a_cell_may_span_columns),
        TEST(a_word_wider_than_its_column_is_told),
        TEST(identity_labels_are_light_and_values_bold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
