/* qr and figure { picture = ... } in scripts: what they make, and what they refuse. The modules of
 * a code are read back from its rectangles: the parts that every code has are where the standard
 * says (ISO 18004, 6.3). */
#include "lua_fixture.h"

#include <math.h>

static struct node *first_figure(struct fixture *fixture) {
    struct node *node = fixture->doc->root->first_child;
    while (node && node->kind != NODE_FIGURE)
        node = node->next;
    assert_non_null(node);
    return node;
}

static void open_block(struct fixture *fixture, const char *blocks) {
    fixture_open(fixture);
    if (!fixture_block(fixture, blocks))
        fail_msg("%s", fixture->err.message);
}

/* ---- codes ----------------------------------------------------------------------------------- */

/* How many rectangles cover a point: black where it is one. Each has five steps. */
static int covering(const struct drawing *drawing, double x, double y) {
    int found = 0;
    for (size_t i = 0; i + 5 < drawing->count; i += 5) {
        const struct drawing_command *corner = &drawing->commands[i];
        assert_int_equal(corner[0].step, DRAW_MOVE);
        assert_int_equal(corner[4].step, DRAW_CLOSE);
        found +=
            x > corner[0].x[0] && x < corner[2].x[0] && y > corner[0].y[0] && y < corner[2].y[0];
    }
    return found;
}

static int module_at(const struct drawing *drawing, int across, int x, int y) {
    double module_pt = drawing->width_pt / across;
    return covering(drawing, (x + 4.5) * module_pt, (y + 4.5) * module_pt);
}

/* Rings of seven, five and three modules. */
static void expect_finder(const struct drawing *drawing, int across, int left, int top) {
    for (int y = -1; y <= 7; y++)
        for (int x = -1; x <= 7; x++) {
            bool inside = x >= 0 && x <= 6 && y >= 0 && y <= 6;
            bool ring = inside && (x == 0 || x == 6 || y == 0 || y == 6);
            bool heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;
            if (left + x >= 0 && top + y >= 0 && left + x < across - 8 && top + y < across - 8)
                assert_int_equal(module_at(drawing, across, left + x, top + y), ring || heart);
        }
}

static void a_code_has_the_parts_that_every_code_has(void **state) {
    struct fixture fixture;
    (void)state;
    open_block(&fixture, "qr { 'https://clinic.example/heel' }");
    const struct drawing *drawing = first_figure(&fixture)->drawing;
    enum { MODULES = 29, ACROSS = MODULES + 8 }; /* version 3: version 2 ends at 26 bytes */
    expect_finder(drawing, ACROSS, 0, 0);
    expect_finder(drawing, ACROSS, MODULES - 7, 0);
    expect_finder(drawing, ACROSS, 0, MODULES - 7);
    for (int i = 8; i < MODULES - 8; i++) { /* the timing lines between them */
        assert_int_equal(module_at(drawing, ACROSS, i, 6), i % 2 == 0);
        assert_int_equal(module_at(drawing, ACROSS, 6, i), i % 2 == 0);
    }
    assert_int_equal(module_at(drawing, ACROSS, 8, MODULES - 8), 1); /* always dark */
    /* Every module is covered once or not at all, and around them it is quiet. */
    for (int y = -4; y < MODULES + 4; y++)
        for (int x = -4; x < MODULES + 4; x++) {
            bool quiet = x < 0 || y < 0 || x >= MODULES || y >= MODULES;
            assert_in_range(module_at(drawing, ACROSS, x, y), 0, quiet ? 0 : 1);
        }
    assert_int_equal(drawing->commands[drawing->count - 1].step, DRAW_PAINT);
    assert_int_equal(drawing->commands[drawing->count - 1].fill, FILL_BLACK);
    assert_true(drawing->commands[drawing->count - 1].stroke_width_pt <= 0);
    fixture_close(&fixture);
}

static void the_address_is_printed_without_its_scheme(void **state) {
    struct fixture fixture;
    (void)state;
    open_block(&fixture, "qr { 'https://clinic.example/heel' }");
    struct node *figure = first_figure(&fixture);
    assert_true(fabs(figure->drawing->width_pt - 71) < 0.001);
    assert_string_equal(figure->alt, "QR code: clinic.example/heel");
    assert_string_equal(node_plain_text(&fixture.arena, figure), "clinic.example/heel");
    fixture_close(&fixture);
}

static void words_and_alt_can_be_given(void **state) {
    struct fixture fixture;
    (void)state;
    open_block(&fixture,
               "qr { 'https://clinic.example/heel', words = 'our page', alt = 'Code', size = 90 }");
    struct node *figure = first_figure(&fixture);
    assert_true(fabs(figure->drawing->width_pt - 90) < 0.001);
    assert_string_equal(figure->alt, "Code");
    assert_string_equal(node_plain_text(&fixture.arena, figure), "our page");
    fixture_close(&fixture);
    open_block(&fixture, "qr { 'https://clinic.example/heel', words = false }");
    assert_null(first_figure(&fixture)->first_child);
    fixture_close(&fixture);
}

static void an_address_that_is_none_is_refused(void **state) {
    (void)state;
    fixture_refuses_block("qr { 'http://clinic.example' }", "begins with https://");
    fixture_refuses_block("qr { 'https://' }", "begins with https://");
    fixture_refuses_block("qr { 'https:///heel' }", "begins with https://");
    fixture_refuses_block("qr { 'javascript:alert(1)' }", "begins with https://");
    fixture_refuses_block("qr { 5 }", "begins with https://");
    fixture_refuses_block("qr { 'https://clinic.example/a b' }", "an address has letters");
    fixture_refuses_block("qr { 'https://clinic.example/\u00E4' }", "an address has letters");
    fixture_refuses_block("qr { 'https://clinic.example/\\0x' }", "an address has letters");
    fixture_refuses_block("qr { 'https://' .. ('a'):rep(293) }", "has 301 characters");
    fixture_refuses_block("qr { }", "qr needs one address");
    fixture_refuses_block("qr { 'https://a.example', 'https://b.example' }", "needs one address");
}

static void a_code_too_small_for_a_camera_is_refused(void **state) {
    (void)state;
    fixture_refuses_block("qr { 'https://a.example', size = 70 }", "a camera needs 25 mm");
    fixture_refuses_block("qr { 'https://a.example', size = 0/0 }", "a camera needs 25 mm");
    fixture_refuses_block("qr { 'https://a.example', size = '71' }", "a camera needs 25 mm");
    fixture_refuses_block("qr { 'https://a.example/' .. ('a'):rep(280) }",
                          "needs size = 77 or a shorter address");
    fixture_refuses_block("qr { 'https://a.example', width = 80 }", "width");
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void a_picture_keeps_its_name_and_sizes(void **state) {
    struct fixture fixture;
    (void)state;
    open_block(&fixture, "figure { picture = 'logo.png', width = 120, alt = 'Logo', caption = "
                         "{ 'Our ', bold 'logo' } }");
    struct node *figure = first_figure(&fixture);
    assert_null(figure->drawing);
    assert_string_equal(figure->picture, "logo.png");
    assert_true(figure->picture_width_pt > 119.9 && figure->picture_width_pt < 120.1);
    assert_true(figure->picture_height_pt <= 0);
    assert_false(figure->decorative);
    assert_string_equal(node_plain_text(&fixture.arena, figure), "Our logo");
    assert_non_null(strstr(fixture_dump(&fixture), "picture: \"logo.png\" width 120"));
    fixture_close(&fixture);
}

static void a_decorative_figure_needs_no_words(void **state) {
    struct fixture fixture;
    (void)state;
    open_block(&fixture, "figure { picture = 'logo.png', decorative = true }");
    assert_true(first_figure(&fixture)->decorative);
    assert_null(first_figure(&fixture)->alt);
    fixture_close(&fixture);
}

static void figures_that_contradict_themselves_are_refused(void **state) {
    (void)state;
    fixture_refuses_block("figure { picture = 'a.png' }", "figure needs alt");
    fixture_refuses_block("figure { picture = 'a.png', decorative = false }", "figure needs alt");
    fixture_refuses_block("figure { picture = 'a.png', alt = 'A', decorative = true }",
                          "leave out alt and caption");
    fixture_refuses_block("figure { picture = 'a.png', caption = 'A', decorative = true }",
                          "leave out alt and caption");
    fixture_refuses_block("figure { picture = 'a.png', alt = 'A', decorative = 'yes' }",
                          "decorative must be true or false");
    fixture_refuses_block("figure { picture = 'a.png', alt = 'A', draw = function() end }",
                          "either draw or picture");
    fixture_refuses_block("figure { alt = 'A', width = 5, height = 5 }", "or picture = \"FILE\"");
    fixture_refuses_block("figure { picture = 5, alt = 'A' }", "the name of a PNG or JPEG file");
    fixture_refuses_block("figure { picture = '', alt = 'A' }", "the name of a PNG or JPEG file");
    fixture_refuses_block("figure { picture = 'a.png', alt = 'A', width = 0 }", "width must be");
    fixture_refuses_block("figure { picture = 'a.png', alt = 'A', height = 1/0 }",
                          "height must be");
    fixture_refuses_block("figure { width = 9, height = 9, decorative = true, draw = "
                          "function(c) c:text(1, 8, 'words') end }",
                          "a decorative drawing has words");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_has_the_parts_that_every_code_has),
        cmocka_unit_test(the_address_is_printed_without_its_scheme),
        cmocka_unit_test(words_and_alt_can_be_given),
        cmocka_unit_test(an_address_that_is_none_is_refused),
        cmocka_unit_test(a_code_too_small_for_a_camera_is_refused),
        cmocka_unit_test(a_picture_keeps_its_name_and_sizes),
        cmocka_unit_test(a_decorative_figure_needs_no_words),
        cmocka_unit_test(figures_that_contradict_themselves_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
