/* test_reader_docx.c - Word documents: structure, what is left out, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"
#include "zip_fixture.h"

#define W       "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
    "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ITEM(list, level, text)                                                                    \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list                        \
    "'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

static const char relations[] =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='1' Type='http://x/officeDocument' Target='word/document.xml'/>"
    "<Relationship Id='2' Type='http://x/metadata/core-properties' Target='docProps/core.xml'/>"
    "<Relationship Id='3' Type='http://x/custom-properties' Target='docProps/custom.xml'/>"
    "</Relationships>";
static const char document_relations[] =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='1' Type='http://x/styles' Target='styles.xml'/>"
    "<Relationship Id='2' Type='http://x/numbering' Target='/word/numbering.xml'/>"
    "<Relationship Id='3' Type='http://x/footnotes' Target='footnotes.xml'/></Relationships>";
static const char styles[] =
    "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='de-DE'/></w:rPr>"
    "</w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/>"
    "</w:style>"
    "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>"
    "<w:style w:styleId='Clinic'><w:name w:val='Clinic head'/><w:basedOn w:val='berschrift2'/>"
    "</w:style>"
    "<w:style w:styleId='Own'><w:name w:val='Own'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr>"
    "</w:style>"
    "<w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>"
    "<w:style w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:styleId='Secret'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='Loop'><w:name w:val='L'/><w:basedOn w:val='Loop'/></w:style></w:styles>";
static const char lists[] =
    "<w:numbering " W "><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>"
    "<w:start w:val='1'/><w:numFmt w:val='decimal'/></w:lvl><w:lvl w:ilvl='1'>"
    "<w:numFmt w:val='lowerLetter'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>"
    "<w:lvlText w:val='•'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/>"
    "<w:lvlText w:val=' '/></w:lvl>"
    "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
    "<w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>";
static const char notes[] =
    "<w:footnotes " W "><w:footnote w:id='-1' w:type='separator'><w:p/></w:footnote>"
    "<w:footnote w:id='2'>" P("A note on lifts.") P("Its second part.") "</w:footnote>"
                                                                        "</w:footnotes>";

static void add_members(struct zip_fixture *zip, const char *body) {
    struct strbuf xml = {0};
    strbuf_add_format(
        &xml,
        "<?xml version='1.0' encoding='UTF-8'?><w:document " W
        " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
        " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
        "><w:body>%s</w:body></w:document>",
        body);
    zip_fixture_add(zip, "_rels/.rels", relations);
    zip_fixture_add(zip, "word/document.xml", strbuf_text(&xml));
    zip_fixture_add(zip, "word/_rels/document.xml.rels", document_relations);
    zip_fixture_add(zip, "word/styles.xml", styles);
    zip_fixture_add(zip, "word/numbering.xml", lists);
    zip_fixture_add(zip, "word/footnotes.xml", notes);
    strbuf_release(&xml);
}

static void assert_docx(const char *body, const char *expected) {
    struct zip_fixture zip = {0};
    add_members(&zip, body);
    assert_reads_bytes("a.docx", zip_fixture_end(&zip), expected);
    zip_fixture_release(&zip);
}

static void headings_by_style_level_and_base(void **state) {
    (void)state;
    assert_docx(STYLED("Titel", "Heel pain") P("Intro.") STYLED("berschrift1", "Causes") P("Load.")
                    STYLED("Clinic", "Rare") P("Nerve.") STYLED("Own", "Care")
                        P("Rest.") "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Ice"
                                   "</w:t></w:r></w:p>" P("Cold."),
                "Heel pain <a> de-de\n[start]  @1:2\nIntro.\n[causes] Causes @1:3\nLoad.\n"
                "[rare] Causes > Rare @2:5\nNerve.\n[care] Care @1:7\nRest.\n"
                "[ice] Care > Ice @2:9\nCold.\n");
}

static void lists_count_as_word_does(void **state) {
    (void)state;
    assert_docx(
        ITEM("1", "0", "one") ITEM("1", "1", "deep") ITEM("1", "1", "deeper") ITEM("1", "0", "two")
            P("Between.") ITEM("1", "0", "three") ITEM("1", "1", "anew") ITEM("2", "0", "dot")
                ITEM("3", "0", "five"),
        "a.docx <a> de-de\n[start]  @1:1\n1. one\n1. deep\n2. deeper\n2. two\n\nBetween.\n\n"
        "3. three\n1. anew\n- dot\n5. five\n");
}

/* Programs give a paragraph that goes on with an item the same list with a blank for a bullet. */
static void a_blank_for_a_bullet_is_none(void **state) {
    (void)state;
    assert_docx(ITEM("2", "0", "dot") ITEM("2", "1", "goes on") ITEM("2", "0", "dot"),
                "a.docx <a> de-de\n[start]  @1:1\n- dot\n\ngoes on\n\n- dot\n");
}

static void only_descriptions_that_somebody_wrote_are_text(void **state) {
    (void)state;
#define PICTURE(words) "<w:p><w:r><w:drawing><wp:docPr descr='" words "'/></w:drawing></w:r></w:p>"
    assert_docx(PICTURE("image1.png") PICTURE("Ein Bild, das Text enthält. Automatisch generierte "
                                              "Beschreibung")
                    PICTURE("A brace that locks automatically") P("x"),
                "a.docx <a> de-de\n[start]  @1:3\nA brace that locks automatically\n\nx\n");
}

static void tables_are_rows_unless_they_lay_out_the_page(void **state) {
    (void)state;
#define CELL(text) "<w:tc>" text "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"
    assert_docx(
        "<w:tbl>" ROW(CELL(P("Week")) CELL(P("Minutes")))
            ROW(CELL(P("1") P("2")) CELL("<w:tbl>" ROW(CELL(P("in")) CELL(P("side"))) "</w:tbl>"))
                ROW(CELL("<w:p/>") CELL(P("20"))) "</w:tbl><w:tbl>" ROW(
                    CELL(STYLED("berschrift1", "Left") P("One.")) CELL(
                        ITEM("2", "0", "Two"))) "</w:tbl><w:tbl>" ROW(CELL(P("A box."))) "</w:tbl>",
        "Left <a> de-de\n[start]  @1:1\nWeek | Minutes\n1 2 | in side\n| 20\n[start-2]  "
        "@1:10\nOne.\n\n"
        "- Two\n\nA box.\n");
}

static void deleted_and_hidden_text_is_out_and_inserted_text_in(void **state) {
    (void)state;
    assert_docx(
        "<w:p><w:r><w:t xml:space='preserve'>Take </w:t></w:r><w:del w:id='1'><w:r><w:delText>ten"
        "</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>two</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> rests</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>" STYLED(
            "Secret",
            "SECRET") "<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>Half a "
                      "</w:t></w:r></w:p>" P("sentence.") "<w:p><w:pPr><w:pStyle "
                                                          "w:val='Standard'/"
                                                          "><w:pPrChange><w:pPr><w:pStyle "
                                                          "w:val='berschrift1'/>"
                                                          "</w:pPr></w:pPrChange></"
                                                          "w:pPr><w:r><w:t>No "
                                                          "heading.</w:t></w:r></w:p>"
                                                          "<w:tbl>" ROW(CELL(P("a")) CELL(P(
                                                              "b"))) "<w:tr><w:trPr><w:del/></"
                                                                     "w:trPr>" CELL(P("SECRET"))
                                                                         CELL(P("row")) "</w:tr></"
                                                                                        "w:tbl>",
        "a.docx <a> de-de\n[start]  @1:1\nTake two rests.\n\nHalf a sentence.\n\nNo heading.\n\n"
        "a | b\n");
}

static void signs_tabs_links_and_fields(void **state) {
    (void)state;
    assert_docx("<w:p><w:r><w:t>At</w:t><w:tab/><w:sym w:font='Symbol' w:char='F0A3'/><w:t>5</w:t>"
                "<w:noBreakHyphen/><w:t>kg,</w:t><w:br/><w:t>10</w:t></w:r><w:r><w:rPr>"
                "<w:vertAlign w:val='superscript'/></w:rPr><w:t>9</w:t></w:r>"
                "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink><w:r><w:fldChar/>"
                "<w:instrText>PAGE</w:instrText></w:r><w:r><w:t>co\xC2\xADoperate</w:t></w:r>"
                "<m:oMath><m:f><m:num><m:r><m:t> "
                "1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
                "</m:den></m:f></m:oMath></w:p>" STYLED(
                    "TOC1", "Causes 3") "<w:sdt><w:sdtPr><w:showingPlcHdr/></"
                                        "w:sdtPr><w:sdtContent>" P("Click here") "</w:sdtContent></"
                                                                                 "w:sdt>",
                "a.docx <a> de-de\n[start]  @1:1\nAt ≤5-kg, 10⁹ linkcooperate 1/2\n");
}

static void marks_in_a_description_are_characters(void **state) {
    (void)state;
    assert_docx("<w:p><w:r><w:drawing><wp:docPr descr='Left &amp; right &#38; 5 &lt; 6 &quot;A"
                "&quot;'/></w:drawing><w:t>&amp; so on</w:t></w:r></w:p>",
                "a.docx <a> de-de\n[start]  @1:1\nLeft & right & 5 < 6 \"A\" & so on\n");
}

static void a_text_box_is_read_once_and_before_its_paragraph(void **state) {
    (void)state;
    assert_docx(
        "<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        "<w:txbxContent>" P("In the box.") "</w:txbxContent></mc:Choice><mc:Fallback>"
                                           "<w:txbxContent>" P(
                                               "In the box.") "</w:txbxContent></mc:Fallback>"
                                                              "</mc:AlternateContent></"
                                                              "w:r><w:r><w:t>it.</w:t></w:r></w:p>",
        "a.docx <a> de-de\n[start]  @1:2\nIn the box.\n\nAround it.\n");
}

static void notes_stand_at_the_end_of_their_section(void **state) {
    (void)state;
    assert_docx(
        STYLED("Titel", "T") STYLED(
            "berschrift1",
            "One") "<w:p><w:r><w:t>Lift</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
                   "<w:r><w:t> it.</w:t></w:r></w:p>" P("More.") STYLED(
                       "berschrift1", "Two") "<w:p><w:r><w:t>Again</w:t><w:footnoteReference "
                                             "w:id='2'/></w:r></w:p>",
        "T <a> de-de\n[one] One @1:2\nLift it.\n\nMore.\n\nA note on lifts. Its second "
        "part.\n[two] Two @1:5\nAgain\n");
}

static void properties_of_the_file(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    struct strbuf out = {0};
    struct error err;
    add_members(&zip, P("Words."));
    zip_fixture_add(&zip, "docProps/core.xml",
                    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/"
                    "metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' "
                    "xmlns:t='http://purl.org/dc/terms/'><dc:title>Heel lifts</dc:title>"
                    "<dc:language>en-GB</dc:language><t:modified>2026-01-01T00:00:00Z</t:modified>"
                    "</cp:coreProperties>");
    zip_fixture_add(&zip, "docProps/custom.xml",
                    "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
                    "custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/"
                    "2006/docPropsVTypes'><property name='Review date'><vt:lpwstr>2025-03-01"
                    "</vt:lpwstr></property></Properties>");
    struct slice bytes = zip_fixture_end(&zip);
    assert_true(reader_read("a.docx", "a.docx", bytes, dump_article, &out, &err));
    assert_string_equal(strbuf_text(&out), "Heel lifts <a> en-gb\n[start]  @1:1\nWords.\n");
    strbuf_release(&out);
    zip_fixture_release(&zip);
}

static void assert_refused(const struct zip_fixture *made, struct slice bytes, const char *words) {
    struct strbuf out = {0};
    struct error err = {0};
    (void)made;
    assert_false(reader_read("a.docx", "a.docx", bytes, dump_article, &out, &err));
    if (!strstr(err.message, words))
        fail_msg("'%s' lacks '%s'", err.message, words);
    assert_true(slice_starts_with(slice_of(err.message), "a.docx: "));
    strbuf_release(&out);
}

static void what_breaks_a_limit_is_refused_by_name(void **state) {
    (void)state;
    static const char bomb[] = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>";
    const char *const names[] = {"../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:\\b"};
    struct strbuf many = {0};
    assert_refused(NULL, slice_of("\xD0\xCF\x11\xE0"), "password");
    assert_refused(NULL, slice_of("PK\3\4"), "damaged or cut short");
    for (size_t i = 0; i < 4; i++) {
        struct zip_fixture zip = {0};
        add_members(&zip, P("x"));
        zip_fixture_add(&zip, names[i], "x");
        assert_refused(&zip, zip_fixture_end(&zip), "lead out of the file");
        zip_fixture_release(&zip);
    }
    struct zip_fixture zip = {0};
    zip_fixture_add(&zip, "word/document.xml", bomb);
    assert_refused(&zip, zip_fixture_end(&zip), "DOCTYPE");
    zip_fixture_release(&zip);

    zip = (struct zip_fixture){0};
    for (int i = 0; i < 201; i++)
        strbuf_add(&many, "<a>");
    zip_fixture_add(&zip, "word/document.xml", strbuf_text(&many));
    assert_refused(&zip, zip_fixture_end(&zip), "200 elements inside each other");
    zip_fixture_release(&zip);

    zip = (struct zip_fixture){0};
    for (int i = 0; i < 1001; i++) {
        char name[16];
        snprintf(name, sizeof name, "m%d", i);
        zip_fixture_add(&zip, name, "");
    }
    assert_refused(&zip, zip_fixture_end(&zip), "1001 members, at most 1000");
    zip_fixture_release(&zip);

    zip = (struct zip_fixture){0};
    strbuf_truncate(&many, 0);
    strbuf_add(&many, "<a>");
    for (int i = 0; i < 300000; i++)
        strbuf_add(&many, "          ");
    zip_fixture_add(&zip, "word/document.xml", strbuf_text(&many));
    assert_refused(&zip, zip_fixture_end(&zip), "more than 100 times its size");
    zip_fixture_release(&zip);

    /* A second for each would not be much; the time grows with the square of their number. */
    for (int count = 2000; count <= 60000; count += 58000) {
        zip = (struct zip_fixture){0};
        strbuf_truncate(&many, 0);
        strbuf_add(&many, "<a");
        for (int i = 0; i < count; i++)
            strbuf_add_format(&many, " a%d='%d'", i, i * 7919 % 100003);
        strbuf_add(&many, "/>");
        zip_fixture_add(&zip, "word/document.xml", strbuf_text(&many));
        assert_refused(&zip, zip_fixture_end(&zip),
                       count == 2000 ? "more than 1,000 attributes"
                                     : "tag or comment of more than");
        zip_fixture_release(&zip);
    }

    zip = (struct zip_fixture){0};
    zip_fixture_add_as(&zip, "word/document.xml", slice_of("<a/>"), 1, 4);
    assert_refused(&zip, zip_fixture_end(&zip), "password");
    zip_fixture_release(&zip);

    zip = (struct zip_fixture){0};
    zip_fixture_add_as(&zip, "word/document.xml", slice_of("<a>text</a>"), 0, 4);
    assert_refused(&zip, zip_fixture_end(&zip), "word/document.xml");
    zip_fixture_release(&zip);

    zip = (struct zip_fixture){0};
    zip_fixture_add(&zip, "word/document.xml", "<a>");
    zip_fixture_add(&zip, "word/document.xml", "<a/>");
    assert_refused(&zip, zip_fixture_end(&zip), "twice");
    zip_fixture_release(&zip);
    strbuf_release(&many);
}

/* Every cut is a reason or an article, never a crash; most of a file is not the file. */
static void a_file_cut_short_is_refused(void **state) {
    (void)state;
    struct zip_fixture zip = {0};
    add_members(&zip, P("Words."));
    struct slice bytes = zip_fixture_end(&zip);
    for (size_t length = 0; length < bytes.length; length += 7) {
        char *copy = memory_duplicate(bytes.data, length);
        assert_refused(&zip, slice_make(copy, length), length ? "damaged" : "is empty");
        free(copy);
    }
    zip_fixture_release(&zip);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_by_style_level_and_base),
        cmocka_unit_test(lists_count_as_word_does),
        cmocka_unit_test(a_blank_for_a_bullet_is_none),
        cmocka_unit_test(only_descriptions_that_somebody_wrote_are_text),
        cmocka_unit_test(tables_are_rows_unless_they_lay_out_the_page),
        cmocka_unit_test(deleted_and_hidden_text_is_out_and_inserted_text_in),
        cmocka_unit_test(signs_tabs_links_and_fields),
        cmocka_unit_test(marks_in_a_description_are_characters),
        cmocka_unit_test(a_text_box_is_read_once_and_before_its_paragraph),
        cmocka_unit_test(notes_stand_at_the_end_of_their_section),
        cmocka_unit_test(properties_of_the_file),
        cmocka_unit_test(what_breaks_a_limit_is_refused_by_name),
        cmocka_unit_test(a_file_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
