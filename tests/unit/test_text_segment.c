/* test_text_segment.c - what we write as FTS5's tables is what FTS5 would have written: its own
 * integrity check finds nothing, every word stands where it stands in a table that FTS5 filled
 * with the same rows, and FTS5 goes on with it. */
#include "index_fixture.h"

#include "index/full_text/text_segment.h"

enum { ROWS = 9000, LONG_ROW = 4000, LONG_WORDS = 30000, LOG_ROWS = 7500, LEFT_OUT = 77 };

/* "common" in every row: its list has many pages without another word, and an index of its own;
 * one row whose words' places fill pages; words that share beginnings; empty columns. */
static const char *make_text(struct arena *arena, int row, int column) {
    struct strbuf text = {0};
    int count = column == 2 ? 12 : row % 3;
    if (row == LONG_ROW && column == 2)
        count = LONG_WORDS;
    if (column == 2)
        strbuf_add(&text, "common ");
    for (int i = 0; i < count; i++)
        strbuf_add_format(&text, i % 3 == 0 ? "heel%d " : "pain%dé ",
                          (int)((row * 7 + (int64_t)i * i * 13 + column) % (i % 5 ? 4999 : 40)));
    const char *made = arena_text(arena, strbuf_text(&text));
    strbuf_release(&text);
    return made;
}

struct filler {
    struct index *index;
    struct tokenizer *tokenizer;
    struct token_array columns[INDEX_COLUMN_COUNT];
    struct text_store store;
    struct text_log *log; /* NULL: FTS5 is given the rows */
};

static void split_row(struct filler *filler, int row) {
    struct arena arena = {0};
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        tokenize_all(filler->tokenizer, NULL, slice_of(make_text(&arena, row, column)),
                     &filler->columns[column]);
    arena_release(&arena);
}

static void replay_row(struct filler *filler, enum statement_id id, int row) {
    sqlite3_stmt *statement = statement_get(filler->index, id, NULL);
    sqlite3_bind_int64(statement, 1, row);
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        statement_bind_text(statement, 2 + column, "");
    index_words_replay(filler->index, filler->columns);
    assert_true(statement_run(filler->index, statement, NULL));
}

static void write_log(struct filler *filler) {
    text_log_close(filler->log, filler->tokenizer);
    assert_true(text_store_write(&filler->store, filler->log, NULL));
    text_log_free(filler->log);
    filler->log = text_log_new(0);
}

static void log_row(struct filler *filler, int row) {
    const struct token_array *const columns[] = {&filler->columns[0], &filler->columns[1],
                                                 &filler->columns[2]};
    text_log_add(filler->log, (uint32_t)row, columns);
    if (row % LOG_ROWS == 0)
        write_log(filler);
}

static struct index *fill(struct fixture *fixture, const char *name, bool by_log) {
    struct filler filler = {
        .index = index_open(file_join(&fixture->arena, fixture->folder, name), INDEX_WRITE, NULL),
        .tokenizer = tokenizer_new(),
        .log = by_log ? text_log_new(0) : NULL};
    assert_true(statement_run_id(filler.index, STATEMENT_BEGIN_WRITE, NULL));
    if (by_log) {
        assert_true(text_store_begin(&filler.store, filler.index, NULL));
        assert_true(text_store_leave_out(&filler.store, LEFT_OUT + 1, LEFT_OUT + 2));
        assert_true(text_store_leave_out(&filler.store, LEFT_OUT, LEFT_OUT + 1));
    }
    for (int row = 1; row <= ROWS; row++) {
        split_row(&filler, row);
        if (by_log)
            log_row(&filler, row);
        else if (row != LEFT_OUT && row != LEFT_OUT + 1)
            replay_row(&filler, STATEMENT_TEXT_ADD, row);
    }
    if (by_log) {
        write_log(&filler);
        assert_false(text_store_leave_out(&filler.store, ROWS, ROWS + 1));
        assert_true(text_store_finish(&filler.store, NULL));
    }
    assert_true(statement_run_id(filler.index, STATEMENT_COMMIT, NULL));
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        token_array_release(&filler.columns[column]);
    text_log_free(filler.log);
    tokenizer_free(filler.tokenizer);
    return filler.index;
}

static void run(struct index *index, const char *text) {
    if (sqlite3_exec(index->database, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(index->database));
}

static sqlite3_stmt *prepare(struct index *index, const char *text) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(index->database, text, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(index->database));
    return statement;
}

/* Returns how many rows there are. */
static size_t assert_same_rows(struct index *ours, struct index *theirs, const char *query) {
    sqlite3_stmt *a = prepare(ours, query), *b = prepare(theirs, query);
    size_t count = 0;
    for (;; count++) {
        int code = sqlite3_step(a);
        assert_int_equal(sqlite3_step(b), code);
        if (code != SQLITE_ROW)
            break;
        for (int i = 0; i < sqlite3_column_count(a); i++) {
            int length = sqlite3_column_bytes(a, i);
            assert_int_equal(sqlite3_column_bytes(b, i), length);
            if (length)
                assert_memory_equal(sqlite3_column_blob(a, i), sqlite3_column_blob(b, i),
                                    (size_t)length);
        }
    }
    sqlite3_finalize(a);
    sqlite3_finalize(b);
    return count;
}

static void assert_same_words(struct index *ours, struct index *theirs) {
    run(ours, "INSERT INTO passage_text(passage_text) VALUES('integrity-check')");
    size_t places = assert_same_rows(ours, theirs, "SELECT term, doc, col, offset FROM temp.words");
    assert_true(places > ROWS);
    assert_same_rows(ours, theirs, "SELECT id, sz FROM passage_text_docsize ORDER BY id");
    assert_same_rows(ours, theirs, "SELECT block FROM passage_text_data WHERE id = 1");
    static const char *const queries[] = {
        "common",
        "heel14 + pain12e",
        "heel1 * AND common",
        "NEAR(heel14 pain1*, 4)",
        "common NOT heel2*",
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        assert_same_rows(ours, theirs,
                         sqlite3_snprintf(200, (char[200]){0},
                                          "SELECT rowid FROM passage_text WHERE passage_text"
                                          " MATCH '%q' AND rowid > 4100",
                                          queries[i]));
}

static void take_row(struct index *index, int row) {
    struct filler filler = {.index = index, .tokenizer = tokenizer_new()};
    split_row(&filler, row);
    replay_row(&filler, STATEMENT_TEXT_REMOVE, row);
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        token_array_release(&filler.columns[column]);
    tokenizer_free(filler.tokenizer);
}

static void fts5_takes_our_tables_for_its_own(void **state) {
    struct fixture *fixture = *state;
    struct index *ours = fill(fixture, "ours.db", true);
    struct index *theirs = fill(fixture, "theirs.db", false);
    struct index *both[] = {ours, theirs};
    for (int i = 0; i < 2; i++)
        run(both[i],
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, passage_text, instance)");
    assert_same_words(ours, theirs);
    sqlite3_stmt *skips = prepare(ours, "SELECT 1 FROM passage_text_data WHERE id >> 36 & 1");
    assert_int_equal(sqlite3_step(skips), SQLITE_ROW);
    sqlite3_finalize(skips);
    for (int i = 0; i < 2; i++) {
        take_row(both[i], LONG_ROW);
        take_row(both[i], 1);
        take_row(both[i], ROWS);
    }
    assert_same_words(ours, theirs);
    run(ours, "INSERT INTO passage_text(passage_text) VALUES('optimize')");
    assert_same_words(ours, theirs);
    index_close(ours);
    index_close(theirs);
}

/* Our tables can't be written but while ours are being written. */
static void the_defences_stand_afterwards(void **state) {
    struct fixture *fixture = *state;
    struct index *index = fill(fixture, "ours.db", true);
    assert_int_not_equal(
        sqlite3_exec(index->database, "DELETE FROM passage_text_data", NULL, NULL, NULL),
        SQLITE_OK);
    index_close(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(fts5_takes_our_tables_for_its_own),
        FIXTURE_TEST(the_defences_stand_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
