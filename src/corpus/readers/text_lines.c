/* text_lines.c - guessing what the lines of an unmarked text are.
 *
 * Layer: corpus. Two ways of writing are told apart first: hard-wrapped text, where a paragraph
 * goes over several lines of about the same width, and text with a paragraph a line, however long.
 * Order: single lines by themselves, then lines among their neighbours.
 */
#include "corpus/readers/text_lines.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

enum {
    LONGEST_WRAPPED = 120, /* bytes; a longer line shows that the file is not wrapped */
    LONGEST_HEADING = 80,
    LONGEST_QUESTION = 120,
    LONGEST_LABEL_WORDS = 3, /* of a heading that ends in a colon */
    WRAP_SLACK = 10,
};

/* -- a line by itself ---------------------------------------------------------------------- */

static char last_byte(struct slice text) {
    return text.length ? text.data[text.length - 1] : '\0';
}

size_t text_item_marker(struct slice text, char marker[16]) {
    static const char *const bullets[] = {"- ", "* ", "+ ",  "• ",  "◦ ",  "▪ ", "‣ ",
                                          "· ", "– ", "•\t", "-\t", "*\t", "● ", "○ ",
                                          "■ ", "□ ", "➢ ",  "► ",  "•"};
    unsigned char first = text.length ? (unsigned char)*text.data : 0;
    bool may_be_bullet = first == '-' || first == '*' || first == '+' || first >= 0x80;
    for (size_t i = 0; may_be_bullet && i < sizeof bullets / sizeof *bullets; i++) {
        if (slice_starts_with(text, bullets[i])) {
            snprintf(marker, 16, "- ");
            return strlen(bullets[i]);
        }
    }
    /* A private character is a bullet of a font of signs: Word's and LibreOffice's PDF files. */
    if (text.length > 4 && (first == 0xEE || first == 0xEF) && text.data[3] == ' ') {
        size_t position = 0;
        unsigned c = utf8_next(text, &position);
        if (c >= 0xE000 && c <= 0xF8FF) {
            snprintf(marker, 16, "- ");
            return position + 1;
        }
    }
    size_t digits = 0;
    while (digits < text.length && digits < 4 && isdigit((unsigned char)text.data[digits]))
        digits++;
    if (!digits || digits + 1 >= text.length || !strchr(".)", text.data[digits]) ||
        !strchr(" \t", text.data[digits + 1]))
        return 0;
    snprintf(marker, 16, "%.*s. ", (int)digits, text.data);
    return digits + 2;
}

static bool is_underline(struct slice text) {
    if (text.length < 3 || !strchr("=-~_*", text.data[0]))
        return false;
    for (size_t i = 1; i < text.length; i++)
        if (text.data[i] != text.data[0])
            return false;
    return true;
}

static bool starts_with_capital(struct slice text) {
    unsigned char first = text.length ? (unsigned char)text.data[0] : 0;
    return isupper(first) || isdigit(first) || first >= 0x80 || first == '"' || first == '(';
}

static bool has_letter(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (isalpha((unsigned char)text.data[i]) || (unsigned char)text.data[i] >= 0x80)
            return true;
    return false;
}

static size_t count_words(struct slice text) {
    size_t words = 0;
    for (size_t i = 0; i < text.length; i++)
        words += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
    return words;
}

/* A sentence ends inside the line. */
static bool has_inner_end(struct slice text) {
    for (size_t i = 0; i + 1 < text.length; i++)
        if (strchr(".?!", text.data[i]) && text.data[i + 1] == ' ')
            return true;
    return false;
}

/* A code point has four bytes at the most: a paragraph need not be counted to be too long. */
static bool is_longer(struct slice text, size_t most) {
    return text.length > 4 * most || utf8_count(text) > most;
}

static bool looks_like_question(struct slice text) {
    return last_byte(text) == '?' && !is_longer(text, LONGEST_QUESTION) &&
           starts_with_capital(text) && !has_inner_end(text);
}

static bool looks_like_heading(struct slice text) {
    if (!text.length || is_longer(text, LONGEST_HEADING) || !starts_with_capital(text) ||
        !has_letter(text) || strchr(".!;,", last_byte(text)) || has_inner_end(text))
        return false;
    return last_byte(text) != ':' || count_words(text) <= LONGEST_LABEL_WORDS;
}

static struct slice next_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t length = 0;
    while (length < rest->length && !isspace((unsigned char)rest->data[length]))
        length++;
    struct slice word = slice_make(rest->data, length);
    *rest = slice_make(rest->data + length, rest->length - length);
    return word;
}

/* "By " and one to four capitalised words, perhaps a time to read behind them. */
struct slice text_byline_author(struct slice line) {
    struct slice rest = line;
    struct slice none = {line.data, 0};
    if (!line.length || tolower((unsigned char)*line.data) != 'b')
        return none;
    struct slice by = next_word(&rest);
    if (by.length != 2 || strncasecmp(by.data, "by", 2) != 0)
        return none;
    rest = slice_trim(rest);
    struct slice author = {rest.data, 0};
    size_t words = 0;
    while (rest.length) {
        struct slice word = next_word(&rest);
        unsigned char first = (unsigned char)word.data[0];
        if (isdigit(first) || first == '|' || first == '-')
            break; /* "7 min read" */
        if (!(isupper(first) || first >= 0x80) || ++words > 4)
            return none;
        author.length = (size_t)(word.data + word.length - author.data);
    }
    while (author.length && strchr(",;.", last_byte(author)))
        author.length--;
    return author;
}

/* -- a line among its neighbours ----------------------------------------------------------- */

struct shape {
    bool is_wrapped;
    size_t width; /* of the longest line */
};

static struct shape measure(const struct text_lines *lines) {
    struct shape shape = {true, 0};
    for (size_t i = 0; i < lines->count; i++)
        if (lines->lines[i].text.length > shape.width)
            shape.width = lines->lines[i].text.length;
    shape.is_wrapped = shape.width <= LONGEST_WRAPPED;
    return shape;
}

static enum line_kind kind_at(const struct text_lines *lines, size_t i) {
    return i < lines->count ? lines->lines[i].kind : LINE_EMPTY;
}

/* In wrapped text a line that has room for the next line's first word was ended on purpose. */
static bool ends_early(const struct shape *shape, const struct text_line *line,
                       const struct text_line *next) {
    struct slice rest = next->text;
    size_t with_word = line->text.length + 1 + next_word(&rest).length;
    return with_word + WRAP_SLACK <= shape->width && starts_with_capital(next->text);
}

static bool may_start_here(const struct text_lines *lines, size_t i, const struct shape *shape) {
    if (i == 0 || kind_at(lines, i - 1) == LINE_EMPTY)
        return true;
    enum line_kind before = kind_at(lines, i - 1);
    return !shape->is_wrapped || before == LINE_HEADING || before == LINE_QUESTION ||
           before == LINE_UNDERLINE;
}

static bool may_end_here(const struct text_lines *lines, size_t i, const struct shape *shape) {
    enum line_kind after = kind_at(lines, i + 1);
    if (after == LINE_EMPTY || after == LINE_ITEM || after == LINE_UNDERLINE)
        return true;
    return !shape->is_wrapped || ends_early(shape, &lines->lines[i], &lines->lines[i + 1]);
}

/* Something to stand above: the last line of a text is not a heading. */
static bool has_text_below(const struct text_lines *lines, size_t i) {
    for (size_t j = i + 1; j < lines->count; j++)
        if (lines->lines[j].kind != LINE_EMPTY && lines->lines[j].kind != LINE_UNDERLINE)
            return true;
    return false;
}

/* "There are two:" right below a heading leads to a list; it heads nothing itself. */
static bool is_below_heading(const struct text_lines *lines, size_t i) {
    while (i > 0 && kind_at(lines, i - 1) == LINE_EMPTY)
        i--;
    return i > 0 &&
           (kind_at(lines, i - 1) == LINE_HEADING || kind_at(lines, i - 1) == LINE_QUESTION);
}

static enum line_kind kind_among(const struct text_lines *lines, size_t i,
                                 const struct shape *shape) {
    const struct text_line *line = &lines->lines[i];
    if (!may_start_here(lines, i, shape) || !may_end_here(lines, i, shape) ||
        !has_text_below(lines, i))
        return LINE_TEXT;
    if (looks_like_question(line->text))
        return LINE_QUESTION;
    if (!looks_like_heading(line->text) ||
        (last_byte(line->text) == ':' && is_below_heading(lines, i)))
        return LINE_TEXT;
    return LINE_HEADING;
}

/* A numbered line alone between empty lines, with prose below it, heads that prose. */
static bool is_numbered_heading(const struct text_lines *lines, size_t i) {
    const struct text_line *line = &lines->lines[i];
    if (line->kind != LINE_ITEM || strcmp(line->marker, "- ") == 0 ||
        !looks_like_heading(line->text) || kind_at(lines, i + 1) != LINE_EMPTY ||
        (i && kind_at(lines, i - 1) != LINE_EMPTY))
        return false;
    size_t below = i + 1;
    while (below < lines->count && lines->lines[below].kind == LINE_EMPTY)
        below++;
    return kind_at(lines, below) == LINE_TEXT;
}

/* In wrapped text blocks end at empty lines and where something else begins. */
static void mark_block_ends(struct text_lines *lines, const struct shape *shape) {
    for (size_t i = 0; i < lines->count; i++) {
        struct text_line *line = &lines->lines[i];
        line->ends_block = !shape->is_wrapped || kind_at(lines, i + 1) != LINE_TEXT;
    }
}

static struct text_line read_line(struct slice raw) {
    struct text_line line = {.text = slice_trim(raw)};
    line.indent = line.text.length ? (size_t)(line.text.data - raw.data) : 0;
    size_t marker = text_item_marker(line.text, line.marker);
    if (!line.text.length) {
        line.kind = LINE_EMPTY;
    } else if (is_underline(line.text)) {
        line.kind = LINE_UNDERLINE;
    } else if (marker) {
        line.kind = LINE_ITEM;
        line.text = slice_trim(slice_make(line.text.data + marker, line.text.length - marker));
    } else {
        line.kind = LINE_TEXT;
    }
    return line;
}

struct text_lines text_lines_read(struct arena *arena, struct slice text) {
    struct text_lines lines = {0};
    size_t capacity = 0;
    struct slice raw;
    while (slice_next_line(&text, &raw)) {
        lines.lines = arena_make_room(arena, lines.lines, lines.count, &capacity, 64,
                                      sizeof(struct text_line));
        lines.lines[lines.count++] = read_line(raw);
    }
    struct shape shape = measure(&lines);
    for (size_t i = 0; i < lines.count; i++) {
        struct text_line *line = &lines.lines[i];
        if (line->kind == LINE_TEXT && text_byline_author(line->text).length)
            line->kind = LINE_BYLINE;
        else if (line->kind == LINE_TEXT)
            line->kind = kind_among(&lines, i, &shape);
        else if (is_numbered_heading(&lines, i))
            line->kind = LINE_HEADING;
    }
    mark_block_ends(&lines, &shape);
    return lines;
}
