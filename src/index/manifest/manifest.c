/* manifest.c - walking the roots beside the manifest, and what counts as changed.
 *
 * Layer: index, reading half: no reader library may be needed here.
 *
 * Files are looked up by the place expected next, since the walk comes in the manifest's order, and
 * by halving where something is new or gone; so nothing depends on how the file system sorts.
 */
#include "index/manifest/manifest.h"

#include "corpus/readers/reader.h"
#include "index/index_private.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- order ---- */

int manifest_compare_paths(const char *a, const char *b) {
    while (*a && *a == *b) {
        a++;
        b++;
    }
    /* '/' before every other byte: a folder's files stand where its name stands. */
    int first = *a == '/' ? 1 : (unsigned char)*a + (*a != '\0');
    int second = *b == '/' ? 1 : (unsigned char)*b + (*b != '\0');
    return first - second;
}

static int compare_places(const struct manifest_root *root_a, const char *path_a,
                          const struct manifest_root *root_b, const char *path_b) {
    int64_t a = root_a ? root_a->id : 0;
    int64_t b = root_b ? root_b->id : 0;
    if (a != b)
        return a < b ? -1 : 1;
    return manifest_compare_paths(path_a, path_b);
}

int manifest_compare(const struct manifest_file *a, const struct manifest_file *b) {
    return compare_places(a->root, a->path, b->root, b->path);
}

/* ---- walking ---- */

static bool is_expected(const struct manifest *manifest, const struct manifest_root *root,
                        const char *path) {
    if (manifest->next >= manifest->file_count)
        return false;
    const struct manifest_file *file = &manifest->files[manifest->next];
    return file->root == root && strcmp(file->path, path) == 0;
}

static struct manifest_file *find_file(struct manifest *manifest, const struct manifest_root *root,
                                       const char *path) {
    size_t low = 0, high = manifest->file_count;
    size_t middle = manifest->next < high ? manifest->next : high / 2;
    if (is_expected(manifest, root, path)) /* nearly always */
        return &manifest->files[manifest->next++];
    while (low < high) {
        struct manifest_file *file = &manifest->files[middle];
        int order = compare_places(root, path, file->root, file->path);
        if (order == 0) {
            manifest->next = middle + 1;
            return file;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
        middle = low + (high - low) / 2;
    }
    return NULL;
}

struct scan {
    struct manifest *manifest;
    struct arena *arena;
    struct manifest_root *root;
    manifest_visitor *visit;
    void *context;
    bool has_stopped;
};

/* A file that could not be opened: permission may have been given since, which leaves its time as
 * it was. */
static bool can_be_read_now(const struct scan *scan, const struct manifest_file *known,
                            const struct file_stamp *stamp) {
    if (!known->has_failed || !known->is_unread || stamp->size_bytes > READER_LIMIT_BYTES)
        return false;
    return access(index_file_name(scan->arena, scan->root->path, known->path), R_OK) == 0;
}

static void visit_known(struct scan *scan, const char *path, const struct file_stamp *stamp,
                        const char *problem, struct manifest_file *known) {
    struct file_stamp none = {.size_bytes = MANIFEST_UNREADABLE};
    scan->manifest->seen_count++;
    if (known) {
        known->is_seen = true;
        known->needs_recheck =
            known->needs_recheck || (stamp && can_be_read_now(scan, known, stamp));
    }
    if (!scan->visit(scan->context, scan->root, path, stamp ? stamp : &none, problem, known))
        scan->has_stopped = true;
}

static void visit_file(struct scan *scan, const char *path, const struct file_stamp *stamp,
                       const char *problem) {
    visit_known(scan, path, stamp, problem, find_file(scan->manifest, scan->root, path));
}

/* What stood in a folder that can't be read now stays in the index: it is not known to be gone. */
static void keep_folder(struct manifest *manifest, const struct manifest_root *root,
                        const char *folder) {
    size_t length = strlen(folder);
    for (size_t i = 0; i < manifest->file_count; i++) {
        struct manifest_file *file = &manifest->files[i];
        if (file->root == root && (length == 0 || (strncmp(file->path, folder, length) == 0 &&
                                                   file->path[length] == '/')))
            file->is_kept = true;
    }
}

static bool visit_problem(struct scan *scan, const char *path, const char *problem) {
    scan->root->has_trouble = true;
    if (!*path) {
        scan->root->is_unreachable = true;
        keep_folder(scan->manifest, scan->root, "");
        return false;
    }
    bool is_folder = file_is_folder(file_join(scan->arena, scan->root->path, path));
    if (is_folder)
        keep_folder(scan->manifest, scan->root, path);
    if (is_folder || reader_is_article(path))
        visit_file(scan, path, NULL, problem);
    return false;
}

/* file_visitor */
static bool visit_entry(void *context, const char *relative, const struct file_stamp *stamp,
                        const char *problem, bool *stop) {
    struct scan *scan = context;
    bool enter = !stamp && !problem;
    if (problem)
        visit_problem(scan, relative, problem);
    else if (enter && reader_is_article(relative)) {
        scan->root->has_trouble = true;
        visit_file(scan, relative, NULL, "is a folder with the name of an article file");
        enter = false;
    } else if (stamp && reader_is_article(relative))
        visit_file(scan, relative, stamp, NULL);
    else if (stamp && scan->manifest->notes_folders)
        manifest_pass_over(scan->root, scan->arena, relative);
    if (enter && scan->manifest->notes_folders)
        manifest_note_folder(scan->manifest, scan->arena, scan->root, relative);
    *stop = scan->has_stopped;
    return enter;
}

/* file_stamp_source */
static bool known_stamp(void *context, const char *relative, struct file_stamp *stamp) {
    const struct scan *scan = context;
    const struct manifest *manifest = scan->manifest;
    if (!is_expected(manifest, scan->root, relative) || !manifest->files[manifest->next].is_same)
        return false;
    *stamp = manifest->files[manifest->next].stamp;
    return true;
}

static void walk_root(struct scan *scan) {
    if (scan->manifest->notes_folders)
        manifest_note_folder(scan->manifest, scan->arena, scan->root, "");
    if (!file_walk_known(scan->root->path, known_stamp, visit_entry, scan, NULL))
        scan->root->is_unreachable = true;
}

/* No name has come or gone: only what the known ones stand for can have changed. */
static void visit_known_names(struct scan *scan) {
    struct manifest *manifest = scan->manifest;
    scan->root->is_as_kept = true;
    for (size_t i = 0; i < manifest->file_count && !scan->has_stopped; i++) {
        struct manifest_file *file = &manifest->files[i];
        if (file->root != scan->root)
            continue;
        if (file->is_same)
            visit_known(scan, file->path, &file->stamp, NULL, file);
        else
            file_look(scan->root->path, file->path, visit_entry, scan);
    }
}

static void scan_root(struct scan *scan) {
    struct file_stamp stamp;
    if (file_stamp_of(scan->root->path, &stamp))
        visit_file(scan, "", &stamp, NULL);
    else if (manifest_folders_are_unchanged(scan->manifest, scan->root))
        visit_known_names(scan);
    else
        walk_root(scan);
    if (scan->root->is_unreachable)
        keep_folder(scan->manifest, scan->root, "");
}

bool manifest_scan(struct manifest *manifest, struct arena *arena, manifest_visitor *visit,
                   void *context) {
    struct scan scan = {.manifest = manifest, .arena = arena, .visit = visit, .context = context};
    manifest_look(manifest);
    for (size_t i = 0; i < manifest->root_count && !scan.has_stopped; i++) {
        scan.root = &manifest->roots[i];
        if (!scan.root->is_forgotten)
            scan_root(&scan);
    }
    return !scan.has_stopped;
}

/* How long after its time a file may be written again without its time showing it: FAT counts in
 * steps of two seconds, Linux in ticks of some milliseconds. */
bool manifest_is_young(int64_t changed_ns, int64_t now_ns) {
    static const int64_t young_ns = 2000000000;
    int64_t age_ns = (int64_t)((uint64_t)now_ns - (uint64_t)changed_ns);
    return age_ns < young_ns && age_ns > -young_ns;
}

size_t manifest_unreachable(const struct manifest *manifest, struct arena *arena,
                            const char ***paths) {
    size_t count = 0;
    *paths = arena_new_array(arena, manifest->root_count, const char *);
    for (size_t i = 0; i < manifest->root_count; i++)
        if (manifest->roots[i].is_unreachable)
            (*paths)[count++] = manifest->roots[i].path;
    return count;
}

bool manifest_is_gone(const struct manifest_file *file) {
    return !file->root || file->root->is_forgotten || (!file->is_seen && !file->is_kept);
}

/* Why the file could not be read is the same as last time. */
static bool has_failure(struct index *index, const struct manifest_file *known,
                        const char *problem) {
    bool row = false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_FILE_FAILURE, NULL);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, known->id);
    if (!statement_step(index, statement, &row, NULL) || !row)
        return false;
    const char *failure = (const char *)sqlite3_column_text(statement, 0);
    bool is_same = failure && strcmp(failure, problem) == 0;
    statement_done(statement);
    return is_same;
}

bool manifest_may_differ(struct index *index, const struct manifest_file *known,
                         const struct file_stamp *stamp, const char *problem) {
    if (!known || known->needs_recheck)
        return true;
    if (problem)
        return known->stamp.size_bytes != MANIFEST_UNREADABLE || !known->has_failed ||
               !has_failure(index, known, problem);
    return known->stamp.size_bytes != stamp->size_bytes ||
           known->stamp.modified_ns != stamp->modified_ns;
}
