/* test_score_sheet.c - the checks of the scoring sheet that no script can make fail: the engine
 * refuses such pages, so they are spoilt here after layout. */
#include "score/score.h"

#include "base/date.h"
#include "handout_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "layout_fixture.h"

struct page {
    struct bench *bench;
    struct placed_document *placed;
    struct score_check checks[SCORE_CHECK_COUNT];
};

static void lay_out(struct page *page, void **state) {
    page->bench = *state;
    struct fixture *f = &page->bench->f;
    struct node *para = paragraph(f, f->doc->root, NULL);
    cited(f, para, "Start slowly.", "start");
    para->first_child->provenance->facts = "F076";
    para->first_child->provenance->passage_hash = "00";
    para->first_child->provenance->rank = 1;
    block(f, f->doc->root, NODE_SOURCES);
    page->placed = place(page->bench);
}

static const struct score_check *check(struct page *page, int id) {
    const struct score_subject subject = {
        .placed = page->placed, .theme = theme_standard(), .handout_day = date_join(2026, 3, 2)};
    score_handout(&page->bench->f.arena, &subject, page->checks);
    for (size_t i = 0; i < SCORE_CHECK_COUNT; i++)
        if (page->checks[i].id == id)
            return &page->checks[i];
    fail_msg("no check %d", id);
    return NULL;
}

static struct placed_item *first_words(struct page *page) {
    struct placed_page *first = &page->placed->pages[0];
    for (size_t i = 0; i < first->count; i++)
        if (first->items[i].kind == PLACED_GLYPHS && first->items[i].element)
            return &first->items[i];
    fail_msg("no words");
    return NULL;
}

static void small_words_fail(void **state) {
    struct page page = {0};
    lay_out(&page, state);
    assert_int_equal(check(&page, 33)->result, SCORE_PASS);
    first_words(&page)->size_pt = 11.5;
    assert_int_equal(check(&page, 33)->result, SCORE_FAIL);
}

static void words_on_black_fail(void **state) {
    struct page page = {0};
    lay_out(&page, state);
    assert_int_equal(check(&page, 35)->result, SCORE_PASS);
    static struct drawing_command black[] = {
        {.step = DRAW_MOVE, .x = {0}, .y = {0}},
        {.step = DRAW_LINE, .x = {500}, .y = {0}},
        {.step = DRAW_LINE, .x = {500}, .y = {700}},
        {.step = DRAW_LINE, .x = {0}, .y = {700}},
        {.step = DRAW_CLOSE},
        {.step = DRAW_PAINT, .fill = FILL_BLACK},
    };
    struct placed_page *first = &page.placed->pages[0];
    struct placed_item *items =
        arena_new_array(&page.bench->f.arena, first->count + 1, struct placed_item);
    memcpy(items + 1, first->items, first->count * sizeof *items);
    items[0] = (struct placed_item){.kind = PLACED_PATH,
                                    .artifact = ARTIFACT_LAYOUT,
                                    .commands = black,
                                    .command_count = sizeof black / sizeof *black};
    first->items = items;
    first->count++;
    assert_int_equal(check(&page, 35)->result, SCORE_FAIL);
}

static void words_without_a_tag_fail(void **state) {
    struct page page = {0};
    lay_out(&page, state);
    assert_int_equal(check(&page, 37)->result, SCORE_PASS);
    first_words(&page)->element = NULL;
    assert_int_equal(check(&page, 37)->result, SCORE_FAIL);
}

static struct provenance *statement(struct page *page) {
    return page->bench->f.doc->root->first_child->first_child->provenance;
}

static void a_statement_without_a_passage_fails(void **state) {
    struct page page = {0};
    lay_out(&page, state);
    assert_int_equal(check(&page, 28)->result, SCORE_PASS);
    statement(&page)->passage_hash = NULL;
    assert_int_equal(check(&page, 28)->result, SCORE_FAIL);
}

static void a_statement_that_search_ranks_fourth_fails(void **state) {
    struct page page = {0};
    lay_out(&page, state);
    assert_int_equal(check(&page, 42)->result, SCORE_PASS);
    statement(&page)->rank = 4;
    assert_int_equal(check(&page, 42)->result, SCORE_FAIL);
    statement(&page)->rank = 1;
    statement(&page)->facts = "";
    assert_int_equal(check(&page, 42)->result, SCORE_FAIL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(small_words_fail),
        TEST(words_on_black_fail),
        TEST(words_without_a_tag_fail),
        TEST(a_statement_without_a_passage_fails),
        TEST(a_statement_that_search_ranks_fourth_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
