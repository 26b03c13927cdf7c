/* test_judgments.c - each judged fact of corpus/judgments.tsv finds the section that carries its
 * answer among the first three hits of corpus/.
 *
 * Runs in the source folder, as CTest starts it. The corpus is indexed anew, so that an article
 * whose new words push an older one down is seen here before a patient's sentence is left out.
 */
#include "index_fixture.h"

#include "search/search.h"

enum { FIRST_PLACES = 3, LEAST_FACTS = 150, COLUMN_COUNT = 5, JUDGMENTS_MOST_BYTES = 1 << 22 };

enum judgment_column { COLUMN_ID, COLUMN_QUERY, COLUMN_SECTION, COLUMN_GRADE, COLUMN_KIND };

struct judgments {
    struct fixture *fixture;
    struct index *index;
    size_t fact_count, found_count;
};

/* Exactly five columns, or the line is wrong. */
static bool split_row(struct slice line, struct slice *columns) {
    for (int i = 0; i < COLUMN_COUNT; i++) {
        const char *tab = line.length ? memchr(line.data, '\t', line.length) : NULL;
        size_t length = tab ? (size_t)(tab - line.data) : line.length;
        columns[i] = slice_make(line.data, length);
        if (!length || (tab != NULL) != (i < COLUMN_COUNT - 1))
            return false;
        line = slice_make(line.data + length + (tab != NULL), line.length - length - (tab != NULL));
    }
    return true;
}

/* The place of "article#section" among the hits, from 1; 0 when it is none of them. */
static int place_of(struct slice section, const struct search_result *result, struct arena *arena) {
    for (size_t i = 0; i < result->count; i++) {
        const struct passage *passage = &result->hits[i].passage;
        if (slice_is(section, arena_format(arena, "%s#%s", passage->article, passage->section)))
            return result->hits[i].rank;
    }
    return 0;
}

static void judge_row(struct judgments *judgments, const struct slice *columns) {
    struct arena *arena = &judgments->fixture->arena;
    struct search_options options = {.limit = 10};
    struct search_result result;
    struct error err;
    if (!search_run(judgments->index, arena, columns[COLUMN_QUERY], &options, &result, &err))
        fail_msg("%.*s: %s", SLICE_ARGS(columns[COLUMN_ID]), err.message);
    int place = place_of(columns[COLUMN_SECTION], &result, arena);
    judgments->fact_count++;
    if (place >= 1 && place <= FIRST_PLACES)
        judgments->found_count++;
    else
        print_message("%.*s: '%.*s': %.*s stands at place %d (0: not among ten)\n",
                      SLICE_ARGS(columns[COLUMN_ID]), SLICE_ARGS(columns[COLUMN_QUERY]),
                      SLICE_ARGS(columns[COLUMN_SECTION]), place);
}

static void judge_all(struct judgments *judgments, struct slice text) {
    struct slice line, columns[COLUMN_COUNT];
    assert_true(slice_next_line(&text, &line)); /* the names of the columns */
    assert_true(split_row(line, columns) && slice_is(columns[COLUMN_SECTION], "article#section") &&
                slice_is(columns[COLUMN_GRADE], "grade") && slice_is(columns[COLUMN_KIND], "kind"));
    while (slice_next_line(&text, &line)) {
        if (!split_row(line, columns))
            fail_msg("judgments.tsv: no row of five columns: %.*s", SLICE_ARGS(line));
        if (slice_is(columns[COLUMN_GRADE], "2") && slice_is(columns[COLUMN_KIND], "fact"))
            judge_row(judgments, columns);
    }
}

static void each_fact_finds_its_section_among_the_first_three(void **state) {
    struct fixture *fixture = *state;
    const char *corpus = file_real_path(&fixture->arena, "corpus");
    struct slice text;
    if (!corpus || !file_read(&fixture->arena, "corpus/judgments.tsv", JUDGMENTS_MOST_BYTES, &text,
                              &fixture->err))
        fail_msg("no corpus/judgments.tsv here: start this test in the source folder");
    if (!fixture_update_roots(fixture, &corpus, 1))
        fail_msg("%s", fixture->err.message);
    assert_int_equal(fixture->report.failed, 0);
    struct judgments judgments = {.fixture = fixture, .index = fixture_open(fixture)};
    judge_all(&judgments, text);
    index_close(judgments.index);
    print_message("%zu of %zu facts found\n", judgments.found_count, judgments.fact_count);
    assert_true(judgments.fact_count >= LEAST_FACTS);
    assert_int_equal(judgments.found_count, judgments.fact_count);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(each_fact_finds_its_section_among_the_first_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
