/* measure_reading.h - the sentences of a handout as they stand on its pages, for `readability`.
 *
 * Layer: make, child side; the reading side is for the parent, which has the syllable dictionary.
 * What goes over is {language, units: [{section, text, glossary}]}.
 */
#ifndef FOOTNOTE_MAKE_CHECKS_MEASURE_READING_H
#define FOOTNOTE_MAKE_CHECKS_MEASURE_READING_H

#include "base/value.h"
#include "doc/reading_text.h"

/* After layout has left out what did not fit. */
struct value *measure_reading(struct arena *arena, const struct document *doc);

/* The same as text again. */
struct reading_text measured_reading(struct arena *arena, const struct value *measured);

#endif
