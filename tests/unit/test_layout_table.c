/* Tables: columns, heads, rows over pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <time.h>

#include "base/strbuf.h"
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

static struct node *tall_cell(struct bench *b, struct node *parent, int rows, const char *text) {
    struct node *cell = block(&b->f, parent, NODE_CELL);
    cell->row_span = rows;
    words(&b->f, cell, text);
    return cell;
}

static void rows_that_a_cell_holds_share_a_page(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 0);
    for (int i = 0; i < 12; i++) {
        struct node *first = block(&b->f, node, NODE_ROW);
        tall_cell(b, first, 5, arena_format(&b->f.arena, "group %d.", i));
        words(&b->f, block(&b->f, first, NODE_CELL), arena_format(&b->f.arena, "first %d.", i));
        for (int k = 0; k < 3; k++)
            row(&b->f, node, "between");
        row(&b->f, node, arena_format(&b->f.arena, "last %d.", i));
    }
    struct placed_document *placed = place(b);
    assert_true(placed->page_count == 2);
    for (int page = 0; page < 2; page++)
        for (int i = 0; i < 12; i++) {
            char group[16], last[16];
            snprintf(group, sizeof group, "group %d.", i);
            snprintf(last, sizeof last, "last %d.", i);
            assert_int_equal(count_words(placed, page, group), count_words(placed, page, last));
        }
    const struct placed_item *group = find_words(placed, 0, "group 0");
    assert_int_equal(group->element->row_span, 5);
    assert_true(group->y_pt == find_words(placed, 0, "first 0")->y_pt);
    assert_int_equal(placed->warning_count, 0);
}

static void a_row_taller_than_a_page_is_divided(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 1);
    row(&b->f, node, "Head|Other");
    struct strbuf text = {0};
    for (int i = 0; i < 900; i++)
        strbuf_add_format(&text, "word%d ", i);
    row(&b->f, node, arena_format(&b->f.arena, "short|%s", strbuf_text(&text)));
    strbuf_release(&text);
    struct placed_document *placed = place(b); /* layout counts that nothing is lost */
    assert_true(placed->page_count >= 2);
    assert_non_null(strstr(placed->warnings[0], "it is divided between its lines"));
    assert_int_equal(find_words(placed, 1, "Head")->artifact, ARTIFACT_PAGINATION);
}

/* The words of a page's cells come cell by cell, also where the row was set line by line. */
static void a_divided_row_is_read_cell_by_cell(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 0);
    struct strbuf text = {0};
    for (int i = 0; i < 900; i++)
        strbuf_add_format(&text, "word%d ", i);
    row(&b->f, node, arena_format(&b->f.arena, "%s|%s", strbuf_text(&text), strbuf_text(&text)));
    strbuf_release(&text);
    struct placed_document *placed = place(b);
    for (size_t page = 0; page < placed->page_count; page++) {
        int number = 0;
        for (size_t i = 0; i < placed->pages[page].count; i++) {
            const struct element *element = placed->pages[page].items[i].element;
            if (!element)
                continue;
            assert_true(element->number >= number);
            number = element->number;
        }
    }
}

static void cells_that_fit_stay_on_one_line(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 3, 0);
    node->table_columns[0].weight = 1;
    node->table_columns[1].weight = 9;
    row(&b->f, node, "these are quite a few words for it|short|end");
    struct placed_document *placed = place(b);
    assert_non_null(find_words(placed, 0, "these are quite a few words for it"));
}

static void a_given_width_gives_way_to_a_word(void **state) {
    struct bench *b = *state;
    const double widths[] = {30, 0};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 2, 0);
    row(&b->f, node, "otorhinolaryngologist|b");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->warning_count, 0);
    assert_non_null(find_words(placed, 0, "otorhinolaryngologist"));
}

static void a_column_without_room_is_named(void **state) {
    struct bench *b = *state;
    const double widths[] = {480, 0};
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, widths, 2, 0);
    row(&b->f, node, "a|words");
    expect_failure(b, "column 2 of a table would be");
}

static double seconds_for_rows(struct bench *b, int count) {
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 3, 1);
    row(&b->f, node, "Number|Words|End");
    for (int i = 0; i < count; i++)
        row(&b->f, node, arena_format(&b->f.arena, "%d|some words in a cell|end", i));
    clock_t begin = clock();
    place(b);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* Eight times the rows take about eight times as long; sixty-four times if it were quadratic. */
static void time_grows_with_the_rows(void **state) {
    struct bench *b = *state;
    double few = seconds_for_rows(b, 1250);
    fixture_close(&b->f);
    fixture_open(&b->f);
    double many = seconds_for_rows(b, 10000);
    if (many > 24 * few + 0.2)
        fail_msg("1250 rows took %.3f s, 10000 took %.3f s", few, many);
}

/* ---- stacked --------------------------------------------------------------------------------- */

static struct placed_document *place_stacked(struct bench *b) {
    struct theme theme = *theme_standard();
    theme.stacked_tables = true;
    struct placed_document *placed = layout_document(b->f.doc, b->fonts, &theme, &b->f.err);
    if (!placed)
        fail_msg("%s", b->f.err.message);
    return placed;
}

static void stacked_rows_are_list_items(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAN, NULL, 3, 1);
    row(&b->f, node, "Week|Runs|Done");
    row(&b->f, node, "1|walk only|*");
    row(&b->f, node, "2|4 of 1 km|");
    struct placed_document *placed = place_stacked(b);
    assert_null(find_element(placed, ELEMENT_TABLE));
    assert_non_null(find_element(placed, ELEMENT_L));
    assert_int_equal(count_words(placed, 0, "Week"), 2); /* said in each row */
    assert_int_equal(find_words(placed, 0, "Week")->element->type, ELEMENT_LBL);
    assert_int_equal(find_words(placed, 0, "walk only")->element->type, ELEMENT_LBODY);
    const struct element *line = NULL; /* the empty cell is a line to write on */
    for (size_t i = 0; i < placed->element_count; i++)
        if (placed->elements[i]->actual_text && placed->elements[i]->actual_text[0] == '_')
            line = placed->elements[i];
    assert_non_null(line);
}

static void no_head_words_are_lost_when_rows_cover_them(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_PLAIN, NULL, 2, 1);
    row(&b->f, node, "Seldom|Never");
    struct node *cell = block(&b->f, block(&b->f, node, NODE_ROW), NODE_CELL);
    cell->span = 2;
    words(&b->f, cell, "covers both");
    struct placed_document *placed = place_stacked(b); /* the count would tell */
    assert_int_equal(count_words(placed, 0, "Never"), 1);
}

static void a_diary_keeps_columns_that_fit(void **state) {
    struct bench *b = *state;
    const double widths[] = {72, 400};
    struct node *node = table(&b->f, titled(b), TABLE_DIARY, widths, 2, 1);
    row(&b->f, node, "Day|Pain");
    row(&b->f, node, "Mon|");
    assert_non_null(find_element(place_stacked(b), ELEMENT_TABLE));
}

static void a_stacked_strip_is_a_fact_a_line(void **state) {
    struct bench *b = *state;
    struct node *node = table(&b->f, titled(b), TABLE_IDENTITY, NULL, 2, 1);
    row(&b->f, node, "For|Born");
    row(&b->f, node, "Robin Example|1 May 1984");
    struct placed_document *placed = place_stacked(b);
    assert_true(find_words(placed, 0, "For")->y_pt == find_words(placed, 0, "Robin")->y_pt);
    assert_true(find_words(placed, 0, "Born")->y_pt > find_words(placed, 0, "For")->y_pt);
    assert_true(find_words(placed, 0, "Born")->element->row_header);
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
        TEST(rows_that_a_cell_holds_share_a_page),
        TEST(a_row_taller_than_a_page_is_divided),
        TEST(a_divided_row_is_read_cell_by_cell),
        TEST(cells_that_fit_stay_on_one_line),
        TEST(a_given_width_gives_way_to_a_word),
        TEST(a_column_without_room_is_named),
        TEST(time_grows_with_the_rows),
        TEST(stacked_rows_are_list_items),
        TEST(no_head_words_are_lost_when_rows_cover_them),
        TEST(a_diary_keeps_columns_that_fit),
        TEST(a_stacked_strip_is_a_fact_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
