/* syllables.c - the dictionary, and what a word is made of.
 *
 * Layer: doc. Order: reading a dictionary, looking up, numbers as they are spoken, words.
 */
#include "doc/syllables.h"

#include "base/strbuf.h"

#include <ctype.h>
#include <stdlib.h>

enum { MOST_SYLLABLES = 12, LONGEST_WORD = 60 };

/* ---- reading --------------------------------------------------------------------------------- */

/* "achilles 3 term" */
static bool read_entry(struct arena *arena, struct slice line, struct syllable_entry *entry) {
    const char *text = arena_bytes(arena, line.data, line.length);
    size_t length = strcspn(text, " ");
    char *end;
    if (length == 0 || text[length] != ' ')
        return false;
    long count = strtol(text + length, &end, 10);
    entry->word = arena_bytes(arena, text, length);
    entry->count = (int)count;
    entry->term = strcmp(end, " term") == 0;
    return count >= 1 && count <= MOST_SYLLABLES && (*end == '\0' || entry->term);
}

struct syllable_dictionary *syllables_read(struct arena *arena, struct slice text, const char *file,
                                           struct error *err) {
    struct syllable_dictionary *words = arena_new(arena, struct syllable_dictionary);
    size_t room = 512;
    struct syllable_entry *entries = arena_new_array(arena, room, struct syllable_entry);
    struct slice line;
    for (int number = 1; slice_next_line(&text, &line); number++) {
        line = slice_trim(line);
        if (line.length == 0 || line.data[0] == '#')
            continue;
        if (words->count == room) {
            entries = arena_grow_array(arena, entries, room, room * 2, sizeof *entries);
            room *= 2;
        }
        struct syllable_entry *entry = &entries[words->count];
        if (!read_entry(arena, line, entry)) {
            error_set(err, ERROR_INPUT, "%s:%d: expected a word, its syllables (1 to %d), and term",
                      file, number, MOST_SYLLABLES);
            return NULL;
        }
        if (words->count > 0 && strcmp(entries[words->count - 1].word, entry->word) >= 0) {
            error_set(err, ERROR_INPUT, "%s:%d: '%s' is out of order: expected sorted by word",
                      file, number, entry->word);
            return NULL;
        }
        words->count++;
    }
    words->entries = entries;
    return words;
}

/* ---- looking up ------------------------------------------------------------------------------ */

static int compare_word(const void *word, const void *entry) {
    return strcmp(word, ((const struct syllable_entry *)entry)->word);
}

const struct syllable_entry *syllables_find(const struct syllable_dictionary *words,
                                            struct slice word) {
    char lower[LONGEST_WORD + 1];
    if (!words || words->count == 0 || word.length > LONGEST_WORD)
        return NULL;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = (char)tolower((unsigned char)word.data[i]);
    lower[word.length] = '\0';
    return bsearch(lower, words->entries, words->count, sizeof *words->entries, compare_word);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Syllables of the words for 0 to 19 and for the tens; of "hundred" and "thousand". */
struct number_words {
    int small[20], tens[10], hundred, thousand, point;
};

static const struct number_words english_numbers = {
    .small = {2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2},
    .tens = {0, 1, 2, 2, 2, 2, 2, 3, 2, 2},
    .hundred = 2,
    .thousand = 2,
    .point = 1,
};
static const struct number_words spanish_numbers = {
    .small = {2, 2, 1, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 3, 2, 3, 4, 3, 4},
    .tens = {0, 1, 2, 2, 3, 3, 3, 3, 3, 3},
    .hundred = 2,
    .thousand = 1,
    .point = 2,
};

static int whole_number(const struct number_words *words, long number) {
    if (number < 20)
        return words->small[number];
    if (number < 100)
        return words->tens[number / 10] + (number % 10 ? words->small[number % 10] : 0);
    long unit = number < 1000 ? 100 : 1000;
    int name = unit == 100 ? words->hundred : words->thousand;
    long rest = number % unit;
    return whole_number(words, number / unit) + name + (rest ? whole_number(words, rest) : 0);
}

/* "12", "1,000" or "2.5"; a long number is read digit by digit. */
static int spoken_number(enum reading_language language, struct slice word) {
    const struct number_words *words =
        language == READING_SPANISH ? &spanish_numbers : &english_numbers;
    char decimal = language == READING_SPANISH ? ',' : '.';
    long whole = 0;
    int digits = 0, count = 0;
    size_t i = 0;
    for (; i < word.length && word.data[i] != decimal; i++) {
        if (!isdigit((unsigned char)word.data[i]))
            continue;
        count += words->small[word.data[i] - '0'];
        whole = whole * 10 + (word.data[i] - '0');
        if (++digits > 6)
            whole = 0;
    }
    if (digits <= 6)
        count = whole_number(words, whole);
    if (i < word.length)
        count += words->point;
    for (; i < word.length; i++)
        count += isdigit((unsigned char)word.data[i]) ? words->small[word.data[i] - '0'] : 0;
    return count > 0 ? count : 1;
}

/* ---- words ----------------------------------------------------------------------------------- */

static int count_part(const struct syllable_dictionary *words, enum reading_language language,
                      struct slice part) {
    const struct syllable_entry *entry = syllables_find(words, part);
    if (entry)
        return entry->count;
    if (isdigit((unsigned char)part.data[0]))
        return spoken_number(language, part);
    return syllables_by_rule(language, part);
}

int syllables_of(const struct syllable_dictionary *words, enum reading_language language,
                 struct slice word, const struct syllable_entry **entry) {
    const struct syllable_entry *found = syllables_find(words, word);
    if (entry)
        *entry = found;
    if (found)
        return found->count;
    int count = 0;
    while (word.length > 0) {
        const char *hyphen = memchr(word.data, '-', word.length);
        size_t length = hyphen ? (size_t)(hyphen - word.data) : word.length;
        if (length > 0)
            count += count_part(words, language, slice_make(word.data, length));
        length += hyphen ? 1 : 0;
        word = slice_make(word.data + length, word.length - length);
    }
    return count > 0 ? count : 1;
}
