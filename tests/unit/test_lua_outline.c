/* test_lua_outline.c - outlines as lists of steps: where their points, lines and dots stand. */
#include "lua_fixture.h"

#include <math.h>

static const struct drawing *draw(struct fixture *fixture, const char *steps) {
    char script[1000];
    snprintf(script, sizeof script,
             "figure { width = 100, height = 100, alt = 'a', draw = function(c)\n"
             "local square = { { 'M', 0, 0 }, { 'L', 40, 0 }, { 'L', 40, 40 }, { 'L', 0, 40 }, "
             "{ 'Z' } }\n%s end }",
             steps);
    fixture_open(fixture);
    if (!fixture_block(fixture, script))
        fail_msg("%s", fixture->err.message);
    return fixture->doc->root->last_child->drawing;
}

static void assert_at(const struct drawing_command *command, int point, double x, double y) {
    if (fabs(command->x[point] - x) > 1e-9 || fabs(command->y[point] - y) > 1e-9)
        fail_msg("%f %f is not at %f %f", command->x[point], command->y[point], x, y);
}

static void points_are_moved_turned_over_mirrored_and_rounded(void **state) {
    (void)state;
    struct fixture fixture;
    const struct drawing *drawing =
        draw(&fixture, "c:outline({ { 'M', 1, 2 }, { 'C', 3, 4, 5, 6, 7.0049, 8 }, { 'Z' } }, "
                       "{ x = 10, y = 20, scale = 2, flip = 9, mirror_in = 100 }):paint()");
    assert_int_equal(drawing->count, 4);
    assert_at(&drawing->commands[0], 0, 88, 34);
    assert_at(&drawing->commands[1], 0, 84, 30);
    assert_at(&drawing->commands[1], 2, 75.99, 22);
    assert_int_equal(drawing->commands[2].step, DRAW_CLOSE);
    fixture_close(&fixture);
}

static void hatching_goes_from_edge_to_edge(void **state) {
    (void)state;
    struct fixture fixture;
    const struct drawing *drawing = draw(&fixture, "c:hatch(square, 5):paint()");
    assert_int_equal(drawing->count, 25); /* 12 lines: the diagonal has 56.57 points */
    for (size_t i = 0; i + 1 < drawing->count; i += 2) {
        const struct drawing_command *from = &drawing->commands[i], *to = from + 1;
        assert_true(from->step == DRAW_MOVE && to->step == DRAW_LINE);
        /* At 45 degrees, both ends on the edge. */
        assert_true(fabs(fabs(from->x[0] - to->x[0]) - fabs(from->y[0] - to->y[0])) < 0.021);
        const struct drawing_command *ends[] = {from, to};
        for (int k = 0; k < 2; k++) {
            double x = ends[k]->x[0], y = ends[k]->y[0];
            assert_true(x > -0.01 && x < 40.01 && y > -0.01 && y < 40.01);
            assert_true(fmin(fmin(x, 40 - x), fmin(y, 40 - y)) < 0.01);
        }
    }
    fixture_close(&fixture);
}

static void dots_keep_away_from_the_edge_and_out_of_holes(void **state) {
    (void)state;
    struct fixture fixture;
    const struct drawing *drawing =
        draw(&fixture, "for _, step in ipairs { { 'M', 10, 10 }, { 'L', 30, 10 }, { 'L', 30, 30 }, "
                       "{ 'L', 10, 30 }, { 'Z' } } do square[#square + 1] = step end\n"
                       "c:dots(square, 3, 2):paint { round = true }");
    assert_true(drawing->count > 100);
    for (size_t i = 0; i + 1 < drawing->count; i++) {
        double x = drawing->commands[i].x[0], y = drawing->commands[i].y[0];
        assert_true(x >= 1.99 && x <= 38.01 && y >= 1.99 && y <= 38.01);
        assert_false(x > 8.01 && x < 31.99 && y > 10 && y < 30);
    }
    fixture_close(&fixture);
}

static void bad_outlines_are_named(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"c:outline({}):paint()", "an outline must have 1 to"},
        {"c:outline({ { 'L', 1, 2 } }):paint()", "the first an M"},
        {"c:outline({ { 'M', 1 } }):paint()", "a number of the outline must be a number"},
        {"c:outline({ { 'M', 0/0, 1 } }):paint()", "a number of the outline must be a number"},
        {"c:outline({ { 'M', 1, 2 }, { 'Q', 1, 2 } }):paint()", "step 2 of the outline"},
        {"c:outline({ { 'M', 1, 2 }, 7 }):paint()", "step 2 of the outline"},
        {"c:outline({ { 'M', 9999, 2 } }):paint()", "farther than 5000 points away"},
        {"c:outline({ { 'M', 1, 2 } }, { left = 1 }):paint()", "left"},
        {"c:hatch({ { 'M', 1, 2 } }, 0.1):paint()", "the step of the hatching must be"},
        {"c:hatch({ { 'M', 0, 0 }, { 'L', 4999, 9 } }, 0.5):paint()", "the step is too small"},
        {"c:hatch({ { 'M', 0, 0 }, { 'L', 9, 9e5 } }, 0.5):paint()", "farther than 5000 points"},
        {"c:dots({ { 'M', 1, 2 } }, 3, -1):paint()", "the distance of the dots must be"},
        {"c:dots({ { 'M', 1, 2 } }, 3):paint()", "the distance of the dots must be"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char block[300];
        snprintf(block, sizeof block,
                 "figure { width = 9, height = 9, alt = 'a', draw = function(c) %s end }",
                 rows[i][0]);
        fixture_refuses_block(block, rows[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_moved_turned_over_mirrored_and_rounded),
        cmocka_unit_test(hatching_goes_from_edge_to_edge),
        cmocka_unit_test(dots_keep_away_from_the_edge_and_out_of_holes),
        cmocka_unit_test(bad_outlines_are_named),
    };
    return cmocka_run_group_tests_name("lua_outline", tests, NULL, NULL);
}
