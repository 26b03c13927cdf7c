/* syllable_files.h - what a wording folder says of reading: LANG.syllables, and the pass mark.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_SYLLABLE_FILES_H
#define FOOTNOTE_CLI_SYLLABLE_FILES_H

#include "cli/locate.h"
#include "doc/readability.h"

/* *words is NULL where there is none: rules count. False: the file can't be read. */
bool syllable_file_read(struct arena *arena, const struct places *places, const char *language,
                        const struct syllable_dictionary **words, struct error *err);

/* The pass marks of a language, with formula and mark as its wording file names them; NULL where no
 * formula serves it. */
const struct reading_limits *reading_marks(struct arena *arena, const struct places *places,
                                           const char *language, enum reading_level level);

#endif
