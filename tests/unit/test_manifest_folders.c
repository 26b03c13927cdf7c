/* test_manifest_folders.c - folders in which no name has changed are not read, and still every
 * change is seen. Enough files that several threads look at them. */
#include "index_fixture.h"

#include "base/file.h"
#include "index/manifest/manifest.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

enum { FOLDERS = 3, FILES = 2100 };

static char *in_corpus(struct fixture *fixture, const char *name) {
    return file_join(&fixture->arena, fixture->corpus, name);
}

static void write_files(struct fixture *fixture) {
    for (int i = 0; i < FILES; i++)
        fixture_write(fixture,
                      arena_format(&fixture->arena, "corpus/%s%d/a%04d.txt", i % 2 ? "deep/" : "",
                                   i % FOLDERS, i),
                      "Rest the heel.\n");
}

/* manifest_visitor */
static bool visit(void *context, const struct manifest_root *root, const char *path,
                  const struct file_stamp *stamp, const char *problem,
                  struct manifest_file *known) {
    size_t *same = context;
    (void)root;
    (void)path;
    (void)stamp;
    (void)problem;
    if (same)
        *same += known && known->is_same;
    return true;
}

/* An hour from now the stamps of all folders are old enough. */
static void keep_folders(struct fixture *fixture) {
    struct manifest manifest;
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    manifest.notes_folders = true;
    assert_true(manifest_scan(&manifest, &fixture->arena, visit, NULL));
    assert_true(manifest_save_folders(&manifest, ((int64_t)now.tv_sec + 3600) * INT64_C(1000000000),
                                      &fixture->err));
    index_close(index);
}

/* Whether the names are taken as known; how many files are the same. */
static bool are_names_known(struct fixture *fixture, size_t *same) {
    struct manifest manifest;
    struct index *index = fixture_open(fixture);
    *same = 0;
    assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
    assert_true(manifest_scan(&manifest, &fixture->arena, visit, same));
    bool known = manifest.roots[0].is_as_kept;
    index_close(index);
    return known;
}

static void edit(struct fixture *fixture) {
    fixture_write(fixture, "corpus/0/a0000.txt", "Ice the heel.\n");
}

static void edit_in_place(struct fixture *fixture) {
    FILE *file = fopen(in_corpus(fixture, "deep/1/a0001.txt"), "a");
    assert_non_null(file);
    fputs("And stretch.\n", file);
    fclose(file);
    fixture_set_age(in_corpus(fixture, "deep/1/a0001.txt"), 40); /* a younger one is read again */
}

static void touch(struct fixture *fixture) {
    fixture_set_age(in_corpus(fixture, "2/a0002.txt"), 50);
}

static void add(struct fixture *fixture) {
    fixture_write(fixture, "corpus/deep/0/new.txt", "Ice the heel.\n");
}

static void take_out(struct fixture *fixture) {
    assert_int_equal(unlink(in_corpus(fixture, "deep/0/new.txt")), 0);
}

static void add_folder(struct fixture *fixture) {
    fixture_write(fixture, "corpus/deep/more/a.txt", "Ice the heel.\n");
}

static void rename_folder(struct fixture *fixture) {
    assert_int_equal(rename(in_corpus(fixture, "deep/more"), in_corpus(fixture, "deep/other")), 0);
}

static void take_out_folder(struct fixture *fixture) {
    assert_int_equal(unlink(in_corpus(fixture, "deep/other/a.txt")), 0);
    assert_int_equal(rmdir(in_corpus(fixture, "deep/other")), 0);
}

static void put_another_folder_there(struct fixture *fixture) {
    fixture_write(fixture, "elsewhere/a.txt", "Ice the heel.\n");
    assert_int_equal(rename(in_corpus(fixture, "0"), in_corpus(fixture, "../before")), 0);
    assert_int_equal(rename(in_corpus(fixture, "../elsewhere"), in_corpus(fixture, "0")), 0);
}

static void put_a_link_there(struct fixture *fixture) {
    const char *path = in_corpus(fixture, "2/a0002.txt");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("a0008.txt", path), 0);
}

/* One corpus for all of it: so many files take longest to write. */
static void folders_are_kept_after_a_walk_without_trouble(struct fixture *fixture) {
    size_t same;
    bool can_know = file_has_folder_stamps(fixture->corpus);
    keep_folders(fixture);
    assert_int_equal(are_names_known(fixture, &same), can_know);
    assert_int_equal(same, FILES);
    fixture_write(fixture, "corpus/deep/picture.png", ""); /* no article */
    assert_false(are_names_known(fixture, &same));
    assert_int_equal(same, FILES);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    assert_int_equal(symlink("nowhere", in_corpus(fixture, "deep/link")), 0);
    keep_folders(fixture);
    assert_false(are_names_known(fixture, &same));
    assert_int_equal(unlink(in_corpus(fixture, "deep/link")), 0);
    keep_folders(fixture);
    assert_int_equal(are_names_known(fixture, &same), can_know);
}

static void every_change_is_seen(struct fixture *fixture) {
    static void (*const changes[])(struct fixture *) = {
        edit,
        edit_in_place,
        touch,
        add,
        take_out,
        add_folder,
        rename_folder,
        take_out_folder,
        put_a_link_there,
        put_another_folder_there,
    };
    size_t same;
    bool can_know = file_has_folder_stamps(fixture->corpus);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        keep_folders(fixture);
        assert_int_equal(are_names_known(fixture, &same), can_know);
        assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
        changes[i](fixture);
        assert_int_equal(fixture_check(fixture), INDEX_STALE);
        fixture_update(fixture);
        assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    }
}

static void known_names_hide_no_change(void **state) {
    struct fixture *fixture = *state;
    write_files(fixture);
    fixture_update(fixture);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    folders_are_kept_after_a_walk_without_trouble(fixture);
    every_change_is_seen(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(known_names_hide_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
