/* file_folder.c - is all in a folder as it was? Asked before every search.
 *
 * Layer: base; Linux. A file system that changes a folder's own time whenever a name in it comes,
 * goes or is given to another file saves reading and sorting the names. The time meant is that of
 * the inode's change, which no program can set back.
 */
#include "base/file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#ifndef XFS_SUPER_MAGIC
#define XFS_SUPER_MAGIC 0x58465342
#endif

bool file_folder_stamp(int parent, const char *name, struct folder_stamp *stamp) {
    struct stat status;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(status.st_mode))
        return false;
    *stamp = (struct folder_stamp){
        .device = status.st_dev,
        .number = status.st_ino,
        .changed_ns = file_nanoseconds(&status.st_ctim),
    };
    return true;
}

bool file_has_folder_stamps(const char *path) {
    static const unsigned long known[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
                                          F2FS_SUPER_MAGIC, TMPFS_MAGIC};
    struct statfs system;
    if (statfs(path, &system) != 0)
        return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if ((unsigned long)system.f_type == known[i])
            return true;
    return false;
}

int file_open_folder(int parent, const char *relative) {
    return openat(parent, *relative ? relative : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

bool file_is_unchanged(int folder, const char *name, const struct file_stamp *stamp) {
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
        return false;
    struct file_stamp found = file_stamp_from(&status);
    return found.size_bytes == stamp->size_bytes && found.modified_ns == stamp->modified_ns;
}
