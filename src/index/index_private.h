/* index_private.h - what the files of this folder share: the open index, its statements, errors.
 *
 * Layer: index, private. Statements are prepared on first use and kept until the index is closed,
 * so that a search prepares only the handful it runs.
 */
#ifndef FOOTNOTE_INDEX_INDEX_PRIVATE_H
#define FOOTNOTE_INDEX_INDEX_PRIVATE_H

#include "index/index.h"
#include "index/index_tokenizer.h"
#include "index/passage_pack.h"

#include <sqlite3.h>

enum statement_id {
    /* transactions */
    STATEMENT_BEGIN_READ,
    STATEMENT_BEGIN_WRITE,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    /* opening */
    STATEMENT_APPLICATION_ID,
    STATEMENT_SCHEMA_VERSION,
    STATEMENT_SCHEMA,
    STATEMENT_FTS5_API,
    /* reading */
    STATEMENT_ROOTS,
    STATEMENT_MANIFEST,
    STATEMENT_FILES,
    STATEMENT_FILE_HASH,
    STATEMENT_FILE_FAILURE,
    STATEMENT_FAILURES,
    STATEMENT_COUNTS,
    STATEMENT_ARTICLE_IDS,
    STATEMENT_ARTICLE_RANGE,
    STATEMENT_ARTICLE_FACTS,
    STATEMENT_ARTICLE_FACTS_OF,
    STATEMENT_ARTICLE_OF_PASSAGE,
    STATEMENT_PASSAGE,
    STATEMENT_MATCH,
    STATEMENT_PASSAGE_DATA,
    STATEMENT_META,
    STATEMENT_BLOB,
    STATEMENT_EACH_MATCH,
    STATEMENT_HAS_WORD,
    STATEMENT_POSTING,
    /* writing */
    STATEMENT_ROOT_ADD,
    STATEMENT_ROOT_FORGET,
    STATEMENT_ROOT_REMOVE,
    STATEMENT_MANIFEST_SET,
    STATEMENT_MANIFEST_CLEAR,
    STATEMENT_FILE_RESULT,
    STATEMENT_FILE_CONFLICT,
    STATEMENT_FILE_REMOVE,
    STATEMENT_FILE_ARTICLES,
    STATEMENT_ARTICLE_ADD,
    STATEMENT_ARTICLE_OWNER,
    STATEMENT_ARTICLE_REMOVE,
    STATEMENT_PASSAGE_ADD,
    STATEMENT_PASSAGE_REMOVE,
    STATEMENT_TEXT_ADD,
    STATEMENT_TEXT_REMOVE,
    STATEMENT_TEXT_SETTING,
    STATEMENT_TEXT_CLEAR,
    STATEMENT_TEXT_BLOCK,
    STATEMENT_TEXT_BLOCK_SET,
    STATEMENT_TEXT_SEPARATOR_ADD,
    STATEMENT_TEXT_SIZE_ADD,
    STATEMENT_META_SET,
    STATEMENT_BLOB_SET,
    STATEMENT_BLOB_REMOVE,
    STATEMENT_POSTING_SET,
    STATEMENT_POSTING_REMOVE,
    STATEMENT_COUNT
};

struct index {
    sqlite3 *database;
    char *path; /* owned */
    enum index_mode mode;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    int read_depth;                  /* open index_begin_read calls */
    const struct match_query *match; /* the query running now, for that function */
    index_stopper *stopper;          /* see index_set_stopper */
    void *stopper_context;
    struct index_words *words;      /* see index_tokenizer.h; owned */
    struct arena kept;              /* what is read once and kept until the index is closed */
    struct slice dictionary;        /* for passage_unpack, once one was needed; in `kept` */
    bool is_damaged;                /* SQLite or a decoder of ours has met it */
    struct posting_state *postings; /* what was read of them; or NULL (posting_state.c) */
    bool has_no_failures;           /* the manifest, read in this very state, has none */
};

/* ---- index_open.c ---- */

/* What stored SQL could use is off, and a busy file is waited for. */
void index_set_defences(sqlite3 *database);

/* For INDEX_WRITE: the write lock, on the file that has the index's name by now. */
bool index_begin_write(struct index *index, struct error *err);

/* Before SQLite is first used. */
void index_set_up_engine(void);

/* ---- index_statement.c ---- */

/* The statement, reset and without values, or NULL with err filled. */
sqlite3_stmt *statement_get(struct index *index, enum statement_id id, struct error *err);

/* One step: *row says whether a row stands ready. At the end, or on failure, it is reset. */
bool statement_step(struct index *index, sqlite3_stmt *statement, bool *row, struct error *err);

/* Runs a statement that gives no rows. */
bool statement_run(struct index *index, sqlite3_stmt *statement, struct error *err);
bool statement_run_id(struct index *index, enum statement_id id, struct error *err);

/* The same, for statements that wait for other writers: gives up after two minutes. */
bool statement_run_patiently(struct index *index, enum statement_id id, struct error *err);

/* Ends early reading of a statement's rows and lets go of its locks and values. */
void statement_done(sqlite3_stmt *statement);

void statement_close_all(struct index *index);

/* Values are borrowed until the statement is reset. */
void statement_bind_text(sqlite3_stmt *statement, int position, const char *text);
void statement_bind_slice(sqlite3_stmt *statement, int position, struct slice text);

/* Column text in the arena; "" for NULL. */
const char *statement_text(sqlite3_stmt *statement, int column, struct arena *arena);

/* A column's bytes, borrowed until the next step; empty for NULL. */
struct slice statement_blob(sqlite3_stmt *statement, int column);

/* Fills err from what SQLite said last, with what to do about it. Returns false. */
bool index_error(struct index *index, struct error *err);
bool index_damaged(struct index *index, const char *detail, struct error *err);
bool index_error_code(const char *path, int code, const char *detail, struct error *err);

/* ---- index_blob.c ---- */

#define META_STATE        "state"
#define META_NEXT_FILE    "next_file" /* rowids: never given twice */
#define META_NEXT_ARTICLE "next_article"
#define META_NEXT_PASSAGE "next_passage"
#define META_ARTICLES     "articles" /* how many there are */
#define META_PASSAGES     "passages"

/* A number of the meta table; 0 when there is none. */
bool meta_number(struct index *index, const char *key, int64_t *number, struct error *err);
bool meta_set_number(struct index *index, const char *key, int64_t number, struct error *err);

/* What was kept under a name in meta, as bytes in the arena; empty when there is none. */
bool meta_bytes(struct index *index, const char *key, struct arena *arena, struct slice *bytes,
                struct error *err);
bool meta_set_bytes(struct index *index, const char *key, struct slice bytes, struct error *err);

/* ---- index_files.c ---- */

/* A file's name as shown: path is below the root, "" for a root that is a file. */
const char *index_file_name(struct arena *arena, const char *root, const char *path);

/* ---- index_read.c ---- */

/* The texts of a passage from its blob; fails where they are damaged. */
bool passage_read_parts(struct index *index, struct slice data, struct arena *arena,
                        struct passage_parts *parts, struct error *err);

/* ---- index_match.c ---- */

/* What FTS5 calls for us: the tokenizer, and footnote_score. */
bool index_register_functions(struct index *index, struct error *err);

/* What SQLite said to a MATCH: a bad expression is ERROR_USAGE. Returns false. */
bool index_match_error(struct index *index, struct error *err);

/* ---- index_schema.c ---- */

enum schema_state {
    SCHEMA_CURRENT, /* exactly ours */
    SCHEMA_EMPTY,   /* a database without any table: nothing built yet */
    SCHEMA_OLDER,   /* ours, of an earlier version */
    SCHEMA_NEWER,
    SCHEMA_CHANGED, /* ours, with something in it that is not */
    SCHEMA_FOREIGN, /* another program's */
};

/* Whether the plain file at path is one that this program has made, or empty. False with errno 0:
 * it is not; else errno says why it can't be told (ENOENT: there is none). */
bool schema_file_is_ours(const char *path);

extern const int schema_version;

/* False when the file can't be read as a database. To be called inside a transaction: between two
 * looks on their own another process may make the tables, and half of each fits nothing. */
bool schema_check(struct index *index, enum schema_state *state, struct error *err);

/* Makes the tables in an empty database; empties an index of an older version and makes it anew
 * with the same roots. Looks again once the others are locked out: when another process has done
 * the work meanwhile, nothing is left to do. *state is how things stand afterwards. */
bool schema_make(struct index *index, enum schema_state *state, struct error *err);

#endif
