/* file_write.c - writing a file so that nobody ever sees half of it.
 *
 * Layer: base; libc only. What is written gets its name when it is whole (file_temporary.h).
 */
#include "base/file.h"

#include "base/file_temporary.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder part of path: "." and "/" where there is none. Owned. */
static char *folder_of(const char *path) {
    size_t length = (size_t)(file_name_of(path) - path);
    if (length == 0)
        return memory_duplicate_text(".");
    return memory_duplicate(path, length > 1 ? length - 1 : 1);
}

static bool write_all(int descriptor, struct slice data) {
    while (data.length) {
        ssize_t count = write(descriptor, data.data, data.length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        data = slice_make(data.data + count, data.length - (size_t)count);
    }
    return true;
}

static bool has_size(int descriptor, size_t size_bytes) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return false;
    if ((uintmax_t)status.st_size == size_bytes)
        return true;
    errno = EIO;
    return false;
}

/* Some file systems have no fsync for folders and say EINVAL. */
static bool sync_folder(int descriptor) {
    return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* Everything up to the name; errno says what failed. */
static bool fill(const struct file_temporary *temporary, struct slice data, unsigned mode,
                 bool durable) {
    return write_all(temporary->file, data) && fchmod(temporary->file, mode) == 0 &&
           (!durable || fsync(temporary->file) == 0) && has_size(temporary->file, data.length);
}

/* Renaming over a device would replace it; over a folder it fails with a puzzling reason. */
static bool can_replace(int folder, const char *path, struct error *err) {
    struct stat status;
    return fstatat(folder, file_name_of(path), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
           S_ISREG(status.st_mode) || S_ISLNK(status.st_mode) ||
           error_set(err, ERROR_ENVIRONMENT, "%s: is not a regular file, cannot be replaced", path);
}

enum { REPLACE = 1, DURABLE = 2 };

static bool write_in_folder(int folder, const char *path, struct slice data, unsigned mode,
                            unsigned how, struct error *err) {
    const char *name = file_name_of(path);
    bool durable = (how & DURABLE) != 0, replace = (how & REPLACE) != 0;
    if (replace && !can_replace(folder, path, err))
        return false;
    struct file_temporary temporary = {.folder = folder, .file = -1};
    if (!file_temporary_open(&temporary))
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write to its folder", path);
    bool written =
        fill(&temporary, data, mode, durable) && file_temporary_place(&temporary, name, replace);
    if (!file_temporary_close(&temporary) || !written)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write", path);
    if (durable && !sync_folder(folder))
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot make the folder's entry durable",
                               path);
    return true;
}

static bool write_path(const char *path, struct slice data, unsigned mode, unsigned how,
                       struct error *err) {
    if (!*file_name_of(path)) {
        errno = EISDIR;
        return error_set(err, ERROR_ENVIRONMENT, "%s: is a folder, expected a file's path", path);
    }
    char *folder_path = folder_of(path);
    int folder = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = false;
    if (folder < 0) {
        error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open the folder '%s'", path,
                        folder_path);
    } else {
        done = write_in_folder(folder, path, data, mode, how, err);
        int failure = errno;
        close(folder);
        errno = failure;
    }
    free(folder_path);
    return done;
}

bool file_write_atomic(const char *path, struct slice data, unsigned mode, struct error *err) {
    return write_path(path, data, mode, REPLACE | DURABLE, err);
}

bool file_replace(const char *made, const char *path, struct error *err) {
    char *folder_path = folder_of(path);
    int file = open(made, O_RDWR | O_CLOEXEC);
    int folder = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = file >= 0 && folder >= 0 && fsync(file) == 0 && rename(made, path) == 0 &&
                sync_folder(folder);
    if (!done)
        error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write", path);
    if (file >= 0)
        close(file);
    if (folder >= 0)
        close(folder);
    free(folder_path);
    return done;
}

bool file_write_new(const char *path, struct slice data, unsigned mode, struct error *err) {
    return write_path(path, data, mode, DURABLE, err);
}

bool file_write_at(int folder, const char *name, struct slice data, unsigned mode,
                   struct error *err) {
    if (!*name || strchr(name, '/') || name[0] == '.')
        return error_set(err, ERROR_ENVIRONMENT, "expected the plain name of a file");
    return write_in_folder(folder, name, data, mode, REPLACE, err);
}

/* ---- a file too long to stand in memory ----------------------------------------------------- */

struct file_writer {
    struct file_temporary temporary; /* and its folder is owned */
    char *path;
};

struct file_writer *file_writer_new(const char *path, struct error *err) {
    struct file_writer *writer = memory_allocate_zeroed(1, sizeof *writer);
    char *folder = folder_of(path);
    writer->path = memory_duplicate_text(path);
    writer->temporary.file = -1;
    writer->temporary.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    bool free_place =
        writer->temporary.folder < 0 || can_replace(writer->temporary.folder, path, err);
    if (free_place && writer->temporary.folder >= 0 && file_temporary_open(&writer->temporary))
        return writer;
    if (free_place)
        error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write to its folder", path);
    file_writer_free(writer);
    return NULL;
}

bool file_writer_add(struct file_writer *writer, struct slice data, struct error *err) {
    return write_all(writer->temporary.file, data) ||
           error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write", writer->path);
}

bool file_writer_commit(struct file_writer *writer, unsigned mode, struct error *err) {
    struct file_temporary *temporary = &writer->temporary;
    bool written = fchmod(temporary->file, mode) == 0 && fsync(temporary->file) == 0 &&
                   file_temporary_place(temporary, file_name_of(writer->path), true);
    if (!written)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot write", writer->path);
    return sync_folder(temporary->folder) ||
           error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot make the folder's entry durable",
                           writer->path);
}

void file_writer_free(struct file_writer *writer) {
    if (!writer)
        return;
    file_temporary_close(&writer->temporary);
    if (writer->temporary.folder >= 0)
        close(writer->temporary.folder);
    free(writer->path);
    free(writer);
}
