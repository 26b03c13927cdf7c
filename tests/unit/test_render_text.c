/* test_render_text.c - the tree as plain text: every kind of block, wrapping, nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/render.h"
#include "render/text_lines.h"

struct fixture {
    struct arena arena;
    struct document *doc;
    struct strbuf out;
};

static int set_up(void **state) {
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->doc = document_new(&fixture->arena);
    fixture->doc->title = "Heel";
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    strbuf_release(&fixture->out);
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static struct node *add(struct fixture *fixture, struct node *parent, enum node_kind kind) {
    struct error err;
    struct node *node = node_add(fixture->doc, parent, kind, 1, &err);
    if (!node)
        fail_msg("%s", err.message);
    return node;
}

static void add_words(struct fixture *fixture, struct node *parent, const char *words) {
    struct error err;
    if (!node_add_text(fixture->doc, parent, slice_of(words), 1, &err))
        fail_msg("%s", err.message);
}

static struct node *add_block(struct fixture *fixture, struct node *parent, enum node_kind kind,
                              const char *words) {
    struct node *node = add(fixture, parent, kind);
    add_words(fixture, node, words);
    return node;
}

static void add_sentence(struct fixture *fixture, struct node *parent, char class_letter,
                         const char *article, const char *words) {
    struct node *sentence = add_block(fixture, parent, NODE_SENTENCE, words);
    sentence->provenance = arena_new(&fixture->arena, struct provenance);
    *sentence->provenance = (struct provenance){.class_letter = class_letter,
                                                .article = article,
                                                .section = "s",
                                                .title = article,
                                                .heading = "Heel lifts",
                                                .version = "1.0",
                                                .reviewed = "2026-10-01"};
}

static void expect(struct fixture *fixture, int width, const char *text) {
    strbuf_truncate(&fixture->out, 0);
    render_text(fixture->doc, width, &fixture->out);
    assert_string_equal(strbuf_text(&fixture->out), text);
}

static void headings_are_underlined_and_paragraphs_wrap(void **state) {
    struct fixture *fixture = *state;
    struct node *heading = add_block(fixture, fixture->doc->root, NODE_HEADING, "Your heel");
    heading->level = 1;
    struct node *section = add(fixture, fixture->doc->root, NODE_SECTION);
    add_block(fixture, section, NODE_HEADING, "Why caf\xC3\xA9?");
    struct node *paragraph =
        add_block(fixture, section, NODE_PARAGRAPH, "Take  10\xC2\xA0mg each morning with ");
    add_words(fixture, add(fixture, paragraph, NODE_STRONG), "water.");
    expect(fixture, 24,
           "Your heel\n=========\n\nWhy caf\xC3\xA9?\n---------\n\n"
           "Take 10 mg each morning\nwith water.\n");
    expect(fixture, 20,
           "Your heel\n=========\n\nWhy caf\xC3\xA9?\n---------\n\n"
           "Take 10 mg each\nmorning with water.\n");
}

static void lists_have_their_markers_and_hang(void **state) {
    struct fixture *fixture = *state;
    const enum list_kind kinds[] = {LIST_CHECK, LIST_NUMBER, LIST_BULLET, LIST_PLUS};
    for (int i = 0; i < 4; i++) {
        struct node *list = add(fixture, fixture->doc->root, NODE_LIST);
        list->list_kind = kinds[i];
        add_block(fixture, list, NODE_ITEM, "Put the lift in your left shoe");
    }
    struct node *outer = add(fixture, fixture->doc->root, NODE_LIST);
    struct node *item = add(fixture, outer, NODE_ITEM);
    add_block(fixture, item, NODE_PARAGRAPH, "Stop when");
    add_block(fixture, add(fixture, item, NODE_LIST), NODE_ITEM, "it swells");
    expect(fixture, 26,
           "[ ] Put the lift in your\n    left shoe\n\n"
           "1. Put the lift in your\n   left shoe\n\n"
           "* Put the lift in your\n  left shoe\n\n"
           "+ Put the lift in your\n  left shoe\n\n"
           "* Stop when\n\n  * it swells\n");
}

static struct node *add_table(struct fixture *fixture, int columns, int rows,
                              const char *const *words) {
    struct node *table = add(fixture, fixture->doc->root, NODE_TABLE);
    table->table_columns = arena_new_array(&fixture->arena, (size_t)columns, struct table_column);
    table->table_column_count = (size_t)columns;
    for (int i = 0; i < rows; i++) {
        struct node *row = add(fixture, table, NODE_ROW);
        for (int j = 0; j < columns; j++)
            add_block(fixture, row, NODE_CELL, words[i * columns + j]);
    }
    return table;
}

static void tables_are_aligned_and_wrap_inside_cells(void **state) {
    struct fixture *fixture = *state;
    const char *const words[] = {"Week", "Minutes", "What to do", "1",  "10", "Walk slowly",
                                 "2",    "120",     "",           "10", "5",  "Rest"};
    struct node *table = add_table(fixture, 3, 4, words);
    table->head_rows = 1;
    table->table_columns[1].align = ALIGN_RIGHT;
    expect(fixture, 60,
           "Week | Minutes | What to do\n"
           "-----+---------+------------\n"
           "1    |      10 | Walk slowly\n"
           "2    |     120 |\n"
           "10   |       5 | Rest\n");
    expect(fixture, 24,
           "Week | Minutes | What to\n"
           "     |         | do\n"
           "-----+---------+--------\n"
           "1    |      10 | Walk\n"
           "     |         | slowly\n"
           "2    |     120 |\n"
           "10   |       5 | Rest\n");
}

static void a_cell_over_rows_leaves_room_below(void **state) {
    struct fixture *fixture = *state;
    const char *const words[] = {"Block", "Mon", "1", "2"};
    struct node *table = add_table(fixture, 2, 2, words);
    table->first_child->first_child->row_span = 2;
    node_remove(table->last_child->first_child); /* its column is taken from above */
    expect(fixture, 40, "Block | Mon\n      | 2\n");
}

static void a_diary_has_rules_and_cells_may_span(void **state) {
    struct fixture *fixture = *state;
    const char *const words[] = {"Mon", "", "Tue", ""};
    struct node *table = add_table(fixture, 2, 2, words);
    table->table_style = TABLE_DIARY;
    struct node *row = add(fixture, table, NODE_ROW);
    add_block(fixture, row, NODE_CELL, "a note")->span = 2;
    expect(fixture, 40, "Mon |\n----+----\nTue |\n----+----\na note\n");
}

static void boxes_are_framed_with_label_and_columns_follow_each_other(void **state) {
    struct fixture *fixture = *state;
    struct node *box = add(fixture, fixture->doc->root, NODE_BOX);
    struct node *label = node_new(fixture->doc, NODE_PARAGRAPH, 1);
    add_words(fixture, label, "Stop");
    assert_true(node_set_label(fixture->doc, box, label, NULL));
    struct node *band = add(fixture, box, NODE_BAND);
    for (int i = 0; i < 2; i++)
        add_block(fixture, add(fixture, band, NODE_COLUMN), NODE_PARAGRAPH,
                  i ? "Call 999" : "Your foot is numb");
    expect(fixture, 24,
           "+----------------------+\n"
           "| Stop                 |\n"
           "|                      |\n"
           "| Your foot is numb    |\n"
           "|                      |\n"
           "| Call 999             |\n"
           "+----------------------+\n");
}

static void sources_are_numbered_marked_and_listed(void **state) {
    struct fixture *fixture = *state;
    struct node *paragraph = add(fixture, fixture->doc->root, NODE_PARAGRAPH);
    add_sentence(fixture, paragraph, 'R', "Insert types", "Lifts raise the heel.");
    add_words(fixture, paragraph, " ");
    add_sentence(fixture, paragraph, 'R', "Insert types", "They help.");
    add_words(fixture, paragraph, " ");
    add_sentence(fixture, paragraph, 'C', NULL, "Call us.");
    add_words(fixture, paragraph, " ");
    add_sentence(fixture, paragraph, 'Q', "Heel pain", "Rest.");
    add(fixture, fixture->doc->root, NODE_SOURCES);
    document_number_sources(fixture->doc);
    expect(fixture, 60,
           "Lifts raise the heel. They help. [1] Call us. [\xE2\x80\xA1] Rest. [2]\n\n"
           "[1] Insert types: Heel lifts, version 1.0, reviewed 1 Oct\n    2026\n"
           "[2] Heel pain: Heel lifts, version 1.0, reviewed 1 Oct 2026\n"
           "[\xE2\x80\xA1] clinic advice\n");
}

static void pictures_symbols_and_lines_to_write_on_are_there(void **state) {
    struct fixture *fixture = *state;
    struct node *figure = add_block(fixture, fixture->doc->root, NODE_FIGURE, "Step 1");
    figure->alt = "A shoe with a lift";
    struct node *paragraph = add(fixture, fixture->doc->root, NODE_PARAGRAPH);
    const enum symbol_kind kinds[] = {SYMBOL_BOX, SYMBOL_BOX_TICKED, SYMBOL_CIRCLE_FULL,
                                      SYMBOL_WRITING_LINE};
    for (int i = 0; i < 4; i++) {
        struct node *symbol = add(fixture, paragraph, NODE_SYMBOL);
        symbol->symbol = kinds[i];
        symbol->alt = "run day";
        symbol->width_pt = 40;
        add_words(fixture, paragraph, " ");
    }
    add(fixture, fixture->doc->root, NODE_RULE);
    add(fixture, fixture->doc->root, NODE_PAGE_BREAK);
    struct node *lines = add(fixture, fixture->doc->root, NODE_WRITING_LINES);
    lines->count = 2;
    expect(fixture, 30,
           "(Picture: A shoe with a lift)\nStep 1\n\n"
           "[ ] [x] run day ________\n\n"
           "------------------------------\n\n"
           "______________________________\n______________________________\n");
}

static void head_and_foot_appear_without_page_numbers(void **state) {
    struct fixture *fixture = *state;
    fixture->doc->header_left_first = "Ann Example";
    fixture->doc->header_right = "page {page} of {pages}";
    fixture->doc->footer_left = "ABCDE";
    add_block(fixture, fixture->doc->root, NODE_PARAGRAPH, "Walk.");
    expect(fixture, 80, "Ann Example\n\nWalk.\n\nABCDE\n");
}

static void no_line_is_wider_than_asked_and_no_letter_is_lost(void **state) {
    struct fixture *fixture = *state;
    const char *words = "Extraordinarilylongwordwithoutanybreak and \xE6\xBC\xA2\xE5\xAD\x97 "
                        "wide e\xCC\x81 marks";
    add_block(fixture, fixture->doc->root, NODE_PARAGRAPH, words);
    struct node *box = add(fixture, fixture->doc->root, NODE_BOX);
    add_block(fixture, box, NODE_PARAGRAPH, words);
    const char *const cells[] = {words, "", words, words};
    add_table(fixture, 2, 2, cells);
    render_text(fixture->doc, 20, &fixture->out);
    assert_int_equal(text_widest_line(strbuf_slice(&fixture->out)), 20);
    size_t letters = 0;
    for (const char *c = strbuf_text(&fixture->out); *c; c++)
        letters += strchr(" \n|+-", *c) == NULL;
    size_t expected = 0;
    for (const char *c = words; *c; c++)
        expected += *c != ' ';
    /* each width in turn: no cell or line may swallow a word at its end */
    for (int width = 20; width < 140; width++) {
        strbuf_truncate(&fixture->out, 0);
        render_text(fixture->doc, width, &fixture->out);
        assert_true(text_widest_line(strbuf_slice(&fixture->out)) <= width);
        size_t now = 0;
        for (const char *c = strbuf_text(&fixture->out); *c; c++)
            now += strchr(" \n|+-", *c) == NULL;
        assert_int_equal(now, 5 * expected);
    }
    assert_int_equal(letters, 5 * expected);
}

int main(void) {
#define RENDERED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RENDERED(headings_are_underlined_and_paragraphs_wrap),
        RENDERED(lists_have_their_markers_and_hang),
        RENDERED(tables_are_aligned_and_wrap_inside_cells),
        RENDERED(a_cell_over_rows_leaves_room_below),
        RENDERED(a_diary_has_rules_and_cells_may_span),
        RENDERED(boxes_are_framed_with_label_and_columns_follow_each_other),
        RENDERED(sources_are_numbered_marked_and_listed),
        RENDERED(pictures_symbols_and_lines_to_write_on_are_there),
        RENDERED(head_and_foot_appear_without_page_numbers),
        RENDERED(no_line_is_wider_than_asked_and_no_letter_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
