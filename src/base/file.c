/* file.c - reading whole files, asking about them, and putting paths together.
 *
 * Layer: base; libc only. Writing stands in file_write.c, walking folders in file_walk.c.
 */
#include "base/file.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0700, READ_CHUNK_BYTES = 64 * 1024 };

/* read() that goes on after a signal. */
static ssize_t read_some(int descriptor, char *room, size_t size_bytes) {
    ssize_t count;
    do
        count = read(descriptor, room, size_bytes);
    while (count < 0 && errno == EINTR);
    return count;
}

/* Fills room, which has a byte more, with exactly size_bytes. False with errno, or with errno 0
 * when the file has become longer or shorter since its size was asked for. A regular file gives
 * less than was asked for only at its end, so that one call does, mostly. */
static bool read_exactly(int descriptor, char *room, size_t size_bytes) {
    size_t length = 0;
    ssize_t count;
    do {
        count = read_some(descriptor, room + length, size_bytes + 1 - length);
        if (count < 0)
            return false;
        length += (size_t)count;
    } while (count > 0 && length < size_bytes);
    if (length == size_bytes)
        return true;
    errno = 0;
    return false;
}

static bool read_open_file(struct arena *arena, const char *path, int descriptor,
                           size_t limit_bytes, struct slice *text, struct error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot read", path);
    if (S_ISDIR(status.st_mode))
        return error_set(err, ERROR_INPUT, "%s: is a folder, expected a file", path);
    if (!S_ISREG(status.st_mode))
        return error_set(err, ERROR_INPUT, "%s: is not a regular file", path);
    if ((uintmax_t)status.st_size > limit_bytes)
        return error_set(err, ERROR_INPUT, "%s: has %jd bytes, at most %zu can be read", path,
                         (intmax_t)status.st_size, limit_bytes);
    size_t size_bytes = (size_t)status.st_size;
    char *room = arena_allocate(arena, size_bytes + 1);
    if (!read_exactly(descriptor, room, size_bytes)) {
        if (errno)
            return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot read", path);
        return error_set(err, ERROR_ENVIRONMENT, "%s: changed while it was read, try again", path);
    }
    *text = slice_make(room, size_bytes);
    return true;
}

bool file_read(struct arena *arena, const char *path, size_t limit_bytes, struct slice *text,
               struct error *err) {
    /* O_NONBLOCK: opening a pipe without a writer would wait for ever. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open", path);
    bool done = read_open_file(arena, path, descriptor, limit_bytes, text, err);
    close(descriptor);
    return done;
}

bool file_read_stdin(struct arena *arena, size_t limit_bytes, struct slice *text,
                     struct error *err) {
    struct strbuf all = {0};
    ssize_t count;
    do {
        strbuf_reserve(&all, READ_CHUNK_BYTES);
        count = read_some(STDIN_FILENO, all.data + all.length, READ_CHUNK_BYTES);
        if (count > 0)
            all.length += (size_t)count;
    } while (count > 0 && all.length <= limit_bytes);
    bool done = false;
    if (count < 0)
        error_set_errno(err, ERROR_ENVIRONMENT, "standard input: cannot read");
    else if (all.length > limit_bytes)
        error_set(err, ERROR_INPUT, "standard input: more than %zu bytes", limit_bytes);
    else
        done = true;
    if (done)
        *text = arena_slice(arena, slice_make(all.data, all.length));
    strbuf_release(&all);
    return done;
}

/* Unsigned: a file may bear any time, and one too far away must not overflow. */
int64_t file_nanoseconds(const struct timespec *time) {
    return (int64_t)((uint64_t)time->tv_sec * 1000000000 + (uint64_t)time->tv_nsec);
}

struct file_stamp file_stamp_from(const struct stat *status) {
    return (struct file_stamp){.size_bytes = status->st_size,
                               .modified_ns = file_nanoseconds(&status->st_mtim)};
}

bool file_stamp_of(const char *path, struct file_stamp *stamp) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *stamp = file_stamp_from(&status);
    return true;
}

bool file_exists(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

bool file_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_make_folders(const char *path, struct error *err) {
    char *partial = memory_duplicate_text(path);
    bool done = true;
    for (char *end = partial; done; end++) {
        bool is_last = *end == '\0';
        if ((*end != '/' && !is_last) || end == partial) {
            done = !is_last;
            if (is_last)
                error_set(err, ERROR_ENVIRONMENT, "cannot make a folder without a name");
            continue;
        }
        *end = '\0';
        int failure = mkdir(partial, FOLDER_MODE) == 0 ? 0 : errno;
        if (failure && !file_is_folder(partial)) {
            errno = failure;
            done = error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot make the folder", partial);
        }
        if (is_last)
            break;
        *end = '/';
    }
    free(partial);
    return done;
}

char *file_real_path(struct arena *arena, const char *path) {
    char *resolved = realpath(path, NULL);
    char *copy = arena_text(arena, resolved);
    free(resolved);
    return copy;
}

/* Adds path without the second of two slashes that follow each other. */
static void add_path(struct strbuf *out, const char *path) {
    for (; *path; path++)
        if (*path != '/' || !out->length || out->data[out->length - 1] != '/')
            strbuf_add_char(out, *path);
}

bool file_is_inside(struct arena *arena, const char *folder, const char *path) {
    const char *real_folder = file_real_path(arena, folder);
    const char *real_path = file_real_path(arena, path);
    if (!real_folder || !real_path)
        return false;
    size_t length = strlen(real_folder);
    return strncmp(real_path, real_folder, length) == 0 &&
           (real_path[length] == '/' || strcmp(real_folder, "/") == 0);
}

char *file_join(struct arena *arena, const char *folder, const char *name) {
    struct strbuf path = {0};
    add_path(&path, folder);
    if (path.length)
        add_path(&path, "/");
    add_path(&path, name);
    char *copy = arena_bytes(arena, strbuf_text(&path), path.length);
    strbuf_release(&path);
    return copy;
}

const char *file_name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *file_extension(struct arena *arena, const char *path) {
    const char *name = file_name_of(path);
    const char *dot = strrchr(name, '.');
    char *extension = arena_text(arena, dot && dot != name ? dot : "");
    for (char *c = extension; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return extension;
}
