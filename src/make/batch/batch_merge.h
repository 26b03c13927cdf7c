/* batch_merge.h - the handouts that a batch's manifest lists, in its order, as one PDF.
 *
 * Layer: make.
 */
#ifndef FOOTNOTE_MAKE_BATCH_BATCH_MERGE_H
#define FOOTNOTE_MAKE_BATCH_BATCH_MERGE_H

#include "base/error.h"

#include <stddef.h>

/* False: ERROR_USAGE, there is something that a PDF is not to take the place of: a roster, a list,
 * a device. An older PDF is replaced. Looked at again before writing: the batch makes files too. */
bool batch_merge_can_write(const char *path, struct error *err);

/* Reads the manifest `name` and its files in the folder (open, and its path), one at a time, and
 * writes `path` whole or not at all, mode 0600. A file whose hash is not the manifest's is refused:
 * nothing is merged that this batch did not make. No handouts: nothing is written, *pages is 0. */
bool batch_merge(int folder, const char *folder_path, const char *name, const char *report,
                 const char *path, size_t *pages, struct error *err);

#endif
