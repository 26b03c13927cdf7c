/* plural.c - see plural.h. Order: reading a number, the rules, the table of languages.
 *
 * Layer: corpus.
 */
#include "corpus/wording/plural.h"

#include <stddef.h>
#include <stdint.h>

/* The operands of a CLDR rule: i, the whole part, and v, how many decimals are printed. */
struct printed_number {
    int64_t whole;
    size_t decimals;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool read_number(struct slice text, struct printed_number *number) {
    enum { MOST_DIGITS = 15 };
    size_t i = 0;
    *number = (struct printed_number){0, 0};
    if (i < text.length && text.data[i] == '-')
        i++;
    size_t first = i;
    for (; i < text.length && is_digit(text.data[i]) && i - first < MOST_DIGITS; i++)
        number->whole = number->whole * 10 + (text.data[i] - '0');
    if (i == first || (i < text.length && is_digit(text.data[i])))
        return false;
    if (i == text.length)
        return true;
    if (text.data[i] != '.' && text.data[i] != ',')
        return false;
    for (i++; i < text.length && is_digit(text.data[i]); i++)
        number->decimals++;
    return i == text.length && number->decimals > 0;
}

/* ---- the rules ------------------------------------------------------------------------------- */

static const char *rule_english(const struct printed_number *n) {
    return n->whole == 1 && n->decimals == 0 ? "one" : "other";
}

/* CLDR has "many" for whole millions too ("un millón de ..."): no handout counts that far. */
static const char *rule_spanish(const struct printed_number *n) {
    return n->whole == 1 && n->decimals == 0 ? "one" : "other";
}

static const char *rule_polish(const struct printed_number *n) {
    int64_t last = n->whole % 10, last_two = n->whole % 100;
    if (n->decimals > 0)
        return "other";
    if (n->whole == 1)
        return "one";
    return last >= 2 && last <= 4 && (last_two < 12 || last_two > 14) ? "few" : "many";
}

static const char *rule_none(const struct printed_number *n) {
    (void)n;
    return "other";
}

struct plural_language {
    const char *language;
    const char *(*rule)(const struct printed_number *number);
    const char *categories[7]; /* NULL behind the last */
};

static const struct plural_language languages[] = {
    {"en", rule_english, {"one", "other"}},
    {"es", rule_spanish, {"one", "other"}},
    {"pl", rule_polish, {"one", "few", "many", "other"}},
};
static const struct plural_language any_language = {"", rule_none, {"other"}};

static const struct plural_language *find_language(const char *language) {
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        size_t length = strlen(languages[i].language);
        if (strncmp(language, languages[i].language, length) == 0 &&
            (language[length] == '\0' || language[length] == '-'))
            return &languages[i];
    }
    return &any_language;
}

const char *plural_category(const char *language, struct slice number) {
    struct printed_number read;
    return read_number(number, &read) ? find_language(language)->rule(&read) : NULL;
}

const char *const *plural_categories(const char *language) {
    return find_language(language)->categories;
}

bool plural_is_category(const char *word) {
    static const char *const words[] = {"zero", "one", "two", "few", "many", "other"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}
