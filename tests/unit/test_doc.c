/* test_doc.c - building the tree, the rule table, the checks of a finished tree, source numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "doc/doc.h"

#include <math.h>

struct fixture {
    struct arena arena;
    struct document *doc;
    struct error err;
};

static int set_up(void **state) {
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->doc = document_new(&fixture->arena);
    fixture->doc->title = "Heel lifts";
    fixture->doc->script = "inserts.lua";
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static struct node *add(struct fixture *fixture, struct node *parent, enum node_kind kind,
                        int line) {
    struct node *node = node_add(fixture->doc, parent, kind, line, &fixture->err);
    if (!node)
        fail_msg("%s", fixture->err.message);
    return node;
}

static struct node *add_words(struct fixture *fixture, struct node *parent, const char *words) {
    struct node *node = node_add_text(fixture->doc, parent, slice_of(words), 9, &fixture->err);
    if (!node)
        fail_msg("%s", fixture->err.message);
    return node;
}

static struct node *add_heading(struct fixture *fixture, int level, const char *words) {
    struct node *heading = add(fixture, fixture->doc->root, NODE_HEADING, 10 + level);
    heading->level = level;
    add_words(fixture, heading, words);
    return heading;
}

static struct node *add_sentence(struct fixture *fixture, struct node *parent, char class_letter,
                                 const char *article, const char *section) {
    struct node *sentence = add(fixture, parent, NODE_SENTENCE, 5);
    sentence->provenance = arena_new(&fixture->arena, struct provenance);
    *sentence->provenance = (struct provenance){
        .class_letter = class_letter, .key = "k", .article = article, .section = section};
    add_words(fixture, sentence, "Start slowly.");
    return sentence;
}

static void expect_fault(struct fixture *fixture, const char *message) {
    assert_false(document_finish(fixture->doc, &fixture->err));
    assert_string_equal(fixture->err.message, message);
    assert_int_equal(fixture->err.code, ERROR_SCRIPT);
}

static void the_rule_table_says_what_may_stand_where(void **state) {
    (void)state;
    assert_true(doc_can_contain(NODE_DOCUMENT, NODE_SECTION));
    assert_true(doc_can_contain(NODE_CELL, NODE_SENTENCE));
    assert_true(doc_can_contain(NODE_ITEM, NODE_LIST));
    assert_false(doc_can_contain(NODE_CELL, NODE_HEADING));
    assert_false(doc_can_contain(NODE_BOX, NODE_PAGE_BREAK));
    assert_false(doc_can_contain(NODE_BOX, NODE_BOX));
    assert_false(doc_can_contain(NODE_PARAGRAPH, NODE_PARAGRAPH));
    assert_false(doc_can_contain(NODE_SENTENCE, NODE_SENTENCE));
    for (int parent = 0; parent < NODE_KIND_COUNT; parent++) {
        assert_non_null(node_kind_name((enum node_kind)parent));
        assert_false(doc_can_contain((enum node_kind)parent, NODE_DOCUMENT));
        for (int child = 0; child < NODE_KIND_COUNT; child++)
            if (node_is_inline((enum node_kind)parent) &&
                doc_can_contain((enum node_kind)parent, (enum node_kind)child))
                assert_true(node_is_inline((enum node_kind)child));
    }
}

static void a_wrong_place_is_refused_with_line_and_both_names(void **state) {
    struct fixture *fixture = *state;
    struct node *table = add(fixture, fixture->doc->root, NODE_TABLE, 3);
    struct node *cell = add(fixture, add(fixture, table, NODE_ROW, 3), NODE_CELL, 3);
    assert_null(node_add(fixture->doc, cell, NODE_HEADING, 12, &fixture->err));
    assert_string_equal(fixture->err.message,
                        "inserts.lua:12: a heading can't stand in a table cell");
    assert_int_equal(fixture->err.code, ERROR_SCRIPT);
    assert_null(cell->first_child);
}

static void a_node_stands_in_one_place_only(void **state) {
    struct fixture *fixture = *state;
    struct node *group = add(fixture, fixture->doc->root, NODE_GROUP, 1);
    assert_false(node_attach(fixture->doc, fixture->doc->root, group, &fixture->err));
    struct node *loose = node_new(fixture->doc, NODE_GROUP, 2);
    struct node *inside = add(fixture, loose, NODE_GROUP, 3);
    assert_false(node_attach(fixture->doc, inside, loose, &fixture->err));
    assert_string_equal(fixture->err.message, "inserts.lua:2: a part can't contain itself");
}

static void the_tree_grows_no_deeper_than_64_from_either_end(void **state) {
    struct fixture *fixture = *state;
    struct node *deepest = fixture->doc->root;
    for (int depth = 2; depth <= 64; depth++)
        deepest = add(fixture, deepest, NODE_GROUP, depth);
    assert_null(node_add(fixture->doc, deepest, NODE_GROUP, 65, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "64 deep"));

    struct node *top = node_new(fixture->doc, NODE_GROUP, 1);
    for (int height = 2; height <= 63; height++) {
        struct node *above = node_new(fixture->doc, NODE_GROUP, height);
        assert_true(node_attach(fixture->doc, above, top, &fixture->err));
        top = above;
    }
    assert_true(node_attach(fixture->doc, fixture->doc->root, top, &fixture->err));
    struct node *higher = node_new(fixture->doc, NODE_GROUP, 1);
    struct node *other = add(fixture, higher, NODE_GROUP, 1);
    assert_false(node_attach(fixture->doc, deepest, higher, &fixture->err));
    assert_non_null(other);
}

static void text_is_checked_and_line_ends_become_spaces(void **state) {
    struct fixture *fixture = *state;
    struct node *para = add(fixture, fixture->doc->root, NODE_PARAGRAPH, 1);
    struct node *text = add_words(fixture, para,
                                  "a\nb\r\nc\td\xE2\x80\xA8"
                                  "e");
    assert_true(slice_is(text->text, "a b c d e"));
    const char *const bad[] = {"\x01",          "a\x7F",        "\xC2\x9B",
                               "\xEF\xBB\xBFx", "\xEF\xBF\xBF", "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(node_add_text(fixture->doc, para, slice_of(bad[i]), 4, &fixture->err));
        assert_non_null(strstr(fixture->err.message, "inserts.lua:4: a text "));
    }
    assert_ptr_equal(para->last_child, text);
    assert_null(node_add_text(fixture->doc, para, slice_make("a\0b", 3), 4, &fixture->err));
}

static void headings_begin_at_one_and_skip_no_level(void **state) {
    struct fixture *fixture = *state;
    struct node *first = add_heading(fixture, 2, "What is it?");
    expect_fault(fixture, "inserts.lua:12: the first heading has level 2: begin with the title, "
                          "heading { level = 1, ... }");
    first->level = 1;
    struct node *second = add_heading(fixture, 3, "Why?");
    expect_fault(fixture,
                 "inserts.lua:13: a heading of level 3 follows one of level 1: use level 2");
    second->level = 2;
    add_heading(fixture, 3, "How?");
    add_heading(fixture, 2, "When?");
    assert_true(document_finish(fixture->doc, &fixture->err));
    second->level = 7;
    assert_false(document_finish(fixture->doc, &fixture->err));
}

static void a_document_needs_title_language_and_content(void **state) {
    struct fixture *fixture = *state;
    expect_fault(fixture, "inserts.lua:0: the document is empty");
    add_heading(fixture, 1, "Heel");
    fixture->doc->title = " ";
    expect_fault(fixture, "inserts.lua:0: the document has no title");
    fixture->doc->title = "Heel";
    fixture->doc->language = "";
    expect_fault(fixture, "inserts.lua:0: the document has no language");
}

static void table_rows_must_cover_the_columns(void **state) {
    struct fixture *fixture = *state;
    struct node *table = add(fixture, fixture->doc->root, NODE_TABLE, 20);
    table->table_columns = arena_new_array(&fixture->arena, 3, struct table_column);
    table->table_column_count = 3;
    struct node *row = add(fixture, table, NODE_ROW, 21);
    add(fixture, row, NODE_CELL, 22)->span = 2;
    expect_fault(fixture, "inserts.lua:21: a table row covers 2 columns, the table has 3");
    add(fixture, row, NODE_CELL, 23);
    assert_true(document_finish(fixture->doc, &fixture->err));
    table->head_rows = 1;
    expect_fault(fixture, "inserts.lua:20: a table has 1 rows, 1 of them head: it needs one below");
    table->head_rows = 0;
    table->table_columns[1].weight = NAN;
    assert_false(document_finish(fixture->doc, &fixture->err));
}

static void a_band_covers_twelve_parts(void **state) {
    struct fixture *fixture = *state;
    struct node *band = add(fixture, fixture->doc->root, NODE_BAND, 7);
    add(fixture, band, NODE_COLUMN, 7)->span = 7;
    expect_fault(fixture, "inserts.lua:7: the columns of a band cover 7 of 12 parts");
    add(fixture, band, NODE_COLUMN, 7)->span = 5;
    assert_true(document_finish(fixture->doc, &fixture->err));
}

static void a_figure_says_what_it_shows_and_paints_all_it_draws(void **state) {
    struct fixture *fixture = *state;
    struct node *figure = add(fixture, fixture->doc->root, NODE_FIGURE, 8);
    struct drawing_command commands[] = {
        {.step = DRAW_MOVE}, {.step = DRAW_LINE, .x = {9}}, {.step = DRAW_PAINT}};
    struct drawing drawing = {40, 30, commands, 3, 3};
    figure->drawing = &drawing;
    expect_fault(fixture,
                 "inserts.lua:8: a figure has no alternative text: say in alt what it shows");
    figure->alt = "A shoe with a lift";
    expect_fault(fixture, "inserts.lua:8: a drawing paints a path with neither stroke nor fill");
    commands[2].stroke_width_pt = 1;
    assert_true(document_finish(fixture->doc, &fixture->err));
    drawing.count = 2;
    expect_fault(fixture, "inserts.lua:8: a drawing ends with a path that is not painted");
    drawing.count = 3;
    commands[1].x[0] = INFINITY;
    expect_fault(fixture, "inserts.lua:8: a drawing has a point that is no number");
}

static void a_page_break_hidden_in_a_box_is_found(void **state) {
    struct fixture *fixture = *state;
    struct node *box = add(fixture, fixture->doc->root, NODE_BOX, 3);
    struct node *section = add(fixture, box, NODE_SECTION, 4);
    add(fixture, section, NODE_PAGE_BREAK, 5);
    expect_fault(fixture, "inserts.lua:5: a page break can't stand anywhere inside a box");
}

static void words_beside_blocks_in_an_item_are_refused(void **state) {
    struct fixture *fixture = *state;
    struct node *list = add(fixture, fixture->doc->root, NODE_LIST, 1);
    expect_fault(fixture, "inserts.lua:1: a list has no items");
    struct node *item = add(fixture, list, NODE_ITEM, 2);
    add_words(fixture, item, "Warm up");
    add(fixture, add(fixture, item, NODE_LIST, 3), NODE_ITEM, 4);
    expect_fault(fixture, "inserts.lua:3: a list item holds words beside a list: "
                          "put the words in a paragraph");
}

static void sources_are_numbered_once_in_order_of_first_use(void **state) {
    struct fixture *fixture = *state;
    struct node *para = add(fixture, fixture->doc->root, NODE_PARAGRAPH, 1);
    struct node *first = add_sentence(fixture, para, 'R', "insert-types", "heel-lifts");
    struct node *clinic = add_sentence(fixture, para, 'C', NULL, NULL);
    struct node *second = add_sentence(fixture, para, 'Q', "heel-pain", "causes");
    struct node *again = add_sentence(fixture, para, 'R', "insert-types", "heel-lifts");
    struct node *value = add_sentence(fixture, para, 'V', "insert-types", "heel-lifts");
    struct node *third = add_sentence(fixture, para, 'R', "heel-pain", "stretching");
    assert_true(document_finish(fixture->doc, &fixture->err));
    assert_int_equal(first->source_number, 1);
    assert_int_equal(clinic->source_number, 0);
    assert_int_equal(second->source_number, 2);
    assert_int_equal(again->source_number, 1);
    assert_int_equal(value->source_number, 0);
    assert_int_equal(third->source_number, 3);
    assert_int_equal(fixture->doc->source_count, 3);
    assert_ptr_equal(fixture->doc->sources[1], second->provenance);
    assert_true(fixture->doc->has_clinic_mark);
    document_number_sources(fixture->doc); /* a second time changes nothing */
    assert_int_equal(fixture->doc->source_count, 3);
}

static void a_restatement_without_passage_stops_the_handout(void **state) {
    struct fixture *fixture = *state;
    struct node *para = add(fixture, fixture->doc->root, NODE_PARAGRAPH, 1);
    struct node *sentence = add_sentence(fixture, para, 'R', NULL, NULL);
    expect_fault(fixture, "inserts.lua:5: the sentence 'k' has no passage behind it");
    sentence->provenance = NULL;
    expect_fault(fixture, "inserts.lua:5: a sentence does not say where it comes from");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_table_says_what_may_stand_where),
        cmocka_unit_test_setup_teardown(a_wrong_place_is_refused_with_line_and_both_names, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_node_stands_in_one_place_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_tree_grows_no_deeper_than_64_from_either_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_is_checked_and_line_ends_become_spaces, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(headings_begin_at_one_and_skip_no_level, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_document_needs_title_language_and_content, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(table_rows_must_cover_the_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_band_covers_twelve_parts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_says_what_it_shows_and_paints_all_it_draws, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_page_break_hidden_in_a_box_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_beside_blocks_in_an_item_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(sources_are_numbered_once_in_order_of_first_use, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_restatement_without_passage_stops_the_handout, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
