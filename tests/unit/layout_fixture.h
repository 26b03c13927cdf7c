/* layout_fixture.h - laying out a document in a test, and finding things on its pages.
 *
 * To be included behind cmocka.h and handout_fixture.h.
 */
#ifndef FOOTNOTE_TESTS_LAYOUT_FIXTURE_H
#define FOOTNOTE_TESTS_LAYOUT_FIXTURE_H

#include "layout/layout.h"

struct bench {
    struct fixture f;
    struct font_set *fonts;
};

static inline int open_bench(void **state) {
    static struct bench b;
    b = (struct bench){0};
    fixture_open(&b.f);
    b.fonts = font_set_open(NULL, &b.f.err);
    *state = &b;
    return b.fonts ? 0 : -1;
}

static inline int close_bench(void **state) {
    struct bench *b = *state;
    font_set_close(b->fonts);
    fixture_close(&b->f);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

static inline struct placed_document *place(struct bench *b) {
    if (b->f.doc->root->first_child)
        document_number_sources(b->f.doc);
    struct placed_document *placed =
        layout_document(b->f.doc, b->fonts, theme_standard(), &b->f.err);
    if (!placed)
        fail_msg("%s", b->f.err.message);
    return placed;
}

static inline struct placed_document *place_handout(struct bench *b) {
    fixture_close(&b->f);
    fixture_open_handout(&b->f);
    return place(b);
}

static inline void expect_failure(struct bench *b, const char *message) {
    assert_null(layout_document(b->f.doc, b->fonts, theme_standard(), &b->f.err));
    assert_int_equal(b->f.err.code, ERROR_SCRIPT);
    if (!strstr(b->f.err.message, message))
        fail_msg("expected '%s' in '%s'", message, b->f.err.message);
}

static inline bool item_starts_with(const struct placed_item *item, const char *text) {
    return item->kind == PLACED_GLYPHS && slice_starts_with(item->run.text, text);
}

/* The first item of a page whose words begin so, or NULL. */
static inline const struct placed_item *find_words(const struct placed_document *placed, int page,
                                                   const char *text) {
    for (size_t i = 0; i < placed->pages[page].count; i++)
        if (item_starts_with(&placed->pages[page].items[i], text))
            return &placed->pages[page].items[i];
    return NULL;
}

static inline size_t count_words(const struct placed_document *placed, int page, const char *text) {
    size_t count = 0;
    for (size_t i = 0; i < placed->pages[page].count; i++)
        count += item_starts_with(&placed->pages[page].items[i], text);
    return count;
}

static inline const struct element *find_element(const struct placed_document *placed,
                                                 enum element_type type) {
    for (size_t i = 0; i < placed->element_count; i++)
        if (placed->elements[i]->type == type)
            return placed->elements[i];
    return NULL;
}

#endif
