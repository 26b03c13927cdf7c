/* fuzz_index.c - any bytes as one row of an index, checksum and all: what someone could write who
 * means harm. Searches, similar passages, articles and the check of what has changed may fail, and
 * never crash or run on.
 *
 * The first byte says which row of which table; the rest is what stands there. The row is put back
 * by rolling back.
 */
#include "index/index_build.h"
#include "index/postings/posting_private.h"
#include "search/search.h"
#include "search/similar.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const changes[] = {
    "UPDATE posting SET data = ?1 WHERE id = (SELECT id FROM posting ORDER BY id LIMIT 1 OFFSET "
    "?2)",
    "UPDATE passage SET data = ?1 WHERE rowid = ?2 + 1",
    "UPDATE blob SET data = ?1 WHERE name = (SELECT name FROM blob ORDER BY 1 LIMIT 1 OFFSET ?2)",
    "UPDATE manifest SET data = ?1",
    "UPDATE meta SET value = ?1 WHERE key = (SELECT key FROM meta ORDER BY 1 LIMIT 1 OFFSET ?2)",
    "UPDATE passage_text_data SET block = ?1"
    " WHERE id = (SELECT id FROM passage_text_data ORDER BY id LIMIT 1 OFFSET ?2)",
    "UPDATE passage_text_docsize SET sz = ?1 WHERE id = ?2 + 1",
    "UPDATE article SET first_passage = CAST(?1 AS INTEGER), passage_count = 3 WHERE rowid = 1",
};
enum { CHANGE_COUNT = sizeof changes / sizeof *changes, ROW_SHIFT = 3 };

static struct index *open_index(void) {
    static char folder[] = "/tmp/footnote-fuzz-XXXXXX";
    static char path[64];
    struct arena arena = {0};
    struct error err;
    struct index_report report;
    if (!mkdtemp(folder))
        abort();
    for (int i = 0; i < 150; i++) { /* more than one block */
        char name[64];
        snprintf(name, sizeof name, "%s/%d.md", folder, i);
        FILE *file = fopen(name, "w");
        if (!file)
            abort();
        fprintf(file,
                "# Heel lift%s %d\n\nA heel lift raises the heel number%d.\n\n## Why\n\nPain.\n",
                i % 3 ? "" : "s", i, i);
        fclose(file);
    }
    snprintf(path, sizeof path, "%s/index.sqlite", folder);
    struct index *index = index_open(path, INDEX_WRITE, &err);
    const char *roots[] = {folder};
    if (!index || !index_update(index, roots, 1, NULL, NULL, &arena, &report, &err))
        abort();
    arena_release(&arena);
    /* FTS5's own tables are to be written here */
    sqlite3_db_config(index->database, SQLITE_DBCONFIG_DEFENSIVE, 0, 0);
    return index;
}

static bool change_row(struct index *index, const uint8_t *data, size_t size) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(index->database, changes[data[0] % CHANGE_COUNT], -1, &statement,
                           NULL) != SQLITE_OK)
        abort();
    sqlite3_bind_blob64(statement, 1, data + 1, size - 1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, data[0] >> ROW_SHIFT);
    bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return done;
}

static void ask(struct index *index, struct arena *arena) {
    static const char *const queries[] = {"heel lift", "\"heel lift\"", "lif*", "hel number7",
                                          "pain"};
    struct error err;
    struct passage *passages;
    size_t count;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct search_result result;
        struct search_options options = {.limit = 10, .with_snippets = true, .fix = i == 3};
        search_run(index, arena, slice_of(queries[i]), &options, &result, &err);
    }
    if (index_article(index, arena, "3", &passages, &count, &err)) {
        struct search_result result;
        struct similar_options options = {.limit = 5};
        similar_find(index, arena, passages, count, &options, &result, &err);
    }
    index_check(index, arena, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct index *index;
    if (!index)
        index = open_index();
    if (size < 1)
        return 0;
    struct arena arena = {0};
    struct error err;
    if (!statement_run_id(index, STATEMENT_BEGIN_WRITE, &err))
        abort();
    index->read_depth++; /* what is read below belongs to this transaction */
    posting_state_forget(index);
    if (change_row(index, data, size))
        ask(index, &arena);
    index->read_depth--;
    posting_state_forget(index);
    index->dictionary = slice_make(NULL, 0);
    arena_release(&index->kept);
    if (!statement_run_id(index, STATEMENT_ROLLBACK, &err))
        abort();
    arena_release(&arena);
    return 0;
}
