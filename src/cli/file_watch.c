/* file_watch.c - see file_watch.h. In order: what is watched; what counts; waiting.
 *
 * Layer: cli.
 */
#include "cli/file_watch.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

/* An editor writes, renames and removes in one go: what follows within QUIET_MS belongs to the same
 * save. A folder that never rests doesn't hold the work up for longer than LONGEST_MS. */
enum { QUIET_MS = 15, LONGEST_MS = 120 };

static const uint32_t watched_events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF;

struct entry {
    int descriptor;
    char *folder, *pattern; /* pattern NULL: all names */
};

struct file_watch {
    int inotify;
    struct entry *entries;
    size_t count, capacity;
    char *ignored_folder; /* real path */
    char *ignored_name;
};

/* ---- what is watched ------------------------------------------------------------------------ */

struct file_watch *file_watch_new(struct error *err) {
    int inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (inotify < 0) {
        error_set(err, ERROR_ENVIRONMENT, "files can't be watched here: %s", strerror(errno));
        return NULL;
    }
    struct file_watch *watch = memory_allocate(sizeof *watch);
    *watch = (struct file_watch){.inotify = inotify};
    return watch;
}

void file_watch_free(struct file_watch *watch) {
    if (!watch)
        return;
    close(watch->inotify);
    for (size_t i = 0; i < watch->count; i++) {
        free(watch->entries[i].folder);
        free(watch->entries[i].pattern);
    }
    free(watch->entries);
    free(watch->ignored_folder);
    free(watch->ignored_name);
    free(watch);
}

static bool is_same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void remember(struct file_watch *watch, int descriptor, const char *folder,
                     const char *pattern) {
    for (size_t i = 0; i < watch->count; i++)
        if (watch->entries[i].descriptor == descriptor &&
            is_same_text(watch->entries[i].pattern, pattern))
            return;
    watch->entries = memory_make_room(watch->entries, watch->count, &watch->capacity, 16,
                                      sizeof *watch->entries);
    watch->entries[watch->count++] = (struct entry){
        descriptor, memory_duplicate_text(folder), pattern ? memory_duplicate_text(pattern) : NULL};
}

bool file_watch_add(struct file_watch *watch, const char *folder, const char *pattern,
                    struct error *err) {
    int descriptor = inotify_add_watch(watch->inotify, folder, watched_events | IN_ONLYDIR);
    if (descriptor >= 0) {
        remember(watch, descriptor, folder, pattern);
        return true;
    }
    if (errno == ENOENT || errno == ENOTDIR || errno == EACCES)
        return true;
    const char *advice =
        errno == ENOSPC ? " (raise fs.inotify.max_user_watches, or watch fewer folders)" : "";
    return error_set(err, ERROR_ENVIRONMENT, "'%s' can't be watched: %s%s", folder, strerror(errno),
                     advice);
}

struct tree {
    struct file_watch *watch;
    const char *folder;
    struct error *err;
    bool failed;
};

static bool add_folder(void *context, const char *relative, const struct file_stamp *stamp,
                       const char *problem, bool *stop) {
    struct tree *tree = context;
    if (stamp || problem)
        return false;
    struct arena arena = {0};
    const char *path = file_join(&arena, tree->folder, relative);
    if (!file_watch_add(tree->watch, path, NULL, tree->err))
        tree->failed = *stop = true;
    arena_release(&arena);
    return true;
}

bool file_watch_add_tree(struct file_watch *watch, const char *folder, struct error *err) {
    struct tree tree = {watch, folder, err, false};
    struct error gone = {0};
    if (!file_watch_add(watch, folder, NULL, err))
        return false;
    file_walk(folder, add_folder, &tree, &gone); /* a folder that went meanwhile is no matter */
    return !tree.failed;
}

/* ---- what counts ---------------------------------------------------------------------------- */

void file_watch_ignore(struct file_watch *watch, const char *path) {
    struct arena arena = {0};
    const char *name = file_name_of(path);
    size_t length = (size_t)(name - path);
    const char *folder = length ? arena_bytes(&arena, path, length) : ".";
    const char *real = file_real_path(&arena, folder);
    free(watch->ignored_folder);
    free(watch->ignored_name);
    watch->ignored_folder = memory_duplicate_text(real ? real : folder);
    watch->ignored_name = memory_duplicate_text(name);
    arena_release(&arena);
}

static bool is_ignored(const struct file_watch *watch, const char *folder, const char *name) {
    if (!watch->ignored_name || strcmp(watch->ignored_name, name) != 0)
        return false;
    struct arena arena = {0};
    const char *real = file_real_path(&arena, folder);
    bool same = real && strcmp(real, watch->ignored_folder) == 0;
    arena_release(&arena);
    return same;
}

/* Swap files, back-ups, and the file by which an editor tries whether it may write. */
static bool is_left_by_editor(const char *name) {
    size_t length = strlen(name);
    return length == 0 || name[0] == '.' || name[0] == '#' || name[length - 1] == '~' ||
           strcmp(name, "4913") == 0;
}

static bool counts(const struct file_watch *watch, const struct inotify_event *event) {
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    const char *name = event->len ? event->name : "";
    if (is_left_by_editor(name))
        return false;
    /* A file's making is told once more when it is closed. */
    if ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR))
        return false;
    for (size_t i = 0; i < watch->count; i++) {
        const struct entry *entry = &watch->entries[i];
        bool matches = !entry->pattern || (event->mask & IN_ISDIR) ||
                       strcmp(entry->pattern, name) == 0 || fnmatch(entry->pattern, name, 0) == 0;
        if (entry->descriptor == event->wd && matches)
            return !is_ignored(watch, entry->folder, name);
    }
    return false;
}

/* ---- waiting -------------------------------------------------------------------------------- */

/* Reads what has come; true when some of it counts. */
static bool read_events(const struct file_watch *watch, bool *folders) {
    _Alignas(struct inotify_event) char buffer[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    bool found = false;
    for (ssize_t length; (length = read(watch->inotify, buffer, sizeof buffer)) > 0;) {
        for (ssize_t at = 0; at < length;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            if (counts(watch, event)) {
                found = true;
                *folders |= (event->mask & (IN_ISDIR | IN_Q_OVERFLOW)) != 0;
            }
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
    return found;
}

bool file_watch_wait(struct file_watch *watch, bool *folders, struct error *err) {
    struct pollfd poll_fd = {.fd = watch->inotify, .events = POLLIN};
    bool saved = false;
    *folders = false;
    for (int waited_ms = 0; !saved || waited_ms < LONGEST_MS; waited_ms += saved ? QUIET_MS : 0) {
        int ready = poll(&poll_fd, 1, saved ? QUIET_MS : -1);
        if (ready < 0 && errno != EINTR)
            return error_set(err, ERROR_ENVIRONMENT, "waiting for files failed: %s",
                             strerror(errno));
        if (ready == 0)
            return true;
        if (ready > 0 && read_events(watch, folders))
            saved = true;
    }
    return true;
}
