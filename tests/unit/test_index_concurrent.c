/* test_index_concurrent.c - several processes on one index, and one that is killed. */
#include "index_fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

enum { FILE_COUNT = 120, ROUNDS = 6 };

/* Every file says the same number, so that a mixture of two states shows. */
static void write_round(struct fixture *fixture, int round) {
    for (int i = 0; i < FILE_COUNT; i++) {
        char name[64], text[256];
        snprintf(name, sizeof name, "corpus/%03d.md", i);
        snprintf(text, sizeof text, "# File\n\nAll of them say round%d, one as the other.\n",
                 round);
        fixture_write(fixture, name, text);
    }
}

static bool update_once(struct fixture *fixture) {
    const char *roots[] = {fixture->corpus};
    return fixture_update_roots(fixture, roots, 1);
}

static int wait_for(pid_t child) {
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

/* Searches until killed; leaves with 1 when a search fails or sees two rounds at once. */
static void search_for_ever(struct fixture *fixture) {
    for (;;) {
        struct arena arena = {0};
        struct index *index = index_open(fixture->path, INDEX_READ, &fixture->err);
        struct match_query query = {.expression = "round* OR say", .limit = FILE_COUNT};
        struct match_row *rows;
        struct passage passage;
        size_t count = 0;
        const char *first = NULL;
        if (!index || !index_begin_read(index, &fixture->err) ||
            !index_match(index, &arena, &query, &rows, &count, &fixture->err) ||
            count != FILE_COUNT)
            _exit(1);
        for (size_t i = 0; i < count; i++) {
            if (!index_passage_by_row(index, &arena, rows[i].rowid, &passage, &fixture->err))
                _exit(1);
            if (first && strcmp(first, passage.text) != 0)
                _exit(2);
            first = passage.text;
        }
        index_end_read(index);
        index_close(index);
        arena_release(&arena);
    }
}

static void a_search_meanwhile_sees_one_state_or_the_other(void **state) {
    struct fixture *fixture = *state;
    write_round(fixture, 0);
    fixture_update(fixture);
    pid_t searcher = fork();
    if (searcher == 0)
        search_for_ever(fixture);
    for (int round = 1; round <= ROUNDS; round++) {
        write_round(fixture, round);
        fixture_update(fixture);
        assert_int_equal(fixture->report.changed, FILE_COUNT);
    }
    kill(searcher, SIGKILL);
    int status = wait_for(searcher);
    assert_true(WIFSIGNALED(status)); /* it had not left by itself */
}

static void of_two_updates_at_once_one_waits(void **state) {
    struct fixture *fixture = *state;
    write_round(fixture, 0);
    pid_t children[4];
    for (size_t i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(update_once(fixture) ? 0 : 1);
    }
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(wait_for(children[i]), 0);
    assert_int_equal(fixture_matches(fixture, "round0"), FILE_COUNT);
    fixture_update(fixture);
    assert_int_equal(fixture->report.article_count, FILE_COUNT);
    assert_int_equal(fixture->report.unchanged, FILE_COUNT);
}

/* The children wait for the pipe to close, so that they begin at once. */
static void at_once(struct fixture *fixture, size_t count, bool (*work)(struct fixture *fixture)) {
    int gate[2];
    pid_t children[16];
    char byte;
    assert_true(count <= 16);
    assert_int_equal(pipe(gate), 0);
    for (size_t i = 0; i < count; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        close(gate[1]);
        bool done = read(gate[0], &byte, 1) == 0 && work(fixture);
        if (!done)
            fprintf(stderr, "%s\n", fixture->err.message);
        _exit(done ? 0 : 1);
    }
    close(gate[0]);
    close(gate[1]);
    size_t failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += wait_for(children[i]) != 0;
    assert_int_equal(failed, 0);
}

/* What each of several first searches does: look; there is nothing or it is older; make it; look
 * again. */
static bool look_make_look(struct fixture *fixture) {
    struct index *index = index_open(fixture->path, INDEX_SNAPSHOT, &fixture->err);
    if (!index && fixture->err.code != ERROR_NOT_FOUND)
        return false;
    const char **roots;
    bool is_current = index && index_roots(index, &fixture->arena, &roots) > 0 &&
                      index_check(index, &fixture->arena, NULL, NULL) == INDEX_CURRENT;
    index_close(index);
    if (!is_current && !update_once(fixture))
        return false;
    index = index_open(fixture->path, INDEX_SNAPSHOT, &fixture->err);
    struct passage passage;
    bool found =
        index && index_passage(index, &fixture->arena, "heel", NULL, &passage, &fixture->err);
    index_close(index);
    return found;
}

enum { AT_ONCE = 8, AT_ONCE_ROUNDS = 12 };

static void several_make_one_index_at_once(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    for (int round = 0; round < AT_ONCE_ROUNDS; round++) {
        unlink(fixture->path);
        at_once(fixture, AT_ONCE, look_make_look);
    }
}

static void several_rebuild_an_older_index_at_once(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA heel lift.\n");
    for (int round = 0; round < AT_ONCE_ROUNDS; round++) {
        sqlite3 *database;
        fixture_update(fixture);
        assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
        assert_int_equal(sqlite3_exec(database, "PRAGMA user_version = 0", NULL, NULL, NULL),
                         SQLITE_OK);
        sqlite3_close(database);
        at_once(fixture, AT_ONCE, look_make_look);
    }
}

static void die_in_the_middle(void *context, size_t done, const char *file) {
    (void)context;
    (void)file;
    if (done == FILE_COUNT / 2)
        kill(getpid(), SIGKILL);
}

static void a_killed_update_leaves_the_old_state(void **state) {
    struct fixture *fixture = *state;
    write_round(fixture, 0);
    fixture_update(fixture);
    const char *before = fixture_state(fixture);
    write_round(fixture, 1);
    pid_t child = fork();
    if (child == 0) {
        struct index *index = index_open(fixture->path, INDEX_WRITE, NULL);
        index_update(index, NULL, 0, die_in_the_middle, NULL, &fixture->arena, &fixture->report,
                     NULL);
        _exit(0);
    }
    assert_true(WIFSIGNALED(wait_for(child)));
    assert_string_equal(fixture_state(fixture), before);
    assert_int_equal(fixture_matches(fixture, "round0"), FILE_COUNT);
    assert_int_equal(fixture_matches(fixture, "round1"), 0);
    fixture_update(fixture);
    assert_int_equal(fixture_matches(fixture, "round1"), FILE_COUNT);
}

/* A writer that dies in its commit: the pages are in the file, and the journal says how they were.
 * SQLite writes pages early where its cache is small. */
static void leave_a_journal(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *database;
        if (sqlite3_open(path, &database) == SQLITE_OK)
            sqlite3_exec(database,
                         "PRAGMA cache_size = 1; BEGIN IMMEDIATE;"
                         "UPDATE passage SET data = zeroblob(6000);",
                         NULL, NULL, NULL);
        kill(getpid(), SIGKILL);
    }
    wait_for(child);
}

static void a_journal_left_behind_is_undone_by_one_who_reads(void **state) {
    struct fixture *fixture = *state;
    struct passage passage;
    char *journal = arena_format(&fixture->arena, "%s-journal", fixture->path);
    write_round(fixture, 0);
    fixture_update(fixture);
    struct index *index =
        fixture_open(fixture); /* has looked at the whole file, and holds no lock */
    leave_a_journal(fixture->path);
    assert_true(file_exists(journal));
    assert_true(index_article(index, &fixture->arena, "000", &(struct passage *){NULL},
                              &(size_t){0}, &fixture->err));
    index_close(index);
    assert_false(file_exists(journal));
    leave_a_journal(fixture->path);
    assert_true(file_exists(journal));
    index = index_open(fixture->path, INDEX_SNAPSHOT, &fixture->err);
    assert_non_null(index);
    assert_true(index_passage(index, &fixture->arena, "000", NULL, &passage, &fixture->err));
    assert_non_null(strstr(passage.text, "round0"));
    index_close(index);
}

/* A journal that is left behind means that the file was being written: it must be undone even by
 * one who only reads. Ended anywhere after some time, so that some fall into the commit. */
static void killed_at_any_moment_the_index_stays_whole(void **state) {
    struct fixture *fixture = *state;
    write_round(fixture, 0);
    fixture_update(fixture);
    for (int round = 1; round <= 12; round++) {
        write_round(fixture, round);
        pid_t child = fork();
        if (child == 0)
            _exit(update_once(fixture) ? 0 : 1);
        usleep((useconds_t)(2000 * round));
        kill(child, SIGKILL);
        wait_for(child);
        size_t all = fixture_matches(fixture, "say");
        assert_int_equal(all, FILE_COUNT);
        char expression[32];
        snprintf(expression, sizeof expression, "round%d", round);
        size_t new_ones = fixture_matches(fixture, expression);
        assert_true(new_ones == 0 || new_ones == FILE_COUNT);
    }
    fixture_update(fixture);
    assert_int_equal(fixture_matches(fixture, "round12"), FILE_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_search_meanwhile_sees_one_state_or_the_other),
        FIXTURE_TEST(of_two_updates_at_once_one_waits),
        FIXTURE_TEST(several_make_one_index_at_once),
        FIXTURE_TEST(several_rebuild_an_older_index_at_once),
        FIXTURE_TEST(a_killed_update_leaves_the_old_state),
        FIXTURE_TEST(a_journal_left_behind_is_undone_by_one_who_reads),
        FIXTURE_TEST(killed_at_any_moment_the_index_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
