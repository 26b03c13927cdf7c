/* test_score.c - what makes one passage stand before another. */
#include "search_fixture.h"

#include <math.h>

static void write_section(struct fixture *fixture, const char *id, const char *title,
                          const char *heading, const char *text) {
    char name[64];
    snprintf(name, sizeof name, "corpus/%s.md", id);
    fixture_write(fixture, name,
                  arena_format(&fixture->arena, "---\ntitle: %s\n---\n%s%s\n\n%s\n", title,
                               *heading ? "## " : "", heading, text));
}

static struct search_result run(struct fixture *fixture, const char *typed) {
    return fixture_search(fixture, typed, (struct search_options){.weak_too = true});
}

static void assert_order(struct fixture *fixture, const char *typed, const char *first,
                         const char *second) {
    struct search_result result = run(fixture, typed);
    assert_true(result.count >= 2);
    assert_string_equal(result.hits[0].passage.article, first);
    assert_string_equal(result.hits[1].passage.article, second);
    assert_true(result.hits[0].score > result.hits[1].score);
}

static void a_word_in_the_title_outweighs_the_body(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a-body", "Shoes", "", "The insert, an insert and one more insert.");
    write_section(fixture, "b-title", "The insert", "", "Something about shoes and running here.");
    fixture_update(fixture);
    assert_order(fixture, "insert", "b-title", "a-body");
}

static void a_word_in_the_heading_outweighs_the_body(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a-body", "Shoes", "Running", "The insert, an insert, one insert.");
    write_section(fixture, "b-heading", "Shoes", "The insert", "Something else of that length.");
    fixture_update(fixture);
    assert_order(fixture, "insert", "b-heading", "a-body");
}

static void the_title_of_an_article_counts_little_beside_a_sections_heading(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/insert.md",
                  "---\ntitle: Insert\n---\n## Washing\n\nUse soap and water.\n\n"
                  "## Choosing\n\nAn insert is chosen by a professional.\n");
    fixture_update(fixture);
    struct search_result result = run(fixture, "insert");
    assert_int_equal(result.count, 2);
    assert_string_equal(result.hits[0].passage.section, "choosing");
}

static void a_rare_word_outweighs_a_common_one(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a", "One", "", "Heel and more words.");
    write_section(fixture, "b", "Two", "", "Heel and more words.");
    write_section(fixture, "c", "Three", "", "Calcaneus and more words.");
    fixture_update(fixture);
    assert_order(fixture, "heel calcaneus", "c", "a");
}

static void words_that_stand_together_in_order_win(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a-apart", "One", "", "The pain is felt below, under the heel there.");
    write_section(fixture, "b-together", "Two", "",
                  "There is heel pain, felt under it, there below.");
    fixture_update(fixture);
    assert_order(fixture, "heel pain", "b-together", "a-apart");
}

static void a_short_record_stands_before_a_long_one(void **state) {
    struct fixture *fixture = *state;
    char text[2048] = "Heel";
    for (int i = 0; i < 300; i++)
        strcat(text, " other");
    write_section(fixture, "a-long", "One", "", text);
    write_section(fixture, "b-short", "Two", "", "Heel only.");
    fixture_update(fixture);
    assert_order(fixture, "heel", "b-short", "a-long");
}

static void a_title_covered_by_the_query_wins(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a-more", "Heel spur removal surgery outcome", "",
                  "Text of that length.");
    write_section(fixture, "b-covered", "Heel spur", "", "Text of that length.");
    fixture_update(fixture);
    assert_order(fixture, "heel spur", "b-covered", "a-more");
}

static void scores_are_positive_and_finite_for_words_in_every_passage(void **state) {
    struct fixture *fixture = *state;
    write_section(fixture, "a", "Heel", "Heel", "Heel");
    write_section(fixture, "b", "Heel", "", "Heel");
    fixture_update(fixture);
    struct search_result result = run(fixture, "heel \"heel\" heel*");
    assert_int_equal(result.count, 2);
    for (size_t i = 0; i < result.count; i++)
        assert_true(isfinite(result.hits[i].score) && result.hits[i].score > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_word_in_the_title_outweighs_the_body),
        FIXTURE_TEST(a_word_in_the_heading_outweighs_the_body),
        FIXTURE_TEST(the_title_of_an_article_counts_little_beside_a_sections_heading),
        FIXTURE_TEST(a_rare_word_outweighs_a_common_one),
        FIXTURE_TEST(words_that_stand_together_in_order_win),
        FIXTURE_TEST(a_short_record_stands_before_a_long_one),
        FIXTURE_TEST(a_title_covered_by_the_query_wins),
        FIXTURE_TEST(scores_are_positive_and_finite_for_words_in_every_passage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
