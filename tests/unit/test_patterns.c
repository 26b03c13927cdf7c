/* test_patterns.c - words and phrases are found in texts of several languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "search/patterns.h"

/* A pattern_sink: "group@first+words " for each place. */
static void write_down(void *context, const struct pattern_text *found, size_t first,
                       size_t words) {
    strbuf_add_format(context, "%d@%zu+%zu ", found->group, first, words);
}

static void assert_found(struct patterns *patterns, const char *language, const char *text,
                         const char *expected) {
    struct strbuf found = {0};
    patterns_read(patterns, token_language_of(language), slice_of(text), write_down, &found);
    assert_string_equal(strbuf_text(&found), expected);
    strbuf_release(&found);
}

static void words_phrases_and_beginnings_are_found_in_order(void **state) {
    (void)state;
    struct pattern_text texts[] = {
        {.text = slice_of("pain"), .group = 0},
        {.text = slice_of("heel pain"), .group = 1},
        {.text = slice_of("studi"), .group = 2, .is_prefix = true},
        {.text = slice_of("a run"), .group = 3, .is_prefix = true},
        {.text = slice_of("heel"), .group = 4},
        {.text = slice_of("!"), .group = 5},
    };
    struct tokenizer *tokenizer = tokenizer_new();
    struct patterns *patterns = patterns_new(tokenizer, texts, sizeof texts / sizeof *texts);
    assert_found(patterns, "en", "Heel pains, a study of heels.", "1@0+2 4@0+1 0@1+1 2@3+1 4@5+1 ");
    assert_found(patterns, "en", "a runner, a rug", "3@0+2 ");
    assert_found(patterns, "en", "", "");
    patterns_free(patterns);
    patterns_free(NULL);
    tokenizer_free(tokenizer);
}

static void each_language_stems_its_own_way(void **state) {
    (void)state;
    struct pattern_text texts[] = {{.text = slice_of("schuhe"), .group = 0}};
    struct tokenizer *tokenizer = tokenizer_new();
    struct patterns *patterns = patterns_new(tokenizer, texts, 1);
    assert_found(patterns, "de", "ein Schuh, zwei Schuhe", "0@1+1 0@3+1 ");
    assert_found(patterns, "pl", "ein Schuh, zwei Schuhe", "0@3+1 ");
    assert_found(patterns, "de", "der Schuhen", "0@1+1 ");
    patterns_free(patterns);
    tokenizer_free(tokenizer);
}

static void an_extra_word_that_is_there_already_counts_once(void **state) {
    (void)state;
    struct pattern_text texts[] = {
        {.text = slice_of("treats"), .group = 0},
        {.text = slice_of("treated"), .group = 1, .is_extra = true},
        {.text = slice_of("surgery"), .group = 2, .is_extra = true},
    };
    struct tokenizer *tokenizer = tokenizer_new();
    struct patterns *patterns = patterns_new(tokenizer, texts, 3);
    assert_found(patterns, "en", "treated by surgery", "0@0+1 2@2+1 ");
    assert_found(patterns, "pl", "treated by surgery", "1@0+1 2@2+1 ");
    patterns_free(patterns);
    tokenizer_free(tokenizer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_phrases_and_beginnings_are_found_in_order),
        cmocka_unit_test(each_language_stems_its_own_way),
        cmocka_unit_test(an_extra_word_that_is_there_already_counts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
