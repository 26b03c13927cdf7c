/* language.c - the languages that words are stemmed in, and guessing one.
 *
 * Layer: token. libstemmer's own lookup (sb_stemmer_new) would link every algorithm in every
 * encoding: 10,000 addresses for the loader to correct at each start, a third of a millisecond. So
 * the algorithms are named here, in UTF-8, from its archive. Left out for the same reason: Greek,
 * Serbian, Catalan, Basque and Lithuanian (their tables are larger than all others together), and
 * those that no clinic has asked for; their words are folded only.
 */
#include "token/token_private.h"

#include <ctype.h>

#define ALGORITHM(name)                                                                            \
    extern struct stem_engine *name##_UTF_8_create_env(void);                                      \
    extern void name##_UTF_8_close_env(struct stem_engine *engine);                                \
    extern int name##_UTF_8_stem(struct stem_engine *engine)

ALGORITHM(arabic);
ALGORITHM(danish);
ALGORITHM(dutch);
ALGORITHM(english);
ALGORITHM(finnish);
ALGORITHM(french);
ALGORITHM(german);
ALGORITHM(hungarian);
ALGORITHM(indonesian);
ALGORITHM(italian);
ALGORITHM(norwegian);
ALGORITHM(portuguese);
ALGORITHM(romanian);
ALGORITHM(russian);
ALGORITHM(spanish);
ALGORITHM(swedish);
ALGORITHM(turkish);

#define STEMMED(name) name##_UTF_8_create_env, name##_UTF_8_close_env, name##_UTF_8_stem

const struct token_language token_english = {"en", EN, STEMMED(english)};

static const struct token_language languages[] = {
    {"ar", 0, STEMMED(arabic)},    {"da", 0, STEMMED(danish)},     {"de", DE, STEMMED(german)},
    {"es", ES, STEMMED(spanish)},  {"fi", 0, STEMMED(finnish)},    {"fr", FR, STEMMED(french)},
    {"hu", 0, STEMMED(hungarian)}, {"id", 0, STEMMED(indonesian)}, {"it", IT, STEMMED(italian)},
    {"nb", 0, STEMMED(norwegian)}, {"nl", NL, STEMMED(dutch)},     {"nn", 0, STEMMED(norwegian)},
    {"no", 0, STEMMED(norwegian)}, {"pl", PL, NULL, NULL, NULL},   {"pt", PT, STEMMED(portuguese)},
    {"ro", 0, STEMMED(romanian)},  {"ru", 0, STEMMED(russian)},    {"sv", 0, STEMMED(swedish)},
    {"tr", 0, STEMMED(turkish)},   {"", 0, NULL, NULL, NULL}, /* any other: folded only */
};
enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };
_Static_assert(LANGUAGE_COUNT + 1 <= MOST_LANGUAGES, "a tokenizer has room for English and these");

/* The tag's first part, in small letters; false when that is no language's code. */
static bool read_code(const char *tag, char code[4]) {
    size_t length = 0;
    while (isalpha((unsigned char)tag[length])) {
        if (length == 3)
            return false;
        code[length] = (char)(tag[length] | 0x20);
        length++;
    }
    code[length] = '\0';
    return length > 0;
}

const struct token_language *token_language_of(const char *bcp47) {
    char code[4];
    if (!bcp47 || !*bcp47)
        return NULL;
    bool is_code = read_code(bcp47, code);
    if (is_code && strcmp(code, "und") == 0)
        return NULL;
    if (is_code && strcmp(code, token_english.code) == 0)
        return &token_english;
    for (int i = 0; is_code && i < LANGUAGE_COUNT; i++)
        if (strcmp(code, languages[i].code) == 0)
            return &languages[i];
    return &languages[LANGUAGE_COUNT - 1];
}

bool token_language_keeps_beginnings(const struct token_language *language) {
    return !language || (strcmp(language->code, "ar") != 0 && strcmp(language->code, "id") != 0);
}

const char *token_language_code(const struct token_language *language) {
    return language ? language->code : token_english.code;
}

bool token_is_stop_word(struct slice folded, const struct token_language *language) {
    unsigned bit = language ? language->stop_word_bit : EN;
    return (stop_word_languages(folded) & bit) != 0;
}

/* ---- guessing ---- */

enum {
    GUESS_MOST_WORDS = 200,
    GUESS_LEAST_HITS = 3, /* function words of the language */
    GUESS_SURE_HITS = 10, /* no need to read on */
};

struct guess {
    int hits[STOP_WORD_LANGUAGES];
    int best, second;
};

static void rank(struct guess *guess) {
    guess->best = 0;
    for (int i = 1; i < STOP_WORD_LANGUAGES; i++)
        if (guess->hits[i] > guess->hits[guess->best])
            guess->best = i;
    guess->second = guess->best == 0 ? 1 : 0;
    for (int i = 0; i < STOP_WORD_LANGUAGES; i++)
        if (i != guess->best && guess->hits[i] > guess->hits[guess->second])
            guess->second = i;
}

static void count_word(struct guess *guess, struct slice folded) {
    unsigned bits = stop_word_languages(folded);
    for (int i = 0; bits >> i; i++)
        guess->hits[i] += (int)(bits >> i & 1);
    if (bits)
        rank(guess);
}

/* Half as much again as the next: relatives share many words. */
static bool is_clear(const struct guess *guess) {
    return 2 * guess->hits[guess->best] >= 3 * guess->hits[guess->second];
}

static struct slice next_word(struct slice text, size_t *position) {
    while (*position < text.length && (unsigned char)text.data[*position] < 0x80 &&
           !isalpha((unsigned char)text.data[*position]))
        ++*position;
    size_t start = *position;
    while (*position < text.length && ((unsigned char)text.data[*position] >= 0x80 ||
                                       isalpha((unsigned char)text.data[*position])))
        ++*position;
    return slice_make(text.data + start, *position - start);
}

static bool is_ascii(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if ((unsigned char)word.data[i] >= 0x80)
            return false;
    return true;
}

enum { FUNCTION_WORD_MOST_BYTES = 24 };

static void look_at(struct guess *guess, struct slice word) {
    if (word.length < 2 || word.length > FUNCTION_WORD_MOST_BYTES)
        return; /* single letters are everywhere */
    if (is_ascii(word)) {
        char lower[FUNCTION_WORD_MOST_BYTES];
        for (size_t i = 0; i < word.length; i++)
            lower[i] = (char)(word.data[i] | 0x20);
        count_word(guess, slice_make(lower, word.length));
        return;
    }
    struct strbuf folded = {0};
    character_fold_word(&folded, word);
    count_word(guess, strbuf_slice(&folded));
    strbuf_release(&folded);
}

const struct token_language *token_language_guess(struct slice text) {
    struct guess guess = {.second = 1};
    size_t position = 0;
    for (int i = 0; i < GUESS_MOST_WORDS && position < text.length; i++) {
        look_at(&guess, next_word(text, &position));
        if (guess.hits[guess.best] >= GUESS_SURE_HITS && is_clear(&guess))
            break;
    }
    if (guess.hits[guess.best] < GUESS_LEAST_HITS || !is_clear(&guess))
        return NULL;
    unsigned bit = 1U << guess.best;
    if (bit == EN)
        return &token_english;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (languages[i].stop_word_bit == bit)
            return &languages[i];
    return NULL;
}
