/* manifest_passed.c - what stands in the folders and is no article, counted by kind.
 *
 * Layer: index, reading half but for keeping. Order: kinds, keeping, all of them.
 */
#include "corpus/readers/reader.h"
#include "index/manifest/manifest.h"
#include "index/packed.h"

#include <ctype.h>
#include <stdlib.h>

#define PASSED_BLOB "passed over"

/* A folder of anything may hold endings without end. */
enum { MOST_KINDS = 60, LONGEST_ENDING = 8 };

/* ".doc" in small letters; "" when the name has none that a person would know. */
static void ending_of(const char *path, char ending[LONGEST_ENDING + 1]) {
    const char *dot = strrchr(file_name_of(path), '.');
    size_t length = dot ? strlen(dot) : 0;
    if (length < 2 || length > LONGEST_ENDING)
        length = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && !isalnum((unsigned char)dot[i]))
            length = 0;
        else
            ending[i] = (char)tolower((unsigned char)dot[i]);
    }
    ending[length] = '\0';
}

static void add_kind(struct manifest_passed *passed, struct arena *arena, const char *kind,
                     const char *hint, size_t files) {
    for (size_t i = 0; i < passed->count; i++)
        if (strcmp(passed->kinds[i].kind, kind) == 0) {
            passed->kinds[i].files += files;
            return;
        }
    passed->kinds = arena_make_room(arena, passed->kinds, passed->count, &passed->capacity, 8,
                                    sizeof *passed->kinds);
    passed->kinds[passed->count++] =
        (struct index_passed_over){.kind = arena_text(arena, kind), .hint = hint, .files = files};
}

void manifest_pass_over(struct manifest_root *root, struct arena *arena, const char *path) {
    const char *hint = reader_kind_hint(path);
    char ending[LONGEST_ENDING + 1];
    if (!hint)
        return; /* left out on purpose */
    ending_of(path, ending);
    if (root->passed.count >= MOST_KINDS && !*hint)
        *ending = '\0';
    add_kind(&root->passed, arena, ending, hint, 1);
}

/* ---- keeping ---- */

static const char *hint_of_kind(struct arena *arena, const char *kind) {
    const char *hint = *kind ? reader_kind_hint(arena_format(arena, "x%s", kind)) : NULL;
    return hint ? hint : "";
}

/* Of the roots that were not walked. */
static void load(struct manifest *manifest, struct arena *arena, struct slice blob) {
    struct packed_reader reader = packed_reader_of(blob);
    while (reader.at < reader.end && !reader.is_damaged) {
        int64_t id = (int64_t)packed_number(&reader);
        const char *kind = packed_text(&reader).data;
        size_t files = (size_t)packed_number(&reader);
        for (size_t i = 0; i < manifest->root_count && !reader.is_damaged; i++)
            if (manifest->roots[i].id == id && manifest->roots[i].is_as_kept)
                add_kind(&manifest->roots[i].passed, arena, kind, hint_of_kind(arena, kind), files);
    }
}

bool manifest_keep_passed(struct manifest *manifest, struct arena *arena, struct error *err) {
    struct slice blob;
    struct strbuf out = {0};
    bool done = true;
    if (!index_blob(manifest->index, arena, PASSED_BLOB, &blob, err))
        return false;
    load(manifest, arena, blob);
    for (size_t i = 0; i < manifest->root_count; i++) {
        const struct manifest_root *root = &manifest->roots[i];
        for (size_t k = 0; k < root->passed.count && !root->is_forgotten; k++) {
            packed_add_number(&out, (uint64_t)root->id);
            packed_add_text(&out, slice_of(root->passed.kinds[k].kind));
            packed_add_number(&out, root->passed.kinds[k].files);
        }
    }
    if (!slice_equals(strbuf_slice(&out), blob))
        done = index_set_blob(manifest->index, PASSED_BLOB, strbuf_slice(&out), err);
    strbuf_release(&out);
    return done;
}

/* ---- all of them ---- */

static int compare_kinds(const void *left, const void *right) {
    const struct index_passed_over *a = left, *b = right;
    if (!*a->hint != !*b->hint)
        return *a->hint ? -1 : 1;
    if (a->files != b->files)
        return a->files > b->files ? -1 : 1;
    return strcmp(a->kind, b->kind);
}

size_t manifest_all_passed(const struct manifest *manifest, struct arena *arena,
                           struct index_passed_over **kinds) {
    struct manifest_passed all = {0};
    for (size_t i = 0; i < manifest->root_count; i++)
        for (size_t k = 0; k < manifest->roots[i].passed.count; k++) {
            const struct index_passed_over *kind = &manifest->roots[i].passed.kinds[k];
            add_kind(&all, arena, kind->kind, kind->hint, kind->files);
        }
    if (all.count)
        qsort(all.kinds, all.count, sizeof *all.kinds, compare_kinds);
    *kinds = all.kinds;
    return all.count;
}

/* manifest_visitor */
static bool ignore_article(void *context, const struct manifest_root *root, const char *path,
                           const struct file_stamp *stamp, const char *problem,
                           struct manifest_file *known) {
    (void)context, (void)root, (void)path, (void)stamp, (void)problem, (void)known;
    return true;
}

/* All names are read: a file that is no article makes no index stale. */
size_t index_passed_over(struct index *index, struct arena *arena,
                         struct index_passed_over **kinds) {
    struct manifest manifest;
    *kinds = NULL;
    if (!manifest_load_roots(index, arena, &manifest, NULL))
        return 0;
    manifest.notes_folders = true;
    manifest_scan(&manifest, arena, ignore_article, NULL);
    return manifest_all_passed(&manifest, arena, kinds);
}
