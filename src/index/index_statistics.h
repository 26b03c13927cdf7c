/* index_statistics.h - what kinds of articles an index holds.
 *
 * Layer: index, reading half.
 *
 *     struct index_statistics statistics;
 *     if (!index_statistics_read(index, &arena, &statistics, &err)) ...
 */
#ifndef FOOTNOTE_INDEX_INDEX_STATISTICS_H
#define FOOTNOTE_INDEX_INDEX_STATISTICS_H

#include "index/index.h"

struct index_tally {
    const char *name; /* "" where it is not known */
    size_t articles;
};

/* The most frequent first, equal ones by name. */
struct index_statistics {
    struct index_tally *languages; /* by BCP 47 tag, as the articles give it */
    size_t language_count;
    struct index_tally *kinds; /* by extension, ".md"; "" for a root that is a single file */
    size_t kind_count;
};

/* Everything in the arena. */
bool index_statistics_read(struct index *index, struct arena *arena,
                           struct index_statistics *statistics, struct error *err);

#endif
