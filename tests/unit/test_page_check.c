/* test_page_check.c - a byte that changed on the disk is met wherever it stands, and nothing is
 * answered from it.
 */
#include "index_fixture.h"

#include "base/strbuf.h"
#include "index/page_check.h"

#include <string.h>

enum { PAGE_BYTES = 4096, ARTICLES = 40 };

static void write_corpus(struct fixture *fixture) {
    for (int i = 0; i < ARTICLES; i++) {
        char name[32], text[1024];
        snprintf(name, sizeof name, "corpus/%02d.md", i);
        snprintf(text, sizeof text,
                 "---\ntitle: Lift %d\nreview_due: 2031-05-%02d\n---\n\n## What number%d does\n\n"
                 "A lift of %d mm raises the heel, not the toes. Wear it in both shoes.\n",
                 i, i % 28 + 1, i, i);
        fixture_write(fixture, name, text);
    }
    fixture_update(fixture);
}

static struct slice read_index(struct fixture *fixture) {
    struct slice whole;
    assert_true(file_read(&fixture->arena, fixture->path, 1 << 26, &whole, &fixture->err));
    return whole;
}

static void write_index(struct fixture *fixture, const char *bytes, size_t length) {
    assert_true(file_write_atomic(fixture->path, slice_make(bytes, length), 0600, &fixture->err));
}

/* What is wrong with the file; NULL when it is whole. */
static const char *find_fault(struct fixture *fixture) {
    const char *fault = NULL;
    struct error err = {0};
    struct index *index = index_open(fixture->path, INDEX_WRITE, &err);
    if (!index)
        return arena_text(&fixture->arena, err.message);
    assert_true(index_verify(index, &fixture->arena, &fault, &err) || err.code != ERROR_NONE);
    index_close(index);
    return fault ? fault : err.code == ERROR_NONE ? NULL : arena_text(&fixture->arena, err.message);
}

/* Everything that can be asked, as one text; NULL where it was refused. */
static const char *answers(struct fixture *fixture) {
    struct arena *arena = &fixture->arena;
    struct error err = {0};
    struct strbuf out = {0};
    struct index_counts counts = {0};
    struct match_query query = {.expression = "lift OR number7", .limit = 100};
    struct match_row *rows;
    size_t count = 0;
    struct index *index = index_open(fixture->path, INDEX_READ, &err);
    bool done = index && index_count(index, &counts, &err) &&
                index_match(index, arena, &query, &rows, &count, &err);
    for (size_t i = 0; done && i < count; i++) {
        struct passage passage;
        done = index_passage_by_row(index, arena, rows[i].rowid, &passage, &err);
        if (done)
            strbuf_add_format(&out, "%.4f %s %s %s %s\n", rows[i].score, passage.article,
                              passage.title, passage.review_due, passage.text);
    }
    if (done)
        strbuf_add_format(&out, "%zu %d %d\n", counts.passages,
                          index_has_word(index, slice_of("number7")),
                          index_has_word(index, slice_of("xylophone")));
    done = done && index_is_sound(index, &err);
    index_close(index);
    const char *text = done ? arena_text(arena, strbuf_text(&out)) : NULL;
    strbuf_release(&out);
    if (!done && (err.code != ERROR_ENVIRONMENT ||
                  (!strstr(err.message, "footnote index") && !strstr(err.message, "--index"))))
        fail_msg("refused without a word on what to do: %s", err.message);
    return text;
}

/* A bit of every page in turn, where its cells are, where nothing is, and in the checksum itself.
 */
static void a_changed_bit_is_met_on_every_page(void **state) {
    static const size_t places[] = {9, 1203, 2600, 4085, 4095};
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    const char *before = answers(fixture);
    size_t refused = 0, pages = whole.length / PAGE_BYTES;
    assert_non_null(before);
    assert_null(find_fault(fixture));
    for (size_t page = 1; page < pages; page++) {
        char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
        copy[page * PAGE_BYTES + places[page % (sizeof places / sizeof *places)]] ^= 4;
        write_index(fixture, copy, whole.length);
        const char *now = answers(fixture);
        refused += now == NULL;
        if (now)
            assert_string_equal(now, before);
        if (!find_fault(fixture))
            fail_msg("a change on page %zu is not met", page + 1);
    }
    assert_true(refused > pages / 3);
}

/* Where the schema and the header are not touched. */
static void a_changed_bit_on_the_first_page_is_met_when_asked(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
    copy[PAGE_BYTES - 1] ^= 1;
    write_index(fixture, copy, whole.length);
    assert_string_equal(find_fault(fixture), "the first page has changed");
}

static void pages_that_changed_places_are_met(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    size_t pages = whole.length / PAGE_BYTES;
    for (size_t page = 1; page + 1 < pages; page += 3) {
        char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
        memcpy(copy + page * PAGE_BYTES, whole.data + (page + 1) * PAGE_BYTES, PAGE_BYTES);
        memcpy(copy + (page + 1) * PAGE_BYTES, whole.data + page * PAGE_BYTES, PAGE_BYTES);
        write_index(fixture, copy, whole.length);
        assert_non_null(find_fault(fixture));
    }
}

static void a_page_of_zeros_is_met(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    for (size_t at = PAGE_BYTES; at < whole.length; at += PAGE_BYTES) {
        char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
        memset(copy + at, 0, PAGE_BYTES);
        write_index(fixture, copy, whole.length);
        assert_non_null(find_fault(fixture));
    }
}

static void what_another_program_has_written_is_not_answered(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *database;
    write_corpus(fixture);
    assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(database, "UPDATE article SET review_due = '2099-01-01'", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(database);
    assert_null(answers(fixture));
    assert_non_null(find_fault(fixture));
}

/* "Does this word occur" can't fail, so it says no. */
static void a_look_that_could_not_fail_is_told_on(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct index *index = fixture_open(fixture);
    assert_true(index_has_word(index, slice_of("number7")));
    assert_true(index_is_sound(index, &fixture->err));
    index_close(index);
    struct slice whole = read_index(fixture);
    char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
    for (size_t at = 2 * PAGE_BYTES - 1; at < whole.length; at += PAGE_BYTES)
        copy[at] ^= 1; /* all but the first */
    write_index(fixture, copy, whole.length);
    index = index_open(fixture->path, INDEX_READ, &fixture->err);
    assert_non_null(index);
    assert_false(index_has_word(index, slice_of("number7")));
    assert_false(index_is_sound(index, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "damaged"));
    index_close(index);
}

static void an_update_of_what_is_damaged_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    char *copy = arena_bytes(&fixture->arena, whole.data, whole.length);
    for (size_t at = 2 * PAGE_BYTES - 1; at < whole.length; at += PAGE_BYTES)
        copy[at] ^= 1;
    write_index(fixture, copy, whole.length);
    fixture_write(fixture, "corpus/new.md", "# New\n\nMore.\n");
    const char *roots[] = {fixture->corpus};
    assert_false(fixture_update_roots(fixture, roots, 1));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    struct slice after = read_index(fixture);
    assert_int_equal(after.length, whole.length);
    assert_memory_equal(after.data, copy, whole.length);
}

static void a_log_that_lies_beside_is_not_its_own(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    const char *before = answers(fixture);
    fixture_write(fixture, "index.db-wal", "the log of another file");
    assert_string_equal(answers(fixture), before);
    fixture_update(fixture);
    assert_null(find_fault(fixture));
}

static void a_pipe_or_a_device_is_not_waited_for(void **state) {
    struct fixture *fixture = *state;
    const char *journal = file_join(&fixture->arena, fixture->folder, "index.db-journal");
    static const enum index_mode modes[] = {INDEX_READ, INDEX_SNAPSHOT, INDEX_WRITE};
    write_corpus(fixture);
    assert_int_equal(mkfifo(journal, 0600), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_null(index_open(fixture->path, modes[i], &fixture->err));
        assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    }
    assert_int_equal(unlink(journal), 0);
    assert_int_equal(unlink(fixture->path), 0);
    assert_int_equal(mkfifo(fixture->path, 0600), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_null(index_open(fixture->path, modes[i], &fixture->err));
        assert_non_null(strstr(fixture->err.message, "a pipe or a device"));
    }
}

static void a_file_that_got_a_log_was_changed_by_another_program(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *database;
    write_corpus(fixture);
    assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "PRAGMA journal_mode = wal", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(database);
    assert_null(index_open(fixture->path, INDEX_READ, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "changed by another program"));
}

/* The journal of another index beside this one: SQLite undoes by it what never happened here. */
static void what_anothers_journal_has_undone_is_not_answered(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *database;
    char *other = file_join(&fixture->arena, fixture->folder, "other.db");
    struct slice journal, pages;
    write_corpus(fixture);
    assert_int_equal(sqlite3_open_v2(other, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                     page_check_vfs()),
                     SQLITE_OK);
    page_check_want(database);
    assert_int_equal(
        sqlite3_exec(
            database,
            "CREATE TABLE a(b); INSERT INTO a VALUES(zeroblob(50000)); PRAGMA cache_size = 1;"
            "BEGIN; UPDATE a SET b = randomblob(50000)",
            NULL, NULL, NULL),
        SQLITE_OK);
    assert_true(file_read(&fixture->arena, arena_format(&fixture->arena, "%s-journal", other),
                          1 << 26, &journal, &fixture->err));
    assert_true(file_read(&fixture->arena, other, 1 << 26, &pages, &fixture->err));
    sqlite3_close(database);
    assert_true(journal.length > 3 * (size_t)PAGE_BYTES);
    assert_true(file_write_atomic(arena_format(&fixture->arena, "%s-journal", fixture->path),
                                  journal, 0600, &fixture->err));
    assert_null(answers(fixture));
    assert_non_null(find_fault(fixture));
}

static void a_journal_of_the_file_that_took_its_name_is_left_alone(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *writer;
    struct index_counts counts;
    const char *journal = file_join(&fixture->arena, fixture->folder, "index.db-journal");
    write_corpus(fixture);
    struct index *reader = fixture_open(fixture);
    struct slice whole = read_index(fixture);
    write_index(fixture, whole.data, whole.length); /* by renaming */
    assert_int_equal(
        sqlite3_open_v2(fixture->path, &writer, SQLITE_OPEN_READWRITE, page_check_vfs()),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(writer,
                                  "PRAGMA cache_size = 1; BEGIN IMMEDIATE;"
                                  "UPDATE passage SET data = zeroblob(6000)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_true(file_exists(journal));
    assert_true(index_count(reader, &counts, &fixture->err));
    assert_int_equal(counts.articles, ARTICLES);
    assert_true(index_is_sound(reader, &fixture->err));
    assert_true(file_exists(journal));
    index_close(reader);
    assert_int_equal(sqlite3_exec(writer, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(writer);
    assert_null(find_fault(fixture));
}

/* As a version before checksums left it: pages without room for them. */
static void an_index_without_checksums_gets_them_and_keeps_its_roots(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *database;
    char *text = arena_format(&fixture->arena,
                              "PRAGMA application_id = 0x46746e74; PRAGMA user_version = 5;"
                              "CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT, b);"
                              "INSERT INTO root(path) VALUES('%s'); CREATE TABLE more(a);"
                              "INSERT INTO more VALUES(zeroblob(100000))",
                              fixture->corpus);
    assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    assert_true(fixture_update_roots(fixture, NULL, 0));
    assert_string_equal(fixture_text(fixture, "heel", NULL), "A lift.");
    assert_null(find_fault(fixture));
}

static void a_file_made_smaller_is_met(void **state) {
    struct fixture *fixture = *state;
    write_corpus(fixture);
    struct slice whole = read_index(fixture);
    for (size_t length = PAGE_BYTES; length < whole.length; length += 2 * PAGE_BYTES - 100) {
        write_index(fixture, whole.data, length);
        assert_non_null(find_fault(fixture));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_changed_bit_is_met_on_every_page),
        FIXTURE_TEST(a_changed_bit_on_the_first_page_is_met_when_asked),
        FIXTURE_TEST(pages_that_changed_places_are_met),
        FIXTURE_TEST(a_page_of_zeros_is_met),
        FIXTURE_TEST(what_another_program_has_written_is_not_answered),
        FIXTURE_TEST(a_look_that_could_not_fail_is_told_on),
        FIXTURE_TEST(an_update_of_what_is_damaged_changes_nothing),
        FIXTURE_TEST(a_log_that_lies_beside_is_not_its_own),
        FIXTURE_TEST(a_pipe_or_a_device_is_not_waited_for),
        FIXTURE_TEST(a_file_that_got_a_log_was_changed_by_another_program),
        FIXTURE_TEST(what_anothers_journal_has_undone_is_not_answered),
        FIXTURE_TEST(a_journal_of_the_file_that_took_its_name_is_left_alone),
        FIXTURE_TEST(an_index_without_checksums_gets_them_and_keeps_its_roots),
        FIXTURE_TEST(a_file_made_smaller_is_met),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
