/* thesaurus_files.h - the thesaurus of an index: found, compared, compiled.
 *
 * Layer: cli. thesaurus.yaml of each corpus folder and of the clinic folder; where none of them has
 * one, the one that ships, because medical words are the same in other articles. The light program
 * compares their size and time with those that the index was given (thesaurus_files.c), the full
 * one compiles them (thesaurus_refresh.c).
 */
#ifndef FOOTNOTE_CLI_THESAURUS_FILES_H
#define FOOTNOTE_CLI_THESAURUS_FILES_H

#include "cli/locate.h"
#include "index/index.h"
#include "search/thesaurus/thesaurus_build.h"

/* Files that are there, in the order of the index's folders, then the clinic's. */
size_t thesaurus_files(struct index *index, struct arena *arena, const struct places *places,
                       const char ***files);

/* Whether the index holds what stands in them now. */
bool thesaurus_files_current(struct index *index, struct arena *arena, const struct places *places);

/* Compiles them into the index, which must be open for writing, unless it holds them. Groups with
 * mistakes are left out, with one warning on stderr. */
bool thesaurus_files_refresh(struct index *index, struct arena *arena, const struct places *places,
                             struct error *err);

/* Reads them all; the faults are what is wrong. Files that can't be read are faults too. */
struct slice thesaurus_files_compile(struct arena *arena, const char *const *files, size_t count,
                                     const struct thesaurus_fault **faults, size_t *fault_count);

/* What the index notes of the files, and what thesaurus_files_current compares. */
const char *thesaurus_files_stamp(struct arena *arena, const char *const *files, size_t count);
#define THESAURUS_STAMP_BLOB "thesaurus files"

#endif
