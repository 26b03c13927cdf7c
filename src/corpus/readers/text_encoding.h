/* text_encoding.h - the bytes of a text file -> UTF-8.
 *
 * Layer: corpus, private to its readers. In this order: a byte order mark (UTF-8, 16, 32), the
 * encoding that a web page declares, valid UTF-8, UTF-16 by its zero bytes, and at last what the
 * text itself shows (encoding_guess.h). A file that stays in doubt is refused, with the place of
 * the byte and what to do: a letter or sign that is wrong must not get into a handout.
 */
#ifndef FOOTNOTE_CORPUS_READERS_TEXT_ENCODING_H
#define FOOTNOTE_CORPUS_READERS_TEXT_ENCODING_H

#include "base/error.h"
#include "base/strbuf.h"

/* *text is well-formed UTF-8 without NUL and byte order mark: bytes itself, or in `room`. It holds
 * no more markup than a parser has room for. */
bool text_decode(const char *file, struct slice bytes, bool is_markup, struct strbuf *room,
                 struct slice *text, struct error *err);

/* From an encoding by the name that iconv knows; ERROR_INPUT at the first byte that is invalid. */
bool text_convert(const char *file, const char *encoding, struct slice bytes, struct strbuf *utf8,
                  struct error *err);

#endif
