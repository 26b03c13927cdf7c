/* Columns that blocks flow through, and notes at the foot of the page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

static struct node *titled(struct bench *b) {
    heading(&b->f, b->f.doc->root, 1, "Title");
    return b->f.doc->root;
}

static struct node *columns(struct bench *b, struct node *parent, int count) {
    struct node *node = block(&b->f, parent, NODE_COLUMNS);
    node->columns = count;
    return node;
}

static const char *name(struct bench *b, int number) {
    return arena_format(&b->f.arena, "line %d.", number);
}

static void columns_have_one_height(void **state) {
    struct bench *b = *state;
    struct node *set = columns(b, titled(b), 3);
    for (int i = 0; i < 8; i++)
        paragraph(&b->f, set, name(b, i));
    paragraph(&b->f, b->f.doc->root, "Behind.");
    struct placed_document *placed = place(b);
    double step_pt = (493.28 - 2 * 14) / 3 + 14; /* 3, 3 and 2 */
    for (int i = 0; i < 8; i++) {
        const struct placed_item *item = find_words(placed, 0, name(b, i));
        assert_true(fabs(item->x_pt - (51 + step_pt * (i / 3))) < 0.01);
        assert_true(fabs(item->y_pt - find_words(placed, 0, name(b, i % 3))->y_pt) < 0.01);
    }
    double bottom_pt = find_words(placed, 0, "line 2.")->y_pt;
    assert_true(fabs(find_words(placed, 0, "Behind.")->y_pt - bottom_pt - 17 - 14) < 0.01);
}

static void a_column_never_ends_with_a_heading(void **state) {
    struct bench *b = *state;
    struct node *set = columns(b, titled(b), 2);
    for (int i = 0; i < 3; i++)
        paragraph(&b->f, set, name(b, i));
    heading(&b->f, set, 2, "Head");
    for (int i = 3; i < 5; i++)
        paragraph(&b->f, set, name(b, i));
    struct placed_document *placed = place(b);
    assert_true(find_words(placed, 0, "Head")->x_pt == find_words(placed, 0, "line 3.")->x_pt);
    assert_true(find_words(placed, 0, "Head")->x_pt > 200);
}

static void the_rest_of_the_columns_begins_on_the_next_page(void **state) {
    struct bench *b = *state;
    struct node *set = columns(b, titled(b), 2);
    enum { LINES = 90 }; /* 33 a column on the first page */
    for (int i = 0; i < LINES; i++)
        paragraph(&b->f, set, name(b, i));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    int first = 0;
    while (first < LINES && find_words(placed, 0, name(b, first)))
        first++;
    assert_int_equal(first, 66);
    assert_true(fabs(find_words(placed, 1, "line 66.")->y_pt - 64.9) < 0.1);
    assert_true(fabs(find_words(placed, 1, "line 78.")->y_pt - 64.9) < 0.1); /* 12 and 12 */
    assert_true(find_words(placed, 1, "line 78.")->x_pt > 200);
}

static void columns_in_a_box_stay_whole(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    figure(&b->f, root, 100, 640, NULL);
    struct node *box = block(&b->f, root, NODE_BOX);
    struct node *part = section(&b->f, box, "Box");
    struct node *set = columns(b, part, 2);
    for (int i = 0; i < 4; i++)
        paragraph(&b->f, set, name(b, i));
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_non_null(find_words(placed, 1, "Box"));
    assert_true(find_words(placed, 1, "line 0.")->y_pt == find_words(placed, 1, "line 2.")->y_pt);
}

/* ---- notes ----------------------------------------------------------------------------------- */

static struct node *note(struct bench *b, struct node *paragraph_node, const char *text) {
    struct node *node = block(&b->f, paragraph_node, NODE_NOTE);
    words(&b->f, node, text);
    return node;
}

static void a_note_stands_at_the_foot_of_its_page(void **state) {
    struct bench *b = *state;
    struct node *text = paragraph(&b->f, titled(b), "Words");
    note(b, text, "Said below.");
    paragraph(&b->f, b->f.doc->root, "Behind.");
    struct placed_document *placed = place(b);
    const struct placed_item *words_of_note = find_words(placed, 0, "Said below.");
    assert_true(words_of_note->y_pt > 780 && words_of_note->y_pt < 841.89 - 51);
    assert_int_equal(words_of_note->element->type, ELEMENT_NOTE);
    assert_string_equal(words_of_note->element->id, "note-a");
    const struct placed_item *mark = find_words(placed, 0, "a");
    assert_int_equal(mark->element->type, ELEMENT_REFERENCE);
    assert_true(mark < words_of_note); /* read behind its paragraph, before the next */
    assert_true(words_of_note < find_words(placed, 0, "Behind."));
}

static void a_line_takes_its_note_to_the_next_page(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    figure(&b->f, root, 100, 660, NULL);
    struct node *text = paragraph(&b->f, root, "Words");
    struct placed_document *placed = place(b);
    assert_int_equal(placed->page_count, 1); /* without a note there is room */
    note(b, text,
         "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. "
         "Thirteen. Fourteen. Fifteen.");
    placed = place(b);
    assert_int_equal(placed->page_count, 2);
    assert_non_null(find_words(placed, 1, "Words"));
    assert_non_null(find_words(placed, 1, "One."));
}

static void notes_stand_above_what_is_pinned_in_their_order(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    struct node *text = paragraph(&b->f, root, "Words");
    note(b, text, "First.");
    words(&b->f, text, " and more");
    note(b, text, "Second.");
    struct node *group = block(&b->f, root, NODE_GROUP);
    group->pin = PIN_BOTTOM;
    paragraph(&b->f, group, "Pinned.");
    struct placed_document *placed = place(b);
    double first_pt = find_words(placed, 0, "First.")->y_pt;
    double second_pt = find_words(placed, 0, "Second.")->y_pt;
    double pinned_pt = find_words(placed, 0, "Pinned.")->y_pt;
    assert_true(first_pt < second_pt && second_pt + 20 < pinned_pt);
}

static void a_note_in_a_cell_belongs_to_the_cell(void **state) {
    struct bench *b = *state;
    struct node *grid = table(&b->f, titled(b), TABLE_PLAIN, NULL, 1, 0);
    struct node *line = row(&b->f, grid, "Cell");
    note(b, line->first_child, "Below.");
    const struct placed_item *item = find_words(place(b), 0, "Below.");
    assert_int_equal(item->element->type, ELEMENT_NOTE);
    assert_int_equal(item->element->parent->type, ELEMENT_TD);
}

static void letters_go_on_behind_z(void **state) {
    struct bench *b = *state;
    struct node *root = titled(b);
    for (int i = 0; i < 28; i++)
        note(b, paragraph(&b->f, root, "Words"), name(b, i));
    struct placed_document *placed = place(b);
    bool found = false;
    for (size_t i = 0; i < placed->element_count; i++)
        found |= placed->elements[i]->id && !strcmp(placed->elements[i]->id, "note-ab");
    assert_true(found);
}

static void a_note_too_long_names_its_line(void **state) {
    struct bench *b = *state;
    struct node *text = paragraph(&b->f, titled(b), "Words");
    struct node *long_note = note(b, text, "Begin.");
    for (int i = 0; i < 400; i++)
        words(&b->f, long_note, " words and more words");
    expect_failure(b, "test.lua:7: a note is");
    assert_non_null(strstr(b->f.err.message, "a third of the page"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(columns_have_one_height),
        TEST(a_column_never_ends_with_a_heading),
        TEST(the_rest_of_the_columns_begins_on_the_next_page),
        TEST(columns_in_a_box_stay_whole),
        TEST(a_note_stands_at_the_foot_of_its_page),
        TEST(a_line_takes_its_note_to_the_next_page),
        TEST(notes_stand_above_what_is_pinned_in_their_order),
        TEST(a_note_in_a_cell_belongs_to_the_cell),
        TEST(letters_go_on_behind_z),
        TEST(a_note_too_long_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
