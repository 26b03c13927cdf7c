/* manifest_check.c - is the index still true? Asked before every search.
 *
 * Layer: index, reading half. Reads no article: sizes and times only.
 */
#include "index/manifest/manifest.h"

/* manifest_visitor: stops at the first difference. */
static bool is_unchanged(void *context, const struct manifest_root *root, const char *path,
                         const struct file_stamp *stamp, const char *problem,
                         struct manifest_file *known) {
    (void)root;
    (void)path;
    return !manifest_may_differ(context, known, stamp, problem);
}

static bool is_current(struct manifest *manifest, struct arena *arena) {
    for (size_t i = 0; i < manifest->root_count; i++)
        if (manifest->roots[i].is_forgotten)
            return false;
    if (!manifest_scan(manifest, arena, is_unchanged, manifest->index))
        return false;
    for (size_t i = 0; i < manifest->file_count; i++)
        if (manifest_is_gone(&manifest->files[i]))
            return false;
    return true;
}

enum index_state index_check(struct index *index, struct arena *arena, const char ***unreachable,
                             size_t *unreachable_count) {
    struct manifest manifest;
    if (unreachable)
        *unreachable_count = 0;
    /* A manifest that can't be read: the update says what is wrong. */
    if (!manifest_load(index, arena, &manifest, NULL))
        return INDEX_STALE;
    bool current = is_current(&manifest, arena);
    if (unreachable)
        *unreachable_count = manifest_unreachable(&manifest, arena, unreachable);
    return current ? INDEX_CURRENT : INDEX_STALE;
}
