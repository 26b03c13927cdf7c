/* batch_merge.c - see batch_merge.h.
 *
 * Layer: make.
 */
#include "make/batch/batch_merge.h"

#include "base/file.h"
#include "make/batch/batch_manifest.h"
#include "make/batch/batch_worker.h"
#include "pdf/pdf_merge.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HANDOUT_LIMIT_BYTES = 256 * 1024 * 1024, PRIVATE_MODE = 0600 };

struct merging {
    int folder;
    const char *folder_path, *path;
    struct pdf_merge *merge;
    size_t count;
};

static bool write_on(void *context, struct slice bytes, struct error *err) {
    return file_writer_add(context, bytes, err);
}

bool batch_merge_can_write(const char *path, struct error *err) {
    static const char mark[] = "%PDF-";
    char begin[sizeof mark] = "";
    struct stat status;
    if (path[0] && stat(path, &status) != 0)
        return true; /* whether it can be written is told when it is */
    if (!path[0] || !S_ISREG(status.st_mode))
        return error_set(err, ERROR_USAGE, "--merged: '%s' is no regular file", path);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t count = file < 0 ? -1 : read(file, begin, sizeof mark - 1);
    if (file >= 0)
        close(file);
    return count == 0 || (count > 0 && strcmp(begin, mark) == 0) ||
           error_set(err, ERROR_USAGE,
                     "--merged: '%s' is there and is no PDF, expected a new name or an older PDF",
                     path);
}

/* The merged file is not to take the place of one of its parts. */
static bool is_apart(const struct merging *merging, const struct batch_entry *entry,
                     struct error *err) {
    struct stat part, whole;
    bool same = fstatat(merging->folder, entry->file, &part, 0) == 0 &&
                stat(merging->path, &whole) == 0 && part.st_dev == whole.st_dev &&
                part.st_ino == whole.st_ino;
    return !same || error_set(err, ERROR_USAGE,
                              "--merged: %s is a handout of this batch, expected another file",
                              merging->path);
}

static bool add_handout(void *context, const struct batch_entry *entry, struct error *err) {
    struct merging *merging = context;
    struct arena arena = {0};
    struct slice bytes;
    char hash[BATCH_HASH_LETTERS + 1];
    bool added = is_apart(merging, entry, err) &&
                 file_read(&arena, file_join(&arena, merging->folder_path, entry->file),
                           HANDOUT_LIMIT_BYTES, &bytes, err);
    if (added) {
        batch_hash(bytes, hash);
        added = strcmp(hash, entry->sha256) == 0 ||
                error_set(err, ERROR_ENVIRONMENT,
                          "%s/%s: was changed after it was made: make it again with --resume",
                          merging->folder_path, entry->file);
    }
    if (added && !pdf_merge_add(merging->merge, bytes, entry->id, err)) {
        error_prefix(err, "%s/%s: cannot merge: ", merging->folder_path, entry->file);
        added = false;
    }
    merging->count += added;
    arena_release(&arena);
    return added;
}

bool batch_merge(int folder, const char *folder_path, const char *name, const char *report,
                 const char *path, size_t *pages, struct error *err) {
    struct arena arena = {0};
    struct file_writer *writer =
        batch_merge_can_write(path, err) ? file_writer_new(path, err) : NULL;
    if (!writer)
        return false;
    struct merging merging = {
        .folder = folder,
        .folder_path = folder_path,
        .path = path,
        .merge = pdf_merge_new(arena_format(&arena, "%s: handouts", report), write_on, writer)};
    bool merged = batch_manifest_walk(folder, name, add_handout, &merging, err);
    *pages = 0;
    if (merged && merging.count > 0) {
        merged =
            pdf_merge_finish(merging.merge, err) && file_writer_commit(writer, PRIVATE_MODE, err);
        *pages = merged ? pdf_merge_pages(merging.merge) : 0;
    }
    pdf_merge_free(merging.merge);
    file_writer_free(writer);
    arena_release(&arena);
    return merged;
}
