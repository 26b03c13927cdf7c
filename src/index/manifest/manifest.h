/* manifest.h - the files an index was made from, beside the files that stand in its roots now.
 *
 * Layer: index, private. Used by the check before a search (index_check) and by the update, so that
 * both mean the same by "changed".
 *   manifest.c        walking the roots beside what is known, deciding what has changed
 *   manifest_look.c   a look at all known files first, by several threads
 *   manifest_folders.c  folders in which no name has changed
 *   manifest_passed.c what is no article, counted by kind
 *   manifest_store.c  how it is kept: packed, in the order of the walk, a few hundred files a chunk
 *
 * What a file had to say (the hash of its bytes, why it could not be read) stands in the table
 * `file` and is looked up where it matters; the manifest only says that there is something.
 *
 *     struct manifest manifest;
 *     manifest_load(index, &arena, &manifest, &err);
 *     manifest_scan(&manifest, &arena, visit, context);     // every article file there is now
 *     for each file: manifest_is_gone(file)                 // what is no more
 *     manifest_save(&manifest, added, count, &err);         // with what was changed in `files`
 */
#ifndef FOOTNOTE_INDEX_MANIFEST_MANIFEST_H
#define FOOTNOTE_INDEX_MANIFEST_MANIFEST_H

#include "base/file.h"
#include "index/index.h"

/* What is no article, by kind. */
struct manifest_passed {
    struct index_passed_over *kinds;
    size_t count, capacity;
};

struct manifest_root {
    int64_t id;
    const char *path;
    bool is_forgotten, is_unreachable;
    bool has_trouble;              /* the walk met what it could not read, or another file system */
    bool is_as_kept;               /* its folders were not walked: all names are the known ones */
    uint64_t device;               /* of its folder, while it is walked */
    struct manifest_passed passed; /* noted while it is walked, or as kept */
};

struct manifest_folder {
    const struct manifest_root *root;
    const char *path; /* below the root; "" for itself */
    uint64_t number;
    int64_t changed_ns;
};

/* In the order of the walk. */
struct manifest_folders {
    struct manifest_folder *items;
    size_t count, capacity;
};

struct manifest_file {
    int64_t id;
    const struct manifest_root *root; /* NULL: the root is no more */
    const char *path;                 /* below the root; "" for a root that is a file */
    struct file_stamp stamp;          /* size_bytes -1: could not be looked at */
    int chunk;                        /* it is kept in, from 0 */
    bool needs_recheck;               /* its time was too young to trust */
    bool has_conflict;                /* lost an article to another file of the same id */
    bool has_failed;                  /* there is a reason in the table `file` */
    bool is_unread;                   /* its bytes could not be had: no hash */
    bool is_same;                     /* a regular file with the known stamp: manifest_look */
    bool is_seen;                     /* by manifest_scan */
    bool is_read;                     /* by this update */
    bool is_kept;    /* below a folder that can't be read now: neither seen nor gone */
    bool is_changed; /* differs from what is kept */
    bool is_removed; /* is not to be kept any longer */
};

struct manifest {
    struct index *index;
    struct manifest_root *roots;
    size_t root_count;
    struct manifest_file *files; /* in order of root and path */
    size_t file_count;
    int chunk_count;
    size_t next;       /* where the file expected next stands */
    size_t seen_count; /* by manifest_scan */
    struct slice folders_blob;
    struct manifest_folders kept_folders, noted_folders;
    bool notes_folders; /* set before a scan whose folders and passed over files are to be saved */
};

enum { MANIFEST_UNREADABLE = -1 }; /* size of a file that can't be looked at */

/* Everything in the arena. */
bool manifest_load(struct index *index, struct arena *arena, struct manifest *manifest,
                   struct error *err);

/* Only the roots. */
bool manifest_load_roots(struct index *index, struct arena *arena, struct manifest *manifest,
                         struct error *err);

/* NULL: there is none of this id. */
const struct manifest_root *manifest_find_root(const struct manifest *manifest, int64_t id);

/* Writes the chunks with files that are marked as changed or removed, or among which one of the
 * added ones stands; these are in order of root and path. */
bool manifest_save(struct manifest *manifest, struct manifest_file *const *added,
                   size_t added_count, struct error *err);

/* One article file standing there now. stamp is never NULL: for a file that can't be looked at, its
 * size is MANIFEST_UNREADABLE and problem says why. known is NULL for a new one. path and problem
 * are valid during the call only. False stops the scan. */
typedef bool manifest_visitor(void *context, const struct manifest_root *root, const char *path,
                              const struct file_stamp *stamp, const char *problem,
                              struct manifest_file *known);

/* Walks the roots that are not forgotten, in order. Returns false when the visitor stopped it. In a
 * root whose folders are as they were all known files are visited in order too, the names are not
 * read. */
bool manifest_scan(struct manifest *manifest, struct arena *arena, manifest_visitor *visit,
                   void *context);

/* After a scan: the roots that could not be walked, in order, in the arena. */
size_t manifest_unreachable(const struct manifest *manifest, struct arena *arena,
                            const char ***paths);

/* After a full scan: true for a file that must leave the index. */
bool manifest_is_gone(const struct manifest_file *file);

/* Whether a scanned file may differ from what was indexed. */
bool manifest_may_differ(struct index *index, const struct manifest_file *known,
                         const struct file_stamp *stamp, const char *problem);

/* Whether what happened then may happen once more without its time showing it. */
bool manifest_is_young(int64_t changed_ns, int64_t now_ns);

/* Marks files that are the same (is_same). Part of manifest_scan. */
void manifest_look(struct manifest *manifest);

/* ---- manifest_folders.c: parts of manifest_load and manifest_scan ---- */

void manifest_load_folders(struct manifest *manifest, struct arena *arena);
bool manifest_folders_are_unchanged(const struct manifest *manifest,
                                    const struct manifest_root *root);
void manifest_note_folder(struct manifest *manifest, struct arena *arena,
                          struct manifest_root *root, const char *path);

/* After a scan, in the same transaction as manifest_save. */
bool manifest_save_folders(struct manifest *manifest, int64_t started_ns, struct error *err);

/* The order files of one root are read in: as file_walk visits them. And that of all files. */
int manifest_compare_paths(const char *a, const char *b);
int manifest_compare(const struct manifest_file *a, const struct manifest_file *b);

/* Counts a file that is no article, unless it is left out on purpose. */
void manifest_pass_over(struct manifest_root *root, struct arena *arena, const char *path);

/* After a scan that noted them: for roots that were not walked what was kept, and saves it all. */
bool manifest_keep_passed(struct manifest *manifest, struct arena *arena, struct error *err);

/* Of all roots together: what may hold an article first, then the most frequent. In the arena. */
size_t manifest_all_passed(const struct manifest *manifest, struct arena *arena,
                           struct index_passed_over **kinds);

#endif
