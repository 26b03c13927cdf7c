/* index_files.c - the files whose articles are in the index, for those who keep a copy.
 *
 * Layer: index, reading half.
 */
#include "base/file.h"
#include "index/index_private.h"
#include "index/manifest/manifest.h"

#include <stdlib.h>

static int compare_files(const void *a, const void *b) {
    const struct index_article_file *first = a, *second = b;
    if (first->root != second->root)
        return first->root < second->root ? -1 : 1;
    return manifest_compare_paths(first->path, second->path);
}

static bool read_files(struct index *index, struct arena *arena, const struct manifest *manifest,
                       struct index_article_file **files, size_t *count, struct error *err) {
    size_t capacity = 0;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_FILES, err);
    bool row = statement != NULL;
    while (row) {
        if (!statement_step(index, statement, &row, err))
            return false;
        size_t root = 0;
        while (row && root < manifest->root_count &&
               manifest->roots[root].id != sqlite3_column_int64(statement, 0))
            root++;
        if (!row || root == manifest->root_count || manifest->roots[root].is_forgotten)
            continue;
        if (*count == capacity) {
            capacity = capacity ? capacity * 2 : 64;
            *files = arena_grow_array(arena, *files, *count, capacity, sizeof **files);
        }
        const char *path = statement_text(statement, 1, arena);
        const char *hash = sqlite3_column_blob(statement, 2);
        size_t length = (size_t)sqlite3_column_bytes(statement, 2);
        (*files)[(*count)++] = (struct index_article_file){
            .root = root,
            .path = path,
            .file = *path ? file_join(arena, manifest->roots[root].path, path)
                          : manifest->roots[root].path,
            .hash = arena_slice(arena, slice_make(hash, length))};
    }
    return statement != NULL;
}

bool index_files(struct index *index, struct arena *arena, struct index_article_file **files,
                 size_t *count, struct error *err) {
    struct manifest manifest;
    *files = NULL;
    *count = 0;
    if (!index_begin_read(index, err))
        return false;
    bool done = manifest_load_roots(index, arena, &manifest, err) &&
                read_files(index, arena, &manifest, files, count, err);
    index_end_read(index);
    if (done && *count)
        qsort(*files, *count, sizeof **files, compare_files);
    return done;
}
