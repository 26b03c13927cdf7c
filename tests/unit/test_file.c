/* test_file.c - reading, writing and walking, and what goes wrong with disks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    struct error err;
    char folder[64];
};

static int set_up(void **state) {
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/footnote-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    *state = fixture;
    return 0;
}

static void remove_tree(const char *path) {
    chmod(path, 0700);
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char below[4096];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (unlink(below) != 0)
            remove_tree(below);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    remove_tree(fixture->folder);
    test_free(fixture);
    return 0;
}

static char *in(struct fixture *fixture, const char *name) {
    return file_join(&fixture->arena, fixture->folder, name);
}

static void put(struct fixture *fixture, const char *name, const char *text) {
    if (!file_write_atomic(in(fixture, name), slice_of(text), 0600, &fixture->err))
        fail_msg("%s", fixture->err.message);
}

static int count_entries(const char *path) {
    DIR *folder = opendir(path);
    int count = 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2;
}

static void what_is_written_is_read_back(void **state) {
    struct fixture *fixture = *state;
    struct slice text;
    struct stat status;
    char bytes[] = "a\0b";
    char *path = in(fixture, "x");
    assert_true(file_write_atomic(path, slice_make(bytes, 3), 0640, &fixture->err));
    assert_true(file_read(&fixture->arena, path, 3, &text, &fixture->err));
    assert_int_equal(text.length, 3);
    assert_memory_equal(text.data, bytes, 4);
    stat(path, &status);
    assert_int_equal(status.st_mode & 0777, 0640);
    put(fixture, "x", "new");
    assert_true(file_read(&fixture->arena, path, 3, &text, &fixture->err));
    assert_string_equal(text.data, "new");
    put(fixture, "x", "");
    assert_true(file_read(&fixture->arena, path, 0, &text, &fixture->err));
    assert_int_equal(text.length, 0);
    assert_int_equal(count_entries(fixture->folder), 1);
}

static void what_is_no_file_is_refused_at_once(void **state) {
    struct fixture *fixture = *state;
    struct slice text;
    char *pipe_path = in(fixture, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_false(file_read(&fixture->arena, pipe_path, 10, &text, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "is not a regular file"));
    assert_false(file_read(&fixture->arena, "/dev/zero", 10, &text, &fixture->err));
    assert_false(file_read(&fixture->arena, fixture->folder, 10, &text, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "is a folder"));
    assert_int_equal(fixture->err.code, ERROR_INPUT);
    assert_false(file_read(&fixture->arena, in(fixture, "no"), 10, &text, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(fixture->err.message, "/no: cannot open: No such file"));
    put(fixture, "big", "12345678901");
    assert_false(file_read(&fixture->arena, in(fixture, "big"), 10, &text, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "has 11 bytes, at most 10"));
    assert_int_equal(fixture->err.code, ERROR_INPUT);
}

static void a_failed_write_leaves_the_old_file_and_nothing_else(void **state) {
    struct fixture *fixture = *state;
    put(fixture, "x", "old");
    char *path = in(fixture, "x");
    pid_t child = fork();
    if (child == 0) { /* a disk with room for 100 bytes */
        struct rlimit limit = {100, 100};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        char *large = calloc(1, 100000);
        bool done = file_write_atomic(path, slice_make(large, 100000), 0600, &fixture->err);
        _exit(done || fixture->err.code != ERROR_ENVIRONMENT);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct slice text;
    assert_true(file_read(&fixture->arena, path, 100, &text, &fixture->err));
    assert_string_equal(text.data, "old");
    assert_int_equal(count_entries(fixture->folder), 1);
}

static void writing_refuses_folders_and_devices(void **state) {
    struct fixture *fixture = *state;
    struct slice text = slice_of("x");
    assert_false(file_write_atomic(fixture->folder, text, 0600, &fixture->err));
    assert_false(file_write_atomic("/dev/null", text, 0600, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "is not a regular file"));
    assert_false(file_write_atomic(in(fixture, "a/"), text, 0600, &fixture->err));
    assert_false(file_write_atomic(in(fixture, "absent/a"), text, 0600, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "cannot open the folder"));
    assert_int_equal(count_entries(fixture->folder), 0);
}

static void a_link_in_the_way_is_replaced_and_not_followed(void **state) {
    struct fixture *fixture = *state;
    struct slice text;
    put(fixture, "target", "precious");
    assert_int_equal(symlink("target", in(fixture, "link")), 0);
    put(fixture, "link", "new");
    assert_true(file_read(&fixture->arena, in(fixture, "target"), 100, &text, &fixture->err));
    assert_string_equal(text.data, "precious");
}

static void a_whole_file_takes_the_place_of_another(void **state) {
    struct fixture *fixture = *state;
    struct slice text;
    put(fixture, "old", "old");
    put(fixture, "made", "new");
    assert_true(file_replace(in(fixture, "made"), in(fixture, "old"), &fixture->err));
    assert_true(file_read(&fixture->arena, in(fixture, "old"), 100, &text, &fixture->err));
    assert_string_equal(text.data, "new");
    assert_int_equal(count_entries(fixture->folder), 1);
    assert_false(file_replace(in(fixture, "made"), in(fixture, "old"), &fixture->err));
    assert_non_null(strstr(fixture->err.message, "/old: cannot write: No such file"));
    assert_true(file_make_folders(in(fixture, "folder"), &fixture->err));
    assert_false(file_replace(in(fixture, "old"), in(fixture, "folder"), &fixture->err));
    assert_true(file_exists(in(fixture, "old")));
}

static void folders_are_made_on_the_way(void **state) {
    struct fixture *fixture = *state;
    struct stat status;
    char *path = in(fixture, "a/b//c/");
    assert_true(file_make_folders(path, &fixture->err));
    assert_true(file_make_folders(path, &fixture->err));
    assert_true(file_is_folder(path));
    stat(path, &status);
    assert_int_equal(status.st_mode & 0777, 0700);
    put(fixture, "file", "x");
    assert_false(file_make_folders(in(fixture, "file/below"), &fixture->err));
    assert_false(file_make_folders("", &fixture->err));
}

static void paths_are_taken_apart_and_put_together(void **state) {
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    assert_string_equal(file_join(arena, "a/", "/b"), "a/b");
    assert_string_equal(file_join(arena, "a", "b//c"), "a/b/c");
    assert_string_equal(file_join(arena, "", "b"), "b");
    assert_string_equal(file_join(arena, "/", "b"), "/b");
    assert_string_equal(file_name_of("a/b.md"), "b.md");
    assert_string_equal(file_name_of("b"), "b");
    assert_string_equal(file_extension(arena, "a.x/B.MD"), ".md");
    assert_string_equal(file_extension(arena, "a.x/B"), "");
    assert_string_equal(file_extension(arena, ".hidden"), "");
    assert_null(file_real_path(arena, in(fixture, "absent")));
    put(fixture, "x", "");
    assert_int_equal(symlink("x", in(fixture, "link")), 0);
    assert_string_equal(file_real_path(arena, in(fixture, "link")),
                        file_real_path(arena, in(fixture, "x")));
    struct file_stamp stamp;
    assert_true(file_stamp_of(in(fixture, "x"), &stamp));
    assert_int_equal(stamp.size_bytes, 0);
    assert_false(file_stamp_of(fixture->folder, &stamp));
}

static bool note(void *context, const char *relative, const struct file_stamp *stamp,
                 const char *problem, bool *stop) {
    struct strbuf *out = context;
    strbuf_add_format(out, "%s%s%s%s\n", relative, stamp ? "" : "/", problem ? " ! " : "",
                      problem ? problem : "");
    *stop = strcmp(relative, "stop") == 0;
    return strcmp(relative, "shut") != 0;
}

static void assert_walk(struct fixture *fixture, const char *expected) {
    struct strbuf out = {0};
    assert_true(file_walk(fixture->folder, note, &out, &fixture->err));
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_release(&out);
}

static void a_walk_is_in_byte_order_without_hidden_names(void **state) {
    struct fixture *fixture = *state;
    static const char *const folders[] = {"b/c", "shut", ".git", "a-"};
    static const char *const files[] = {"a",       "b/c/deep",    "b/x", "B",   "shut/x",
                                        ".hidden", ".git/config", "é",   "a-/1"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_true(file_make_folders(in(fixture, folders[i]), &fixture->err));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        put(fixture, files[i], "x");
    assert_int_equal(symlink("b", in(fixture, "link")), 0);
    assert_int_equal(symlink("nowhere", in(fixture, "link2")), 0);
    assert_int_equal(symlink("a", in(fixture, "link3")), 0);
    assert_walk(fixture, "B\na\na-/\na-/1\nb/\nb/c/\nb/c/deep\nb/x\n"
                         "link/ ! symbolic link to a folder, not followed\n"
                         "link2/ ! symbolic link to nothing\nlink3\nshut/\né\n");
    put(fixture, "stop", "x");
    assert_walk(fixture, "B\na\na-/\na-/1\nb/\nb/c/\nb/c/deep\nb/x\n"
                         "link/ ! symbolic link to a folder, not followed\n"
                         "link2/ ! symbolic link to nothing\nlink3\nshut/\nstop\n");
}

static void an_unreadable_folder_is_reported(void **state) {
    struct fixture *fixture = *state;
    if (geteuid() == 0) {
        print_message("skipped: nothing is unreadable to root\n");
        skip();
    }
    assert_true(file_make_folders(in(fixture, "locked"), &fixture->err));
    assert_int_equal(chmod(in(fixture, "locked"), 0), 0);
    assert_walk(fixture, "locked/\nlocked/ ! Permission denied\n");
}

static void a_walk_ends_at_64_levels(void **state) {
    struct fixture *fixture = *state;
    struct strbuf path = {0}, out = {0};
    for (int i = 0; i < 70; i++)
        strbuf_add(&path, "d/");
    assert_true(file_make_folders(in(fixture, strbuf_text(&path)), &fixture->err));
    assert_true(file_walk(fixture->folder, note, &out, &fixture->err));
    assert_non_null(strstr(strbuf_text(&out), "! folder nested too deeply"));
    strbuf_release(&path);
    strbuf_release(&out);
    assert_false(file_walk(in(fixture, "absent"), note, NULL, &fixture->err));
}

/* ---- killed writers -------------------------------------------------------------------------- */

/* As on a file system that knows no files without names. */
static void forbid_nameless_files(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EOPNOTSUPP), SCMP_SYS(openat), 1,
                                  SCMP_A2(SCMP_CMP_MASKED_EQ, O_TMPFILE, O_TMPFILE));
    if (failed || seccomp_load(filter) != 0)
        _exit(77);
    seccomp_release(filter);
}

/* A child that writes half a file and then says so and waits to be killed. */
static pid_t start_writer(struct fixture *fixture, bool nameless) {
    int pipes[2];
    char letter;
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        if (!nameless)
            forbid_nameless_files();
        struct file_writer *writer = file_writer_new(in(fixture, "x"), &fixture->err);
        if (!writer || !file_writer_add(writer, slice_of("half"), &fixture->err) ||
            write(pipes[1], "!", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close(pipes[1]);
    assert_int_equal(read(pipes[0], &letter, 1), 1);
    close(pipes[0]);
    return child;
}

static void end_writer(pid_t child) {
    int status;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static size_t sweep(struct fixture *fixture) {
    int folder = open(fixture->folder, O_RDONLY | O_DIRECTORY);
    size_t count = file_sweep(folder);
    close(folder);
    return count;
}

static void a_writer_that_is_killed_leaves_nothing(void **state) {
    struct fixture *fixture = *state;
    pid_t writer = start_writer(fixture, true);
    end_writer(writer);
    assert_int_equal(count_entries(fixture->folder), 0);
    put(fixture, "x", "old");
    end_writer(start_writer(fixture, true));
    assert_int_equal(count_entries(fixture->folder), 1);
}

static void what_a_dead_writer_left_is_swept_and_what_a_living_one_writes_is_not(void **state) {
    struct fixture *fixture = *state;
    pid_t dead = start_writer(fixture, false);
    pid_t living = start_writer(fixture, false);
    end_writer(dead);
    assert_int_equal(count_entries(fixture->folder), 2);
    assert_int_equal(sweep(fixture), 1);
    assert_int_equal(count_entries(fixture->folder), 1);
    assert_int_equal(sweep(fixture), 0);
    end_writer(living);
    assert_int_equal(sweep(fixture), 1);
    assert_int_equal(count_entries(fixture->folder), 0);
}

static void sweeping_leaves_alone_what_is_not_ours(void **state) {
    struct fixture *fixture = *state;
    static const char *const others[] = {
        ".footnote-0123456789abcdef.tmp.keep", ".footnote-0123456789abcdeg.tmp",
        ".footnote-0123456789ABCDEF.tmp", ".footnote-.tmp", "footnote-0123456789abcdef.tmp"};
    enum { OTHERS = sizeof others / sizeof *others };
    for (size_t i = 0; i < OTHERS; i++)
        put(fixture, others[i], "x");
    assert_int_equal(symlink("nowhere", in(fixture, ".footnote-0000000000000001.tmp")), 0);
    assert_int_equal(mkdir(in(fixture, ".footnote-0000000000000002.tmp"), 0700), 0);
    assert_int_equal(mkfifo(in(fixture, ".footnote-0000000000000003.tmp"), 0600), 0);
    put(fixture, ".footnote-0000000000000004.tmp", "x");
    assert_int_equal(sweep(fixture), 1);
    assert_int_equal(count_entries(fixture->folder), OTHERS + 3);
    assert_int_equal(file_sweep(-1), 0);
}

/* All ways of writing, in a child that says how it went. */
static int write_all_ways(struct fixture *fixture, bool nameless) {
    struct error *err = &fixture->err;
    pid_t child = fork();
    if (child == 0) {
        if (!nameless)
            forbid_nameless_files();
        bool done = file_write_atomic(in(fixture, "a"), slice_of("one"), 0600, err) &&
                    file_write_atomic(in(fixture, "a"), slice_of("two"), 0600, err) &&
                    file_write_new(in(fixture, "b"), slice_of("three"), 0600, err);
        bool refused =
            !file_write_new(in(fixture, "b"), slice_of("four"), 0600, err) && errno == EEXIST;
        struct file_writer *writer = file_writer_new(in(fixture, "c"), err);
        done = done && refused && writer && file_writer_add(writer, slice_of("five"), err) &&
               file_writer_commit(writer, 0600, err);
        file_writer_free(writer);
        _exit(!done);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void every_file_system_gives_the_same_files(void **state) {
    struct fixture *fixture = *state;
    static const char *const expected[][2] = {{"a", "two"}, {"b", "three"}, {"c", "five"}};
    for (int nameless = 0; nameless < 2; nameless++) {
        assert_int_equal(write_all_ways(fixture, nameless), 0);
        for (size_t i = 0; i < 3; i++) {
            struct slice text;
            char *path = in(fixture, expected[i][0]);
            assert_true(file_read(&fixture->arena, path, 10, &text, &fixture->err));
            assert_string_equal(text.data, expected[i][1]);
            assert_int_equal(unlink(path), 0);
        }
        assert_int_equal(count_entries(fixture->folder), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_refused_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_write_leaves_the_old_file_and_nothing_else, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(writing_refuses_folders_and_devices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_in_the_way_is_replaced_and_not_followed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_whole_file_takes_the_place_of_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made_on_the_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_are_taken_apart_and_put_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walk_is_in_byte_order_without_hidden_names, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_unreadable_folder_is_reported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walk_ends_at_64_levels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_writer_that_is_killed_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_a_dead_writer_left_is_swept_and_what_a_living_one_writes_is_not, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(sweeping_leaves_alone_what_is_not_ours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_file_system_gives_the_same_files, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
