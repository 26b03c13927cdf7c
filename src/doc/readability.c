/* readability.c - sentences and words counted, and what formulas make of them.
 *
 * Layer: doc. Order: where a word and a sentence end, what a word stands for, hard words, adding a
 * unit, the formulas. What passes: readability_limits.c.
 */
#include "doc/readability.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>

enum { PHONE_DIGITS = 7, LONG_WORD_SYLLABLES = 3 };

/* ---- words and sentence ends ----------------------------------------------------------------- */

/* What stands in the text instead of words. Those with a point do not end a sentence by it. */
static const struct abbreviation {
    const char *text, *words;
} abbreviations[] = {
    {"e.g.", "for example"}, {"i.e.", "that is"},  {"Dr.", "doctor"},         {"Mr.", "mister"},
    {"Mrs.", "missus"},      {"approx.", "about"}, {"vs.", "versus"},         {"No.", "number"},
    {"p.m.", "pee em"},      {"a.m.", "ay em"},    {"p. ej.", "por ejemplo"}, {"Sr.", "señor"},
    {"Sra.", "señora"},      {"Dra.", "doctora"},
};
static const struct abbreviation english_units[] = {
    {"mm", "millimetres"}, {"cm", "centimetres"}, {"km", "kilometres"}, {"kg", "kilograms"},
    {"mi", "miles"},       {"min", "minutes"},    {"Dr", "doctor"},     {"%", "percent"},
};
static const struct abbreviation spanish_units[] = {
    {"mm", "milímetros"}, {"cm", "centímetros"}, {"km", "kilómetros"}, {"kg", "kilogramos"},
    {"mi", "millas"},     {"min", "minutos"},    {"%", "porciento"},
};

/* A letter or digit of any script begins here: its length in bytes, else 0. Punctuation above ASCII
 * (dashes, quotes, bullets, signs, spaces) is none. */
static size_t letter_length(struct slice text, size_t at) {
    unsigned char c = (unsigned char)text.data[at];
    if (c < 0x80)
        return isalnum(c) ? 1 : 0;
    size_t next = at;
    unsigned code = utf8_next(text, &next);
    bool letter = code >= 0xC0 && code != 0xD7 && code != 0xF7 &&
                  !(code >= 0x2000 && code <= 0x2BFF) && !(code >= 0x3000 && code <= 0x303F);
    return letter ? next - at : 0;
}

static size_t apostrophe_length(struct slice text, size_t at) {
    if (text.data[at] == '\'')
        return 1;
    return text.length - at >= 3 && memcmp(text.data + at, "\u2019", 3) == 0 ? 3 : 0;
}

/* What joins two letters within a word: apostrophe, hyphen, point, comma between digits, slash and
 * @ of an address. */
static size_t joint_length(struct slice text, size_t at) {
    size_t length = apostrophe_length(text, at);
    if (!length && text.data[at] == '-')
        length = 1;
    bool digit_before = at > 0 && isdigit((unsigned char)text.data[at - 1]);
    if (!length && strchr(".,:", text.data[at]) && digit_before)
        length = at + 1 < text.length && isdigit((unsigned char)text.data[at + 1]);
    if (!length && strchr("./@:", text.data[at]))
        length = 1;
    size_t behind = at + (length ? length : 1);
    while (text.data[at] == ':' && behind < text.length && text.data[behind] == '/')
        length = ++behind - at;
    return behind < text.length && letter_length(text, behind) ? length : 0;
}

static struct slice take_word(struct slice text, size_t at) {
    size_t end = at;
    for (;;) {
        size_t step = end < text.length ? letter_length(text, end) : 0;
        if (!step && end < text.length && end > at)
            step = joint_length(text, end);
        if (!step)
            return slice_make(text.data + at, end - at);
        end += step;
    }
}

/* Length of a telephone number at `at`, 0 when there is none. */
static size_t phone_length(struct slice text, size_t at) {
    size_t end = at, last = at;
    int digits = 0;
    for (; end < text.length; end++) {
        char c = text.data[end];
        if (isdigit((unsigned char)c)) {
            digits++;
            last = end + 1;
        } else if (!strchr(" +()-", c)) {
            break;
        }
    }
    return digits >= PHONE_DIGITS ? last - at : 0;
}

static const struct abbreviation *abbreviation_at(struct slice text, size_t at) {
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
        size_t length = strlen(abbreviations[i].text);
        if (text.length - at >= length &&
            memcmp(text.data + at, abbreviations[i].text, length) == 0)
            return &abbreviations[i];
    }
    return NULL;
}

/* Is the mark at `at` the end of a sentence? Not before a lower-case letter. */
static bool ends_sentence(struct slice text, size_t at) {
    if (!strchr(".?!", text.data[at]))
        return false;
    size_t i = at + 1;
    while (i < text.length && strchr(".?!)\"'", text.data[i]))
        i++;
    if (i < text.length && (unsigned char)text.data[i] >= 0x80)
        return true; /* a closing quotation mark, an opening ¿ */
    if (i < text.length && text.data[i] != ' ' && text.data[i] != '\n')
        return false;
    while (i < text.length && (text.data[i] == ' ' || text.data[i] == '\n'))
        i++;
    return text.data[at] != '.' || i >= text.length || !islower((unsigned char)text.data[i]);
}

/* ---- what a word stands for ------------------------------------------------------------------ */

static const char *unit_in_words(enum reading_language language, struct slice word) {
    const struct abbreviation *units = language == READING_SPANISH ? spanish_units : english_units;
    size_t count = language == READING_SPANISH ? sizeof spanish_units / sizeof *spanish_units
                                               : sizeof english_units / sizeof *english_units;
    for (size_t i = 0; i < count; i++)
        if (slice_is(word, units[i].text))
            return units[i].words;
    return NULL;
}

static bool is_address(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (strchr("/@", word.data[i]) ||
            (word.data[i] == '.' && i > 0 && !isdigit((unsigned char)word.data[i - 1])))
            return true;
    return false;
}

/* ---- hard words ------------------------------------------------------------------------------ */

static const char *lower_word(struct arena *arena, struct slice word) {
    struct strbuf lower = {0};
    utf8_add_ascii_lower(&lower, word);
    const char *text = arena_text(arena, strbuf_text(&lower));
    strbuf_release(&lower);
    return text;
}

static void note_hard(struct reading *reading, struct slice word, int syllables,
                      const struct syllable_entry *entry) {
    const char *lower = lower_word(reading->arena, word);
    for (size_t i = 0; i < reading->hard_count; i++) {
        if (strcmp(reading->hard[i].word, lower) == 0) {
            reading->hard[i].times++;
            return;
        }
    }
    reading->hard = arena_make_room(reading->arena, reading->hard, reading->hard_count,
                                    &reading->hard_room, 32, sizeof *reading->hard);
    bool listed = entry != NULL || reading->language == READING_SPANISH;
    reading->hard[reading->hard_count++] =
        (struct hard_word){lower, syllables, 1, listed, entry && entry->term};
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* The sentence being read. */
struct sentence {
    size_t start; /* in the unit */
    int words, plain_words;
};

static void count_word(struct reading *reading, struct sentence *sentence, struct slice word,
                       bool glossary) {
    const struct syllable_entry *entry = NULL;
    int syllables = syllables_of(reading->words, reading->language, word, &entry);
    bool is_long = syllables >= LONG_WORD_SYLLABLES;
    bool unlisted = reading->words && !entry && !isdigit((unsigned char)word.data[0]);
    sentence->words++;
    reading->counts.words++;
    reading->counts.syllables += syllables;
    reading->counts.long_words += is_long;
    if ((is_long && !isdigit((unsigned char)word.data[0])) || unlisted)
        note_hard(reading, word, syllables, entry);
    if (glossary || (entry && entry->term))
        return;
    sentence->plain_words++;
    reading->plain.words++;
    reading->plain.syllables += syllables;
    reading->plain.long_words += is_long;
}

static void count_words(struct reading *reading, struct sentence *sentence, const char *text,
                        bool glossary) {
    while (*text) {
        size_t length = strcspn(text, " ");
        count_word(reading, sentence, slice_make(text, length), glossary);
        text += length + (text[length] == ' ');
    }
}

static void end_sentence(struct reading *reading, struct sentence *sentence, struct slice unit,
                         size_t end) {
    if (sentence->words > 0)
        reading->counts.sentences++;
    if (sentence->plain_words > 0)
        reading->plain.sentences++;
    if (sentence->words > reading->counts.longest_words) {
        struct slice text = slice_make(unit.data + sentence->start, end - sentence->start);
        text = slice_trim(text);
        reading->longest = arena_bytes(reading->arena, text.data, text.length);
        reading->counts.longest_words = sentence->words;
    }
    if (sentence->plain_words > reading->plain.longest_words)
        reading->plain.longest_words = sentence->plain_words;
    *sentence = (struct sentence){.start = end};
}

/* Reads what begins at `at`; returns where it ends. */
static size_t read_token(struct reading *reading, struct sentence *sentence, struct slice unit,
                         size_t at, bool glossary) {
    const struct abbreviation *abbreviation = abbreviation_at(unit, at);
    if (abbreviation) {
        count_words(reading, sentence, abbreviation->words, glossary);
        return at + strlen(abbreviation->text);
    }
    size_t phone =
        unit.data[at] == '+' || isdigit((unsigned char)unit.data[at]) ? phone_length(unit, at) : 0;
    if (phone)
        return at + phone;
    bool sign = unit.data[at] == '%';
    struct slice word = sign ? slice_make(unit.data + at, 1) : take_word(unit, at);
    const char *spoken = unit_in_words(reading->language, word);
    if (spoken)
        count_words(reading, sentence, spoken, glossary);
    else if (!is_address(word))
        count_word(reading, sentence, word, glossary);
    return at + word.length;
}

struct reading reading_begin(struct arena *arena, const struct syllable_dictionary *words,
                             enum reading_language language) {
    return (struct reading){.arena = arena, .words = words, .language = language, .longest = ""};
}

void reading_add(struct reading *reading, struct slice unit, bool glossary) {
    struct sentence sentence = {0};
    size_t at = 0;
    while (at < unit.length) {
        bool begins = unit.data[at] == '%' || unit.data[at] == '+' || letter_length(unit, at);
        if (begins && (unit.data[at] != '+' || phone_length(unit, at))) {
            at = read_token(reading, &sentence, unit, at, glossary);
            continue;
        }
        bool end = ends_sentence(unit, at);
        utf8_next(unit, &at);
        if (end)
            end_sentence(reading, &sentence, unit, at);
    }
    end_sentence(reading, &sentence, unit, unit.length);
}

/* ---- formulas -------------------------------------------------------------------------------- */

struct reading_scores reading_scores(const struct reading_counts *counts) {
    if (counts->sentences == 0 || counts->words == 0)
        return (struct reading_scores){0};
    double words = counts->words, sentences = counts->sentences;
    double a_sentence = words / sentences;
    double a_word = counts->syllables / words;
    return (struct reading_scores){
        .grade = 0.39 * a_sentence + 11.8 * a_word - 15.59,
        .ease = 206.835 - 1.015 * a_sentence - 84.6 * a_word,
        .smog = 3.1291 + 1.0430 * sqrt(counts->long_words * 30.0 / sentences),
        .szigriszt = 206.835 - 62.3 * a_word - a_sentence,
        .fernandez_huerta = 206.84 - 60 * a_word - 1.02 * a_sentence,
        .mean_words = a_sentence,
        .long_word_percent = 100.0 * counts->long_words / words,
    };
}
