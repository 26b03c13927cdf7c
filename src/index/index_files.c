/* index_files.c - names of files, and those whose articles are in the index.
 *
 * Layer: index, reading half.
 */
#include "base/file.h"
#include "index/index_private.h"
#include "index/manifest/manifest.h"

#include <stdlib.h>

const char *index_file_name(struct arena *arena, const char *root, const char *path) {
    return *path ? file_join(arena, root, path) : root;
}

static int compare_files(const void *a, const void *b) {
    const struct index_article_file *first = a, *second = b;
    if (first->root != second->root)
        return first->root < second->root ? -1 : 1;
    return manifest_compare_paths(first->path, second->path);
}

static bool read_files(struct index *index, struct arena *arena, const struct manifest *manifest,
                       struct index_article_file **files, size_t *count, struct error *err) {
    size_t capacity = 0;
    bool row, done = false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_FILES, err);
    while (statement && (done = statement_step(index, statement, &row, err)) && row) {
        size_t root = 0;
        while (root < manifest->root_count &&
               manifest->roots[root].id != sqlite3_column_int64(statement, 0))
            root++;
        if (root == manifest->root_count || manifest->roots[root].is_forgotten)
            continue;
        *files = arena_make_room(arena, *files, *count, &capacity, 64, sizeof **files);
        const char *path = statement_text(statement, 1, arena);
        (*files)[(*count)++] = (struct index_article_file){
            .root = root,
            .path = path,
            .file = index_file_name(arena, manifest->roots[root].path, path),
            .hash = arena_slice(arena, statement_blob(statement, 2))};
    }
    return done;
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
