/* index_verify.c - is an index file whole? All that can be checked, on request.
 *
 * Layer: index, building half. Opening an index compares its schema text and nothing else, since a
 * search has no time for more; damage is then met where it is read. Here everything is read:
 * SQLite's own check of its pages, FTS5's of its structure, and ours of what stands in the tables:
 * a text that was changed from outside no longer has the hash it was stored with.
 *
 * Order: SQLite's checks, passages, files, the whole.
 */
#include "index/index_build.h"
#include "index/page_check.h"

struct verification {
    struct index *index;
    struct arena *arena;   /* for the fault found */
    const char *fault;     /* the first one, or NULL */
    int64_t passage_count; /* seen */
    struct content_hash state;
    struct error *err;
};

/* False only when checking itself is impossible; damage is a fault. */
typedef bool check(struct verification *verification);

static bool found(struct verification *verification, const char *fault) {
    verification->fault = fault;
    return true;
}

/* SQLite meets damage as an error code; anything else (locked, no memory) is no answer. */
static bool engine_error(struct verification *verification) {
    sqlite3 *database = verification->index->database;
    int code = sqlite3_errcode(database) & 0xff;
    if (sqlite3_extended_errcode(database) == SQLITE_IOERR_DATA)
        return found(verification, "a page has changed");
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR)
        return found(verification, arena_text(verification->arena, sqlite3_errmsg(database)));
    return index_error(verification->index, verification->err);
}

static sqlite3_stmt *prepare(struct verification *verification, const char *text) {
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(verification->index->database, text, -1, &statement, NULL);
    return statement;
}

/* ---- SQLite's checks ---- */

static bool check_pages(struct verification *verification) {
    if (!page_check_first(verification->index->database))
        return found(verification, "the first page has changed");
    sqlite3_stmt *statement = prepare(verification, "PRAGMA integrity_check(1)");
    if (!statement || sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return engine_error(verification);
    }
    const char *answer = (const char *)sqlite3_column_text(statement, 0);
    if (!answer || strcmp(answer, "ok") != 0)
        found(verification, arena_text(verification->arena, answer ? answer : "no answer"));
    sqlite3_finalize(statement);
    return true;
}

static bool check_words(struct verification *verification) {
    static const char text[] = "INSERT INTO passage_text(passage_text) VALUES('integrity-check')";
    if (sqlite3_exec(verification->index->database, text, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    int code = sqlite3_errcode(verification->index->database) & 0xff;
    if (code == SQLITE_CORRUPT)
        return found(verification, "the full-text table is damaged");
    return engine_error(verification);
}

/* ---- articles and passages ---- */

static const char passages_text[] =
    "SELECT article.id, passage.data, passage.hash FROM article JOIN passage"
    " ON passage.rowid BETWEEN article.first_passage"
    " AND article.first_passage + article.passage_count - 1 AND passage.article = article.rowid";

static bool passage_is_whole(struct verification *verification, sqlite3_stmt *row,
                             struct arena *arena) {
    struct passage_parts parts;
    const char *id = (const char *)sqlite3_column_text(row, 0);
    struct error problem = {0};
    if (!id ||
        !passage_read_parts(verification->index, statement_blob(row, 1), arena, &parts, &problem))
        return false;
    struct article article = {.id = id};
    struct section section = {
        .id = parts.section.data, .heading = parts.heading.data, .text = parts.body};
    struct content_hash expected = content_hash_of_section(&article, &section);
    return slice_equals(content_hash_bytes(&expected), statement_blob(row, 2));
}

static bool check_passages(struct verification *verification) {
    struct arena arena = {0};
    sqlite3_stmt *statement = prepare(verification, passages_text);
    int code = SQLITE_ERROR;
    while (statement && !verification->fault && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        verification->passage_count++;
        if (!passage_is_whole(verification, statement, &arena))
            found(verification,
                  arena_format(verification->arena, "a passage of article '%s' was changed or lost",
                               sqlite3_column_text(statement, 0)));
        arena_release(&arena);
    }
    bool done = verification->fault || code == SQLITE_DONE || engine_error(verification);
    sqlite3_finalize(statement);
    return done;
}

/* The sums that are kept agree with what is there. */
static bool check_sums(struct verification *verification) {
    struct index *index = verification->index;
    struct slice state;
    int64_t articles, passages, found_articles = 0, found_passages = 0;
    if (!meta_number(index, META_ARTICLES, &articles, verification->err) ||
        !meta_number(index, META_PASSAGES, &passages, verification->err) ||
        !meta_bytes(index, META_STATE, verification->arena, &state, verification->err))
        return false;
    sqlite3_stmt *statement = prepare(verification, "SELECT hash, passage_count FROM article");
    int code = SQLITE_ERROR;
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct content_hash hash = content_hash_from(statement_blob(statement, 0));
        content_hash_add(&verification->state, &hash);
        found_articles++;
        found_passages += sqlite3_column_int64(statement, 1);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE)
        return engine_error(verification);
    bool has_state = state.length ? slice_equals(state, content_hash_bytes(&verification->state))
                                  : found_articles == 0;
    if (!has_state || articles != found_articles || passages != found_passages ||
        passages != verification->passage_count)
        found(verification, "articles or passages are missing");
    return true;
}

/* ---- files ---- */

static bool check_files(struct verification *verification) {
    struct arena arena = {0};
    struct manifest manifest;
    struct error problem = {0};
    sqlite3_stmt *statement = prepare(verification, "SELECT count(*) FROM file");
    bool counted = statement && sqlite3_step(statement) == SQLITE_ROW;
    int64_t files = counted ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    bool loaded = counted && manifest_load(verification->index, &arena, &manifest, &problem);
    if (loaded && files != (int64_t)manifest.file_count)
        found(verification, "the list of files does not agree with the files");
    else if (counted && !loaded)
        found(verification, "the list of files can't be read");
    arena_release(&arena);
    return counted || engine_error(verification);
}

/* ---- the whole ---- */

static check *const checks[] = {check_pages, check_words, check_passages, check_sums, check_files};

bool index_verify(struct index *index, struct arena *arena, const char **fault, struct error *err) {
    struct verification verification = {.index = index, .arena = arena, .err = err};
    *fault = NULL;
    if (!build_can_begin(index, err) ||
        !statement_run_patiently(index, STATEMENT_BEGIN_WRITE, err)) /* FTS5's check wants it */
        return false;
    index->read_depth++;
    bool done = true;
    for (size_t i = 0; done && !verification.fault && i < sizeof checks / sizeof *checks; i++)
        done = checks[i](&verification);
    index->read_depth--;
    statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    *fault = verification.fault;
    return done;
}
