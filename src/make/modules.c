/* modules.c - finding a script's modules.
 *
 * Layer: make. Order: names, finding one, foreseeing all.
 */
#include "make/modules.h"

#include "base/file.h"
#include "make/child/protocol.h"

enum { NAME_MAX_BYTES = 100, MOST_FORESEEN = 100, FORESEEN_LIMIT_BYTES = 4 * 1024 * 1024 };

/* ---- names ----------------------------------------------------------------------------------- */

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

/* ---- finding one ----------------------------------------------------------------------------- */

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
        if (!file_is_inside(arena, folders[i], path))
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

/* ---- foreseeing all -------------------------------------------------------------------------- */

struct foresight {
    struct arena *arena;
    const char *const *folders;
    size_t folder_count;
    struct module *modules; /* room for MOST_FORESEEN */
    size_t count, bytes;
};

/* The next name in quotes behind `require` and at most a bracket; *rest moves on behind it. */
static bool next_required(struct slice *rest, struct slice *name) {
    static const char word[] = "require";
    const char *end = rest->data + rest->length;
    for (const char *at = rest->data;
         (at = memmem(at, (size_t)(end - at), word, sizeof word - 1)) != NULL;) {
        at += sizeof word - 1;
        while (at < end && (*at == ' ' || *at == '('))
            at++;
        const char quote = at < end ? *at : '\0';
        const char *close =
            quote == '"' || quote == '\'' ? memchr(at + 1, quote, (size_t)(end - at) - 1) : NULL;
        if (!close)
            continue;
        *name = slice_make(at + 1, (size_t)(close - at) - 1);
        *rest = slice_make(close + 1, (size_t)(end - close) - 1);
        return true;
    }
    return false;
}

static bool is_foreseen(const struct foresight *foresight, struct slice name) {
    for (size_t i = 0; i < foresight->count; i++)
        if (slice_is(name, foresight->modules[i].name))
            return true;
    return false;
}

static void foresee_named(struct foresight *foresight, struct slice source) {
    struct slice name;
    while (foresight->count < MOST_FORESEEN && next_required(&source, &name)) {
        if (name.length > NAME_MAX_BYTES || is_foreseen(foresight, name))
            continue;
        struct module module = {.name = arena_slice(foresight->arena, name).data};
        if (!module_find(foresight->arena, foresight->folders, foresight->folder_count, module.name,
                         &module.file, &module.source, NULL) ||
            !module.source.data || module.source.length > FORESEEN_LIMIT_BYTES - foresight->bytes)
            continue;
        foresight->bytes += module.source.length;
        foresight->modules[foresight->count++] = module;
    }
}

size_t modules_foresee(struct arena *arena, const char *const *folders, size_t count,
                       struct slice script, const struct module **modules) {
    struct foresight foresight = {
        .arena = arena,
        .folders = folders,
        .folder_count = count,
        .modules = arena_new_array(arena, MOST_FORESEEN, struct module),
    };
    foresee_named(&foresight, script);
    for (size_t i = 0; i < foresight.count; i++)
        foresee_named(&foresight, foresight.modules[i].source);
    *modules = foresight.modules;
    return foresight.count;
}
