/* test_reader_pdf.c - PDF files: headings, lines joined, heads and feet, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

#include <unistd.h>

/* A PDF with a line of text for each "size x y words" line; a new page at "page". */
struct made_pdf {
    struct strbuf bytes;
    size_t offsets[64];
    int count;
};

static void add_object(struct made_pdf *pdf, const char *body) {
    pdf->offsets[++pdf->count] = pdf->bytes.length;
    strbuf_add_format(&pdf->bytes, "%d 0 obj\n%s\nendobj\n", pdf->count, body);
}

static void add_page(struct made_pdf *pdf, struct slice lines) {
    struct strbuf content = {0}, body = {0};
    for (struct slice line; slice_next_line(&lines, &line);) {
        int size = 0, x = 0, y = 0, read = 0;
        char text[256];
        snprintf(text, sizeof text, "%.*s", SLICE_ARGS(line));
        sscanf(text, "%d %d %d %n", &size, &x, &y, &read);
        strbuf_add_format(&content, "BT /F %d Tf %d %d Td (%s) Tj ET\n", size, x, 800 - y,
                          text + read);
    }
    strbuf_add_format(&body, "<</Length %zu>>stream\n%sendstream", content.length,
                      strbuf_text(&content));
    add_object(pdf, strbuf_text(&body));
    strbuf_truncate(&body, 0);
    strbuf_add_format(&body,
                      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
                      "/Resources<</Font<</F 3 0 R>>>>>>",
                      pdf->count);
    add_object(pdf, strbuf_text(&body));
    strbuf_release(&content);
    strbuf_release(&body);
}

static void make_pdf(struct made_pdf *pdf, const char *const *pages, int page_count,
                     const char *trailer) {
    char kids[256] = "";
    strbuf_add(&pdf->bytes, "%PDF-1.4\n");
    add_object(pdf, "<</Type/Catalog/Pages 2 0 R>>");
    for (int i = 0; i < page_count; i++)
        snprintf(kids + strlen(kids), sizeof kids - strlen(kids), "%d 0 R ", 6 + 2 * i);
    struct strbuf body = {0};
    strbuf_add_format(&body, "<</Type/Pages/Count %d/Kids[%s]>>", page_count, kids);
    add_object(pdf, strbuf_text(&body));
    add_object(pdf, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    add_object(pdf, "<</Title(Heel lifts)/Author(A. Writer)>>");
    for (int i = 0; i < page_count; i++)
        add_page(pdf, slice_of(pages[i]));
    size_t start = pdf->bytes.length;
    strbuf_add_format(&pdf->bytes, "xref\n0 %d\n0000000000 65535 f \n", pdf->count + 1);
    for (int i = 1; i <= pdf->count; i++)
        strbuf_add_format(&pdf->bytes, "%010zu 00000 n \n", pdf->offsets[i]);
    strbuf_add_format(&pdf->bytes,
                      "trailer<</Size %d/Root 1 0 R/Info 4 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
                      pdf->count + 1, trailer, start);
    strbuf_release(&body);
}

static bool has_pdftotext(void) {
    return access("/usr/bin/pdftotext", X_OK) == 0;
}

static void assert_pdf(const char *const *pages, int page_count, const char *trailer,
                       const char *expected) {
    struct made_pdf pdf = {0};
    make_pdf(&pdf, pages, page_count, trailer);
    assert_reads_bytes("a.pdf", strbuf_slice(&pdf.bytes), expected);
    strbuf_release(&pdf.bytes);
}

static void larger_lines_are_headings_and_lines_are_joined(void **state) {
    (void)state;
    const char *const pages[] = {"24 50 80 Heel lifts\n16 50 120 What a lift does\n"
                                 "10 50 140 A lift raises the heel and takes load off the well-\n"
                                 "10 50 152 known tendon. It is well-known, and it is rec-\n"
                                 "10 50 164 ommended by many for a few weeks at the most\n"
                                 "16 50 220 How to wear it\n"
                                 "10 50 240 \\225 Put it in both shoes.\n"
                                 "10 50 252 \\225 Wear it for a week.\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "",
               "Heel lifts <a> und\n[what-a-lift-does] What a lift does @1:1\nA lift raises the "
               "heel and takes load off the well-known tendon. It is well-known, and it is "
               "recommended by many for a few weeks at the most\n[how-to-wear-it] How to wear it "
               "@1:1\n- Put it in both shoes.\n- Wear it for a week.\n");
}

static void heads_and_feet_come_once_and_page_numbers_never(void **state) {
    (void)state;
    const char *const pages[] = {
        "10 50 30 Foot Clinic leaflet 7\n10 50 200 First page, whose sentence goes\n"
        "10 50 780 Page 1 of 3\n",
        "10 50 30 Foot Clinic leaflet 7\n10 50 200 on over the end of it.\n"
        "10 50 300 Second.\n10 50 780 Page 2 of 3\n",
        "10 50 30 Foot Clinic leaflet 7\n10 50 200 Third page.\n10 50 780 Page 3 of 3\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 3, "",
               "Heel lifts <a> und\n[page-1] Page 1 @1:1\nFoot Clinic leaflet 7\n\nFirst page, "
               "whose sentence goes on over the end of it.\n[page-2] Page 2 @1:2\nSecond.\n"
               "[page-3] Page 3 @1:3\nThird page.\n");
}

/* They were counted by their height in a table once, far outside of it. */
static void letters_larger_than_any_page_are_letters(void **state) {
    (void)state;
    const char *const pages[] = {"1000000000 50 300 A\n12 50 100 Small words here.\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "", "Heel lifts <a> und\n[start]  @1:1\nA\n\nSmall words here.\n");
}

static void what_holds_no_text_is_refused_with_what_to_do(void **state) {
    (void)state;
    const char *const empty[] = {""};
    if (!has_pdftotext())
        skip();
    assert_pdf(empty, 1, "",
               "refused: a.pdf: holds no text, only pictures (was it scanned?): run text "
               "recognition (OCR) over it first");
    assert_reads("a.pdf", "words", "refused: a.pdf: is no PDF file");
    assert_reads("a.pdf", "%PDF-1.4\nwords",
                 "refused: a.pdf: is damaged, or needs more than 256 MB: open it and print it to "
                 "PDF anew");
    assert_pdf(empty, 1,
               "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)"
               "/U(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)>>/ID[(a)(a)]",
               "refused: a.pdf: is protected by a password, save a copy without one");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(larger_lines_are_headings_and_lines_are_joined),
        cmocka_unit_test(heads_and_feet_come_once_and_page_numbers_never),
        cmocka_unit_test(letters_larger_than_any_page_are_letters),
        cmocka_unit_test(what_holds_no_text_is_refused_with_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
