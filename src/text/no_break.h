/* no_break.h - what a reader must never see torn over a line end, beyond what Unicode says.
 *
 * Layer: text, private to it. A number and its unit, a dose, a range, a date, a phone number, a
 * title or an initial and the name, "page 3", a lone preposition in Polish, French spaces before
 * signs. Tables of words in English, German, French, Spanish and Polish; other languages get the
 * rules that need no words.
 */
#ifndef FOOTNOTE_TEXT_NO_BREAK_H
#define FOOTNOTE_TEXT_NO_BREAK_H

#include "base/slice.h"

/* True when no line may end before byte `at` of text, where Unicode's rules would let it. Looks at
 * two words on each side, so a whole text takes linear time. */
bool is_kept_together(struct slice text, size_t at, const char *language);

#endif
