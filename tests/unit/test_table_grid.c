/* Which columns cells take, and which tables are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "doc/table_grid.h"
#include "handout_fixture.h"

static int open_fixture(void **state) {
    static struct fixture f;
    fixture_open(&f);
    heading(&f, f.doc->root, 1, "Title");
    *state = &f;
    return 0;
}

static int close_fixture(void **state) {
    fixture_close(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

static struct node *cell(struct fixture *f, struct node *row, int span, int rows) {
    struct node *node = block(f, row, NODE_CELL);
    node->span = span;
    node->row_span = rows;
    words(f, node, "x");
    return node;
}

static void expect_refusal(struct fixture *f, const char *message) {
    assert_false(document_finish(f->doc, &f->err));
    assert_int_equal(f->err.code, ERROR_SCRIPT);
    if (!strstr(f->err.message, message))
        fail_msg("expected '%s' in '%s'", message, f->err.message);
}

static void cells_stand_beside_those_from_above(void **state) {
    struct fixture *f = *state;
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 4, 0);
    struct node *first = block(f, node, NODE_ROW), *second = block(f, node, NODE_ROW);
    struct table_grid grid;
    size_t column;
    table_grid_begin(&grid, 4);
    assert_true(table_grid_place(&grid, cell(f, first, 1, 1), &column) && column == 0);
    assert_true(table_grid_place(&grid, cell(f, first, 2, 2), &column) && column == 1);
    assert_true(table_grid_place(&grid, cell(f, first, 1, 1), &column) && column == 3);
    assert_int_equal(table_grid_taken(&grid), 4);
    table_grid_end_row(&grid);
    assert_int_equal(table_grid_taken(&grid), 2);
    assert_true(table_grid_place(&grid, cell(f, second, 1, 1), &column) && column == 0);
    assert_true(table_grid_place(&grid, cell(f, second, 1, 1), &column) && column == 3);
    assert_true(document_finish(f->doc, &f->err));
}

static void cells_that_meet_are_refused(void **state) {
    struct fixture *f = *state;
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 3, 0);
    struct node *first = block(f, node, NODE_ROW), *second = block(f, node, NODE_ROW);
    cell(f, first, 1, 1), cell(f, first, 1, 2), cell(f, first, 1, 1);
    cell(f, second, 2, 1);
    expect_refusal(f, "test.lua:7: a table cell that spans 2 columns does not fit from column 1");
}

static void cells_over_the_end_are_refused(void **state) {
    struct fixture *f = *state;
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 2, 0);
    struct node *row_node = block(f, node, NODE_ROW);
    cell(f, row_node, 1, 1), cell(f, row_node, 1, 2);
    expect_refusal(f, "spans 2 rows, 1 are left");
}

static void cells_from_the_head_into_the_rows_are_refused(void **state) {
    struct fixture *f = *state;
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 2, 1);
    struct node *head = block(f, node, NODE_ROW), *body = block(f, node, NODE_ROW);
    cell(f, head, 1, 2), cell(f, head, 1, 1);
    cell(f, body, 1, 1);
    expect_refusal(f, "can't reach from the head");
}

static void rows_are_counted_with_cells_from_above(void **state) {
    struct fixture *f = *state;
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 2, 0);
    struct node *first = block(f, node, NODE_ROW), *second = block(f, node, NODE_ROW);
    cell(f, first, 1, 2), cell(f, first, 1, 1);
    cell(f, second, 1, 1), cell(f, second, 1, 1);
    expect_refusal(f, "a table row covers 3 columns, the table has 2");
}

static void widths_without_measure_are_refused(void **state) {
    struct fixture *f = *state;
    const double wrong[] = {NAN, INFINITY, -1, 1e9};
    struct node *node = table(f, f->doc->root, TABLE_PLAIN, NULL, 1, 0);
    row(f, node, "x");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        node->table_columns[0] = (struct table_column){.width_pt = wrong[i]};
        expect_refusal(f, "table column 1");
        node->table_columns[0] = (struct table_column){.weight = wrong[i]};
        expect_refusal(f, "table column 1");
    }
}

static void bands_stand_two_deep_at_most(void **state) {
    struct fixture *f = *state;
    struct node *parent = f->doc->root;
    for (int i = 0; i < 2; i++)
        parent = column(f, block(f, parent, NODE_BAND), 12);
    paragraph(f, parent, "x");
    assert_true(document_finish(f->doc, &f->err));
    paragraph(f, column(f, block(f, parent, NODE_BAND), 12), "x");
    expect_refusal(f, "bands stand in one another 3 deep");
}

static void a_definition_needs_its_term(void **state) {
    struct fixture *f = *state;
    item(f, list(f, f->doc->root, LIST_DEFINITION), "explains nothing", NULL);
    expect_refusal(f, "a definition has no term");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(cells_stand_beside_those_from_above),
        TEST(cells_that_meet_are_refused),
        TEST(cells_over_the_end_are_refused),
        TEST(cells_from_the_head_into_the_rows_are_refused),
        TEST(rows_are_counted_with_cells_from_above),
        TEST(widths_without_measure_are_refused),
        TEST(bands_stand_two_deep_at_most),
        TEST(a_definition_needs_its_term),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
