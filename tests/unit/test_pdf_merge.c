/* test_pdf_merge.c - handouts joined; files that were spoilt on the disk harm nothing. */
#include "pdf/pdf_merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "handout_fixture.h"
#include "layout_fixture.h"
#include "pdf/pdf_own.h"
#include "pdf/pdf_write.h"

static bool keep(void *context, struct slice bytes, struct error *err) {
    (void)err;
    strbuf_add_slice(context, bytes);
    return true;
}

static bool full_disk(void *context, struct slice bytes, struct error *err) {
    (void)context, (void)bytes;
    return error_set(err, ERROR_ENVIRONMENT, "no space");
}

static struct strbuf handout(void **state) {
    struct bench *b = *state;
    struct strbuf bytes = {0};
    struct error err = {0};
    assert_true(pdf_write(place_handout(b), b->fonts, &bytes, &err));
    return bytes;
}

static struct strbuf merge_times(struct slice pdf, int count, size_t *pages) {
    struct strbuf all = {0};
    struct error err = {0};
    struct pdf_merge *merge = pdf_merge_new("test: handouts", keep, &all);
    for (int i = 0; i < count; i++)
        assert_true(pdf_merge_add(merge, pdf, "p-0017", &err));
    assert_true(pdf_merge_finish(merge, &err));
    *pages = pdf_merge_pages(merge);
    pdf_merge_free(merge);
    return all;
}

static void a_merged_file_is_one_of_ours_again(void **state) {
    struct strbuf pdf = handout(state);
    struct arena arena = {0};
    struct error err = {0};
    struct pdf_own own;
    size_t pages = 0, pages_again = 0;
    struct strbuf all = merge_times(strbuf_slice(&pdf), 3, &pages);
    assert_int_equal(pages, 6);
    assert_true(pdf_own_read(&arena, strbuf_slice(&all), &own, &err));
    unsigned count = 0, tree = pdf_own_reference(&own, own.objects[own.catalog], "Pages");
    assert_true(pdf_own_number(own.objects[tree], "Count", &count));
    assert_int_equal(count, 6);
    assert_true(all.length < 3 * pdf.length); /* faces stand there once */
    struct strbuf again = merge_times(strbuf_slice(&pdf), 3, &pages_again);
    assert_int_equal(all.length, again.length);
    assert_memory_equal(all.data, again.data, all.length);
    strbuf_release(&again);
    strbuf_release(&all);
    strbuf_release(&pdf);
    arena_release(&arena);
}

/* Under the sanitizers this shows that nothing is read or written where it should not be. */
static void spoilt_files_are_refused_or_pass_through(void **state) {
    struct strbuf pdf = handout(state);
    uint32_t random = 1;
    for (int round = 0; round < 400; round++) {
        struct strbuf copy = {0}, out = {0};
        struct error err = {0};
        strbuf_add_slice(&copy, strbuf_slice(&pdf));
        for (int i = 0; i <= round % 5; i++) {
            random = random * 1664525 + 1013904223;
            size_t tail = round % 2 ? copy.length : 600; /* the table stands at the end */
            copy.data[copy.length - 1 - (random >> 8) % tail] = (char)(random >> 24);
        }
        if (round % 7 == 0)
            strbuf_truncate(&copy, (random >> 8) % copy.length);
        struct pdf_merge *merge = pdf_merge_new("test", keep, &out);
        if (!pdf_merge_add(merge, strbuf_slice(&copy), "p", &err))
            assert_int_equal(err.code, ERROR_INPUT);
        pdf_merge_free(merge);
        strbuf_release(&copy);
        strbuf_release(&out);
    }
    strbuf_release(&pdf);
}

static void what_is_no_pdf_of_ours_is_refused(void **state) {
    (void)state;
    struct error err = {0};
    struct strbuf out = {0};
    struct pdf_merge *merge = pdf_merge_new("test", keep, &out);
    assert_false(pdf_merge_add(merge, slice_of(""), "p", &err));
    assert_false(pdf_merge_add(merge, slice_of("%PDF-1.7\nstartxref\n3\n%%EOF\n"), "p", &err));
    assert_int_equal(err.code, ERROR_INPUT);
    assert_false(pdf_merge_finish(merge, &err));
    pdf_merge_free(merge);
    strbuf_release(&out);
}

static void a_full_disk_ends_it(void **state) {
    struct strbuf pdf = handout(state);
    struct error err = {0};
    struct pdf_merge *merge = pdf_merge_new("test", full_disk, NULL);
    assert_false(pdf_merge_add(merge, strbuf_slice(&pdf), "p", &err));
    assert_int_equal(err.code, ERROR_ENVIRONMENT);
    pdf_merge_free(merge);
    strbuf_release(&pdf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_merged_file_is_one_of_ours_again),
        TEST(spoilt_files_are_refused_or_pass_through),
        TEST(what_is_no_pdf_of_ours_is_refused),
        TEST(a_full_disk_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
