/* Cells hold no control characters, wide letters two of them; only what differs is sent. */
#include "cli/finder/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <stdlib.h>

static char *changes(struct screen *screen) {
    struct strbuf bytes = {0};
    screen_take_changes(screen, &bytes);
    return strbuf_take(&bytes);
}

static void expect_sent(struct screen *screen, const char *wanted, bool is_there) {
    char *sent = changes(screen);
    assert_int_equal(strstr(sent, wanted) != NULL, is_there);
    free(sent);
}

static void test_only_what_differs_is_sent(void **state) {
    (void)state;
    struct screen screen = {0};
    screen_resize(&screen, 4, 20);
    screen_put(&screen, 1, 2, 20, slice_of("heel pain"), SCREEN_PLAIN);
    expect_sent(&screen, "heel pain", true);
    screen_put(&screen, 1, 2, 20, slice_of("heel pail"), SCREEN_PLAIN);
    char *sent = changes(&screen);
    assert_string_equal(sent, "\033[?25l\033[2;11Hl\033[1;1H\033[?25h");
    free(sent);
    sent = changes(&screen);
    assert_string_equal(sent, "\033[1;1H");
    free(sent);
    screen_release(&screen);
}

static void test_no_control_character_gets_out(void **state) {
    (void)state;
    struct screen screen = {0};
    screen_resize(&screen, 2, 40);
    free(changes(&screen));
    int column = screen_put(&screen, 0, 0, 40,
                            slice_of("a\033[2Jb\007\x7F\xC2\x9B"
                                     "31mc\r\n\td\xFF\xE2\x80\xAE"),
                            SCREEN_PLAIN);
    assert_int_equal(column, 18);
    char *sent = changes(&screen);
    assert_null(strstr(sent, "\033[2J"));
    assert_null(strchr(sent, '\007'));
    assert_null(strchr(sent, '\r'));
    assert_null(strstr(sent, "\xC2\x9B"));
    assert_null(strstr(sent, "\xE2\x80\xAE"));
    assert_non_null(strstr(sent, "a [2Jb"));
    free(sent);
    screen_release(&screen);
}

static void test_wide_letters_are_never_halved(void **state) {
    (void)state;
    struct screen screen = {0};
    screen_resize(&screen, 2, 5);
    assert_int_equal(screen_put(&screen, 0, 0, 5, slice_of("足底筋"), SCREEN_PLAIN), 4);
    screen_put(&screen, 0, 1, 5, slice_of("x"), SCREEN_PLAIN);
    char *sent = changes(&screen);
    assert_non_null(strstr(sent, " x底"));
    free(sent);
    screen_release(&screen);
}

static void test_marks_stay_with_their_letter(void **state) {
    (void)state;
    struct screen screen = {0};
    struct strbuf text = {0};
    screen_resize(&screen, 2, 10);
    strbuf_add(&text, "e");
    for (int i = 0; i < 100; i++)
        strbuf_add(&text, "\xCC\x81");
    strbuf_add(&text, "x");
    assert_int_equal(screen_put(&screen, 0, 0, 10, strbuf_slice(&text), SCREEN_PLAIN), 2);
    expect_sent(&screen, "e\xCC\x81", true);
    strbuf_release(&text);
    screen_release(&screen);
}

static void test_right_to_left_rows_are_sent_whole(void **state) {
    (void)state;
    struct screen screen = {0};
    screen_resize(&screen, 2, 20);
    screen_put(&screen, 0, 0, 20, slice_of("ألم الكعب 1"), SCREEN_PLAIN);
    free(changes(&screen));
    screen_put(&screen, 0, 10, 20, slice_of("2"), SCREEN_PLAIN);
    expect_sent(&screen, "ألم الكعب 2", true);
    screen_release(&screen);
}

static void test_outside_the_grid_nothing_is_written(void **state) {
    (void)state;
    struct screen screen = {0};
    screen_resize(&screen, 2, 4);
    screen_put(&screen, 7, 0, 4, slice_of("x"), SCREEN_PLAIN);
    screen_put(&screen, -1, 0, 4, slice_of("x"), SCREEN_PLAIN);
    screen_put(&screen, 0, 3, 99, slice_of("abc"), SCREEN_PLAIN);
    screen_put(&screen, 1, 3, 99, slice_of("足"), SCREEN_PLAIN);
    screen_put_cursor(&screen, 0, 99);
    assert_int_equal(screen.cursor_column, 3);
    expect_sent(&screen, "x", false);
    screen_release(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_differs_is_sent),
        cmocka_unit_test(test_no_control_character_gets_out),
        cmocka_unit_test(test_wide_letters_are_never_halved),
        cmocka_unit_test(test_marks_stay_with_their_letter),
        cmocka_unit_test(test_right_to_left_rows_are_sent_whole),
        cmocka_unit_test(test_outside_the_grid_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
