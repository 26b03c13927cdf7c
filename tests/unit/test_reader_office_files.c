/* test_reader_office_files.c - files of real office programs give the text they show, in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_fixture.h"

#include "base/file.h"

#include <unistd.h>

static bool dump_whole(void *context, const struct article *article, const char *problem) {
    struct strbuf *out = context;
    if (!dump_article(out, article, problem))
        return false;
    strbuf_add_format(out, "topics: %s\nreviewed: %s\nmissing: %s\n", article->topics,
                      article->reviewed, article->missing);
    return true;
}

/* FOOTNOTE_TEST_WRITE writes the expected texts anew: look at the difference. */
static void compare_with_text(const char *folder, const char *name, struct arena *arena) {
    char path[1024], expected_path[1100];
    struct slice bytes, expected = {0};
    struct strbuf dump = {0};
    struct error err = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(expected_path, sizeof expected_path, "%s.txt", path);
    assert_true(file_read(arena, path, READER_LIMIT_BYTES, &bytes, &err));
    if (!reader_read(name, name, bytes, dump_whole, &dump, &err))
        strbuf_add_format(&dump, "refused: %s\n", err.message);
    if (getenv("FOOTNOTE_TEST_WRITE"))
        assert_true(file_write_atomic(expected_path, strbuf_slice(&dump), 0644, &err));
    if (!file_read(arena, expected_path, READER_LIMIT_BYTES, &expected, &err))
        fail_msg("%s", err.message);
    assert_string_equal(strbuf_text(&dump), expected.data);
    strbuf_release(&dump);
}

static bool compare_file(void *context, const char *relative, const struct file_stamp *stamp,
                         const char *problem, bool *stop) {
    struct arena arena = {0};
    bool needs_program = strcmp(file_extension(&arena, relative), ".pdf") == 0;
    (void)problem, (void)stop;
    if (stamp && strcmp(relative, "README.md") != 0 &&
        strcmp(file_extension(&arena, relative), ".txt") != 0 &&
        !(needs_program && access("/usr/bin/pdftotext", X_OK) != 0)) {
        compare_with_text("tests/corpora/office", relative, &arena);
        ++*(size_t *)context;
    }
    arena_release(&arena);
    return true;
}

static void files_of_office_programs_give_their_text(void **state) {
    (void)state;
    size_t count = 0;
    struct error err;
    assert_true(file_walk("tests/corpora/office", compare_file, &count, &err));
    assert_true(count >= 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_office_programs_give_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
