/* test_program.c - another program, shut in: what it gives back and what it can't do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/confine.h"
#include "base/program.h"

static enum program_end run(const char *const *arguments, const char *input, struct strbuf *output,
                            size_t output_bytes) {
    struct program program = {.path = arguments[0],
                              .arguments = arguments,
                              .input = slice_of(input),
                              .memory_bytes = 64 * 1024 * 1024,
                              .cpu_seconds = 1,
                              .wall_seconds = 1,
                              .output_bytes = output_bytes};
    struct program_result result;
    struct error err;
    if (!program_run(&program, output, &result, &err))
        fail_msg("%s", err.message);
    return result.end;
}

static void input_goes_in_and_output_comes_out(void **state) {
    (void)state;
    struct strbuf output = {0};
    const char *const cat[] = {"/usr/bin/cat", NULL};
    assert_int_equal(run(cat, "words", &output, 100), PROGRAM_DONE);
    assert_string_equal(strbuf_text(&output), "words");
    strbuf_release(&output);
}

static void files_outside_the_system_are_not_there(void **state) {
    (void)state;
    struct strbuf output = {0};
    const char *const passwords[] = {"/usr/bin/cat", "/etc/passwd", NULL};
    const char *const touch[] = {"/usr/bin/touch", "/tmp/footnote-test-program", NULL};
    const char *const shell[] = {"/usr/bin/sh", "-c", "cat </etc/ld.so.cache; exit 3", NULL};
    if (!confine_is_built_in())
        skip();
    assert_int_equal(run(passwords, "", &output, 10000), PROGRAM_FAILED);
    assert_int_equal(run(touch, "", &output, 100), PROGRAM_FAILED);
    assert_int_equal(run(shell, "", &output, 1000000), PROGRAM_FAILED);
    assert_int_equal(output.length, 0); /* sh can't fork, so there is no cat */
    strbuf_release(&output);
}

static void time_and_output_have_an_end(void **state) {
    (void)state;
    struct strbuf output = {0};
    const char *const sleep[] = {"/usr/bin/sleep", "20", NULL};
    const char *const yes[] = {"/usr/bin/yes", NULL};
    const char *const missing[] = {"/usr/bin/no-such-program", NULL};
    assert_int_equal(run(sleep, "", &output, 100), PROGRAM_TIMEOUT);
    assert_int_equal(run(yes, "", &output, 100000), PROGRAM_TOO_MUCH);
    assert_int_equal(run(missing, "", &output, 100), PROGRAM_MISSING);
    strbuf_release(&output);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_goes_in_and_output_comes_out),
        cmocka_unit_test(files_outside_the_system_are_not_there),
        cmocka_unit_test(time_and_output_have_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
