/* new_file.c - see new_file.h.
 *
 * Layer: index, building half.
 */
#include "index/new_file.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char new_file_mark[] = ".new-";

const char *new_file_name(struct arena *arena, const char *path) {
    return arena_format(arena, "%s%s%ld", path, new_file_mark, (long)getpid());
}

void new_file_remove(struct arena *arena, const char *made) {
    unlink(made);
    unlink(arena_format(arena, "%s-journal", made));
}

bool new_file_put(struct arena *arena, const char *made, const char *path, struct error *err) {
    if (unlink(arena_format(arena, "%s-journal", path)) != 0 && errno != ENOENT)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: its journal can't be removed", path);
    return file_replace(made, path, err);
}

static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_bytes(arena, path, (size_t)(slash - path));
}

void new_file_sweep(struct arena *arena, const char *path) {
    const char *folder_path = folder_of(arena, path), *name = file_name_of(path);
    DIR *folder = opendir(folder_path);
    size_t length = strlen(name), mark = strlen(new_file_mark);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) { /* NOLINT(concurrency-mt-unsafe) */
        if (strncmp(entry->d_name, name, length) != 0 ||
            strncmp(entry->d_name + length, new_file_mark, mark) != 0)
            continue;
        long process = strtol(entry->d_name + length + mark, NULL, 10);
        if (process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
            unlink(file_join(arena, folder_path, entry->d_name));
    }
    if (folder)
        closedir(folder);
    new_file_remove(arena, new_file_name(arena, path));
}
