/* encoding_guess.c - see encoding_guess.h.
 *
 * Layer: corpus; iconv of the C library. Written here, and not left to uchardet, because that gives
 * its best guess without saying how good it is, and is often wrong on a short text with three
 * accents, which is what a leaflet is. Order: letters, how well a decoding fits, common words.
 */
#include "corpus/readers/encoding_guess.h"

#include "base/utf8.h"
#include "corpus/readers/text_encoding.h"

#include <ctype.h>
#include <strings.h>

/* -- letters ------------------------------------------------------------------------------- */

struct candidate {
    const char *name;
    const char *letters; /* of its languages, small; large ones are found by their neighbours */
    const char *capitals;
    const char *const *words; /* common ones in plain ASCII */
};

static const char *const western_words[] = {"the", "and", "of",  "de",  "la",  "et",  "les",
                                            "und", "der", "die", "das", "el",  "que", "los",
                                            "il",  "che", "het", "een", "och", "det", NULL};
static const char *const central_words[] = {"w",   "na",  "nie", "do", "jest", "oraz", "lub",
                                            "po",  "od",  "za",  "se", "je",   "az",   "egy",
                                            "pro", "ale", "nem", "ze", "jak",  "i",    NULL};

static const struct candidate candidates[] = {
    {"WINDOWS-1252", "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ",
     western_words},
    {"WINDOWS-1250", "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűôľĺŕ", "ĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰÔĽ",
     central_words},
    {"ISO-8859-2", "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűôľĺŕ", "ĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰÔĽ",
     central_words},
};
enum { CANDIDATE_COUNT = sizeof candidates / sizeof *candidates };

/* Signs that stand in texts of all of them, beside words but not in them. */
static const char signs[] = "‘’“”„‚–—…•«»‹›°²³¹½¼¾×÷±®©™€£¥§µ¿¡ªº·´¶†‡‰\xC2\xA0\xC2\xAD";

/* Of these the ones that may begin a word. */
static const char opening_signs[] = "‘“„‚«‹—–…¿¡£€§•·©†‡\xC2\xA0\xC2\xAD";

static bool has_character(const char *set, unsigned code_point) {
    struct slice text = slice_of(set);
    for (size_t position = 0; position < text.length;)
        if (utf8_next(text, &position) == code_point)
            return true;
    return false;
}

/* -- how well a decoding fits ---------------------------------------------------------------- */

static bool may_stand_in_word(unsigned code_point) {
    return code_point == 0x2019 || code_point == 0xAD || code_point == 0xB7 ||
           (code_point >= 0x2013 && code_point <= 0x2014);
}

/* True when nothing in the text speaks against it. */
static bool fits(const struct candidate *candidate, struct slice text) {
    for (size_t position = 0; position < text.length;) {
        size_t start = position;
        unsigned c = utf8_next(text, &position);
        if (c < 0x80 || has_character(candidate->letters, c))
            continue;
        bool after_letter = start && isalpha((unsigned char)text.data[start - 1]);
        bool before_letter = position < text.length && islower((unsigned char)text.data[position]);
        if (has_character(candidate->capitals, c)) {
            if (after_letter && islower((unsigned char)text.data[start - 1]))
                return false; /* a capital behind a small letter */
            continue;
        }
        if (!has_character(signs, c) ||
            (before_letter &&
             !(after_letter ? may_stand_in_word(c) : has_character(opening_signs, c))))
            return false;
    }
    return true;
}

/* -- common words -------------------------------------------------------------------------- */

static size_t count_words(const char *const *words, struct slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length;) {
        size_t length = 0;
        while (i + length < text.length && isalpha((unsigned char)text.data[i + length]))
            length++;
        for (size_t j = 0; length && words[j]; j++)
            count +=
                strlen(words[j]) == length && strncasecmp(words[j], text.data + i, length) == 0;
        i += length + 1;
    }
    return count;
}

const char *encoding_guess(struct slice bytes, struct strbuf *utf8) {
    enum { CLEARLY_MORE = 2, LONGEST_SAMPLE = 65536 };
    struct strbuf decoded[CANDIDATE_COUNT] = {0};
    const struct candidate *best = NULL;
    struct slice sample = bytes;
    size_t best_words = 0;
    bool in_doubt = false;
    sample.length = sample.length < LONGEST_SAMPLE ? sample.length : LONGEST_SAMPLE;
    for (size_t i = 0; i < CANDIDATE_COUNT; i++) {
        const struct candidate *candidate = &candidates[i];
        if (!text_convert("", candidate->name, bytes, &decoded[i], NULL) ||
            !fits(candidate, strbuf_slice(&decoded[i])))
            continue;
        size_t words = count_words(candidate->words, sample);
        if (!best) {
            best = candidate;
            best_words = words;
        } else if (slice_equals(strbuf_slice(&decoded[i]),
                                strbuf_slice(&decoded[best - candidates]))) {
            continue; /* the same text by another name */
        } else if (words > best_words * CLEARLY_MORE) {
            best = candidate;
            best_words = words;
            in_doubt = false;
        } else {
            in_doubt = in_doubt || best_words <= words * CLEARLY_MORE;
        }
    }
    if (best && !in_doubt)
        strbuf_add_slice(utf8, strbuf_slice(&decoded[best - candidates]));
    for (size_t i = 0; i < CANDIDATE_COUNT; i++)
        strbuf_release(&decoded[i]);
    return best && !in_doubt ? best->name : NULL;
}
