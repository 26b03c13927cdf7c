/* word_symbols.h - characters of Symbol and Wingdings -> Unicode.
 *
 * Layer: corpus, private to the DOCX reader. Word keeps a sign from these fonts by its place in the
 * font; left out, "no more than ≤ 5 kg" would lose what it says.
 */
#ifndef FOOTNOTE_CORPUS_READERS_WORD_SYMBOLS_H
#define FOOTNOTE_CORPUS_READERS_WORD_SYMBOLS_H

#include "base/slice.h"

/* UTF-8; U+FFFD for a sign that is not known, so that its place is seen. */
const char *word_symbol(struct slice font, unsigned code);

#endif
