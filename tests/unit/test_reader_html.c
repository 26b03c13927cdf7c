/* test_reader_html.c - web pages: structure, encodings, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "data_fixture.h"

#include "base/file.h"

static void a_page_becomes_sections(void **state) {
    (void)state;
    assert_reads("a.html",
                 "<!DOCTYPE html>\n<html lang=en-GB><head><title>Heel pain | Clinic</title>\n"
                 "<style>p{}</style></head><body><nav><a>Menu</a></nav>\n<h1>Heel pain</h1>\n"
                 "<p>An <b>intro</b>duction.<br>Second line.</p>\n<h2>Causes</h2>\n"
                 "<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>\n<script>no()</script>"
                 "<noscript>no</noscript><template>no</template>\n<h3>Rare</h3>bare text\n"
                 "<div>block</div></body></html>",
                 "Heel pain | Clinic <a> en-gb\n[start]  @1:5\nAn introduction. Second line.\n"
                 "[causes] Causes @1:6\n- One\n- Two more\n[rare] Causes > Rare @2:9\nbare text\n\n"
                 "block\n");
}

static void lists_terms_and_tables(void **state) {
    (void)state;
    assert_reads(
        "a.html",
        "<h2>T</h2><ol start=3><li>three<li>four</ol><p>x</p>"
        "<dl><dt>Cup<dd>holds<dd>the heel<dt>Lift<dd>raises it</dl>"
        "<table><caption>Plan</caption><tr><th>Week<th>Min<tr><td><p>1</p><p>2</p><td>10"
        "</table><pre>code\n  here</pre><blockquote>said</blockquote>"
        "<img alt='A foot' src=x>",
        "T <a> und\n[t] T @1:1\n3. three\n4. four\n\nx\n\n- Cup: holds the heel\n"
        "- Lift: raises it\n\nPlan\n\nWeek | Min\n1 2 | 10\n\ncode here\n\nsaid\n\nA foot\n");
}

/* A wrong number in a list of steps is a wrong step. */
/* As office programs write them. */
static void language_terms_and_pictures_of_saved_pages(void **state) {
    (void)state;
    assert_reads(
        "a.html",
        "<html><head><title>T</title></head><body lang='de-AT'><dl><dt>Lift\n</dt>\n<dd><p>A "
        "wedge.</p></dd><dt>Cup</dt><dd>A bowl.</dd></dl><figure><img src='a.png' alt='A "
        "foot'><figcaption aria-hidden='true'>A foot</figcaption></figure><figure><img "
        "alt='b_c.png'><figcaption>Below it</figcaption></figure></body></html>",
        "T <a> de-at\n[start]  @1:1\n- Lift: A wedge.\n- Cup: A bowl.\n\nA foot\n\nBelow "
        "it\n");
}

static void numbered_lists_count_from_their_start(void **state) {
    (void)state;
    assert_reads("a.html",
                 "<h2>T</h2><ol start=0><li>a<li>b<li>c</ol><ol start=-1><li>d<li>e<li>f</ol>"
                 "<ol start=-9223372036854775808><li>g<li>h</ol><ol start=x><li>i</ol>"
                 "<ol start=9223372036854775807><li>j<li>k</ol>",
                 "T <a> und\n[t] T @1:1\n0. a\n1. b\n2. c\n-1. d\n0. e\n1. f\n1. g\n2. h\n"
                 "1. i\n1. j\n2. k\n");
}

static void a_table_for_layout_is_no_table(void **state) {
    (void)state;
    assert_reads(
        "a.html",
        "<table><tr><td><h2>Left</h2><p>One.</p></td><td><ul><li>Two</ul></td></tr></table>",
        "Left <a> und\n[left] Left @1:1\nOne.\n\n- Two\n");
}

static void a_nested_list_keeps_the_order(void **state) {
    (void)state;
    assert_reads("a.html", "<ul><li>A<ul><li>B</ul>after<li>C</ul>",
                 "a.html <a> und\n[start]  @1:1\n- A\n- B\n\nafter\n\n- C\n");
}

static void declared_encodings_are_decoded(void **state) {
    (void)state;
    assert_reads("a.html", "<meta charset=windows-1252><p>caf\xE9 \x93quoted\x94",
                 "a.html <a> und\n[start]  @1:1\ncafé “quoted”\n");
    assert_reads("a.html",
                 "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>it\x92s",
                 "a.html <a> und\n[start]  @1:1\nit’s\n");
    assert_reads("a.xhtml",
                 "<?xml version='1.0' encoding='ISO-8859-2'?><html><body><p>\xB1</p></body></html>",
                 "a.xhtml <a> und\n[start]  @1:1\ną\n");
    assert_reads("a.html", "<p>&#146; &eacute; &#233; é",
                 "a.html <a> und\n[start]  @1:1\n’ é é é\n");
}

static void bytes_that_do_not_decode_are_refused(void **state) {
    (void)state;
    assert_reads("a.html", "<p>x\n<p>caf\xFF",
                 "refused: a.html:2: invalid UTF-8 at byte 11, and no other encoding fits without "
                 "doubt: save it as UTF-8");
    assert_reads("a.html", "<meta charset=klingon><p>x",
                 "refused: a.html:1: unknown encoding 'klingon', save it as UTF-8");
    assert_reads("a.html", "<meta charset=shift_jis>\n<p>\x81",
                 "refused: a.html:2: invalid shift_jis at byte 28");
}

static void text_is_never_lost_silently(void **state) {
    (void)state;
    struct strbuf text = {0};
    for (int i = 0; i < 300; i++)
        strbuf_add(&text, "<div>");
    strbuf_add(&text, "deep");
    assert_reads("a.html", strbuf_text(&text),
                 "refused: a.html:1: elements nested too deeply, at most 256");
    strbuf_truncate(&text, 0);
    for (int i = 0; i < 1024 * 1024 - 1; i++) /* a text node of nearly 4 MB arrives whole */
        strbuf_add(&text, "word");
    struct strbuf out = {0};
    struct error err = {0};
    assert_true(reader_read("a.html", "a.html", strbuf_slice(&text), dump_article, &out, &err));
    assert_true(out.length > text.length);
    strbuf_release(&out);
    strbuf_add(&text, "and more");
    assert_reads("a.html", strbuf_text(&text),
                 "refused: a.html: has 4194308 bytes, an article may have 4 MB, divide it");
    strbuf_release(&text);
}

/* Of a page with more than a plain one has, all that stood behind its end was left out. */
static void what_stands_behind_the_end_of_the_page_was_lost(void **state) {
    (void)state;
    assert_reads("a.html",
                 "<p>a</p></body></html>\nlater <i>on</i><!-- c -->\n<table><tr><td>b</table>",
                 "a.html <a> und\n[start]  @1:1\na\n\nlater on\n\nb\n");
    assert_reads("a.html", "<h2>A</h2></html><html><body><ul><li>b</ul>c</html>d",
                 "A <a> und\n[a] A @1:1\n- b\n\nc\n\nd\n");
}

static void no_entity_is_fetched_or_expanded(void **state) {
    (void)state;
    assert_reads("a.html",
                 "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yyyy'>]>"
                 "<p>a &x; b &y; c",
                 "a.html <a> und\n[start]  @1:1\n!ENTITY y 'yyyy'>]>\n\na &x; b &y; c\n");
}

static bool bear(void *context, const char *relative, const struct file_stamp *stamp,
                 const char *problem, bool *stop) {
    struct arena arena = {0};
    struct strbuf out = {0};
    struct error err = {0};
    struct slice bytes;
    (void)problem;
    (void)stop;
    if (!stamp)
        return true;
    assert_true(file_read(&arena, file_join(&arena, context, relative), 1 << 26, &bytes, &err));
    reader_read("x.html", "x.html", bytes, dump_article, &out, &err);
    strbuf_release(&out);
    arena_release(&arena);
    return true;
}

static void hostile_pages_do_no_harm(void **state) {
    (void)state;
    struct error err;
    const char *folder = data_path("hostile/html5lib");
    if (!folder)
        skip();
    assert_true(file_walk(folder, bear, (void *)folder, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_becomes_sections),
        cmocka_unit_test(lists_terms_and_tables),
        cmocka_unit_test(language_terms_and_pictures_of_saved_pages),
        cmocka_unit_test(numbered_lists_count_from_their_start),
        cmocka_unit_test(a_table_for_layout_is_no_table),
        cmocka_unit_test(a_nested_list_keeps_the_order),
        cmocka_unit_test(declared_encodings_are_decoded),
        cmocka_unit_test(bytes_that_do_not_decode_are_refused),
        cmocka_unit_test(text_is_never_lost_silently),
        cmocka_unit_test(what_stands_behind_the_end_of_the_page_was_lost),
        cmocka_unit_test(no_entity_is_fetched_or_expanded),
        cmocka_unit_test(hostile_pages_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
