/* index_rebuild.c - the index made anew, beside the old one until it is whole.
 *
 * Layer: index, building half. Order: whose file it is, its roots, the new file, the whole.
 *
 * The new file has the process id in its name, so that two who rebuild at once don't meet; what a
 * dead one left is swept. A journal of the old file must go before the new file takes its name, or
 * SQLite would undo in the new one what had happened in the old.
 */
#include "index/index_build.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define NEW_FILE_MARK ".new-"

struct rebuild {
    const char *path, *folder;
    struct arena *arena;
    const char **roots;
    size_t root_count;
};

/* ---- whose file it is ---- */

static bool check_owner(const char *path, struct error *err) {
    unsigned char head[SCHEMA_HEAD_BYTES];
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return errno == ENOENT ||
               error_set_errno(err, ERROR_ENVIRONMENT, "%s: can't be read", path);
    ssize_t length = read(descriptor, head, sizeof head);
    close(descriptor);
    if (length >= 0 && schema_is_ours(head, (size_t)length))
        return true;
    return error_set(err, ERROR_ENVIRONMENT,
                     "%s: is no index of this program, it is not replaced: delete it yourself, or "
                     "name another with --index",
                     path);
}

/* ---- its roots ---- */

static void add_root(struct rebuild *rebuild, const char *root) {
    for (size_t i = 0; i < rebuild->root_count; i++)
        if (strcmp(rebuild->roots[i], root) == 0)
            return;
    rebuild->roots[rebuild->root_count++] = root;
}

/* Those of the old file first, in their order: it says which root overlays which. */
static void gather_roots(struct rebuild *rebuild, const char *const *roots, size_t count) {
    const char **remembered = NULL;
    struct index *old = index_open(rebuild->path, INDEX_READ, NULL);
    size_t remembered_count = old ? index_roots(old, rebuild->arena, &remembered) : 0;
    index_close(old);
    rebuild->roots = arena_new_array(rebuild->arena, remembered_count + count + 1, const char *);
    for (size_t i = 0; i < remembered_count; i++)
        if (file_exists(remembered[i])) /* what can't be reached now is gone with the old index */
            add_root(rebuild, remembered[i]);
    for (size_t i = 0; i < count; i++) {
        const char *real = file_real_path(rebuild->arena, roots[i]);
        add_root(rebuild, real ? real : roots[i]);
    }
}

/* ---- the new file ---- */

static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_bytes(arena, path, (size_t)(slash - path));
}

static void remove_with_journal(struct arena *arena, const char *path) {
    unlink(path);
    unlink(arena_format(arena, "%s-journal", path));
}

/* What processes left that are no more. */
static void sweep(const struct rebuild *rebuild) {
    DIR *folder = opendir(rebuild->folder);
    const char *name = file_name_of(rebuild->path);
    size_t length = strlen(name), mark = strlen(NEW_FILE_MARK);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) { /* NOLINT(concurrency-mt-unsafe) */
        if (strncmp(entry->d_name, name, length) != 0 ||
            strncmp(entry->d_name + length, NEW_FILE_MARK, mark) != 0)
            continue;
        long process = strtol(entry->d_name + length + mark, NULL, 10);
        if (process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
            unlink(file_join(rebuild->arena, rebuild->folder, entry->d_name));
    }
    if (folder)
        closedir(folder);
}

static bool put_in_place(const struct rebuild *rebuild, const char *made, struct error *err) {
    if (unlink(arena_format(rebuild->arena, "%s-journal", rebuild->path)) != 0 && errno != ENOENT)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: its journal can't be removed",
                               rebuild->path);
    if (rename(made, rebuild->path) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: can't be replaced", rebuild->path);
    int descriptor = open(rebuild->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    return true;
}

/* ---- the whole ---- */

bool index_rebuild(const char *path, const char *const *roots, size_t root_count,
                   index_progress *progress, void *progress_context, struct arena *arena,
                   struct index_report *report, struct error *err) {
    struct rebuild rebuild = {.path = path, .folder = folder_of(arena, path), .arena = arena};
    if (!check_owner(path, err))
        return false;
    gather_roots(&rebuild, roots, root_count);
    if (rebuild.root_count == 0)
        return error_set(err, ERROR_USAGE,
                         "%s: it is not known which folders it was made from, "
                         "name them",
                         path);
    sweep(&rebuild);
    /* Other writers wait until the new file is in place, and then go on with that one. An index
     * that can't be opened has none. */
    struct index *old = file_exists(path) ? index_open(path, INDEX_WRITE, NULL) : NULL;
    bool is_held = old && index_begin_write(old, NULL);
    const char *made = arena_format(arena, "%s" NEW_FILE_MARK "%ld", path, (long)getpid());
    remove_with_journal(arena, made);
    struct index *index = index_open(made, INDEX_WRITE, err);
    bool done = index && index_update(index, rebuild.roots, rebuild.root_count, progress,
                                      progress_context, arena, report, err);
    index_close(index);
    done = done && put_in_place(&rebuild, made, err);
    if (!done)
        remove_with_journal(arena, made);
    if (is_held)
        statement_run_id(old, STATEMENT_ROLLBACK, NULL);
    index_close(old);
    return done;
}
