/* question.c - see question.h.
 *
 * Layer: search. Order: the table, reading.
 *
 * The words are what English patient information says when it answers such a question. They were
 * collected over the tuning half of MedQuAD, beside passages with the same title that answer
 * another question; what belongs to that collection's publishers only was left out.
 */
#include "search/query/question.h"

#include "search/score.h"

struct question_kind {
    const char *asked;    /* beginnings of words, or words in a row; alternatives parted by | */
    const char *answered; /* words of answers */
};

static const struct question_kind kinds[] = {
    {"inherit*|heredit*|genetic*|passed on|run in the family|runs in the family",
     "autosomal dominant recessive inheritance inherited parent copy mutation gene"},
    {"symptom*|sign|signs|feel like|look like", "signs symptoms feature"},
    {"treat*|therap*", "therapy treatment treated management surgery medicines drugs medication"},
    {"cause|causes|caused|why do|why does", "caused cause result mutations unknown"},
    {"genetic change*|gene|genes", "mutation gene protein chromosome"},
    {"how many people|how common|how rare|prevalence|incidence",
     "prevalence incidence estimated rare worldwide approximately frequency million newborns "
     "unknown"},
    {"diagnos*|test|tests|find out if",
     "test diagnosis diagnosed exam biopsy confirm history scan"},
    {"outlook|prognosis", "prognosis recovery survival outcome expectancy varies"},
    {"prevent*|avoid*", "prevented avoid vaccine reduce lower"},
    {"research|trial|trials", "research trials studies"},
    {"risk|risks", "risk factor higher older increases"},
    {"complication*", "lead damage untreated"},
};

/* "What is X", and nothing else is asked. */
static const struct question_kind definition = {
    "what is|what are|definition of|meaning of",
    "characterized condition disorder called affects individuals usually",
};

/* ---- reading ---- */

enum { MOST_WORDS = 64 };

struct typed_words {
    struct slice items[MOST_WORDS];
    int count;
};

/* "inherit*" fits any word that begins so. */
static bool word_fits(struct slice word, struct slice pattern) {
    bool is_prefix = pattern.length && pattern.data[pattern.length - 1] == '*';
    size_t length = pattern.length - is_prefix;
    if (is_prefix ? word.length < length : word.length != length)
        return false;
    return memcmp(word.data, pattern.data, length) == 0;
}

static struct slice take_until(struct slice *rest, char separator) {
    const char *end = rest->length ? memchr(rest->data, separator, rest->length) : NULL;
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    struct slice taken = slice_make(rest->data, length);
    *rest = slice_make(rest->data + length + (end != NULL), rest->length - length - (end != NULL));
    return taken;
}

static bool fits_at(const struct typed_words *typed, int at, struct slice pattern) {
    while (pattern.length) {
        struct slice word = take_until(&pattern, ' ');
        if (at >= typed->count || !word_fits(typed->items[at++], word))
            return false;
    }
    return true;
}

static bool is_asked(const struct typed_words *typed, const char *alternatives) {
    struct slice rest = slice_of(alternatives);
    while (rest.length) {
        struct slice pattern = take_until(&rest, '|');
        for (int at = 0; at < typed->count; at++)
            if (fits_at(typed, at, pattern))
                return true;
    }
    return false;
}

static bool is_listed(const struct question *question, struct slice word) {
    for (int i = 0; i < question->word_count; i++)
        if (slice_equals(word, question->words[i].text))
            return true;
    return false;
}

static void add_words(struct question *question, const char *answered, double weight) {
    struct slice rest = slice_of(answered);
    while (rest.length && question->word_count < QUESTION_MOST_WORDS) {
        struct slice word = take_until(&rest, ' ');
        if (is_listed(question, word))
            continue;
        question->words[question->word_count].text = word;
        question->words[question->word_count++].weight = weight;
    }
}

void question_read(struct tokenizer *tokenizer, struct slice text, struct question *question) {
    struct typed_words typed = {0};
    struct token_array tokens = {0};
    question->word_count = 0;
    tokenize_all(tokenizer, NULL, text, &tokens);
    for (size_t i = 0; i < tokens.count && typed.count < MOST_WORDS; i++)
        typed.items[typed.count++] = tokenizer_word(tokenizer, tokens.items[i].word_id);
    bool is_any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_asked(&typed, kinds[i].asked)) {
            add_words(question, kinds[i].answered, score_constants.question_weight);
            is_any = true;
        }
    if (!is_any && is_asked(&typed, definition.asked))
        add_words(question, definition.answered, score_constants.definition_weight);
    token_array_release(&tokens);
}
