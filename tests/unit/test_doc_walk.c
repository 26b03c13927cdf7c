/* test_doc_walk.c - walking a tree, its plain words, its dump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "doc/doc.h"

struct fixture {
    struct arena arena;
    struct document *doc;
    struct node *heading, *box;
};

static struct node *add(struct document *doc, struct node *parent, enum node_kind kind) {
    struct error err;
    struct node *node = node_add(doc, parent, kind, 1, &err);
    if (!node)
        fail_msg("%s", err.message);
    return node;
}

static void add_words(struct document *doc, struct node *parent, const char *words) {
    struct error err;
    if (!node_add_text(doc, parent, slice_of(words), 1, &err))
        fail_msg("%s", err.message);
}

/* A heading with an aside; a box with a label and a list of two. */
static int set_up(void **state) {
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    struct document *doc = fixture->doc = document_new(&fixture->arena);
    doc->title = "Say \"when\"";
    fixture->heading = add(doc, doc->root, NODE_HEADING);
    fixture->heading->level = 1;
    add_words(doc, fixture->heading, "Your heel");
    struct node *aside = node_new(doc, NODE_PARAGRAPH, 1);
    add_words(doc, aside, "two minutes");
    assert_true(node_set_aside(doc, fixture->heading, aside, NULL));
    fixture->box = add(doc, doc->root, NODE_BOX);
    fixture->box->box_kind = BOX_SAFETY;
    struct node *label = node_new(doc, NODE_PARAGRAPH, 1);
    add_words(doc, label, "Stop");
    assert_true(node_set_label(doc, fixture->box, label, NULL));
    struct node *list = add(doc, fixture->box, NODE_LIST);
    list->list_kind = LIST_CHECK;
    struct node *item = add(doc, list, NODE_ITEM);
    add_words(doc, item, "You  cannot ");
    add_words(doc, add(doc, item, NODE_STRONG), " stand");
    struct node *symbol = add(doc, item, NODE_SYMBOL);
    symbol->alt = "stop sign";
    symbol->symbol = SYMBOL_STOP;
    item = add(doc, list, NODE_ITEM);
    add_words(doc, item, "It");
    add(doc, item, NODE_LINE_BREAK);
    add_words(doc, item, "swells");
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static void asides_and_labels_come_first_and_every_enter_has_its_exit(void **state) {
    struct fixture *fixture = *state;
    struct strbuf order = {0};
    int depth = 0;
    for (struct walk walk = walk_begin(fixture->doc->root); walk_next(&walk);) {
        depth += walk.event == WALK_ENTER ? 1 : -1;
        assert_true(depth >= 0);
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
            strbuf_add_format(&order, "%.*s|", SLICE_ARGS(walk.node->text));
    }
    assert_int_equal(depth, 0);
    assert_string_equal(strbuf_text(&order),
                        "two minutes|Your heel|Stop|You  cannot | stand|It|swells|");
    strbuf_release(&order);
}

static void a_walk_stays_in_its_subtree_and_ends_once(void **state) {
    struct fixture *fixture = *state;
    const struct node *list = fixture->box->first_child;
    struct walk walk = walk_begin(list->first_child);
    int events = 0;
    while (walk_next(&walk)) {
        assert_true(walk.node != list && walk.node != list->last_child);
        events++;
    }
    assert_int_equal(events, 2 * 5);
    assert_false(walk_next(&walk));
    walk = walk_begin(fixture->heading->aside);
    for (events = 0; walk_next(&walk);)
        events++;
    assert_int_equal(events, 2 * 2);
    walk = walk_begin(NULL);
    assert_false(walk_next(&walk));
}

static void plain_text_has_a_line_for_each_block_and_no_marks(void **state) {
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    assert_string_equal(node_plain_text(arena, fixture->doc->root),
                        "two minutes\nYour heel\nStop\nYou cannot stand\nIt swells");
    assert_string_equal(node_plain_text(arena, fixture->heading), "Your heel");
    assert_string_equal(node_plain_text(arena, fixture->box), "You cannot stand\nIt swells");
    assert_string_equal(node_plain_text(arena, fixture->box->label), "Stop");
}

static void the_dump_shows_what_is_unusual_and_quotes_safely(void **state) {
    struct fixture *fixture = *state;
    struct strbuf out = {0};
    document_dump(fixture->doc, &out);
    assert_string_equal(strbuf_text(&out), "document a4 en \"Say \\\"when\\\"\"\n"
                                           "  heading 1\n"
                                           "    aside: paragraph\n"
                                           "      text \"two minutes\"\n"
                                           "    text \"Your heel\"\n"
                                           "  box safety\n"
                                           "    label: paragraph\n"
                                           "      text \"Stop\"\n"
                                           "    list check\n"
                                           "      list item\n"
                                           "        text \"You  cannot \"\n"
                                           "        bold text\n"
                                           "          text \" stand\"\n"
                                           "        symbol stop alt: \"stop sign\"\n"
                                           "      list item\n"
                                           "        text \"It\"\n"
                                           "        line break\n"
                                           "        text \"swells\"\n");
    strbuf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(asides_and_labels_come_first_and_every_enter_has_its_exit,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walk_stays_in_its_subtree_and_ends_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(plain_text_has_a_line_for_each_block_and_no_marks, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_dump_shows_what_is_unusual_and_quotes_safely, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
