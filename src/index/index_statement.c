/* index_statement.c - every SQL statement of the folder, the cache of prepared ones, and SQLite's
 * errors in our words.
 *
 * Layer: index. Order: the table, getting and stepping, values, errors. No statement is put
 * together from pieces; values are bound. (The tables themselves are made in index_schema.c.)
 */
#include "index/index_private.h"

#define ARTICLE_FACTS                                                                              \
    "SELECT article.id, article.language, article.topics, article.reviewed, article.review_due,"   \
    " coalesce(nullif(file.path, ''), root.path), article.first_passage, article.passage_count,"   \
    " article.source"                                                                              \
    " FROM article CROSS JOIN file ON file.id = article.file"                                      \
    " CROSS JOIN root ON root.id = file.root"

static const char *const statement_table[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN_READ] = "BEGIN",
    [STATEMENT_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",

    [STATEMENT_APPLICATION_ID] = "PRAGMA application_id",
    [STATEMENT_SCHEMA_VERSION] = "PRAGMA user_version",
    [STATEMENT_SCHEMA] = "SELECT type, name, sql FROM sqlite_schema",
    [STATEMENT_FTS5_API] = "SELECT fts5(?1)",

    [STATEMENT_ROOTS] = "SELECT id, path, forgotten FROM root ORDER BY id",
    [STATEMENT_MANIFEST] = "SELECT data FROM manifest ORDER BY chunk",
    [STATEMENT_FILES] = "SELECT root, path, hash FROM file WHERE hash IS NOT NULL",
    [STATEMENT_FILE_HASH] = "SELECT hash FROM file WHERE id = ?1",
    [STATEMENT_FILE_FAILURE] = "SELECT failure FROM file WHERE id = ?1",
    [STATEMENT_FAILURES] = "SELECT root.path, file.path, file.failure FROM file"
                           " JOIN root ON root.id = file.root WHERE file.failure IS NOT NULL"
                           " ORDER BY file.root, file.path",
    [STATEMENT_COUNTS] = "SELECT (SELECT count(*) FROM file),"
                         " (SELECT count(*) FROM file WHERE failure IS NOT NULL)",
    [STATEMENT_ARTICLE_IDS] = "SELECT id FROM article ORDER BY id",
    [STATEMENT_ARTICLE_RANGE] = "SELECT first_passage, passage_count FROM article WHERE id = ?1",
    /* Numbers of articles and of their passages grow together: nothing is to be sorted. */
    [STATEMENT_ARTICLE_FACTS] = ARTICLE_FACTS " ORDER BY article.rowid",
    [STATEMENT_ARTICLE_FACTS_OF] = ARTICLE_FACTS " WHERE article.id = ?1",
    [STATEMENT_ARTICLE_OF_PASSAGE] = "SELECT article.id FROM passage JOIN article"
                                     " ON article.rowid = passage.article WHERE passage.rowid = ?1",
    [STATEMENT_PASSAGE] =
        "SELECT article.id, passage.data, article.title, article.language, article.version,"
        " article.reviewed, article.review_due, article.author, article.source, root.path,"
        " file.path, passage.hash, passage.rowid - article.first_passage + 1,"
        " article.opening"
        " FROM passage JOIN article ON article.rowid = passage.article"
        " JOIN file ON file.id = article.file JOIN root ON root.id = file.root"
        " WHERE passage.rowid = ?1",
    /* Rows come in any order: the best are kept in a heap, because ORDER BY rank sorts them all. */
    [STATEMENT_MATCH] = "SELECT rowid, footnote_score(passage_text) FROM passage_text"
                        " WHERE passage_text MATCH ?1",
    [STATEMENT_PASSAGE_DATA] = "SELECT data FROM passage WHERE rowid = ?1",
    [STATEMENT_META] = "SELECT value FROM meta WHERE key = ?1",
    [STATEMENT_BLOB] = "SELECT data FROM blob WHERE name = ?1",
    [STATEMENT_EACH_MATCH] =
        "SELECT rowid FROM passage_text WHERE passage_text MATCH ?1 ORDER BY rowid",
    [STATEMENT_HAS_WORD] = "SELECT 1 FROM passage_text WHERE passage_text MATCH ?1 LIMIT 1",

    [STATEMENT_ROOT_ADD] = "INSERT INTO root(path) VALUES(?1)"
                           " ON CONFLICT(path) DO UPDATE SET forgotten = 0",
    [STATEMENT_ROOT_FORGET] = "UPDATE root SET forgotten = 1 WHERE path = ?1 AND NOT forgotten",
    [STATEMENT_ROOT_REMOVE] = "DELETE FROM root WHERE id = ?1",
    [STATEMENT_MANIFEST_SET] = "INSERT OR REPLACE INTO manifest(chunk, data) VALUES(?1, ?2)",
    [STATEMENT_MANIFEST_CLEAR] = "DELETE FROM manifest",
    [STATEMENT_FILE_RESULT] = "INSERT OR REPLACE INTO file(id, root, path, hash, failure)"
                              " VALUES(?1, ?2, ?3, ?4, ?5)",
    [STATEMENT_FILE_CONFLICT] = "UPDATE file SET failure = coalesce(failure, ?2) WHERE id = ?1",
    [STATEMENT_FILE_REMOVE] = "DELETE FROM file WHERE id = ?1",
    [STATEMENT_FILE_ARTICLES] = "SELECT rowid, first_passage, passage_count, hash, title,"
                                " language FROM article WHERE file = ?1",
    [STATEMENT_ARTICLE_ADD] =
        "INSERT INTO article(rowid, id, file, first_passage, passage_count, hash, title, language,"
        " version, reviewed, review_due, author, source, topics, opening)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        " ON CONFLICT(id) DO NOTHING",
    [STATEMENT_ARTICLE_OWNER] =
        "SELECT article.rowid, article.first_passage, article.passage_count, article.hash,"
        " article.title, article.language, article.file, file.root, file.path, root.path FROM "
        "article"
        " LEFT JOIN file ON file.id = article.file LEFT JOIN root ON root.id = file.root"
        " WHERE article.id = ?1",
    [STATEMENT_ARTICLE_REMOVE] = "DELETE FROM article WHERE rowid = ?1",
    [STATEMENT_PASSAGE_ADD] = "INSERT INTO passage(rowid, article, hash, data)"
                              " VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_PASSAGE_REMOVE] = "DELETE FROM passage WHERE rowid BETWEEN ?1 AND ?2",
    [STATEMENT_TEXT_ADD] = "INSERT INTO passage_text(rowid, title, path, body)"
                           " VALUES(?1, ?2, ?3, ?4)",
    /* The full-text table holds no text: taking a passage out needs the text it went in with. */
    [STATEMENT_TEXT_REMOVE] = "INSERT INTO passage_text(passage_text, rowid, title, path, body)"
                              " VALUES('delete', ?1, ?2, ?3, ?4)",
    [STATEMENT_TEXT_SETTING] = "INSERT INTO passage_text(passage_text, rank) VALUES(?1, ?2)",
    /* Its own tables: see text_store.c. */
    [STATEMENT_TEXT_CLEAR] = "INSERT INTO passage_text(passage_text) VALUES('delete-all')",
    [STATEMENT_TEXT_BLOCK] = "SELECT block FROM passage_text_data WHERE id = ?1",
    [STATEMENT_TEXT_BLOCK_SET] =
        "INSERT OR REPLACE INTO passage_text_data(id, block) VALUES(?1, ?2)",
    [STATEMENT_TEXT_SEPARATOR_ADD] =
        "INSERT INTO passage_text_idx(segid, term, pgno) VALUES(?1, ?2, ?3)",
    [STATEMENT_TEXT_SIZE_ADD] = "INSERT INTO passage_text_docsize(id, sz) VALUES(?1, ?2)",
    [STATEMENT_META_SET] = "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)",
    [STATEMENT_BLOB_SET] = "INSERT OR REPLACE INTO blob(name, data) VALUES(?1, ?2)",
    [STATEMENT_BLOB_REMOVE] = "DELETE FROM blob WHERE name = ?1",
    [STATEMENT_POSTING] = "SELECT data FROM posting WHERE id = ?1",
    [STATEMENT_POSTING_SET] = "INSERT OR REPLACE INTO posting(id, data) VALUES(?1, ?2)",
    [STATEMENT_POSTING_REMOVE] = "DELETE FROM posting WHERE id BETWEEN ?1 AND ?2",
};

sqlite3_stmt *statement_get(struct index *index, enum statement_id id, struct error *err) {
    sqlite3_stmt **statement = &index->statements[id];
    if (*statement) {
        statement_done(*statement);
        return *statement;
    }
    int code = sqlite3_prepare_v3(index->database, statement_table[id], -1,
                                  SQLITE_PREPARE_PERSISTENT, statement, NULL);
    if (code != SQLITE_OK) {
        index_error(index, err);
        return NULL;
    }
    return *statement;
}

bool statement_step(struct index *index, sqlite3_stmt *statement, bool *row, struct error *err) {
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return true;
    bool done = code == SQLITE_DONE || index_error(index, err);
    statement_done(statement);
    return done;
}

bool statement_run(struct index *index, sqlite3_stmt *statement, struct error *err) {
    bool row;
    do {
        if (!statement_step(index, statement, &row, err))
            return false;
    } while (row);
    return true;
}

bool statement_run_id(struct index *index, enum statement_id id, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, id, err);
    return statement && statement_run(index, statement, err);
}

bool statement_run_patiently(struct index *index, enum statement_id id, struct error *err) {
    enum { ATTEMPTS = 24 }; /* of the busy timeout each */
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        if (statement_run_id(index, id, err))
            return true;
        if ((sqlite3_errcode(index->database) & 0xff) != SQLITE_BUSY)
            return false;
    }
    return statement_run_id(index, id, err);
}

void statement_done(sqlite3_stmt *statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

void statement_close_all(struct index *index) {
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(index->statements[i]);
        index->statements[i] = NULL;
    }
}

void statement_bind_text(sqlite3_stmt *statement, int position, const char *text) {
    statement_bind_slice(statement, position, slice_of(text ? text : ""));
}

void statement_bind_slice(sqlite3_stmt *statement, int position, struct slice text) {
    sqlite3_bind_text64(statement, position, text.data ? text.data : "", text.length, SQLITE_STATIC,
                        SQLITE_UTF8);
}

const char *statement_text(sqlite3_stmt *statement, int column, struct arena *arena) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? arena_bytes(arena, text, (size_t)sqlite3_column_bytes(statement, column)) : "";
}

struct slice statement_blob(sqlite3_stmt *statement, int column) {
    const char *data = sqlite3_column_blob(statement, column);
    return slice_make(data, data ? (size_t)sqlite3_column_bytes(statement, column) : 0);
}

/* ---- errors ---- */

static const struct {
    int code; /* primary result code */
    const char *text;
} error_table[] = {
    {SQLITE_CORRUPT,
     "the index is damaged: footnote index --rebuild makes it again from the articles"},
    {SQLITE_NOTADB, "is no index: delete the file or name another one with --index"},
    {SQLITE_BUSY, "another program is changing the index, try again when it has finished"},
    {SQLITE_LOCKED, "another program is changing the index, try again when it has finished"},
    {SQLITE_FULL, "the disk is full: make room, or put the index elsewhere with --index"},
    {SQLITE_READONLY, "the index can't be written: change its permissions, or put it elsewhere "
                      "with --index"},
    {SQLITE_PERM, "the index can't be opened: change its permissions, or put it elsewhere with "
                  "--index"},
    {SQLITE_CANTOPEN, "the index can't be opened: check the folder and its permissions, or put it "
                      "elsewhere with --index"},
    {SQLITE_IOERR, "the disk can't be read or written: check it, or put the index elsewhere with "
                   "--index"},
    {SQLITE_NOMEM, "out of memory: end other programs and try again"},
};

bool index_error_code(const char *path, int code, const char *detail, struct error *err) {
    if (code == SQLITE_READONLY_DBMOVED)
        return error_set(err, ERROR_ENVIRONMENT,
                         "%s: another program has just made the index anew, try again", path);
    if (code == SQLITE_IOERR_DATA) { /* see page_check.h */
        code = SQLITE_CORRUPT;
        detail = "a page has changed";
    }
    for (size_t i = 0; i < sizeof error_table / sizeof *error_table; i++)
        if (error_table[i].code == (code & 0xff))
            return error_set(err, ERROR_ENVIRONMENT, "%s: %s (%s)", path, error_table[i].text,
                             detail);
    return error_set(err, ERROR_ENVIRONMENT, "%s: the index can't be used: %s", path, detail);
}

bool index_damaged(struct index *index, const char *detail, struct error *err) {
    index->is_damaged = true;
    return index_error_code(index->path, SQLITE_CORRUPT, detail, err);
}

bool index_error(struct index *index, struct error *err) {
    if ((sqlite3_errcode(index->database) & 0xff) == SQLITE_CORRUPT)
        index->is_damaged = true;
    return index_error_code(index->path, sqlite3_extended_errcode(index->database),
                            sqlite3_errmsg(index->database), err);
}
