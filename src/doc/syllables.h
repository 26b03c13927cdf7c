/* syllables.h - how many syllables a word has when it is said aloud.
 *
 * Layer: doc. English spelling does not tell, so the words that our patients read stand in a
 * dictionary checked by hand (corpus/wording/en.syllables); rules serve all other words. Spanish is
 * spelt as it is said: rules alone. A dictionary is a text with one entry a line, sorted by word:
 *
 *     # a comment
 *     achilles 3 term          term: a name that can't be said more simply
 *     ankle 2
 *
 *     struct syllable_dictionary *words = syllables_read(&arena, text, "en.syllables", &err);
 *     syllables_of(words, READING_ENGLISH, slice_of("Achilles"), NULL);     // 3
 */
#ifndef FOOTNOTE_DOC_SYLLABLES_H
#define FOOTNOTE_DOC_SYLLABLES_H

#include "base/arena.h"
#include "base/error.h"

enum reading_language { READING_ENGLISH, READING_SPANISH, READING_OTHER };

struct syllable_entry {
    const char *word; /* lower case */
    int count;
    bool term;
};

struct syllable_dictionary {
    const struct syllable_entry *entries; /* sorted by word */
    size_t count;
};

/* ERROR_INPUT with file:line for a line that is no entry, or out of order. */
struct syllable_dictionary *syllables_read(struct arena *arena, struct slice text, const char *file,
                                           struct error *err);

/* The entry of a word in any case, or NULL; the dictionary may be NULL. */
const struct syllable_entry *syllables_find(const struct syllable_dictionary *words,
                                            struct slice word);

/* At least 1. A hyphenated word has the syllables of its parts, a number those of its words. The
 * dictionary may be NULL. *entry (may be NULL): the dictionary's, or NULL when rules counted. */
int syllables_of(const struct syllable_dictionary *words, enum reading_language language,
                 struct slice word, const struct syllable_entry **entry);

/* By rules alone, for tests and for languages apart: syllables_rules.c. */
int syllables_by_rule(enum reading_language language, struct slice word);

#endif
