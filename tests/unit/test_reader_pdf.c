/* test_reader_pdf.c - PDF files: headings, lines joined, heads and feet, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

#include <unistd.h>

/* A PDF with a line of text for each "size x y words" line; a line "! ..." is drawn as it is. */
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
        int size = 0, y = 0, read = 0;
        double x = 0;
        char text[256];
        snprintf(text, sizeof text, "%.*s", SLICE_ARGS(line));
        if (*text == '!') {
            strbuf_add_format(&content, "%s\n", text + 1);
            continue;
        }
        sscanf(text, "%d %lf %d %n", &size, &x, &y, &read);
        strbuf_add_format(&content, "BT /F %d Tf %.1f %d Td (%s) Tj ET\n", size, x, 800 - y,
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

/* They were read across once: "One column which goes Another one beside it". */
static void columns_close_together_are_read_one_after_the_other(void **state) {
    (void)state;
    const char *const pages[] = {
        "10 50 80 All over the page goes this sentence of the leaflet here.\n"
        "10 50 100 A lift raises the heel for a\n"
        "10 50 112 few weeks, and takes load off\n"
        "10 50 124 the tendon behind it. It is\n"
        "10 50 136 worn in both shoes at once.\n"
        "10 202 103 Never wear it on one side\n"
        "10 202 115 alone, and do not run in it\n"
        "10 202 127 on the first day. Stop when\n"
        "10 202 139 it hurts, and ask the clinic.\n"
        "10 50 180 Below both of them this sentence ends the page of today.\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "",
               "Heel lifts <a> und\n[start]  @1:1\nAll over the page goes this sentence of the "
               "leaflet here.\n\nA lift raises the heel for a few weeks, and takes load off the "
               "tendon behind it. It is worn in both shoes at once.\n\nNever wear it on one side "
               "alone, and do not run in it on the first day. Stop when it hurts, and ask the "
               "clinic.\n\nBelow both of them this sentence ends the page of today.\n");
}

static void a_table_is_read_by_rows_with_its_long_cells(void **state) {
    (void)state;
    const char *const pages[] = {"10 50 80 How long to wear it in the first weeks is said here.\n"
                                 "10 50 110 Week\n10 150 110 Hours\n10 250 110 Where\n"
                                 "10 50 124 1\n10 150 124 2\n10 250 124 at home\n"
                                 "10 50 138 2\n10 150 138 4\n10 250 138 at home, and out of doors\n"
                                 "10 250 150 on even ground\n"
                                 "10 50 166 3\n10 150 166 8\n10 250 166 anywhere\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "",
               "Heel lifts <a> und\n[start]  @1:1\nHow long to wear it in the first weeks is said "
               "here.\n\nWeek | Hours | Where\n1 | 2 | at home\n2 | 4 | at home, and out of doors "
               "on even ground\n3 | 8 | anywhere\n");
}

/* Numbers of a list stood apart from their items, in another order. */
static void numbers_far_from_their_items_belong_to_them(void **state) {
    (void)state;
    const char *const pages[] = {"10 50 80 Do this in the order in which it stands here:\n"
                                 "10 60 100 1.\n10 90 100 Rest the foot.\n"
                                 "10 60 116 2.\n10 90 116 Cool it.\n"
                                 "10 75 132 a\\)\n10 110 132 with a cold pack\n"
                                 "10 75 148 b\\)\n10 110 148 never on bare skin\n"
                                 "10 60 164 3.\n10 90 164 Lift it.\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "",
               "Heel lifts <a> und\n[start]  @1:1\nDo this in the order in which it stands "
               "here:\n\n1. Rest the foot.\n2. Cool it.\n\na) with a cold pack\n\nb) never on bare "
               "skin\n\n3. Lift it.\n");
}

static void raised_digits_stay_raised_and_low_ones_join(void **state) {
    (void)state;
    const char *const pages[] = {
        "12 50 80 A drop holds 5 x 10\n7 153.4 76 9\n12 160.6 80 cells in H\n"
        "7 209.3 83 2\n12 213.2 80 O, on the 5\n7 272.6 76 th\n12 281.8 80 day.\n"
        "7 50 296 1\n12 54 300 This is a note to the page.\n"};
    if (!has_pdftotext())
        skip();
    assert_pdf(pages, 1, "",
               "Heel lifts <a> und\n[start]  @1:1\nA drop holds 5 x 10⁹ cells in H2O, on the 5th "
               "day.\n\n¹This is a note to the page.\n");
}

static bool take_missing(void *context, const struct article *article, const char *problem) {
    assert_null(problem);
    strbuf_add(context, article->missing);
    return true;
}

static void assert_missing(const char *const *pages, int page_count, const char *expected) {
    struct made_pdf pdf = {0};
    struct strbuf missing = {0};
    struct error err = {0};
    strbuf_add(&missing, "");
    make_pdf(&pdf, pages, page_count, "");
    assert_true(
        reader_read("a.pdf", "a.pdf", strbuf_slice(&pdf.bytes), take_missing, &missing, &err));
    assert_string_equal(strbuf_text(&missing), expected);
    strbuf_release(&missing);
    strbuf_release(&pdf.bytes);
}

/* They were lost without a word. A page that is empty, or has its head and nothing else, is fine.
 */
static void scanned_pages_among_others_are_named(void **state) {
    (void)state;
#define HEAD    "10 50 30 Foot Clinic leaflet 7\n"
#define PICTURE "!0.5 g 100 100 400 600 re f\n"
    const char *const pages[] = {HEAD "10 50 200 First.\n", HEAD PICTURE, HEAD, PICTURE,
                                 HEAD "10 50 200 Fifth.\n" PICTURE};
    const char *const one[] = {"10 50 200 First.\n", "", PICTURE};
    if (!has_pdftotext())
        skip();
    assert_missing(pages, 5,
                   "pages 2 and 4 hold pictures and no text (scanned?), their words are missing: "
                   "run text recognition (OCR) over the file");
    assert_missing(one, 3,
                   "page 3 holds a picture and no text (scanned?), its words are missing: run text "
                   "recognition (OCR) over the file");
    assert_missing(one, 2, "");
}

/* Lines in pairs on many pages, each pair at its own place, would take hours to order. */
static void pages_full_of_pairs_take_no_longer_than_others(void **state) {
    (void)state;
    enum { PAIRS = 700, PAGES = 20 };
    struct strbuf page = {0};
    const char *pages[PAGES];
    if (!has_pdftotext())
        skip();
    for (int i = 0; i < PAIRS; i++)
        strbuf_add_format(&page, "3 %d %d aa bb cc\n3 %d %d aa bb cc\n", 20 + i % 5, 10 + i,
                          200 + i * 7 % 31 + i % 7 * 5, 10 + i);
    for (int i = 0; i < PAGES; i++)
        pages[i] = strbuf_text(&page);
    assert_missing(pages, PAGES, "");
    strbuf_release(&page);
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
        cmocka_unit_test(columns_close_together_are_read_one_after_the_other),
        cmocka_unit_test(a_table_is_read_by_rows_with_its_long_cells),
        cmocka_unit_test(numbers_far_from_their_items_belong_to_them),
        cmocka_unit_test(raised_digits_stay_raised_and_low_ones_join),
        cmocka_unit_test(scanned_pages_among_others_are_named),
        cmocka_unit_test(pages_full_of_pairs_take_no_longer_than_others),
        cmocka_unit_test(what_holds_no_text_is_refused_with_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
