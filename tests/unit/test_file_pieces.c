/* test_file_pieces.c - a file read piece by piece: every byte once, and the rest of a piece again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    struct error err;
    char name[64];
};

static int set_up(void **state) {
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    snprintf(fixture->name, sizeof fixture->name, "/tmp/footnote-test-XXXXXX");
    close(mkstemp(fixture->name));
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    remove(fixture->name);
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

static void put(struct fixture *fixture, struct slice text) {
    if (!file_write_atomic(fixture->name, text, 0600, &fixture->err))
        fail_msg("%s", fixture->err.message);
}

/* Takes whole lines, as far as there are any. */
struct lines {
    struct strbuf text;
    size_t calls, last_calls, longest;
    bool stops;
};

static bool take_lines(void *context, struct slice piece, bool is_last, size_t *taken,
                       struct error *err) {
    struct lines *lines = context;
    lines->calls++;
    lines->last_calls += is_last;
    lines->longest = piece.length > lines->longest ? piece.length : lines->longest;
    if (lines->stops)
        return error_set(err, ERROR_INPUT, "enough");
    const char *end = piece.length ? memrchr(piece.data, '\n', piece.length) : NULL;
    *taken = is_last || !end ? piece.length : (size_t)(end - piece.data) + 1;
    strbuf_add_bytes(&lines->text, piece.data, *taken);
    return true;
}

static void every_byte_comes_once_whatever_the_piece(void **state) {
    struct fixture *fixture = *state;
    struct strbuf text = {0};
    for (int i = 0; i < 500; i++)
        strbuf_add_format(&text, "line %d\n%s", i,
                          i % 50 == 0 ? "a long one without its end " : "");
    put(fixture, strbuf_slice(&text));
    for (size_t piece_bytes = 40; piece_bytes < text.length + 3; piece_bytes += 97) {
        struct lines lines = {0};
        assert_true(
            file_read_pieces(fixture->name, piece_bytes, take_lines, &lines, &fixture->err));
        assert_int_equal(lines.text.length, text.length);
        assert_string_equal(lines.text.data, text.data);
        assert_int_equal(lines.last_calls, 1);
        assert_true(lines.longest <= piece_bytes);
        strbuf_release(&lines.text);
    }
    strbuf_release(&text);
}

static void an_empty_file_is_one_empty_last_piece(void **state) {
    struct fixture *fixture = *state;
    struct lines lines = {0};
    assert_true(file_read_pieces(fixture->name, 100, take_lines, &lines, &fixture->err));
    assert_int_equal(lines.text.length, 0);
    assert_int_equal(lines.calls, 1);
    assert_int_equal(lines.last_calls, 1);
    strbuf_release(&lines.text);
}

static void who_takes_can_stop(void **state) {
    struct fixture *fixture = *state;
    struct lines lines = {.stops = true};
    put(fixture, slice_of("one\ntwo\nthree\n"));
    assert_false(file_read_pieces(fixture->name, 5, take_lines, &lines, &fixture->err));
    assert_string_equal(fixture->err.message, "enough");
    assert_int_equal(lines.calls, 1);
}

static bool take_nothing(void *context, struct slice piece, bool is_last, size_t *taken,
                         struct error *err) {
    (void)piece;
    (void)is_last;
    (void)err;
    *taken = 0;
    return ++*(int *)context < 100;
}

static void a_piece_that_nobody_takes_is_an_error_and_no_endless_loop(void **state) {
    struct fixture *fixture = *state;
    int calls = 0;
    put(fixture, slice_of("one"));
    assert_false(file_read_pieces(fixture->name, 2, take_nothing, &calls, &fixture->err));
    assert_int_equal(calls, 1);
    assert_non_null(strstr(fixture->err.message, "was not taken"));
}

static void what_is_no_file_is_refused_at_once(void **state) {
    struct fixture *fixture = *state;
    struct lines lines = {0};
    assert_int_equal(unlink(fixture->name), 0);
    assert_false(file_read_pieces(fixture->name, 9, take_lines, &lines, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    assert_int_equal(mkfifo(fixture->name, 0600), 0);
    assert_false(file_read_pieces(fixture->name, 9, take_lines, &lines, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_INPUT);
    assert_false(file_read_pieces("/tmp", 9, take_lines, &lines, &fixture->err));
    assert_int_equal(lines.calls, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_byte_comes_once_whatever_the_piece),
        TEST(an_empty_file_is_one_empty_last_piece),
        TEST(who_takes_can_stop),
        TEST(a_piece_that_nobody_takes_is_an_error_and_no_endless_loop),
        TEST(what_is_no_file_is_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
