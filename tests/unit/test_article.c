/* test_article.c - the rules all formats share: cleaning, slugs, ids, paths, titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "corpus/article_builder.h"

static void assert_slug(const char *text, const char *expected) {
    struct arena arena = {0};
    assert_string_equal(article_slug(&arena, slice_of(text)), expected);
    arena_release(&arena);
}

static void slugs_are_plain_and_short(void **state) {
    (void)state;
    assert_slug("What is it?", "what-is-it");
    assert_slug("  --Heel   lifts & cups--  ", "heel-lifts-cups");
    assert_slug("The foot's arch", "the-foots-arch");
    assert_slug("Café Zürich, naïve", "cafe-zurich-naive");
    assert_slug("e\xCC\x81t\xC3\xA9", "ete"); /* decomposed or composed: the same */
    assert_slug("ﬁbre 2½", "fibre-21-2");
    assert_slug("Пятка", "section");
    assert_slug("", "section");
    assert_slug("feet/heel-pain", "feet-heel-pain");
    assert_slug("one two three four five six seven eight nine ten eleven twelve thirteen",
                "one-two-three-four-five-six-seven-eight-nine-ten-eleven");
}

static void assert_clean(const char *text, const char *expected) {
    struct arena arena = {0};
    assert_string_equal(article_clean_text(&arena, slice_of(text)), expected);
    arena_release(&arena);
}

static void cleaning_leaves_text_one_can_print_and_find(void **state) {
    (void)state;
    assert_clean(" a \t b\n\nc ", "a b c");
    assert_clean("10\u00A0mm\u2009x\u3000y", "10 mm x y");
    assert_clean("e\xCC\x81", "é");
    assert_clean("plan\u00ADtar fas\u200Bcia \uFEFFx", "plantar fascia x");
    assert_clean("a\x01\x1B[31mb\x7F", "a[31mb");
    assert_clean("a\u202Eb\u2066c", "abc"); /* what is shown must be what is said */
    assert_clean("\u0646\u200C\u0647 \U0001F468\u200D\U0001F469",
                 "\u0646\u200C\u0647 \U0001F468\u200D\U0001F469");
    assert_clean("\x01", "");
}

static void headings_nest_whatever_their_numbers(void **state) {
    (void)state;
    assert_reads("deep.md",
                 "# Title\n\nIntro.\n\n## A\n\na\n\n#### B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n",
                 "Title <deep> und\n[start]  @1:3\nIntro.\n[a] A @1:5\na\n[b] A > B @2:9\nb\n"
                 "[c] A > C @2:13\nc\n[d] D @1:17\nd\n");
}

static void like_headings_get_numbers(void **state) {
    (void)state;
    assert_reads("like.md", "## A\n\n1\n\n## A\n\n2\n\n## A 2\n\n3\n\n## A\n\n4\n\n## Start\n\n5\n",
                 "A <like> und\n[a] A @1:1\n1\n[a-2] A @1:5\n2\n[a-2-2] A 2 @1:9\n3\n"
                 "[a-3] A @1:13\n4\n[start] Start @1:17\n5\n");
}

static void a_heading_without_text_stays_in_the_path_of_those_below(void **state) {
    (void)state;
    assert_reads("faq.md", "# T\n\n## FAQ\n\n### One?\n\nYes.\n\n### Two?\n\nNo.\n\n## End\n",
                 "T <faq> und\n[one] FAQ > One? @2:5\nYes.\n[two] FAQ > Two? @2:9\nNo.\n"
                 "[end] End @1:13\n\n");
}

static void an_article_without_text_is_an_error(void **state) {
    (void)state;
    assert_reads("bare.md", "# Title\n\n## Only headings\n",
                 "refused: bare.md:1: no text, expected headings and paragraphs");
}

static void the_title_falls_back_to_the_files_name(void **state) {
    (void)state;
    assert_reads("feet/Heel Pain.md", "Text alone.\n",
                 "Heel Pain.md <feet-heel-pain> und\n[start]  @1:1\nText alone.\n");
}

static void bytes_that_are_no_text_are_refused(void **state) {
    (void)state;
    assert_reads("a.md", "", "refused: a.md: is empty");
    assert_reads("a.txt", " \n\t\n", "refused: a.txt: is empty");
    assert_reads("a.md", "ok\n\nb\xFF\x64",
                 "refused: a.md:3: invalid UTF-8 at byte 5, and no other encoding fits "
                 "without doubt: save it as UTF-8");
    assert_reads_bytes("a.txt", slice_make("a\nb\0c", 5),
                       "refused: a.txt:2: NUL byte, this is no text file");
    assert_reads_bytes("a.html", slice_make("\xFF\xFE<\0p\0>\0x\0", 10),
                       "a.html <a> und\n[start]  @1:1\nx\n");
    assert_reads("a.rtf", "x",
                 "refused: a.rtf: unknown format, expected .md, .html, .txt, .docx, .odt, .epub, "
                 ".pdf or .jsonl");
    assert_reads("bom.md", "\xEF\xBB\xBF# T\n\nx\n", "T <bom> und\n[start]  @1:3\nx\n");
}

static void articles_are_known_by_their_names(void **state) {
    (void)state;
    static const char *const articles[] = {"a.md",  "x/y.HTML",      "a.b.txt",      "set.jsonl",
                                           "a.htm", "wordings/a.md", "my-README.md", "a.DOCX",
                                           "b.odt", "c.epub",        "d.pdf"};
    static const char *const others[] = {
        "README.md", "x/README.md", "_draft.md", "x/_y.txt",    "wording/en.md", "x/wording/a.md",
        "a.doc",     "~$a.docx",    "md",        "clinic.yaml", ".md",           "judgments.tsv"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (!reader_is_article(articles[i]))
            fail_msg("%s is no article", articles[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (reader_is_article(others[i]))
            fail_msg("%s is an article", others[i]);
}

/* Nobody should have to wonder why an old letter is not found. */
static void of_other_files_the_reader_says_what_to_do(void **state) {
    (void)state;
    assert_string_equal(reader_kind_hint("x/a.DOC"), "save as .docx");
    assert_string_equal(reader_kind_hint("a.pages"), "export as Word");
    assert_string_equal(reader_kind_hint("a.png"), "");
    assert_string_equal(reader_kind_hint("Makefile"), "");
    assert_null(reader_kind_hint("a.docx"));
    assert_null(reader_kind_hint("README.md"));
    assert_null(reader_kind_hint("_old.doc"));
    assert_null(reader_kind_hint("thesaurus.yaml"));
    assert_string_equal(reader_kind_hint("x/thesaurus.yaml"), "");
    assert_true(reader_can_read("wording/a.odt"));
    assert_false(reader_can_read("a.doc"));
}

static void a_file_of_another_kind_than_its_name_says_so(void **state) {
    (void)state;
    assert_reads("a.txt", "{\\rtf1\\ansi Heel}",
                 "refused: a.txt: is in rich text (RTF), save it as .docx");
    assert_reads("a.docx", "{\\rtf1\\ansi Heel}",
                 "refused: a.docx: is in rich text (RTF), save it as .docx");
    assert_reads("a.md", "%PDF-1.4", "refused: a.md: is a PDF file, name it .pdf");
    assert_reads("a.html", "PK\3\4",
                 "refused: a.html: is an office file or an archive, name it .docx, .odt or .epub");
    assert_reads("a.odt", "<!DOCTYPE html><p>Heel", "refused: a.odt: is a web page, name it .html");
    assert_reads("a.pdf", "<html><p>Heel", "refused: a.pdf: is a web page, name it .html");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_other_files_the_reader_says_what_to_do),
        cmocka_unit_test(slugs_are_plain_and_short),
        cmocka_unit_test(cleaning_leaves_text_one_can_print_and_find),
        cmocka_unit_test(headings_nest_whatever_their_numbers),
        cmocka_unit_test(like_headings_get_numbers),
        cmocka_unit_test(a_heading_without_text_stays_in_the_path_of_those_below),
        cmocka_unit_test(an_article_without_text_is_an_error),
        cmocka_unit_test(the_title_falls_back_to_the_files_name),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(articles_are_known_by_their_names),
        cmocka_unit_test(a_file_of_another_kind_than_its_name_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
