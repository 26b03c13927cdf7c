/* expression_words.c - see expression_words.h.
 *
 * Layer: search.
 */
#include "search/query/expression_words.h"

#include "base/strbuf.h"
#include "search/query/expression_token.h"

enum { MOST_PHRASES = QUERY_MOST_WORDS };

static bool is_operator(struct slice token) {
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (slice_is(token, operators[i]))
            return true;
    return false;
}

static bool is_sign(struct slice token) {
    return token.length == 1 && strchr("(){}:,+*^-", token.data[0]);
}

/* What a string or a bare word says. */
static const char *text_of(struct arena *arena, struct slice token) {
    struct strbuf text = {0};
    bool quoted = token.data[0] == '"';
    size_t end = quoted && token.length > 1 ? token.length - 1 : token.length;
    for (size_t i = quoted; i < end; i++) {
        strbuf_add_char(&text, token.data[i]);
        if (quoted && token.data[i] == '"')
            i++;
    }
    const char *kept = arena_bytes(arena, strbuf_text(&text), text.length);
    strbuf_release(&text);
    return kept;
}

static void add_phrase(struct arena *arena, const char *text, struct query *query) {
    struct query_member *member = arena_new(arena, struct query_member);
    *member = (struct query_member){.text = text, .origin = QUERY_TYPED, .weight = 1};
    query->groups[query->group_count++] =
        (struct query_group){.typed = text, .count = 1, .members = member, .member_count = 1};
}

struct reader {
    struct query *query;
    bool skips;         /* inside {columns}, or behind the comma of NEAR */
    bool joins;         /* behind + */
    bool after_columns; /* behind {columns}: a colon names no further one */
};

/* A sign changes what the phrase before it, or behind it, is. */
static void read_sign(struct reader *reader, char sign) {
    struct query *query = reader->query;
    bool after_columns = reader->after_columns;
    reader->after_columns = false;
    switch (sign) {
    case ':': /* what stood before was a column */
        query->group_count -= query->group_count > 0 && !after_columns;
        break;
    case '*':
        if (query->group_count)
            query->groups[query->group_count - 1].members[0].is_prefix = true;
        break;
    case '{':
    case ',':
        reader->skips = true;
        break;
    case '+':
        reader->joins = query->group_count > 0;
        break;
    default:
        reader->skips = false;
        reader->after_columns = sign == '}';
    }
}

static void read_phrase(struct reader *reader, struct arena *arena, const char *text) {
    struct query *query = reader->query;
    if (reader->joins) {
        struct query_member *member = query->groups[query->group_count - 1].members;
        member->text = arena_format(arena, "%s %s", member->text, text);
    } else {
        add_phrase(arena, text, query);
    }
    reader->joins = false;
}

static size_t count_words(struct slice token) {
    size_t count = 0;
    for (size_t i = 0; i < token.length; i++)
        count += token.data[i] != ' ' && (i == 0 || token.data[i - 1] == ' ');
    return count;
}

size_t expression_length(struct slice expression) {
    struct slice token;
    size_t at = 0, count = 0;
    while (expression_token(expression, &at, &token))
        if (!is_sign(token) && !is_operator(token))
            count += count_words(token);
    return count;
}

void expression_words(struct arena *arena, const char *expression, struct query *query) {
    struct slice all = slice_of(expression), token;
    struct reader reader = {.query = query};
    size_t at = 0;
    query->groups = arena_new_array(arena, MOST_PHRASES, struct query_group);
    while (query->group_count < MOST_PHRASES && expression_token(all, &at, &token)) {
        if (is_sign(token))
            read_sign(&reader, token.data[0]);
        else if (!reader.skips && !is_operator(token))
            read_phrase(&reader, arena, text_of(arena, token));
    }
}
