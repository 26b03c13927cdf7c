/* pdf_lines.c - see pdf_lines.h.
 *
 * Layer: corpus. pdftotext writes one element a line, so that it needs no parser of XML (and it
 * does not always write XML: controls and stray bytes of the file come as they are). Order: values
 * in an element, what stands above the pages, pages, heads and feet.
 */
#include "corpus/readers/pdf_lines.h"

#include "corpus/article_named.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

/* -- values -------------------------------------------------------------------------------- */

static struct slice between(struct slice text, const char *before, const char *after) {
    const char *start = memmem(text.data, text.length, before, strlen(before));
    if (!start)
        return slice_make("", 0);
    start += strlen(before);
    size_t rest = text.length - (size_t)(start - text.data);
    const char *end = memmem(start, rest, after, strlen(after));
    return slice_make(start, end ? (size_t)(end - start) : rest);
}

/* A page has at most 14,400 points; a file from a stranger may give any number. */
static double number(struct slice element, const char *attribute) {
    enum { LONGEST_NUMBER = 31, FARTHEST_PT = 1000000 };
    struct slice digits = between(element, attribute, "\"");
    char text[LONGEST_NUMBER + 1];
    if (!digits.length || digits.length > LONGEST_NUMBER)
        return 0;
    memcpy(text, digits.data, digits.length);
    text[digits.length] = '\0';
    double value = strtod(text, NULL);             /* the program runs in the C locale */
    return fabs(value) <= FARTHEST_PT ? value : 0; /* not for NaN either */
}

/* "&amp;" and its like back to what they stand for. */
static void add_unescaped(struct strbuf *out, struct slice text) {
    static const struct {
        const char *name;
        char character;
    } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    while (text.length) {
        const char *found = memchr(text.data, '&', text.length);
        size_t plain = found ? (size_t)(found - text.data) : text.length;
        strbuf_add_bytes(out, text.data, plain);
        text = slice_make(text.data + plain, text.length - plain);
        size_t taken = found ? 1 : 0;
        char character = '&';
        for (size_t i = 0; found && i < sizeof entities / sizeof *entities; i++)
            if (slice_starts_with(text, entities[i].name)) {
                character = entities[i].character;
                taken = strlen(entities[i].name);
            }
        if (taken)
            strbuf_add_char(out, character);
        text = slice_make(text.data + taken, text.length - taken);
    }
}

/* -- what stands above the pages ------------------------------------------------------------- */

static void take_property(struct article_builder *builder, struct slice name, struct slice value) {
    struct strbuf text = {0};
    add_unescaped(&text, value);
    article_take_named(builder, name, strbuf_slice(&text));
    strbuf_release(&text);
}

static void read_head(struct article_builder *builder, struct slice line) {
    if (slice_starts_with(line, "<title>"))
        take_property(builder, slice_of("title"), between(line, "<title>", "</title>"));
    else if (slice_starts_with(line, "<meta name="))
        take_property(builder, between(line, "name=\"", "\""), between(line, "content=\"", "\""));
}

/* -- pages --------------------------------------------------------------------------------- */

struct box {
    double left, right, top, bottom;
};

static struct box box_of(struct slice element) {
    return (struct box){number(element, "xMin=\""), number(element, "xMax=\""),
                        number(element, "yMin=\""), number(element, "yMax=\"")};
}

struct page_reading {
    struct arena *arena;
    struct pdf_lines *lines;
    struct strbuf words; /* of the open line */
    size_t last_start;   /* of its last word, in it */
    struct box line, last_word;
    int block;
};

static void add_page(struct page_reading *reading, double height) {
    struct pdf_lines *lines = reading->lines;
    lines->page_heights = arena_make_room(reading->arena, lines->page_heights, lines->page_count,
                                          &lines->page_capacity, 32, sizeof(double));
    lines->page_heights[lines->page_count++] = height;
}

static void add_line(struct page_reading *reading) {
    struct pdf_lines *lines = reading->lines;
    if (!reading->words.length || !lines->page_count)
        return;
    lines->lines = arena_make_room(reading->arena, lines->lines, lines->count, &lines->capacity,
                                   256, sizeof *lines->lines);
    lines->lines[lines->count++] =
        (struct pdf_line){.text = arena_slice(reading->arena, strbuf_slice(&reading->words)),
                          .left = reading->line.left,
                          .right = reading->line.right,
                          .top = reading->line.top,
                          .height = reading->line.bottom - reading->line.top,
                          .page = (int)lines->page_count,
                          .block = reading->block};
}

/* A small word beside a large one, and clearly above its foot. */
static bool is_raised(struct box small, struct box large) {
    double small_height = small.bottom - small.top, height = large.bottom - large.top;
    return small_height < height * 0.85 && large.bottom - small.bottom > height * 0.2;
}

/* pdftotext divides words where the size changes: "10" and a raised "9", "H", "2" and "O". */
static bool touches(struct box before, struct box word) {
    double height = before.bottom - before.top, other = word.bottom - word.top;
    double larger = height > other ? height : other;
    double gap = word.left - before.right;
    return fabs(height - other) > larger * 0.1 && gap < larger * 0.08 && gap > -larger * 0.3;
}

static void raise_last_word(struct page_reading *reading) {
    struct strbuf raised = {0};
    struct strbuf *words = &reading->words;
    article_raise(&raised, slice_make(words->data + reading->last_start,
                                      words->length - reading->last_start));
    strbuf_truncate(words, reading->last_start);
    strbuf_add_slice(words, strbuf_slice(&raised));
    strbuf_release(&raised);
}

static void add_word(struct page_reading *reading, struct slice element) {
    struct strbuf *words = &reading->words;
    struct box word = box_of(element), before = reading->last_word;
    bool is_first = words->length == 0;
    if (!is_first && is_raised(before, word))
        raise_last_word(reading); /* a note's number before its text */
    if (!is_first && !touches(before, word))
        strbuf_add_char(words, ' ');
    reading->last_start = words->length;
    add_unescaped(words, between(element, "\">", "</word>"));
    if (!is_first && is_raised(word, before))
        raise_last_word(reading);
    reading->last_word = word;
}

static void read_element(struct page_reading *reading, struct slice line) {
    if (slice_starts_with(line, "<word ")) {
        add_word(reading, line);
    } else if (slice_starts_with(line, "<line ")) {
        if (reading->words.data)
            strbuf_truncate(&reading->words, 0);
        reading->line = box_of(line);
    } else if (slice_starts_with(line, "</line>")) {
        add_line(reading);
    } else if (slice_starts_with(line, "<block ")) {
        reading->block++;
    } else if (slice_starts_with(line, "<page ")) {
        add_page(reading, number(line, "height=\""));
    }
}

void pdf_lines_read(struct article_builder *builder, struct slice pages, struct pdf_lines *lines) {
    struct page_reading reading = {.arena = builder->arena, .lines = lines};
    bool in_pages = false;
    for (struct slice raw; slice_next_line(&pages, &raw);) {
        struct slice line = slice_trim(raw);
        in_pages = in_pages || slice_starts_with(line, "<doc>");
        if (in_pages)
            read_element(&reading, line);
        else
            read_head(builder, line);
    }
    strbuf_release(&reading.words);
}

/* -- heads and feet ------------------------------------------------------------------------ */

enum { EDGE_PERCENT = 12, HEIGHT_STEP_PT = 4, LONGEST_HEAD = 200 };

struct edge_line {
    struct pdf_line *line;
    unsigned long long likeness; /* a hash of its height and of its words without numbers */
};

static unsigned long long likeness(const struct pdf_line *line) {
    unsigned long long hash = 14695981039346656037ULL;
    hash = (hash ^ (unsigned long long)(long)(line->top / HEIGHT_STEP_PT + 0.5)) * 1099511628211ULL;
    for (size_t i = 0; i < line->text.length; i++) {
        unsigned char c = (unsigned char)line->text.data[i];
        if (!isdigit(c))
            hash = (hash ^ c) * 1099511628211ULL;
    }
    return hash;
}

static int compare_edges(const void *left, const void *right) {
    const struct edge_line *a = left, *b = right;
    if (a->likeness != b->likeness)
        return a->likeness < b->likeness ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* "3" or "Page 3 of 7", and another number on the next page: it names a page and nothing else. */
static bool is_page_number(struct slice text, struct slice next) {
    enum { LONGEST_NUMBER = 24 };
    return text.length <= LONGEST_NUMBER && !slice_equals(text, next);
}

static void mark_run(struct edge_line *edges, size_t count, size_t page_count) {
    size_t pages = 0;
    for (size_t i = 0; i < count; i++)
        pages += i == 0 || edges[i].line->page != edges[i - 1].line->page;
    if (pages < 2 || pages * 2 <= page_count)
        return;
    for (size_t i = 0; i < count; i++) {
        edges[i].line->is_head = true;
        edges[i].line->is_repeated =
            i > 0 || is_page_number(edges[0].line->text, edges[1].line->text);
    }
}

void pdf_mark_repeated(struct arena *arena, struct pdf_lines *lines) {
    struct edge_line *edges = arena_new_array(arena, lines->count + 1, struct edge_line);
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct pdf_line *line = &lines->lines[i];
        double height = lines->page_heights[line->page - 1];
        double edge = height * EDGE_PERCENT / 100;
        bool is_at_edge = line->top < edge || line->top + line->height > height - edge;
        if (is_at_edge && line->text.length <= LONGEST_HEAD)
            edges[count++] = (struct edge_line){line, likeness(line)};
    }
    if (count)
        qsort(edges, count, sizeof *edges, compare_edges);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && edges[end].likeness == edges[start].likeness; end++)
            continue;
        mark_run(edges + start, end - start, lines->page_count);
    }
}
