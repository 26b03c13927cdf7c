/* test_render_dump.c - placed pages as text: rounding, joined runs, paths in short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/render.h"

static struct glyph_run shape(struct arena *arena, const struct font_set *fonts, const char *text) {
    struct glyph_run *runs;
    size_t count;
    struct error err;
    if (!shape_text(arena, fonts, FONT_BOLD, slice_of(text), "en", &runs, &count, &err))
        fail_msg("%s", err.message);
    assert_int_equal(count, 1);
    return runs[0];
}

static void a_page_is_dumped_item_by_item(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct font_set *fonts = font_set_open(NULL, &err);
    if (!fonts)
        fail_msg("%s", err.message);
    struct element root = {.type = ELEMENT_DOCUMENT};
    struct element heading = {.number = 1, .type = ELEMENT_H1, .parent = &root};
    struct element figure = {
        .number = 2, .type = ELEMENT_FIGURE, .parent = &root, .alt = "A \"shoe\""};
    struct glyph_run first = shape(&arena, fonts, "Your heel ");
    struct glyph_run second = shape(&arena, fonts, "insert");
    double width_pt = (double)first.advance * 22 / font_metrics(first.font)->units_per_em;
    struct drawing_command rule[] = {{.step = DRAW_MOVE, .x = {51}, .y = {84}},
                                     {.step = DRAW_LINE, .x = {544.24}, .y = {84}},
                                     {.step = DRAW_PAINT, .stroke_width_pt = 0.75}};
    struct drawing_command curve[] = {
        {.step = DRAW_MOVE, .x = {100}, .y = {200}},
        {.step = DRAW_CURVE, .x = {90, 120, 110}, .y = {210, 220, 215}},
        {.step = DRAW_PAINT, .stroke_width_pt = 1.5, .dash_pt = 3, .fill = FILL_WHITE}};
    struct placed_item items[] = {
        {.element = &heading, .x_pt = 51.04, .y_pt = 70.96, .size_pt = 22, .run = first},
        {.element = &heading,
         .x_pt = 51.04 + width_pt,
         .y_pt = 70.96,
         .size_pt = 22,
         .run = second,
         .line_end = true},
        {.element = &heading, .x_pt = 51.04, .y_pt = 95, .size_pt = 22, .run = second},
        {.kind = PLACED_PATH, .artifact = ARTIFACT_LAYOUT, .commands = rule, .command_count = 3},
        {.kind = PLACED_PATH, .element = &figure, .commands = curve, .command_count = 3},
        {.artifact = ARTIFACT_PAGINATION,
         .x_pt = -0.04,
         .y_pt = 800,
         .size_pt = 9.5,
         .run = second},
    };
    struct placed_page page = {595.276, 841.89, items, 6, 6};
    struct placed_outline outline = {"Your heel insert", 1, 0, 60.25};
    const char *warning = "a third page";
    struct placed_document placed = {.pages = &page,
                                     .page_count = 1,
                                     .outline = &outline,
                                     .outline_count = 1,
                                     .warnings = &warning,
                                     .warning_count = 1};
    struct strbuf out = {0};
    render_dump(&placed, &out);
    assert_string_equal(strbuf_text(&out),
                        "page 1 595.3 x 841.9\n"
                        "51.0 71.0 H1 Andika-Bold 22 \"Your heel insert\"\n"
                        "51.0 95.0 H1 Andika-Bold 22 \"insert\"\n"
                        "rule 51.0 84.0 544.2 84.0 0.75 artifact\n"
                        "path 90.0 200.0 120.0 220.0 of 3 stroke 1.5 dash 3 white Figure"
                        " \"A \\\"shoe\\\"\"\n"
                        "0.0 800.0 pagination Andika-Bold 9.5 \"insert\"\n"
                        "outline 1 page 1 60.3 \"Your heel insert\"\n"
                        "warning a third page\n");
    strbuf_release(&out);
    font_set_close(fonts);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_dumped_item_by_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
