/* batch_manifest.h - batch.csv and errors.csv of a folder: what was made, what failed and why.
 *
 * Layer: make. Written row by row; what a killed batch leaves can be read up to the last whole
 * line. While a batch goes on with an older one, the older rows stand in batch.csv.before, so that
 * being killed twice loses nothing. The manifest is locked as long as it is open.
 *
 *     id,code,file,pages,bytes,sha256,inputs,warnings
 *     id,line,exit,reasons
 */
#ifndef FOOTNOTE_MAKE_BATCH_BATCH_MANIFEST_H
#define FOOTNOTE_MAKE_BATCH_BATCH_MANIFEST_H

#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

struct batch_entry {
    const char *id, *code, *file; /* file: its name in the folder */
    long long pages, bytes;
    const char *sha256;   /* of the file, hexadecimal */
    const char *inputs;   /* make/batch/batch_inputs.h */
    const char *warnings; /* " | " between them */
};

struct batch_manifest;

/* folder_path for messages; shard of shards. Without `resume` a manifest that is there is refused
 * (ERROR_USAGE); one that another process has locked always is. */
struct batch_manifest *batch_manifest_open(int folder, const char *folder_path, int shard,
                                           int shards, bool resume, struct error *err);

/* Frees; what was written stays. NULL is fine. */
void batch_manifest_close(struct batch_manifest *manifest);

/* The entry that the earlier batch made for the id, or NULL. Borrowed. */
const struct batch_entry *batch_manifest_before(const struct batch_manifest *manifest,
                                                const char *id);

bool batch_manifest_add(struct batch_manifest *manifest, const struct batch_entry *entry,
                        struct error *err);
bool batch_manifest_add_error(struct batch_manifest *manifest, const char *id, int line, int code,
                              const char *reasons, struct error *err);

/* Brings all that was written in the folder to the disk; `complete`: every row had its turn, what
 * was known from before is forgotten. */
bool batch_manifest_sync(struct batch_manifest *manifest, bool complete, struct error *err);

/* Calls visit for each entry of the manifest under `name` in order; false ends it. */
typedef bool batch_visitor(void *context, const struct batch_entry *entry, struct error *err);
bool batch_manifest_walk(int folder, const char *name, batch_visitor *visit, void *context,
                         struct error *err);

const char *batch_manifest_name(const struct batch_manifest *manifest);
const char *batch_manifest_errors_name(const struct batch_manifest *manifest);

#endif
