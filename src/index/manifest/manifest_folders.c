/* manifest_folders.c - the folders that the files were found in, so that a folder in which no name
 * has changed need not be read and sorted again.
 *
 * Layer: index, reading half but for saving. Order: loading, comparing, noting, saving.
 *
 * A root's folders are kept when a walk went through all of them without any trouble, on one file
 * system whose folder stamps can be trusted, and all stamps are old enough; otherwise the next walk
 * reads the names again. Few files are walked as quickly without.
 */
#include "index/index_private.h"
#include "index/manifest/manifest.h"
#include "index/packed.h"

#include <fcntl.h>
#include <unistd.h>

#define FOLDERS_BLOB "folders"

enum { LEAST_FILES = 512 };

static void add_folder(struct manifest_folders *folders, struct arena *arena,
                       const struct manifest_folder *folder) {
    folders->items = arena_make_room(arena, folders->items, folders->count, &folders->capacity, 16,
                                     sizeof *folders->items);
    folders->items[folders->count++] = *folder;
}

/* ---- loading ---- */

void manifest_load_folders(struct manifest *manifest, struct arena *arena) {
    struct manifest_folders *folders = &manifest->kept_folders;
    *folders = (struct manifest_folders){0};
    if (manifest->file_count < LEAST_FILES ||
        !index_blob(manifest->index, arena, FOLDERS_BLOB, &manifest->folders_blob, NULL))
        return;
    struct packed_reader reader = packed_reader_of(manifest->folders_blob);
    while (reader.at < reader.end && !reader.is_damaged) {
        struct manifest_folder folder = {
            .root = manifest_find_root(manifest, (int64_t)packed_number(&reader))};
        folder.path = packed_text(&reader).data; /* one after the other: a list has no order */
        folder.number = packed_number(&reader);
        folder.changed_ns = (int64_t)packed_number(&reader);
        add_folder(folders, arena, &folder);
    }
    if (reader.is_damaged)
        folders->count = 0;
}

/* ---- comparing ---- */

static bool is_unchanged(int root_folder, const struct manifest_folder *folder,
                         struct folder_stamp *first) {
    struct folder_stamp stamp;
    if (!file_folder_stamp(root_folder, *folder->path ? folder->path : ".", &stamp))
        return false;
    if (!*folder->path)
        *first = stamp; /* the root itself comes first */
    return stamp.device == first->device && stamp.number == folder->number &&
           stamp.changed_ns == folder->changed_ns;
}

bool manifest_folders_are_unchanged(const struct manifest *manifest,
                                    const struct manifest_root *root) {
    const struct manifest_folders *folders = &manifest->kept_folders;
    struct folder_stamp first = {0};
    size_t count = 0;
    bool unchanged = true;
    int root_folder = -1;
    for (size_t i = 0; i < folders->count && unchanged; i++) {
        if (folders->items[i].root != root)
            continue;
        if (count++ == 0)
            root_folder = file_open_folder(AT_FDCWD, root->path);
        unchanged = root_folder >= 0 && is_unchanged(root_folder, &folders->items[i], &first);
    }
    if (root_folder >= 0)
        close(root_folder);
    return unchanged && count > 0;
}

/* ---- noting ---- */

void manifest_note_folder(struct manifest *manifest, struct arena *arena,
                          struct manifest_root *root, const char *path) {
    struct folder_stamp stamp;
    const char *name = *path ? file_join(arena, root->path, path) : root->path;
    if (!file_folder_stamp(AT_FDCWD, name, &stamp)) {
        root->has_trouble = true;
        return;
    }
    if (!*path)
        root->device = stamp.device;
    root->has_trouble = root->has_trouble || stamp.device != root->device;
    add_folder(&manifest->noted_folders, arena,
               &(struct manifest_folder){.root = root,
                                         .path = arena_text(arena, path),
                                         .number = stamp.number,
                                         .changed_ns = stamp.changed_ns});
}

/* ---- saving ---- */

static bool can_be_trusted(const struct manifest *manifest, const struct manifest_root *root,
                           int64_t started_ns) {
    if (root->is_forgotten || root->is_unreachable || root->has_trouble ||
        !file_has_folder_stamps(root->path))
        return false;
    for (size_t i = 0; i < manifest->noted_folders.count; i++) {
        const struct manifest_folder *folder = &manifest->noted_folders.items[i];
        if (folder->root == root && manifest_is_young(folder->changed_ns, started_ns))
            return false;
    }
    return true;
}

static void write_folders(const struct manifest_folders *folders, const struct manifest_root *root,
                          struct strbuf *out) {
    for (size_t i = 0; i < folders->count; i++) {
        const struct manifest_folder *folder = &folders->items[i];
        if (folder->root != root)
            continue;
        packed_add_number(out, (uint64_t)root->id);
        packed_add_text(out, slice_of(folder->path));
        packed_add_number(out, folder->number);
        packed_add_number(out, (uint64_t)folder->changed_ns);
    }
}

bool manifest_save_folders(struct manifest *manifest, int64_t started_ns, struct error *err) {
    struct strbuf out = {0};
    bool done = true;
    for (size_t i = 0; i < manifest->root_count && manifest->seen_count >= LEAST_FILES; i++) {
        const struct manifest_root *root = &manifest->roots[i];
        if (root->is_as_kept)
            write_folders(&manifest->kept_folders, root, &out);
        else if (can_be_trusted(manifest, root, started_ns))
            write_folders(&manifest->noted_folders, root, &out);
    }
    if (!slice_equals(strbuf_slice(&out), manifest->folders_blob))
        done = index_set_blob(manifest->index, FOLDERS_BLOB, strbuf_slice(&out), err);
    strbuf_release(&out);
    return done;
}
