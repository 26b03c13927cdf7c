/* file_temporary.c - see file_temporary.h.
 *
 * Layer: base; libc only. Names are random and opened with O_EXCL and O_NOFOLLOW, so that in a
 * folder others may write to nobody can lay a link in the way. All is done relative to the open
 * folder: it can't be exchanged between two steps. Order: names, opening, placing, sweeping.
 */
#include "base/file_temporary.h"

#include "base/file.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRIVATE_MODE = 0600, NAME_ATTEMPTS = 16, HEX_LETTERS = 16, LINK_BYTES = 32 };

/* ---- names ----------------------------------------------------------------------------------- */

static const char name_begin[] = ".footnote-", name_end[] = ".tmp"; /* hidden: no walk sees it */

static bool choose_name(struct file_temporary *temporary) {
    uint64_t random;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        return false;
    snprintf(temporary->name, sizeof temporary->name, "%s%016jx%s", name_begin, (uintmax_t)random,
             name_end);
    return true;
}

static bool is_our_name(const char *name) {
    size_t begin = sizeof name_begin - 1;
    if (strncmp(name, name_begin, begin) != 0 || strlen(name) != begin + HEX_LETTERS + 4 ||
        strcmp(name + begin + HEX_LETTERS, name_end) != 0)
        return false;
    for (size_t i = begin; i < begin + HEX_LETTERS; i++)
        if (!isdigit((unsigned char)name[i]) && (name[i] < 'a' || name[i] > 'f'))
            return false;
    return true;
}

/* ---- opening --------------------------------------------------------------------------------- */

static void link_of(int file, char link[LINK_BYTES]) {
    snprintf(link, LINK_BYTES, "/proc/self/fd/%d", file);
}

/* Only where it can be given a name later, too. */
static bool open_nameless(struct file_temporary *temporary) {
#ifdef O_TMPFILE
    char link[LINK_BYTES];
    temporary->file =
        openat(temporary->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, PRIVATE_MODE);
    if (temporary->file < 0)
        return false;
    link_of(temporary->file, link);
    if (access(link, F_OK) == 0)
        return true;
    close(temporary->file);
    temporary->file = -1;
#endif
    return false;
}

/* False: someone who sweeps was faster. A file system without locks is never swept. */
static bool lock_named(const struct file_temporary *temporary) {
    struct stat status;
    if (flock(temporary->file, LOCK_EX | LOCK_NB) != 0)
        return errno != EWOULDBLOCK;
    return fstat(temporary->file, &status) == 0 && status.st_nlink > 0;
}

static bool open_named(struct file_temporary *temporary) {
    for (int attempt = 0; attempt < NAME_ATTEMPTS && choose_name(temporary); attempt++) {
        temporary->file =
            openat(temporary->folder, temporary->name,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PRIVATE_MODE);
        if (temporary->file < 0 && errno != EEXIST)
            break;
        if (temporary->file >= 0 && lock_named(temporary))
            return true;
        file_temporary_close(temporary);
    }
    temporary->name[0] = '\0';
    return false;
}

bool file_temporary_open(struct file_temporary *temporary) {
    temporary->name[0] = '\0';
    return open_nameless(temporary) || open_named(temporary);
}

/* ---- placing --------------------------------------------------------------------------------- */

static bool link_nameless(const struct file_temporary *temporary, const char *name) {
    char link[LINK_BYTES];
    link_of(temporary->file, link);
    return linkat(AT_FDCWD, link, temporary->folder, name, AT_SYMLINK_FOLLOW) == 0;
}

/* A link can't replace a file, a renaming can: for that it needs a name. */
static bool name_nameless(struct file_temporary *temporary) {
    flock(temporary->file,
          LOCK_EX | LOCK_NB); /* nobody else knows it: there is nothing to wait for */
    for (int attempt = 0; attempt < NAME_ATTEMPTS && choose_name(temporary); attempt++) {
        if (link_nameless(temporary, temporary->name))
            return true;
        if (errno != EEXIST)
            break;
    }
    temporary->name[0] = '\0';
    return false;
}

bool file_temporary_place(struct file_temporary *temporary, const char *name, bool replace) {
    int folder = temporary->folder;
    if (!temporary->name[0] && link_nameless(temporary, name))
        return true;
    if (!temporary->name[0] && (errno != EEXIST || !replace))
        return false;
    if (!temporary->name[0] && !name_nameless(temporary))
        return false;
    if (!replace) /* the name of its own goes with the closing */
        return linkat(folder, temporary->name, folder, name, 0) == 0;
    if (renameat(folder, temporary->name, folder, name) != 0)
        return false;
    temporary->name[0] = '\0';
    return true;
}

bool file_temporary_close(struct file_temporary *temporary) {
    int failure = errno; /* of what failed before */
    if (temporary->file >= 0 && temporary->name[0])
        unlinkat(temporary->folder, temporary->name, 0);
    errno = failure;
    bool closed = temporary->file < 0 || close(temporary->file) == 0;
    temporary->file = -1;
    temporary->name[0] = '\0';
    return closed;
}

/* ---- sweeping -------------------------------------------------------------------------------- */

static bool is_same(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Ours, a plain file, and with nobody who writes it. */
static bool sweep_one(int folder, const char *name) {
    struct stat opened, there;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    bool dead = fstat(file, &opened) == 0 && S_ISREG(opened.st_mode) &&
                opened.st_uid == geteuid() && flock(file, LOCK_EX | LOCK_NB) == 0 &&
                fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && is_same(&opened, &there);
    bool swept = dead && unlinkat(folder, name, 0) == 0;
    close(file);
    return swept;
}

size_t file_sweep(int folder) {
    size_t count = 0;
    int descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
    const struct dirent *entry;
    while (entries && (entry = readdir(entries))) /* NOLINT(concurrency-mt-unsafe) */
        if (is_our_name(entry->d_name))
            count += sweep_one(folder, entry->d_name);
    if (entries)
        closedir(entries);
    else if (descriptor >= 0)
        close(descriptor);
    return count;
}
