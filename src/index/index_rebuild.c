/* index_rebuild.c - the index made anew, beside the old one until it is whole.
 *
 * Layer: index, building half. Order: whose file it is, its roots, the new file, the whole.
 *
 * How the new file is called until it is whole: new_file.h.
 */
#include "index/index_build.h"
#include "index/new_file.h"

#include <errno.h>

struct rebuild {
    const char *path;
    struct arena *arena;
    const char **roots, **left_out; /* left_out: remembered ones that can't be reached now */
    size_t root_count, left_out_count;
};

/* ---- whose file it is ---- */

static bool check_owner(const char *path, struct error *err) {
    if (schema_file_is_ours(path) || errno == ENOENT)
        return true;
    if (errno != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: can't be read", path);
    return error_set(err, ERROR_ENVIRONMENT,
                     "%s: is no index of this program, it is not replaced: delete it yourself, or "
                     "name another with --index",
                     path);
}

/* ---- its roots ---- */

static void add_root(struct rebuild *rebuild, const char *root) {
    for (size_t i = 0; i < rebuild->root_count; i++)
        if (strcmp(rebuild->roots[i], root) == 0)
            return;
    rebuild->roots[rebuild->root_count++] = root;
}

/* Those of the old file first, in their order: it says which root overlays which. old: NULL where
 * it can't be opened. */
static void gather_roots(struct rebuild *rebuild, struct index *old, const char *const *roots,
                         size_t count) {
    const char **remembered = NULL;
    size_t remembered_count = old ? index_roots(old, rebuild->arena, &remembered) : 0;
    rebuild->roots = arena_new_array(rebuild->arena, remembered_count + count + 1, const char *);
    rebuild->left_out = arena_new_array(rebuild->arena, remembered_count + 1, const char *);
    for (size_t i = 0; i < remembered_count; i++)
        if (file_exists(remembered[i]))
            add_root(rebuild, remembered[i]);
        else /* its articles are gone with the old index */
            rebuild->left_out[rebuild->left_out_count++] = remembered[i];
    for (size_t i = 0; i < count; i++) {
        const char *real = file_real_path(rebuild->arena, roots[i]);
        add_root(rebuild, real ? real : roots[i]);
    }
}

/* ---- the new file ---- */

static bool make_anew(const struct rebuild *rebuild, index_progress *progress,
                      void *progress_context, struct index_report *report, struct error *err) {
    struct arena *arena = rebuild->arena;
    const char *made = new_file_name(arena, rebuild->path);
    if (rebuild->root_count == 0)
        return error_set(err, ERROR_USAGE,
                         "%s: it is not known which folders it was made from, name them",
                         rebuild->path);
    new_file_sweep(arena, rebuild->path);
    struct index *index = index_open(made, INDEX_WRITE, err);
    bool done = index && index_update(index, rebuild->roots, rebuild->root_count, progress,
                                      progress_context, arena, report, err);
    index_close(index);
    done = done && new_file_put(arena, made, rebuild->path, err);
    if (!done)
        new_file_remove(arena, made);
    return done;
}

/* ---- the whole ---- */

/* Other writers wait until the new file is in place, and then go on with that one. An index that
 * can't be written has none; its roots may be read all the same. */
static struct index *open_old(const char *path, bool *is_held) {
    struct index *old = file_exists(path) ? index_open(path, INDEX_WRITE, NULL) : NULL;
    *is_held = old && index_begin_write(old, NULL);
    return old ? old : index_open(path, INDEX_READ, NULL);
}

bool index_rebuild(const char *path, const char *const *roots, size_t root_count,
                   index_progress *progress, void *progress_context, struct arena *arena,
                   struct index_report *report, struct error *err) {
    struct rebuild rebuild = {.path = path, .arena = arena};
    bool is_held;
    if (!check_owner(path, err))
        return false;
    struct index *old = open_old(path, &is_held);
    gather_roots(&rebuild, old, roots, root_count);
    bool roots_are_lost = old ? !index_is_sound(old, NULL) : file_exists(path);
    bool done = make_anew(&rebuild, progress, progress_context, report, err);
    report->lost_roots = roots_are_lost;
    report->left_out_roots = rebuild.left_out;
    report->left_out_count = rebuild.left_out_count;
    if (is_held)
        statement_run_id(old, STATEMENT_ROLLBACK, NULL);
    index_close(old);
    return done;
}
