/* passed_over.h - the files of a corpus that are no articles, as `index` and `status` show them.
 *
 * Layer: cli. Nothing of them is searched: a leaflet in a format of old would be missing silently.
 */
#ifndef FOOTNOTE_CLI_PASSED_OVER_H
#define FOOTNOTE_CLI_PASSED_OVER_H

#include "cli/output.h"
#include "index/index.h"

/* "2 .doc (save as .docx), 1 .jpg, 1 without an ending"; "" for none. In the arena. */
const char *passed_over_text(struct arena *arena, const struct index_passed_over *kinds,
                             size_t count);

/* A member `not_articles`. */
void passed_over_json(struct output *out, const struct index_passed_over *kinds, size_t count);

#endif
