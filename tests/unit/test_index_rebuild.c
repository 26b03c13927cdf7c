/* test_index_rebuild.c - an index made anew beside the old one, and who stands there meanwhile. */
#include "index_sql.h"

static bool rebuild(struct fixture *fixture) {
    return index_rebuild(fixture->path, NULL, 0, NULL, NULL, &fixture->arena, &fixture->report,
                         &fixture->err);
}

static ino_t file_number(const char *path) {
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_ino;
}

static void the_roots_are_remembered_whatever_the_version(void **state) {
    struct fixture *fixture = *state;
    static const char *const changes[] = {"SELECT 1", "PRAGMA user_version = 0"};
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    fixture_update(fixture);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        run_sql(fixture->path, changes[i]);
        if (!rebuild(fixture))
            fail_msg("%s: %s", changes[i], fixture->err.message);
        assert_int_equal(fixture->report.added, 1);
        assert_string_equal(fixture_text(fixture, "heel", NULL), "A heel lift.");
        assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    }
}

static void a_writer_of_the_old_file_goes_on_in_the_new_one(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    fixture_update(fixture);
    struct index *early = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(early);
    ino_t before = file_number(fixture->path);
    assert_true(rebuild(fixture));
    assert_int_not_equal(file_number(fixture->path), before);
    fixture_write(fixture, "corpus/toe.md", "# Toe\n\nA toe spacer.\n");
    assert_true(
        index_update(early, NULL, 0, NULL, NULL, &fixture->arena, &fixture->report, &fixture->err));
    index_close(early);
    assert_int_equal(fixture->report.added, 1);
    assert_int_equal(fixture_matches(fixture, "spacer"), 1);
}

static void what_stands_there_and_is_not_ours_stays(void **state) {
    struct fixture *fixture = *state;
    struct slice text;
    fixture_write(fixture, "index.db",
                  "A clinician's own notes, longer than any head of a file, "
                  "and never to be lost by a slip of the hand.\n");
    assert_false(rebuild(fixture));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(fixture->err.message, "not replaced"));
    assert_true(file_read(&fixture->arena, fixture->path, 1000, &text, &fixture->err));
    assert_memory_equal(text.data, "A clinician", 11);
    fixture->path = fixture->corpus; /* a folder */
    assert_false(rebuild(fixture));
    assert_non_null(strstr(fixture->err.message, "not replaced"));
}

static void without_any_root_it_is_said_what_is_missing(void **state) {
    struct fixture *fixture = *state;
    assert_false(rebuild(fixture));
    assert_int_equal(fixture->err.code, ERROR_USAGE);
    assert_non_null(strstr(fixture->err.message, "name them"));
    assert_false(file_exists(fixture->path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_roots_are_remembered_whatever_the_version),
        FIXTURE_TEST(a_writer_of_the_old_file_goes_on_in_the_new_one),
        FIXTURE_TEST(what_stands_there_and_is_not_ours_stays),
        FIXTURE_TEST(without_any_root_it_is_said_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
