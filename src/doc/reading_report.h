/* reading_report.h - a text's readability as a whole and section by section, with what is too hard.
 *
 * Layer: doc.
 *
 *     struct reading_text text = reading_text_of(&arena, doc);
 *     struct reading_report report =
 *         reading_report_of(&arena, words, "en-GB", READING_STANDARD, &text);
 *     if (report.fault_count) ...
 */
#ifndef FOOTNOTE_DOC_READING_REPORT_H
#define FOOTNOTE_DOC_READING_REPORT_H

#include "doc/readability.h"
#include "doc/reading_text.h"

struct reading_section {
    const char *title; /* "" for what stands before the first heading */
    struct reading reading;
    const char *fault; /* why it is too hard, or NULL */
};

struct reading_report {
    const struct reading_limits *limits; /* NULL: no formula for the language, nothing is judged */
    struct reading whole;
    struct reading_section *sections; /* in order of their first sentence */
    size_t section_count;
    const char **faults; /* one line each: of the whole, then of sections by name */
    size_t fault_count;
};

/* With marks of one's own, or NULL for none. */
struct reading_report reading_report_with(struct arena *arena,
                                          const struct syllable_dictionary *words,
                                          enum reading_language language,
                                          const struct reading_limits *limits,
                                          const struct reading_text *text);

/* `words` may be NULL: rules count. */
struct reading_report reading_report_of(struct arena *arena,
                                        const struct syllable_dictionary *words,
                                        const char *language, enum reading_level level,
                                        const struct reading_text *text);

#endif
