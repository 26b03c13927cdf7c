/* reference.h - "article#section", as a person types it or a handout prints it -> passages.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_REFERENCE_H
#define FOOTNOTE_CLI_REFERENCE_H

#include "index/index.h"

/* All passages of an article, or the one of its section. A record's id may itself hold a '#': the
 * whole text is tried first, then what stands before the last one. What is near to a wrong id is
 * named in the error. In the arena. */
bool reference_find(struct index *index, struct arena *arena, const char *reference,
                    struct passage **passages, size_t *count, struct error *err);

#endif
