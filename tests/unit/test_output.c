/* test_output.c - text and JSON as the commands print them, read back from the buffer. */
#include "cli/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

const struct command command_table[] = {{0}};

static void assert_printed(struct output *out, const char *expected) {
    assert_string_equal(strbuf_text(&out->buffer), expected);
    strbuf_release(&out->buffer);
}

static void json_nests_and_separates(void **state) {
    (void)state;
    struct output out = {.json = true};
    output_map(&out, NULL);
    output_integer(&out, "schema", 1);
    output_list(&out, "none");
    output_end_list(&out);
    output_list(&out, "pairs");
    for (int i = 0; i < 2; i++) {
        output_list(&out, NULL);
        output_integer(&out, NULL, i);
        output_number(&out, NULL, i + 0.25, 2);
        output_end_list(&out);
    }
    output_end_list(&out);
    output_boolean(&out, "yes", true);
    output_text(&out, "absent", NULL);
    output_end_map(&out);
    assert_printed(&out, "{\"schema\": 1, \"none\": [], \"pairs\": [[0, 0.25], [1, 1.25]], "
                         "\"yes\": true, \"absent\": null}");
}

static void json_escapes_what_it_must(void **state) {
    (void)state;
    struct output out = {.json = true};
    output_text(&out, NULL, "a\"b\\c\nd\te\x01\x7f/é😀");
    assert_printed(&out, "\"a\\\"b\\\\c\\nd\\u0009e\\u0001\\u007f/é😀\"");
}

static void json_stays_valid_for_bytes_that_are_no_text(void **state) {
    (void)state;
    struct output out = {.json = true};
    output_text(&out, NULL, "a\xff\xc3");
    assert_printed(&out, "\"a\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void wrapping_breaks_between_words(void **state) {
    (void)state;
    struct output out = {.width = 12};
    output_wrapped(&out, 2, "one two three four\nfive", NULL, 0);
    assert_printed(&out, "  one two\n  three four\n  five\n");
}

static void a_word_wider_than_the_line_stands_alone(void **state) {
    (void)state;
    struct output out = {.width = 10};
    output_wrapped(&out, 0, "a pneumonoultramicroscopic b", NULL, 0);
    assert_printed(&out, "a\npneumonoultramicroscopic\nb\n");
}

static void marks_count_code_points(void **state) {
    (void)state;
    struct output out = {.width = 80};
    const struct search_mark marks[] = {{2, 7}, {8, 9}};
    output_wrapped(&out, 0, "😀 Größe x.", marks, 2);
    assert_printed(&out, "😀 **Größe** **x**.\n");
}

static void a_mark_over_two_words_closes_once(void **state) {
    (void)state;
    struct output out = {.width = 80};
    const struct search_mark marks[] = {{4, 13}};
    output_wrapped(&out, 0, "the heel lift helps", marks, 1);
    assert_printed(&out, "the **heel lift** helps\n");
}

static void marks_over_blanks_only_print_nothing(void **state) {
    (void)state;
    struct output out = {.width = 80};
    const struct search_mark marks[] = {{1, 2}, {2, 3}};
    output_wrapped(&out, 0, "a b c", marks, 2);
    assert_printed(&out, "a **b** c\n");
}

static void a_mark_to_the_end_is_closed(void **state) {
    (void)state;
    struct output out = {.width = 80};
    const struct search_mark marks[] = {{2, 9}};
    output_wrapped(&out, 0, "a b", marks, 1);
    assert_printed(&out, "a **b**\n");
}

static void wide_letters_count_two_columns_and_part_where_they_may(void **state) {
    (void)state;
    struct output out = {.width = 12};
    output_wrapped(&out, 2, "足底筋膜炎会。痛 heel ok", NULL, 0);
    assert_printed(&out, "  足底筋膜炎\n  会。痛\n  heel ok\n");
}

static void marked_lines_keep_to_the_width(void **state) {
    (void)state;
    struct output out = {.width = 11};
    output_wrapped(&out, 0, "sore heels", NULL, 0);
    assert_printed(&out, "sore heels\n");
    const struct search_mark heels[] = {{5, 10}};
    output_wrapped(&out, 0, "sore heels", heels, 1);
    assert_printed(&out, "sore\n**heels**\n");
}

static void colour_replaces_the_asterisks(void **state) {
    (void)state;
    struct output out = {.width = 11, .color = true};
    const struct search_mark marks[] = {{5, 10}};
    output_wrapped(&out, 0, "sore heels", marks, 1);
    assert_printed(&out, "sore \033[1;31mheels\033[0m\n");
}

static void control_characters_do_not_get_out(void **state) {
    (void)state;
    struct output out = {.width = 80};
    output_printable(&out, "a\033[31mb");
    output_wrapped(&out, 0, " c\007d", NULL, 0);
    assert_null(strchr(strbuf_text(&out.buffer), '\033'));
    assert_null(strchr(strbuf_text(&out.buffer), '\007'));
    strbuf_release(&out.buffer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_nests_and_separates),
        cmocka_unit_test(json_escapes_what_it_must),
        cmocka_unit_test(json_stays_valid_for_bytes_that_are_no_text),
        cmocka_unit_test(wrapping_breaks_between_words),
        cmocka_unit_test(a_word_wider_than_the_line_stands_alone),
        cmocka_unit_test(marks_count_code_points),
        cmocka_unit_test(a_mark_over_two_words_closes_once),
        cmocka_unit_test(marks_over_blanks_only_print_nothing),
        cmocka_unit_test(a_mark_to_the_end_is_closed),
        cmocka_unit_test(wide_letters_count_two_columns_and_part_where_they_may),
        cmocka_unit_test(marked_lines_keep_to_the_width),
        cmocka_unit_test(colour_replaces_the_asterisks),
        cmocka_unit_test(control_characters_do_not_get_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
