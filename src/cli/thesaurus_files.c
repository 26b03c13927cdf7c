/* thesaurus_files.c - see thesaurus_files.h; the half that the light program needs.
 *
 * Layer: cli.
 */
#include "cli/thesaurus_files.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "search/thesaurus/thesaurus.h"

#include <time.h>

static const char file_name[] = "thesaurus.yaml";

static void add_file(struct arena *arena, const char *folder, const char **files, size_t *count) {
    const char *file = file_join(arena, folder, file_name);
    for (size_t i = 0; i < *count; i++)
        if (strcmp(files[i], file) == 0)
            return;
    if (file_exists(file))
        files[(*count)++] = file;
}

size_t thesaurus_files(struct index *index, struct arena *arena, const struct places *places,
                       const char ***files) {
    const char **roots = NULL;
    size_t root_count = index_roots(index, arena, &roots), count = 0;
    *files = arena_new_array(arena, root_count + 1, const char *);
    for (size_t i = 0; i < root_count; i++)
        add_file(arena, roots[i], *files, &count);
    if (places->clinic)
        add_file(arena, places->clinic, *files, &count);
    if (count == 0 && places->share)
        add_file(arena, file_join(arena, places->share, "corpus"), *files, &count);
    return count;
}

/* A file written within two seconds may be written again with the same time: its stamp fits none
 * that is taken later. */
const char *thesaurus_files_stamp(struct arena *arena, const char *const *files, size_t count) {
    struct strbuf stamp = {0};
    for (size_t i = 0; i < count; i++) {
        struct file_stamp status = {0};
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        file_stamp_of(files[i], &status);
        bool is_young = now.tv_sec * 1000000000LL + now.tv_nsec - status.modified_ns < 2000000000LL;
        strbuf_add_format(&stamp, "%d %lld %lld%s %s\n", THESAURUS_VERSION,
                          (long long)status.size_bytes, (long long)status.modified_ns,
                          is_young ? " young" : "", files[i]);
    }
    const char *text = arena_bytes(arena, strbuf_text(&stamp), stamp.length);
    strbuf_release(&stamp);
    return text;
}

bool thesaurus_files_current(struct index *index, struct arena *arena,
                             const struct places *places) {
    const char **files;
    struct slice stored;
    struct error err = {0};
    size_t count = thesaurus_files(index, arena, places, &files);
    return index_blob(index, arena, THESAURUS_STAMP_BLOB, &stored, &err) &&
           slice_is(stored, thesaurus_files_stamp(arena, files, count));
}
