/* new_file.h - the name that an index has until it is whole, and what dead processes left of such.
 *
 * Layer: index, building half. The process id is in the name, so that two who make one at once
 * don't meet.
 *
 *     const char *made = new_file_name(arena, path);
 *     new_file_sweep(arena, path);
 *     if (make(made) && new_file_put(arena, made, path, err)) ...
 */
#ifndef FOOTNOTE_INDEX_NEW_FILE_H
#define FOOTNOTE_INDEX_NEW_FILE_H

#include "base/arena.h"
#include "base/error.h"

/* For this process, beside `path`. */
const char *new_file_name(struct arena *arena, const char *path);

/* Removes it with its journal. */
void new_file_remove(struct arena *arena, const char *made);

/* Gives it its name. A journal of the old file goes first, or SQLite would undo in the new one what
 * had happened in the old. */
bool new_file_put(struct arena *arena, const char *made, const char *path, struct error *err);

/* Removes what processes left beside `path` that are no more, and what an earlier one of this id
 * did. */
void new_file_sweep(struct arena *arena, const char *path);

#endif
