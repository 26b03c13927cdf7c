/* binding_cache.h - what binding a wording file's sentences found, kept beside the index for the
 * next process.
 *
 * Layer: make. Derived data: a file INDEX.LANGUAGE.bindings that may be deleted at any time. It
 * holds the sentences as wording_read gave them and, for each one that was asked for, the passage
 * found or that there is none. One hash covers the file and all that its content depends on: the
 * program, the state of the index, the bytes of the wording file and of those that it names.
 * Whatever is stale, damaged or foreign has another hash, and counts as absent. A passage is kept
 * as its row and its own hash, never as text: the binder reads it from the index again, and
 * searches when it is another one.
 */
#ifndef FOOTNOTE_MAKE_BINDING_CACHE_H
#define FOOTNOTE_MAKE_BINDING_CACHE_H

#include "corpus/wording/wording.h"

#include <stdint.h>

enum finding_kind { FINDING_UNKNOWN, FINDING_DROPPED, FINDING_PASSAGE };

/* What was found for one entry of a wording file. */
struct finding {
    enum finding_kind kind;
    int64_t rowid; /* FINDING_PASSAGE: these three */
    int rank;
    const char *passage_hash;
};

/* All that findings depend on. */
struct binding_cache_key {
    const char *index_file, *index_state;
    const char *language;
    const char *wording_file;
    struct slice wording_text; /* with those of the files that it names */
};

/* The wording and, entry by entry, its findings. False: nothing kept that could be used. */
bool binding_cache_read(struct arena *arena, const struct binding_cache_key *key,
                        struct wording **wording, struct finding **findings);

/* Keeps them for the next process, or not: where the folder can't be written, each process finds
 * out for itself. */
void binding_cache_write(const struct binding_cache_key *key, const struct wording *wording,
                         const struct finding *findings);

#endif
