/* scratch_fixture.h - a folder of its own for a test program, files written into it, and an index.
 *
 * To be included behind cmocka.h. open_scratch belongs into the group's set-up, close_scratch into
 * its tear-down. What is found or refused stands in `err`; what lives as long as the program stands
 * in `arena`.
 */
#ifndef FOOTNOTE_TESTS_SCRATCH_FIXTURE_H
#define FOOTNOTE_TESTS_SCRATCH_FIXTURE_H

#include "base/file.h"
#include "index/index.h"

#include <stdlib.h>

static char folder[] = "/tmp/footnote-test-XXXXXX";
static struct arena arena;
static struct error err;

static inline void open_scratch(void) {
    assert_non_null(mkdtemp(folder));
}

static inline int close_scratch(void) {
    int status = system(arena_format(&arena, "rm -rf '%s'", folder)); /* NOLINT: our own folder */
    arena_release(&arena);
    return status;
}

static inline const char *at(const char *name) {
    return arena_format(&arena, "%s/%s", folder, name);
}

/* Writes a file below the folder, making folders on the way. */
static inline void write_file(const char *name, const char *text) {
    const char *path = at(name);
    char *parent = arena_text(&arena, path);
    *strrchr(parent, '/') = '\0';
    if (!file_make_folders(parent, &err) || !file_write_atomic(path, slice_of(text), 0600, &err))
        fail_msg("%s", err.message);
}

/* Brings an index up to date with a corpus folder. */
static inline void update_index(struct index *index, const char *corpus) {
    struct index_report report;
    if (!index_update(index, &corpus, 1, NULL, NULL, &arena, &report, &err))
        fail_msg("%s", err.message);
}

/* An index in this file, of a corpus folder. */
static inline struct index *index_of(const char *file, const char *corpus) {
    struct index *index = index_open(file, INDEX_WRITE, &err);
    if (!index)
        fail_msg("%s", err.message);
    update_index(index, corpus);
    return index;
}

#endif
