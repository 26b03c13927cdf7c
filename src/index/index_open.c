/* index_open.c - opening an index file, carefully and fast, and reading it in one state.
 *
 * Layer: index.
 *
 * Journal: SQLite's rollback journal, not its write-ahead log. A search then opens one file and
 * writes nothing, so that it starts fast and works where it may not write; a log would need its
 * -shm file made or mapped by every short-lived search. The price is that a reader waits while a
 * writer commits. To keep that short a writer holds its changed pages in memory up to SPILL_PAGES,
 * so that the file is locked only for the commit itself, and everyone waits BUSY_TIMEOUT_MS before
 * giving up. (A first build of more than that may lock earlier, but then nobody searches it yet.)
 */
#include "index/postings/posting_private.h"

#include "base/file.h"
#include "base/memory.h"
#include "index/page_check.h"

#include <stdlib.h>
#include <sys/stat.h>

enum {
    BUSY_TIMEOUT_MS = 5000,
    READ_CACHE_PAGES = 64,
    WRITE_CACHE_KIB = 65536,
    SPILL_PAGES = 24577, /* of 4 KiB: 96 MiB; SQLite takes a multiple of 256 for "never" */
};

/* What stored SQL could use is off: index_schema.c refuses such files too, but opening comes first.
 */
void index_set_defences(sqlite3 *database) {
    static const struct {
        int option, value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        sqlite3_db_config(database, settings[i].option, settings[i].value, 0);
    sqlite3_busy_timeout(database, BUSY_TIMEOUT_MS);
}

/* Once a process, before SQLite is first used: only one thread of this program ever calls it, so
 * that it needs no locks, and nobody asks how much memory it holds. Both cost a tenth of a search.
 * Where a caller has begun to use SQLite before, it refuses, and goes on as it was. */
void index_set_up_engine(void) {
    static bool is_done;
    if (is_done)
        return;
    is_done = true;
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void index_set_stopper(struct index *index, index_stopper *stopper, void *context) {
    index->stopper = stopper;
    index->stopper_context = context;
}

bool index_goes_on(struct index *index, struct error *err) {
    if (!index->stopper || !index->stopper(index->stopper_context))
        return true;
    return error_set(err, ERROR_NOT_FOUND, "stopped before it was done");
}

static bool open_database(struct index *index, int flags, struct error *err) {
    struct stat status;
    if (stat(index->path, &status) == 0 && !S_ISREG(status.st_mode))
        return error_set(
            err, ERROR_ENVIRONMENT,
            "%s: is a folder, a pipe or a device, not a file: name another with --index",
            index->path);
    index_set_up_engine();
    int code =
        sqlite3_open_v2(index->path, &index->database,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, page_check_vfs());
    if (code == SQLITE_OK) {
        index_set_defences(index->database);
        if (flags & SQLITE_OPEN_CREATE)
            page_check_want(index->database);
        return index_register_functions(index, err);
    }
    index_error_code(index->path, code,
                     index->database ? sqlite3_errmsg(index->database) : sqlite3_errstr(code), err);
    sqlite3_close(index->database);
    index->database = NULL;
    return false;
}

static void close_database(struct index *index) {
    index->is_damaged = false;
    statement_close_all(index);
    posting_state_forget(index);
    index->dictionary = slice_make(NULL, 0);
    arena_release(&index->kept);
    sqlite3_close(index->database);
    index->database = NULL;
}

static bool refuse(const struct index *index, enum schema_state state, struct error *err) {
    switch (state) {
    case SCHEMA_CURRENT:
        return true;
    case SCHEMA_EMPTY:
        return error_set(err, ERROR_NOT_FOUND, "%s: nothing is indexed yet, run footnote index",
                         index->path);
    case SCHEMA_OLDER:
        return error_set(err, ERROR_NOT_FOUND,
                         "%s: made by an older footnote, run footnote index to make it anew",
                         index->path);
    case SCHEMA_NEWER:
        return error_set(
            err, ERROR_ENVIRONMENT,
            "%s: made by a newer footnote: use that one, or make it again from the articles "
            "with footnote index --rebuild",
            index->path);
    case SCHEMA_CHANGED:
        return error_set(err, ERROR_ENVIRONMENT,
                         "%s: was changed by another program: footnote index --rebuild makes it "
                         "again from the articles",
                         index->path);
    case SCHEMA_FOREIGN:
        break;
    }
    return error_set(err, ERROR_ENVIRONMENT,
                     "%s: is no index of this program: name another with --index", index->path);
}

/* What a search reads twice. A page that is kept without need is one more that the kernel has to
 * give, which takes longer than reading it again. */
static bool set_up_reading(struct index *index, struct error *err) {
    char text[40];
    sqlite3_snprintf(sizeof text, text, "PRAGMA cache_size = %d", READ_CACHE_PAGES);
    return sqlite3_exec(index->database, text, NULL, NULL, NULL) == SQLITE_OK ||
           index_error(index, err);
}

static bool open_to_read(struct index *index, struct error *err) {
    enum schema_state state;
    if (!file_exists(index->path))
        return error_set(err, ERROR_NOT_FOUND, "%s: there is no index, run footnote index",
                         index->path);
    if (!open_database(index, SQLITE_OPEN_READONLY, err) || !index_begin_read(index, err))
        return false;
    bool done =
        set_up_reading(index, err) && schema_check(index, &state, err) && refuse(index, state, err);
    if (!done || index->mode != INDEX_SNAPSHOT)
        index_end_read(index);
    return done;
}

static bool make_folder_of(const char *path, struct error *err) {
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return true;
    char *folder = memory_duplicate(path, (size_t)(slash - path));
    bool done = file_is_folder(folder) || file_make_folders(folder, err);
    free(folder);
    return done || error_prefix(err, "%s: the index can't be made: ", path);
}

static bool set_up_writing(struct index *index, struct error *err) {
    char *text = sqlite3_mprintf("PRAGMA cache_size = -%d; PRAGMA cache_spill = %d;"
                                 "PRAGMA temp_store = memory; PRAGMA secure_delete = off;"
                                 "PRAGMA cell_size_check = on",
                                 WRITE_CACHE_KIB, SPILL_PAGES);
    int code = text ? sqlite3_exec(index->database, text, NULL, NULL, NULL) : SQLITE_NOMEM;
    sqlite3_free(text);
    return code == SQLITE_OK || index_error(index, err);
}

static bool check_in_one_state(struct index *index, enum schema_state *state, struct error *err) {
    if (!index_begin_read(index, err))
        return false;
    bool done = schema_check(index, state, err);
    index_end_read(index);
    return done;
}

static bool open_to_write(struct index *index, struct error *err) {
    enum schema_state state;
    if (!make_folder_of(index->path, err) ||
        !open_database(index, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) ||
        !check_in_one_state(index, &state, err))
        return false;
    if ((state == SCHEMA_EMPTY || state == SCHEMA_OLDER) && !schema_make(index, &state, err))
        return false;
    return refuse(index, state, err) && set_up_writing(index, err);
}

/* A rebuilt index takes the name of the old one, which a writer may have waited for. */
static bool has_its_name(const struct index *index) {
    int has_moved = 1;
    sqlite3_file_control(index->database, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
    return has_moved == 0;
}

bool index_begin_write(struct index *index, struct error *err) {
    enum { ATTEMPTS = 10 };
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (!statement_run_patiently(index, STATEMENT_BEGIN_WRITE, err))
            return false;
        if (has_its_name(index))
            return true;
        close_database(index);
        if (!open_to_write(index, err))
            return false;
    }
    return error_set(err, ERROR_ENVIRONMENT, "%s: the file is replaced again and again",
                     index->path);
}

struct index *index_open(const char *path, enum index_mode mode, struct error *err) {
    struct index *index = memory_allocate_zeroed(1, sizeof *index);
    index->path = memory_duplicate_text(path);
    index->mode = mode;
    if (mode == INDEX_WRITE ? open_to_write(index, err) : open_to_read(index, err))
        return index;
    index_close(index);
    return NULL;
}

void index_close(struct index *index) {
    if (!index)
        return;
    close_database(index);
    index_words_free(index->words);
    free(index->path);
    free(index);
}

const char *index_path(const struct index *index) {
    return index->path;
}

bool index_is_sound(const struct index *index, struct error *err) {
    int code = index->is_damaged ? SQLITE_CORRUPT : page_check_failure(index->database);
    return code == SQLITE_OK ||
           index_error_code(index->path, code, "what is read makes no sense", err);
}

/* BEGIN alone locks nothing: the first read does, and meets what a killed writer has left. */
static bool begin_and_lock(struct index *index, int *code, struct error *err) {
    if (statement_run_id(index, STATEMENT_BEGIN_READ, err) &&
        statement_run_id(index, STATEMENT_SCHEMA_VERSION, err))
        return true;
    *code = sqlite3_errcode(index->database) & 0xff;
    statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    return false;
}

/* What is opened once more may be another file by now. */
static bool look_again(struct index *index, struct error *err) {
    enum schema_state state;
    if (schema_check(index, &state, err) && refuse(index, state, err))
        return true;
    statement_run_id(index, STATEMENT_ROLLBACK, NULL);
    return false;
}

/* Undoing what a writer had begun when it was killed needs to write, even for one who only reads.
 * No statement is running here, because no transaction was open. */
static bool begin_after_undoing(struct index *index, struct error *err) {
    int code = SQLITE_OK;
    struct error problem;
    if (begin_and_lock(index, &code, &problem))
        return true;
    if (code == SQLITE_READONLY && index->mode != INDEX_WRITE) {
        close_database(index);
        return open_database(index, SQLITE_OPEN_READWRITE, err) &&
               begin_and_lock(index, &code, err) && look_again(index, err);
    }
    if (code == SQLITE_CANTOPEN && page_check_has_log(index->database))
        return refuse(index, SCHEMA_CHANGED, err);
    if (err)
        *err = problem;
    return false;
}

bool index_begin_read(struct index *index, struct error *err) {
    if (index->read_depth == 0) {
        index_words_forget_languages(index);
        if (!begin_after_undoing(index, err))
            return false;
    }
    index->read_depth++;
    return true;
}

void index_end_read(struct index *index) {
    if (index->read_depth > 0 && --index->read_depth == 0)
        statement_run_id(index, STATEMENT_COMMIT, NULL);
}
