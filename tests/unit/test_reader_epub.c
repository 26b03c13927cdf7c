/* test_reader_epub.c - EPUB books: chapters in the order of reading, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "zip_fixture.h"

static const char container[] =
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OPS/book.opf'/></rootfiles></container>";
static const char package[] =
    "<package xmlns='http://www.idpf.org/2007/opf'><metadata "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Feet</dc:title>"
    "<dc:language>en-GB</dc:language><dc:creator>A. Writer</dc:creator>"
    "<meta property='dcterms:modified'>2026-01-01</meta></metadata><manifest>"
    "<item id='b' href='text/two%20b.xhtml' media-type='application/xhtml+xml'/>"
    "<item id='a' href='../one.xhtml' media-type='application/xhtml+xml'/>"
    "<item id='n' href='nav.xhtml' media-type='application/xhtml+xml'/></manifest>"
    "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>";

static void add_members(struct zip_fixture *zip) {
    zip_fixture_add(zip, "mimetype", "application/epub+zip");
    zip_fixture_add(zip, "META-INF/container.xml", container);
    zip_fixture_add(zip, "OPS/book.opf", package);
    zip_fixture_add(
        zip, "OPS/text/two b.xhtml",
        "<html><body><h1>Two</h1><p>Second.</p><h2>Deep</h2><p>In it.</p></body></html>");
    zip_fixture_add(zip, "one.xhtml",
                    "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE html><html><head>"
                    "<title>x</title></head><body><h1>One</h1><p>First caf\xE9.</p></body></html>");
}

static void chapters_follow_the_spine(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    add_members(&zip);
    assert_reads_bytes("a.epub", zip_fixture_end(&zip),
                       "Feet <a> en-gb\n[one] One @1:1\nFirst café.\n[two] Two @1:1\nSecond.\n"
                       "[deep] Two > Deep @2:1\nIn it.\n");
    zip_fixture_release(&zip);
}

/* LibreOffice and InDesign raise by a class alone: 109 stood here once. */
static void digits_raised_by_the_style_sheet_stay_raised(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    zip_fixture_add(&zip, "META-INF/container.xml", container);
    zip_fixture_add(&zip, "OPS/book.opf",
                    "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' "
                    "href='a.xhtml' media-type='application/xhtml+xml'/><item id='c' href='s.css' "
                    "media-type='text/css'/></manifest><spine><itemref idref='a'/></spine>"
                    "</package>");
    zip_fixture_add(&zip, "OPS/s.css",
                    ".span4 { font-style: italic; }\n.span5 {\n  font-size: 0.58em;\n  position: "
                    "relative;\n  top: -0.33em;\n}\n.span6 { font-size: 0.58em; position: relative;"
                    " top: 0.33em }\n@media print { p.up, .other{vertical-align:super} }");
    zip_fixture_add(&zip, "OPS/a.xhtml",
                    "<html><body><p>10<span class='span5'>9</span> H<span class='span6'>2</span>O 3"
                    "<span class='span4'>4</span> 5<span class='x up'>6</span></p></body></html>");
    assert_reads_bytes("a.epub", zip_fixture_end(&zip),
                       "a.epub <a> und\n[start]  @1:1\n10⁹ H2O 34 5⁶\n");
    zip_fixture_release(&zip);
    assert_reads("a.html",
                 "<html><head><style>.u{vertical-align:super}</style></head><body><p>10<span "
                 "class='u'>9</span></p></body></html>",
                 "a.html <a> und\n[start]  @1:1\n10⁹\n");
}

static void a_chapter_that_is_missing_is_no_small_thing(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    zip_fixture_add(&zip, "META-INF/container.xml", container);
    zip_fixture_add(&zip, "OPS/book.opf", package);
    assert_reads_bytes("a.epub", zip_fixture_end(&zip),
                       "refused: a.epub: a chapter that its package 'OPS/book.opf' lists is "
                       "missing");
    zip_fixture_release(&zip);
}

static void a_book_with_copy_protection_is_refused(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    add_members(&zip);
    zip_fixture_add(&zip, "META-INF/encryption.xml",
                    "<encryption><e:CipherReference xmlns:e='http://www.w3.org/2001/04/xmlenc#' "
                    "URI='one.xhtml'/></encryption>");
    assert_reads_bytes("a.epub", zip_fixture_end(&zip),
                       "refused: a.epub: its chapters are encrypted (copy protection), get a copy "
                       "without");
    zip_fixture_release(&zip);
}

static void no_book_at_all(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    zip_fixture_add(&zip, "META-INF/container.xml",
                    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
                    "<rootfile full-path='../../etc/passwd'/></container>");
    assert_reads_bytes("a.epub", zip_fixture_end(&zip),
                       "refused: a.epub: has no package of chapters, this is no EPUB book");
    zip_fixture_release(&zip);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chapters_follow_the_spine),
        cmocka_unit_test(digits_raised_by_the_style_sheet_stay_raised),
        cmocka_unit_test(a_chapter_that_is_missing_is_no_small_thing),
        cmocka_unit_test(a_book_with_copy_protection_is_refused),
        cmocka_unit_test(no_book_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
