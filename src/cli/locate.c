/* locate.c - see locate.h. In order: paths; clinic and share folders; corpus folders; the index;
 * files of the overlays.
 *
 * Layer: cli. Part of the light program: a search asks for the corpus folders and the index alone,
 * so everything else is looked up by a function of its own.
 */
#include "cli/locate.h"

#include "base/file.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- paths ---------------------------------------------------------------------------------- */

const char *locate_program_folder(struct arena *arena) {
    char *path = file_real_path(arena, "/proc/self/exe");
    char *slash = path ? strrchr(path, '/') : NULL;
    if (!slash)
        return NULL;
    *slash = 0;
    return path;
}

const char *locate_state_folder(struct arena *arena) {
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state && state[0] == '/')
        return file_join(arena, state, "footnote");
    return home && home[0] == '/' ? file_join(arena, home, ".local/state/footnote") : NULL;
}

static char *absolute_path(struct arena *arena, const char *path) {
    if (path[0] == '/')
        return arena_text(arena, path);
    const char *here = file_real_path(arena, ".");
    return here ? file_join(arena, here, path) : arena_text(arena, path);
}

/* The path of a folder that has gone (a drive that is not mounted) must stay what it was, since the
 * index is kept under it: so the part that still exists is resolved and the rest put behind it. */
const char *locate_real_path(struct arena *arena, const char *path) {
    char *found = file_real_path(arena, path);
    if (found)
        return found;
    char *existing = absolute_path(arena, path);
    size_t length = strlen(existing);
    while (length > 1 && existing[length - 1] == '/')
        existing[--length] = 0;
    const char *whole = arena_text(arena, existing);
    for (char *slash = strrchr(existing, '/'); slash && slash > existing;
         slash = strrchr(existing, '/')) {
        *slash = 0;
        found = file_real_path(arena, existing);
        if (found)
            return file_join(arena, found, whole + strlen(existing) + 1);
    }
    return whole;
}

static bool has_entry(struct arena *arena, const char *folder, const char *name, bool as_folder) {
    const char *path = file_join(arena, folder, name);
    return as_folder ? file_is_folder(path) : file_exists(path);
}

/* ---- clinic and share folders --------------------------------------------------------------- */

static bool locate_clinic(const struct invocation *invocation, struct places *places,
                          struct error *err) {
    struct arena *arena = invocation->arena;
    const char *named = invocation_option(invocation, "clinic");
    const char *by = "--clinic";
    if (!named) {
        named = getenv("FOOTNOTE_CLINIC");
        by = "FOOTNOTE_CLINIC";
    }
    if (named && named[0]) {
        if (!file_is_folder(named))
            return error_set(err, ERROR_USAGE, "%s: no folder '%s'", by, named);
        places->clinic = file_real_path(arena, named);
        return true;
    }
    if (file_exists("clinic.yaml") || (file_is_folder("corpus") && file_is_folder("scripts")))
        places->clinic = file_real_path(arena, ".");
    return true;
}

const char *locate_share(struct arena *arena) {
    const char *named = getenv("FOOTNOTE_SHARE");
    if (named && named[0])
        return file_real_path(arena, named);
    static const char *const beside[] = {"share/footnote", "../share/footnote",
                                         "../../share/footnote"};
    const char *folder = locate_program_folder(arena);
    for (size_t i = 0; folder && i < sizeof beside / sizeof beside[0]; i++) {
        const char *found = file_real_path(arena, file_join(arena, folder, beside[i]));
        if (found)
            return found;
    }
    return NULL;
}

/* ---- corpus folders ------------------------------------------------------------------------- */

static void add_root(struct arena *arena, struct places *places, const char *path) {
    const char *root = locate_real_path(arena, path);
    for (size_t i = 0; i < places->root_count; i++)
        if (strcmp(places->roots[i], root) == 0)
            return;
    places->roots[places->root_count++] = root;
}

static void locate_roots(const struct invocation *invocation, struct places *places) {
    struct arena *arena = invocation->arena;
    const char **given = NULL;
    size_t count = invocation_options(invocation, "corpus", &given);
    places->roots = arena_new_array(arena, count + 2, const char *);
    places->roots_given = count > 0;
    for (size_t i = 0; i < count; i++)
        add_root(arena, places, given[i]);
    if (count > 0)
        return;
    if (places->clinic && has_entry(arena, places->clinic, "corpus", true))
        add_root(arena, places, file_join(arena, places->clinic, "corpus"));
    if (places->share && has_entry(arena, places->share, "corpus", true))
        add_root(arena, places, file_join(arena, places->share, "corpus"));
}

/* ---- the index ------------------------------------------------------------------------------ */

/* FNV-1a, 64 bits: a name, not a secret. */
static uint64_t hash_roots(const struct places *places) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < places->root_count; i++)
        for (const char *c = places->roots[i];; c++) {
            hash = (hash ^ (unsigned char)(*c ? *c : '\n')) * 0x100000001b3u;
            if (!*c)
                break;
        }
    return hash;
}

static bool locate_index(const struct invocation *invocation, struct places *places,
                         struct error *err) {
    struct arena *arena = invocation->arena;
    const char *given = invocation_option(invocation, "index");
    if (given && !given[0])
        return error_set(err, ERROR_USAGE, "--index needs a value: --index FILE");
    if (given) {
        places->index_path = given;
        places->index_given = true;
        return true;
    }
    /* The XDG specification has relative paths ignored. */
    const char *cache = getenv("XDG_CACHE_HOME");
    if (!cache || cache[0] != '/') {
        const char *home = getenv("HOME");
        if (!home || home[0] != '/')
            return error_set(err, ERROR_ENVIRONMENT,
                             "no folder for the index: set HOME or "
                             "XDG_CACHE_HOME, or give --index FILE");
        cache = file_join(arena, home, ".cache");
    }
    places->index_path = arena_format(arena, "%s/footnote/%016llx.sqlite", cache,
                                      (unsigned long long)hash_roots(places));
    return true;
}

bool locate_places(const struct invocation *invocation, struct places *places, struct error *err) {
    *places = (struct places){0};
    if (!locate_clinic(invocation, places, err))
        return false;
    places->share = locate_share(invocation->arena);
    locate_roots(invocation, places);
    if (places->root_count == 0 && !invocation_option(invocation, "index"))
        return error_set(
            err, ERROR_ENVIRONMENT,
            "no corpus found: give --corpus DIR or --clinic DIR, or set FOOTNOTE_SHARE "
            "to the folder that Footnote's corpus and scripts were installed in");
    return locate_index(invocation, places, err);
}

/* ---- files of the overlays ------------------------------------------------------------------ */

/* The first that exists of folder/inside/name; both parts may be NULL. */
static const char *first_of(struct arena *arena, const char *folder, const char *const *names) {
    for (size_t i = 0; folder && names[i]; i++) {
        const char *path = file_join(arena, folder, names[i]);
        if (file_exists(path))
            return path;
    }
    return NULL;
}

static const char *first_place(struct arena *arena, const struct places *places, const char *name) {
    const char *in_clinic[] = {name, arena_format(arena, "corpus/%s", name), NULL};
    const char *in_root[] = {name, NULL};
    const char *found = first_of(arena, places->clinic, in_clinic);
    for (size_t i = 0; !found && i < places->root_count; i++)
        found = first_of(arena, places->roots[i], in_root);
    return found ? found : first_of(arena, places->share, in_clinic + 1);
}

const char *locate_profile(struct arena *arena, const struct places *places) {
    return first_place(arena, places, "clinic.yaml");
}

const char *locate_wording(struct arena *arena, const struct places *places) {
    return first_place(arena, places, "wording");
}

static const char *const *overlay_folders(struct arena *arena, const struct places *places,
                                          const char *name, size_t *count) {
    const char *bases[] = {places->clinic, places->share};
    const char **folders = arena_new_array(arena, 3, const char *);
    *count = 0;
    for (size_t i = 0; i < 2; i++) {
        if (!bases[i] || !has_entry(arena, bases[i], name, true))
            continue;
        const char *folder = locate_real_path(arena, file_join(arena, bases[i], name));
        if (*count == 0 || strcmp(folders[0], folder) != 0)
            folders[(*count)++] = folder;
    }
    return folders;
}

const char *const *locate_script_folders(struct arena *arena, const struct places *places,
                                         size_t *count) {
    return overlay_folders(arena, places, "scripts", count);
}

const char *const *locate_font_folders(struct arena *arena, const struct places *places,
                                       size_t *count) {
    return overlay_folders(arena, places, "fonts", count);
}
