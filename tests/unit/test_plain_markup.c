/* test_plain_markup.c - the short ways through plain files give what the libraries give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "data_fixture.h"

#include "base/file.h"
#include "corpus/article_header.h"
#include "corpus/readers/plain_markup.h"
#include "corpus/readers/reader_formats.h"

struct compared {
    size_t plain, all;
};

typedef bool library_reader(struct article_builder *builder, struct slice text, struct error *err);

/* The header is read by both; the short way begins below it. */
static bool short_markdown(struct article_builder *builder, struct slice text) {
    int line = 1;
    return article_read_header(builder->arena, "f", &text, &line, &builder->article, NULL) &&
           plain_markdown(builder, text, line);
}

static void dump_builder(struct article_builder *builder, struct strbuf *out) {
    struct error err;
    if (!article_finish(builder, &err))
        strbuf_add_format(out, "refused: %s", err.message);
    else
        dump_article(out, &builder->article, NULL);
    strbuf_add_format(out, "%s|%s|%s\n", builder->article.author, builder->article.topics,
                      builder->article.reviewed);
}

static void compare(const char *name, struct slice text, bool is_html, struct compared *compared) {
    struct arena arena = {0};
    struct article_builder quick, slow;
    struct strbuf quick_dump = {0}, slow_dump = {0};
    library_reader *library = is_html ? reader_html_parsed : reader_markdown_parsed;
    article_start(&quick, &arena, "f", "f");
    article_start(&slow, &arena, "f", "f");
    compared->all++;
    if (is_html ? plain_html(&quick, text) : short_markdown(&quick, text)) {
        compared->plain++;
        dump_builder(&quick, &quick_dump);
        assert_true(library(&slow, text, NULL));
        dump_builder(&slow, &slow_dump);
        if (strcmp(strbuf_text(&quick_dump), strbuf_text(&slow_dump)) != 0)
            fail_msg("%s: the short way gives\n%s\nthe library\n%s", name, strbuf_text(&quick_dump),
                     strbuf_text(&slow_dump));
    }
    article_discard(&quick);
    article_discard(&slow);
    strbuf_release(&quick_dump);
    strbuf_release(&slow_dump);
    arena_release(&arena);
}

static void plain_pieces_are_taken_the_short_way(void **state) {
    (void)state;
    static const char *const markdown[] = {
        "# T\n\nOne line\nand more.  \nA break & so on, \"quoted\" (in) 3 parts!\n\n## A\n# B\nx\n",
        "word\n\n\n\nother\r\nline\r\n\r\nlast",
        "---\ntitle: T\n---\n\n# Two\n\nText\n",
        "\n\n   \nZ\n## No  space at the end  \n",
        "\xC3\x89t\xC3\xA9\n(a) b\n'c' 5 mm 3.5\n",
    };
    static const char *const html[] = {
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>A &amp; B</title>"
        "<meta name=\"author\" content=\"N. N.\" /></head>\n<body>\n<h1>A &amp; B</h1>\n<p>One "
        "<b>two</b>,<br>three&nbsp;&lt;4 <a href=\"x\">l<i>i</i></a></p>\n\n<h3>Deep</h3><p></p>"
        "<ul>\n<li>a</li>\n<li class=\"x\">b <em>c</em></li></ul><ol><li>n</li><li>m</li></ol>\n"
        "</body>\n</html>\n",
        "<!doctype html><html><head></head><body><p>x</p></body></html>",
        "<!DOCTYPE html>\n<html lang=\"bad tag\"><head>\n<title></title></head><body><p> a </p>"
        "<h2> b  c </h2><p>\xC3\xA9\xC2\xB0\xC2\xAD</p></body></html>",
        "<!DOCTYPE html><html><head></head><body><h2>A</h2>\n<p>x</p></body></html>\nAdded "
        "later.\n",
        "<!DOCTYPE html><html><head></head><body><ul><li>x</li></ul>\n</body>\n</html> a &amp; b\n"
        "\n  and more\n\n\nthird",
        "<!DOCTYPE html><html><head></head><body></body></html>all",
    };
    struct compared compared = {0};
    for (size_t i = 0; i < sizeof markdown / sizeof *markdown; i++)
        compare(markdown[i], slice_of(markdown[i]), false, &compared);
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        compare(html[i], slice_of(html[i]), true, &compared);
    assert_int_equal(compared.plain, compared.all);
}

/* One character more, anywhere, of those that could mean something: whatever way it then goes, the
 * article is the same. */
static void markup_put_anywhere_changes_nothing(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "#", "*",  "_", "-", "=", "`",  "<",  ">",  "&", "[",  "]",  "|",  "\\",      "1. ",
        "+", "\t", "~", "!", ":", "  ", "\n", "\"", "/", "b>", "\r", "0)", "\xC2\xA0"};
    static const char markdown[] = "# One\n\nA word here\nand there.\n\n## Two\nEnd\n";
    static const char html[] =
        "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body><h1>T</h1>\n"
        "<p>A <b>w</b></p><ul><li>x</li></ul></body></html>";
    struct compared compared = {0};
    for (int is_html = 0; is_html < 2; is_html++) {
        struct slice base = slice_of(is_html ? html : markdown);
        for (size_t at = 0; at <= base.length; at++)
            for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
                struct strbuf text = {0};
                strbuf_add_bytes(&text, base.data, at);
                strbuf_add(&text, pieces[i]);
                strbuf_add_bytes(&text, base.data + at, base.length - at);
                compare(strbuf_text(&text), strbuf_slice(&text), is_html, &compared);
                strbuf_release(&text);
            }
    }
    assert_true(compared.plain > 500);
}

/* 10<sup>9</sup> was 109 once. */
static void raised_digits_stay_raised_either_way(void **state) {
    (void)state;
    static const char *const raised[][2] = {{"<sup>", "</sup>"},
                                            {"<span style=\"vertical-align: super\">", "</span>"},
                                            {"<span class=\"superscript\">", "</span>"},
                                            {"<a href=\"#n\" role=\"doc-noteref\">", "</a>"},
                                            {"<a href=\"#n\" epub:type=\"noteref\">", "</a>"},
                                            {"<b><sup><i>", "</i></sup></b>"}};
    for (size_t i = 0; i < sizeof raised / sizeof *raised; i++) {
        struct strbuf page = {0};
        strbuf_add(&page, "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body><p>"
                          "Cells: 10");
        strbuf_add_format(&page, "%s9%s", raised[i][0], raised[i][1]);
        strbuf_add(&page, ", the 5<sup>th</sup> of H<sub>2</sub>O, 1<sup>1</sup>/<sub>2</sub> mm"
                          "<sup>\xE2\x88\x92"
                          "3</sup></p></body></html>");
        assert_reads("a.html", strbuf_text(&page),
                     "T <a> en\n[start]  @1:1\nCells: 10⁹, the 5th of H2O, 1¹/2 mm⁻³\n");
        strbuf_release(&page);
    }
    assert_reads("a.html",
                 "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body><p>A <span "
                 "class=\"superscript\">2</span></p></body></html>",
                 "T <a> en\n[start]  @1:1\nA ²\n");
    assert_reads(
        "a.md",
        "# T\n\nCells: 10<sup>9</sup>, 5<SUP class='x'>th</sup>.\n\n*left <sup>open* 4\n\n"
        "2 | 3<sup>2</sup>\n--|--\n4 | 5\n\n<p>10<sup>9</sup></p>\n",
        "T <a> und\n[start]  @1:3\nCells: 10⁹, 5th.\n\nleft open ⁴\n\n2 | 3²\n4 | 5\n\n10⁹\n");
}

static bool compare_file(void *context, const char *relative, const struct file_stamp *stamp,
                         const char *problem, bool *stop) {
    struct arena arena = {0};
    struct slice bytes;
    enum article_format format = reader_format_of(relative);
    char path[1024];
    (void)problem, (void)stop;
    snprintf(path, sizeof path, "corpus/%s", relative);
    if (stamp && (format == FORMAT_MARKDOWN || format == FORMAT_HTML) &&
        file_read(&arena, path, READER_LIMIT_BYTES, &bytes, NULL))
        compare(relative, bytes, format == FORMAT_HTML, context);
    arena_release(&arena);
    return true;
}

static void our_own_articles_come_out_the_same(void **state) {
    (void)state;
    struct compared compared = {0};
    struct error err;
    assert_true(file_walk("corpus", compare_file, &compared, &err));
    assert_true(compared.all > 5);
}

/* Each line of the examples of CommonMark, and each run of three lines. */
static void examples_of_commonmark_come_out_the_same(void **state) {
    (void)state;
    struct arena arena = {0};
    struct compared compared = {0};
    struct slice spec;
    const char *path = data_path("hostile/commonmark/spec.txt");
    if (!path)
        skip();
    assert_true(file_read(&arena, path, READER_LIMIT_BYTES, &spec, NULL));
    struct slice lines[3] = {0}, line;
    while (slice_next_line(&spec, &line)) {
        lines[0] = lines[1];
        lines[1] = lines[2];
        lines[2] = line;
        compare("a line", line, false, &compared);
        if (lines[0].data)
            compare("three lines",
                    slice_make(lines[0].data, (size_t)(line.data + line.length - lines[0].data)),
                    false, &compared);
    }
    assert_true(compared.plain > 1000);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_pieces_are_taken_the_short_way),
        cmocka_unit_test(markup_put_anywhere_changes_nothing),
        cmocka_unit_test(raised_digits_stay_raised_either_way),
        cmocka_unit_test(our_own_articles_come_out_the_same),
        cmocka_unit_test(examples_of_commonmark_come_out_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
