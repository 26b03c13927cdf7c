/* index_ahead.h - the bytes of many small files, read and hashed in a thread of its own, ahead of
 * the parser.
 *
 * Layer: index, private; building half. What the kernel takes to open sixteen thousand files is a
 * third of what parsing them takes. Files come in order; large ones are left to the parser. What is
 * read does not depend on whether there is such a thread.
 *
 *     struct ahead *ahead = ahead_start(files, count);             // NULL: there is no thread
 *     for each file in order: const struct ahead_file *file = ahead_next(ahead);
 *     ahead_stop(ahead);
 */
#ifndef FOOTNOTE_INDEX_INDEX_AHEAD_H
#define FOOTNOTE_INDEX_INDEX_AHEAD_H

#include "index/index_build.h"

struct ahead_file {
    bool is_read;             /* false: left to the caller */
    struct slice bytes;       /* with a NUL behind */
    struct content_hash hash; /* of the bytes */
    const char *problem;      /* why there are no bytes, or NULL */
};

/* The files are read by the thread until it is stopped. */
struct ahead *ahead_start(const struct build_file *files, size_t count);

/* The next one, valid until the one after is asked for. */
const struct ahead_file *ahead_next(struct ahead *ahead);

/* Whether or not all were asked for. NULL is fine. */
void ahead_stop(struct ahead *ahead);

/* One file, at once; bytes and problem in the arena. */
void ahead_read(struct arena *arena, const struct build_file *file, const char *name,
                struct ahead_file *read);

#endif
