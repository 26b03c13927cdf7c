/* thesaurus_build.h - thesaurus.yaml -> the blob that thesaurus.h reads.
 *
 * Layer: search; full program only, for it reads YAML. A file looks so; every part may be missing:
 *
 *     groups:
 *       - terms: [heel lift, heel raise]     # each finds the others
 *         abbreviations: [HL]                # the same, but only where typed in capitals
 *         for: [heel booster]                # finds the terms, but not the other way round
 *         related: [shoe lift]               # found by all of these too, with little weight
 *         language: en                       # only in searches of this language, or of any
 *         note: why                          # for people
 *     spelling:
 *       - [orthopaedic, orthopedic]          # the same word
 *     endings:
 *       - [ise, ize]                         # of any word
 *     misspellings:
 *       fascitis: fasciitis                  # suggested first, never replaced unasked
 *
 * An abbreviation stands for the first of the terms. A group that holds a mistake is left out, and
 * the mistake kept for `footnote check`; the rest counts.
 *
 *     struct thesaurus_build *build = thesaurus_build_new(&arena);
 *     thesaurus_build_add(build, file, yaml);
 *     struct slice blob = thesaurus_build_finish(build);
 */
#ifndef FOOTNOTE_SEARCH_THESAURUS_THESAURUS_BUILD_H
#define FOOTNOTE_SEARCH_THESAURUS_THESAURUS_BUILD_H

#include "base/arena.h"
#include "base/slice.h"

enum { THESAURUS_MOST_BYTES = 1024 * 1024 }; /* of a file */

struct thesaurus_build;

struct thesaurus_fault {
    const char *file;
    int line;
    bool is_warning; /* it counts all the same */
    const char *text;
};

/* Everything lives in the arena, save what thesaurus_build_finish frees. */
struct thesaurus_build *thesaurus_build_new(struct arena *arena);

/* A later file adds to the ones before. */
void thesaurus_build_add(struct thesaurus_build *build, const char *file, struct slice yaml);

/* Notes that a file can't be read. */
void thesaurus_build_refuse(struct thesaurus_build *build, const char *file, const char *reason);

/* After thesaurus_build_finish, which finds some of them, in the order of files and lines. */
const struct thesaurus_fault *thesaurus_build_faults(const struct thesaurus_build *build,
                                                     size_t *count);

/* Empty when nothing was added. */
struct slice thesaurus_build_finish(struct thesaurus_build *build);

#endif
