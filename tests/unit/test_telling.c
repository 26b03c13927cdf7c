/* test_telling.c - the words that tell what passages are about. */
#include "index_fixture.h"

#include "search/telling.h"

static void add(struct telling_counts *counts, const char *text, int number, double worth) {
    struct token_array tokens = {0};
    tokenize_all(counts->tokenizer, NULL, slice_of(text), &tokens);
    telling_add(counts, &tokens, number, worth);
    token_array_release(&tokens);
}

/* A telling_fits. */
static bool is_in_two(struct slice word, const struct telling_count *count) {
    return count->passages >= 2 && word.length > 2;
}

static const char *word_of(const struct telling_counts *counts, const struct telling_word *word) {
    static char text[TOKEN_MOST_BYTES + 1];
    struct slice written = tokenizer_word(counts->tokenizer, word->word);
    snprintf(text, sizeof text, "%.*s", SLICE_ARGS(written));
    return text;
}

static void what_several_passages_say_weighs_most(void **state) {
    (void)state;
    struct telling_counts counts = {.tokenizer = tokenizer_new()};
    struct telling_word words[2];
    struct token_array left_out = {0};
    add(&counts, "The heels of the shoe, xy, insoles", 0, 1);
    add(&counts, "a heel, the xy, a shoe, a heel, the heel, sock sock sock sock", 1, 0.5);
    assert_int_equal(telling_choose(&counts, NULL, is_in_two, words, 2), 2);
    assert_string_equal(word_of(&counts, &words[0]), "heels"); /* as it was written first */
    assert_true(words[0].weight > 2.4 && words[0].weight < 2.6);
    assert_string_equal(word_of(&counts, &words[1]), "shoe");
    assert_int_equal(telling_choose(&counts, NULL, is_in_two, words, 1), 1);
    tokenize_all(counts.tokenizer, NULL, slice_of("HEEL cream"), &left_out);
    telling_leave_out(&counts, &left_out);
    assert_int_equal(telling_choose(&counts, NULL, is_in_two, words, 2), 1);
    assert_string_equal(word_of(&counts, &words[0]), "shoe");
    token_array_release(&left_out);
    tokenizer_free(counts.tokenizer);
    telling_release(&counts);
}

/* Of what all passages hold nothing is told, nor of what only one holds. */
static void rare_words_weigh_more_and_lone_ones_nothing(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < 10; i++)
        fixture_write(fixture, arena_format(&fixture->arena, "corpus/%d.md", i),
                      i == 0   ? "heel cream sock lone"
                      : i == 1 ? "heel cream sock"
                      : i < 5  ? "heel sock"
                               : "heel");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    struct telling_counts counts = {.tokenizer = tokenizer_new()};
    struct telling_word words[4];
    add(&counts, "heel cream sock lone", 0, 1);
    add(&counts, "heel cream sock lone", 1, 1);
    size_t count = telling_choose(&counts, NULL, is_in_two, words, 4);
    assert_int_equal(count, 4);
    assert_true(telling_weigh(index, &fixture->arena, counts.tokenizer, 10, 7, words, &count,
                              &fixture->err));
    assert_int_equal(count, 2);
    assert_string_equal(word_of(&counts, &words[0]), "cream");
    assert_string_equal(word_of(&counts, &words[1]), "sock");
    assert_true(words[0].weight > words[1].weight);
    tokenizer_free(counts.tokenizer);
    telling_release(&counts);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_several_passages_say_weighs_most),
        FIXTURE_TEST(rare_words_weigh_more_and_lone_ones_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
