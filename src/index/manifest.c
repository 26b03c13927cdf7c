/* manifest.c - loading the manifest and walking the roots beside it.
 *
 * Layer: index, reading half: no reader library may be needed here.
 *
 * Files are looked up by the place expected next, since the walk comes in the manifest's order, and
 * by halving where something is new or gone; so nothing depends on how the file system sorts.
 */
#include "index/manifest.h"

#include "corpus/reader.h"
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

static int compare_files(const void *a, const void *b) {
    const struct manifest_file *first = a;
    const struct manifest_file *second = b;
    return compare_places(first->root, first->path, second->root, second->path);
}

/* ---- loading ---- */

static bool load_roots(struct index *index, struct arena *arena, struct manifest *manifest,
                       struct error *err) {
    size_t capacity = 0;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ROOTS, err);
    bool row = statement != NULL;
    while (row) {
        if (!statement_step(index, statement, &row, err))
            return false;
        if (!row)
            break;
        if (manifest->root_count == capacity) {
            capacity = capacity ? capacity * 2 : 4;
            manifest->roots = arena_grow_array(arena, manifest->roots, manifest->root_count,
                                               capacity, sizeof *manifest->roots);
        }
        manifest->roots[manifest->root_count++] = (struct manifest_root){
            .id = sqlite3_column_int64(statement, 0),
            .path = statement_text(statement, 1, arena),
            .is_forgotten = sqlite3_column_int(statement, 2) != 0,
        };
    }
    return statement != NULL;
}

static const struct manifest_root *find_root(const struct manifest *manifest, int64_t id) {
    for (size_t i = 0; i < manifest->root_count; i++)
        if (manifest->roots[i].id == id)
            return &manifest->roots[i];
    return NULL;
}

static struct manifest_file read_file_row(const struct manifest *manifest, sqlite3_stmt *statement,
                                          struct arena *arena) {
    const void *hash = sqlite3_column_blob(statement, 8);
    size_t hash_length = hash ? (size_t)sqlite3_column_bytes(statement, 8) : 0;
    return (struct manifest_file){
        .id = sqlite3_column_int64(statement, 0),
        .root = find_root(manifest, sqlite3_column_int64(statement, 1)),
        .path = statement_text(statement, 2, arena),
        .stamp = {.size_bytes = sqlite3_column_int64(statement, 3),
                  .modified_ns = sqlite3_column_int64(statement, 4)},
        .needs_recheck = sqlite3_column_int(statement, 5) != 0,
        .has_conflict = sqlite3_column_int(statement, 6) != 0,
        .failure = sqlite3_column_type(statement, 7) == SQLITE_NULL
                       ? NULL
                       : statement_text(statement, 7, arena),
        .hash = hash_length ? slice_make(arena_bytes(arena, hash, hash_length), hash_length)
                            : slice_make(NULL, 0),
    };
}

static bool load_files(struct index *index, struct arena *arena, struct manifest *manifest,
                       struct error *err) {
    size_t capacity = 0;
    bool is_sorted = true;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_MANIFEST, err);
    bool row = statement != NULL;
    while (row) {
        if (!statement_step(index, statement, &row, err))
            return false;
        if (!row)
            break;
        if (manifest->file_count == capacity) {
            capacity = capacity ? capacity * 2 : 64;
            manifest->files = arena_grow_array(arena, manifest->files, manifest->file_count,
                                               capacity, sizeof *manifest->files);
        }
        struct manifest_file *file = &manifest->files[manifest->file_count++];
        *file = read_file_row(manifest, statement, arena);
        is_sorted = is_sorted && (manifest->file_count == 1 || compare_files(file - 1, file) <= 0);
    }
    if (!is_sorted)
        qsort(manifest->files, manifest->file_count, sizeof *manifest->files, compare_files);
    return statement != NULL;
}

bool manifest_load(struct index *index, struct arena *arena, struct manifest *manifest,
                   struct error *err) {
    *manifest = (struct manifest){0};
    if (!index_begin_read(index, err))
        return false;
    bool done = load_roots(index, arena, manifest, err) && load_files(index, arena, manifest, err);
    index_end_read(index);
    return done;
}

/* ---- walking ---- */

static struct manifest_file *find_file(struct manifest *manifest, const struct manifest_root *root,
                                       const char *path) {
    size_t low = 0, high = manifest->file_count;
    size_t middle = manifest->next < high ? manifest->next : high / 2;
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
    if (!known->failure || known->hash.length || stamp->size_bytes > READER_LIMIT_BYTES)
        return false;
    const char *path =
        *known->path ? file_join(scan->arena, scan->root->path, known->path) : scan->root->path;
    return access(path, R_OK) == 0;
}

static void visit_file(struct scan *scan, const char *path, const struct file_stamp *stamp,
                       const char *problem) {
    struct file_stamp none = {.size_bytes = MANIFEST_UNREADABLE};
    struct manifest_file *known = find_file(scan->manifest, scan->root, path);
    if (known) {
        known->is_seen = true;
        known->needs_recheck =
            known->needs_recheck || (stamp && can_be_read_now(scan, known, stamp));
    }
    if (!scan->visit(scan->context, scan->root, path, stamp ? stamp : &none, problem, known))
        scan->has_stopped = true;
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
        visit_file(scan, relative, NULL, "is a folder with the name of an article file");
        enter = false;
    } else if (stamp && reader_is_article(relative))
        visit_file(scan, relative, stamp, NULL);
    *stop = scan->has_stopped;
    return enter;
}

static void scan_root(struct scan *scan) {
    struct file_stamp stamp;
    if (file_stamp_of(scan->root->path, &stamp))
        visit_file(scan, "", &stamp, NULL);
    else if (!file_walk(scan->root->path, visit_entry, scan, NULL))
        scan->root->is_unreachable = true;
    if (scan->root->is_unreachable)
        keep_folder(scan->manifest, scan->root, "");
}

bool manifest_scan(struct manifest *manifest, struct arena *arena, manifest_visitor *visit,
                   void *context) {
    struct scan scan = {.manifest = manifest, .arena = arena, .visit = visit, .context = context};
    for (size_t i = 0; i < manifest->root_count && !scan.has_stopped; i++) {
        scan.root = &manifest->roots[i];
        if (!scan.root->is_forgotten)
            scan_root(&scan);
    }
    return !scan.has_stopped;
}

bool manifest_is_gone(const struct manifest_file *file) {
    return !file->root || file->root->is_forgotten || (!file->is_seen && !file->is_kept);
}

bool manifest_may_differ(const struct manifest_file *known, const struct file_stamp *stamp,
                         const char *problem) {
    if (!known || known->needs_recheck)
        return true;
    if (problem)
        return known->stamp.size_bytes != MANIFEST_UNREADABLE || !known->failure ||
               strcmp(known->failure, problem) != 0;
    return known->stamp.size_bytes != stamp->size_bytes ||
           known->stamp.modified_ns != stamp->modified_ns;
}

/* ---- for those who keep a copy ---- */

bool index_files(struct index *index, struct arena *arena, struct index_article_file **files,
                 size_t *count, struct error *err) {
    struct manifest manifest = {0};
    *count = 0;
    if (!manifest_load(index, arena, &manifest, err))
        return false;
    *files = arena_new_array(arena, manifest.file_count + 1, struct index_article_file);
    for (size_t i = 0; i < manifest.file_count; i++) {
        const struct manifest_file *file = &manifest.files[i];
        if (!file->root || file->root->is_forgotten || file->hash.length == 0)
            continue;
        (*files)[(*count)++] = (struct index_article_file){
            .root = (size_t)(file->root - manifest.roots),
            .path = file->path,
            .file = *file->path ? file_join(arena, file->root->path, file->path) : file->root->path,
            .hash = file->hash};
    }
    return true;
}
