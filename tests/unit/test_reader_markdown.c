/* test_reader_markdown.c - Markdown with its header, lists, tables and HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "data_fixture.h"

#include "base/file.h"

static void the_header_becomes_metadata(void **state) {
    (void)state;
    assert_reads("a.md",
                 "---\nid: heel-lifts\ntitle: Heel lifts\nlanguage: en-GB\ntopics: [a, b]\n"
                 "reviewed: 2026-11-21\nversion: 1.0\nnote:\n---\n# Heel lifts\n\nText.\n",
                 "Heel lifts <heel-lifts> en-gb\n[start]  @1:12\nText.\n");
    assert_reads("a.md", "---\ntitle: T\n...\n\n# Other heading\n\nText.\n",
                 "T <a> und\n[other-heading] Other heading @1:5\nText.\n");
}

static bool look_at_metadata(void *context, const struct article *article, const char *problem) {
    (void)problem;
    assert_string_equal(article->topics, "heel, two words");
    assert_string_equal(article->author, "A. Person");
    assert_string_equal(article->licence, "CC BY 4.0");
    assert_string_equal(article->version, "1.0");
    assert_string_equal(article->reviewed, "2026-11-21");
    assert_string_equal(article->review_due, "");
    assert_string_equal(article->note, "over two lines");
    *(int *)context = 1;
    return true;
}

static void all_fields_arrive(void **state) {
    (void)state;
    int seen = 0;
    struct error err = {0};
    assert_true(reader_read("a.md", "a.md",
                            slice_of("---\ntopics: [heel, two words]\nauthor: A. Person\n"
                                     "licence: CC BY 4.0\nversion: 1.0\nreviewed: 2026-11-21\n"
                                     "note: >\n  over\n  two lines\n---\nText\n"),
                            look_at_metadata, &seen, &err));
    assert_int_equal(seen, 1);
}

static void a_faulty_header_is_refused_with_its_line(void **state) {
    (void)state;
    assert_reads("a.md", "---\ntitle: T\ntopcis: x\n---\nText",
                 "refused: a.md:3: unknown key 'topcis' (did you mean 'topics'?)");
    assert_reads("a.md", "---\ncolour: x\n---\nText",
                 "refused: a.md:2: unknown key 'colour', expected one of: id title language "
                 "audience topics source author licence version reviewed review_due note");
    assert_reads("a.md", "---\nreviewed: 2026-02-30\n---\nText",
                 "refused: a.md:2: 'reviewed' is '2026-02-30', expected a date as YYYY-MM-DD");
    assert_reads("a.md", "---\nid: Heel Pain\n---\nText",
                 "refused: a.md:2: 'id' is 'Heel Pain', expected lower-case letters, digits and "
                 "single hyphens, at most 60");
    assert_reads("a.md", "---\nlanguage: english language\n---\nText",
                 "refused: a.md:2: 'language' is 'english language', expected a language tag such "
                 "as en or pt-BR");
    assert_reads("a.md", "---\ntitle: {a: b}\n---\nText",
                 "refused: a.md:2: 'title' is a map, expected a text");
    assert_reads("a.md", "---\ntitle: T\n\nText",
                 "refused: a.md:1: the header that begins here has no end, expected a line '---'");
    assert_reads("a.md", "---\n- a\n---\nText",
                 "refused: a.md:2: the header is a list, expected lines 'key: value'");
    assert_reads("a.md", "---\na: b: c\n---\nText",
                 "refused: a.md:2:5: mapping values are not allowed in this context");
}

static void lists_keep_their_marks_and_lines(void **state) {
    (void)state;
    assert_reads("a.md",
                 "Before:\n\n- One *and*\n  more\n- Two\n\n  second part\n  - nested\n\n"
                 "3. three\n4. four\n\nAfter.\n",
                 "a.md <a> und\n[start]  @1:1\nBefore:\n\n- One and more\n- Two second part\n"
                 "- nested\n3. three\n4. four\n\nAfter.\n");
}

static void tables_become_rows_of_cells(void **state) {
    (void)state;
    assert_reads("a.md",
                 "## Plan\n\n| Week | Minutes |\n|---|--:|\n| 1 | **10** |\n| 2 | |\n\nEnd.\n",
                 "Plan <a> und\n[plan] Plan @1:1\nWeek | Minutes\n1 | 10\n2 |\n\nEnd.\n");
    assert_reads("a.md", "- item\n\n  | a | b |\n  |---|---|\n  | c | d |\n\n  tail\n",
                 "a.md <a> und\n[start]  @1:1\n- item\n\na | b\nc | d\n\ntail\n");
}

static void markup_leaves_its_text(void **state) {
    (void)state;
    assert_reads(
        "a.md",
        "## A *b* `c`\n\nSoft\nbreak, hard  \nbreak, [link](http://x.org), ![a foot](f.png), "
        "a&amp;b, x<br>y, <b>bold</b>.\n\n> quoted\n>\n> ## not a section\n\n"
        "    code\n\n<!-- not said -->\n\n<div>in <i>HTML</i><p>more</div>\n\n***\n\nEnd.\n",
        "A b c <a> und\n[a-b-c] A b c @1:1\nSoft break, hard break, link, a foot, a&b, "
        "x y, bold.\n\nquoted\n\nnot a section\n\ncode\n\nin HTML\n\nmore\n\nEnd.\n");
}

static void text_between_headings_stays_in_order(void **state) {
    (void)state;
    assert_reads("a.md", "Top.\n\n# Title\n\nIntro.\n\nSetext\n------\n\nBody.\n",
                 "Title <a> und\n[start]  @1:1\nTop.\n[start-2]  @1:5\nIntro.\n"
                 "[setext] Setext @1:7\nBody.\n");
}

static void a_row_of_endless_cells_is_refused(void **state) {
    (void)state;
    struct strbuf text = {0};
    for (int i = 0; i < 3000; i++)
        strbuf_add(&text, "|a");
    assert_reads("a.md", strbuf_text(&text), "refused: a.md:1: a line of 3000 cells, at most 2000");
    strbuf_release(&text);
}

static bool read_shipped(void *context, const char *relative, const struct file_stamp *stamp,
                         const char *problem, bool *stop) {
    struct arena arena = {0};
    struct slice bytes;
    struct strbuf out = {0};
    struct error err = {0};
    (void)stop;
    if (problem)
        fail_msg("%s: %s", relative, problem);
    if (!stamp || !reader_is_article(relative))
        return true;
    char *path = file_join(&arena, "corpus", relative);
    if (!file_read(&arena, path, 1 << 26, &bytes, &err) ||
        !reader_read(path, relative, bytes, dump_article, &out, &err))
        fail_msg("%s", err.message);
    ++*(int *)context;
    strbuf_release(&out);
    arena_release(&arena);
    return true;
}

static void the_shipped_articles_are_read(void **state) {
    (void)state;
    struct error err;
    int count = 0;
    if (!file_is_folder("corpus")) {
        print_message("skipped: not run from the source folder\n");
        skip();
    }
    assert_true(file_walk("corpus", read_shipped, &count, &err));
    assert_true(count > 10);
}

static void assert_bears(const char *path, const char *name) {
    struct arena arena = {0};
    struct slice bytes;
    struct strbuf out = {0};
    struct error err = {0};
    const char *full = data_path(path);
    if (!full)
        skip();
    assert_true(file_read(&arena, full, 1 << 26, &bytes, &err));
    if (!reader_read(name, name, bytes, dump_article, &out, &err))
        assert_memory_equal(err.message, name, strlen(name));
    strbuf_release(&out);
    arena_release(&arena);
}

static void hostile_files_do_no_harm(void **state) {
    (void)state;
    static const char *const names[] = {"x.md", "x.txt", "x.html", "x.jsonl"};
    for (size_t i = 0; i < 4; i++) {
        assert_bears("hostile/commonmark/spec.txt", names[i]);
        assert_bears("hostile/blns/blns.txt", names[i]);
        assert_bears("hostile/blns/blns.json", names[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_becomes_metadata),
        cmocka_unit_test(all_fields_arrive),
        cmocka_unit_test(a_faulty_header_is_refused_with_its_line),
        cmocka_unit_test(lists_keep_their_marks_and_lines),
        cmocka_unit_test(tables_become_rows_of_cells),
        cmocka_unit_test(markup_leaves_its_text),
        cmocka_unit_test(text_between_headings_stays_in_order),
        cmocka_unit_test(a_row_of_endless_cells_is_refused),
        cmocka_unit_test(the_shipped_articles_are_read),
        cmocka_unit_test(hostile_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
