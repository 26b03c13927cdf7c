/* test_record.c - the sentences of a handout, each once, without their words. */
#include "make/record.h"

#include "base/strbuf.h"
#include "handout_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void cited_as(struct fixture *f, struct node *parent, const char *key, const char *section) {
    cited(f, parent, "Kim walks slowly.", section);
    parent->last_child->provenance->key = key;
}

static const char *member(const struct value *list, size_t i, const char *key) {
    return value_text(value_find(list->items[i], key), "");
}

static void lists_each_sentence_once_in_reading_order(void **state) {
    (void)state;
    struct fixture f;
    fixture_open(&f);
    struct node *para = paragraph(&f, f.doc->root, NULL);
    cited_as(&f, para, "main.one", "start");
    cited_as(&f, para, "stop.two", "‡");
    cited_as(&f, para, "main.one", "start");
    struct value *list = record_sentences(&f.arena, f.doc);
    assert_int_equal(list->count, 2);
    assert_string_equal(member(list, 0, "key"), "main.one");
    assert_string_equal(member(list, 0, "class"), "R");
    assert_string_equal(member(list, 0, "section"), "start");
    assert_string_equal(member(list, 1, "key"), "stop.two");
    assert_null(value_find(list->items[1], "article"));
    arena_release(&f.arena);
}

static void says_what_was_left_out_after_layout(void **state) {
    (void)state;
    struct fixture f;
    fixture_open(&f);
    struct node *stays = paragraph(&f, f.doc->root, NULL);
    cited_as(&f, stays, "main.one", "start");
    struct node *goes = paragraph(&f, f.doc->root, NULL);
    cited_as(&f, goes, "glossary.two", "words");
    struct value *list = record_sentences(&f.arena, f.doc);
    node_remove(goes);
    record_left_out(&f.arena, list, f.doc);
    assert_null(value_find(list->items[0], "left_out"));
    assert_true(value_boolean(value_find(list->items[1], "left_out"), false));
    arena_release(&f.arena);
}

static void holds_no_words_of_the_page(void **state) {
    (void)state;
    struct fixture f;
    fixture_open(&f);
    cited_as(&f, paragraph(&f, f.doc->root, NULL), "main.one", "start");
    const struct value *sentence = record_sentences(&f.arena, f.doc)->items[0];
    for (size_t i = 0; i < sentence->count; i++)
        assert_null(strstr(value_text(sentence->items[i], ""), "Kim"));
    arena_release(&f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_each_sentence_once_in_reading_order),
        cmocka_unit_test(says_what_was_left_out_after_layout),
        cmocka_unit_test(holds_no_words_of_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
