/* Blocks: where the parts of the design's first handout stand, and what belongs to what. Points as
 * in the design guide; x from the left edge, y down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

static void the_handout_fills_one_sheet(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    assert_int_equal(placed->page_count, 2);
    assert_int_equal(placed->warning_count, 0);
}

/* Measured in the design's picture; a point and a half is what a reader can't see. */
static void words_stand_where_the_design_has_them(void **state) {
    struct bench *b = *state;
    static const struct {
        const char *words;
        int page;
        double x_pt, y_pt;
    } expected[] = {
        {"Your heel insert", 0, 51, 73},
        {"For", 0, 51, 102},
        {"Born", 0, 157, 102},
        {"Your clinician", 0, 247, 102},
        {"The main thing", 0, 64.5, 166.5},
        {"Start slowly", 0, 194.1, 166.5},
        {"Stop and call", 0, 94, 694.5},
        {"a new ache", 0, 80, 715.5},
        {"Get help now", 0, 66, 774},
        {"How do I build", 1, 51, 67.5},
        {"Walk first", 1, 235.4, 67.5},
        {"2–8 Mar", 1, 91, 114},
        {"walk only", 1, 217, 114},
        {"6–12 Apr", 1, 91, 222},
        {"Checked:", 1, 51, 788},
        {"H1-0427", 1, 51, 819},
    };
    struct placed_document *placed = place_handout(b);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct placed_item *item = find_words(placed, expected[i].page, expected[i].words);
        assert_non_null(item);
        assert_true(fabs(item->x_pt - expected[i].x_pt) < 1.5);
        assert_true(fabs(item->y_pt - expected[i].y_pt) < 1.5);
    }
}

static void columns_of_a_band_start_at_one_height(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    const struct placed_item *left = find_words(placed, 0, "How can it help?");
    const struct placed_item *right = find_words(placed, 0, "What can go wrong?");
    assert_true(left->y_pt == right->y_pt);
    assert_true(fabs(right->x_pt - 304.64) < 0.01); /* 51 + 239.64 + 14 */
}

static void items_stand_in_reading_order(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    for (size_t i = 1; i < placed->element_count; i++) {
        assert_int_equal(placed->elements[i]->number, i);
        assert_non_null(placed->elements[i]->parent);
        assert_true(placed->elements[i]->parent->number < (int)i);
    }
    int last = 0, top = 0;
    for (size_t p = 0; p < placed->page_count; p++) {
        for (size_t i = 0; i < placed->pages[p].count; i++) {
            const struct element *element = placed->pages[p].items[i].element;
            if (!element)
                continue;
            /* Text behind a mark goes back to the paragraph around it, never further. */
            assert_true(element->number >= last || element->number >= top);
            if (element->number > last)
                last = element->number;
            top = element->type == ELEMENT_P || element->type == ELEMENT_LBODY ? element->number
                                                                               : top;
        }
    }
}

static void everything_is_tagged_or_an_artifact(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    for (size_t p = 0; p < placed->page_count; p++) {
        for (size_t i = 0; i < placed->pages[p].count; i++) {
            const struct placed_item *item = &placed->pages[p].items[i];
            assert_true((item->element == NULL) == (item->artifact != ARTIFACT_NONE));
            if (item->kind == PLACED_PATH)
                assert_int_equal(item->commands[item->command_count - 1].step, DRAW_PAINT);
        }
    }
}

static void shapes_and_figures_have_words(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    size_t spans = 0, figures = 0;
    for (size_t i = 0; i < placed->element_count; i++) {
        const struct element *element = placed->elements[i];
        if (element->type == ELEMENT_SPAN) {
            assert_non_null(element->actual_text);
            spans++;
        }
        if (element->type == ELEMENT_FIGURE) {
            assert_non_null(element->alt);
            assert_true(element->box_pt[2] > element->box_pt[0]);
            assert_true(element->box_pt[3] > element->box_pt[1]);
            figures++;
        }
    }
    assert_int_equal(figures, 3);
    /* 5 check items, 4 bullets, 6 boxes of the plan, 3 circles, 4 checks, 1 line; not the icon of a
     * heading, whose words say it */
    assert_int_equal(spans, 23);
}

static void a_figure_beside_a_heading_is_lowered(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    const struct placed_item *title = find_words(placed, 0, "What is my insert for?");
    double band_top_pt = title->y_pt - (20 / 2.0 + 16 * 850 / 2048.0);
    const struct element *figure = find_element(placed, ELEMENT_FIGURE);
    assert_true(fabs(figure->box_pt[1] - band_top_pt - 4) < 0.01);
    assert_true(fabs(figure->box_pt[0] - 346.9) < 0.1);
}

static void only_three_rule_weights_are_used(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    size_t thick = 0;
    for (size_t p = 0; p < placed->page_count; p++) {
        for (size_t i = 0; i < placed->pages[p].count; i++) {
            const struct placed_item *item = &placed->pages[p].items[i];
            if (item->kind != PLACED_PATH || item->artifact != ARTIFACT_LAYOUT)
                continue;
            double weight_pt = item->commands[item->command_count - 1].stroke_width_pt;
            if (weight_pt == 0) /* a filled shape: an icon */
                continue;
            assert_true(weight_pt == 0.75 || weight_pt == 1.5 || weight_pt == 3);
            thick += weight_pt == 3;
        }
    }
    assert_int_equal(thick, 1); /* the safety box and nothing else */
}

static void boxes_side_by_side_are_equally_high(void **state) {
    struct bench *b = *state;
    struct fixture *f = &b->f;
    heading(f, f->doc->root, 1, "Title");
    struct node *band = block(f, f->doc->root, NODE_BAND);
    band->pin = PIN_BOTTOM;
    for (int i = 0; i < 2; i++) {
        struct node *box = block(f, column(f, band, 6), NODE_BOX);
        box->box_kind = BOX_SAFETY;
        for (int k = 0; k <= 3 * i; k++)
            paragraph(f, box, "Your foot is cold.");
    }
    struct placed_document *placed = place(b);
    const struct placed_page *page = &placed->pages[0];
    double bottoms_pt[2];
    size_t count = 0;
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == PLACED_PATH && page->items[i].artifact == ARTIFACT_LAYOUT &&
            page->items[i].commands[page->items[i].command_count - 1].stroke_width_pt == 3)
            bottoms_pt[count++] = page->items[i].commands[2].y[0];
    assert_int_equal(count, 2);
    assert_true(bottoms_pt[0] == bottoms_pt[1]);
    assert_true(fabs(bottoms_pt[0] - (841.89 - 51 - 1.5)) < 0.01); /* on the last line */
}

static void a_wide_aside_goes_below_its_heading(void **state) {
    struct bench *b = *state;
    struct fixture *f = &b->f;
    heading(f, f->doc->root, 1, "Title");
    struct node *part = section(f, f->doc->root, "My diary");
    aside(
        f, part->first_child,
        "One row a day. Pain: 0 is none, 10 is worst. OK: skin fine, no new ache, and more of it.",
        NULL);
    paragraph(f, part, "Words.");
    struct placed_document *placed = place(b);
    const struct placed_item *title = find_words(placed, 0, "My diary");
    const struct placed_item *note = find_words(placed, 0, "One row a day");
    assert_true(note->y_pt > title->y_pt + 10);
    assert_true(note->x_pt == 51);
}

static void running_text_is_never_wider_than_the_measure(void **state) {
    struct bench *b = *state;
    struct fixture *f = &b->f;
    const char *text =
        "It raises your heel a little. This takes some of the pull off your Achilles "
        "tendon, the cord from your calf to your heel.";
    heading(f, f->doc->root, 1, "Title");
    paragraph(f, f->doc->root, text);
    paragraph(f, f->doc->root, text)->role = ROLE_NOTE;
    struct placed_document *placed = place(b);
    const struct placed_page *page = &placed->pages[0];
    double note_pt = 0;
    for (size_t i = 0; i < page->count; i++) {
        double width_pt = shape_width_pt(&page->items[i].run, 1, page->items[i].size_pt);
        if (page->items[i].size_pt == 13)
            assert_true(width_pt <= 400.01);
        if (page->items[i].size_pt == 12 && width_pt > note_pt)
            note_pt = width_pt;
    }
    assert_true(note_pt > 400);
}

static void boxes_of_a_plain_list_are_its_labels(void **state) {
    struct bench *b = *state;
    struct fixture *f = &b->f;
    heading(f, f->doc->root, 1, "Title");
    struct node *choices = list(f, f->doc->root, LIST_PLAIN);
    for (int i = 0; i < 2; i++) {
        struct node *choice = block(f, choices, NODE_ITEM);
        symbol(f, choice, i ? SYMBOL_BOX_TICKED : SYMBOL_BOX, "choice");
        words(f, choice, i ? " Walk only" : " Not yet");
    }
    struct placed_document *placed = place(b);
    const struct placed_item *first = find_words(placed, 0, "Not yet");
    assert_true(first->x_pt == 51 + 22);
    assert_true(fabs(find_words(placed, 0, "Walk only")->y_pt - first->y_pt - 22) < 0.01);
    assert_string_equal(find_element(placed, ELEMENT_SPAN)->actual_text, "choice");
    assert_int_equal(find_element(placed, ELEMENT_SPAN)->parent->type, ELEMENT_LBL);
}

static void sources_are_listed_with_version_and_date(void **state) {
    struct bench *b = *state;
    struct placed_document *placed = place_handout(b);
    assert_non_null(find_words(placed, 1, "Heel inserts: a, version 1.0, reviewed 1 Oct 2026"));
    assert_non_null(find_words(placed, 1, "clinic advice"));
}

static void a_missing_glyph_names_the_script_line(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title \xF0\x9F\xA6\xB6");
    expect_failure(b, "test.lua:7: no font has");
}

static void a_figure_wider_than_its_column_is_refused(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    figure(&b->f, b->f.doc->root, 600, 100, NULL);
    expect_failure(b, "a figure is 600.0 pt wide");
}

static void numbers_that_are_none_are_refused(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    figure(&b->f, b->f.doc->root, 100, 100, NULL)->drawing->commands[1].x[0] = NAN;
    expect_failure(b, "a drawing has a number that is none");
}

static void words_of_a_drawing_stay_on_the_page(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    figure(&b->f, b->f.doc->root, 100, 100, NULL)->drawing->commands[6].x[0] = 560;
    expect_failure(b, "words stand outside of page 1");
}

static void a_line_to_write_on_stays_on_the_page(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    struct node *text = paragraph(&b->f, b->f.doc->root, "Signed ");
    symbol(&b->f, text, SYMBOL_WRITING_LINE, "line")->width_pt = 700;
    expect_failure(b, "a drawing reaches outside of page 1");
}

/* The rule table keeps words out of rules; here they get in by force. */
static void words_that_nobody_lays_out_are_found(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    struct node *rule = block(&b->f, b->f.doc->root, NODE_RULE);
    struct node *forgotten = node_new(b->f.doc, NODE_TEXT, 9);
    forgotten->text = slice_of("call us");
    forgotten->parent = rule;
    rule->first_child = rule->last_child = forgotten;
    expect_failure(b, "test.lua:9: internal error: a text of 6 characters has 0 on the page");
}

static void the_same_tree_gives_the_same_numbers(void **state) {
    struct bench *b = *state;
    struct placed_document *first = place_handout(b);
    struct placed_document *second =
        layout_document(b->f.doc, b->fonts, theme_standard(), &b->f.err);
    assert_non_null(second);
    for (size_t p = 0; p < first->page_count; p++) {
        assert_int_equal(first->pages[p].count, second->pages[p].count);
        for (size_t i = 0; i < first->pages[p].count; i++) {
            const struct placed_item *x = &first->pages[p].items[i];
            const struct placed_item *y = &second->pages[p].items[i];
            assert_true(x->x_pt == y->x_pt && x->y_pt == y->y_pt);
            assert_true(x->x_pt == floor(x->x_pt * 1000 + 0.5) / 1000);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_handout_fills_one_sheet),
        TEST(words_stand_where_the_design_has_them),
        TEST(columns_of_a_band_start_at_one_height),
        TEST(items_stand_in_reading_order),
        TEST(everything_is_tagged_or_an_artifact),
        TEST(shapes_and_figures_have_words),
        TEST(a_figure_beside_a_heading_is_lowered),
        TEST(only_three_rule_weights_are_used),
        TEST(boxes_side_by_side_are_equally_high),
        TEST(a_wide_aside_goes_below_its_heading),
        TEST(running_text_is_never_wider_than_the_measure),
        TEST(boxes_of_a_plain_list_are_its_labels),
        TEST(sources_are_listed_with_version_and_date),
        TEST(a_missing_glyph_names_the_script_line),
        TEST(a_figure_wider_than_its_column_is_refused),
        TEST(numbers_that_are_none_are_refused),
        TEST(words_of_a_drawing_stay_on_the_page),
        TEST(a_line_to_write_on_stays_on_the_page),
        TEST(words_that_nobody_lays_out_are_found),
        TEST(the_same_tree_gives_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
