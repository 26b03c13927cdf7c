/* manifest_look.c - a look at every file that is known, by several threads.
 *
 * Layer: index, reading half. What a search over many files costs is the kernel's answer for each
 * of them, and it answers two threads at once. The files are shared out in short runs, because the
 * kernel does not take the same time for all; a run opens its folders once and names its files
 * relative to them. Threads read the list and write one mark of their own files; they touch neither
 * the index nor the arena.
 */
#include "index/manifest/manifest.h"

#include "base/strbuf.h"
#include "base/thread.h"

#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    RUN_FILES = 128,
    FILES_A_THREAD = 1024, /* fewer are looked at before a thread has begun */
    MOST_THREADS = 4,      /* beside the caller's */
};

struct look {
    struct manifest *manifest;
    _Atomic size_t next; /* the first file of the next run */
};

/* Where one thread stands. */
struct look_place {
    const struct manifest_root *root;
    int root_folder, folder; /* open, or below 0 */
    struct strbuf name;      /* of the folder below its root, with a slash behind */
    bool is_open;
};

static void leave_folder(struct look_place *place) {
    if (place->folder >= 0)
        close(place->folder);
    place->folder = -1;
    place->is_open = false;
}

static void go_to_root(struct look_place *place, const struct manifest_root *root) {
    leave_folder(place);
    if (place->root_folder >= 0)
        close(place->root_folder);
    place->root = root;
    place->root_folder = file_open_folder(AT_FDCWD, root->path);
}

static void go_to_folder(struct look_place *place, const char *path, size_t length) {
    if (place->is_open && place->name.length == length &&
        memcmp(strbuf_text(&place->name), path, length) == 0)
        return;
    leave_folder(place);
    strbuf_truncate(&place->name, 0);
    strbuf_add_bytes(&place->name, path, length);
    place->folder = file_open_folder(place->root_folder, strbuf_text(&place->name));
    place->is_open = true;
}

static void look_at(struct look_place *place, struct manifest_file *file) {
    if (!file->root || file->root->is_forgotten || !*file->path)
        return;
    const char *name = file_name_of(file->path);
    if (place->root != file->root)
        go_to_root(place, file->root);
    if (place->root_folder < 0)
        return;
    go_to_folder(place, file->path, (size_t)(name - file->path));
    file->is_same = place->folder >= 0 && file_is_unchanged(place->folder, name, &file->stamp);
}

static void *look_at_runs(void *context) {
    struct look *look = context;
    struct look_place place = {.root_folder = -1, .folder = -1};
    for (;;) {
        size_t at = atomic_fetch_add_explicit(&look->next, RUN_FILES, memory_order_relaxed);
        size_t count = look->manifest->file_count;
        if (at >= count)
            break;
        size_t end = count - at < RUN_FILES ? count : at + RUN_FILES;
        for (; at < end; at++)
            look_at(&place, &look->manifest->files[at]);
    }
    leave_folder(&place);
    if (place.root_folder >= 0)
        close(place.root_folder);
    strbuf_release(&place.name);
    return NULL;
}

/* That this process may use; asked of the kernel, which is quicker than reading /sys. */
static size_t processor_count(void) {
    cpu_set_t processors;
    return sched_getaffinity(0, sizeof processors, &processors) == 0
               ? (size_t)CPU_COUNT(&processors)
               : 1;
}

static size_t threads_for(size_t file_count) {
    if (file_count < 2 * (size_t)FILES_A_THREAD)
        return 0;
    size_t wanted = file_count / FILES_A_THREAD - 1, processors = processor_count();
    if (wanted > MOST_THREADS)
        wanted = MOST_THREADS;
    return wanted < processors ? wanted : processors - 1;
}

void manifest_look(struct manifest *manifest) {
    struct look look = {.manifest = manifest};
    pthread_t threads[MOST_THREADS];
    size_t wanted = threads_for(manifest->file_count), count = 0;
    while (count < wanted && thread_start(&threads[count], look_at_runs, &look))
        count++;
    look_at_runs(&look);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}
