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

/* -- damaged ones -------------------------------------------------------------------------- */

static bool ignore_article(void *context, const struct article *article, const char *problem) {
    (void)context, (void)article, (void)problem;
    return true;
}

/* Read, or refused by a message that begins with the file's name and a reason. The bytes stand in a
 * room of their own size, so that a sanitizer sees a step beyond them. */
static void assert_read_or_refused(const char *name, struct slice bytes) {
    struct error err = {0};
    char *exact = malloc(bytes.length + 1);
    memcpy(exact, bytes.data, bytes.length);
    if (!reader_read(name, name, slice_make(exact, bytes.length), ignore_article, NULL, &err) &&
        (strncmp(err.message, name, strlen(name)) != 0 ||
         strlen(err.message) < strlen(name) + strlen(": is empty")))
        fail_msg("refused without its name or a reason: '%s'", err.message);
    free(exact);
}

static unsigned next_number(unsigned *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void damage_file(const char *name, struct slice bytes) {
    enum { CUTS = 20, FLIPS = 60 };
    unsigned seed = 1;
    for (size_t i = 0; i < CUTS; i++)
        assert_read_or_refused(name, slice_make(bytes.data, bytes.length * i / CUTS));
    for (int i = 0; i < FLIPS; i++) {
        char *copy = malloc(bytes.length);
        memcpy(copy, bytes.data, bytes.length);
        for (unsigned k = 0; k <= next_number(&seed) % 8; k++)
            copy[next_number(&seed) % bytes.length] ^= (char)(1U << next_number(&seed) % 8);
        assert_read_or_refused(name, slice_make(copy, bytes.length));
        free(copy);
    }
}

static void cut_short_or_changed_they_are_read_or_refused_by_name(void **state) {
    (void)state;
    static const char *const names[] = {"leaflet-libreoffice.odt", "leaflet-libreoffice.docx",
                                        "care-pandoc.epub", "care-libreoffice.html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct arena arena = {0};
        struct slice bytes;
        struct error err;
        assert_true(file_read(&arena, file_join(&arena, "tests/corpora/office", names[i]),
                              READER_LIMIT_BYTES, &bytes, &err));
        damage_file(names[i], bytes);
        arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_office_programs_give_their_text),
        cmocka_unit_test(cut_short_or_changed_they_are_read_or_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
