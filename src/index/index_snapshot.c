/* index_snapshot.c - see index_snapshot.h. Order: where it may stand, copying, the whole.
 *
 * Layer: index, building half. SQLite's backup copies all pages in one step, under a reader's lock:
 * readers go on, and a writer waits at its commit for as long as the copying takes. The copy is
 * made beside its name, with the process id in it, and takes the name by renaming.
 */
#include "index/index_snapshot.h"

#include "base/file.h"
#include "index/index_private.h"
#include "index/new_file.h"
#include "index/page_check.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where it may stand ---- */

static bool is_the_index(const struct index *index, const struct stat *there) {
    struct stat own;
    return stat(index->path, &own) == 0 && there->st_dev == own.st_dev &&
           there->st_ino == own.st_ino;
}

static bool check_target(const struct index *index, const char *path, struct error *err) {
    struct stat there;
    if (lstat(path, &there) != 0)
        return errno == ENOENT || error_set_errno(err, ERROR_USAGE, "%s: can't be looked at", path);
    if (S_ISDIR(there.st_mode))
        return error_set(err, ERROR_USAGE, "%s: is a folder: name a file in it", path);
    if (is_the_index(index, &there))
        return error_set(err, ERROR_USAGE, "%s: is the index itself: name another file", path);
    return (S_ISREG(there.st_mode) && schema_file_is_ours(path)) ||
           error_set(err, ERROR_USAGE,
                     "%s: is there and is no index of this program, it is not replaced: name "
                     "another file",
                     path);
}

/* ---- copying ---- */

static bool copy_pages(struct index *index, sqlite3 *copy, struct error *err) {
    enum { MOST_TRIES = 600, WAIT_MS = 50 }; /* a writer that is committing: half a minute */
    page_check_allow_blank(index->database);
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", index->database, "main");
    int code = backup ? SQLITE_BUSY : sqlite3_errcode(copy);
    for (int i = 0; i < MOST_TRIES && (code == SQLITE_BUSY || code == SQLITE_LOCKED); i++) {
        code = sqlite3_backup_step(backup, -1);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            sqlite3_sleep(WAIT_MS);
    }
    if (backup && sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE)
        return true;
    return index_error_code(index->path, code, sqlite3_errstr(code), err);
}

/* No journal: a copy that is not finished is thrown away. */
static bool write_copy(struct index *index, const char *made, const char *path, struct error *err) {
    sqlite3 *copy = NULL;
    int code =
        sqlite3_open_v2(made, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, page_check_vfs());
    if (code == SQLITE_OK)
        code = sqlite3_exec(copy, "PRAGMA journal_mode = off; PRAGMA synchronous = off", NULL, NULL,
                            NULL);
    bool done = code == SQLITE_OK
                    ? copy_pages(index, copy, err)
                    : error_set(err, ERROR_ENVIRONMENT,
                                "%s: can't be written: is the folder there, and may you write in "
                                "it? (%s)",
                                path, sqlite3_errstr(code));
    sqlite3_close(copy);
    return done;
}

/* ---- the whole ---- */

bool index_snapshot(struct index *index, const char *path, struct error *err) {
    struct arena arena = {0};
    const char *made = new_file_name(&arena, path);
    bool done = check_target(index, path, err);
    if (done) {
        new_file_sweep(&arena, path);
        done = write_copy(index, made, path, err) && new_file_put(&arena, made, path, err);
        if (!done)
            new_file_remove(&arena, made);
    }
    arena_release(&arena);
    return done;
}
