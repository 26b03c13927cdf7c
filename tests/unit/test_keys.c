/* Keys are the same however their bytes are cut; unknown sequences are never text. */
#include "cli/finder/edit_line.h"
#include "cli/finder/keys.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <stdlib.h>

/* "x" for text, "P(...)" for a paste, "#12" for any other code. */
static char *keys_of(const char *bytes, size_t length, size_t piece) {
    struct keys keys = {0};
    struct strbuf seen = {0};
    struct key key;
    for (size_t at = 0; at <= length; at += piece) {
        bool is_last = at >= length || at + piece > length;
        if (at < length)
            keys_add(&keys, bytes + at, length - at < piece ? length - at : piece);
        while (keys_next(&keys, is_last, &key)) {
            if (key.code == KEY_TEXT)
                strbuf_add_code_point(&seen, key.code_point);
            else if (key.code == KEY_PASTE)
                strbuf_add_format(&seen, "P(%.*s)", SLICE_ARGS(key.pasted));
            else if (key.code == KEY_CONTROL || key.code == KEY_ALT)
                strbuf_add_format(&seen, "#%d%c", (int)key.code, (char)key.code_point);
            else
                strbuf_add_format(&seen, "#%d", (int)key.code);
        }
    }
    keys_release(&keys);
    return strbuf_take(&seen);
}

static void expect_keys(const char *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void expect_keys(const char *bytes, const char *format, ...) {
    struct arena arena = {0};
    va_list arguments;
    va_start(arguments, format);
    const char *wanted = arena_format_list(&arena, format, arguments);
    va_end(arguments);
    for (size_t piece = 1; piece <= strlen(bytes); piece++) {
        char *seen = keys_of(bytes, strlen(bytes), piece);
        assert_string_equal(seen, wanted);
        free(seen);
    }
    arena_release(&arena);
}

static void test_keys_of_terminals(void **state) {
    (void)state;
    expect_keys("\033[A\033OB\033[1;5C\033[D", "#%d#%d#%d#%d", KEY_UP, KEY_DOWN, KEY_RIGHT,
                KEY_LEFT);
    expect_keys("\033[H\033[4~\033OF\033[7~", "#%d#%d#%d#%d", KEY_HOME, KEY_END, KEY_END, KEY_HOME);
    expect_keys("\033[5~\033[6~\033[3~", "#%d#%d#%d", KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_DELETE);
    expect_keys("\033OP\033[11~\033[[A", "#%d#%d#%d", KEY_F1, KEY_F1, KEY_F1);
    expect_keys("a\r\t\177\x19", "a#%d#%d#%d#%dy", KEY_ENTER, KEY_TAB, KEY_BACKSPACE, KEY_CONTROL);
    expect_keys("\033f", "#%df", KEY_ALT);
}

static void test_escape_alone_is_a_key(void **state) {
    (void)state;
    expect_keys("a\033", "a#%d", KEY_ESCAPE);
    expect_keys("\033\033", "#%d#%d", KEY_ESCAPE, KEY_ESCAPE);
}

static void test_unknown_sequences_are_no_text(void **state) {
    (void)state;
    expect_keys("\033[200;3Zx", "#%dx", KEY_OTHER);
    expect_keys("\033[<35;4;5Mx", "#%dx", KEY_OTHER);
    expect_keys("\033[24~x", "#%dx", KEY_OTHER);
    expect_keys("\xC2\x9Bx", "#%dx", KEY_OTHER);
}

static void test_letters_of_any_script(void **state) {
    (void)state;
    expect_keys("é足😀", "é足😀");
}

static void test_a_paste_is_one_line_and_one_key(void **state) {
    (void)state;
    expect_keys("\033[200~heel\r\npain\033[31m\tnow\033[201~x", "P(heel  pain [31m now)x");
}

static void test_a_long_paste_is_cut(void **state) {
    (void)state;
    struct strbuf bytes = {0};
    strbuf_add(&bytes, "\033[200~");
    for (int i = 0; i < 100 * 1000; i++)
        strbuf_add_char(&bytes, 'a');
    strbuf_add(&bytes, "\033[201~x");
    char *seen = keys_of(bytes.data, bytes.length, 4096);
    assert_int_equal(strlen(seen), KEYS_MOST_PASTED_BYTES + strlen("P()x"));
    free(seen);
    strbuf_release(&bytes);
}

static void test_a_line_is_edited_by_letters_with_their_marks(void **state) {
    (void)state;
    struct edit_line line = {0};
    edit_line_backspace(&line);
    edit_line_insert(&line, slice_of("ab e\xCC\x81足"));
    edit_line_left(&line);
    edit_line_backspace(&line);
    assert_string_equal(strbuf_text(&line.text), "ab 足");
    edit_line_delete(&line);
    edit_line_delete(&line);
    assert_string_equal(strbuf_text(&line.text), "ab ");
    edit_line_remove_word(&line);
    assert_string_equal(strbuf_text(&line.text), "");
    edit_line_set(&line, "heel pain now");
    edit_line_remove_word(&line);
    edit_line_insert(&line, slice_of("x"));
    assert_string_equal(strbuf_text(&line.text), "heel pain x");
    edit_line_to_start(&line);
    edit_line_right(&line);
    edit_line_remove_before(&line);
    assert_string_equal(strbuf_text(&line.text), "eel pain x");
    edit_line_remove_behind(&line);
    assert_string_equal(strbuf_text(&line.text), "");
    edit_line_release(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_of_terminals),
        cmocka_unit_test(test_escape_alone_is_a_key),
        cmocka_unit_test(test_unknown_sequences_are_no_text),
        cmocka_unit_test(test_letters_of_any_script),
        cmocka_unit_test(test_a_paste_is_one_line_and_one_key),
        cmocka_unit_test(test_a_long_paste_is_cut),
        cmocka_unit_test(test_a_line_is_edited_by_letters_with_their_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
