/* test_readability.c - counting and formulas, on texts counted by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doc/readability.h"

#include <math.h>

static struct reading read_text(struct arena *arena, enum reading_language language,
                                const char *text) {
    struct reading reading = reading_begin(arena, NULL, language);
    reading_add(&reading, slice_of(text), false);
    return reading;
}

static void expect_near(double value, double expected) {
    if (fabs(value - expected) > 0.005)
        fail_msg("%f, expected %f", value, expected);
}

/* Sen-ten-ces 3: "The lift raises your heel." the1 lift1 rai-ses2 your1 heel1 = 5 words, 6
 * syllables. "This takes some of the pull off the tendon." 9 words, ten-don2: 10 syllables.
 * "Exercise every day." ex-er-cise3 ev-er-y3 (by rule) day1 = 3 words, 7 syllables, 2 long words.
 * Together 3 sentences, 17 words, 23 syllables, 2 long words.
 *   Flesch-Kincaid  0.39 * 17/3 + 11.8 * 23/17 - 15.59 = 2.21 + 15.9647 - 15.59 = 2.5847
 *   Flesch          206.835 - 1.015 * 17/3 - 84.6 * 23/17 = 206.835 - 5.7517 - 114.4588 = 86.6245
 *   SMOG            3.1291 + 1.0430 * sqrt(2 * 30 / 3) = 3.1291 + 1.0430 * 4.4721 = 7.7935 */
static void english_formulas_give_what_a_hand_count_gives(void **state) {
    (void)state;
    struct arena arena = {0};
    struct reading reading =
        read_text(&arena, READING_ENGLISH,
                  "The lift raises your heel. This takes some of the pull off the tendon. Exercise "
                  "every day.");
    assert_int_equal(reading.counts.sentences, 3);
    assert_int_equal(reading.counts.words, 17);
    assert_int_equal(reading.counts.syllables, 23);
    assert_int_equal(reading.counts.long_words, 2);
    assert_int_equal(reading.counts.longest_words, 9);
    assert_string_equal(reading.longest, "This takes some of the pull off the tendon.");
    struct reading_scores scores = reading_scores(&reading.counts);
    expect_near(scores.grade, 2.5847);
    expect_near(scores.ease, 86.6245);
    expect_near(scores.smog, 7.7935);
    expect_near(scores.mean_words, 5.6667);
    expect_near(scores.long_word_percent, 11.7647);
    arena_release(&arena);
}

/* "Empiece poco a poco." em-pie-ce3 po-co2 a1 po-co2 = 4 words, 8 syllables. "Si le duele, llame."
 * si1 le1 due-le2 lla-me2 = 4 words, 6 syllables. 2 sentences, 8 words, 14 syllables.
 *   Szigriszt-Pazos   206.835 - 62.3 * 14/8 - 8/2 = 206.835 - 109.025 - 4 = 93.81
 *   Fernandez-Huerta  206.84 - 60 * 14/8 - 1.02 * 8/2 = 206.84 - 105 - 4.08 = 97.76 */
static void spanish_formulas_give_what_a_hand_count_gives(void **state) {
    (void)state;
    struct arena arena = {0};
    struct reading reading =
        read_text(&arena, READING_SPANISH, "Empiece poco a poco. Si le duele, llame.");
    assert_int_equal(reading.counts.sentences, 2);
    assert_int_equal(reading.counts.words, 8);
    assert_int_equal(reading.counts.syllables, 14);
    struct reading_scores scores = reading_scores(&reading.counts);
    expect_near(scores.szigriszt, 93.81);
    expect_near(scores.fernandez_huerta, 97.76);
    arena_release(&arena);
}

static void expect_sentences(const char *text, int sentences, int words) {
    struct arena arena = {0};
    struct reading reading = read_text(&arena, READING_ENGLISH, text);
    if (reading.counts.sentences != sentences || reading.counts.words != words)
        fail_msg("'%s': %d sentences of %d words, expected %d of %d", text,
                 reading.counts.sentences, reading.counts.words, sentences, words);
    arena_release(&arena);
}

static void points_that_end_no_sentence_are_known(void **state) {
    (void)state;
    expect_sentences("Walk 2.5 km. Then stop.", 2, 5);
    expect_sentences("Use a pad, e.g. a gel pad.", 1, 8); /* e.g. is two words, for example */
    expect_sentences("Ask Dr. Sample first.", 1, 4);
    expect_sentences("Is it sore? Call us! Do not wait.", 3, 8);
    expect_sentences("\u201CStart slowly.\u201D Then run.", 2, 4);
    expect_sentences("a numb toe", 1, 3); /* a bullet */
    expect_sentences("", 0, 0);
}

static void what_is_no_word_is_left_out(void **state) {
    (void)state;
    expect_sentences("Call 01632 960 001.", 1, 1);
    expect_sentences("Call +44 (1632) 960001 now.", 1, 2);
    expect_sentences("See https://clinic.example/heel for more.", 1, 3);
    expect_sentences("See clinic.example for more.", 1, 3);
    expect_sentences("A walk-run plan \u2013 day by day.", 1, 6);
}

static void short_forms_count_as_the_words_they_stand_for(void **state) {
    (void)state;
    struct arena arena = {0};
    struct reading reading = read_text(&arena, READING_ENGLISH, "Rest for 13 min.");
    assert_int_equal(reading.counts.words, 4);
    assert_int_equal(reading.counts.syllables, 1 + 1 + 2 + 2); /* rest for thir-teen min-utes */
    arena_release(&arena);
}

static void terms_and_glossary_stay_out_of_the_plain_figure_only(void **state) {
    (void)state;
    struct arena arena = {0};
    struct error err = {0};
    struct syllable_dictionary *words =
        syllables_read(&arena, slice_of("achilles 3 term\nsore 1\ntendon 2\nyour 1\n"), "x", &err);
    assert_non_null(words);
    struct reading reading = reading_begin(&arena, words, READING_ENGLISH);
    reading_add(&reading, slice_of("Your Achilles tendon is sore."), false);
    reading_add(&reading, slice_of("Your tendon."), true);
    assert_int_equal(reading.counts.words, 7);
    assert_int_equal(reading.counts.long_words, 1);
    assert_int_equal(reading.plain.words, 4);
    assert_int_equal(reading.plain.long_words, 0);
    assert_int_equal(reading.plain.sentences, 1);
    assert_int_equal(reading.hard_count, 2); /* achilles, and "is", which is not listed */
    assert_string_equal(reading.hard[0].word, "achilles");
    assert_true(reading.hard[0].term);
    assert_false(reading.hard[1].listed);
    arena_release(&arena);
}

static void a_text_that_is_too_hard_is_told_why(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct reading_limits *limits = reading_limits_of(READING_ENGLISH, READING_STANDARD);
    struct reading hard = read_text(&arena, READING_ENGLISH,
                                    "Biomechanical alterations necessitate professional guidance.");
    const char *why = reading_fault(&arena, limits, &hard, true);
    assert_non_null(why);
    assert_non_null(strstr(why, "expected at most 6.0"));
    struct reading longish = read_text(&arena, READING_ENGLISH,
                                       "a b c d e f g h i j k l m n o p q r s t u."); /* 21 words */
    assert_non_null(
        strstr(reading_fault(&arena, limits, &longish, false), "a sentence of 21 words"));
    struct reading fine = read_text(&arena, READING_ENGLISH, "Start slowly. Then run.");
    assert_null(reading_fault(&arena, limits, &fine, true));
    struct reading spanish = read_text(&arena, READING_SPANISH, "Empiece poco a poco.");
    assert_null(reading_fault(&arena, reading_limits_of(READING_SPANISH, READING_STANDARD),
                              &spanish, true));
    assert_null(reading_limits_of(READING_OTHER, READING_STANDARD));
    arena_release(&arena);
}

static void a_wording_file_may_name_formula_and_mark(void **state) {
    (void)state;
    struct reading_limits limits = *reading_limits_of(READING_SPANISH, READING_STANDARD);
    const struct reading_scores scores = {.szigriszt = 70, .fernandez_huerta = 80};
    assert_true(reading_limits_set(&limits, "szigriszt", 72));
    expect_near(limits.whole, 72);
    expect_near(reading_measure(&limits, &scores), 70);
    assert_true(reading_limits_set(&limits, "fernandez-huerta", 60));
    expect_near(reading_measure(&limits, &scores), 80);
    assert_false(reading_limits_set(&limits, "flesch-kincaid", 6)); /* not for Spanish */
    expect_near(limits.whole, 60);
}

static void a_language_names_its_formula(void **state) {
    (void)state;
    assert_int_equal(reading_language_of("en-GB"), READING_ENGLISH);
    assert_int_equal(reading_language_of("es"), READING_SPANISH);
    assert_int_equal(reading_language_of("est"), READING_OTHER);
    assert_int_equal(reading_language_of(NULL), READING_OTHER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_formulas_give_what_a_hand_count_gives),
        cmocka_unit_test(spanish_formulas_give_what_a_hand_count_gives),
        cmocka_unit_test(points_that_end_no_sentence_are_known),
        cmocka_unit_test(what_is_no_word_is_left_out),
        cmocka_unit_test(short_forms_count_as_the_words_they_stand_for),
        cmocka_unit_test(terms_and_glossary_stay_out_of_the_plain_figure_only),
        cmocka_unit_test(a_text_that_is_too_hard_is_told_why),
        cmocka_unit_test(a_language_names_its_formula),
        cmocka_unit_test(a_wording_file_may_name_formula_and_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
