/* test_pdf_preflight.c - content streams as tokens and as marks, by small PDFs written here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "pdf/pdf_preflight.h"
#include "pdf/pdf_tokens.h"

/* ---- tokens ---------------------------------------------------------------------------------- */

static void tokens_are_read_as_the_standard_says(void **state) {
    (void)state;
    struct arena arena = {0};
    struct pdf_tokens tokens = {
        .bytes =
            slice_of("q 1 -.5 +3.25 re% note\n/F0 (a\\(b\\)\\101(c)) <48 6> [-20] << /K 1 >> TJ")};
    struct pdf_token token;
    static const enum pdf_token_kind kinds[] = {
        PDF_TOKEN_OPERATOR, PDF_TOKEN_NUMBER, PDF_TOKEN_NUMBER, PDF_TOKEN_NUMBER,
        PDF_TOKEN_OPERATOR, PDF_TOKEN_NAME,   PDF_TOKEN_STRING, PDF_TOKEN_STRING,
        PDF_TOKEN_OPEN,     PDF_TOKEN_NUMBER, PDF_TOKEN_CLOSE,  PDF_TOKEN_OPEN,
        PDF_TOKEN_NAME,     PDF_TOKEN_NUMBER, PDF_TOKEN_CLOSE,  PDF_TOKEN_OPERATOR};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        assert_true(pdf_token_next(&tokens, &arena, &token));
        assert_int_equal(token.kind, kinds[i]);
        if (i == 2)
            assert_true(token.number == -0.5);
        if (i == 6)
            assert_true(slice_is(token.text, "a(b)A(c)"));
        if (i == 7)
            assert_true(slice_is(token.text, "H`"));
    }
    assert_false(pdf_token_next(&tokens, &arena, &token));
    arena_release(&arena);
}

static void streams_cut_off_anywhere_end(void **state) {
    (void)state;
    static const char whole[] =
        "BT /F (a\\053b) Tj [<0041> -5 (x)] TJ BI /W 1 ID \x01\x02 EI Q >> ) }";
    for (size_t length = 0; length < sizeof whole; length++) {
        struct arena arena = {0};
        struct pdf_tokens tokens = {.bytes = slice_make(whole, length)};
        struct pdf_token token;
        size_t count = 0;
        while (pdf_token_next(&tokens, &arena, &token))
            assert_true(++count < 100);
        arena_release(&arena);
    }
}

/* ---- files ----------------------------------------------------------------------------------- */

/* A PDF of one page with this content; Helvetica is named F, not embedded. */
static void write_pdf(struct strbuf *out, const char *content) {
    size_t offsets[6];
    static const char *const objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[10 20 605.28 861.89]"
        "/Resources<</Font<</F 4 0 R>>/ExtGState<</Thin<</LW 0.1>>>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 33/Widths[250 600]>>",
    };
    strbuf_add(out, "%PDF-1.4\n");
    for (size_t i = 0; i < 4; i++) {
        offsets[i] = out->length;
        strbuf_add_format(out, "%zu 0 obj%s endobj\n", i + 1, objects[i]);
    }
    offsets[4] = out->length;
    strbuf_add_format(out, "5 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(content),
                      content);
    size_t table = out->length;
    strbuf_add(out, "xref\n0 6\n0000000000 65535 f \n");
    for (size_t i = 0; i < 5; i++)
        strbuf_add_format(out, "%010zu 00000 n \n", offsets[i]);
    strbuf_add_format(out, "trailer<</Size 6/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", table);
}

static struct print_report check(struct arena *arena, const char *content) {
    struct strbuf pdf = {0};
    struct print_limits limits = print_limits_standard();
    struct print_report report;
    struct error err = {0};
    write_pdf(&pdf, content);
    if (!pdf_preflight("x.pdf", strbuf_slice(&pdf), &limits, arena, &report, &err))
        fail_msg("%s", err.message);
    strbuf_release(&pdf);
    return report;
}

/* Expects one finding with these words; NULL: none. */
static void expect(const char *content, const char *message) {
    struct arena arena = {0};
    struct print_report report = check(&arena, content);
    if (report.count != (message ? 1 : 0))
        fail_msg("%zu findings (%s) for: %s", report.count,
                 report.count ? report.findings[0].message : "", content);
    if (message && !strstr(report.findings[0].message, message))
        fail_msg("expected '%s' in '%s'", message, report.findings[0].message);
    arena_release(&arena);
}

static void transformations_count(void **state) {
    (void)state;
    expect("2 0 0 2 100 100 cm 0.5 w 0 0 m 10 10 l S", NULL);
    expect("q 0.5 0 0 0.5 100 100 cm 1 w 0 0 m 10 10 l S Q", "a line of 0.50 pt");
    expect("q 0.1 w Q 100 100 m 200 200 l S", NULL);
    expect("/Thin gs 100 100 m 200 200 l S", "a line of 0.10 pt");
}

static void places_are_told_from_the_sheets_top_left(void **state) {
    (void)state;
    expect("0.5 w 110 761.89 m 200 500 l S", "page 1, 100 pt from the left and 100 from the top");
    expect("1 w 15 500 m 200 500 l S", "5 pt from the paper's edge");
}

static void colours_are_judged_as_grey(void **state) {
    (void)state;
    expect("1 0 0 RG 1 w 100 100 m 200 200 l S", "contrast is 4.0 to 1"); /* red */
    expect("0 0 0.6 RG 1 w 100 100 m 200 200 l S", NULL);
    expect("0 0 0 0.3 K 1 w 100 100 m 200 200 l S", "contrast");
    expect("0 g 90 90 200 200 re f 1 G 1 w 100 100 m 200 200 l S", NULL);
}

static void a_face_that_is_not_in_the_file_is_named(void **state) {
    (void)state;
    expect("BT /F 12 Tf 100 100 Td (!) Tj ET", "the face 'Helvetica' is not in the file");
}

static void type_is_measured_after_all_scaling(void **state) {
    (void)state;
    struct arena arena = {0};
    struct print_report report = check(&arena, "BT /F 1 Tf 13 0 0 13 100 100 Tm (!) Tj ET");
    assert_int_equal(report.count, 1); /* the face only */
    report = check(&arena, "BT /F 24 Tf 0.25 0 0 0.25 100 100 Tm (!) Tj ET");
    assert_int_equal(report.count, 2);
    assert_non_null(strstr(report.findings[1].message, "type of 6.0 pt"));
    arena_release(&arena);
}

static void blanks_and_hidden_text_leave_no_ink(void **state) {
    (void)state;
    struct arena arena = {0};
    struct print_report report = check(&arena, "BT /F 2 Tf 100 100 Td (   ) Tj 3 Tr (!!!) Tj ET");
    assert_int_equal(report.count, 1);
    assert_int_equal(report.mark_count, 0);
    arena_release(&arena);
}

static void source_marks_are_known_by_their_tag(void **state) {
    (void)state;
    struct arena arena = {0};
    struct print_report report =
        check(&arena, "/Reference <</MCID 0>> BDC BT /F 9 Tf 100 100 Td (!) Tj ET EMC");
    assert_int_equal(report.count, 1);
    report = check(&arena, "/P <</MCID 0>> BDC BT /F 9 Tf 100 100 Td (!) Tj ET EMC");
    assert_int_equal(report.count, 2);
    arena_release(&arena);
}

static void what_is_no_pdf_is_refused_by_name(void **state) {
    (void)state;
    struct arena arena = {0};
    struct print_limits limits = print_limits_standard();
    struct print_report report;
    struct error err = {0};
    static const char *const texts[] = {"", "hello", "%PDF-1.4\n", "%PDF-1.4\n1 0 obj<<>>endobj"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(pdf_preflight("x.pdf", slice_of(texts[i]), &limits, &arena, &report, &err));
        assert_int_equal(err.code, ERROR_INPUT);
        assert_true(strncmp(err.message, "x.pdf: ", 7) == 0);
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_read_as_the_standard_says),
        cmocka_unit_test(streams_cut_off_anywhere_end),
        cmocka_unit_test(transformations_count),
        cmocka_unit_test(places_are_told_from_the_sheets_top_left),
        cmocka_unit_test(colours_are_judged_as_grey),
        cmocka_unit_test(a_face_that_is_not_in_the_file_is_named),
        cmocka_unit_test(type_is_measured_after_all_scaling),
        cmocka_unit_test(blanks_and_hidden_text_leave_no_ink),
        cmocka_unit_test(source_marks_are_known_by_their_tag),
        cmocka_unit_test(what_is_no_pdf_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
