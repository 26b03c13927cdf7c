/* file.h - reading whole files, writing them atomically, walking folders in a stable order.
 *
 * Layer: base. Errors are ERROR_ENVIRONMENT with the path and the system's reason, unless said
 * otherwise.
 */
#ifndef FOOTNOTE_BASE_FILE_H
#define FOOTNOTE_BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

/* What decides whether a file has changed. */
struct file_stamp {
    int64_t size_bytes;
    int64_t modified_ns; /* since 1970; of years beyond 2262 no time, but another one for another */
};

/* Reads a regular file of at most limit_bytes. The text is owned by the arena and has a NUL behind
 * it. Refuses folders, devices and pipes; never blocks on them. ERROR_INPUT for these and for a
 * file that is too long, ERROR_ENVIRONMENT where the system says no. */
bool file_read(struct arena *arena, const char *path, size_t limit_bytes, struct slice *text,
               struct error *err);

/* Reads a regular file of any length in pieces of at most piece_bytes. `take` says how much of the
 * piece it is done with; the rest comes again with more behind it. is_last: nothing comes behind
 * it; of an empty file it is empty. It must take something of any other piece. False stops, with
 * err filled by it, or by this function as file_read does. */
typedef bool file_taker(void *context, struct slice piece, bool is_last, size_t *taken,
                        struct error *err);
bool file_read_pieces(const char *path, size_t piece_bytes, file_taker *take, void *context,
                      struct error *err);

/* Reads standard input to its end, at most limit_bytes (ERROR_INPUT: more). */
bool file_read_stdin(struct arena *arena, size_t limit_bytes, struct slice *text,
                     struct error *err);

/* Writes data so that path holds either all of it or what it held before: a file without a name in
 * the same folder, full write, fsync, size checked, only then the name, fsync of the folder. `mode`
 * is the final permission (0600 for anything personal). A process killed on the way leaves nothing
 * behind; where the file system knows no files without names, and in the blink in which an old file
 * is replaced, it can leave `.footnote-*.tmp` for file_sweep. */
bool file_write_atomic(const char *path, struct slice data, unsigned mode, struct error *err);

/* For what another library has written, a whole file beside the one it is to replace: its bytes to
 * the disk, then the name, then that to the disk. It stays where it was on failure. */
bool file_replace(const char *made, const char *path, struct error *err);

/* As file_write_atomic, but never over something that is there: false, and errno is EEXIST. */
bool file_write_new(const char *path, struct slice data, unsigned mode, struct error *err);

/* Removes from an open folder what killed writers left: our own files that no living process holds
 * locked. Safe beside others that write there. Returns their number. */
size_t file_sweep(int folder);

/* The same in an open folder, under a plain name, without waiting for the disk: for many files
 * whose wholeness is checked by a hash later. The name alone stands in messages. */
bool file_write_at(int folder, const char *name, struct slice data, unsigned mode,
                   struct error *err);

/* A file written piece by piece, under the same promise: what is at path changes with the commit,
 * or never. Freeing removes what was not committed. NULL is fine there. */
struct file_writer;
struct file_writer *file_writer_new(const char *path, struct error *err);
bool file_writer_add(struct file_writer *writer, struct slice data, struct error *err);
bool file_writer_commit(struct file_writer *writer, unsigned mode, struct error *err);
void file_writer_free(struct file_writer *writer);

bool file_stamp_of(const char *path, struct file_stamp *stamp); /* false: no regular file there */

/* The same of what the system has said. */
struct stat;
struct timespec;
struct file_stamp file_stamp_from(const struct stat *status);
int64_t file_nanoseconds(const struct timespec *time);

bool file_exists(const char *path); /* anything at all */
bool file_is_folder(const char *path);

/* mkdir -p with mode 0700. */
bool file_make_folders(const char *path, struct error *err);

/* Absolute path with links resolved, or NULL when there is nothing at path. */
char *file_real_path(struct arena *arena, const char *path);

/* True when there is something at path and it lies below folder, links resolved. */
bool file_is_inside(struct arena *arena, const char *folder, const char *path);

/* "a/b", without doubled slashes. */
char *file_join(struct arena *arena, const char *folder, const char *name);

/* The part behind the last slash; the lower-case extension with its dot (".md"), or "". Borrowed
 * from path, except for the extension, which is in the arena. */
const char *file_name_of(const char *path);
char *file_extension(struct arena *arena, const char *path);

/* Walks a folder tree depth first, names in byte order, so that every run sees the same order.
 * Names beginning with '.' are passed over; symbolic links to folders are not followed. `relative`
 * is the path below the folder with '/' between names. `stamp` is NULL for a folder. For a folder
 * the visitor says whether to enter. `problem` is NULL, or why the entry can't be read (then there
 * is no stamp). Returning false for a file goes on; to stop, set *stop. */
typedef bool file_visitor(void *context, const char *relative, const struct file_stamp *stamp,
                          const char *problem, bool *stop);
bool file_walk(const char *folder, file_visitor *visit, void *context, struct error *err);

/* The same for a caller that has looked at files already: where `known` gives the stamp of what is
 * named (a regular file, nothing else) nobody looks again. */
typedef bool file_stamp_source(void *context, const char *relative, struct file_stamp *stamp);
bool file_walk_known(const char *folder, file_stamp_source *known, file_visitor *visit,
                     void *context, struct error *err);

/* Visits one entry as a walk of the folder would, but enters nothing. */
void file_look(const char *folder, const char *relative, file_visitor *visit, void *context);

/* ---- file_folder.c ---- */

/* What tells that no name in a folder has come, gone or changed. */
struct folder_stamp {
    uint64_t device, number; /* of the inode */
    int64_t changed_ns;
};

/* Not through a symbolic link. False: no folder there. */
bool file_folder_stamp(int parent, const char *name, struct folder_stamp *stamp);

/* Whether the file system keeps folder stamps as Linux' own do. Others (of other systems, over a
 * network) may have new names in a folder whose stamp is the old one. */
bool file_has_folder_stamps(const char *path);

/* The folder `relative` ("" for itself) below an open one, for file_is_unchanged; below 0: none. */
int file_open_folder(int parent, const char *relative);

/* A regular file with just this stamp, and no link. */
bool file_is_unchanged(int folder, const char *name, const struct file_stamp *stamp);

#endif
