/* output.c - see output.h. In order: beginning and end; text; JSON; messages.
 *
 * Layer: cli. Part of the light program: JSON is written here, without a library.
 */
#include "cli/output.h"

#include "base/utf8.h"
#include "base/value.h"
#include "cli/pager.h"
#include "token/char_width.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 40, WIDEST = 100, WIDTH_WITHOUT_TERMINAL = 80 };

/* ---- beginning and end ---------------------------------------------------------------------- */

void output_begin(struct output *out, const struct invocation *invocation) {
    *out = (struct output){.json = invocation_flag(invocation, "json"),
                           .width = WIDTH_WITHOUT_TERMINAL};
    struct winsize size = {0};
    out->terminal = isatty(STDOUT_FILENO) == 1;
    if (out->terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        out->width = size.ws_col < NARROWEST ? NARROWEST : size.ws_col;
        if (out->width > WIDEST)
            out->width = WIDEST;
    }
    const char *when = invocation_option(invocation, "color");
    if (when && strcmp(when, "auto") != 0) {
        out->color = strcmp(when, "always") == 0;
        return;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *terminal_kind = getenv("TERM");
    out->color = out->terminal && !(no_color && no_color[0]) && terminal_kind && terminal_kind[0] &&
                 strcmp(terminal_kind, "dumb") != 0;
}

void output_page(struct output *out, const struct invocation *invocation) {
    out->pages = out->terminal && !out->json && !invocation_flag(invocation, "no-pager");
}

bool output_write(struct slice bytes, bool *closed, struct error *err) {
    *closed = false;
    while (bytes.length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes.data, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE) {
            *closed = true;
            return true;
        }
        if (written < 0)
            return error_set_errno(err, ERROR_ENVIRONMENT, "standard output can't be written");
        bytes.data += written;
        bytes.length -= (size_t)written;
    }
    return true;
}

int output_finish(struct output *out, int exit_code, struct error *err) {
    bool closed = false;
    if (out->json)
        strbuf_add_char(&out->buffer, '\n');
    struct slice all = strbuf_slice(&out->buffer);
    bool paged = out->pages && pager_is_wanted(all) && pager_show(all);
    bool written = paged || output_write(all, &closed, err);
    strbuf_release(&out->buffer);
    if (!written)
        return ERROR_ENVIRONMENT;
    return closed ? 0 : exit_code;
}

/* ---- text ----------------------------------------------------------------------------------- */

void output_line(struct output *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    strbuf_add_format_list(&out->buffer, format, arguments);
    va_end(arguments);
    strbuf_add_char(&out->buffer, '\n');
}

void output_size(struct output *out, int64_t bytes) {
    enum { KB = 1024, MB = 1024 * 1024, LEAST_MB = 10 };
    bool is_large = bytes >= (int64_t)LEAST_MB * MB;
    strbuf_add_number(&out->buffer, (double)bytes / (is_large ? MB : KB), is_large ? 1 : 0);
    strbuf_add(&out->buffer, is_large ? " MB" : " KB");
}

void output_printable(struct output *out, const char *text) {
    utf8_add_printable(&out->buffer, slice_of(text));
}

void output_style(struct output *out, enum output_style style) {
    static const char *const escapes[] = {
        [STYLE_PLAIN] = "\033[0m", [STYLE_TITLE] = "\033[1m",    [STYLE_MATCH] = "\033[1;31m",
        [STYLE_DIM] = "\033[2m",   [STYLE_WARNING] = "\033[33m",
    };
    if (out->color)
        strbuf_add(&out->buffer, escapes[style]);
}

/* The marks while the text goes by. */
struct mark_walk {
    const struct search_mark *marks;
    size_t count, at;
    int position; /* code points gone by */
    bool inside;
};

static void close_mark(struct output *out, struct mark_walk *walk) {
    if (!walk->inside || walk->position < walk->marks[walk->at].end)
        return;
    if (out->color)
        output_style(out, STYLE_PLAIN);
    else
        strbuf_add(&out->buffer, "**");
    walk->inside = false;
    walk->at++;
}

static void open_mark(struct output *out, struct mark_walk *walk) {
    while (!walk->inside && walk->at < walk->count && walk->marks[walk->at].end <= walk->position)
        walk->at++; /* passed by: it held nothing but blanks */
    if (walk->inside || walk->at == walk->count || walk->position < walk->marks[walk->at].start)
        return;
    if (out->color)
        output_style(out, STYLE_MATCH);
    else
        strbuf_add(&out->buffer, "**");
    walk->inside = true;
}

/* Columns that the "**" of this word take. */
static int mark_columns(const struct output *out, const struct mark_walk *walk, int width) {
    int columns = 0;
    if (out->color)
        return 0;
    for (size_t i = walk->at; i < walk->count && walk->marks[i].start < walk->position + width;
         i++) {
        bool opens = walk->marks[i].start >= walk->position;
        bool closes = walk->marks[i].end <= walk->position + width;
        columns += 2 * opens + 2 * closes;
    }
    return columns;
}

void output_title(struct output *out, const char *text, const struct search_mark *marks,
                  size_t mark_count) {
    struct slice all = slice_of(text);
    size_t mark = 0;
    int at = 0;
    output_style(out, STYLE_TITLE);
    for (size_t i = 0; i < all.length; at++) {
        size_t start = i;
        utf8_next(all, &i);
        if (mark < mark_count && at == marks[mark].start)
            output_style(out, STYLE_MATCH);
        utf8_add_printable(&out->buffer, slice_make(all.data + start, i - start));
        if (mark < mark_count && at + 1 == marks[mark].end) {
            output_style(out, STYLE_PLAIN);
            output_style(out, STYLE_TITLE);
            mark++;
        }
    }
    output_style(out, STYLE_PLAIN);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* No mark begins, ends or goes on in the next so many code points. */
static bool is_unmarked(const struct mark_walk *walk, int width) {
    return !walk->inside &&
           (walk->at == walk->count || (walk->marks[walk->at].start >= walk->position + width &&
                                        walk->marks[walk->at].end > walk->position + width));
}

static void add_word(struct output *out, struct mark_walk *walk, struct slice word, int width) {
    size_t position = 0;
    if (is_unmarked(walk, width)) {
        utf8_add_printable(&out->buffer, word);
        walk->position += width;
        return;
    }
    while (position < word.length) {
        size_t start = position;
        utf8_next(word, &position);
        open_mark(out, walk);
        utf8_add_printable(&out->buffer, slice_make(word.data + start, position - start));
        walk->position++;
        close_mark(out, walk);
    }
}

/* It may not begin a line. */
static bool closes_wide(unsigned c) {
    static const unsigned closing[] = {0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF01, 0xFF1F, 0xFF1A,
                                       0xFF1B, 0xFF09, 0x300D, 0x300F, 0x3011, 0x300B, 0x30FC};
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (c == closing[i])
            return true;
    return false;
}

/* What is not divided: up to a blank, or to where letters of two columns, which stand without
 * blanks, give way to a new line. */
static struct slice take_unit(struct slice all, size_t *at) {
    size_t start = *at;
    bool is_after_wide = false;
    while (*at < all.length && !is_blank(all.data[*at])) {
        size_t next = *at;
        unsigned c = utf8_next(all, &next);
        int width = char_width(c);
        if (*at > start && width > 0 && (width == 2 || is_after_wide) && !closes_wide(c))
            break;
        is_after_wide = width > 0 ? width == 2 : is_after_wide;
        *at = next;
    }
    return slice_make(all.data + start, *at - start);
}

void output_wrapped(struct output *out, int indent, const char *text,
                    const struct search_mark *marks, size_t mark_count) {
    output_hanging(out, 0, indent, text, marks, mark_count);
}

void output_hanging(struct output *out, int begun, int indent, const char *text,
                    const struct search_mark *marks, size_t mark_count) {
    struct mark_walk walk = {.marks = marks, .count = mark_count};
    struct slice all = slice_of(text);
    int column = begun; /* 0: nothing on this line yet */
    bool first = begun > 0;
    for (size_t i = 0; i < all.length;) {
        if (is_blank(all.data[i])) {
            i++;
            walk.position++;
            continue;
        }
        int blank = i > 0 && is_blank(all.data[i - 1]) ? 1 : 0;
        struct slice word = take_unit(all, &i);
        int letters = (int)utf8_count(word);
        int width = text_width(word) + mark_columns(out, &walk, letters);
        if (column && !first && column + blank + width > out->width) {
            strbuf_add_char(&out->buffer, '\n');
            column = 0;
        }
        int gap = first ? 0 : column ? blank : indent;
        column += gap + width;
        while (gap-- > 0)
            strbuf_add_char(&out->buffer, ' ');
        first = false;
        add_word(out, &walk, word, letters);
    }
    if (walk.inside) /* a mark that ends in blanks */
        walk.position = walk.marks[walk.at].end;
    close_mark(out, &walk);
    strbuf_add_char(&out->buffer, '\n');
}

/* ---- JSON ----------------------------------------------------------------------------------- */

/* What stands before a value: the comma and the key. */
static void begin_value(struct output *out, const char *key) {
    if (out->comma)
        strbuf_add(&out->buffer, ", ");
    if (key) {
        value_write_json_text(slice_of(key), &out->buffer);
        strbuf_add(&out->buffer, ": ");
    }
    out->comma = true;
}

static void open_bracket(struct output *out, const char *key, char bracket) {
    begin_value(out, key);
    strbuf_add_char(&out->buffer, bracket);
    out->comma = false;
}

static void close_bracket(struct output *out, char bracket) {
    strbuf_add_char(&out->buffer, bracket);
    out->comma = true;
}

void output_map(struct output *out, const char *key) {
    open_bracket(out, key, '{');
}

void output_end_map(struct output *out) {
    close_bracket(out, '}');
}

void output_list(struct output *out, const char *key) {
    open_bracket(out, key, '[');
}

void output_end_list(struct output *out) {
    close_bracket(out, ']');
}

void output_text(struct output *out, const char *key, const char *text) {
    begin_value(out, key);
    if (text)
        value_write_json_text(slice_of(text), &out->buffer);
    else
        strbuf_add(&out->buffer, "null");
}

void output_integer(struct output *out, const char *key, int64_t number) {
    begin_value(out, key);
    strbuf_add_format(&out->buffer, "%lld", (long long)number);
}

void output_number(struct output *out, const char *key, double number, int places) {
    begin_value(out, key);
    strbuf_add_number(&out->buffer, number, places);
}

void output_boolean(struct output *out, const char *key, bool value) {
    begin_value(out, key);
    strbuf_add(&out->buffer, value ? "true" : "false");
}

void output_texts(struct output *out, const char *key, const char *const *texts, size_t count) {
    output_list(out, key);
    for (size_t i = 0; i < count; i++)
        output_text(out, NULL, texts[i]);
    output_end_list(out);
}

/* ---- messages ------------------------------------------------------------------------------- */

/* A message may have several lines (a traceback): line ends stay, other control characters go. */
static void print_message(const char *prefix, const char *text) {
    struct strbuf clean = {0};
    struct slice rest = slice_of(text);
    struct slice line;
    strbuf_add(&clean, prefix);
    bool first = true;
    while (slice_next_line(&rest, &line)) {
        if (!first)
            strbuf_add_char(&clean, '\n');
        utf8_add_printable(&clean, line);
        first = false;
    }
    strbuf_add_char(&clean, '\n');
    fputs(strbuf_text(&clean), stderr);
    strbuf_release(&clean);
}

void message(const char *format, ...) {
    struct strbuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_add_format_list(&text, format, arguments);
    va_end(arguments);
    print_message("footnote: ", strbuf_text(&text));
    strbuf_release(&text);
}

void message_block(const char *text) {
    print_message("", text);
}

void message_error(const struct error *err) {
    bool has_place = err->code == ERROR_SCRIPT || err->code == ERROR_INPUT;
    print_message(has_place ? "" : "footnote: ", err->message);
}
