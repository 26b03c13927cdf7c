/* test_query_filter.c - what tag:, lang:, type: and reviewed: leave of the articles. */
#include "search_fixture.h"

#include "base/date.h"
#include "search/query/query.h"

static const struct index_article_facts gait = {
    .id = "gait",
    .language = "en-gb",
    .topics = "Gait, heel pain,running",
    .reviewed = "2025-06-15",
    .review_due = "2026-06-15",
    .file = "a/gait.MD",
};

static bool accepts(const char *filter, const struct index_article_facts *article,
                    const char *today) {
    struct arena arena = {0};
    struct error err;
    struct query query;
    int day = 0;
    assert_true(date_parse(slice_of(today), &day));
    const char *text = arena_format(&arena, "heel %s", filter);
    assert_true(query_read(&arena, slice_of(text), NULL, &query, &err));
    assert_int_equal(query.group_count, 1); /* nothing of the filter was taken for text */
    bool accepted = query_filter_accepts(&query.filter, article, day);
    arena_release(&arena);
    return accepted;
}

static void each_filter_means_what_it_says(void **state) {
    (void)state;
    static const char *const accepted[] = {
        "tag:gait",
        "TAG:Heel-Pain",
        "tag:\"heel pain\" tag:running",
        "-tag:surgery",
        "lang:en",
        "lang:EN-GB",
        "lang:de lang:en",
        "type:md",
        "type:markdown",
        "type:pdf type:md",
        "-type:pdf",
        "reviewed:2025",
        "reviewed:2025-06",
        "reviewed:2025-06-15",
        "reviewed:>2025-05",
        "reviewed:>=2025-06",
        "reviewed:<2026",
        "reviewed:<=2025-06",
        "reviewed:2024..2025",
        "reviewed:2025-06-15..2025-06-15",
        "-reviewed:overdue",
        "-reviewed:none",
        "",
    };
    static const char *const refused[] = {
        "tag:heel",          "tag:gai",          "tag:gait tag:surgery",
        "-tag:gait",         "lang:de",          "lang:en-us",
        "-lang:en",          "type:pdf",         "-type:md",
        "reviewed:2024",     "reviewed:2025-07", "reviewed:>2025",
        "reviewed:>2025-06", "reviewed:<2025",   "reviewed:2025-07..2025-12",
        "reviewed:overdue",  "reviewed:none",    "-reviewed:2025",
    };
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (!accepts(accepted[i], &gait, "2026-01-01"))
            fail_msg("%s refuses", accepted[i]);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (accepts(refused[i], &gait, "2026-01-01"))
            fail_msg("%s accepts", refused[i]);
    assert_true(accepts("reviewed:overdue", &gait, "2026-06-16"));
    assert_false(accepts("reviewed:overdue", &gait, "2026-06-15"));
}

static void an_article_without_dates_is_found_by_none_alone(void **state) {
    (void)state;
    const struct index_article_facts bare = {
        .id = "x", .language = "und", .topics = "", .reviewed = "", .review_due = "", .file = "x"};
    assert_true(accepts("reviewed:none", &bare, "2026-01-01"));
    assert_false(accepts("reviewed:<2030", &bare, "2026-01-01"));
    assert_false(accepts("reviewed:overdue", &bare, "2026-01-01"));
    assert_false(accepts("tag:x", &bare, "2026-01-01"));
    assert_false(accepts("type:md", &bare, "2026-01-01"));
}

static void values_that_mean_nothing_are_text(void **state) {
    (void)state;
    static const char *const text[] = {
        "reviewed:2025-13", "reviewed:2025-02-30", "reviewed:25",
        "reviewed:>>2025",  "reviewed:2025..",     "reviewed:",
        "lang:x",           "lang:english",        "type:exe",
        "tag:\"\"",         "author:smith",        "lang:en_us",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct arena arena = {0};
        struct error err;
        struct query query;
        assert_true(query_read(&arena, slice_of(text[i]), NULL, &query, &err));
        if (query.filter.count)
            fail_msg("%s is taken for a filter", text[i]);
        arena_release(&arena);
    }
}

static size_t count_hits(struct fixture *fixture, const char *text) {
    struct search_options options = {.limit = 100};
    date_parse(slice_of("2026-01-01"), &options.today);
    return fixture_search(fixture, text, options).count;
}

static void a_search_is_narrowed_to_the_articles_left(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/a.md",
                  "---\ntitle: A\nlanguage: en\ntopics: \"gait, cup\"\nreviewed: 2025-01-01\n"
                  "review_due: 2025-12-31\n---\n\nheel one\n\n## B\n\nheel two\n");
    fixture_write(fixture, "corpus/b.md", "---\ntitle: B\nlanguage: de\n---\n\nheel three\n");
    fixture_write(fixture, "corpus/c.txt", "heel four\n");
    fixture_update(fixture);
    assert_int_equal(count_hits(fixture, "heel"), 4);
    assert_int_equal(count_hits(fixture, "heel tag:cup"), 2);
    assert_int_equal(count_hits(fixture, "heel -tag:cup"), 2);
    assert_int_equal(count_hits(fixture, "heel lang:de"), 1);
    assert_int_equal(count_hits(fixture, "heel type:txt"), 1);
    assert_int_equal(count_hits(fixture, "heel type:md reviewed:overdue"), 2);
    assert_int_equal(count_hits(fixture, "heel reviewed:none lang:de"), 1);
    assert_int_equal(count_hits(fixture, "heel lang:fr"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_filter_means_what_it_says),
        cmocka_unit_test(an_article_without_dates_is_found_by_none_alone),
        cmocka_unit_test(values_that_mean_nothing_are_text),
        FIXTURE_TEST(a_search_is_narrowed_to_the_articles_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
