/* What is remembered from try to try: the same pages as without a memory, whatever changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handout_fixture.h"
#include "layout_fixture.h"

#include "layout/fit.h"
#include "layout/known_blocks.h"

static size_t pages_placed(struct bench *b, struct known_blocks *known) {
    struct layout layout;
    const struct layout_try try = {b->f.doc, b->fonts, theme_standard(), known};
    if (!layout_once(&layout, &try, &b->f.err))
        fail_msg("%s", b->f.err.message);
    return layout.placed->page_count;
}

static size_t pages_measured(struct bench *b, struct known_blocks *known) {
    struct layout layout;
    size_t pages = 0;
    const struct layout_try try = {b->f.doc, b->fonts, theme_standard(), known};
    if (!layout_measure(&layout, &try, &pages, &b->f.err))
        fail_msg("%s", b->f.err.message);
    return pages;
}

static void a_handout_is_measured_as_it_is_placed(void **state) {
    struct bench *b = *state;
    fixture_close(&b->f);
    fixture_open_handout(&b->f);
    document_number_sources(b->f.doc);
    struct known_blocks *known = known_blocks_new();
    size_t pages = pages_measured(b, known);
    assert_int_equal(pages, pages_placed(b, NULL));
    assert_int_equal(pages, pages_placed(b, known));
    assert_int_equal(pages, pages_measured(b, known));
    known_blocks_free(known);
}

/* The same nodes, other words: what is known of them is of no use. */
static void other_words_are_measured_anew(void **state) {
    struct bench *b = *state;
    heading(&b->f, b->f.doc->root, 1, "Title");
    struct node *last = NULL;
    for (int i = 0; i < 20; i++)
        last = paragraph(&b->f, b->f.doc->root, "Line");
    struct known_blocks *known = known_blocks_new();
    assert_int_equal(pages_measured(b, known), 1);
    char words[4000];
    for (size_t i = 0; i + 1 < sizeof words; i++)
        words[i] = i % 5 == 4 ? ' ' : 'n';
    words[sizeof words - 1] = '\0';
    last->first_child->text = slice_of(words);
    assert_int_equal(pages_measured(b, known), 3);
    assert_int_equal(pages_placed(b, NULL), 3);
    last->first_child->text = slice_of("Line");
    assert_int_equal(pages_measured(b, known), 1);
    known_blocks_free(known);
}

struct memory {
    struct layout layout;
    struct stack stack;
    struct slab *slab;
};

static const struct block_key key = {.words = 1, .place = 2};

/* One block of one slab, 10 pt high, remembered. */
static struct memory remember(size_t notes) {
    struct memory memory = {.layout.known = known_blocks_new()};
    known_blocks_begin(&memory.layout);
    memory.slab = stack_add(&memory.layout, &memory.stack, NULL);
    memory.slab->height_pt = 10;
    memory.layout.note_count = notes;
    known_blocks_keep(&memory.layout, key, 0, &memory.stack, 0);
    return memory;
}

static void forget(struct memory *memory) {
    known_blocks_end(&memory->layout);
    known_blocks_free(memory->layout.known);
}

static void what_is_taken_may_be_changed(void **state) {
    (void)state;
    struct memory memory = remember(0);
    memory.slab->height_pt = 20;
    for (int i = 0; i < 2; i++) {
        struct stack taken = {0};
        assert_true(known_blocks_take(&memory.layout, key, &taken));
        assert_int_equal(taken.count, 1);
        assert_true(taken.slabs[0]->height_pt == 10);
        taken.slabs[0]->height_pt = 30;
    }
    forget(&memory);
}

/* Its letters are others there. */
static void a_block_with_notes_is_known_behind_as_many_only(void **state) {
    (void)state;
    struct memory memory = remember(1);
    struct stack taken = {0};
    assert_false(known_blocks_take(&memory.layout, key, &taken));
    memory.layout.note_count = 0;
    assert_true(known_blocks_take(&memory.layout, key, &taken));
    assert_int_equal(memory.layout.note_count, 1);
    forget(&memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_handout_is_measured_as_it_is_placed),
        TEST(other_words_are_measured_anew),
        TEST(what_is_taken_may_be_changed),
        TEST(a_block_with_notes_is_known_behind_as_many_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
