/* expression_error.c - see expression_error.h.
 *
 * Layer: search. Order: places, the message.
 */
#include "search/query/expression_error.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "search/query/expression_token.h"
#include "token/char_width.h"

enum { MOST_QUESTIONS = 64, LINE_CHARACTERS = 60 };

#define NO_PLACE ((size_t)-1)

/* ---- places ---- */

/* What FTS5 puts behind `lead`, up to the last quotation mark of its message: may be nothing. */
static bool read_quoted(const char *message, const char *lead, struct slice *quoted) {
    const char *found = strstr(message, lead);
    if (!found)
        return false;
    const char *start = found + strlen(lead);
    const char *end = strrchr(start, '"');
    *quoted = end ? slice_make(start, (size_t)(end - start)) : slice_of(start);
    return true;
}

static const char near_lead[] = "syntax error near \"";

/* Whether an expression that ends here is wrong already, and not only unfinished. */
static bool is_wrong_already(struct index *index, struct arena *arena, struct slice beginning) {
    struct error err = {0};
    struct slice near;
    const char *text = arena_bytes(arena, beginning.data, beginning.length);
    return !index_expression_is_fine(index, text, &err) &&
           read_quoted(err.message, near_lead, &near) && near.length > 0;
}

/* The first place where this token makes the expression wrong. */
static size_t find_token(struct index *index, struct arena *arena, struct slice text,
                         struct slice wanted) {
    size_t position = 0, last = NO_PLACE;
    struct slice token;
    for (int asked = 0; asked < MOST_QUESTIONS && expression_token(text, &position, &token);) {
        if (!slice_equals(token, wanted))
            continue;
        asked++;
        last = (size_t)(token.data - text.data);
        if (is_wrong_already(index, arena, slice_make(text.data, position)))
            break;
    }
    return last;
}

/* A name that stands where columns do: before a colon, in braces, or behind a hyphen. */
static size_t find_column(struct slice text, struct slice name) {
    size_t position = 0;
    struct slice token;
    bool is_in_braces = false, is_behind_hyphen = false;
    while (expression_token(text, &position, &token)) {
        if (*token.data == '{' || *token.data == '}')
            is_in_braces = *token.data == '{';
        struct slice bare = token;
        if (*token.data == '"' && token.length >= 2)
            bare = slice_make(token.data + 1, token.length - 2);
        size_t behind = position;
        struct slice next;
        bool before_colon = expression_token(text, &behind, &next) && *next.data == ':';
        if (slice_equals(bare, name) && (before_colon || is_in_braces || is_behind_hyphen))
            return (size_t)(token.data - text.data);
        is_behind_hyphen = *token.data == '-';
    }
    return NO_PLACE;
}

/* The quotation mark that nothing closes. */
static size_t find_open_string(struct slice text) {
    size_t position = 0;
    struct slice token;
    size_t start = NO_PLACE;
    while (expression_token(text, &position, &token))
        if (*token.data == '"')
            start = (size_t)(token.data - text.data);
    return start;
}

/* ---- the message ---- */

/* The expression's part around the place, in one line, and the caret below. */
static void add_picture(struct strbuf *out, struct slice text, size_t place) {
    size_t from = 0, to = 0;
    size_t before = utf8_count(slice_make(text.data, place));
    for (size_t skipped = 0; before > LINE_CHARACTERS / 2 + skipped; skipped++)
        utf8_next(text, &from);
    to = from;
    for (int i = 0; i < LINE_CHARACTERS && to < text.length; i++)
        utf8_next(text, &to);
    strbuf_add(out, "\n    ");
    utf8_add_printable(out, slice_make(text.data + from, to - from));
    strbuf_add_format(out, "\n    %*s^", text_width(slice_make(text.data + from, place - from)),
                      "");
}

void expression_error_explain(struct index *index, struct arena *arena, const char *expression,
                              struct error *err) {
    struct slice text = slice_of(expression), named;
    struct strbuf why = {0};
    size_t place = NO_PLACE;
    if (read_quoted(err->message, near_lead, &named)) {
        place = named.length ? find_token(index, arena, text, named) : text.length;
        if (named.length)
            strbuf_add_format(&why, "'%.*s' can't stand here", SLICE_ARGS(named));
        else
            strbuf_add(&why, "something is missing at its end");
    } else if (read_quoted(err->message, "no such column: ", &named)) {
        place = find_column(text, named);
        strbuf_add_format(&why,
                          "there is no column '%.*s', only title, path and body: put "
                          "\"quotes\" around what holds a colon or a hyphen",
                          SLICE_ARGS(named));
    } else if (strstr(err->message, "unterminated string")) {
        place = find_open_string(text);
        strbuf_add(&why, "this quotation mark is never closed");
    } else if (strstr(err->message, "unknown special query")) {
        place = 0;
        strbuf_add(&why, "it begins with a star: write a word in front of it");
    } else if (read_quoted(err->message, "expected integer, got \"", &named)) {
        place = find_token(index, arena, text, named);
        strbuf_add_format(&why, "NEAR takes a number, not '%.*s'", SLICE_ARGS(named));
    }
    if (strstr(err->message, "stack overflow"))
        error_set(err, ERROR_USAGE,
                  "the match expression can't be read: its brackets stand too deep inside each "
                  "other");
    if (place != NO_PLACE) {
        add_picture(&why, text, place);
        error_set(err, ERROR_USAGE, "the match expression can't be read: %s", strbuf_text(&why));
    }
    strbuf_release(&why);
}
