/* test_pdf_protect.c - a protected file hides its words; what is no PDF is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pdf/pdf_objects.h"
#include "pdf/pdf_protect.h"

#include <string.h>

static void write_small_pdf(struct strbuf *out) {
    struct error err = {0};
    struct pdf_file *file = pdf_file_new(&err);
    assert_non_null(file);
    struct pdf_dict *fonts = pdf_dict_new(file, PDF_DIRECT);
    assert_non_null(pdf_file_add_page(file, 595, 842, slice_of("0 0 m 9 9 l S\n"), fonts, NULL));
    pdf_dict_add_text(pdf_file_info(file), "Title", "Robin's heel");
    assert_true(pdf_file_save(file, out, &err));
    pdf_file_free(file);
}

static void a_protected_file_names_its_encryption_and_differs_each_time(void **state) {
    (void)state;
    struct strbuf plain = {0}, first = {0}, second = {0};
    struct error err = {0};
    write_small_pdf(&plain);
    assert_true(pdf_protect(strbuf_slice(&plain), "seven green heels", &first, &err));
    assert_true(pdf_protect(strbuf_slice(&plain), "seven green heels", &second, &err));
    assert_memory_equal(first.data, "%PDF-1.7", 8);
    assert_non_null(memmem(first.data, first.length, "/AESV3", 6));
    assert_null(memmem(first.data, first.length, "Robin", 5));
    /* Equal files would mean equal keys. */
    assert_true(first.length != second.length ||
                memcmp(first.data, second.data, first.length) != 0);
    strbuf_release(&plain);
    strbuf_release(&first);
    strbuf_release(&second);
}

static void what_is_no_pdf_is_an_error_and_leaves_no_bytes(void **state) {
    (void)state;
    struct strbuf out = {0};
    struct error err = {0};
    assert_false(pdf_protect(slice_of("no pdf at all"), "seven green heels", &out, &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.message, "libqpdf can't protect the PDF: "));
    assert_int_equal(out.length, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_protected_file_names_its_encryption_and_differs_each_time),
        cmocka_unit_test(what_is_no_pdf_is_an_error_and_leaves_no_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
