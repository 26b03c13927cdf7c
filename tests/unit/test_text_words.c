/* test_text_words.c - notes, links, terms and running lines as plain text; cells over rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handout_fixture.h"
#include "render/reference_words.h"
#include "render/render.h"
#include "render/running_words.h"

struct page {
    struct fixture handout;
    struct strbuf out;
};

static int set_up(void **state) {
    struct page *page = test_calloc(1, sizeof *page);
    fixture_open(&page->handout);
    *state = page;
    return 0;
}

static int tear_down(void **state) {
    struct page *page = *state;
    strbuf_release(&page->out);
    fixture_close(&page->handout);
    test_free(page);
    return 0;
}

static void expect(struct page *page, const char *text) {
    strbuf_truncate(&page->out, 0);
    render_text(page->handout.doc, 40, &page->out);
    assert_string_equal(strbuf_text(&page->out), text);
}

static void notes_are_lettered_and_stand_at_the_end(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *text = paragraph(f, f->doc->root, "Rest");
    words(f, block(f, text, NODE_NOTE), "Lie down with the foot higher than your heart");
    words(f, text, " often.");
    words(f, block(f, text, NODE_NOTE), "Each hour");
    f->doc->footer_left = "ABCDE";
    expect(page,
           "Rest [a] often. [b]\n\n"
           "[a] Lie down with the foot higher than\n    your heart\n[b] Each hour\n\nABCDE\n");
}

static void letters_go_on_after_z(void **state) {
    struct page *page = *state;
    struct arena *arena = &page->handout.arena;
    assert_string_equal(note_letters(arena, 1), "a");
    assert_string_equal(note_letters(arena, 26), "z");
    assert_string_equal(note_letters(arena, 27), "aa");
    assert_string_equal(note_letters(arena, 703), "aaa");
}

static void a_link_says_its_address_once(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    const char *const links[][2] = {{"https://example.org/heel/", "our page"},
                                    {"https://example.org/heel/", "see example.org/heel"},
                                    {"mailto:a@example.org", "write"},
                                    {"tel:999", "call 999"}};
    for (size_t i = 0; i < 4; i++) {
        struct node *link = block(f, paragraph(f, f->doc->root, NULL), NODE_LINK);
        link->url = links[i][0];
        words(f, link, links[i][1]);
    }
    expect(page, "our page <example.org/heel>\n\nsee example.org/heel\n\nwrite <a@example.org>\n\n"
                 "call 999\n");
}

static void terms_stand_before_what_they_mean(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *terms = list(f, f->doc->root, LIST_DEFINITION);
    struct node *entry = item(f, terms, "it raises your heel and takes load off", NULL);
    struct node *term = node_new(f->doc, NODE_PARAGRAPH, 3);
    words(f, term, "Heel lift");
    assert_true(node_set_label(f->doc, entry, term, &f->err));
    expect(page, "Heel lift: it raises your heel and takes\nload off\n");
}

static void columns_and_words_kept_together_are_read_in_order(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *columns = block(f, f->doc->root, NODE_COLUMNS);
    columns->columns = 2;
    paragraph(f, columns, "One.");
    struct node *two = paragraph(f, columns, "Two ");
    words(f, block(f, two, NODE_TOGETHER), "3 mm");
    expect(page, "One.\n\nTwo 3 mm\n");
}

static void a_cell_over_rows_keeps_its_column_free_below(void **state) {
    struct page *page = *state;
    struct fixture *f = &page->handout;
    struct node *plan = block(f, f->doc->root, NODE_TABLE);
    plan->table_column_count = 3;
    plan->table_columns = arena_new_array(&f->arena, 3, struct table_column);
    struct node *row = block(f, plan, NODE_ROW);
    const char *const first[] = {"1", "March", "walk"};
    for (int i = 0; i < 3; i++) {
        struct node *cell = block(f, row, NODE_CELL);
        words(f, cell, first[i]);
        cell->row_span = i == 1 ? 2 : 1;
    }
    row = block(f, plan, NODE_ROW);
    words(f, block(f, row, NODE_CELL), "2");
    words(f, block(f, row, NODE_CELL), "run");
    expect(page, "1   | March | walk\n2   |       | run\n");
}

static void running_lines_lose_their_page_numbers_only(void **state) {
    struct page *page = *state;
    struct arena *arena = &page->handout.arena;
    assert_string_equal(
        running_words(arena, "Kim \u00A0·\u00A0 2 March \u00A0·\u00A0 Page {page} of {pages}"),
        "Kim · 2 March");
    assert_string_equal(running_words(arena, "Page {page}"), "");
    assert_string_equal(running_words(arena, NULL), "");
    assert_string_equal(running_words(arena, "Pages of a life"), "Pages of a life");
}

int main(void) {
#define RENDERED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RENDERED(notes_are_lettered_and_stand_at_the_end),
        RENDERED(letters_go_on_after_z),
        RENDERED(a_link_says_its_address_once),
        RENDERED(terms_stand_before_what_they_mean),
        RENDERED(columns_and_words_kept_together_are_read_in_order),
        RENDERED(a_cell_over_rows_keeps_its_column_free_below),
        RENDERED(running_lines_lose_their_page_numbers_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
