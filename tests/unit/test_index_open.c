/* test_index_open.c - which files are taken for an index, and what is said about the others. */
#include "index_sql.h"

static void assert_refused(struct fixture *fixture, enum index_mode mode, enum error_code code,
                           const char *words) {
    struct index *index = index_open(fixture->path, mode, &fixture->err);
    assert_null(index);
    assert_int_equal(fixture->err.code, code);
    if (!strstr(fixture->err.message, words))
        fail_msg("'%s' is not in: %s", words, fixture->err.message);
    assert_non_null(strstr(fixture->err.message, fixture->path));
}

static void a_missing_file_is_not_found_and_not_made(void **state) {
    struct fixture *fixture = *state;
    assert_refused(fixture, INDEX_READ, ERROR_NOT_FOUND, "there is no index");
    assert_false(file_exists(fixture->path));
}

static void writing_makes_the_folders_on_the_way(void **state) {
    struct fixture *fixture = *state;
    fixture->path = file_join(&fixture->arena, fixture->folder, "a/b/index.db");
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    assert_string_equal(index_path(index), fixture->path);
    struct index_counts counts;
    assert_true(index_count(index, &counts, &fixture->err));
    assert_int_equal(counts.articles, 0);
    assert_true(counts.size_bytes > 0);
    index_close(index);
}

static void an_empty_database_is_not_found_when_reading(void **state) {
    struct fixture *fixture = *state;
    run_sql(fixture->path, "PRAGMA user_version = 0; VACUUM");
    assert_refused(fixture, INDEX_READ, ERROR_NOT_FOUND, "nothing is indexed");
}

static void a_text_file_is_refused_and_left_alone(void **state) {
    struct fixture *fixture = *state;
    char text[4096];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fixture_write(fixture, "index.db", text);
    assert_refused(fixture, INDEX_READ, ERROR_ENVIRONMENT, "delete the file");
    assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "delete the file");
    struct file_stamp stamp;
    assert_true(file_stamp_of(fixture->path, &stamp));
    assert_int_equal(stamp.size_bytes, sizeof text - 1);
}

static void another_programs_database_is_refused(void **state) {
    struct fixture *fixture = *state;
    run_sql(fixture->path, "CREATE TABLE passage(a); PRAGMA user_version = 1");
    assert_refused(fixture, INDEX_READ, ERROR_ENVIRONMENT, "no index of this program");
    assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "no index of this program");
}

static void anything_added_to_the_schema_is_refused(void **state) {
    struct fixture *fixture = *state;
    static const char *const additions[] = {
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM passage; END",
        "CREATE VIEW v AS SELECT * FROM article",
        "CREATE TABLE extra(a)",
        "CREATE INDEX extra ON passage(hash)",
        "ALTER TABLE article ADD COLUMN extra TEXT DEFAULT (abs(1))",
        "DROP INDEX article_file",
    };
    for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
        unlink(fixture->path);
        fixture_update(fixture);
        index_close(fixture_open(fixture));
        run_sql(fixture->path, additions[i]);
        assert_refused(fixture, INDEX_READ, ERROR_ENVIRONMENT, "changed by another");
        assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "changed by another");
    }
}

static void an_engines_table_with_a_call_in_it_is_refused(void **state) {
    struct fixture *fixture = *state;
    fixture_update(fixture);
    run_sql(fixture->path,
            "PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = 'CREATE TABLE "
            "''passage_text_docsize''(id INTEGER PRIMARY KEY, sz BLOB, x AS (abs(1)))' "
            "WHERE name = 'passage_text_docsize'");
    assert_refused(fixture, INDEX_READ, ERROR_ENVIRONMENT, "changed by another");
}

static void an_older_version_keeps_its_roots_when_rebuilt(void **state) {
    struct fixture *fixture = *state;
    const char **roots;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    fixture_update(fixture);
    run_sql(fixture->path, "PRAGMA user_version = 0");
    assert_refused(fixture, INDEX_READ, ERROR_NOT_FOUND, "older footnote");
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    assert_int_equal(index_roots(index, &fixture->arena, &roots), 1);
    assert_string_equal(roots[0], fixture->corpus);
    index_close(index);
    assert_null(fixture_text(fixture, "heel", NULL));
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    assert_true(fixture_update_roots(fixture, NULL, 0));
    assert_non_null(fixture_text(fixture, "heel", NULL));
}

/* Views and tables that this version no longer knows go too. */
static void an_older_version_is_emptied_of_everything(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    fixture_update(fixture);
    run_sql(fixture->path, "PRAGMA user_version = 0; CREATE VIEW v AS SELECT 1;"
                           "CREATE TABLE \"a \"\"name\"(b); ALTER TABLE passage ADD COLUMN c;"
                           "CREATE TRIGGER t AFTER INSERT ON root BEGIN SELECT 1; END;"
                           "CREATE VIRTUAL TABLE other USING fts5(a)");
    fixture_update(fixture);
    assert_non_null(fixture_text(fixture, "heel", NULL));
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
}

static void a_newer_version_is_refused(void **state) {
    struct fixture *fixture = *state;
    fixture_update(fixture);
    run_sql(fixture->path, "PRAGMA user_version = 9999");
    assert_refused(fixture, INDEX_READ, ERROR_ENVIRONMENT, "newer footnote");
    assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "newer footnote");
}

/* Bytes of every page overwritten in turn: an error or a result, never a crash, and never a message
 * without a word on what to do. */
static void damage_is_met_with_an_error(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md",
                  "# Heel\n\nA heel lift raises the heel.\n\n## More\n\nx\n");
    fixture_update(fixture);
    struct slice whole;
    assert_true(file_read(&fixture->arena, fixture->path, 1 << 26, &whole, &fixture->err));
    size_t refused = 0;
    for (size_t at = 0; at < whole.length; at += 512) {
        char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
        memset(copy + at, 0xa5, 64);
        assert_true(
            file_write_atomic(fixture->path, slice_make(copy, whole.length), 0600, &fixture->err));
        struct error err = {0};
        struct index *index = index_open(fixture->path, INDEX_READ, &err);
        struct match_query query = {.expression = "heel OR x", .limit = 10};
        struct match_row *rows;
        struct passage passage;
        size_t count = 0;
        bool done = index && index_match(index, &fixture->arena, &query, &rows, &count, &err);
        for (size_t i = 0; done && i < count; i++)
            done = index_passage_by_row(index, &fixture->arena, rows[i].rowid, &passage, &err);
        if (!done) {
            refused++;
            assert_int_not_equal(err.code, ERROR_NONE);
            assert_true(err.message[0] != '\0');
        }
        index_close(index);
    }
    assert_true(refused > 5);
}

static void a_folder_that_cannot_be_made_is_the_environments_fault(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "file", "text");
    fixture->path = file_join(&fixture->arena, fixture->folder, "file/index.db");
    assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "can't be made");
    fixture->path = file_join(&fixture->arena, fixture->folder, "corpus");
    assert_refused(fixture, INDEX_WRITE, ERROR_ENVIRONMENT, "--index");
}

static void an_index_opened_for_reading_refuses_an_update(void **state) {
    struct fixture *fixture = *state;
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    assert_false(
        index_update(index, NULL, 0, NULL, NULL, &fixture->arena, &fixture->report, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_missing_file_is_not_found_and_not_made),
        FIXTURE_TEST(writing_makes_the_folders_on_the_way),
        FIXTURE_TEST(an_empty_database_is_not_found_when_reading),
        FIXTURE_TEST(a_text_file_is_refused_and_left_alone),
        FIXTURE_TEST(another_programs_database_is_refused),
        FIXTURE_TEST(anything_added_to_the_schema_is_refused),
        FIXTURE_TEST(an_engines_table_with_a_call_in_it_is_refused),
        FIXTURE_TEST(an_older_version_keeps_its_roots_when_rebuilt),
        FIXTURE_TEST(an_older_version_is_emptied_of_everything),
        FIXTURE_TEST(a_newer_version_is_refused),
        FIXTURE_TEST(damage_is_met_with_an_error),
        FIXTURE_TEST(a_folder_that_cannot_be_made_is_the_environments_fault),
        FIXTURE_TEST(an_index_opened_for_reading_refuses_an_update),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
