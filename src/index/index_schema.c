/* index_schema.c - the tables of an index file, and whether a file holds exactly these.
 *
 * Layer: index. An index file may come from anywhere (--index FILE), and SQL stored in it runs when
 * it is opened; so every entry of sqlite_schema is compared with the text below, and anything else
 * (a trigger, a view, a changed table) makes the file foreign. Damage inside the tables is met by
 * the checksums of pages while reading (page_check.h).
 *
 * To change the schema: change the text and raise schema_version; older files are then rebuilt. So
 * when the readers read files otherwise.
 */
#include "index/index_private.h"
#include "index/page_check.h"

#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const int schema_version = 7;

/* "Ftnt", so that `file` and we know whose file it is. */
enum { SCHEMA_APPLICATION_ID = 0x46746e74 };

enum { HEAD_BYTES = 100, APPLICATION_ID_AT = 68 }; /* of SQLite's file header; big endian */

static bool head_is_ours(const unsigned char *head, size_t length) {
    const unsigned char *id = head + APPLICATION_ID_AT;
    return length == 0 || (length == HEAD_BYTES && memcmp(head, "SQLite format 3", 16) == 0 &&
                           ((uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 |
                            id[3]) == SCHEMA_APPLICATION_ID);
}

bool schema_file_is_ours(const char *path) {
    unsigned char head[HEAD_BYTES];
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return false;
    ssize_t length = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)
                         ? read(descriptor, head, sizeof head)
                         : 1;
    int failure = length < 0 ? errno : 0;
    close(descriptor);
    errno = failure;
    return length >= 0 && head_is_ours(head, (size_t)length);
}

struct schema_entry {
    const char *type, *name;
    const char *text;       /* NULL: an index that SQLite makes for a UNIQUE column */
    bool is_made_by_engine; /* FTS5 makes it: a later SQLite may add plain columns at its end */
};

/*
 * root     folders and single files articles come from; the order of ids is the order given
 * file     path is below the root, '' for a root that is a file. hash: of its bytes, NULL when
 *          they could not be had
 * manifest sizes and times of the files: see manifest_store.c
 * article  its passages have the rowids first_passage ... first_passage + passage_count - 1
 *          opening: shown in the place of a title, where that is ''
 * passage  article first, so that looking it up touches no text; data: see passage_pack.h, the only
 *          copy of the text. Rowids only grow (meta 'next_passage'), none is ever given twice
 * meta     small values by name: META_... in index_private.h, the languages in index_language.c
 * blob     what the index keeps by name and reads whole: the dictionary of passages, the thesaurus;
 *          names in a tree of their own, so that finding one reads nothing of the others
 * posting  the lists of words: see posting_format.h
 */
static const struct schema_entry schema_table[] = {
    {"table", "meta", "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID", false},
    {"table", "blob", "CREATE TABLE blob(name TEXT PRIMARY KEY, data BLOB NOT NULL)", false},
    {"index", "sqlite_autoindex_blob_1", NULL, false},
    {"table", "root",
     "CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,"
     " forgotten INTEGER NOT NULL DEFAULT 0)",
     false},
    {"index", "sqlite_autoindex_root_1", NULL, false},
    {"table", "file",
     "CREATE TABLE file(id INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL,"
     " hash BLOB, failure TEXT)",
     false},
    {"table", "manifest", "CREATE TABLE manifest(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL)",
     false},
    {"table", "article",
     "CREATE TABLE article(rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
     " file INTEGER NOT NULL, first_passage INTEGER NOT NULL, passage_count INTEGER NOT NULL,"
     " hash BLOB NOT NULL, title TEXT NOT NULL, language TEXT, version TEXT, reviewed TEXT,"
     " review_due TEXT, author TEXT, source TEXT, topics TEXT, opening TEXT)",
     false},
    {"index", "sqlite_autoindex_article_1", NULL, false},
    {"index", "article_file", "CREATE INDEX article_file ON article(file)", false},
    {"table", "passage",
     "CREATE TABLE passage(rowid INTEGER PRIMARY KEY, article INTEGER NOT NULL,"
     " hash BLOB NOT NULL, data BLOB NOT NULL)",
     false},
    {"table", "posting", "CREATE TABLE posting(id INTEGER PRIMARY KEY, data BLOB NOT NULL)", false},
    {"table", "passage_text",
     "CREATE VIRTUAL TABLE passage_text USING fts5(title, path, body, content='',"
     " tokenize='footnote')",
     false},
    {"table", "passage_text_data",
     "CREATE TABLE 'passage_text_data'(id INTEGER PRIMARY KEY, block BLOB)", true},
    {"table", "passage_text_idx",
     "CREATE TABLE 'passage_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
     true},
    {"table", "passage_text_docsize",
     "CREATE TABLE 'passage_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB)", true},
    {"table", "passage_text_config",
     "CREATE TABLE 'passage_text_config'(k PRIMARY KEY, v) WITHOUT ROWID", true},
};
enum { SCHEMA_ENTRY_COUNT = sizeof schema_table / sizeof *schema_table };

/* Same text, or for the engine's tables the same columns with more plain ones behind: words and
 * commas can't call anything. */
static bool text_fits(const struct schema_entry *entry, const char *text) {
    if (!entry->text || !text)
        return !entry->text && !text;
    if (strcmp(entry->text, text) == 0)
        return true;
    if (!entry->is_made_by_engine)
        return false;
    size_t shared = (size_t)(strrchr(entry->text, ')') - entry->text);
    if (strncmp(entry->text, text, shared) != 0)
        return false;
    const char *rest = text + shared;
    while (isalnum((unsigned char)*rest) || *rest == ' ' || *rest == ',' || *rest == '_')
        rest++;
    return strcmp(rest, entry->text + shared) == 0;
}

static bool entry_is_expected(sqlite3_stmt *row) {
    const char *type = (const char *)sqlite3_column_text(row, 0);
    const char *name = (const char *)sqlite3_column_text(row, 1);
    const char *text = (const char *)sqlite3_column_text(row, 2);
    for (int i = 0; type && name && i < SCHEMA_ENTRY_COUNT; i++)
        if (strcmp(schema_table[i].name, name) == 0)
            return strcmp(schema_table[i].type, type) == 0 && text_fits(&schema_table[i], text);
    return false;
}

/* Names are unique in a database, so the right number of expected ones is all of them. */
static bool compare_schema(struct index *index, int *count, bool *fits, struct error *err) {
    bool row, done = false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_SCHEMA, err);
    *count = 0;
    *fits = true;
    while (statement && (done = statement_step(index, statement, &row, err)) && row) {
        *fits = *fits && entry_is_expected(statement);
        ++*count;
    }
    *fits = *fits && *count == SCHEMA_ENTRY_COUNT;
    return done;
}

static bool read_number(struct index *index, enum statement_id id, int *number, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, id, err);
    bool row;
    if (!statement || !statement_step(index, statement, &row, err))
        return false;
    *number = row ? sqlite3_column_int(statement, 0) : 0;
    statement_done(statement);
    return true;
}

bool schema_check(struct index *index, enum schema_state *state, struct error *err) {
    int application, version, count;
    bool fits;
    if (!read_number(index, STATEMENT_APPLICATION_ID, &application, err) ||
        !read_number(index, STATEMENT_SCHEMA_VERSION, &version, err) ||
        !compare_schema(index, &count, &fits, err))
        return false;
    if (count == 0)
        *state = SCHEMA_EMPTY;
    else if (application != SCHEMA_APPLICATION_ID)
        *state = SCHEMA_FOREIGN;
    else if (version != schema_version)
        *state = version < schema_version ? SCHEMA_OLDER : SCHEMA_NEWER;
    else
        *state = fits && page_check_is_on(index->database) ? SCHEMA_CURRENT : SCHEMA_CHANGED;
    return true;
}

static bool run_text(struct index *index, const char *text, struct error *err) {
    return sqlite3_exec(index->database, text, NULL, NULL, NULL) == SQLITE_OK ||
           index_error(index, err);
}

static bool create_tables(struct index *index, struct error *err) {
    for (int i = 0; i < SCHEMA_ENTRY_COUNT; i++)
        if (schema_table[i].text && !schema_table[i].is_made_by_engine &&
            !run_text(index, schema_table[i].text, err))
            return false;
    char numbers[96];
    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             SCHEMA_APPLICATION_ID, schema_version);
    return run_text(index, numbers, err);
}

/* The roots of an older index, as far as it has them in a form we know. */
static char **read_old_roots(struct index *index, size_t *count) {
    sqlite3_stmt *statement = NULL;
    char **roots = NULL;
    *count = 0;
    if (sqlite3_prepare_v2(index->database, "SELECT path FROM root ORDER BY id", -1, &statement,
                           NULL) != SQLITE_OK)
        return NULL;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *path = (const char *)sqlite3_column_text(statement, 0);
        roots = memory_resize(roots, *count + 1, sizeof *roots);
        roots[(*count)++] = memory_duplicate_text(path ? path : "");
    }
    sqlite3_finalize(statement);
    return roots;
}

static void free_roots(char **roots, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(roots[i]);
    free(roots);
}

static bool write_roots(struct index *index, char *const *roots, size_t count, struct error *err) {
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *statement = statement_get(index, STATEMENT_ROOT_ADD, err);
        if (!statement)
            return false;
        statement_bind_text(statement, 1, roots[i]);
        if (!statement_run(index, statement, err))
            return false;
    }
    return true;
}

/* Virtual tables first: their own tables go with them, and only so. */
static const char next_to_drop[] =
    "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')"
    " AND substr(name, 1, 7) <> 'sqlite_' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC LIMIT 1";

/* "DROP TABLE name" for what stands next, to be given to sqlite3_free; NULL when none is left. */
static char *make_drop(struct index *index) {
    sqlite3_stmt *statement = NULL;
    char *text = NULL;
    if (sqlite3_prepare_v2(index->database, next_to_drop, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        text = sqlite3_mprintf("DROP %s \"%w\"", sqlite3_column_text(statement, 0),
                               sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
    return text;
}

static bool drop_tables(struct index *index, struct error *err) {
    bool done = true;
    char *text;
    while (done && (text = make_drop(index)) != NULL) {
        done = run_text(index, text, err);
        sqlite3_free(text);
    }
    return done;
}

static bool rebuild(struct index *index, struct error *err) {
    size_t root_count;
    char **roots = read_old_roots(index, &root_count);
    bool done = drop_tables(index, err) && create_tables(index, err) &&
                write_roots(index, roots, root_count, err);
    free_roots(roots, root_count);
    return done;
}

/* An index of a version that kept no checksums gets them when SQLite writes all of its pages anew;
 * that it does outside of a transaction. So two steps: a file that holds nothing but the roots and
 * still is of an older version, and its pages written anew. */
static const char bare_text[] = "PRAGMA user_version = 0;"
                                "CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT NOT NULL "
                                "UNIQUE, forgotten INTEGER NOT NULL DEFAULT 0)";

static bool reduce_to_roots(struct index *index, bool *is_bare, struct error *err) {
    enum schema_state state;
    size_t root_count;
    *is_bare = false;
    if (!schema_check(index, &state, err))
        return false;
    if (page_check_is_on(index->database) || (state != SCHEMA_OLDER && state != SCHEMA_EMPTY))
        return true; /* another process was faster */
    *is_bare = true;
    if (state == SCHEMA_EMPTY)
        return true;
    char **roots = read_old_roots(index, &root_count);
    bool done = drop_tables(index, err) && run_text(index, bare_text, err) &&
                write_roots(index, roots, root_count, err);
    free_roots(roots, root_count);
    return done;
}

static bool finish(struct index *index, bool done, struct error *err) {
    done = done && statement_run_patiently(index, STATEMENT_COMMIT, err);
    if (!done && !sqlite3_get_autocommit(index->database))
        statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    return done;
}

static bool give_checksums(struct index *index, struct error *err) {
    bool is_bare;
    if (!statement_run_patiently(index, STATEMENT_BEGIN_WRITE, err) ||
        !finish(index, reduce_to_roots(index, &is_bare, err), err))
        return false;
    statement_close_all(index);
    return !is_bare || run_text(index, "PRAGMA temp_store = memory; VACUUM", err);
}

static bool make_inside(struct index *index, enum schema_state *state, struct error *err) {
    if (!schema_check(index, state, err))
        return false;
    if (*state == SCHEMA_EMPTY)
        return create_tables(index, err) && schema_check(index, state, err);
    if (*state == SCHEMA_OLDER)
        return rebuild(index, err) && schema_check(index, state, err);
    return true;
}

bool schema_make(struct index *index, enum schema_state *state, struct error *err) {
    if (!page_check_is_on(index->database) && !give_checksums(index, err))
        return false;
    return statement_run_patiently(index, STATEMENT_BEGIN_WRITE, err) &&
           finish(index, make_inside(index, state, err), err);
}
