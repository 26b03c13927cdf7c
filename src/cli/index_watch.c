/* index_watch.c - see index_watch.h. In order: what is watched; the rounds.
 *
 * Layer: cli.
 */
#include "cli/index_watch.h"

#include "base/file.h"
#include "cli/file_watch.h"
#include "index/index.h"

/* ---- what is watched ------------------------------------------------------------------------ */

/* A file is watched by its name in its folder; so is a folder that is away, until it comes back. */
static bool watch_name(struct file_watch *watch, struct arena *arena, const char *path,
                       struct error *err) {
    const char *name = file_name_of(path);
    size_t length = (size_t)(name - path);
    return file_watch_add(watch, length ? arena_bytes(arena, path, length) : ".", name, err);
}

static bool watch_roots(struct file_watch *watch, const struct places *places, struct error *err) {
    struct arena arena = {0};
    const char **roots = NULL;
    struct index *index = index_open(places->index_path, INDEX_READ, err);
    size_t count = index ? index_roots(index, &arena, &roots) : 0;
    bool done = index != NULL;
    index_close(index);
    for (size_t i = 0; i < count && done; i++)
        done = watch_name(watch, &arena, roots[i], err) &&
               (!file_is_folder(roots[i]) || file_watch_add_tree(watch, roots[i], err));
    arena_release(&arena);
    return done;
}

/* ---- the rounds ----------------------------------------------------------------------------- */

static bool run_round(const struct invocation *invocation, const struct places *places,
                      index_watch_round *round, struct error *err) {
    struct arena arena = {0};
    struct invocation once = *invocation;
    once.arena = &arena;
    bool going = round(&once, places, err);
    arena_release(&arena);
    return going;
}

/* Watched first, then updated: what is saved between the two is seen by one of them. New folders
 * are watched before they are read for the same reason. */
int index_watch(struct invocation *invocation, const struct places *places,
                index_watch_round *round, struct error *err) {
    struct file_watch *watch = file_watch_new(err);
    if (!watch)
        return (int)err->code;
    file_watch_ignore(watch, places->index_path);
    bool folders = true, going = true;
    while (going) {
        going = (!folders || watch_roots(watch, places, err)) &&
                run_round(invocation, places, round, err) && file_watch_wait(watch, &folders, err);
    }
    file_watch_free(watch);
    return (int)err->code;
}
