/* roster_ids.h - which ids a roster has had, 24 bytes each whatever their length.
 *
 * Layer: make. Two ids that share 64 bits of a keyed hash would be taken for one: with a million
 * rows once in forty million rosters, and then the roster is refused, nothing is mixed up.
 */
#ifndef FOOTNOTE_MAKE_BATCH_ROSTER_IDS_H
#define FOOTNOTE_MAKE_BATCH_ROSTER_IDS_H

#include "base/slice.h"

#include <stdint.h>

/* {0} is empty. */
struct roster_ids {
    struct roster_id *slots;
    size_t count, capacity;
};

/* The line on which the id stood before; 0 when it is new, and now known. */
int roster_ids_add(struct roster_ids *ids, const char *id, int line);
void roster_ids_release(struct roster_ids *ids);

/* 64 bits of an unkeyed hash: the same on every machine, so that shards agree. */
uint64_t roster_id_hash(const char *id);

#endif
