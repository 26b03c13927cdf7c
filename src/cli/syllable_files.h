/* syllable_files.h - the syllable dictionary of a language: LANG.syllables beside its wording.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_SYLLABLE_FILES_H
#define FOOTNOTE_CLI_SYLLABLE_FILES_H

#include "cli/locate.h"
#include "doc/syllables.h"

/* *words is NULL where there is none: rules count. False: the file can't be read. */
bool syllable_file_read(struct arena *arena, const struct places *places, const char *language,
                        const struct syllable_dictionary **words, struct error *err);

#endif
