/* face_files.c - see face_files.h. Order: the clinic's files, the three questions.
 *
 * Layer: make, parent side.
 */
#include "make/face_files.h"

#include "base/file.h"
#include "base/strbuf.h"

/* ---- the clinic's files ---------------------------------------------------------------------- */

struct listing {
    struct arena *arena;
    struct strbuf names;
    const char *wanted; /* the file to find, or NULL */
    bool found;
};

static bool is_font_name(struct arena *arena, const char *name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    const char *ending = file_extension(arena, name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(ending, endings[i]) == 0)
            return !strchr(name, '\n');
    return false;
}

/* Files too large to be sent are no part of the list, so that one does not stop all. */
static bool visit_font(void *context, const char *relative, const struct file_stamp *stamp,
                       const char *problem, bool *stop) {
    struct listing *listing = context;
    if (!stamp)
        return !problem; /* into folders */
    if (stamp->size_bytes > RESOURCE_LIMIT_BYTES || !is_font_name(listing->arena, relative))
        return true;
    if (listing->wanted && strcmp(listing->wanted, relative) == 0)
        listing->found = *stop = true;
    if (!listing->wanted)
        strbuf_add_format(&listing->names, "%s\n", relative);
    return true;
}

static bool list_fonts(const char *const *folders, struct arena *arena, struct slice *bytes,
                       struct error *err) {
    struct listing listing = {.arena = arena};
    bool listed = true;
    for (size_t i = 0; folders && folders[i] && listed; i++)
        listed = file_walk(folders[i], visit_font, &listing, err);
    *bytes = arena_slice(arena, strbuf_slice(&listing.names));
    strbuf_release(&listing.names);
    return listed;
}

/* Only what the list has: the name comes from the child. */
static bool read_listed(const char *const *folders, const char *name, struct arena *arena,
                        struct slice *bytes, struct error *err) {
    for (size_t i = 0; folders && folders[i]; i++) {
        struct listing listing = {.arena = arena, .wanted = name};
        if (!file_walk(folders[i], visit_font, &listing, err))
            return false;
        if (!listing.found)
            continue;
        const char *path = file_join(arena, folders[i], name);
        if (!file_is_inside(arena, folders[i], path))
            return error_set(err, ERROR_SCRIPT, "the font file '%s' leads out of its folder", name);
        return file_read(arena, path, RESOURCE_LIMIT_BYTES, bytes, err);
    }
    return error_set(err, ERROR_SCRIPT, "there is no font file '%s' in the clinic's folder fonts",
                     name);
}

/* ---- the three questions --------------------------------------------------------------------- */

bool face_file_read(const char *const *font_folders, const char *name, struct arena *arena,
                    struct slice *bytes, struct error *err) {
    size_t prefix = strlen(RESOURCE_FACE_FILE);
    *bytes = slice_make(NULL, 0);
    if (strcmp(name, RESOURCE_FACE_LIST) == 0)
        return list_fonts(font_folders, arena, bytes, err);
    if (strncmp(name, RESOURCE_FACE_FILE, prefix) == 0)
        return read_listed(font_folders, name + prefix, arena, bytes, err);
    const char *colon = strchr(name, ':');
    const char *family =
        colon ? arena_slice(arena, slice_make(name, (size_t)(colon - name))).data : name;
    const char *path;
    if (!face_system_find(arena, family, colon && strcmp(colon, ":bold") == 0, &path, err))
        return false;
    return file_read(arena, path, RESOURCE_LIMIT_BYTES, bytes, err);
}
