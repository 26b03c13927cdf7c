/* index_snapshot.h - a copy of an index as it is at one moment, while others read and write it.
 *
 * Layer: index, building half. The copy is an index like any other: it can be opened with --index,
 * kept, or taken to another computer.
 *
 *     struct index *index = index_open(path, INDEX_READ, &err);
 *     if (!index_snapshot(index, "friday.sqlite", &err)) ...
 */
#ifndef FOOTNOTE_INDEX_INDEX_SNAPSHOT_H
#define FOOTNOTE_INDEX_INDEX_SNAPSHOT_H

#include "index/index.h"

/* What is at the path changes once the copy is whole and on the disk, or never. An index of this
 * program that stands there is replaced; anything else, and the index itself, is left alone
 * (ERROR_USAGE). ERROR_ENVIRONMENT when there is no room. */
bool index_snapshot(struct index *index, const char *path, struct error *err);

#endif
