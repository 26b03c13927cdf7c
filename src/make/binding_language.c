/* binding_language.c - see binding_language.h.
 *
 * Layer: make. Order: the file of a language, its parts, reading them, looking up, keeping.
 */
#include "make/binding_language.h"

#include "base/strbuf.h"

#include <stdlib.h>

enum {
    LANGUAGE_MAX = 12,
    WORDING_LIMIT_BYTES = 16 * 1024 * 1024,
};

/* ---- the file of a language ------------------------------------------------------------------ */

/* A language becomes part of a path: letters, digits and hyphens, nothing else. */
static bool is_language(const char *language) {
    size_t length = strlen(language);
    for (size_t i = 0; i < length; i++) {
        char c = language[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-'))
            return false;
    }
    return length >= 2 && length <= LANGUAGE_MAX;
}

static const char *wording_path(struct arena *arena, const char *folder, const char *language) {
    return file_join(arena, folder, arena_format(arena, "%s.yaml", language));
}

/* The file for a language, or NULL when there is none. *expected: where it should be. */
static const char *find_wording_file(struct arena *arena, const char *folder, const char *language,
                                     const char **expected) {
    *expected = "a language such as en";
    if (!is_language(language))
        return NULL;
    const char *path = wording_path(arena, folder, language);
    const char *hyphen = strchr(language, '-');
    if (!file_exists(path) && hyphen) {
        const char *primary = arena_bytes(arena, language, (size_t)(hyphen - language));
        path = wording_path(arena, folder, primary);
    }
    struct file_stamp stamp;
    *expected = path;
    return file_stamp_of(path, &stamp) ? path : NULL;
}

/* ---- its parts ------------------------------------------------------------------------------- */

static bool same_stamp(const struct file_stamp *a, const struct file_stamp *b) {
    return a->size_bytes == b->size_bytes && a->modified_ns == b->modified_ns;
}

bool language_file_is_unchanged(const struct language_file *file) {
    for (size_t i = 0; i < file->part_count; i++) {
        struct file_stamp now;
        if (!file_stamp_of(file->parts[i].path, &now) || !same_stamp(&now, &file->parts[i].stamp))
            return false;
    }
    return true;
}

static bool has_part(const struct language_file *file, const char *path) {
    for (size_t i = 0; i < file->part_count; i++)
        if (strcmp(file->parts[i].path, path) == 0)
            return true;
    return false;
}

/* Reads one part, with its path in front of what all parts say. A part that is not there is left
 * out (*text empty): wording_read says what is wrong. */
static bool add_part(struct language_file *file, struct arena *arena, const char *path,
                     struct strbuf *all, struct slice *text, struct error *err) {
    *text = slice_of("");
    if (!path || has_part(file, path))
        return true;
    struct language_part part = {.path = path};
    if (!file_stamp_of(path, &part.stamp))
        return true;
    if (!file_read(arena, path, WORDING_LIMIT_BYTES, text, err))
        return false;
    file->parts[file->part_count++] = part;
    strbuf_add_format(all, "%s:%zu\n", path, text->length);
    strbuf_add_slice(all, *text);
    return true;
}

/* All the bytes that the language's sentences come from, into the key. */
static bool read_parts(struct language_file *file, struct arena *arena, struct error *err) {
    const char *path = file->key.wording_file;
    struct strbuf all = {0};
    struct slice own, base, terms;
    bool read = add_part(file, arena, path, &all, &own, err);
    const char *base_path = read ? wording_base_path(arena, path, own) : NULL;
    read = read && add_part(file, arena, base_path, &all, &base, err) &&
           add_part(file, arena, wording_terms_path(arena, path, own), &all, &terms, err) &&
           (!base_path ||
            add_part(file, arena, wording_terms_path(arena, base_path, base), &all, &terms, err));
    if (read)
        file->key.wording_text = arena_slice(arena, strbuf_slice(&all));
    strbuf_release(&all);
    return read;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* From what was kept, or from the file itself. */
static bool read_wording(struct language_file *file, struct arena *arena, struct error *err) {
    if (!read_parts(file, arena, err))
        return false;
    if (binding_cache_read(arena, &file->key, &file->wording, &file->findings))
        return true;
    file->wording = wording_read(arena, file->key.wording_file, err);
    if (!file->wording)
        return false;
    file->findings = arena_new_array(arena, file->wording->count, struct finding);
    if (!language_file_is_unchanged(file))
        file->key.wording_text = slice_of("");
    return true;
}

static int compare_entries(const void *a, const void *b) {
    return strcmp((*(const struct wording_entry *const *)a)->key,
                  (*(const struct wording_entry *const *)b)->key);
}

static int compare_key(const void *key, const void *entry) {
    return strcmp(key, (*(const struct wording_entry *const *)entry)->key);
}

bool language_file_open(struct language_file *file, struct arena *arena, const char *folder,
                        const char *language, struct error *err) {
    const char *expected;
    const char *path = find_wording_file(arena, folder, language, &expected);
    if (!path)
        return error_set(err, ERROR_SCRIPT, "no wording for the language '%.12s': expected %s",
                         language, expected);
    file->key.language = arena_text(arena, language);
    file->key.wording_file = path;
    if (!read_wording(file, arena, err))
        return false;
    size_t count = file->wording->count;
    file->bindings = arena_new_array(arena, count, struct binding *);
    file->by_key = arena_new_array(arena, count, const struct wording_entry *);
    for (size_t i = 0; i < count; i++)
        file->by_key[i] = &file->wording->entries[i];
    qsort(file->by_key, count, sizeof(struct wording_entry *), compare_entries);
    return true;
}

const struct wording_entry *language_file_entry(const struct language_file *file, const char *key) {
    const struct wording_entry **found = bsearch(key, file->by_key, file->wording->count,
                                                 sizeof(struct wording_entry *), compare_key);
    return found ? *found : NULL;
}

/* ---- keeping --------------------------------------------------------------------------------- */

void language_file_keep(struct language_file *file) {
    if (file->learned && file->key.wording_text.length > 0)
        binding_cache_write(&file->key, file->wording, file->findings);
    file->learned = false;
}
