/* index_fixture.h - a corpus folder and an index in a fresh temporary folder, for the index's
 * tests.
 *
 * Every file is given a time well in the past unless a test wants a young one, because a young file
 * counts as possibly changed.
 */
#ifndef FOOTNOTE_TESTS_INDEX_FIXTURE_H
#define FOOTNOTE_TESTS_INDEX_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "index/index.h"

struct fixture {
    struct arena arena;
    char *folder, *corpus, *path; /* path: of the index file */
    struct index_report report;
    struct error err;
    int clock; /* seconds added to the time of each file written */
};

static inline int fixture_set_up(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const char *base = getenv("TMPDIR");
    char pattern[256];
    snprintf(pattern, sizeof pattern, "%s/footnote-index-XXXXXX", base ? base : "/tmp");
    fixture->folder = file_real_path(&fixture->arena, mkdtemp(pattern));
    fixture->corpus = file_join(&fixture->arena, fixture->folder, "corpus");
    fixture->path = file_join(&fixture->arena, fixture->folder, "index.db");
    mkdir(fixture->corpus, 0700);
    *state = fixture;
    return 0;
}

static inline int fixture_remove(const char *path, const struct stat *status, int type,
                                 struct FTW *place) {
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

static inline int fixture_tear_down(void **state) {
    struct fixture *fixture = *state;
    nftw(fixture->folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

/* Sets a file's time to seconds before now. */
static inline void fixture_set_age(const char *path, int seconds) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct timespec times[2] = {{now.tv_sec - seconds, 0}, {now.tv_sec - seconds, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Writes a file below the fixture's folder, making folders on the way, and gives it an old time
 * that no other write has. */
static inline const char *fixture_write(struct fixture *fixture, const char *name,
                                        const char *text) {
    char *path = file_join(&fixture->arena, fixture->folder, name);
    char *folder = arena_bytes(&fixture->arena, path, (size_t)(strrchr(path, '/') - path));
    assert_true(file_make_folders(folder, &fixture->err));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    fixture_set_age(path, 100000 - ++fixture->clock * 10);
    return path;
}

/* Opens for writing, updates with the given roots (NULL: the remembered ones), closes. */
static inline bool fixture_update_roots(struct fixture *fixture, const char *const *roots,
                                        size_t count) {
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    bool done = index && index_update(index, roots, count, NULL, NULL, &fixture->arena,
                                      &fixture->report, &fixture->err);
    index_close(index);
    return done;
}

static inline void fixture_update(struct fixture *fixture) {
    const char *roots[] = {fixture->corpus};
    if (!fixture_update_roots(fixture, roots, 1))
        fail_msg("%s", fixture->err.message);
}

static inline struct index *fixture_open(struct fixture *fixture) {
    struct index *index = index_open(fixture->path, INDEX_READ, &fixture->err);
    if (!index)
        fail_msg("%s", fixture->err.message);
    return index;
}

static inline enum index_state fixture_check(struct fixture *fixture) {
    struct index *index = fixture_open(fixture);
    enum index_state state = index_check(index, &fixture->arena, NULL, NULL);
    index_close(index);
    return state;
}

static inline const char *fixture_state(struct fixture *fixture) {
    struct index *index = fixture_open(fixture);
    const char *state = index_state_id(index, &fixture->arena);
    index_close(index);
    return state;
}

/* The text of a passage, or NULL when there is none. */
static inline const char *fixture_text(struct fixture *fixture, const char *article,
                                       const char *section) {
    struct index *index = fixture_open(fixture);
    struct passage passage;
    struct error err = {0};
    bool found = index_passage(index, &fixture->arena, article, section, &passage, &err);
    index_close(index);
    return found ? passage.text : NULL;
}

/* How many passages match an expression. */
static inline size_t fixture_matches(struct fixture *fixture, const char *expression) {
    struct index *index = fixture_open(fixture);
    struct match_query query = {.expression = expression, .limit = 1000};
    struct match_row *rows;
    size_t count = 0;
    if (!index_match(index, &fixture->arena, &query, &rows, &count, &fixture->err))
        fail_msg("%s", fixture->err.message);
    index_close(index);
    return count;
}

static inline size_t fixture_failures(struct fixture *fixture, struct index_failure **failures) {
    struct index *index = fixture_open(fixture);
    size_t count = index_failures(index, &fixture->arena, failures);
    index_close(index);
    return count;
}

#define FIXTURE_TEST(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)

#endif
