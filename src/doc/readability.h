/* readability.h - how hard a text is to read, by counting.
 *
 * Layer: doc. Texts come in units (a paragraph, a bullet, a cell); a unit's end ends a sentence.
 * Left out: phone numbers and addresses. Abbreviations count as the words that they stand for,
 * numbers as they are spoken; a hyphenated word is one word. English is judged by Flesch-Kincaid
 * and SMOG, Spanish by Szigriszt-Pazos (INFLESZ). Counting is not reading: a pass is necessary, not
 * enough.
 *
 *     struct reading reading = reading_begin(&arena, words, READING_ENGLISH);
 *     reading_add(&reading, slice_of("Start slowly. Do not go for a long run yet."), false);
 *     struct reading_scores scores = reading_scores(&reading.counts);
 *     scores.grade ...
 */
#ifndef FOOTNOTE_DOC_READABILITY_H
#define FOOTNOTE_DOC_READABILITY_H

#include "doc/syllables.h"

struct reading_counts {
    int sentences, words, syllables;
    int long_words;    /* of 3 syllables and more */
    int longest_words; /* of the longest sentence */
};

struct reading_scores {
    double grade;             /* Flesch-Kincaid, English */
    double ease;              /* Flesch, English */
    double smog;              /* McLaughlin, English */
    double szigriszt;         /* Szigriszt-Pazos (INFLESZ), Spanish: higher is easier */
    double fernandez_huerta;  /* Spanish: higher is easier */
    double mean_words;        /* in a sentence */
    double long_word_percent; /* of all words */
};

/* A word of 3 syllables or more, or one that the dictionary does not have. */
struct hard_word {
    const char *word; /* lower case */
    int syllables, times;
    bool listed; /* in the dictionary, or of a language that is spelt as it is said */
    bool term;   /* can't be said more simply */
};

struct reading {
    struct arena *arena;
    const struct syllable_dictionary *words; /* may be NULL */
    enum reading_language language;
    struct reading_counts counts; /* of everything */
    struct reading_counts plain;  /* without glossary units, and without the words that are terms */
    const char *longest;          /* the longest sentence; "" for none */
    struct hard_word *hard;       /* in order of first use */
    size_t hard_count, hard_room;
};

struct reading reading_begin(struct arena *arena, const struct syllable_dictionary *words,
                             enum reading_language language);

/* Counts one unit; `glossary`: it explains a term. */
void reading_add(struct reading *reading, struct slice unit, bool glossary);

/* All 0 without a sentence. */
struct reading_scores reading_scores(const struct reading_counts *counts);

/* Which formula judges a language: "en-GB" is English. */
enum reading_language reading_language_of(const char *language);

/* ---- pass marks ------------------------------------------------------------------------------ */

enum reading_formula { FLESCH_KINCAID, SZIGRISZT_PAZOS, FERNANDEZ_HUERTA };
enum reading_level { READING_STANDARD, READING_EASY };

struct reading_limits {
    enum reading_language language;
    enum reading_level level;
    enum reading_formula judge;
    const char *formula; /* its name: "Flesch-Kincaid" */
    const char *measure; /* "grade", "ease" */
    double whole;        /* of the whole text */
    double section;      /* of any section */
    bool higher_is_easier;
    double smog;       /* 0: not judged */
    double mean_words; /* of a sentence */
    int longest_words; /* of any sentence */
};

/* NULL for languages without a formula. */
const struct reading_limits *reading_limits_of(enum reading_language language,
                                               enum reading_level level);

/* As a wording file names them: {formula: szigriszt, pass: 65}. False, and nothing changed, for a
 * formula that does not judge the limits' language. */
bool reading_limits_set(struct reading_limits *limits, const char *formula, double pass);

/* The number that the limits judge. */
double reading_measure(const struct reading_limits *limits, const struct reading_scores *scores);

/* Why a text does not pass ("grade 6.4, at most 6.0"), or NULL. */
const char *reading_fault(struct arena *arena, const struct reading_limits *limits,
                          const struct reading *reading, bool whole);

#endif
