/* test_index_pipeline.c - a build with a thread beside it gives what small ones give in turn. */
#include "index_fixture.h"

#include "base/strbuf.h"

#include <signal.h>
#include <sys/wait.h>

enum { FILES = 150, WORDS = 4500, PARTS = WORDS / 300 };

/* About 36 KB each, so that all together are worth a thread and a full-text table of our own
 * writing, and a tenth of them is not. */
static void write_files(struct fixture *fixture, int first, int end) {
    for (int i = first; i < end; i++) {
        char *text = arena_format(&fixture->arena, "# Article %03d\n\nIntroduction.\n", i);
        struct strbuf body = {0};
        strbuf_add(&body, text);
        for (int k = 0; k < WORDS; k++) {
            if (k % 300 == 0)
                strbuf_add_format(&body, "\n\n## Part %d\n\n", k / 300);
            strbuf_add_format(&body, "word%d ", (i * 31 + k * 17) % 997);
        }
        fixture_write(fixture, arena_format(&fixture->arena, "corpus/%03d.md", i),
                      strbuf_text(&body));
        strbuf_release(&body);
    }
}

static struct passage *read_all(struct fixture *fixture, size_t *count) {
    struct index *index = fixture_open(fixture);
    struct passage *all = arena_new_array(&fixture->arena, FILES * (PARTS + 2), struct passage);
    *count = 0;
    for (int i = 0; i < FILES; i++) {
        struct passage *passages;
        size_t found;
        assert_true(index_article(index, &fixture->arena, arena_format(&fixture->arena, "%03d", i),
                                  &passages, &found, &fixture->err));
        for (size_t k = 0; k < found; k++)
            all[(*count)++] = passages[k];
    }
    index_close(index);
    return all;
}

/* Two articles that are left out, because another file has given their ids, and one that is not. */
static void write_taken_ids(struct fixture *fixture) {
    fixture_write(fixture, "corpus/more.jsonl",
                  "{\"id\": \"003\", \"title\": \"One\", \"text\": \"taken word5\"}\n"
                  "{\"id\": \"more\", \"title\": \"Two\", \"text\": \"free word5\"}\n"
                  "{\"id\": \"more\", \"title\": \"Three\", \"text\": \"taken word5\"}\n");
    fixture_update(fixture);
}

/* Among many that are read ahead: one too large for that, one with nothing in it, and two that
 * can't be read. */
enum { ODD_FILES = 4, LARGE_BYTES = 1100 * 1024 };
static void write_odd_files(struct fixture *fixture) {
    struct strbuf large = {0};
    strbuf_add(&large, "# Large\n");
    for (int i = 0; large.length < LARGE_BYTES; i++)
        strbuf_add_format(&large, "\n## Part %d\n\nheel word%d\n", i, i % 997);
    fixture_write(fixture, "corpus/odd-large.md", strbuf_text(&large));
    strbuf_release(&large);
    fixture_write(fixture, "corpus/odd-empty.md", "");
    char *corpus = fixture->corpus;
    assert_int_equal(symlink("nowhere", file_join(&fixture->arena, corpus, "odd-link.md")), 0);
    assert_int_equal(mkdir(file_join(&fixture->arena, corpus, "odd-folder.md"), 0700), 0);
}

/* Each as "file: reason", a line each. */
static const char *failures_of(struct fixture *fixture) {
    struct index_failure *failures;
    struct strbuf all = {0};
    struct index *index = fixture_open(fixture);
    size_t count = index_failures(index, &fixture->arena, &failures);
    for (size_t i = 0; i < count; i++)
        strbuf_add_format(&all, "%s: %s\n", failures[i].file, failures[i].reason);
    index_close(index);
    const char *text = arena_bytes(&fixture->arena, strbuf_text(&all), all.length);
    strbuf_release(&all);
    return text;
}

static void assert_sound(struct fixture *fixture) {
    const char *fault;
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_true(index_verify(index, &fixture->arena, &fault, &fixture->err));
    assert_null(fault);
    index_close(index);
}

static void a_thread_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    size_t count, again;
    for (int i = 0; i < FILES; i += FILES / 10) {
        write_files(fixture, i, i + FILES / 10);
        fixture_update(fixture);
    }
    write_odd_files(fixture);
    write_taken_ids(fixture);
    const char *failures = failures_of(fixture);
    assert_non_null(strstr(failures, "odd-link.md: symbolic link to nothing"));
    assert_non_null(strstr(failures, "odd-folder.md: is a folder"));
    size_t large = fixture_matches(fixture, "heel");
    assert_true(large > 0);
    const char *state_id = fixture_state(fixture);
    size_t matches = fixture_matches(fixture, "word5 OR \"word6 word23\"");
    assert_int_equal(fixture_matches(fixture, "taken"), 0);
    assert_int_equal(fixture_matches(fixture, "free"), 1);
    struct passage *in_turn = read_all(fixture, &count);
    unlink(fixture->path);
    fixture_update(fixture);
    assert_int_equal(fixture->report.added, FILES + ODD_FILES + 1);
    assert_string_equal(failures_of(fixture), failures);
    assert_int_equal(fixture_matches(fixture, "heel"), large);
    assert_sound(fixture);
    assert_int_equal(fixture_matches(fixture, "taken"), 0);
    assert_int_equal(fixture_matches(fixture, "free"), 1);
    struct passage *beside = read_all(fixture, &again);
    assert_int_equal(count, again);
    assert_string_equal(fixture_state(fixture), state_id);
    assert_int_equal(fixture_matches(fixture, "word5 OR \"word6 word23\""), matches);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(in_turn[i].rowid, beside[i].rowid);
        assert_string_equal(in_turn[i].text, beside[i].text);
        assert_string_equal(in_turn[i].hash, beside[i].hash);
    }
}

static void stop(void *context, size_t done, const char *file) {
    (void)context;
    (void)file;
    if (done == FILES / 2)
        kill(getpid(), SIGKILL);
}

static void a_build_killed_beside_its_thread_leaves_the_old_index(void **state) {
    struct fixture *fixture = *state;
    write_files(fixture, 0, FILES);
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    const char *roots[] = {fixture->corpus};
    pid_t child = fork();
    if (child == 0) {
        struct index *other = index_open(fixture->path, INDEX_WRITE, NULL);
        index_update(other, roots, 1, stop, NULL, &fixture->arena, &fixture->report, NULL);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    index_close(index);
    fixture_update(fixture);
    assert_int_equal(fixture->report.added, FILES);
    assert_sound(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_thread_changes_nothing),
        FIXTURE_TEST(a_build_killed_beside_its_thread_leaves_the_old_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
