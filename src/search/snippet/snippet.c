/* snippet.c - see snippet.h.
 *
 * Layer: search. Order: where the words stand; what is marked; from parts to bytes; writing; the
 * maker.
 */
#include "search/snippet/snippet.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "search/snippet/snippet_choice.h"
#include "search/snippet/word_match.h"

#include <stdlib.h>

/* Bytes of a text. */
struct span {
    size_t start, end;
};

struct snippet_maker {
    struct word_matcher *matcher;
    struct tokenizer *tokenizer;
    const double *rarity;
    /* of the text at hand, by token */
    uint32_t *start_column, *end_column;
    bool *is_joined;
    size_t capacity;
    struct span *marks;
    size_t mark_count, mark_capacity;
    struct strbuf out;
};

/* ---- where the words stand ------------------------------------------------------------------- */

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Of the character whose first byte this is: two for East Asia's, roughly. */
static uint32_t width_of(char c) {
    unsigned char byte = (unsigned char)c;
    return byte < 0x80 ? 1 : continues(c) ? 0 : byte >= 0xE3 && byte != 0xEF ? 2 : 1;
}

static void make_room(struct snippet_maker *maker, size_t tokens) {
    if (tokens <= maker->capacity)
        return;
    maker->capacity = tokens * 2;
    maker->start_column =
        memory_resize(maker->start_column, maker->capacity, sizeof *maker->start_column);
    maker->end_column =
        memory_resize(maker->end_column, maker->capacity, sizeof *maker->end_column);
    maker->is_joined = memory_resize(maker->is_joined, maker->capacity, sizeof *maker->is_joined);
}

static bool is_ascii(struct slice text) {
    uint64_t all = 0, eight;
    size_t i = 0;
    for (; i + sizeof eight <= text.length; i += sizeof eight) {
        memcpy(&eight, text.data + i, sizeof eight);
        all |= eight;
    }
    for (; i < text.length; i++)
        all |= (unsigned char)text.data[i];
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

/* Columns of ASCII are its bytes, near enough: a run of white space is rarely more than one. */
static uint32_t measure_ascii(struct snippet_maker *maker, const struct matched_text *found) {
    for (size_t i = 0; i < found->tokens->count; i++) {
        maker->start_column[i] = (uint32_t)found->tokens->items[i].start;
        maker->end_column[i] = (uint32_t)found->tokens->items[i].end;
    }
    return (uint32_t)found->text.length;
}

/* One pass over the text, its runs of white space taken as one. Returns the columns of it all. */
static uint32_t measure(struct snippet_maker *maker, const struct matched_text *found) {
    const struct token *items = found->tokens->items;
    size_t count = found->tokens->count, starts = 0, ends = 0;
    const char *data = found->text.data;
    uint32_t column = 0;
    bool after_space = true;
    if (is_ascii(found->text))
        return measure_ascii(maker, found);
    for (size_t i = 0; i <= found->text.length; i++) {
        while (ends < count && items[ends].end == i)
            maker->end_column[ends++] = column;
        while (starts < count && items[starts].start == i)
            maker->start_column[starts++] = column;
        if (i == found->text.length)
            break;
        bool space = slice_is_space(data[i]);
        column += space ? !after_space : width_of(data[i]);
        after_space = space;
    }
    return column;
}

/* ---- what is marked -------------------------------------------------------------------------- */

static void add_mark(struct snippet_maker *maker, size_t start, size_t end) {
    maker->marks = memory_make_room(maker->marks, maker->mark_count, &maker->mark_capacity, 32,
                                    sizeof *maker->marks);
    maker->marks[maker->mark_count++] = (struct span){start, end};
}

/* Matches that overlap are one mark; so are pairs of characters that follow each other. */
static void collect_marks(struct snippet_maker *maker, const struct matched_text *found) {
    const struct token *items = found->tokens->items;
    maker->mark_count = 0;
    for (size_t i = 0; i < found->count; i++) {
        size_t start = items[found->items[i].first].start, end = items[found->items[i].last].end;
        struct span *before = maker->mark_count ? &maker->marks[maker->mark_count - 1] : NULL;
        if (before && start < before->end)
            before->end = end > before->end ? end : before->end;
        else
            add_mark(maker, start, end);
    }
}

static void join_tokens(struct snippet_maker *maker, const struct matched_text *found) {
    const struct token *items = found->tokens->items;
    size_t mark = 0;
    for (size_t i = 0; i < found->tokens->count; i++) {
        while (mark < maker->mark_count && maker->marks[mark].end <= items[i].start)
            mark++;
        maker->is_joined[i] = mark < maker->mark_count && maker->marks[mark].start < items[i].start;
    }
}

/* ---- from parts to bytes --------------------------------------------------------------------- */

/* "< 5 mm", "≥ 3", "± 2": what stands before a number belongs to it. */
static bool is_comparison(struct slice text) {
    static const char *const signs[] = {"<", ">", "=", "~", "±", "≤", "≥", "≈", "-", "−"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts_with(text, signs[i]))
            return true;
    return false;
}

static size_t start_of_part(const struct snippet_text *text, size_t token) {
    const struct token *items = text->found.tokens->items;
    const char *data = text->found.text.data;
    size_t least = token ? items[token - 1].end : 0, start = items[token].start;
    size_t first = least;
    if (least >= start)
        return start;
    while (first < start && slice_is_space(data[first]))
        first++;
    bool is_number = data[start] >= '0' && data[start] <= '9';
    size_t begin = start;
    while (begin > least && !slice_is_space(data[begin - 1]))
        begin--;
    if (!is_number || begin == least)
        return begin;
    size_t sign = begin; /* back over one space and a sign */
    while (sign > least && slice_is_space(data[sign - 1]))
        sign--;
    while (sign > least && !slice_is_space(data[sign - 1]))
        sign--;
    struct slice before = slice_make(data + sign, begin - sign);
    bool is_item = data[sign] == '-' && (sign == 0 || data[sign - 1] == '\n');
    return sign > least && !is_item && is_comparison(before) ? sign : begin;
}

/* With what clings to the last word; without a comma or a bracket that opens where cut. */
static size_t end_of_part(const struct snippet_text *text, size_t token) {
    const struct token_array *tokens = text->found.tokens;
    const char *data = text->found.text.data;
    size_t most = text->found.text.length, end = tokens->items[token].end;
    if (token + 1 == tokens->count) {
        while (most > end && slice_is_space(data[most - 1]))
            most--;
        return most;
    }
    size_t word = end;
    most = tokens->items[token + 1].start;
    while (end < most && !slice_is_space(data[end]))
        end++;
    if (!snippet_begins_sentence(text, token + 1))
        while (end > word && strchr(",;:([{\"'", data[end - 1]))
            end--;
    return end;
}

/* A "word" without end, or a run of signs: cut anywhere between characters, around a mark. */
static struct span keep_short(const struct snippet_maker *maker, struct slice text,
                              struct span span) {
    enum { MOST_BYTES = SNIPPET_COLUMNS * 6, BEFORE_MARK = 100 };
    if (span.end - span.start <= MOST_BYTES)
        return span;
    for (size_t i = 0; i < maker->mark_count; i++)
        if (maker->marks[i].end > span.start && maker->marks[i].start < span.end) {
            if (maker->marks[i].start > span.start + BEFORE_MARK)
                span.start = maker->marks[i].start - BEFORE_MARK;
            break;
        }
    if (span.end - span.start > MOST_BYTES)
        span.end = span.start + MOST_BYTES;
    while (span.start < span.end && continues(text.data[span.start]))
        span.start++;
    while (span.end > span.start && span.end < text.length && continues(text.data[span.end]))
        span.end--;
    return span;
}

/* ---- writing --------------------------------------------------------------------------------- */

struct writer {
    struct snippet_maker *maker;
    struct snippet *snippet;
    size_t mark; /* the next one of the maker's */
    int length;  /* code points */
};

static void write_plain(struct writer *writer, const char *text) {
    strbuf_add(&writer->maker->out, text);
    writer->length += (int)strlen(text);
}

/* Bytes of the text, white space folded, with the marks that lie in them. */
static void write_span(struct writer *writer, const char *data, struct span span) {
    struct snippet_maker *maker = writer->maker;
    struct strbuf *out = &maker->out;
    struct snippet *snippet = writer->snippet;
    bool inside = false;
    strbuf_reserve(out, span.end - span.start);
    while (writer->mark < maker->mark_count && maker->marks[writer->mark].end <= span.start)
        writer->mark++;
    for (size_t i = span.start; i < span.end; i++) {
        const struct span *mark =
            writer->mark < maker->mark_count ? &maker->marks[writer->mark] : NULL;
        if (mark && !inside && i >= mark->start) {
            snippet->marks[snippet->mark_count].start = writer->length;
            inside = true;
        }
        bool space = slice_is_space(data[i]);
        if (!space || (i > span.start && !slice_is_space(data[i - 1]))) {
            strbuf_add_char(out, space ? ' ' : data[i]);
            writer->length += !continues(data[i]);
        }
        if (inside && (i + 1 == mark->end || i + 1 == span.end)) {
            snippet->marks[snippet->mark_count++].end = writer->length;
            writer->mark++;
            inside = false;
        }
    }
}

static void write_parts(struct writer *writer, const struct snippet_text *text,
                        const struct snippet_part *parts, int count) {
    struct slice all = text->found.text;
    for (int i = 0; i < count; i++) {
        struct span part = {start_of_part(text, parts[i].first), end_of_part(text, parts[i].last)};
        struct span span = keep_short(writer->maker, all, part);
        bool begins = span.start == part.start && snippet_begins_sentence(text, parts[i].first);
        bool ends = span.end == part.end && snippet_begins_sentence(text, parts[i].last + 1);
        if (i > 0)
            write_plain(writer, " ... ");
        else if (!begins)
            write_plain(writer, "... ");
        write_span(writer, all.data, span);
        if (i + 1 == count && !ends)
            write_plain(writer, " ...");
    }
}

static struct span trim(struct slice text) {
    struct slice inner = slice_trim(text);
    size_t start = inner.length ? (size_t)(inner.data - text.data) : 0;
    return (struct span){start, start + inner.length};
}

/* ---- the maker ------------------------------------------------------------------------------- */

struct snippet_maker *snippet_maker_new(struct tokenizer *tokenizer, const struct query *query,
                                        const double *rarity) {
    struct snippet_maker *maker = memory_allocate_zeroed(1, sizeof *maker);
    maker->matcher = word_matcher_new(tokenizer, query);
    maker->tokenizer = tokenizer;
    maker->rarity = rarity;
    return maker;
}

void snippet_maker_free(struct snippet_maker *maker) {
    if (!maker)
        return;
    word_matcher_free(maker->matcher);
    strbuf_release(&maker->out);
    free(maker->start_column);
    free(maker->end_column);
    free(maker->is_joined);
    free(maker->marks);
    free(maker);
}

/* Words, marks, and room for these. */
static void read_text(struct snippet_maker *maker, struct arena *arena,
                      const struct token_language *language, struct slice text,
                      struct matched_text *found, struct writer *writer, struct snippet *snippet) {
    word_matcher_read(maker->matcher, language, text, found);
    collect_marks(maker, found);
    strbuf_truncate(&maker->out, 0);
    *snippet = (struct snippet){
        .marks = arena_new_array(arena, maker->mark_count, struct search_mark),
    };
    *writer = (struct writer){.maker = maker, .snippet = snippet};
}

void snippet_make(struct snippet_maker *maker, struct arena *arena,
                  const struct token_language *language, struct slice text,
                  struct snippet *snippet) {
    struct matched_text found;
    struct writer writer;
    struct snippet_part parts[2];
    read_text(maker, arena, language, text, &found, &writer, snippet);
    make_room(maker, found.tokens->count);
    /* no character has more columns than bytes */
    if (text.length <= SNIPPET_WHOLE_COLUMNS || found.tokens->count == 0 ||
        measure(maker, &found) <= SNIPPET_WHOLE_COLUMNS) {
        write_span(&writer, text.data, keep_short(maker, text, trim(text)));
    } else {
        join_tokens(maker, &found);
        struct snippet_text measured = {
            .found = found,
            .tokenizer = maker->tokenizer,
            .start_column = maker->start_column,
            .end_column = maker->end_column,
            .is_joined = maker->is_joined,
            .rarity = maker->rarity,
        };
        write_parts(&writer, &measured, parts, snippet_choose(&measured, parts));
    }
    snippet->text = arena_bytes(arena, strbuf_text(&maker->out), maker->out.length);
}

void snippet_mark(struct snippet_maker *maker, struct arena *arena,
                  const struct token_language *language, const char *text,
                  struct snippet *snippet) {
    struct matched_text found;
    struct writer writer;
    read_text(maker, arena, language, slice_of(text), &found, &writer, snippet);
    struct slice all = slice_of(text ? text : "");
    for (size_t i = 0, at = 0; i < maker->mark_count; i++) {
        for (; at < maker->marks[i].start; at++)
            writer.length += !continues(all.data[at]);
        snippet->marks[i].start = writer.length;
        for (; at < maker->marks[i].end; at++)
            writer.length += !continues(all.data[at]);
        snippet->marks[i].end = writer.length;
    }
    snippet->mark_count = maker->mark_count;
    snippet->text = text;
}
