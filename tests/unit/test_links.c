/* Places to press: addresses, marks of sources, the way back; where they lead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "handout_fixture.h"
#include "layout_fixture.h"

static struct node *link_node(struct fixture *f, struct node *parent, const char *url,
                              const char *text) {
    struct node *node = block(f, parent, NODE_LINK);
    node->url = url;
    words(f, node, text);
    return node;
}

static void a_link_is_an_element_with_a_box(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, "See ");
    link_node(&b->f, node, "https://example.org/", "our page");
    words(&b->f, node, ".");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->link_count, 1);
    const struct placed_link *link = &placed->links[0];
    assert_string_equal(link->url, "https://example.org/");
    assert_string_equal(link->contents, "our page");
    assert_null(link->target);
    assert_int_equal(link->element->type, ELEMENT_LINK);
    assert_int_equal(link->element->parent->type, ELEMENT_P);
    const struct placed_item *item = find_words(placed, 0, "our page");
    assert_ptr_equal(item->element, link->element);
    assert_true(link->box_pt[0] == item->x_pt && link->box_pt[2] > link->box_pt[0]);
    assert_true(link->box_pt[1] < item->y_pt && link->box_pt[3] > item->y_pt);
}

static void a_link_over_two_lines_has_two_boxes(void **state) {
    struct bench *b = *state;
    struct strbuf text = {0};
    for (int i = 0; i < 20; i++)
        strbuf_add(&text, "words to press ");
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    link_node(&b->f, node, "tel:112", strbuf_text(&text));
    struct placed_document *placed = place(b);
    assert_true(placed->link_count >= 4);
    for (size_t i = 1; i < placed->link_count; i++) {
        assert_ptr_equal(placed->links[i].element, placed->links[0].element);
        assert_true(placed->links[i].box_pt[1] >= placed->links[i - 1].box_pt[3] - 0.001);
    }
    strbuf_release(&text);
}

static void marks_lead_to_sources_and_back(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "One.", "a");
    words(&b->f, node, " Between. ");
    cited(&b->f, node, "Two.", "b");
    words(&b->f, node, " Between. ");
    cited(&b->f, node, "Three.", "a");
    block(&b->f, b->f.doc->root, NODE_PAGE_BREAK);
    block(&b->f, b->f.doc->root, NODE_SOURCES);
    struct placed_document *placed = place(b);
    assert_int_equal(placed->link_count, 5);
    const struct placed_link *links = placed->links;
    assert_string_equal(links[0].contents, "source 1, Heel inserts");
    assert_string_equal(links[3].contents, "source 1, back to the text");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(links[i].element->type, ELEMENT_REFERENCE);
        assert_int_equal(links[i].target->type, ELEMENT_LBL);
        assert_int_equal(links[i].target_page, 1);
    }
    assert_ptr_equal(links[0].target, links[2].target); /* the same source */
    assert_ptr_not_equal(links[0].target, links[1].target);
    assert_ptr_equal(links[3].element, links[0].target);
    assert_ptr_equal(links[3].target, links[0].element); /* its first mark */
    assert_int_equal(links[3].target_page, 0);
    assert_true(links[4].target_y_pt == links[1].box_pt[1]);
}

static void sources_that_run_on_are_linked_too(void **state) {
    struct bench *b = *state;
    struct node *node = paragraph(&b->f, b->f.doc->root, NULL);
    cited(&b->f, node, "One.", "a");
    words(&b->f, node, " Between. ");
    cited(&b->f, node, "Two.", "b");
    struct node *sources = block(&b->f, b->f.doc->root, NODE_SOURCES);
    struct node *label = node_new(b->f.doc, NODE_PARAGRAPH, 7);
    words(&b->f, label, "Sources");
    assert_true(node_set_label(b->f.doc, sources, label, &b->f.err));
    document_number_sources(b->f.doc);
    assert_true(source_run_on(b->f.doc, label, &b->f.err));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->link_count, 4);
    assert_int_equal(placed->links[2].element->type, ELEMENT_LINK);
    assert_ptr_equal(placed->links[0].target, placed->links[2].element);
    assert_ptr_equal(placed->links[2].target, placed->links[0].element);
}

static void marks_without_a_list_lead_nowhere(void **state) {
    struct bench *b = *state;
    cited(&b->f, paragraph(&b->f, b->f.doc->root, NULL), "One.", "a");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->link_count, 0);
    assert_non_null(find_element(placed, ELEMENT_REFERENCE));
}

static void addresses_are_checked(void **state) {
    (void)state;
    static const char *const good[] = {"https://example.org/a?b=c#d", "http://example.org",
                                       "mailto:clinic@example.org", "tel:+441632960001"};
    static const char *const bad[] = {"",
                                      "example.org",
                                      "javascript:alert(1)",
                                      "tel:",
                                      "https://",
                                      "file:///etc/passwd",
                                      "HTTPS:",
                                      "https://a b.org/",
                                      "https://example.org/\n",
                                      "https://ex\u00E4mple.org/"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(doc_url_fault(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(doc_url_fault(bad[i]));
}

static void a_tree_with_a_bad_address_is_refused(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    link_node(&b->f, paragraph(&b->f, b->f.doc->root, NULL), "javascript:x", "words");
    assert_false(document_finish(b->f.doc, &b->f.err));
    assert_non_null(strstr(b->f.err.message, "test.lua:7: the address of a link must begin with"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_link_is_an_element_with_a_box),      TEST(a_link_over_two_lines_has_two_boxes),
        TEST(marks_lead_to_sources_and_back),       TEST(sources_that_run_on_are_linked_too),
        TEST(marks_without_a_list_lead_nowhere),    TEST(addresses_are_checked),
        TEST(a_tree_with_a_bad_address_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
