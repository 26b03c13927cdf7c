/* check_reading.c - rows about the words that a patient reads.
 *
 * Layer: score. Order: the numbers of the rows. What a language needs for 7, 8 and 14 stands in its
 * style file.
 */
#include "base/strbuf.h"
#include "score/sheet.h"

static const double PASSIVE_MOST_SHARE = 0.1, ADDRESS_LEAST_SHARE = 0.5;

/* ---- 7: terms -------------------------------------------------------------------------------- */

static bool has_one_of(const char *text, const struct value *words) {
    for (size_t i = 0; words && i < words->count; i++)
        if (text_has_words(text, value_text(words->items[i], "")))
            return true;
    return false;
}

/* A row of a table explains what its first cell names: its cells count as one. */
static bool row_has_one_of(const struct sheet *sheet, const struct sheet_block *cell,
                           const struct value *words) {
    const struct node *row = sheet_around(cell->node, NODE_ROW);
    for (size_t i = 0; row && i < sheet->block_count; i++)
        if (sheet_around(sheet->blocks[i].node, NODE_ROW) == row &&
            has_one_of(sheet->blocks[i].text, words))
            return true;
    return false;
}

/* Does some block use the term; does one that uses it say it in plain words too? */
static bool look_for_term(const struct sheet *sheet, const struct value *row, bool *explained) {
    const char *term = value_text(value_find(row, "term"), "");
    bool used = false;
    *explained = false;
    for (size_t i = 0; i < sheet->block_count; i++) {
        if (!text_has_words(sheet->blocks[i].text, term))
            continue;
        used = true;
        *explained |= has_one_of(sheet->blocks[i].text, value_find(row, "plain")) ||
                      row_has_one_of(sheet, &sheet->blocks[i], value_find(row, "plain"));
    }
    return used;
}

void check_terms(const struct sheet *sheet, struct score_check *check) {
    const struct value *terms = value_find(sheet->subject->style, "terms");
    const char *first = NULL;
    size_t used = 0;
    for (size_t i = 0; terms && i < terms->count; i++) {
        bool explained;
        if (!look_for_term(sheet, terms->items[i], &explained))
            continue;
        used++;
        first = first || explained ? first : value_text(value_find(terms->items[i], "term"), "");
    }
    if (!terms)
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "no list of terms for this language");
    else
        check_say(sheet, check, first ? SCORE_FAIL : SCORE_PASS, "%zu medical terms%s%s", used,
                  first ? "; not explained: " : ", each explained", first ? first : "");
}

/* ---- 8: voice -------------------------------------------------------------------------------- */

struct word_reader {
    const char *rest;
    char word[40];
    bool ends_sentence;
};

/* The next word, lower case; ends_sentence when a stop follows it. */
static bool next_word(struct word_reader *reader) {
    const char *c = reader->rest;
    while (*c && !((*c | 32) >= 'a' && (*c | 32) <= 'z'))
        c++;
    size_t length = 0;
    for (; ((*c | 32) >= 'a' && (*c | 32) <= 'z') || *c == '\'' || *c == '-'; c++)
        if (length + 1 < sizeof reader->word)
            reader->word[length++] = (char)(*c | (*c >= 'A' && *c <= 'Z' ? 32 : 0));
    reader->word[length] = '\0';
    reader->rest = c;
    reader->ends_sentence = *c == '.' || *c == '?' || *c == '!' || *c == '\0';
    return length > 0;
}

static bool is_listed(const struct value *words, const char *word) {
    for (size_t i = 0; words && i < words->count; i++)
        if (strcmp(value_text(words->items[i], ""), word) == 0)
            return true;
    return false;
}

static bool is_participle(const struct value *style, const char *word) {
    size_t length = strlen(word);
    if (is_listed(value_find(style, "no_participles"), word))
        return false;
    return (length > 4 && strcmp(word + length - 2, "ed") == 0) ||
           is_listed(value_find(style, "participles"), word);
}

struct voice {
    size_t sentences, passive, addressing;
};

/* A passive: a form of "be", and a participle as the next word or the one after it. */
static void count_voice(const char *text, const struct value *style, struct voice *voice) {
    struct word_reader reader = {.rest = text};
    int since_be = 9;
    bool passive = false, addressing = false, first = true;
    while (next_word(&reader)) {
        since_be = is_listed(value_find(style, "forms_of_be"), reader.word) ? 0 : since_be + 1;
        passive |= since_be >= 1 && since_be <= 2 && is_participle(style, reader.word);
        addressing |= is_listed(value_find(style, "address"), reader.word);
        if (first && reader.word[0]) {
            char capital[sizeof reader.word];
            memcpy(capital, reader.word, sizeof capital);
            capital[0] = (char)(capital[0] - 32);
            addressing |= is_listed(value_find(style, "step_verbs"), capital);
        }
        first = reader.ends_sentence;
        if (!reader.ends_sentence)
            continue;
        voice->sentences++;
        voice->passive += passive;
        voice->addressing += addressing;
        passive = addressing = false;
        since_be = 9;
    }
}

/* Whole sentences: a cell's words or a bullet that goes on from its heading has no voice. */
static bool is_sentence(const char *text) {
    size_t length = strlen(text);
    return length > 0 && strchr(".?!", text[length - 1]) != NULL;
}

void check_voice(const struct sheet *sheet, struct score_check *check) {
    const struct value *style = sheet->subject->style;
    if (!value_find(style, "forms_of_be")) {
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "no pattern for this language");
        return;
    }
    struct voice voice = {0};
    for (size_t i = 0; i < sheet->block_count; i++)
        if (sheet->blocks[i].patient_words && is_sentence(sheet->blocks[i].text) &&
            sheet->blocks[i].node->kind != NODE_CELL && sheet->blocks[i].node->kind != NODE_FIGURE)
            count_voice(sheet->blocks[i].text, style, &voice);
    double all = voice.sentences ? (double)voice.sentences : 1;
    bool fine = voice.sentences > 0 && (double)voice.passive / all <= PASSIVE_MOST_SHARE &&
                (double)voice.addressing / all >= ADDRESS_LEAST_SHARE;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "%zu sentences, %zu in the passive, %.0f %% speak to the reader", voice.sentences,
              voice.passive, 100 * (double)voice.addressing / all);
}

/* ---- 13: numbers ----------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* "0.5", "12,25": where its decimals begin, or NULL for a whole number. Moves on behind it. */
static const char *next_number(const char **text) {
    const char *c = *text;
    while (*c && !is_digit(*c))
        c++;
    if (!*c) {
        *text = c;
        return NULL;
    }
    while (is_digit(*c))
        c++;
    const char *decimals = (*c == '.' || *c == ',') && is_digit(c[1]) ? c + 1 : NULL;
    if (decimals)
        for (c++; is_digit(*c); c++) {
        }
    *text = c;
    return decimals;
}

/* Halves; quarters where the clinic's step for miles gives them. */
static bool is_round(const char *decimals) {
    size_t digits = 0;
    while (is_digit(decimals[digits]))
        digits++;
    if (digits == 1)
        return decimals[0] == '5' || decimals[0] == '0';
    return digits == 2 && (strncmp(decimals, "25", 2) == 0 || strncmp(decimals, "75", 2) == 0) &&
           strncmp(decimals + 2, " mi", 3) == 0;
}

static bool is_counted(const struct sheet_block *block) {
    const struct node *table = sheet_around(block->node, NODE_TABLE);
    return !(table && table->table_style == TABLE_IDENTITY) &&
           !sheet_around(block->node, NODE_SOURCES);
}

void check_numbers(const struct sheet *sheet, struct score_check *check) {
    size_t count = 0;
    const char *odd = NULL;
    for (size_t i = 0; i < sheet->block_count; i++) {
        if (!is_counted(&sheet->blocks[i]))
            continue;
        for (const char *rest = sheet->blocks[i].text; *rest;) {
            const char *decimals = next_number(&rest);
            count += rest > sheet->blocks[i].text && is_digit(rest[-1]);
            if (decimals && !is_round(decimals))
                odd = odd ? odd : sheet->blocks[i].text;
        }
    }
    check_say(sheet, check, odd ? SCORE_FAIL : SCORE_PASS, "%zu numbers%s%s", count,
              odd ? ", one neither whole nor half: " : ", whole or half", odd ? odd : "");
}

/* ---- 14: sums -------------------------------------------------------------------------------- */

void check_sums(const struct sheet *sheet, struct score_check *check) {
    const struct value *words = value_find(sheet->subject->style, "sums");
    for (size_t i = 0; i < sheet->block_count; i++) {
        const char *text = sheet->blocks[i].text;
        if (strpbrk(text, "%=") || strstr(text, "×") || has_one_of(text, words)) {
            check_say(sheet, check, SCORE_FAIL, "asks for a sum: %s", text);
            return;
        }
    }
    check_say(sheet, check, words ? SCORE_PASS : SCORE_NOT_APPLICABLE,
              words ? "totals are printed" : "no list of words for this language");
}
