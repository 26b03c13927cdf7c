/* test_reader_odt.c - OpenDocument texts: structure, what is left out, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "zip_fixture.h"

#define SPACES                                                                                     \
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                             \
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                 \
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                               \
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                               \
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "                              \
    "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' "                        \
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' "                      \
    "xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' "                                 \
    "xmlns:dc='http://purl.org/dc/elements/1.1/'"

static const char automatic[] =
    "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>"
    "<style:style style:name='P2' style:parent-style-name='Heading_20_2'/>"
    "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>"
    "<style:style style:name='T2'><style:text-properties style:text-position='super 58%'/>"
    "</style:style>"
    "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' "
    "style:num-format='1'/><text:list-level-style-bullet text:level='2'/></text:list-style>";

static void add_members(struct zip_fixture *zip, const char *body) {
    struct strbuf xml = {0};
    strbuf_add_format(&xml,
                      "<office:document-content " SPACES "><office:automatic-styles>%s"
                      "</office:automatic-styles><office:body><office:text>%s</office:text>"
                      "</office:body></office:document-content>",
                      automatic, body);
    zip_fixture_add(zip, "mimetype", "application/vnd.oasis.opendocument.text");
    zip_fixture_add(zip, "content.xml", strbuf_text(&xml));
    zip_fixture_add(zip, "styles.xml",
                    "<office:document-styles " SPACES "><office:styles><style:default-style "
                    "style:family='paragraph'><style:text-properties fo:language='pl'/>"
                    "</style:default-style></office:styles></office:document-styles>");
    zip_fixture_add(zip, "meta.xml",
                    "<office:document-meta " SPACES "><office:meta><dc:title>Untitled 1</dc:title>"
                    "<dc:date>2026-01-01</dc:date><meta:user-defined meta:name='Reviewed'>"
                    "2025-02-03</meta:user-defined></office:meta></office:document-meta>");
    strbuf_release(&xml);
}

static void assert_odt(const char *body, const char *expected) {
    struct zip_fixture zip = {0};
    add_members(&zip, body);
    assert_reads_bytes("a.odt", zip_fixture_end(&zip), expected);
    zip_fixture_release(&zip);
}

static void headings_lists_and_tables(void **state) {
    (void)state;
    assert_odt(
        "<text:p text:style-name='P1'>Heel pain</text:p>"
        "<text:h text:outline-level='1'>Care</text:h><text:p>Two  blanks<text:s text:c='3'/>"
        "and<text:tab/>a <text:a>link</text:a>.</text:p>"
        "<text:list text:style-name='L1'><text:list-item><text:p>one</text:p><text:p>more</text:p>"
        "<text:list><text:list-item><text:p>dot</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>"
        "<text:list text:style-name='L1' text:continue-numbering='true'><text:list-item>"
        "<text:p>three</text:p></text:list-item></text:list>"
        "<text:p text:style-name='P2'>Plan</text:p>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Week"
        "</text:p></table:table-cell><table:table-cell><text:p>Minutes</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>1"
        "</text:p></table:table-cell><table:table-cell><text:p>10</text:p></table:table-cell>"
        "</table:table-row></table:table>",
        "Heel pain <a> pl\n[care] Care @1:2\nTwo blanks and a link.\n\n1. one\n\nmore\n\n- dot\n"
        "2. two\n3. three\n[plan] Care > Plan @2:9\nWeek | Minutes\n1 | 10\n");
}

static void a_line_above_a_list_has_no_number(void **state) {
    (void)state;
    assert_odt("<text:list text:style-name='L1'><text:list-header><text:p>Each day:</text:p>"
               "</text:list-header><text:list-item><text:p>one</text:p></text:list-item>"
               "<text:list-item><text:p>two</text:p></text:list-item></text:list>",
               "a.odt <a> pl\n[start]  @1:1\nEach day:\n\n1. one\n2. two\n");
}

/* LibreOffice cuts a list in two where another stands between, and names the one it goes on with.
 * The third item was the first of a new list once. */
static void a_list_goes_on_behind_another(void **state) {
    (void)state;
    assert_odt("<text:list xml:id='l1' text:style-name='L1'><text:list-item><text:p>one</text:p>"
               "</text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>"
               "<text:list text:style-name='L2'><text:list-item><text:list><text:list-item>"
               "<text:p>dot</text:p></text:list-item></text:list></text:list-item></text:list>"
               "<text:list xml:id='l3' text:continue-list='l1' text:style-name='L1'>"
               "<text:list-item><text:p>three</text:p></text:list-item></text:list>"
               "<text:p>Between.</text:p>"
               "<text:list text:continue-list='l3' text:style-name='L1'><text:list-item>"
               "<text:p>four</text:p></text:list-item></text:list>"
               "<text:list text:style-name='L1'><text:list-item><text:p>anew</text:p>"
               "</text:list-item></text:list>"
               "<text:list text:continue-numbering='true' text:style-name='L1'><text:list-item>"
               "<text:p>second</text:p></text:list-item></text:list>",
               "a.odt <a> pl\n[start]  @1:1\n1. one\n2. two\n- dot\n3. three\n\nBetween.\n\n"
               "4. four\n1. anew\n2. second\n");
}

static void deleted_hidden_and_made_text_is_out(void **state) {
    (void)state;
    assert_odt("<text:tracked-changes><text:changed-region><text:deletion><text:p>SECRET</text:p>"
               "</text:deletion></text:changed-region></text:tracked-changes>"
               "<text:table-of-content><text:index-body><text:p>Care 1</text:p></text:index-body>"
               "</text:table-of-content>"
               "<text:p>Rest<text:span text:style-name='T1'> SECRET</text:span> now, 10"
               "<text:span text:style-name='T2'>-9</text:span>.<office:annotation><text:p>no"
               "</text:p></office:annotation><text:hidden-text text:is-hidden='true'>SECRET"
               "</text:hidden-text></text:p><text:section text:display='none'><text:p>SECRET"
               "</text:p></text:section>",
               "a.odt <a> pl\n[start]  @1:1\nRest now, 10⁻⁹.\n");
}

static void notes_and_boxes(void **state) {
    (void)state;
    assert_odt("<text:p>Lift<text:note><text:note-citation>1</text:note-citation><text:note-body>"
               "<text:p>A note.</text:p></text:note-body></text:note> it.<draw:frame><svg:desc>A "
               "foot</svg:desc><draw:text-box><text:p>In a box.</text:p></draw:text-box>"
               "</draw:frame></text:p><text:p>More.</text:p>",
               "a.odt <a> pl\n[start]  @1:3\nIn a box.\n\nLift it. A foot\n\nMore.\n\nA note.\n");
}

static bool take_reviewed(void *context, const struct article *article, const char *problem) {
    (void)problem;
    snprintf(context, 16, "%s", article->reviewed);
    return true;
}

/* The day of the last change says nothing about a review. */
static void a_review_is_taken_from_a_property_of_that_name(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    struct error err;
    char reviewed[16] = "";
    add_members(&zip, "<text:p>Words.</text:p>");
    assert_true(
        reader_read("a.odt", "a.odt", zip_fixture_end(&zip), take_reviewed, reviewed, &err));
    assert_string_equal(reviewed, "2025-02-03");
    zip_fixture_release(&zip);
}

static void a_password_is_refused(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    zip_fixture_add(&zip, "content.xml", "noise");
    zip_fixture_add(&zip, "META-INF/manifest.xml",
                    "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                    "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>");
    assert_reads_bytes("a.odt", zip_fixture_end(&zip),
                       "refused: a.odt: is protected by a password, save a copy without one");
    zip_fixture_release(&zip);
    zip = (struct zip_fixture){0};
    zip_fixture_add(&zip, "picture.png", "noise");
    assert_reads_bytes("a.odt", zip_fixture_end(&zip),
                       "refused: a.odt: holds no text document, expected an .odt file as "
                       "LibreOffice saves it");
    zip_fixture_release(&zip);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_lists_and_tables),
        cmocka_unit_test(a_line_above_a_list_has_no_number),
        cmocka_unit_test(a_list_goes_on_behind_another),
        cmocka_unit_test(deleted_hidden_and_made_text_is_out),
        cmocka_unit_test(notes_and_boxes),
        cmocka_unit_test(a_review_is_taken_from_a_property_of_that_name),
        cmocka_unit_test(a_password_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
