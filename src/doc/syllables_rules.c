/* syllables_rules.c - counting syllables by spelling, for words that no dictionary has.
 *
 * Layer: doc. English: groups of vowels, then what the ending and split pairs add or take away.
 * Spanish: strong vowels, and weak ones that carry an accent, each make a syllable. Order: letters,
 * English, Spanish, the public function.
 */
#include "doc/syllables.h"

#include "base/utf8.h"

#include <ctype.h>

enum { LONGEST_WORD = 60 };

/* ---- English --------------------------------------------------------------------------------- */

static bool is_vowel_letter(char c) {
    return c && strchr("aeiou", c) != NULL;
}

/* y is a consonant where it begins a syllable (you, player), u is none of its own behind q. */
static bool is_vowel_at(const char *word, size_t i) {
    if (word[i] == 'u' && i > 0 && word[i - 1] == 'q')
        return false;
    if (word[i] == 'y')
        return !is_vowel_letter(word[i + 1]) || (i > 0 && !is_vowel_letter(word[i - 1]));
    return is_vowel_letter(word[i]);
}

static bool ends_with(const char *word, size_t length, const char *ending) {
    size_t size = strlen(ending);
    return length >= size && strcmp(word + length - size, ending) == 0;
}

/* An e that stands alone between consonants at i. */
static bool lone_e(const char *word, size_t i) {
    return word[i] == 'e' && i > 0 && !is_vowel_at(word, i - 1) && !is_vowel_at(word, i + 1);
}

/* Consonant + l before i, as in ankle and ankles. */
static bool behind_syllabic_l(const char *word, size_t i) {
    return i >= 2 && word[i - 1] == 'l' && !is_vowel_at(word, i - 2);
}

/* 1 when the ending's e is silent: sole, soles, stretched, careful. */
static int silent_e(const char *word, size_t length) {
    static const char *const carried[] = {"ful", "less", "ly", "ment", "ness", "some", NULL};
    if (length < 3)
        return 0;
    if (lone_e(word, length - 1))
        return !behind_syllabic_l(word, length - 1);
    if (ends_with(word, length, "es") && lone_e(word, length - 2)) {
        char before = word[length - 3];
        bool hissing = strchr("sxzcg", before) || ends_with(word, length, "ches") ||
                       ends_with(word, length, "shes");
        return !hissing && !behind_syllabic_l(word, length - 2);
    }
    if (ends_with(word, length, "ed") && lone_e(word, length - 2)) {
        bool spoken = strchr("td", word[length - 3]) ||
                      (behind_syllabic_l(word, length - 2) && word[length - 4] != 'l');
        return !spoken; /* not in pulled, but in tangled */
    }
    for (size_t i = 0; carried[i]; i++) {
        size_t size = strlen(carried[i]);
        if (length > size + 2 && ends_with(word, length, carried[i]) &&
            lone_e(word, length - size - 1))
            return 1;
    }
    return 0;
}

/* Pairs of vowels that are two syllables, but for those behind one of some letters and before one
 * of others. */
static const struct split {
    const char *pair;
    const char *joined_behind;
    const char *joined_before; /* "": whatever follows */
} splits[] = {
    {"ia", "ctsg", "nl"},   /* diabetes, fascia; not clinician, social */
    {"io", "tscgxh", "nu"}, /* physio; not motion, cautious, cushion */
    {"iu", "", ""},         /* aquarium */
    {"eo", "pg", ""},       /* video; not people, pigeon */
    {"ua", "gq", ""},       /* usual; not guard */
    {"uo", "gq", ""},       /* duo */
    {"ui", "", ""},         /* fluid: only where ui_is_split says so */
    {"yi", "", ""},         /* dying */
};

/* ruin, fluid, suicide; not suit, guide, build. */
static bool ui_is_split(const char *word, size_t i) {
    return i > 0 && strchr("lnr", word[i - 1]) != NULL && word[i + 2] != 't' && word[i + 2] != 's';
}

static int split_pairs(const char *word, size_t length) {
    int count = 0;
    for (size_t i = 0; i + 1 < length; i++) {
        for (size_t s = 0; s < sizeof splits / sizeof *splits; s++) {
            const struct split *split = &splits[s];
            if (strncmp(word + i, split->pair, 2) != 0)
                continue;
            bool behind =
                i > 0 && split->joined_behind[0] && strchr(split->joined_behind, word[i - 1]);
            bool before = !split->joined_before[0] ||
                          (word[i + 2] && strchr(split->joined_before, word[i + 2]));
            bool joined = strcmp(split->pair, "ui") == 0 ? !ui_is_split(word, i) : behind && before;
            count += !joined;
        }
    }
    return count;
}

/* What an ending adds: area, calcaneus, going, isn't, prism. */
static int split_endings(const char *word, size_t length) {
    static const char *const endings[] = {"eus", "sm", "sn't", "dn't", NULL};
    static const char *const two_vowels[] = {"rea", "dea", NULL};
    int count = 0;
    for (size_t i = 0; endings[i]; i++)
        count += ends_with(word, length, endings[i]);
    for (size_t i = 0; two_vowels[i]; i++)
        count += length > 3 && ends_with(word, length, two_vowels[i]);
    if (length > 3 && ends_with(word, length, "ing") && strchr("aeou", word[length - 4]))
        count++;
    return count;
}

static int english(const char *word, size_t length) {
    int count = 0;
    bool in_group = false;
    for (size_t i = 0; i < length; i++) {
        bool vowel = is_vowel_at(word, i);
        count += vowel && !in_group;
        in_group = vowel;
    }
    count += split_pairs(word, length) + split_endings(word, length) - silent_e(word, length);
    return count > 0 ? count : 1;
}

/* ---- Spanish --------------------------------------------------------------------------------- */

enum vowel { NO_VOWEL, WEAK, STRONG };

/* Accented i and u count as strong: they stand by themselves (via, vía). */
static enum vowel spanish_vowel(unsigned c) {
    static const unsigned strong[] = {'a',  'e',  'o',  0xE1, 0xE9, 0xF3, 0xED,
                                      0xFA, 0xC1, 0xC9, 0xD3, 0xCD, 0xDA};
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
        if (c == strong[i])
            return STRONG;
    return c == 'i' || c == 'u' || c == 0xFC ? WEAK : NO_VOWEL;
}

static int spanish(struct slice word) {
    unsigned letters[LONGEST_WORD + 2] = {0};
    size_t length = 0, position = 0;
    while (position < word.length && length < LONGEST_WORD) {
        unsigned c = utf8_next(word, &position);
        letters[length++] = c < 0x80 ? (unsigned)tolower((int)c) : c;
    }
    int count = 0;
    enum vowel before = NO_VOWEL;
    for (size_t i = 0; i < length; i++) {
        unsigned c = letters[i], next = letters[i + 1];
        enum vowel vowel = spanish_vowel(c);
        if (c == 'y' && spanish_vowel(next) == NO_VOWEL) /* muy, y */
            vowel = WEAK;
        bool silent = c == 'u' && i > 0 &&
                      (letters[i - 1] == 'q' ||
                       (letters[i - 1] == 'g' && (next == 'e' || next == 'i' || next == 0xE9)));
        if (silent) {
            before = NO_VOWEL;
            continue;
        }
        if (vowel == STRONG)
            count++;
        else if (vowel == WEAK)
            count += before == NO_VOWEL && spanish_vowel(next) != STRONG;
        before = vowel;
    }
    return count > 0 ? count : 1;
}

/* ---- by rule --------------------------------------------------------------------------------- */

int syllables_by_rule(enum reading_language language, struct slice word) {
    char lower[LONGEST_WORD + 2] = {0};
    if (language == READING_SPANISH)
        return spanish(word);
    size_t length = 0;
    for (size_t i = 0; i < word.length && length < LONGEST_WORD; i++) {
        unsigned char c = (unsigned char)word.data[i];
        if (c == 0xE2 && word.length - i > 2) { /* a typographic apostrophe */
            lower[length++] = '\'';
            i += 2;
        } else {
            lower[length++] = (char)tolower(c);
        }
    }
    return english(lower, length);
}
