/* test_reader_text.c - unmarked text: titles, headings, questions, lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

static void a_magazine_article_with_byline_and_questions(void **state) {
    (void)state;
    assert_reads(
        "a.txt",
        "Foot Health\n\nRunning with Lifts: A Guide\n\nBy Jordan 7 min read\n\nYes, you can. "
        "This first line is a paragraph and it is longer than any line of wrapped text, to "
        "show how.\n\nTypes of Lift\n\nThere are two:\n\n  • Soft: gel.\n  • Hard: cork.\n\n"
        "Questions and Answers\n\nDoes it hurt?\n\nNo.\n\nIs it dear?\n\nNot much.\n\n"
        "The End\n\nThat is all.\n",
        "Running with Lifts: A Guide <a> und\n[start]  @1:1\nFoot Health\n\n"
        "By Jordan 7 min read\n\nYes, you can. This first line is a paragraph and it is "
        "longer than any line of wrapped text, to show how.\n[types-of-lift] Types of Lift "
        "@1:9\nThere are two:\n\n- Soft: gel.\n- Hard: cork.\n[does-it-hurt] Questions and "
        "Answers > Does it hurt? @2:18\nNo.\n[is-it-dear] Questions and Answers > Is it "
        "dear? @2:22\nNot much.\n[the-end] The End @1:26\nThat is all.\n");
}

static void a_text_without_empty_lines(void **state) {
    (void)state;
    assert_reads(
        "a.txt",
        "Heel pain should not be taken lightly, and there are a great many causes of it, so "
        "see a doctor when it stays. What causes it?\nPain: causes\n- Spurs and others are "
        "the most common.\n- A fracture is less so.\nPain: treatment\nRest helps.Time helps "
        "too.\n",
        "Pain <a> und\n[start]  @1:1\nHeel pain should not be taken lightly, and there are "
        "a great many causes of it, so see a doctor when it stays. What causes it?\n"
        "[pain-causes] Pain: causes @1:2\n- Spurs and others are the most common.\n"
        "- A fracture is less so.\n[pain-treatment] Pain: treatment @1:5\n"
        "Rest helps. Time helps too.\n");
}

static void wrapped_text_is_joined_and_divided(void **state) {
    (void)state;
    assert_reads(
        "a.txt",
        "HEEL PAIN\n=========\n\nHeel pain is a common problem that affects many people who "
        "run\nfar. It starts slowly.\n\nCauses\nThere are several causes of it, and some are "
        "more common\nthan others.\n\n1) A sore band under the\n   foot.\n2) A fracture.\n\n"
        "1. First heading\n\nIts text.\n\nPrinted in 2020\n",
        "HEEL PAIN <a> und\n[start]  @1:4\nHeel pain is a common problem that affects many "
        "people who run far. It starts slowly.\n[causes] Causes @1:7\nThere are several "
        "causes of it, and some are more common than others.\n\n1. A sore band under the "
        "foot.\n2. A fracture.\n[first-heading] First heading @1:15\nIts text.\n\n"
        "Printed in 2020\n");
}

static void addresses_stay_whole(void **state) {
    (void)state;
    assert_reads("a.txt", "Go to www.Example.org or https://a.Bc.org or me.Now@x.org.Then rest.",
                 "a.txt <a> und\n[start]  @1:1\nGo to www.Example.org or https://a.Bc.org or "
                 "me.Now@x.org.Then rest.\n");
    assert_reads("a.txt", "It was normal.Then it was not. By Monday 5 mm e.g.Here U.S.A.",
                 "a.txt <a> und\n[start]  @1:1\nIt was normal. Then it was not. By Monday 5 mm "
                 "e.g.Here U.S.A.\n");
}

static void prose_is_not_taken_for_headings(void **state) {
    (void)state;
    assert_reads("a.txt",
                 "A sentence, cut;\n\nanother one\n\nOne more, with a full stop.\n\n12\n\nx.\n",
                 "a.txt <a> und\n[start]  @1:1\nA sentence, cut;\n\nanother one\n\n"
                 "One more, with a full stop.\n\n12\n\nx.\n");
}

static void a_word_without_end_takes_no_time(void **state) {
    (void)state;
    struct strbuf text = {0};
    for (int i = 0; i < 500000; i++)
        strbuf_add(&text, "ab.Cd");
    struct strbuf out = {0};
    struct error err = {0};
    assert_true(reader_read("a.txt", "a.txt", strbuf_slice(&text), dump_article, &out, &err));
    assert_true(out.length > text.length);
    strbuf_release(&text);
    strbuf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_magazine_article_with_byline_and_questions),
        cmocka_unit_test(a_text_without_empty_lines),
        cmocka_unit_test(wrapped_text_is_joined_and_divided),
        cmocka_unit_test(addresses_stay_whole),
        cmocka_unit_test(prose_is_not_taken_for_headings),
        cmocka_unit_test(a_word_without_end_takes_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
