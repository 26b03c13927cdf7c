/* query.c - see query.h.
 *
 * Layer: search. Order: words, phrases, the typed text, the expression. Every word is quoted, and
 * since a word holds neither quotes nor NUL, FTS5 can't misread it.
 */
#include "search/query.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "token/token.h"

/* ---- words ---- */

/* Beyond ASCII every character belongs to a word except these: the blocks of punctuation, symbols
 * and pictures. Whatever slips through FTS5 splits itself: then the word is a phrase. */
static const struct {
    unsigned first, last;
} separator_ranges[] = {
    {0x80, 0xa9},        {0xab, 0xb1},     {0xb4, 0xb4},     {0xb6, 0xb8},     {0xbb, 0xbb},
    {0xbf, 0xbf},        {0xd7, 0xd7},     {0xf7, 0xf7},     {0x2000, 0x206f}, {0x20a0, 0x20cf},
    {0x2190, 0x245f},    {0x2500, 0x2775}, {0x2794, 0x2bff}, {0x2e00, 0x2e7f}, {0x3000, 0x3004},
    {0x3008, 0x3020},    {0x3030, 0x3030}, {0xe000, 0xf8ff}, {0xfe00, 0xfe6f}, {0xff00, 0xff0f},
    {0xff1a, 0xff20},    {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffff}, {0x1f000, 0x1faff},
    {0xe0000, 0x10ffff},
};

static bool is_word_character(unsigned c) {
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (size_t i = 0; i < sizeof separator_ranges / sizeof *separator_ranges; i++)
        if (c >= separator_ranges[i].first && c <= separator_ranges[i].last)
            return false;
    return true;
}

bool query_is_stop_word(struct slice word) {
    return token_is_stop_word(word, NULL);
}

bool query_next_word(struct slice text, size_t *position, struct slice *word) {
    size_t start = 0, end = 0;
    while (*position < text.length) {
        size_t before = *position;
        bool is_inside = is_word_character(utf8_next(text, position));
        if (is_inside && start == end)
            start = before;
        if (is_inside)
            end = *position;
        if (!is_inside && start != end) {
            *position = before;
            break;
        }
    }
    *word = slice_make(text.data + start, end - start);
    return end > start;
}

/* ---- phrases ---- */

struct phrase_list {
    struct query_phrase items[QUERY_MOST_WORDS];
    int count;
    int word_count; /* of all phrases */
};

static bool is_listed(const struct phrase_list *list, const struct query_phrase *phrase) {
    for (int i = 0; i < list->count; i++)
        if (list->items[i].is_quoted == phrase->is_quoted &&
            list->items[i].is_excluded == phrase->is_excluded &&
            list->items[i].is_prefix == phrase->is_prefix &&
            strcmp(list->items[i].text, phrase->text) == 0)
            return true;
    return false;
}

static void add_phrase(struct phrase_list *list, struct query_phrase phrase) {
    if (phrase.word_count == 0 || list->count == QUERY_MOST_WORDS ||
        list->word_count + phrase.word_count > QUERY_MOST_WORDS || is_listed(list, &phrase))
        return;
    list->items[list->count++] = phrase;
    list->word_count += phrase.word_count;
}

/* Cuts at a character's beginning. */
static struct slice cut_word(struct slice word) {
    if (word.length <= QUERY_MOST_WORD_BYTES)
        return word;
    word.length = QUERY_MOST_WORD_BYTES;
    while (word.length > 0 && ((unsigned char)word.data[word.length] & 0xc0) == 0x80)
        word.length--;
    return word;
}

/* All words of text as one phrase. */
static struct query_phrase make_phrase(struct arena *arena, struct slice text) {
    struct query_phrase phrase = {0};
    struct strbuf joined = {0};
    struct slice word;
    size_t position = 0;
    while (phrase.word_count < QUERY_MOST_WORDS && query_next_word(text, &position, &word)) {
        if (phrase.word_count++ > 0)
            strbuf_add_char(&joined, ' ');
        utf8_add_ascii_lower(&joined, cut_word(word));
    }
    phrase.text = arena_bytes(arena, strbuf_text(&joined), joined.length);
    strbuf_release(&joined);
    return phrase;
}

/* ---- the typed text ---- */

struct parser {
    struct arena *arena;
    struct slice text;
    size_t position;
    struct phrase_list *list;
};

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

/* A quotation beginning at the position, if it is closed: moves behind it. */
static bool take_quotation(struct parser *parser, struct slice *inside) {
    const char *start = parser->text.data + parser->position;
    size_t left = parser->text.length - parser->position;
    if (left < 2 || *start != '"')
        return false;
    const char *end = memchr(start + 1, '"', left - 1);
    if (!end)
        return false;
    *inside = slice_make(start + 1, (size_t)(end - start) - 1);
    parser->position += (size_t)(end - start) + 1;
    return true;
}

/* The characters up to the next white space. */
static struct slice take_chunk(struct parser *parser) {
    size_t start = parser->position;
    while (parser->position < parser->text.length && !is_space(parser->text.data[parser->position]))
        parser->position++;
    return slice_make(parser->text.data + start, parser->position - start);
}

static bool begins_exclusion(const struct parser *parser) {
    size_t at = parser->position;
    if (at + 1 >= parser->text.length || parser->text.data[at] != '-' ||
        (at > 0 && !is_space(parser->text.data[at - 1])))
        return false;
    size_t next = at + 1;
    return parser->text.data[next] == '"' || is_word_character(utf8_next(parser->text, &next));
}

static void take_exclusion(struct parser *parser) {
    struct slice inside;
    parser->position++; /* the hyphen */
    bool is_quotation = take_quotation(parser, &inside);
    struct query_phrase phrase =
        make_phrase(parser->arena, is_quotation ? inside : take_chunk(parser));
    phrase.is_excluded = true;
    add_phrase(parser->list, phrase);
}

static void take_word(struct parser *parser) {
    struct slice word;
    /* Up to the next quotation mark or exclusion only, which parse_text looks at. */
    size_t end = parser->position;
    utf8_next(parser->text, &end);
    size_t start = parser->position;
    if (!is_word_character(utf8_next(parser->text, &parser->position)))
        return;
    parser->position = start;
    query_next_word(parser->text, &parser->position, &word);
    struct query_phrase phrase = make_phrase(parser->arena, word);
    phrase.is_prefix =
        parser->position < parser->text.length && parser->text.data[parser->position] == '*';
    add_phrase(parser->list, phrase);
}

static void take_quoted(struct parser *parser, struct slice inside) {
    struct query_phrase phrase = make_phrase(parser->arena, inside);
    phrase.is_quoted = true;
    add_phrase(parser->list, phrase);
}

static void parse_text(struct parser *parser, bool with_exclusions) {
    struct slice inside;
    bool may_be_quotation = memchr(parser->text.data, '"', parser->text.length) != NULL;
    while (parser->position < parser->text.length && parser->list->word_count < QUERY_MOST_WORDS) {
        if (may_be_quotation && parser->text.data[parser->position] == '"') {
            may_be_quotation = take_quotation(parser, &inside);
            if (may_be_quotation)
                take_quoted(parser, inside);
            else
                parser->position++;
        } else if (with_exclusions && begins_exclusion(parser)) {
            take_exclusion(parser);
        } else {
            take_word(parser);
        }
    }
}

static bool has_positive(const struct phrase_list *list) {
    for (int i = 0; i < list->count; i++)
        if (!list->items[i].is_excluded)
            return true;
    return false;
}

/* A single common word, not marked in any way. */
static bool is_common(const struct query_phrase *phrase) {
    return phrase->word_count == 1 && !phrase->is_quoted && !phrase->is_excluded &&
           !phrase->is_prefix && query_is_stop_word(slice_of(phrase->text));
}

/* Leaves common words out, unless nothing to search for would be left. */
static void drop_common(struct phrase_list *list) {
    struct phrase_list kept = {0};
    for (int i = 0; i < list->count; i++)
        if (!is_common(&list->items[i]))
            kept.items[kept.count++] = list->items[i];
    if (has_positive(&kept))
        *list = kept;
}

/* ---- the expression ---- */

enum phrase_choice { CHOOSE_REQUIRED, CHOOSE_SCORED, CHOOSE_EXCLUDED };

static bool is_chosen(const struct query_phrase *phrase, enum phrase_choice choice) {
    if (choice == CHOOSE_EXCLUDED)
        return phrase->is_excluded;
    return !phrase->is_excluded && (choice == CHOOSE_SCORED || phrase->is_quoted);
}

/* ("a" OR "b c" OR "d" *). Returns the number of phrases; adds nothing when there is none. */
static int add_group(struct strbuf *out, const struct phrase_list *list, enum phrase_choice choice,
                     const char *operator, const char * joint) {
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        const struct query_phrase *phrase = &list->items[i];
        if (!is_chosen(phrase, choice))
            continue;
        if (count++ == 0)
            strbuf_add_format(out, "%s(", out->length ? operator : "");
        else
            strbuf_add(out, joint);
        strbuf_add_format(out, "\"%s\"%s", phrase->text, phrase->is_prefix ? " *" : "");
    }
    if (count)
        strbuf_add_char(out, ')');
    return count;
}

static void write_expression(struct arena *arena, const struct phrase_list *list,
                             struct query *query) {
    struct strbuf out = {0};
    int required = add_group(&out, list, CHOOSE_REQUIRED, "", " AND ");
    query->phrases = arena_new_array(arena, (size_t)list->count, struct query_phrase);
    for (int i = 0; i < list->count; i++)
        if (is_chosen(&list->items[i], CHOOSE_SCORED))
            query->phrases[query->phrase_count++] = list->items[i];
    if (required < query->phrase_count) {
        query->first_scored = required;
        add_group(&out, list, CHOOSE_SCORED, " AND ", " OR ");
    }
    add_group(&out, list, CHOOSE_EXCLUDED, " NOT ", " OR ");
    query->expression = arena_bytes(arena, strbuf_text(&out), out.length);
    strbuf_release(&out);
}

bool query_read(struct arena *arena, struct slice text, struct query *query, struct error *err) {
    struct phrase_list list = {0};
    struct parser parser = {.arena = arena, .text = text, .list = &list};
    *query = (struct query){0};
    if (text.length)
        parse_text(&parser, true);
    if (list.count && !has_positive(&list)) {
        list = (struct phrase_list){0};
        parser.position = 0;
        parse_text(&parser, false);
    }
    drop_common(&list);
    if (list.count == 0)
        return error_set(err, ERROR_USAGE,
                         "the query has no word to search for: type at least one letter or digit");
    write_expression(arena, &list, query);
    return true;
}
