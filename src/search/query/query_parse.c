/* query_parse.c - see query_parse.h.
 *
 * Layer: search. Order: items, words, quotations, what may stand in front of a word, the text.
 */
#include "search/query/query_parse.h"

#include "base/strbuf.h"
#include "base/utf8.h"

struct parser {
    struct arena *arena;
    struct slice text;
    struct query_word *words; /* of the whole text */
    size_t word_count;
    size_t written; /* of them, without what belongs to filters */
    size_t position;
    bool no_closing_quote; /* none follows: found once, so that many opening ones cost nothing */
    bool has_punctuation;  /* what would be an operator in a shorter text */
    struct query_items *items;
};

/* ---- items ---- */

void query_items_add(struct arena *arena, struct query_items *items, struct query_item item) {
    if (items->count == items->capacity) {
        items->capacity = items->capacity ? items->capacity * 2 : 16;
        items->items = arena_grow_array(arena, items->items, (size_t)items->count,
                                        (size_t)items->capacity, sizeof *items->items);
    }
    items->items[items->count++] = item;
}

/* ---- words ---- */

/* The first word that begins at or behind a place. */
static size_t find_word(const struct parser *parser, size_t position) {
    size_t low = 0, high = parser->word_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (parser->words[middle].source.data < parser->text.data + position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_word_at(const struct parser *parser, size_t position) {
    size_t word = find_word(parser, position);
    return word < parser->word_count &&
           parser->words[word].source.data == parser->text.data + position;
}

static bool is_behind_word(const struct parser *parser, size_t position) {
    size_t next = find_word(parser, position);
    if (next == 0)
        return false;
    const struct slice *word = &parser->words[next - 1].source;
    return word->data + word->length >= parser->text.data + position;
}

static void note_word(struct parser *parser, const struct query_word *word) {
    parser->items->words_seen++;
    parser->items->passed_over += word->source.length > QUERY_MOST_WORD_BYTES;
}

/* All words of a part of the text as one item; false when it has none. */
static bool make_phrase(struct parser *parser, struct slice part, struct query_item *item) {
    size_t first = find_word(parser, (size_t)(part.data - parser->text.data));
    item->source = part;
    item->words = parser->words + first;
    item->word_count = 0;
    for (size_t i = first;
         i < parser->word_count && parser->words[i].source.data < part.data + part.length; i++) {
        if (item->word_count == QUERY_MOST_WORDS) {
            parser->items->passed_over++;
        } else {
            note_word(parser, &parser->words[i]);
            item->word_count++;
        }
    }
    return item->word_count > 0;
}

static bool is_space(char c) {
    return slice_is_space(c) || c == '\0';
}

static bool is_chunk_start(const struct parser *parser) {
    return parser->position == 0 || is_space(parser->text.data[parser->position - 1]);
}

/* The characters up to the next white space. */
static struct slice take_chunk(struct parser *parser) {
    size_t start = parser->position;
    while (parser->position < parser->text.length && !is_space(parser->text.data[parser->position]))
        parser->position++;
    return slice_make(parser->text.data + start, parser->position - start);
}

/* ---- quotations ---- */

/* Bytes of the quotation mark at the position: " or one of the typographic ones; else 0. */
static size_t quote_bytes(struct slice text, size_t position) {
    static const char *const marks[] = {"\"",           "\xe2\x80\x9c", "\xe2\x80\x9d",
                                        "\xe2\x80\x9e", "\xe2\x80\x9f", "\xc2\xab",
                                        "\xc2\xbb",     "\xef\xbc\x82"};
    struct slice rest = slice_make(text.data + position, text.length - position);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_starts_with(rest, marks[i]))
            return strlen(marks[i]);
    return 0;
}

/* A mark directly behind a letter or digit opens nothing: 12" insole. */
static bool opens_quotation(const struct parser *parser, size_t position) {
    return quote_bytes(parser->text, position) && !is_behind_word(parser, position);
}

/* In a sentence that somebody wrote, quotation marks are punctuation: that no passage holds the
 * very words is no reason to find nothing. */
static bool is_sentence(const struct parser *parser) {
    return parser->written >= QUERY_SENTENCE_WORDS;
}

/* A quotation beginning at the position, if it is closed: moves behind it. */
static bool take_quotation(struct parser *parser, struct slice *inside) {
    struct slice text = parser->text;
    if (parser->no_closing_quote || parser->position >= text.length ||
        !opens_quotation(parser, parser->position))
        return false;
    size_t start = parser->position + quote_bytes(text, parser->position);
    for (size_t end = start; end < text.length; end++) {
        size_t bytes = quote_bytes(text, end);
        if (!bytes)
            continue;
        *inside = slice_make(text.data + start, end - start);
        parser->position = end + bytes;
        return true;
    }
    parser->no_closing_quote = true;
    return false;
}

/* ---- what may stand in front of a word ---- */

/* Letters with a colon behind them and then neither space nor the end: name and what follows. */
static bool looks_like_field(const struct parser *parser, size_t position, struct slice *name) {
    size_t end = position;
    while (end < parser->text.length && end - position < 16 &&
           ((parser->text.data[end] | 0x20) >= 'a' && (parser->text.data[end] | 0x20) <= 'z'))
        end++;
    *name = slice_make(parser->text.data + position, end - position);
    return end > position && end + 1 < parser->text.length && parser->text.data[end] == ':' &&
           !is_space(parser->text.data[end + 1]);
}

static bool field_of(struct slice name, enum query_field *field) {
    static const struct {
        const char *name;
        enum query_field field;
    } fields[] = {{"title", QUERY_TITLE}, {"heading", QUERY_HEADING}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (slice_is_in_any_case(name, fields[i].name)) {
            *field = fields[i].field;
            return true;
        }
    return false;
}

/* What a hyphen or a field speaks of: a quotation, or the characters up to the next space. */
static struct slice take_value(struct parser *parser) {
    struct slice inside;
    if (quote_bytes(parser->text, parser->position) && take_quotation(parser, &inside))
        return inside;
    return take_chunk(parser);
}

/* A filter by its name, but not by what stands behind it: it is searched for as text, and that is
 * said. */
static void remark_misread(struct parser *parser, struct slice name, struct slice value) {
    const char *expected = query_filter_expects(name);
    struct strbuf written = {0};
    if (!expected)
        return;
    utf8_add_printable(&written, slice_make(name.data, name.length + 1));
    utf8_add_printable(&written, slice_make(value.data, value.length < 40 ? value.length : 40));
    query_remark(&parser->items->remarks,
                 arena_format(parser->arena, "'%s' is searched for as text (%s)",
                              strbuf_text(&written), expected));
    strbuf_release(&written);
}

/* title:word, tag:word, with or without a hyphen. Puts the position back when it is plain text. */
static bool take_field(struct parser *parser, bool is_excluded) {
    struct slice name;
    size_t start = parser->position;
    enum query_field field = QUERY_ANYWHERE;
    struct query_filter_term term;
    struct query_item item = {.need = is_excluded ? QUERY_EXCLUDED : QUERY_REQUIRED};
    if (!looks_like_field(parser, start, &name))
        return false;
    parser->position += name.length + 1;
    struct slice value = take_value(parser);
    if (field_of(name, &field)) {
        item.field = field;
        if (make_phrase(parser, value, &item)) {
            item.is_prefix = value.data[value.length - 1] == '*';
            query_items_add(parser->arena, parser->items, item);
            return true;
        }
    } else if (query_filter_read(parser->arena, name, value, &term)) {
        term.is_excluded = is_excluded;
        if (!query_filter_add(parser->arena, &parser->items->filter, term))
            parser->items->passed_over++;
        return true;
    }
    remark_misread(parser, name, value);
    parser->position = start;
    return false;
}

static bool take_exclusion(struct parser *parser) {
    size_t start = parser->position;
    if (parser->text.data[start] != '-' || start + 1 >= parser->text.length)
        return false;
    parser->position++;
    if (!is_word_at(parser, parser->position) && !quote_bytes(parser->text, parser->position)) {
        parser->position = start;
        return false;
    }
    if (parser->written >= QUERY_LONG_WORDS) { /* a dash, or a list that was pasted */
        parser->has_punctuation = true;
        return true;
    }
    if (take_field(parser, true))
        return true;
    struct query_item item = {.need = QUERY_EXCLUDED};
    struct slice value = take_value(parser);
    if (make_phrase(parser, value, &item)) {
        item.is_prefix = value.data[value.length - 1] == '*';
        query_items_add(parser->arena, parser->items, item);
    }
    return true;
}

static bool take_or(struct parser *parser) {
    struct slice rest =
        slice_make(parser->text.data + parser->position, parser->text.length - parser->position);
    if (!slice_starts_with(rest, "OR") || (rest.length > 2 && !is_space(rest.data[2])))
        return false;
    query_items_add(parser->arena, parser->items, (struct query_item){.is_or = true});
    parser->items->words_seen++;
    parser->position += 2;
    return true;
}

/* ---- the text ---- */

/* The words that are not part of name:value. */
static size_t count_written(const struct parser *parser) {
    size_t count = 0, at = 0, chunk = 0;
    for (size_t i = 0; i < parser->word_count; i++) {
        struct slice name;
        for (; parser->text.data + at < parser->words[i].source.data; at++)
            if (is_space(parser->text.data[at]))
                chunk = at + 1;
        size_t start = chunk + (parser->text.data[chunk] == '-');
        count += !looks_like_field(parser, start, &name);
    }
    return count;
}

static void take_word(struct parser *parser) {
    struct query_word *word = &parser->words[find_word(parser, parser->position)];
    struct query_item item = {.source = word->source, .words = word, .word_count = 1};
    note_word(parser, word);
    parser->position += word->source.length;
    item.is_prefix =
        parser->position < parser->text.length && parser->text.data[parser->position] == '*';
    item.is_plain = !item.is_prefix;
    query_items_add(parser->arena, parser->items, item);
}

void query_parse(struct tokenizer *tokenizer, struct arena *arena, struct slice text,
                 struct query_items *items) {
    struct parser parser = {.arena = arena, .text = text, .items = items};
    *items = (struct query_items){0};
    parser.word_count = query_split(tokenizer, arena, text, &parser.words);
    parser.written = count_written(&parser);
    while (parser.position < text.length) {
        struct slice inside;
        bool is_start = is_chunk_start(&parser);
        if (is_start && (take_or(&parser) || take_exclusion(&parser) || take_field(&parser, false)))
            continue;
        if (is_sentence(&parser) && opens_quotation(&parser, parser.position)) {
            parser.has_punctuation = true;
            parser.position += quote_bytes(text, parser.position);
        } else if (take_quotation(&parser, &inside)) {
            struct query_item item = {.need = QUERY_REQUIRED};
            if (make_phrase(&parser, inside, &item))
                query_items_add(arena, items, item);
        } else if (is_word_at(&parser, parser.position)) {
            take_word(&parser);
        } else {
            parser.position++;
        }
    }
    if (parser.has_punctuation)
        query_remark(&items->remarks, "in a text of so many words, quotation marks and hyphens are "
                                      "read as punctuation");
    if (parser.no_closing_quote)
        query_remark(&items->remarks, "a quotation mark is never closed: the words behind it are "
                                      "taken one by one");
}
