/* file_walk.c - a folder tree in a stable order.
 *
 * Layer: base; libc only. Every search walks the corpus first to see what has changed, so this
 * costs little: names are read relative to the open folder, and all folders on the way down share
 * one buffer of names and one array of entries, used as stacks.
 */
#include "base/file.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST_FOLDER = 64 };

struct walk {
    file_visitor *visit;
    file_stamp_source *known; /* or NULL */
    void *context;
    bool stop, enters_none;
    struct strbuf path;  /* relative path of the entry at hand */
    struct strbuf names; /* names of all open folders, each with its NUL */
    size_t *entries;     /* offsets into names */
    size_t entry_count, entry_capacity;
};

static void push_entry(struct walk *walk, const char *name) {
    walk->entries = memory_make_room(walk->entries, walk->entry_count, &walk->entry_capacity, 256,
                                     sizeof(size_t));
    walk->entries[walk->entry_count++] = walk->names.length;
    strbuf_add_bytes(&walk->names, name, strlen(name) + 1);
}

static int compare_entries(const void *a, const void *b, void *names) {
    return strcmp((const char *)names + *(const size_t *)a,
                  (const char *)names + *(const size_t *)b);
}

/* Pushes the names of an open folder, sorted. Returns 0 or an errno. */
static int push_folder(struct walk *walk, DIR *folder) {
    size_t first = walk->entry_count;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder); /* NOLINT(concurrency-mt-unsafe) */
        if (!entry)
            break;
        if (entry->d_name[0] != '.')
            push_entry(walk, entry->d_name);
    }
    int failure = errno;
    if (walk->entry_count > first)
        qsort_r(walk->entries + first, walk->entry_count - first, sizeof(size_t), compare_entries,
                walk->names.data);
    return failure;
}

static bool report(struct walk *walk, const struct file_stamp *stamp, const char *problem) {
    return walk->visit(walk->context, strbuf_text(&walk->path), stamp, problem, &walk->stop);
}

static void walk_folder(struct walk *walk, int descriptor, int depth);

static void enter_folder(struct walk *walk, int parent, const char *name, int depth) {
    if (depth >= DEEPEST_FOLDER) {
        report(walk, NULL, "folder nested too deeply (64 levels are read)");
        return;
    }
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        report(walk, NULL, strerror(errno)); /* NOLINT(concurrency-mt-unsafe) */
    else
        walk_folder(walk, descriptor, depth + 1);
}

static void visit_entry(struct walk *walk, int parent, const char *name, int depth) {
    struct stat status;
    struct file_stamp stamp;
    if (walk->known && walk->known(walk->context, strbuf_text(&walk->path), &stamp)) {
        report(walk, &stamp, NULL);
        return;
    }
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) /* gone since the folder was read: as if it had never been there */
            report(walk, NULL, strerror(errno)); /* NOLINT(concurrency-mt-unsafe) */
        return;
    }
    if (S_ISDIR(status.st_mode)) {
        if (report(walk, NULL, NULL) && !walk->stop && !walk->enters_none)
            enter_folder(walk, parent, name, depth);
        return;
    }
    if (S_ISLNK(status.st_mode) && fstatat(parent, name, &status, 0) != 0) {
        report(walk, NULL, "symbolic link to nothing");
    } else if (S_ISDIR(status.st_mode)) {
        report(walk, NULL, "symbolic link to a folder, not followed");
    } else if (!S_ISREG(status.st_mode)) {
        report(walk, NULL, "not a regular file");
    } else {
        stamp = file_stamp_from(&status);
        report(walk, &stamp, NULL);
    }
}

/* Takes the descriptor of the folder whose relative path stands in walk->path. */
static void walk_folder(struct walk *walk, int descriptor, int depth) {
    DIR *folder = fdopendir(descriptor);
    if (!folder) {
        report(walk, NULL, strerror(errno)); /* NOLINT(concurrency-mt-unsafe) */
        close(descriptor);
        return;
    }
    size_t path_length = walk->path.length;
    size_t names_length = walk->names.length;
    size_t first = walk->entry_count;
    int failure = push_folder(walk, folder);
    if (failure)
        report(walk, NULL, strerror(failure)); /* NOLINT(concurrency-mt-unsafe) */
    size_t last = walk->entry_count;
    for (size_t i = first; i < last && !walk->stop; i++) {
        size_t name = walk->entries[i]; /* an offset: deeper folders may move the buffer */
        if (path_length)
            strbuf_add_char(&walk->path, '/');
        size_t name_start = walk->path.length;
        strbuf_add(&walk->path, walk->names.data + name);
        /* The name is taken from the path: its buffer grows only below this entry, and whoever
         * grows it has used the name by then. */
        visit_entry(walk, descriptor, walk->path.data + name_start, depth);
        strbuf_truncate(&walk->path, path_length);
    }
    walk->entry_count = first;
    strbuf_truncate(&walk->names, names_length);
    closedir(folder);
}

static void walk_release(struct walk *walk) {
    strbuf_release(&walk->path);
    strbuf_release(&walk->names);
    free(walk->entries);
}

bool file_walk_known(const char *folder, file_stamp_source *known, file_visitor *visit,
                     void *context, struct error *err) {
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open the folder", folder);
    struct walk walk = {.visit = visit, .known = known, .context = context};
    walk_folder(&walk, descriptor, 0);
    walk_release(&walk);
    return true;
}

bool file_walk(const char *folder, file_visitor *visit, void *context, struct error *err) {
    return file_walk_known(folder, NULL, visit, context, err);
}

void file_look(const char *folder, const char *relative, file_visitor *visit, void *context) {
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct walk walk = {.visit = visit, .context = context, .enters_none = true};
    strbuf_add(&walk.path, relative);
    if (descriptor < 0)
        report(&walk, NULL, strerror(errno)); /* NOLINT(concurrency-mt-unsafe) */
    else
        visit_entry(&walk, descriptor, relative, 0);
    if (descriptor >= 0)
        close(descriptor);
    walk_release(&walk);
}
