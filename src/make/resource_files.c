/* resource_files.c - see resource_files.h. Order: reading, pictures, hyphenation, faces, the table.
 *
 * Layer: make, parent side.
 */
#include "make/resource_files.h"

#include "base/file.h"
#include "make/face_files.h"

#define HYPHENATION_FOLDER "/usr/share/hyphen"

enum { PATH_MAX_BYTES = 255, LANGUAGE_MAX_BYTES = 20 };

/* ---- reading --------------------------------------------------------------------------------- */

static bool read_whole(struct arena *arena, const char *path, const char *name, struct slice *bytes,
                       struct error *err) {
    struct file_stamp stamp;
    if (file_stamp_of(path, &stamp) && stamp.size_bytes > RESOURCE_LIMIT_BYTES)
        return error_set(err, ERROR_SCRIPT, "'%s' is %lld MB large, the most is %d MB", name,
                         (long long)(stamp.size_bytes >> 20), RESOURCE_LIMIT_BYTES >> 20);
    if (file_read(arena, path, RESOURCE_LIMIT_BYTES, bytes, err))
        return true;
    if (err && err->code == ERROR_INPUT) /* a folder, a pipe */
        err->code = ERROR_SCRIPT;
    return false;
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* Parts joined by '/': none empty, hidden or "..", and no character that a person can't see. */
static bool is_plain_path(const char *name) {
    size_t length = strlen(name);
    bool part_begins = true;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)name[i];
        if (c < 0x20 || c == 0x7F || c == '\\' || (part_begins && (c == '.' || c == '/')))
            return false;
        part_begins = c == '/';
    }
    return length > 0 && length <= PATH_MAX_BYTES && !part_begins;
}

static bool is_picture_name(struct arena *arena, const char *name) {
    static const char *const endings[] = {".png", ".jpg", ".jpeg"};
    const char *ending = file_extension(arena, name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(ending, endings[i]) == 0)
            return true;
    return false;
}

/* The folders to look in, in order; at most module_folder_count + 1. */
static size_t picture_folders(const struct make_request *request, const char **folders) {
    size_t count = 0;
    for (size_t i = 0; i < request->module_folder_count; i++) {
        folders[count++] = request->module_folders[i];
        if (i == 0 && request->clinic_folder)
            folders[count++] = request->clinic_folder;
    }
    return count;
}

static bool read_picture(const struct make_request *request, const char *name, struct arena *arena,
                         struct slice *bytes, struct error *err) {
    if (!is_plain_path(name))
        return error_set(err, ERROR_SCRIPT,
                         "'%s' is no name of a picture: expected a path below the script's folder, "
                         "without '..'",
                         name);
    if (!is_picture_name(arena, name))
        return error_set(err, ERROR_SCRIPT,
                         "'%s': expected a picture that ends in .png, .jpg or .jpeg", name);
    const char **folders = arena_new_array(arena, request->module_folder_count + 1, const char *);
    size_t count = picture_folders(request, folders);
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(arena, folders[i], name);
        if (!file_exists(path))
            continue;
        if (!file_is_inside(arena, folders[i], path))
            return error_set(err, ERROR_SCRIPT, "'%s' leads out of its folder", name);
        return read_whole(arena, path, name, bytes, err);
    }
    return error_set(err, ERROR_ENVIRONMENT,
                     "there is no picture '%s' beside the script, in the clinic's folder or in "
                     "scripts/",
                     name);
}

/* ---- hyphenation ----------------------------------------------------------------------------- */

/* "en-GB" as files name it: "en_GB". False: no language. */
static bool file_language(struct arena *arena, const char *name, char **language) {
    size_t length = strlen(name);
    *language = arena_text(arena, name);
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c != '-' || i == 0))
            return false;
        if (c == '-')
            (*language)[i] = '_';
    }
    return length >= 2 && length <= LANGUAGE_MAX_BYTES;
}

/* The package of Debian's that has the patterns: "hyphen-en-gb". */
static const char *hyphenation_package(struct arena *arena, const char *name) {
    if (strcmp(name, "en") == 0)
        return "hyphen-en-us";
    char *package = arena_format(arena, "hyphen-%s", name);
    for (char *c = package; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return package;
}

static bool read_hyphenation(const struct make_request *request, const char *name,
                             struct arena *arena, struct slice *bytes, struct error *err) {
    char *language;
    if (!file_language(arena, name, &language))
        return error_set(err, ERROR_SCRIPT, "'%s' is no language: expected one such as en-GB",
                         name);
    const char *file = arena_format(arena, "hyph_%s.dic", language);
    if (request->clinic_folder) {
        const char *folder = file_join(arena, request->clinic_folder, "hyphenation");
        const char *path = file_join(arena, folder, file);
        if (file_exists(path))
            return file_is_inside(arena, folder, path)
                       ? read_whole(arena, path, file, bytes, err)
                       : error_set(err, ERROR_SCRIPT, "'%s' leads out of its folder", file);
    }
    const char *path = file_join(arena, HYPHENATION_FOLDER, file);
    if (file_exists(path))
        return read_whole(arena, path, file, bytes, err);
    return error_set(err, ERROR_ENVIRONMENT,
                     "there are no hyphenation patterns for '%s': install %s, or put %s into the "
                     "folder hyphenation of the clinic",
                     name, hyphenation_package(arena, name), file);
}

/* ---- faces ----------------------------------------------------------------------------------- */

static bool read_face(const struct make_request *request, const char *name, struct arena *arena,
                      struct slice *bytes, struct error *err) {
    return face_file_read(request->font_folders, name, arena, bytes, err);
}

/* ---- the table ------------------------------------------------------------------------------- */

typedef bool read_function(const struct make_request *request, const char *name,
                           struct arena *arena, struct slice *bytes, struct error *err);

static read_function *const read_functions[] = {
    [RESOURCE_PICTURE] = read_picture,
    [RESOURCE_FACE] = read_face,
    [RESOURCE_HYPHENATION] = read_hyphenation,
};

bool resource_file_read(const struct make_request *request, enum resource_kind kind,
                        const char *name, struct arena *arena, struct slice *bytes,
                        struct error *err) {
    return read_functions[kind](request, name, arena, bytes, err);
}
