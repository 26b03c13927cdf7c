/* readability_limits.c - what passes: one table.
 *
 * Layer: doc. English marks are those of plain-language standards for patients (grade 6, SMOG 8,
 * sentences of 15 words and never over 20); Spanish ones are INFLESZ "fairly easy", with room for
 * Spanish's longer sentences.
 */
#include "doc/readability.h"

#include <ctype.h>

static const struct reading_limits limits_table[] = {
    {READING_ENGLISH, READING_STANDARD, FLESCH_KINCAID, "Flesch-Kincaid", "grade", 6.0, 7.0, false,
     8.0, 15.0, 20},
    {READING_ENGLISH, READING_EASY, FLESCH_KINCAID, "Flesch-Kincaid", "grade", 4.0, 7.0, false, 8.0,
     15.0, 20},
    {READING_SPANISH, READING_STANDARD, SZIGRISZT_PAZOS, "Szigriszt-Pazos", "ease", 65.0, 55.0,
     true, 0, 18.0, 25},
    {READING_SPANISH, READING_EASY, SZIGRISZT_PAZOS, "Szigriszt-Pazos", "ease", 75.0, 55.0, true, 0,
     18.0, 25},
};

const struct reading_limits *reading_limits_of(enum reading_language language,
                                               enum reading_level level) {
    for (size_t i = 0; i < sizeof limits_table / sizeof *limits_table; i++)
        if (limits_table[i].language == language && limits_table[i].level == level)
            return &limits_table[i];
    return NULL;
}

static bool is_language(const char *language, const char *code) {
    return language && tolower((unsigned char)language[0]) == code[0] &&
           tolower((unsigned char)language[1]) == code[1] &&
           (language[2] == '\0' || language[2] == '-');
}

enum reading_language reading_language_of(const char *language) {
    if (is_language(language, "en"))
        return READING_ENGLISH;
    return is_language(language, "es") ? READING_SPANISH : READING_OTHER;
}

/* What wording files call the formulas. */
static const struct {
    const char *key;
    enum reading_language language;
    enum reading_formula judge;
    const char *name;
} formulas[] = {
    {"flesch-kincaid", READING_ENGLISH, FLESCH_KINCAID, "Flesch-Kincaid"},
    {"szigriszt", READING_SPANISH, SZIGRISZT_PAZOS, "Szigriszt-Pazos"},
    {"inflesz", READING_SPANISH, SZIGRISZT_PAZOS, "Szigriszt-Pazos"},
    {"fernandez-huerta", READING_SPANISH, FERNANDEZ_HUERTA, "Fernandez-Huerta"},
};

bool reading_limits_set(struct reading_limits *limits, const char *formula, double pass) {
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        if (formulas[i].language != limits->language || strcmp(formulas[i].key, formula) != 0)
            continue;
        limits->judge = formulas[i].judge;
        limits->formula = formulas[i].name;
        if (limits->level == READING_STANDARD)
            limits->whole = pass;
        return true;
    }
    return false;
}

double reading_measure(const struct reading_limits *limits, const struct reading_scores *scores) {
    switch (limits->judge) {
    case SZIGRISZT_PAZOS:
        return scores->szigriszt;
    case FERNANDEZ_HUERTA:
        return scores->fernandez_huerta;
    default:
        return scores->grade;
    }
}

const char *reading_fault(struct arena *arena, const struct reading_limits *limits,
                          const struct reading *reading, bool whole) {
    if (reading->counts.sentences == 0)
        return NULL;
    struct reading_scores scores = reading_scores(&reading->counts);
    double measured = reading_measure(limits, &scores);
    double mark = whole ? limits->whole : limits->section;
    /* Compared as printed: with one decimal. */
    measured = (double)(long)(measured * 10 + (measured < 0 ? -0.5 : 0.5)) / 10;
    if (limits->higher_is_easier ? measured < mark : measured > mark)
        return arena_format(arena, "%s %.1f, expected at %s %.1f", limits->measure, measured,
                            limits->higher_is_easier ? "least" : "most", mark);
    if (reading->counts.longest_words > limits->longest_words)
        return arena_format(arena, "a sentence of %d words, expected at most %d: %s",
                            reading->counts.longest_words, limits->longest_words, reading->longest);
    if (whole && limits->smog > 0 && scores.smog > limits->smog + 0.05)
        return arena_format(arena, "SMOG %.1f, expected at most %.1f", scores.smog, limits->smog);
    if (whole && scores.mean_words > limits->mean_words)
        return arena_format(arena, "%.1f words a sentence on average, expected at most %.0f",
                            scores.mean_words, limits->mean_words);
    return NULL;
}
