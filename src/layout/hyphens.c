/* hyphens.c - where words may be divided: see hyphens.h.
 *
 * Layer: layout. Order: dictionaries, which words, the paragraph.
 */
#include "layout/hyphens.h"

#include <unictype.h>

#include "base/utf8.h"
#include "text/hyphenate.h"

/* ---- dictionaries ---------------------------------------------------------------------------- */

struct dictionary {
    const char *language;
    const struct hyphenator *hyphenator; /* NULL: not to be had */
    struct dictionary *next;
};

bool words_may_be_divided(const struct layout *layout) {
    return layout->doc->hyphenated && layout->theme->hyphenation_allowed;
}

static const struct hyphenator *hyphenator_for(struct layout *layout, const char *language) {
    for (const struct dictionary *known = layout->dictionaries; known; known = known->next)
        if (strcmp(known->language, language) == 0)
            return known->hyphenator;
    struct dictionary *dictionary = arena_new(layout->arena, struct dictionary);
    dictionary->language = language;
    dictionary->next = layout->dictionaries;
    layout->dictionaries = dictionary;
    struct slice bytes;
    struct error err = {0};
    if (resource_load(layout->doc->resources, RESOURCE_HYPHENATION, language, layout->arena, &bytes,
                      &err))
        dictionary->hyphenator = hyphenator_new(layout->arena, bytes, &err);
    if (!dictionary->hyphenator)
        layout_warn(layout, layout->doc->root, "words in '%s' are not divided: %s", language,
                    err.message);
    return dictionary->hyphenator;
}

/* ---- which words ----------------------------------------------------------------------------- */

/* German writes every noun with a capital; elsewhere a capital is a name's, which stays whole. */
static bool divides_capitals(const char *language) {
    return strncmp(language, "de", 2) == 0 && (!language[2] || language[2] == '-');
}

static bool is_letter(unsigned code_point) {
    return uc_is_property_alphabetic(code_point);
}

/* The letters between the brackets, full stops and marks that stand around a word; empty when there
 * is anything else among them: a digit, a dash, a capital, an address. */
static struct stretch find_letters(struct slice text, struct stretch token, const char *language) {
    const struct stretch none = {0};
    struct stretch word = none;
    bool begun = false, ended = false;
    for (size_t at = token.start; at < token.end;) {
        size_t start = at;
        unsigned code_point = utf8_next(text, &at);
        bool capital = uc_is_upper(code_point) || uc_is_property_titlecase(code_point);
        if (!is_letter(code_point)) {
            if (uc_is_property_numeric(code_point) || uc_is_property_ascii_hex_digit(code_point))
                return none;
            ended = begun;
            continue;
        }
        if (ended || (capital && (begun || !divides_capitals(language))))
            return none;
        if (!begun)
            word.start = start;
        begun = true;
        word.end = at;
    }
    return word;
}

/* The first soft hyphen at or behind a byte: its place among them. */
static size_t soft_hyphen_from(const struct paragraph *paragraph, size_t position) {
    size_t low = 0, high = paragraph->soft_hyphen_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (paragraph->soft_hyphens[middle] < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- the paragraph --------------------------------------------------------------------------- */

static void divide_token(struct layout *layout, const struct paragraph *paragraph,
                         struct stretch token, unsigned char *hyphens) {
    size_t soft = soft_hyphen_from(paragraph, token.start);
    bool has_soft = false;
    for (; soft < paragraph->soft_hyphen_count && paragraph->soft_hyphens[soft] < token.end;
         soft++) {
        size_t at = paragraph->soft_hyphens[soft];
        has_soft = true;
        hyphens[at] = at > token.start;
    }
    if (has_soft || !paragraph->style.hyphenated ||
        token.end - token.start < HYPHENATE_LEAST_LETTERS)
        return;
    const struct piece *piece = &paragraph->pieces[paragraph_piece_at(paragraph, token.start)];
    const char *language = piece->language ? piece->language : "";
    if (language_is_right_to_left(language))
        return; /* there are no patterns, and no hyphens in Arabic */
    struct stretch word = find_letters(paragraph->text, token, language);
    bool whole = word.end > word.start && piece->kind == PIECE_TEXT && word.end <= piece->end;
    const struct hyphenator *hyphenator = whole ? hyphenator_for(layout, language) : NULL;
    if (hyphenator)
        hyphenate_word(hyphenator,
                       slice_make(paragraph->text.data + word.start, word.end - word.start),
                       hyphens + word.start);
}

void find_hyphens(struct layout *layout, const struct paragraph *paragraph,
                  unsigned char *hyphens) {
    if (!paragraph->style.hyphenated && !paragraph->soft_hyphen_count)
        return;
    struct slice text = paragraph->text;
    for (size_t start = 0; start < text.length;) {
        size_t end = start;
        while (end < text.length && text.data[end] != ' ' && text.data[end] != '\n')
            end++;
        if (end > start)
            divide_token(layout, paragraph, (struct stretch){start, end}, hyphens);
        start = end + 1;
    }
}
