/* modules.c - finding a script's modules.
 *
 * Layer: make.
 */
#include "make/modules.h"

#include "base/file.h"
#include "make/protocol.h"

enum { NAME_MAX_BYTES = 100 };

/* Parts of a-z, 0-9, _ and - joined by single dots: no part can be empty, hidden or "..". */
static bool is_module_name(const char *name) {
    size_t length = strlen(name);
    bool part_begins = true;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!letter && (c != '.' || part_begins))
            return false;
        part_begins = c == '.';
    }
    return length > 0 && length <= NAME_MAX_BYTES && !part_begins;
}

static bool is_inside(struct arena *arena, const char *folder, const char *path) {
    const char *real_folder = file_real_path(arena, folder);
    const char *real_path = file_real_path(arena, path);
    if (!real_folder || !real_path)
        return false;
    size_t length = strlen(real_folder);
    return strncmp(real_path, real_folder, length) == 0 &&
           (real_path[length] == '/' || strcmp(real_folder, "/") == 0);
}

bool module_find(struct arena *arena, const char *const *folders, size_t count, const char *name,
                 const char **file, struct slice *source, struct error *err) {
    *source = slice_make(NULL, 0);
    *file = NULL;
    if (!is_module_name(name))
        return error_set(err, ERROR_SCRIPT,
                         "bad module name, expected parts of a-z, 0-9, _ and - joined by dots");
    char *relative = arena_format(arena, "%s.lua", name);
    for (char *c = relative; c < relative + strlen(name); c++)
        if (*c == '.')
            *c = '/';
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(arena, folders[i], relative);
        struct file_stamp stamp;
        if (!file_stamp_of(path, &stamp))
            continue;
        if (!is_inside(arena, folders[i], path))
            return error_set(err, ERROR_SCRIPT, "module '%s': %s leads out of its folder", name,
                             path);
        if (!file_read(arena, path, MESSAGE_MODULE_LIMIT_BYTES, source, err)) {
            if (err)
                err->code = ERROR_SCRIPT;
            return error_prefix(err, "module '%s': ", name);
        }
        *file = path;
        return true;
    }
    return true;
}
