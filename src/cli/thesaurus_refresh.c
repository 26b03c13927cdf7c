/* thesaurus_refresh.c - see thesaurus_files.h; footnote-full only.
 *
 * Layer: cli.
 */
#include "base/file.h"
#include "cli/output.h"
#include "cli/thesaurus_files.h"
#include "search/thesaurus/thesaurus.h"

struct slice thesaurus_files_compile(struct arena *arena, const char *const *files, size_t count,
                                     const struct thesaurus_fault **faults, size_t *fault_count) {
    struct thesaurus_build *build = thesaurus_build_new(arena);
    for (size_t i = 0; i < count; i++) {
        struct slice text;
        struct error err = {0};
        if (file_read(arena, files[i], THESAURUS_MOST_BYTES, &text, &err))
            thesaurus_build_add(build, files[i], text);
        else
            thesaurus_build_refuse(build, files[i], err.message);
    }
    struct slice blob = thesaurus_build_finish(build);
    *faults = thesaurus_build_faults(build, fault_count);
    return blob;
}

static void warn(const struct thesaurus_fault *faults, size_t count) {
    size_t mistakes = 0;
    const struct thesaurus_fault *first = NULL;
    for (size_t i = 0; i < count; i++) {
        mistakes += !faults[i].is_warning;
        if (!faults[i].is_warning && !first)
            first = &faults[i];
    }
    if (first)
        message("warning: %s:%d: %s%s", first->file, first->line, first->text,
                mistakes > 1 ? " (and more: footnote check)" : "");
}

bool thesaurus_files_refresh(struct index *index, struct arena *arena, const struct places *places,
                             struct error *err) {
    const char **files;
    struct slice blob;
    if (thesaurus_files_current(index, arena, places))
        return true;
    size_t count = thesaurus_files(index, arena, places, &files), fault_count;
    const struct thesaurus_fault *faults;
    const char *stamp = thesaurus_files_stamp(arena, files, count); /* before they are read */
    blob = thesaurus_files_compile(arena, files, count, &faults, &fault_count);
    warn(faults, fault_count);
    return index_set_blob(index, THESAURUS_BLOB, blob, err) &&
           index_set_blob(index, THESAURUS_STAMP_BLOB, slice_of(stamp), err);
}
