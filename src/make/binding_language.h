/* binding_language.h - the wording file of one language, with what was found for its sentences.
 *
 * Layer: make, private to binding*.c. Read from what an earlier process kept
 * (make/binding_cache.h), or from the file itself and the files that it names: what it translates,
 * and how things are called. When one of them changes, all of it is stale.
 */
#ifndef FOOTNOTE_MAKE_BINDING_LANGUAGE_H
#define FOOTNOTE_MAKE_BINDING_LANGUAGE_H

#include "base/file.h"
#include "make/binding_cache.h"

enum { LANGUAGE_MOST_PARTS = 4 };

struct binding;

/* A file that the sentences come from. */
struct language_part {
    const char *path;
    struct file_stamp stamp;
};

struct language_file {
    struct binding_cache_key
        key; /* its text empty: a part changed while it was read, keep nothing */
    struct language_part parts[LANGUAGE_MOST_PARTS]; /* [0] is the wording file itself */
    size_t part_count;
    struct wording *wording;
    const struct wording_entry **by_key; /* sorted */
    struct binding **bindings;           /* by entry, for the binder; NULL: not asked yet */
    struct finding *findings;            /* by entry */
    bool learned;                        /* there are new findings to keep */
};

/* Reads the file for a language in a folder ("en-GB" falls back to "en"), into an arena that all of
 * it lives in. The key's index_file and index_state are the caller's. False: ERROR_SCRIPT for a
 * language without a file, or what wording_read says. */
bool language_file_open(struct language_file *file, struct arena *arena, const char *folder,
                        const char *language, struct error *err);

/* False: one of its parts is another one by now. */
bool language_file_is_unchanged(const struct language_file *file);

/* The entry of a key, or NULL. */
const struct wording_entry *language_file_entry(const struct language_file *file, const char *key);

/* Keeps what was learned since the last time for the next process, where that can be done. */
void language_file_keep(struct language_file *file);

#endif
