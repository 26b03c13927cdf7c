/* Fitting: what is left out of a document so that it fits its pages, what never is, what comes
 * back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

#include "base/strbuf.h"

static struct node *titled(struct bench *b) {
    heading(&b->f, b->f.doc->root, 1, "Title");
    return b->f.doc->root;
}

/* A section with a picture of a given height: its name is found on the page. */
static struct node *part(struct bench *b, struct node *parent, const char *name, double height_pt,
                         int drop_order) {
    struct node *node = section(&b->f, parent, name);
    figure(&b->f, node, 100, height_pt, NULL);
    node->drop_order = drop_order;
    return node;
}

static void what_fits_is_left_as_it_is(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 300, 1);
    part(b, root, "B", 300, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_non_null(find_words(placed, 0, "A"));
    assert_int_equal(placed->dropped_count, 0);
    assert_int_equal(placed->warning_count, 0);
}

static void gaps_are_tightened_before_anything_is_left_out(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 0.75, 1);
    for (int i = 0; i < 33; i++)
        paragraph(&b->f, root, "Line"); /* 21 each with its gap */
    b->f.doc->fit_pages = 0;
    assert_int_equal(place(b)->page_count, 2);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_int_equal(placed->dropped_count, 0);
    assert_true(find_words(placed, 0, "Line")->size_pt == 13);
}

static void the_lowest_order_goes_first_and_is_told(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 300, 2);
    part(b, root, "B", 300, 1);
    part(b, root, "C", 300, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_non_null(find_words(placed, 0, "A"));
    assert_null(find_words(placed, 0, "B"));
    assert_non_null(find_words(placed, 0, "C"));
    assert_int_equal(placed->dropped_count, 1);
    assert_string_equal(placed->dropped[0], "the section 'B' (order 1)");
    assert_int_equal(placed->warning_count, 1);
    assert_string_equal(placed->warnings[0],
                        "test.lua:7: left out to fit 1 page: the section 'B' (order 1)");
}

static void of_one_order_the_last_goes_first(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 300, 1);
    part(b, root, "B", 300, 1);
    part(b, root, "C", 300, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_non_null(find_words(placed, 0, "A"));
    assert_null(find_words(placed, 0, "B"));
}

static void what_went_without_need_comes_back(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "Small", 40, 1);
    part(b, root, "Large", 500, 2);
    part(b, root, "C", 400, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_non_null(find_words(placed, 0, "Small"));
    assert_null(find_words(placed, 0, "Large"));
    assert_int_equal(placed->dropped_count, 1);
}

static void what_does_not_help_is_not_left_out(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 600, 0);
    part(b, root, "Small", 40, 1);
    part(b, root, "C", 600, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_int_equal(placed->dropped_count, 0);
    assert_int_equal(placed->warning_count, 1);
    assert_string_equal(placed->warnings[0], "the handout takes 2 pages; it was to fit 1");
}

static void an_empty_column_leaves_its_width(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *band = block(&b->f, root, NODE_BAND);
    struct node *left = column(&b->f, band, 6), *right = column(&b->f, band, 6);
    paragraph(&b->f, left, "Words as long as this take two lines in a half of the page.");
    part(b, right, "Right", 500, 1);
    part(b, root, "C", 300, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_int_equal(left->span, 12);
    assert_ptr_equal(band->first_child, band->last_child);
    assert_non_null(strstr(find_words(placed, 0, "Words")->run.text.data, "half of the page."));
}

static void a_section_left_with_its_heading_goes_too(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *outer = section(&b->f, root, "Outer");
    struct node *inner = figure(&b->f, outer, 100, 500, NULL);
    inner->drop_order = 1;
    part(b, root, "C", 400, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_null(find_words(placed, 0, "Outer"));
}

static void sources_are_numbered_anew(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *first = part(b, root, "A", 500, 1);
    cited(&b->f, paragraph(&b->f, first, NULL), "From a.", "a");
    struct node *second = part(b, root, "B", 300, 0);
    cited(&b->f, paragraph(&b->f, second, NULL), "From b.", "b");
    struct node *sources = block(&b->f, root, NODE_SOURCES);
    struct node *label = node_new(b->f.doc, NODE_PARAGRAPH, 7);
    words(&b->f, label, "Sources");
    assert_true(node_set_label(b->f.doc, sources, label, &b->f.err));
    assert_true(document_finish(b->f.doc, &b->f.err));
    assert_int_equal(b->f.doc->source_count, 2);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_int_equal(b->f.doc->source_count, 1);
    assert_string_equal(node_plain_text(&b->f.arena, label),
                        "Sources Heel inserts 1. All version 1.0, reviewed 1 Oct 2026.");
}

static void numbering_twice_makes_no_difference(void **state) {
    struct bench *b = *state;
    fixture_close(&b->f);
    fixture_open_handout(&b->f);
    struct node *box = block(&b->f, b->f.doc->root, NODE_BOX);
    heading(&b->f, box, 2, "Stop");
    cited(&b->f, paragraph(&b->f, box, NULL), "Call us.", "‡");
    struct node *sources = block(&b->f, b->f.doc->root, NODE_SOURCES);
    struct node *label = node_new(b->f.doc, NODE_PARAGRAPH, 7);
    words(&b->f, label, "Sources");
    assert_true(node_set_label(b->f.doc, sources, label, &b->f.err));
    assert_true(document_finish(b->f.doc, &b->f.err));
    struct strbuf once = {0}, twice = {0};
    document_dump(b->f.doc, &once);
    assert_true(document_renumber(b->f.doc, &b->f.err));
    document_dump(b->f.doc, &twice);
    assert_string_equal(strbuf_text(&once), strbuf_text(&twice));
    assert_non_null(strstr(strbuf_text(&once), "Heel inserts"));
    strbuf_release(&once);
    strbuf_release(&twice);
}

static void the_clinics_mark_goes_with_its_sentences(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *box = block(&b->f, root, NODE_BOX);
    struct node *title = heading(&b->f, box, 2, "At home");
    struct node *advice = paragraph(&b->f, box, NULL);
    cited(&b->f, advice, "Call us.", "‡");
    paragraph(&b->f, box, "More.");
    assert_true(document_finish(b->f.doc, &b->f.err));
    assert_int_equal(title->first_child->kind, NODE_SENTENCE);
    node_remove(advice);
    assert_true(document_renumber(b->f.doc, &b->f.err));
    assert_int_equal(title->first_child->kind, NODE_TEXT);
    assert_ptr_equal(title->first_child->parent, title);
    assert_false(b->f.doc->has_clinic_mark);
}

static void expect_refusal(struct bench *b, const char *message) {
    assert_false(document_finish(b->f.doc, &b->f.err));
    if (!strstr(b->f.err.message, message))
        fail_msg("expected '%s' in '%s'", message, b->f.err.message);
}

static void what_keeps_a_patient_safe_is_never_left_out(void **state) {
    struct bench *b = *state;
    struct node *holder = part(b, titled(b), "Help", 10, 1);
    struct node *box = block(&b->f, holder, NODE_BOX);
    box->box_kind = BOX_SAFETY;
    struct node *inside = paragraph(&b->f, box, "Call us.");
    expect_refusal(b, "test.lua:7: a safety box is never left out");
    holder->drop_order = 0;
    box->drop_order = 1;
    expect_refusal(b, "a safety box is never left out");
    box->drop_order = 0;
    inside->drop_order = 1;
    expect_refusal(b, "nothing in a safety box is ever left out");
    inside->drop_order = 0;
    block(&b->f, holder, NODE_SOURCES)->drop_order = 3;
    expect_refusal(b, "the list of sources is never left out");
    holder->last_child->drop_order = 0;
    holder->first_child->drop_order = 3;
    expect_refusal(b, "a heading can't be left out alone");
    holder->first_child->drop_order = 0;
    assert_true(document_finish(b->f.doc, &b->f.err));
}

static void a_required_section_keeps_something(void **state) {
    struct bench *b = *state;
    struct node *needed = section(&b->f, titled(b), "Plan");
    needed->required = true;
    struct node *group = block(&b->f, needed, NODE_GROUP);
    struct node *words_inside = paragraph(&b->f, group, "Run slowly.");
    words_inside->drop_order = 1;
    expect_refusal(b, "everything in a required section may be left out");
    paragraph(&b->f, needed, "Walk first.");
    assert_true(document_finish(b->f.doc, &b->f.err));
    needed->drop_order = 1;
    expect_refusal(b, "a required section is never left out");
}

static void what_stands_again_elsewhere_is_moved(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 300, 1)->required = true;
    part(b, root, "B", 500, 0);
    part(b, root, "C", 100, 0)->when_dropped = 1;
    part(b, root, "D", 100, 0)->when_dropped = 2;
    b->f.doc->fit_pages = 1;
    assert_true(document_finish(b->f.doc, &b->f.err));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1);
    assert_null(find_words(placed, 0, "A"));
    assert_non_null(find_words(placed, 0, "C"));
    assert_null(find_words(placed, 0, "D"));
    assert_string_equal(placed->warnings[0],
                        "test.lua:7: moved to fit 1 page: the section 'A' (order 1)");
}

static void what_fits_needs_no_second_place(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 300, 1);
    part(b, root, "C", 100, 0)->when_dropped = 1;
    for (int fit_pages = 0; fit_pages <= 1; fit_pages++) {
        b->f.doc->fit_pages = fit_pages;
        struct placed_document *placed = place(b);
        assert_non_null(find_words(placed, 0, "A"));
        assert_null(find_words(placed, 0, "C"));
    }
}

static void a_page_to_tear_off_is_not_counted(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 400, 1);
    part(b, root, "B", 500, 0);
    struct node *tear_off = block(&b->f, root, NODE_GROUP);
    tear_off->tear_off = true;
    tear_off->when_dropped = 1;
    paragraph(&b->f, tear_off, "C");
    b->f.doc->fit_pages = 1;
    b->f.doc->fit_rule = "S18";
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_non_null(find_words(placed, 1, "C"));
    assert_int_equal(placed->warning_count, 1);
    assert_string_equal(placed->warnings[0],
                        "test.lua:7: S18: moved to fit 1 page: the section 'A' (order 1)");
}

/* What follows such a page settles first, without it; in the end its page stands in between. */
static void behind_a_page_to_tear_off_the_document_goes_on(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 400, 1);
    struct node *tear_off = block(&b->f, root, NODE_GROUP);
    tear_off->tear_off = true;
    paragraph(&b->f, tear_off, "C");
    part(b, root, "B", 500, 0);
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 3);
    assert_non_null(find_words(placed, 1, "C"));
    assert_non_null(find_words(placed, 2, "B"));
    assert_null(find_words(placed, 0, "A"));
}

static void a_page_too_many_is_told_beside_one_to_tear_off(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    part(b, root, "A", 500, 0);
    part(b, root, "B", 500, 0);
    struct node *tear_off = block(&b->f, root, NODE_GROUP);
    tear_off->tear_off = true;
    paragraph(&b->f, tear_off, "C");
    b->f.doc->fit_pages = 1;
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 3);
    assert_non_null(find_words(placed, 2, "C"));
    assert_int_equal(placed->warning_count, 1);
    assert_string_equal(placed->warnings[0], "the handout takes 2 pages; it was to fit 1");
}

static void a_spare_never_holds_what_must_stand(void **state) {
    struct bench *b = *state;
    struct node *holder = block(&b->f, titled(b), NODE_GROUP);
    block(&b->f, holder, NODE_SOURCES);
    holder->when_dropped = 1;
    expect_refusal(b, "a block with when_dropped can't hold what must always stand");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_fits_is_left_as_it_is),
        TEST(gaps_are_tightened_before_anything_is_left_out),
        TEST(the_lowest_order_goes_first_and_is_told),
        TEST(of_one_order_the_last_goes_first),
        TEST(what_went_without_need_comes_back),
        TEST(what_does_not_help_is_not_left_out),
        TEST(an_empty_column_leaves_its_width),
        TEST(a_section_left_with_its_heading_goes_too),
        TEST(sources_are_numbered_anew),
        TEST(numbering_twice_makes_no_difference),
        TEST(the_clinics_mark_goes_with_its_sentences),
        TEST(what_keeps_a_patient_safe_is_never_left_out),
        TEST(a_required_section_keeps_something),
        TEST(what_stands_again_elsewhere_is_moved),
        TEST(what_fits_needs_no_second_place),
        TEST(a_page_to_tear_off_is_not_counted),
        TEST(behind_a_page_to_tear_off_the_document_goes_on),
        TEST(a_page_too_many_is_told_beside_one_to_tear_off),
        TEST(a_spare_never_holds_what_must_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
