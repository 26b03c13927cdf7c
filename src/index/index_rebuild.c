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
#include <signal.h>
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
    if (schema_file_is_ours(path) || errno == ENOENT)
        return true;
    if (errno != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: can't be read", path);
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

/* Those of the old file first, in their order: it says which root overlays which. old: NULL where
 * it can't be opened. */
static void gather_roots(struct rebuild *rebuild, struct index *old, const char *const *roots,
                         size_t count) {
    const char **remembered = NULL;
    size_t remembered_count = old ? index_roots(old, rebuild->arena, &remembered) : 0;
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
    return file_replace(made, rebuild->path, err);
}

static bool make_anew(const struct rebuild *rebuild, index_progress *progress,
                      void *progress_context, struct index_report *report, struct error *err) {
    struct arena *arena = rebuild->arena;
    const char *made = arena_format(arena, "%s" NEW_FILE_MARK "%ld", rebuild->path, (long)getpid());
    if (rebuild->root_count == 0)
        return error_set(err, ERROR_USAGE,
                         "%s: it is not known which folders it was made from, name them",
                         rebuild->path);
    sweep(rebuild);
    remove_with_journal(arena, made);
    struct index *index = index_open(made, INDEX_WRITE, err);
    bool done = index && index_update(index, rebuild->roots, rebuild->root_count, progress,
                                      progress_context, arena, report, err);
    index_close(index);
    done = done && put_in_place(rebuild, made, err);
    if (!done)
        remove_with_journal(arena, made);
    return done;
}

/* ---- the whole ---- */

/* Other writers wait until the new file is in place, and then go on with that one. An index that
 * can't be written has none; its roots may be read all the same. */
static struct index *open_old(const char *path, bool *is_held) {
    struct index *old = file_exists(path) ? index_open(path, INDEX_WRITE, NULL) : NULL;
    *is_held = old && index_begin_write(old, NULL);
    return old ? old : index_open(path, INDEX_READ, NULL);
}

bool index_rebuild(const char *path, const char *const *roots, size_t root_count,
                   index_progress *progress, void *progress_context, struct arena *arena,
                   struct index_report *report, struct error *err) {
    struct rebuild rebuild = {.path = path, .folder = folder_of(arena, path), .arena = arena};
    bool is_held;
    if (!check_owner(path, err))
        return false;
    struct index *old = open_old(path, &is_held);
    gather_roots(&rebuild, old, roots, root_count);
    bool done = make_anew(&rebuild, progress, progress_context, report, err);
    if (is_held)
        statement_run_id(old, STATEMENT_ROLLBACK, NULL);
    index_close(old);
    return done;
}
