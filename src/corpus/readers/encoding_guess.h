/* encoding_guess.h - which one-byte encoding a text without a declaration is in.
 *
 * Layer: corpus, private to its readers. Only encodings in which clinics' own programs have saved
 * texts of languages that we read are told apart: Windows 1252, Windows 1250, ISO 8859-2. A guess
 * must leave no sign in the middle of a word and no letter that its languages do not have.
 */
#ifndef FOOTNOTE_CORPUS_READERS_ENCODING_GUESS_H
#define FOOTNOTE_CORPUS_READERS_ENCODING_GUESS_H

#include "base/strbuf.h"

/* The text in UTF-8 is added to utf8 and the encoding's name returned; NULL when it stays in doubt.
 */
const char *encoding_guess(struct slice bytes, struct strbuf *utf8);

#endif
