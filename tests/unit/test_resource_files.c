/* Files that layout asks for: which folder comes first, which package is named, and what is refused
 * (pictures that lead out of their folder: tests/cli/165-pictures.sh). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "make/resource_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A scratch folder with script/, clinic/ and shared/, and a request that names them. */
struct world {
    struct arena arena;
    struct error err;
    char folder[64];
    const char *folders[2];
    struct make_request request;
};

static const char *path_in(struct world *world, const char *name) {
    return file_join(&world->arena, world->folder, name);
}

static void write_file(struct world *world, const char *name, const char *text) {
    const char *path = path_in(world, name);
    const char *slash = strrchr(path, '/');
    assert_true(
        file_make_folders(arena_bytes(&world->arena, path, (size_t)(slash - path)), &world->err));
    assert_true(file_write_atomic(path, slice_of(text), 0600, &world->err));
}

static int open_world(void **state) {
    struct world *world = test_calloc(1, sizeof *world);
    snprintf(world->folder, sizeof world->folder, "/tmp/footnote-test-XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    static const char *const parts[] = {"script", "shared", "clinic"};
    for (int i = 0; i < 3; i++)
        assert_true(file_make_folders(path_in(world, parts[i]), &world->err));
    world->folders[0] = path_in(world, "script");
    world->folders[1] = path_in(world, "shared");
    world->request = (struct make_request){.module_folders = world->folders,
                                           .module_folder_count = 2,
                                           .clinic_folder = path_in(world, "clinic")};
    *state = world;
    return 0;
}

static int close_world(void **state) {
    struct world *world = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", world->folder);
    int code = system(command);
    arena_release(&world->arena);
    test_free(world);
    return code;
}

static void expect_bytes(struct world *world, enum resource_kind kind, const char *name,
                         const char *expected) {
    struct slice bytes;
    if (!resource_file_read(&world->request, kind, name, &world->arena, &bytes, &world->err))
        fail_msg("%s", world->err.message);
    assert_true(slice_is(bytes, expected));
}

static void expect_failure(struct world *world, enum resource_kind kind, const char *name,
                           enum error_code code, const char *message) {
    struct slice bytes;
    assert_false(
        resource_file_read(&world->request, kind, name, &world->arena, &bytes, &world->err));
    assert_int_equal(world->err.code, code);
    if (!strstr(world->err.message, message))
        fail_msg("expected '%s' in '%s'", message, world->err.message);
}

static void the_script_s_folder_comes_before_the_clinic_s(void **state) {
    struct world *world = *state;
    write_file(world, "shared/logo.png", "shared");
    expect_bytes(world, RESOURCE_PICTURE, "logo.png", "shared");
    write_file(world, "clinic/logo.png", "clinic");
    expect_bytes(world, RESOURCE_PICTURE, "logo.png", "clinic");
    write_file(world, "script/logo.png", "script");
    expect_bytes(world, RESOURCE_PICTURE, "logo.png", "script");
    world->request.clinic_folder = NULL;
    write_file(world, "script/below/Photo.JPG", "photo");
    expect_bytes(world, RESOURCE_PICTURE, "below/Photo.JPG", "photo");
}

static void a_link_within_its_folder_is_followed(void **state) {
    struct world *world = *state;
    write_file(world, "script/real.png", "real");
    write_file(world, "clinic/other.png", "other");
    assert_int_equal(symlink("real.png", path_in(world, "script/near.png")), 0);
    assert_int_equal(symlink("../clinic/other.png", path_in(world, "script/far.png")), 0);
    expect_bytes(world, RESOURCE_PICTURE, "near.png", "real");
    expect_failure(world, RESOURCE_PICTURE, "far.png", ERROR_SCRIPT, "leads out of its folder");
}

static void what_is_no_file_is_refused(void **state) {
    struct world *world = *state;
    write_file(world, "script/folder.png/inside", "x");
    expect_failure(world, RESOURCE_PICTURE, "folder.png", ERROR_SCRIPT, "folder.png");
    expect_failure(world, RESOURCE_PICTURE, "", ERROR_SCRIPT, "is no name of a picture");
    expect_failure(world, RESOURCE_PICTURE, "none.png", ERROR_ENVIRONMENT, "there is no picture");
}

static void the_clinic_s_patterns_come_before_the_system_s(void **state) {
    struct world *world = *state;
    write_file(world, "clinic/hyphenation/hyph_en_GB.dic", "our own");
    expect_bytes(world, RESOURCE_HYPHENATION, "en-GB", "our own");
}

static void patterns_that_are_missing_name_their_package(void **state) {
    struct world *world = *state;
    expect_failure(world, RESOURCE_HYPHENATION, "xx-YY", ERROR_ENVIRONMENT, "install hyphen-xx-yy");
    expect_failure(world, RESOURCE_HYPHENATION, "xx-YY", ERROR_ENVIRONMENT, "put hyph_xx_YY.dic");
    static const char *const bad[] = {"", "e", "../x", "en/GB", "-en", "en_GB", "en.GB"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect_failure(world, RESOURCE_HYPHENATION, bad[i], ERROR_SCRIPT, "is no language");
}

#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void) {
    const struct CMUnitTest tests[] = {
        WORLD_TEST(the_script_s_folder_comes_before_the_clinic_s),
        WORLD_TEST(a_link_within_its_folder_is_followed),
        WORLD_TEST(what_is_no_file_is_refused),
        WORLD_TEST(the_clinic_s_patterns_come_before_the_system_s),
        WORLD_TEST(patterns_that_are_missing_name_their_package),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
