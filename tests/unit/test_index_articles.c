/* test_index_articles.c - what filters ask of articles, also of an index that someone has changed.
 */
#include "index_sql.h"

struct seen {
    char ids[64];
    int64_t next; /* passage */
    int left;
};

static bool note(void *context, const struct index_article_facts *article) {
    struct seen *seen = context;
    assert_true(article->first_passage >= seen->next && article->passage_count >= 0);
    seen->next = article->first_passage + article->passage_count;
    strncat(seen->ids, article->id, sizeof seen->ids - strlen(seen->ids) - 1);
    return --seen->left > 0;
}

static void make_corpus(struct fixture *fixture) {
    fixture_write(fixture, "corpus/a.md", "# A\n\n## One\n\nheel\n\n## Two\n\nheel\n");
    fixture_write(fixture, "corpus/b.md", "# B\n\nheel\n");
    fixture_write(fixture, "corpus/c.md", "# C\n\nheel\n");
    fixture_update(fixture);
}

static void articles_come_in_order_of_their_passages(void **state) {
    struct fixture *fixture = *state;
    make_corpus(fixture);
    fixture_write(fixture, "corpus/a.md", "# A\n\n## One\n\nheel and toe\n");
    fixture_update(fixture); /* its passages are the last ones now */
    struct index *index = fixture_open(fixture);
    struct seen all = {.left = 9}, two = {.left = 2}, one = {.left = 9}, none = {.left = 9};
    assert_true(index_each_article(index, NULL, note, &all, &fixture->err));
    assert_string_equal(all.ids, "bca");
    assert_true(index_each_article(index, NULL, note, &two, &fixture->err));
    assert_string_equal(two.ids, "bc");
    assert_true(index_each_article(index, "c", note, &one, &fixture->err));
    assert_string_equal(one.ids, "c");
    assert_true(index_each_article(index, "d", note, &none, &fixture->err));
    assert_string_equal(none.ids, "");
    index_close(index);
}

/* Numbers that a search would take for places in memory. */
static void numbers_that_cannot_be_are_an_error(void **state) {
    struct fixture *fixture = *state;
    static const char *const changes[] = {
        "UPDATE article SET first_passage = -1000000 WHERE id = 'a'",
        "UPDATE article SET first_passage = 0 WHERE id = 'a'",
        "UPDATE article SET first_passage = 4294967296 WHERE id = 'c'",
        "UPDATE article SET first_passage = 9223372036854775807 WHERE id = 'c'",
        "UPDATE article SET passage_count = -1 WHERE id = 'b'",
        "UPDATE article SET passage_count = 9223372036854775807 WHERE id = 'b'",
        "UPDATE article SET passage_count = 2 WHERE id = 'b'", /* one of them is another's */
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        unlink(fixture->path);
        make_corpus(fixture);
        run_sql(fixture->path, changes[i]);
        struct index *index = fixture_open(fixture);
        struct seen seen = {.left = 9};
        if (index_each_article(index, NULL, note, &seen, &fixture->err))
            fail_msg("%s: no error", changes[i]);
        assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
        assert_non_null(strstr(fixture->err.message, "not its own"));
        assert_non_null(strstr(fixture->err.message, "--rebuild"));
        index_close(index);
    }
}

static void a_passage_is_in_one_of_the_ranges_or_not(void **state) {
    (void)state;
    struct index_range items[] = {{2, 3}, {4, 3}, {7, 7}};
    const struct index_ranges ranges = {items, 3};
    static const bool expected[] = {false, false, true, true, false, false, false, true, false};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(index_ranges_hold(&ranges, (int64_t)i), expected[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(articles_come_in_order_of_their_passages),
        FIXTURE_TEST(numbers_that_cannot_be_are_an_error),
        cmocka_unit_test(a_passage_is_in_one_of_the_ranges_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
