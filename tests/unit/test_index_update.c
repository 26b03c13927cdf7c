/* test_index_update.c - the index follows its files: what comes, changes, goes and fails. */
#include "index_sql.h"

static void assert_report(const struct fixture *fixture, size_t added, size_t changed,
                          size_t removed, size_t unchanged, size_t failed) {
    assert_int_equal(fixture->report.added, added);
    assert_int_equal(fixture->report.changed, changed);
    assert_int_equal(fixture->report.removed, removed);
    assert_int_equal(fixture->report.unchanged, unchanged);
    assert_int_equal(fixture->report.failed, failed);
}

/* A tokenizer of the table's name for a connection of ours: the table holds no text to be split. */
static void register_tokenizer(sqlite3 *database) {
    fts5_api *api = NULL;
    void *context = NULL;
    fts5_tokenizer tokenizer;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    sqlite3_finalize(statement);
    assert_int_equal(api->xFindTokenizer(api, "unicode61", &context, &tokenizer), SQLITE_OK);
    assert_int_equal(api->xCreateTokenizer(api, "footnote", context, &tokenizer, NULL), SQLITE_OK);
}

/* FTS5's own look at its entries. */
static void assert_intact(const struct fixture *fixture) {
    sqlite3 *database;
    char *message = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
    register_tokenizer(database);
    int code = sqlite3_exec(
        database, "INSERT INTO passage_text(passage_text, rank) VALUES('integrity-check', 1)", NULL,
        NULL, &message);
    if (code != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(database);
}

static void files_come_change_and_go(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nIntro.\n\n## Lifts\n\nA lift raises it.\n");
    const char *toe = fixture_write(fixture, "corpus/deep/toe.md", "# Toe\n\nA toe spacer.\n");
    fixture_write(fixture, "corpus/README.md", "# Not an article\n\nAbout xylophones.\n");
    fixture_update(fixture);
    assert_report(fixture, 2, 0, 0, 0, 0);
    assert_int_equal(fixture->report.article_count, 2);
    assert_int_equal(fixture->report.passage_count, 3);
    assert_int_equal(fixture_matches(fixture, "xylophones"), 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);

    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nIntro.\n\n## Lifts\n\nA wedge tilts.\n");
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    fixture_update(fixture);
    assert_report(fixture, 0, 1, 0, 1, 0);
    assert_int_equal(fixture_matches(fixture, "raises"), 0);
    assert_string_equal(fixture_text(fixture, "heel", "lifts"), "A wedge tilts.");
    assert_intact(fixture);

    assert_int_equal(unlink(toe), 0);
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    fixture_update(fixture);
    assert_report(fixture, 0, 0, 1, 1, 0);
    assert_int_equal(fixture_matches(fixture, "spacer"), 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    assert_intact(fixture);
}

static void a_touched_file_counts_as_unchanged_and_is_noted(void **state) {
    struct fixture *fixture = *state;
    const char *path = fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    fixture_update(fixture);
    const char *before = fixture_state(fixture);
    fixture_set_age(path, 50);
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    fixture_update(fixture);
    assert_report(fixture, 0, 0, 0, 1, 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    assert_string_equal(fixture_state(fixture), before);
}

static void an_edit_in_the_same_tick_is_not_missed(void **state) {
    struct fixture *fixture = *state;
    const char *path = fixture_write(fixture, "corpus/heel.md", "# Heel\n\nThe left side.\n");
    struct stat status;
    fixture_set_age(path, 0);
    assert_int_equal(stat(path, &status), 0);
    fixture_update(fixture);
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nThe other one.\n"); /* as long as before */
    struct timespec times[2] = {status.st_mtim, status.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    struct stat after;
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_size, status.st_size);
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "The other one.");
}

static void a_young_file_is_looked_at_once_more_only(void **state) {
    struct fixture *fixture = *state;
    const char *path = fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    fixture_set_age(path, 0);
    fixture_update(fixture);
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    sleep(2);
    fixture_update(fixture);
    assert_report(fixture, 0, 0, 0, 1, 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
}

static void a_file_of_the_future_does_not_stay_suspect(void **state) {
    struct fixture *fixture = *state;
    fixture_set_age(fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n"), -5000);
    fixture_update(fixture);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
}

/* Nanoseconds since 1970 end in 2262, the times that a file can bear do not. */
static void a_time_beyond_all_counting_is_a_time_like_others(void **state) {
    struct fixture *fixture = *state;
    const char *path = fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    static const int64_t seconds[] = {9223372037, 13569465600, -62135596800};
    fixture_update(fixture);
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        struct timespec times[2] = {{seconds[i], 0}, {seconds[i], 0}};
        assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
        assert_int_equal(fixture_check(fixture), INDEX_STALE);
        fixture_update(fixture);
        assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    }
}

static void a_bad_file_is_recorded_and_the_rest_goes_on(void **state) {
    struct fixture *fixture = *state;
    struct index_failure *failures;
    fixture_write(fixture, "corpus/bad.md", "# Bad\n\nfine, then \xff\xfe\n");
    fixture_write(fixture, "corpus/good.md", "# Good\n\nA heel lift.\n");
    fixture_update(fixture);
    assert_report(fixture, 2, 0, 0, 0, 1);
    assert_int_equal(fixture->report.article_count, 1);
    assert_int_equal(fixture_failures(fixture, &failures), 1);
    assert_string_equal(failures[0].file, file_join(&fixture->arena, fixture->corpus, "bad.md"));
    assert_memory_equal(failures[0].reason, "line 3: ", 8);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    fixture_update(fixture);
    assert_report(fixture, 0, 0, 0, 2, 1);

    fixture_write(fixture, "corpus/bad.md", "# Bad\n\nMended words.\n");
    fixture_update(fixture);
    assert_report(fixture, 0, 1, 0, 1, 0);
    fixture_write(fixture, "corpus/good.md", "\xff");
    fixture_update(fixture);
    assert_report(fixture, 0, 1, 0, 1, 1);
    assert_int_equal(fixture_matches(fixture, "lift"), 0);
    assert_intact(fixture);
}

static void what_cannot_be_opened_is_a_failure_until_it_can(void **state) {
    struct fixture *fixture = *state;
    struct index_failure *failures;
    const char *link = file_join(&fixture->arena, fixture->corpus, "link.md");
    assert_int_equal(symlink("nowhere.md", link), 0);
    fixture_write(fixture, "corpus/folder.md/inside.md", "# Inside\n\nText.\n");
    fixture_update(fixture);
    assert_report(fixture, 2, 0, 0, 0, 2);
    assert_int_equal(fixture_failures(fixture, &failures), 2);
    assert_non_null(strstr(failures[0].reason, "folder"));
    assert_non_null(strstr(failures[1].reason, "link"));
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
    fixture_write(fixture, "corpus/nowhere.md", "# Now here\n\nText.\n");
    fixture_update(fixture);
    assert_int_equal(fixture->report.article_count, 2);
    assert_int_equal(fixture->report.failed, 1);
}

static void some_bad_records_leave_the_others(void **state) {
    struct fixture *fixture = *state;
    struct index_failure *failures;
    fixture_write(fixture, "docs.jsonl",
                  "{\"id\": \"a\", \"title\": \"A\", \"text\": \"heel lift\"}\n"
                  "{\"id\": \"b\", \"title\": \n"
                  "{\"id\": \"c\", \"title\": \"C\", \"text\": \"heel cup\"}\n"
                  "{\"id\": \"a\", \"title\": \"A again\", \"text\": \"heel pad\"}\n");
    const char *roots[] = {file_join(&fixture->arena, fixture->folder, "docs.jsonl")};
    assert_true(fixture_update_roots(fixture, roots, 1));
    assert_int_equal(fixture->report.article_count, 2);
    assert_int_equal(fixture->report.failed, 1);
    assert_int_equal(fixture_failures(fixture, &failures), 1);
    assert_string_equal(failures[0].file, roots[0]);
    assert_memory_equal(failures[0].reason,
                        "2 of 4 articles could not be read, the first: line 2: ", 54);
    assert_int_equal(fixture_matches(fixture, "pad"), 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);
}

static void an_earlier_root_overlays_a_later_one(void **state) {
    struct fixture *fixture = *state;
    const char *roots[] = {file_join(&fixture->arena, fixture->folder, "clinic"), fixture->corpus};
    const char *own = fixture_write(fixture, "clinic/heel.md", "# Heel\n\nThe clinic's own.\n");
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nAs shipped.\n");
    assert_true(fixture_update_roots(fixture, roots, 2));
    assert_int_equal(fixture->report.failed, 0);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "The clinic's own.");
    assert_int_equal(fixture_matches(fixture, "shipped"), 0);
    assert_int_equal(fixture_check(fixture), INDEX_CURRENT);

    assert_int_equal(unlink(own), 0);
    assert_true(fixture_update_roots(fixture, NULL, 0));
    assert_string_equal(fixture_text(fixture, "heel", NULL), "As shipped.");

    fixture_write(fixture, "clinic/heel.md", "# Heel\n\nBack again.\n");
    assert_true(fixture_update_roots(fixture, NULL, 0));
    assert_string_equal(fixture_text(fixture, "heel", NULL), "Back again.");
    assert_int_equal(fixture->report.article_count, 1);
    assert_intact(fixture);
}

static void two_files_of_one_id_are_told_apart_whatever_came_first(void **state) {
    struct fixture *fixture = *state;
    struct index_failure *failures;
    static const char a[] = "---\nid: heel\n---\n# Heel\n\nFrom a.\n";
    static const char b[] = "---\nid: heel\n---\n# Heel\n\nFrom b.\n";
    fixture_write(fixture, "corpus/b.md", b);
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "From b.");
    const char *first = fixture_write(fixture, "corpus/a.md", a);
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "From a.");
    assert_int_equal(fixture->report.failed, 1);
    assert_int_equal(fixture_failures(fixture, &failures), 1);
    assert_string_equal(file_name_of(failures[0].file), "b.md");
    assert_non_null(strstr(failures[0].reason, "'heel'"));
    assert_non_null(strstr(failures[0].reason, first));
    assert_int_equal(unlink(first), 0);
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "From b.");
    assert_int_equal(fixture->report.failed, 0);
    assert_intact(fixture);
}

/* As it goes when someone sees the message and deletes the other file at once: this one is young,
 * and looked at once more for that. */
static void a_touched_file_gets_its_article_back_when_the_other_goes(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/b.md", "---\nid: heel\n---\n# Heel\n\nFrom b.\n");
    const char *first =
        fixture_write(fixture, "corpus/a.md", "---\nid: heel\n---\n# Heel\n\nFrom a.\n");
    fixture_update(fixture);
    assert_int_equal(fixture->report.failed, 1);
    fixture_set_age(file_join(&fixture->arena, fixture->corpus, "b.md"), 40);
    assert_int_equal(unlink(first), 0);
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "From b.");
    assert_int_equal(fixture->report.failed, 0);
}

/* b.jsonl gets its article back, out of z.jsonl, which has come in the same moment. */
static void what_a_file_lacks_is_told_whatever_the_order(void **state) {
    struct fixture *fixture = *state;
    struct index_failure *failures;
    const char *first =
        fixture_write(fixture, "corpus/a.md", "---\nid: heel\n---\n# Heel\n\nFrom a.\n");
    fixture_write(fixture, "corpus/b.jsonl",
                  "{\"id\": \"heel\", \"title\": \"Heel\", \"text\": \"From b.\"}\n");
    fixture_update(fixture);
    assert_int_equal(unlink(first), 0);
    fixture_write(fixture, "corpus/z.jsonl",
                  "{\"id\": \"heel\", \"title\": \"Heel\", \"text\": \"From z.\"}\n"
                  "{\"id\": \"toe\", \"title\": \"Toe\", \"text\": \"A toe.\"}\n");
    fixture_update(fixture);
    assert_string_equal(fixture_text(fixture, "heel", NULL), "From b.");
    assert_string_equal(fixture_text(fixture, "toe", NULL), "A toe.");
    assert_int_equal(fixture_failures(fixture, &failures), 1);
    assert_non_null(strstr(failures[0].reason, "1 of 2 articles could not be read"));
    assert_report(fixture, 1, 0, 1, 1, 1);
    assert_intact(fixture);
}

static void an_unreachable_root_keeps_its_articles(void **state) {
    struct fixture *fixture = *state;
    const char **unreachable;
    size_t count;
    char *moved = file_join(&fixture->arena, fixture->folder, "moved");
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    fixture_update(fixture);
    assert_int_equal(rename(fixture->corpus, moved), 0);
    struct index *index = fixture_open(fixture);
    assert_int_equal(index_check(index, &fixture->arena, &unreachable, &count), INDEX_CURRENT);
    assert_int_equal(count, 1);
    assert_string_equal(unreachable[0], fixture->corpus);
    index_close(index);
    fixture_update(fixture); /* with the root given, as it stands in someone's settings */
    assert_int_equal(fixture->report.removed, 0);
    assert_int_equal(fixture->report.unreachable_count, 1);
    assert_non_null(fixture_text(fixture, "heel", NULL));
}

static void an_unknown_root_is_an_error_and_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    const char *roots[] = {fixture->corpus, "/nowhere/at/all"};
    assert_false(fixture_update_roots(fixture, roots, 2));
    assert_int_equal(fixture->err.code, ERROR_INPUT);
    assert_non_null(strstr(fixture->err.message, "/nowhere/at/all"));
    assert_null(fixture_text(fixture, "heel", NULL));
}

static void a_forgotten_root_goes_with_the_next_update(void **state) {
    struct fixture *fixture = *state;
    const char **roots;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    fixture_update(fixture);
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_false(index_forget_root(index, "/nowhere", &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_NOT_FOUND);
    assert_true(index_forget_root(index, fixture->corpus, &fixture->err));
    assert_int_equal(index_roots(index, &fixture->arena, &roots), 0);
    index_close(index);
    assert_non_null(fixture_text(fixture, "heel", NULL));
    assert_int_equal(fixture_check(fixture), INDEX_STALE);
    assert_true(fixture_update_roots(fixture, NULL, 0));
    assert_int_equal(fixture->report.removed, 1);
    assert_null(fixture_text(fixture, "heel", NULL));
}

static void the_same_content_has_the_same_state_whatever_the_way(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/a.md", "# A\n\nOne.\n");
    fixture_update(fixture);
    const char *one = fixture_state(fixture);
    const char *path = fixture_write(fixture, "corpus/b.md", "# B\n\nTwo.\n");
    fixture_update(fixture);
    const char *two = fixture_state(fixture);
    assert_string_not_equal(one, two);
    unlink(path);
    fixture_update(fixture);
    assert_string_equal(fixture_state(fixture), one);
    fixture_write(fixture, "corpus/b.md", "# B\n\nTwo.\n");
    fixture_write(fixture, "corpus/a.md", "# A\n\nOther.\n");
    fixture_update(fixture);
    fixture_write(fixture, "corpus/a.md", "# A\n\nOne.\n");
    fixture_update(fixture);
    assert_string_equal(fixture_state(fixture), two);
}

static void a_passages_hash_changes_with_its_words_only(void **state) {
    struct fixture *fixture = *state;
    struct passage before, after;
    fixture_write(fixture, "corpus/a.md", "# A\n\n## One\n\nText.\n\n## Two\n\nMore.\n");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    assert_true(index_passage(index, &fixture->arena, "a", "two", &before, &fixture->err));
    index_close(index);
    assert_int_equal(strlen(before.hash), 32);
    fixture_write(fixture, "corpus/a.md", "# A\n\n## One\n\nChanged.\n\n\n## Two\n\nMore.\n");
    fixture_update(fixture);
    index = fixture_open(fixture);
    assert_true(index_passage(index, &fixture->arena, "a", "two", &after, &fixture->err));
    assert_string_equal(after.hash, before.hash);
    assert_int_equal(after.line, before.line + 1);
    assert_true(index_passage(index, &fixture->arena, "a", "one", &after, &fixture->err));
    assert_string_not_equal(after.hash, before.hash);
    index_close(index);
}

static void a_passage_carries_what_a_footnote_needs(void **state) {
    struct fixture *fixture = *state;
    struct passage passage;
    fixture_write(fixture, "corpus/in/heel.md",
                  "---\nid: insert-types\ntitle: Inserts\nlanguage: en\nversion: \"1.2\"\n"
                  "reviewed: 2026-10-01\nreview_due: 2027-10-01\nsource: A book\nauthor: Jo\n---\n"
                  "Intro.\n\n## Types\n\nMany.\n\n### Heel lifts\n\nThey raise the heel.\n");
    fixture_update(fixture);
    struct index *index = fixture_open(fixture);
    assert_true(index_passage(index, &fixture->arena, "insert-types", "heel-lifts", &passage,
                              &fixture->err));
    assert_string_equal(passage.title, "Inserts");
    assert_string_equal(passage.heading, "Heel lifts");
    assert_string_equal(passage.path, "Types > Heel lifts");
    assert_string_equal(passage.text, "They raise the heel.");
    assert_string_equal(passage.language, "en");
    assert_string_equal(passage.version, "1.2");
    assert_string_equal(passage.reviewed, "2026-10-01");
    assert_string_equal(passage.review_due, "2027-10-01");
    assert_string_equal(passage.source, "A book");
    assert_string_equal(passage.author, "Jo");
    assert_string_equal(passage.file, file_join(&fixture->arena, fixture->corpus, "in/heel.md"));
    assert_int_equal(passage.line, 17);
    assert_false(
        index_passage(index, &fixture->arena, "insert-typs", NULL, &passage, &fixture->err));
    assert_int_equal(fixture->err.code, ERROR_NOT_FOUND);
    assert_non_null(strstr(fixture->err.message, "did you mean 'insert-types'"));
    assert_false(index_passage(index, &fixture->arena, "insert-types", "heel-lift", &passage,
                               &fixture->err));
    assert_non_null(strstr(fixture->err.message, "did you mean 'heel-lifts'"));
    index_close(index);
}

static void count_calls(void *context, size_t done, const char *file) {
    size_t *calls = context;
    assert_int_equal(done, *calls);
    assert_non_null(strstr(file, ".md"));
    ++*calls;
}

/* The numbers of passages end with 32 bits: an update that would need more changes nothing. */
static void numbers_that_are_used_up_are_said(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "corpus/heel.md", "# Heel\n\nA lift.\n");
    fixture_update(fixture);
    run_sql(fixture->path, "UPDATE meta SET value = 4294967294 WHERE key = 'next_passage'");
    fixture_write(fixture, "corpus/toe.md", "# Toe\n\nA spacer.\n");
    assert_false(fixture_update_roots(fixture, NULL, 0));
    assert_int_equal(fixture->err.code, ERROR_ENVIRONMENT);
    assert_non_null(strstr(fixture->err.message, "no number left"));
    assert_non_null(strstr(fixture->err.message, "--rebuild"));
    assert_int_equal(fixture_matches(fixture, "spacer"), 0);
    assert_int_equal(fixture_matches(fixture, "lift"), 1);
}

static void progress_names_each_file_read(void **state) {
    struct fixture *fixture = *state;
    const char *roots[] = {fixture->corpus};
    size_t calls = 0;
    fixture_write(fixture, "corpus/a.md", "# A\n\nOne.\n");
    fixture_write(fixture, "corpus/b.md", "# B\n\nTwo.\n");
    struct index *index = index_open(fixture->path, INDEX_WRITE, &fixture->err);
    assert_true(index_update(index, roots, 1, count_calls, &calls, &fixture->arena,
                             &fixture->report, &fixture->err));
    index_close(index);
    assert_int_equal(calls, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(files_come_change_and_go),
        FIXTURE_TEST(a_touched_file_counts_as_unchanged_and_is_noted),
        FIXTURE_TEST(an_edit_in_the_same_tick_is_not_missed),
        FIXTURE_TEST(a_young_file_is_looked_at_once_more_only),
        FIXTURE_TEST(a_file_of_the_future_does_not_stay_suspect),
        FIXTURE_TEST(a_time_beyond_all_counting_is_a_time_like_others),
        FIXTURE_TEST(a_bad_file_is_recorded_and_the_rest_goes_on),
        FIXTURE_TEST(what_cannot_be_opened_is_a_failure_until_it_can),
        FIXTURE_TEST(some_bad_records_leave_the_others),
        FIXTURE_TEST(an_earlier_root_overlays_a_later_one),
        FIXTURE_TEST(two_files_of_one_id_are_told_apart_whatever_came_first),
        FIXTURE_TEST(a_touched_file_gets_its_article_back_when_the_other_goes),
        FIXTURE_TEST(what_a_file_lacks_is_told_whatever_the_order),
        FIXTURE_TEST(an_unreachable_root_keeps_its_articles),
        FIXTURE_TEST(an_unknown_root_is_an_error_and_changes_nothing),
        FIXTURE_TEST(a_forgotten_root_goes_with_the_next_update),
        FIXTURE_TEST(the_same_content_has_the_same_state_whatever_the_way),
        FIXTURE_TEST(a_passages_hash_changes_with_its_words_only),
        FIXTURE_TEST(a_passage_carries_what_a_footnote_needs),
        FIXTURE_TEST(numbers_that_are_used_up_are_said),
        FIXTURE_TEST(progress_names_each_file_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
