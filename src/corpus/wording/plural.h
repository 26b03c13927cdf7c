/* plural.h - which of a language's plural forms goes with a number (the rules of CLDR).
 *
 * Layer: corpus. English and Spanish have one and other; Polish has one (1), few (2 to 4, 22 to 24,
 * not 12 to 14), many (0, 5 to 21 ...) and other (fractions). A new language is a row in plural.c.
 *
 *     plural_category("pl", slice_of("22"))    -> "few"
 *     plural_category("es", slice_of("1,5"))   -> "other"
 */
#ifndef FOOTNOTE_CORPUS_WORDING_PLURAL_H
#define FOOTNOTE_CORPUS_WORDING_PLURAL_H

#include "base/slice.h"

/* The form for a number as it is printed, with a point or a comma for its decimals. NULL when the
 * text is no number. A language without a row has "other" alone. */
const char *plural_category(const char *language, struct slice number);

/* All the forms that a language needs, NULL behind the last. "pl-PL" counts as "pl". */
const char *const *plural_categories(const char *language);

/* True for "zero", "one", "two", "few", "many" and "other". */
bool plural_is_category(const char *word);

#endif
