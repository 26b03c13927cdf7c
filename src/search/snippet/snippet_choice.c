/* snippet_choice.c - see snippet_choice.h.
 *
 * Layer: search. Order: sentences; where one may cut; the best windows; from a window to a part;
 * the choice.
 */
#include "search/snippet/snippet_choice.h"

#include "search/snippet/snippet.h"

/* ---- sentences ------------------------------------------------------------------------------- */

static struct slice gap_before(const struct snippet_text *text, size_t token) {
    const struct token *items = text->found.tokens->items;
    size_t start = token ? items[token - 1].end : 0;
    size_t end = items[token].start;
    return slice_make(text->found.text.data + start, end > start ? end - start : 0);
}

/* Ends a sentence wherever it stands: 。！？ and the full stops of Arabic, Hindi and Khmer. */
static bool holds_wide_stop(struct slice gap) {
    static const char *const stops[] = {"\u3002", "\uFF01", "\uFF1F", "\u061F",
                                        "\u06D4", "\u0964", "\u17D4"};
    for (size_t i = 0; i + 2 <= gap.length; i++)
        for (size_t k = 0; (unsigned char)gap.data[i] >= 0xC2 && k < sizeof stops / sizeof *stops;
             k++)
            if (slice_starts_with(slice_make(gap.data + i, gap.length - i), stops[k]))
                return true;
    return false;
}

/* A line's end is one only where a list goes on, a paragraph ends, or a colon stands before it:
 * other lines are only broken. */
static bool ends_at_line(struct slice gap) {
    int lines = 0;
    bool has_sign = false;
    for (size_t i = 0; i < gap.length; i++) {
        lines += gap.data[i] == '\n';
        has_sign = has_sign || !slice_is_space(gap.data[i]);
    }
    return lines > 1 || (lines == 1 && has_sign);
}

/* "e.g. shoes" ends no sentence: a capital, a digit or another script has to follow. */
static bool ends_at_stop(struct slice gap, char next) {
    bool stops = false;
    for (size_t i = 0; i < gap.length; i++) {
        if (gap.data[i] == '.' || gap.data[i] == '?' || gap.data[i] == '!')
            stops = true;
        else if (stops && slice_is_space(gap.data[i]))
            return !(next >= 'a' && next <= 'z');
    }
    return false;
}

bool snippet_begins_sentence(const struct snippet_text *text, size_t token) {
    if (token == 0 || token == text->found.tokens->count)
        return true;
    struct slice gap = gap_before(text, token);
    return ends_at_line(gap) ||
           ends_at_stop(gap, text->found.text.data[text->found.tokens->items[token].start]) ||
           holds_wide_stop(gap);
}

/* ---- where one may cut ----------------------------------------------------------------------- */

/* Words that turn round what follows, folded, in the languages that have a stemmer here: "not run"
 * must not become "run". "t" is what is left of "don't". */
static bool is_denial(struct slice word) {
    static const char *const denials[] = {
        "not",    "no",    "never", "without", "t",      "cannot", "avoid",  "nor",
        "unless", "nicht", "kein",  "keine",   "keinen", "nie",    "ohne",   "nunca",
        "sin",    "ne",    "pas",   "jamais",  "sans",   "bez",    "nigdy",  "non",
        "mai",    "nao",   "senza", "sem",     "niet",   "geen",   "zonder", "ni",
    };
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
        if (slice_is(word, denials[i]))
            return true;
    return false;
}

/* Scripts that write no spaces begin here (Thai); a few others are in between, and lose nothing. */
static bool is_spaceless(const char *text) {
    return (unsigned char)text[0] >= 0xE1 ||
           ((unsigned char)text[0] == 0xE0 && (unsigned char)text[1] >= 0xB8);
}

static bool has_space(struct slice gap) {
    for (size_t i = 0; i < gap.length; i++)
        if (slice_is_space(gap.data[i]))
            return true;
    return false;
}

/* Whether a part may end before this token and another begin with it. */
static bool may_cut(const struct snippet_text *text, size_t token) {
    const struct token_array *tokens = text->found.tokens;
    if (token == 0 || token == tokens->count)
        return true;
    if (text->is_joined[token])
        return false;
    if (snippet_begins_sentence(text, token))
        return true;
    if (!has_space(gap_before(text, token)) &&
        !is_spaceless(text->found.text.data + tokens->items[token].start))
        return false;
    struct slice before = tokenizer_word(text->tokenizer, tokens->items[token - 1].word_id);
    bool is_number = before.length > 0 && before.data[0] >= '0' && before.data[0] <= '9';
    return !is_number && !is_denial(before);
}

/* ---- the best windows ------------------------------------------------------------------------ */

enum { GROUP_BITS = 64, GROUP_WORDS = QUERY_MOST_WORDS * 2 / GROUP_BITS };
static const double again_share = 0.03; /* what a word counts that is shown already */
static const double close_share = 0.3;  /* what it counts that two words stand together */

static const double whole_gain = 1.1; /* by which a window is better that begins a sentence */

struct groups {
    uint64_t bits[GROUP_WORDS];
};

struct window {
    size_t first, last; /* tokens, inclusive */
    double worth;
    struct groups groups;
};

static bool groups_hold(const struct groups *groups, int group) {
    return groups->bits[group / GROUP_BITS % GROUP_WORDS] >> (group % GROUP_BITS) & 1;
}

static void groups_add(struct groups *groups, int group) {
    groups->bits[group / GROUP_BITS % GROUP_WORDS] |= UINT64_C(1) << (group % GROUP_BITS);
}

static bool groups_are_all(const struct groups *groups, const struct groups *all) {
    for (int i = 0; i < GROUP_WORDS; i++)
        if (all->bits[i] & ~groups->bits[i])
            return false;
    return true;
}

static double value_of(const struct snippet_text *text, const struct word_match *match) {
    double rarity = text->rarity ? text->rarity[match->group] : 1;
    return (rarity > 0.01 ? rarity : 0.01) * match->weight;
}

/* What one more match is worth to a window that ends with `before` (or NULL). */
static double worth_of(const struct snippet_text *text, const struct word_match *match,
                       const struct word_match *before, const struct groups *shown) {
    double value = value_of(text, match);
    double worth = groups_hold(shown, match->group) ? value * again_share : value;
    if (before && before->group != match->group && match->first > before->last) {
        double other = value_of(text, before);
        uint32_t gap = match->first - before->last;
        worth += close_share * (value < other ? value : other) / gap;
    }
    return worth;
}

static uint32_t columns_of(const struct snippet_text *text, size_t first, size_t last) {
    return text->end_column[last] - text->start_column[first];
}

/* The sentence that it begins in can be shown from its beginning. */
static bool has_whole_sentence(const struct snippet_text *text, const struct window *window,
                               uint32_t columns) {
    size_t first = window->first;
    while (!snippet_begins_sentence(text, first) &&
           columns_of(text, first - 1, window->last) <= columns)
        first--;
    return snippet_begins_sentence(text, first);
}

/* The best one at most so wide, outside of `taken` (or NULL); what is shown already is worth
 * little. */
static bool find_window(const struct snippet_text *text, uint32_t columns,
                        const struct window *taken, struct window *best) {
    const struct matched_text *found = &text->found;
    *best = (struct window){0};
    for (size_t i = 0; i < found->count; i++) {
        const struct word_match *first = &found->items[i];
        if (taken && first->first <= taken->last && first->last >= taken->first)
            continue;
        struct window window = {.first = first->first, .last = first->last};
        if (taken)
            window.groups = taken->groups;
        for (size_t k = i; k < found->count; k++) {
            const struct word_match *match = &found->items[k];
            bool fits = text->end_column[match->last] - text->start_column[first->first] <= columns;
            bool clashes = taken && match->last >= taken->first && first->first < taken->first;
            if (k > i && (!fits || clashes))
                break;
            window.worth += worth_of(text, match, k > i ? match - 1 : NULL, &window.groups);
            groups_add(&window.groups, match->group);
            window.last = match->last > window.last ? match->last : window.last;
        }
        if (window.worth * whole_gain > best->worth && has_whole_sentence(text, &window, columns))
            window.worth *= whole_gain;
        if (window.worth > best->worth)
            *best = window;
    }
    return best->worth > 0;
}

/* ---- from a window to a part ----------------------------------------------------------------- */

/* Back to where its sentence begins, or as far as `columns` go, half of what is free. */
static size_t begin_part(const struct snippet_text *text, const struct window *window,
                         uint32_t columns) {
    size_t first = window->first;
    while (first > 0 && !snippet_begins_sentence(text, first) &&
           columns_of(text, first - 1, window->last) <= columns)
        first--;
    if (!snippet_begins_sentence(text, first)) { /* too far: some words of it */
        uint32_t wide = columns_of(text, window->first, window->last);
        uint32_t room = wide < columns ? wide + (columns - wide) / 2 : wide;
        first = window->first;
        while (first > 0 && columns_of(text, first - 1, window->last) <= room)
            first--;
        while (first < window->first && !may_cut(text, first))
            first++;
    }
    while (!may_cut(text, first))
        first--;
    return first;
}

/* As far as `columns` go, but no further than a sentence's end that comes late enough. */
static size_t end_part(const struct snippet_text *text, const struct window *window, size_t first,
                       uint32_t columns) {
    size_t count = text->found.tokens->count, last = window->last;
    size_t cut = SIZE_MAX, sentence = SIZE_MAX;
    for (size_t i = last; i < count && columns_of(text, first, i) <= columns; i++) {
        if (may_cut(text, i + 1))
            cut = i;
        if (snippet_begins_sentence(text, i + 1) && !(i + 1 < count && text->is_joined[i + 1]))
            sentence = i;
    }
    if (sentence != SIZE_MAX && columns_of(text, first, sentence) >= columns / 2)
        return sentence;
    if (cut != SIZE_MAX)
        return cut;
    while (!may_cut(text, last + 1))
        last++;
    return last;
}

/* What is free because the text has ended is used in front, by whole sentences. */
static size_t begin_earlier(const struct snippet_text *text, size_t first, size_t last,
                            uint32_t columns) {
    size_t best = first;
    for (size_t i = first; i > 0 && columns_of(text, i - 1, last) <= columns; i--)
        if (snippet_begins_sentence(text, i - 1) && may_cut(text, i - 1))
            best = i - 1;
    return best;
}

static struct snippet_part make_part(const struct snippet_text *text, const struct window *window,
                                     uint32_t columns) {
    struct snippet_part part;
    part.first = begin_part(text, window, columns);
    part.last = end_part(text, window, part.first, columns);
    part.first = begin_earlier(text, part.first, part.last, columns);
    return part;
}

/* ---- the choice ------------------------------------------------------------------------------ */

static const double second_part_gain = 1.15; /* two parts have to show so much more than one */

/* Two narrow windows where they show clearly more than a wide one. */
static bool find_two(const struct snippet_text *text, const struct window *one,
                     struct snippet_part parts[2]) {
    enum { HALF = SNIPPET_COLUMNS / 2 - 3 };
    struct groups all = {0};
    struct window first, second;
    for (size_t i = 0; i < text->found.count; i++)
        groups_add(&all, text->found.items[i].group);
    if (groups_are_all(&one->groups, &all) || !find_window(text, HALF, NULL, &first) ||
        !find_window(text, HALF, &first, &second) ||
        first.worth + second.worth < one->worth * second_part_gain)
        return false;
    bool in_order = first.first < second.first;
    parts[0] = make_part(text, in_order ? &first : &second, HALF);
    parts[1] = make_part(text, in_order ? &second : &first, HALF);
    return parts[0].last + 1 < parts[1].first;
}

int snippet_choose(const struct snippet_text *text, struct snippet_part parts[2]) {
    struct window one;
    if (!find_window(text, SNIPPET_COLUMNS, NULL, &one))
        one = (struct window){0}; /* the beginning */
    else if (find_two(text, &one, parts))
        return 2;
    parts[0] = make_part(text, &one, SNIPPET_COLUMNS);
    return 1;
}
