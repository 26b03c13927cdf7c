/* test_manifest.c - the list of files as it is kept: what is saved is loaded, in whatever order it
 * grew. */
#include "index_fixture.h"

#include "index/manifest/manifest.h"

/* Through an index of its own, whose root has the id 1. */
static struct index *open_with_root(struct fixture *fixture) {
    fixture_update(fixture);
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_non_null(index);
    return index;
}

static struct manifest_file *make_file(struct fixture *fixture, const struct manifest *manifest,
                                       int number) {
    struct manifest_file *file = arena_new(&fixture->arena, struct manifest_file);
    *file = (struct manifest_file){
        .id = number + 1,
        .root = &manifest->roots[0],
        .path = arena_format(&fixture->arena, "folder-%d/article-%06d.md", number / 1000, number),
        .stamp = {.size_bytes = number % 7 == 0 ? MANIFEST_UNREADABLE : number,
                  .modified_ns = (int64_t)number * 1000003 - 5000000},
        .needs_recheck = number % 2 == 0,
        .has_conflict = number % 3 == 0,
        .has_failed = number % 5 == 0,
        .is_unread = number % 7 == 0};
    return file;
}

static void assert_same(const struct manifest_file *file, const struct manifest_file *expected) {
    assert_string_equal(file->path, expected->path);
    assert_int_equal(file->id, expected->id);
    assert_int_equal(file->root->id, expected->root->id);
    assert_int_equal(file->stamp.size_bytes, expected->stamp.size_bytes);
    assert_int_equal(file->stamp.modified_ns, expected->stamp.modified_ns);
    assert_int_equal(file->needs_recheck, expected->needs_recheck);
    assert_int_equal(file->has_conflict, expected->has_conflict);
    assert_int_equal(file->has_failed, expected->has_failed);
    assert_int_equal(file->is_unread, expected->is_unread);
}

/* Each third in one go, the thirds between each other; then every fourth file goes and every tenth
 * that is left changes. Several chunks, which are cut anew on the way. */
static void files_come_between_others_change_and_go(void **state) {
    enum { FILES = 6000 };
    struct fixture *fixture = *state;
    struct index *index = open_with_root(fixture);
    struct manifest manifest;
    struct manifest_file **added = arena_new_array(&fixture->arena, FILES, struct manifest_file *);
    for (int third = 0; third < 3; third++) {
        size_t count = 0;
        assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
        for (int i = third; i < FILES; i += 3)
            added[count++] = make_file(fixture, &manifest, i);
        assert_true(manifest_save(&manifest, added, count, &fixture->err));
    }
    assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
    assert_int_equal(manifest.file_count, FILES);
    assert_true(manifest.chunk_count > 2);
    for (int i = 0; i < FILES; i++) {
        assert_same(&manifest.files[i], make_file(fixture, &manifest, i));
        manifest.files[i].is_removed = i % 4 == 0;
        manifest.files[i].is_changed = i % 10 == 1;
        if (i % 10 == 1)
            manifest.files[i].stamp.size_bytes = 77;
    }
    assert_true(manifest_save(&manifest, NULL, 0, &fixture->err));
    assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
    size_t at = 0;
    for (int i = 0; i < FILES; i++) {
        if (i % 4 == 0)
            continue;
        struct manifest_file *expected = make_file(fixture, &manifest, i);
        if (i % 10 == 1)
            expected->stamp.size_bytes = 77;
        assert_same(&manifest.files[at++], expected);
    }
    assert_int_equal(manifest.file_count, at);
    index_close(index);
}

static void a_manifest_may_become_empty_and_grow_again(void **state) {
    struct fixture *fixture = *state;
    struct index *index = open_with_root(fixture);
    struct manifest manifest;
    for (int round = 0; round < 3; round++) {
        assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
        assert_int_equal(manifest.file_count, 0);
        struct manifest_file *added = make_file(fixture, &manifest, round);
        assert_true(manifest_save(&manifest, &added, 1, &fixture->err));
        assert_true(manifest_load(index, &fixture->arena, &manifest, &fixture->err));
        assert_int_equal(manifest.file_count, 1);
        manifest.files[0].is_removed = true;
        assert_true(manifest_save(&manifest, NULL, 0, &fixture->err));
    }
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(files_come_between_others_change_and_go),
        FIXTURE_TEST(a_manifest_may_become_empty_and_grow_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
