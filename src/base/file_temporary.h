/* file_temporary.h - the file that is written before a file appears under its name.
 *
 * Layer: base; for file_write.c and file_temporary.c only, others use base/file.h. Where the file
 * system can (O_TMPFILE), the file has no name until it is whole: a process that is killed leaves
 * nothing. A name of its own is needed where it can't, and for the blink in which an old file is
 * replaced. Such a file is locked from before its name exists, or at once after, until it is
 * closed: a lock that is free says that the writer is dead, whatever became of its process id.
 *
 *     struct file_temporary temporary = {.folder = folder, .file = -1};
 *     if (file_temporary_open(&temporary) && write_all(temporary.file, data) &&
 *         file_temporary_place(&temporary, "a.pdf", true)) ...
 *     file_temporary_close(&temporary);
 */
#ifndef FOOTNOTE_BASE_FILE_TEMPORARY_H
#define FOOTNOTE_BASE_FILE_TEMPORARY_H

#include <stdbool.h>

struct file_temporary {
    int folder;    /* descriptor; borrowed */
    int file;      /* descriptor; owned */
    char name[40]; /* "": it has none yet, or no longer; says nothing about the target */
};

/* Opens an empty file of mode 0600 for writing. False: errno says why. */
bool file_temporary_open(struct file_temporary *temporary);

/* Gives it its name in the folder. `replace`: in the place of what is there; else false with EEXIST
 * where there is something. False: errno says why, and what was there is there. */
bool file_temporary_place(struct file_temporary *temporary, const char *name, bool replace);

/* Closes it; what was not placed is gone. False: closing failed, errno says why. */
bool file_temporary_close(struct file_temporary *temporary);

#endif
