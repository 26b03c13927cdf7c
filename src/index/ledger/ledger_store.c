/* ledger_store.c - opening the ledger's file, its tables and statements, SQLite's errors in our
 * words.
 *
 * Layer: index. Order: the schema and how an older one is brought up to date, statements, errors,
 * opening. To change the tables: add a step to migration_table; never change one that was released.
 */
#include "index/ledger/ledger_private.h"

#include "base/file.h"
#include "base/memory.h"
#include "index/index_private.h"

#include <stdlib.h>
#include <time.h>

enum {
    LEDGER_APPLICATION_ID = 0x46746e6c, /* "Ftnl" */
    LEDGER_BUSY_TIMEOUT_MS = 20000,
};

/* ---- the schema ------------------------------------------------------------------------------ */

/*
 * run       what many handouts share: program, script, wording, clinic, corpus, files
 * sentence  each version of a printed sentence once; entry.sentences lists their ids as read
 * quoted    which entries carried a passage, for recall
 * entry     chain: the keyed hash over it and the one before
 * inputs    encrypted; may be deleted, when a clinic no longer may keep them
 * file      encrypted, by the SHA-256 of what is in it
 */
static const char *const migration_table[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE run(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, report TEXT NOT NULL,"
    " program TEXT NOT NULL, script_hash TEXT NOT NULL, wording_hash TEXT NOT NULL,"
    " clinic_hash TEXT NOT NULL, corpus_state TEXT NOT NULL, faces TEXT NOT NULL,"
    " files TEXT NOT NULL);"
    "CREATE TABLE passage(id INTEGER PRIMARY KEY, article TEXT NOT NULL, section TEXT NOT NULL,"
    " hash TEXT NOT NULL, UNIQUE(article, section, hash));"
    "CREATE TABLE sentence(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, key TEXT NOT NULL,"
    " class TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, facts TEXT NOT NULL,"
    " passage INTEGER REFERENCES passage(id));"
    "CREATE TABLE entry(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, code TEXT NOT NULL,"
    " made_at TEXT NOT NULL, handout_date TEXT NOT NULL, format TEXT NOT NULL,"
    " language TEXT NOT NULL, page_count INTEGER NOT NULL, made_by TEXT NOT NULL,"
    " accepted TEXT NOT NULL, note TEXT NOT NULL, output_hash TEXT NOT NULL,"
    " patient TEXT NOT NULL, patient_year TEXT NOT NULL, patient_other_year TEXT NOT NULL,"
    " run INTEGER NOT NULL REFERENCES run(id), sentences TEXT NOT NULL, chain TEXT NOT NULL);"
    "CREATE INDEX entry_code ON entry(code);"
    "CREATE TABLE quoted(passage INTEGER NOT NULL, entry INTEGER NOT NULL,"
    " PRIMARY KEY(passage, entry)) WITHOUT ROWID;"
    "CREATE TABLE inputs(entry INTEGER PRIMARY KEY, sealed BLOB NOT NULL);"
    "CREATE TABLE file(id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL);",
};
enum { LEDGER_VERSION = sizeof migration_table / sizeof *migration_table };

/* ---- statements ------------------------------------------------------------------------------ */

#define ENTRY_COLUMNS                                                                              \
    "entry.number, entry.kind, entry.code, entry.made_at, entry.handout_date, entry.format,"       \
    " entry.language, entry.page_count, entry.made_by, entry.accepted, entry.note,"                \
    " entry.output_hash, entry.patient, entry.patient_year, entry.patient_other_year, entry.run,"  \
    " run.report, run.program, run.script_hash, run.wording_hash, run.clinic_hash,"                \
    " run.corpus_state, run.faces, run.files"
#define FROM_ENTRY " FROM entry JOIN run ON run.id = entry.run"
#define SENTENCE_COLUMNS                                                                           \
    "sentence.key, sentence.class, sentence.language, sentence.text, sentence.facts,"              \
    " coalesce(passage.article, ''), coalesce(passage.section, ''), coalesce(passage.hash, '')"

static const char *const statement_table[LEDGER_STATEMENT_COUNT] = {
    [LEDGER_BEGIN] = "BEGIN IMMEDIATE",
    [LEDGER_COMMIT] = "COMMIT",
    [LEDGER_ROLLBACK] = "ROLLBACK",
    [LEDGER_META] = "SELECT value FROM meta WHERE key = ?1",
    [LEDGER_META_SET] = "INSERT INTO meta(key, value) VALUES(?1, ?2)"
                        " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    [LEDGER_RUN_FIND] = "SELECT id FROM run WHERE digest = ?1",
    [LEDGER_RUN_ADD] = "INSERT INTO run(digest, report, program, script_hash, wording_hash,"
                       " clinic_hash, corpus_state, faces, files)"
                       " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [LEDGER_PASSAGE_FIND] = "SELECT id FROM passage WHERE article = ?1 AND section = ?2"
                            " AND hash = ?3",
    [LEDGER_PASSAGE_ADD] = "INSERT INTO passage(article, section, hash) VALUES(?1, ?2, ?3)",
    [LEDGER_SENTENCE_FIND] = "SELECT id, passage FROM sentence WHERE digest = ?1",
    [LEDGER_SENTENCE_ADD] = "INSERT INTO sentence(digest, key, class, language, text, facts,"
                            " passage) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [LEDGER_SENTENCE_ROW] = "SELECT " SENTENCE_COLUMNS
                            " FROM sentence LEFT JOIN passage ON passage.id = sentence.passage"
                            " WHERE sentence.id = ?1",
    [LEDGER_ENTRY_ADD] =
        "INSERT INTO entry(number, kind, code, made_at, handout_date, format, language, page_count,"
        " made_by, accepted, note, output_hash, patient, patient_year, patient_other_year, run,"
        " sentences, chain)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    [LEDGER_QUOTED_ADD] = "INSERT INTO quoted(passage, entry) VALUES(?1, ?2)"
                          " ON CONFLICT(passage, entry) DO NOTHING",
    [LEDGER_QUOTED_HAS] = "SELECT 1 FROM passage JOIN quoted ON quoted.passage = passage.id"
                          " WHERE passage.article = ?1 AND passage.section = ?2"
                          " AND passage.hash = ?3 AND quoted.entry = ?4",
    [LEDGER_QUOTED_COUNT] = "SELECT count(*) FROM quoted",
    [LEDGER_INPUTS_ADD] = "INSERT INTO inputs(entry, sealed) VALUES(?1, ?2)",
    [LEDGER_INPUTS] = "SELECT sealed FROM inputs WHERE entry = ?1",
    [LEDGER_FILE_HAS] = "SELECT 1 FROM file WHERE hash = ?1",
    [LEDGER_FILE_ADD] = "INSERT INTO file(hash, sealed) VALUES(?1, ?2)"
                        " ON CONFLICT(hash) DO NOTHING",
    [LEDGER_FILE] = "SELECT sealed FROM file WHERE hash = ?1",
    /* With a date of birth (?3) an entry that has one too must agree in it; where one side knows
     * an age alone, a year in common is enough. */
    [LEDGER_FIND] = "SELECT " ENTRY_COLUMNS FROM_ENTRY
                    " WHERE (?1 = '' OR run.report = ?1) AND (?2 = '' OR entry.made_at >= ?2)"
                    " AND ((?3 = '' AND ?4 = '' AND ?5 = '')"
                    "   OR (?3 <> '' AND entry.patient = ?3)"
                    "   OR ((?3 = '' OR entry.patient = '') AND entry.patient_year <> ''"
                    "     AND (entry.patient_year IN (?4, ?5)"
                    "       OR (entry.patient_other_year <> ''"
                    "         AND entry.patient_other_year IN (?4, ?5)))))"
                    " ORDER BY entry.number DESC LIMIT ?6",
    [LEDGER_FIND_CODE] = "SELECT " ENTRY_COLUMNS FROM_ENTRY
                         " WHERE entry.code = ?1 ORDER BY entry.number DESC LIMIT ?2",
    [LEDGER_FIND_PASSAGE] = "SELECT " ENTRY_COLUMNS " FROM passage"
                            " JOIN quoted ON quoted.passage = passage.id"
                            " JOIN entry ON entry.number = quoted.entry"
                            " JOIN run ON run.id = entry.run"
                            " WHERE passage.article = ?1 AND (?2 = '' OR passage.section = ?2)"
                            " AND (?3 = '' OR passage.hash = ?3) AND (?4 = '' OR run.report = ?4)"
                            " AND (?5 = '' OR entry.made_at >= ?5)"
                            " GROUP BY entry.number ORDER BY entry.number DESC LIMIT ?6",
    [LEDGER_ENTRY_SENTENCES] = "SELECT sentences FROM entry WHERE number = ?1",
    [LEDGER_ALL] = "SELECT " ENTRY_COLUMNS ", entry.chain" FROM_ENTRY " ORDER BY entry.number",
    [LEDGER_CODES] = "SELECT DISTINCT code FROM entry WHERE code <> '' ORDER BY code",
};

sqlite3_stmt *ledger_statement(struct ledger_store *store, enum ledger_statement id,
                               struct error *err) {
    sqlite3_stmt **statement = &store->statements[id];
    if (*statement) {
        sqlite3_reset(*statement);
        sqlite3_clear_bindings(*statement);
    } else if (sqlite3_prepare_v3(store->database, statement_table[id], -1,
                                  SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK) {
        ledger_error(store, err);
    }
    return *statement;
}

bool ledger_step(struct ledger_store *store, sqlite3_stmt *statement, bool *row,
                 struct error *err) {
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return true;
    bool done = code == SQLITE_DONE || ledger_error(store, err);
    sqlite3_reset(statement);
    return done;
}

bool ledger_run_statement(struct ledger_store *store, sqlite3_stmt *statement, struct error *err) {
    bool row;
    return statement && ledger_step(store, statement, &row, err);
}

void ledger_bind(sqlite3_stmt *statement, int position, const char *text) {
    sqlite3_bind_text(statement, position, text ? text : "", -1, SQLITE_STATIC);
}

const char *ledger_text(sqlite3_stmt *statement, int column, struct arena *arena) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? arena_text(arena, text) : "";
}

const char *ledger_meta(struct ledger_store *store, struct arena *arena, const char *key,
                        struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_META, err);
    bool row = false;
    if (!statement)
        return NULL;
    ledger_bind(statement, 1, key);
    if (!ledger_step(store, statement, &row, err))
        return NULL;
    const char *value = row ? ledger_text(statement, 0, arena) : "";
    sqlite3_reset(statement);
    return value;
}

bool ledger_meta_set(struct ledger_store *store, const char *key, const char *value,
                     struct error *err) {
    sqlite3_stmt *statement = ledger_statement(store, LEDGER_META_SET, err);
    if (!statement)
        return false;
    ledger_bind(statement, 1, key);
    ledger_bind(statement, 2, value);
    return ledger_run_statement(store, statement, err);
}

/* ---- errors ---------------------------------------------------------------------------------- */

static const struct {
    int code; /* primary result code */
    const char *text;
} error_table[] = {
    {SQLITE_CORRUPT, "the ledger is damaged: put it back from your backup"},
    {SQLITE_NOTADB,
     "is no ledger: put it back from your backup, or name another under ledger.file"},
    {SQLITE_BUSY, "another program is writing to the ledger, try again when it has finished"},
    {SQLITE_LOCKED, "another program is writing to the ledger, try again when it has finished"},
    {SQLITE_FULL, "the disk is full: make room for the ledger"},
    {SQLITE_READONLY, "the ledger can't be written: change its permissions"},
    {SQLITE_PERM, "the ledger can't be opened: change its permissions"},
    {SQLITE_CANTOPEN, "the ledger can't be opened: check the folder and its permissions"},
    {SQLITE_IOERR, "the disk of the ledger can't be read or written"},
    {SQLITE_NOMEM, "out of memory"},
};

static bool say_error(const char *path, int code, const char *detail, struct error *err) {
    for (size_t i = 0; i < sizeof error_table / sizeof *error_table; i++)
        if (error_table[i].code == (code & 0xff))
            return error_set(err, ERROR_ENVIRONMENT, "%s: %s (%s)", path, error_table[i].text,
                             detail);
    return error_set(err, ERROR_ENVIRONMENT, "%s: the ledger can't be used: %s", path, detail);
}

bool ledger_error(const struct ledger_store *store, struct error *err) {
    return say_error(store->path, sqlite3_extended_errcode(store->database),
                     sqlite3_errmsg(store->database), err);
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool execute(struct ledger_store *store, const char *text, struct error *err) {
    return sqlite3_exec(store->database, text, NULL, NULL, NULL) == SQLITE_OK ||
           ledger_error(store, err);
}

static bool read_number(struct ledger_store *store, const char *text, int *number,
                        struct error *err) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->database, text, -1, &statement, NULL) != SQLITE_OK)
        return ledger_error(store, err);
    int code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    bool done = code == SQLITE_ROW || code == SQLITE_DONE || ledger_error(store, err);
    sqlite3_finalize(statement);
    return done;
}

/* SQLite does not wait by itself when two processes begin the log of a new file at once. */
static bool begin_log(struct ledger_store *store, struct error *err) {
    const struct timespec pause = {.tv_nsec = 10000000L};
    int code = SQLITE_BUSY;
    for (int attempt = 0; attempt < 500 && (code & 0xff) == SQLITE_BUSY; attempt++) {
        if (attempt > 0)
            nanosleep(&pause, NULL);
        code = sqlite3_exec(store->database, "PRAGMA journal_mode = wal", NULL, NULL, NULL);
    }
    return code == SQLITE_OK || ledger_error(store, err);
}

static bool open_database(struct ledger_store *store, enum ledger_mode mode, struct error *err) {
    index_set_up_engine();
    int flags = SQLITE_OPEN_READWRITE | (mode == LEDGER_WRITE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(store->path, &store->database,
                               flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK)
        return say_error(store->path, code,
                         store->database ? sqlite3_errmsg(store->database) : sqlite3_errstr(code),
                         err);
    index_set_defences(store->database);
    sqlite3_busy_timeout(store->database, LEDGER_BUSY_TIMEOUT_MS);
    return begin_log(store, err) &&
           execute(store,
                   " PRAGMA synchronous = full;"
                   "PRAGMA cell_size_check = on; PRAGMA temp_store = memory",
                   err);
}

/* Looks at the version again once the others are locked out. */
static bool migrate(struct ledger_store *store, struct error *err) {
    int version = 0;
    char pragmas[100], digest[LEDGER_HEX_BYTES];
    ledger_key_digest(&store->key, digest);
    if (!ledger_store_begin(store, err) ||
        !read_number(store, "PRAGMA user_version", &version, err))
        return false;
    bool is_new = version == 0;
    for (int i = version; i < LEDGER_VERSION; i++)
        if (!execute(store, migration_table[i], err))
            return false;
    sqlite3_snprintf(sizeof pragmas, pragmas,
                     "PRAGMA application_id = %d; PRAGMA user_version = %d", LEDGER_APPLICATION_ID,
                     LEDGER_VERSION);
    return execute(store, pragmas, err) &&
           (!is_new || (ledger_meta_set(store, "key", digest, err) &&
                        ledger_meta_set(store, "count", "0", err) &&
                        ledger_meta_set(store, "head", "", err))) &&
           ledger_store_commit(store, err);
}

static bool check_key(struct ledger_store *store, struct error *err) {
    char digest[LEDGER_HEX_BYTES];
    struct arena arena = {0};
    ledger_key_digest(&store->key, digest);
    const char *expected = ledger_meta(store, &arena, "key", err);
    bool fits = expected && strcmp(expected, digest) == 0;
    if (expected && !fits)
        error_set(
            err, ERROR_ENVIRONMENT,
            "%s: the key beside the ledger is not the one that it was begun with: put both back "
            "from the same backup",
            store->path);
    arena_release(&arena);
    return fits;
}

/* All three as of one moment: another process may be making the tables just now. */
static bool read_state(struct ledger_store *store, int *application, int *version, int *tables,
                       struct error *err) {
    bool done = execute(store, "BEGIN", err) &&
                read_number(store, "SELECT count(*) FROM sqlite_schema", tables, err) &&
                read_number(store, "PRAGMA application_id", application, err) &&
                read_number(store, "PRAGMA user_version", version, err);
    return execute(store, "COMMIT", done ? err : NULL) && done;
}

static bool set_up(struct ledger_store *store, enum ledger_mode mode, struct error *err) {
    int application = 0, version = 0, tables = 0;
    if (!open_database(store, mode, err) ||
        !read_state(store, &application, &version, &tables, err))
        return false;
    if (tables > 0 && application != LEDGER_APPLICATION_ID)
        return say_error(store->path, SQLITE_NOTADB, "another program's", err);
    if (version > LEDGER_VERSION)
        return error_set(err, ERROR_ENVIRONMENT, "%s: made by a newer footnote: use that one",
                         store->path);
    if (version < LEDGER_VERSION && mode == LEDGER_READ && version == 0)
        return error_set(err, ERROR_NOT_FOUND, "%s: nothing was recorded yet", store->path);
    if (version < LEDGER_VERSION && !migrate(store, err)) {
        ledger_store_undo(store);
        return false;
    }
    return check_key(store, err);
}

struct ledger_store *ledger_store_open(const char *path, enum ledger_mode mode,
                                       const struct ledger_key *key, struct error *err) {
    if (mode == LEDGER_READ && !file_exists(path)) {
        error_set(err, ERROR_NOT_FOUND, "%s: nothing was recorded yet", path);
        return NULL;
    }
    struct ledger_store *store = memory_allocate_zeroed(1, sizeof *store);
    store->path = memory_duplicate_text(path);
    store->key = *key;
    if (set_up(store, mode, err))
        return store;
    ledger_store_close(store);
    return NULL;
}

void ledger_store_close(struct ledger_store *store) {
    if (!store)
        return;
    ledger_store_undo(store);
    for (int i = 0; i < LEDGER_STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->database);
    free(store->path);
    free(store);
}
