/* test_ranking.c - what is added to the base score, and when a passage is weak. */
#include "search_fixture.h"

#include "search/query/question.h"
#include "search/score.h"

#include <math.h>

static void write_record(struct fixture *fixture, const char *id, const char *title,
                         const char *text) {
    fixture_write(fixture, arena_format(&fixture->arena, "corpus/%s.md", id),
                  arena_format(&fixture->arena, "---\ntitle: %s\n---\n%s\n", title, text));
}

/* ---- questions ---- */

static bool has_word(const struct question *question, const char *word) {
    for (int i = 0; i < question->word_count; i++)
        if (slice_is(question->words[i].text, word))
            return true;
    return false;
}

static void a_question_has_words_of_its_answers(void **state) {
    (void)state;
    struct tokenizer *tokenizer = tokenizer_new();
    struct question question;
    question_read(tokenizer, slice_of("How COMMON is a heel spur?"), &question);
    assert_true(has_word(&question, "prevalence"));
    assert_false(has_word(&question, "autosomal"));
    question_read(tokenizer, slice_of("is it inherited"), &question);
    assert_true(has_word(&question, "autosomal"));
    question_read(tokenizer, slice_of("what is a heel spur"), &question);
    assert_true(has_word(&question, "condition"));
    question_read(tokenizer, slice_of("what are the symptoms of a heel spur"), &question);
    assert_true(has_word(&question, "signs"));
    assert_false(has_word(&question, "condition")); /* it asks for something else */
    question_read(tokenizer, slice_of("heel spur"), &question);
    assert_int_equal(question.word_count, 0);
    tokenizer_free(tokenizer);
}

static void of_records_about_one_thing_the_one_that_answers_comes_first(void **state) {
    struct fixture *fixture = *state;
    write_record(fixture, "a", "Heel spur", "A heel spur is treated with an insole for the heel.");
    write_record(fixture, "b", "Heel spur", "The prevalence of a heel spur is not known at all.");
    write_record(fixture, "c", "Shoes", "Shoes are bought in shops of many kinds and makes.");
    fixture_update(fixture);
    struct search_options options = {0};
    assert_string_equal(fixture_search(fixture, "heel spur", options).hits[0].passage.article, "a");
    assert_string_equal(
        fixture_search(fixture, "how common is a heel spur", options).hits[0].passage.article, "b");
}

/* ---- weak ---- */

static void make_heel_corpus(struct fixture *fixture) {
    for (int i = 0; i < 20; i++)
        write_record(fixture, arena_format(&fixture->arena, "heel-%d", i), "Heels",
                     "The heel hurts after a run on a hard road.");
    write_record(fixture, "cream", "Cream", "A cream for the heel.");
    fixture_update(fixture);
}

static void a_passage_without_the_words_that_carry_the_query_is_weak(void **state) {
    struct fixture *fixture = *state;
    make_heel_corpus(fixture);
    struct search_options all = {.weak_too = true}, strong = {0};
    struct search_result result = fixture_search(fixture, "ibuprofen heel", all);
    assert_true(result.count > 0);
    assert_true(result.all_weak);
    for (size_t i = 0; i < result.count; i++)
        assert_true(result.hits[i].weak);
    result = fixture_search(fixture, "ibuprofen heel", strong); /* as scripts ask */
    assert_int_equal(result.count, 0);
    assert_true(result.all_weak);
    result = fixture_search(fixture, "cream heel", all);
    assert_false(result.all_weak);
    assert_string_equal(result.hits[0].passage.article, "cream");
    assert_false(result.hits[0].weak);
    assert_true(result.hits[1].weak); /* it only has the heel */
    assert_int_equal(fixture_search(fixture, "cream heel", strong).count, 1);
}

/* The index finds "study" by its stem: the ranking, which reads the text, must see it as well. */
static void what_a_beginning_finds_by_a_stem_is_not_weak(void **state) {
    struct fixture *fixture = *state;
    make_heel_corpus(fixture);
    write_record(fixture, "study", "A study", "A study of the heel.");
    fixture_update(fixture);
    struct search_options strong = {0};
    struct search_result result = fixture_search(fixture, "studi* heel", strong);
    assert_true(result.count > 0);
    assert_string_equal(result.hits[0].passage.article, "study");
}

static void words_that_only_word_a_question_do_not_make_a_passage_weak(void **state) {
    struct fixture *fixture = *state;
    make_heel_corpus(fixture);
    struct search_options strong = {0};
    assert_int_equal(
        fixture_search(fixture, "what shall I tell a patient about cream?", strong).count, 1);
    assert_int_equal(
        fixture_search(fixture, "is cream OK until both of them are here?", strong).count, 1);
    assert_int_equal(fixture_search(fixture, "patient", strong).count,
                     0); /* here it is all there is */
}

/* Whose text is looked at for words that stand together must not depend on it. */
static void the_best_ten_do_not_depend_on_how_many_are_asked_for(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < 40; i++) {
        write_record(fixture, arena_format(&fixture->arena, "apart-%02d", i), "Notes",
                     "The cup was for a heel.");
        for (int k = 0; k < 4; k++) /* without them the words would count nothing */
            write_record(fixture, arena_format(&fixture->arena, "other-%d-%d", i, k), "Notes",
                         "A shoe has a sole.");
    }
    write_record(fixture, "together", "Notes", "The heel cup was for sale.");
    fixture_update(fixture);
    struct search_options ten = {.limit = 10}, all = {.limit = 100};
    struct search_result few = fixture_search(fixture, "heel cup", ten);
    struct search_result many = fixture_search(fixture, "heel cup", all);
    assert_int_equal(few.count, 10);
    assert_int_equal(many.count, 41);
    for (size_t i = 0; i < few.count; i++)
        assert_string_equal(few.hits[i].passage.article, many.hits[i].passage.article);
}

static void long_pasted_text_is_never_weak(void **state) {
    struct fixture *fixture = *state;
    make_heel_corpus(fixture);
    struct search_options strong = {0};
    struct search_result result = fixture_search(
        fixture,
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt "
        "labore dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco "
        "laboris nisi aliquip commodo consequat duis aute irure heel",
        strong);
    assert_true(result.count > 0);
    assert_false(result.all_weak);
}

/* ---- --explain ---- */

static void the_shares_make_the_score_in_sum(void **state) {
    struct fixture *fixture = *state;
    make_heel_corpus(fixture);
    fixture_write(fixture, "corpus/sections.md",
                  "# Insoles\n\n## A cream and the heel\n\nWhat is it? A heel cream, a cream for "
                  "the heel after a run.\n\n## More\n\nThe road is hard for every heel.\n");
    fixture_update(fixture);
    static const char *const typed[] = {
        "heel",      "what is heel cream", "heel cream run run road",
        "cre* heel", "\"hard road\" heel", "cream OR road after -insole"};
    struct search_options options = {.weak_too = true, .with_explain = true};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct search_result result = fixture_search(fixture, typed[i], options);
        assert_true(result.count > 0);
        for (size_t j = 0; j < result.count; j++) {
            const struct ranked_passage *ranked = result.hits[j].ranked;
            double sum = ranked->coverage + ranked->adjacency + ranked->question + ranked->feedback;
            for (size_t k = 0; k < ranked->share_count; k++)
                sum += ranked->shares[k].score;
            if (fabs(sum - result.hits[j].score) > 1e-9)
                fail_msg("%s: %.12f, in sum %.12f", typed[i], result.hits[j].score, sum);
            /* Without feedback the text tells what the counts of the index told. */
            if (fabs(ranked->feedback) > 1e-9)
                fail_msg("%s: %s#%s: %.12f is not accounted for", typed[i],
                         result.hits[j].passage.article, result.hits[j].passage.section,
                         ranked->feedback);
        }
    }
}

static void in_a_long_query_the_rare_words_count_more(void **state) {
    (void)state;
    assert_true(score_stress(3, 2) == 3 && score_stress(3, 6) == 3);
    assert_true(score_stress(3, 9) > 3 && score_stress(3, 12) > score_stress(3, 9));
    assert_true(score_stress(3, 60) == score_stress(3, 12));
    assert_true(score_stress(6, 12) / score_stress(3, 12) > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_has_words_of_its_answers),
        FIXTURE_TEST(of_records_about_one_thing_the_one_that_answers_comes_first),
        FIXTURE_TEST(a_passage_without_the_words_that_carry_the_query_is_weak),
        FIXTURE_TEST(what_a_beginning_finds_by_a_stem_is_not_weak),
        FIXTURE_TEST(words_that_only_word_a_question_do_not_make_a_passage_weak),
        FIXTURE_TEST(the_best_ten_do_not_depend_on_how_many_are_asked_for),
        cmocka_unit_test(in_a_long_query_the_rare_words_count_more),
        FIXTURE_TEST(long_pasted_text_is_never_weak),
        FIXTURE_TEST(the_shares_make_the_score_in_sum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
