/* article_header.c - the YAML header of a Markdown article -> metadata.
 *
 * Layer: corpus. Order: checks of single values, the table of keys, the header as a whole.
 */
#include "corpus/article_header.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/value.h"
#include "corpus/article_builder.h"

#include <ctype.h>

/* -- single values: NULL, or what was expected --------------------------------------------- */

typedef const char *value_check(struct arena *arena, const char **text);

static const char *check_slug(struct arena *arena, const char **text) {
    struct slice id = slice_of(*text);
    if (slice_is(id, article_slug(arena, id)))
        return NULL;
    return "lower-case letters, digits and single hyphens, at most 60";
}

static const char *check_date(struct arena *arena, const char **text) {
    int day;
    (void)arena;
    return date_parse(slice_of(*text), &day) ? NULL : "a date as YYYY-MM-DD";
}

static const char *check_language(struct arena *arena, const char **text) {
    const char *language = article_language(arena, slice_of(*text));
    if (!language)
        return "a language tag such as en or pt-BR";
    *text = language;
    return NULL;
}

char *article_language(struct arena *arena, struct slice tag) {
    struct strbuf lower = {0};
    size_t part_length = 0;
    bool is_first = true, is_good = tag.length > 0;
    for (size_t i = 0; i <= tag.length && is_good; i++) {
        char c = i < tag.length ? tag.data[i] : '-';
        if (c == '-' || c == '_') {
            is_good = part_length >= (is_first ? 2 : 1) && part_length <= 8;
            part_length = 0;
            is_first = false;
            c = '-';
        } else {
            is_good = is_first ? isalpha((unsigned char)c) : isalnum((unsigned char)c);
            part_length++;
        }
        if (i < tag.length)
            strbuf_add_char(&lower, (char)tolower((unsigned char)c));
    }
    char *language = is_good ? arena_text(arena, strbuf_text(&lower)) : NULL;
    strbuf_release(&lower);
    return language;
}

/* -- the table of keys --------------------------------------------------------------------- */

static const struct header_key {
    const char *name;
    size_t field; /* offset of a const char * in struct article */
    value_check *check;
} header_keys[] = {
    {"id", offsetof(struct article, id), check_slug},
    {"title", offsetof(struct article, title), NULL},
    {"language", offsetof(struct article, language), check_language},
    {"audience", offsetof(struct article, audience), NULL},
    {"topics", offsetof(struct article, topics), NULL},
    {"source", offsetof(struct article, source), NULL},
    {"author", offsetof(struct article, author), NULL},
    {"licence", offsetof(struct article, licence), NULL},
    {"version", offsetof(struct article, version), NULL},
    {"reviewed", offsetof(struct article, reviewed), check_date},
    {"review_due", offsetof(struct article, review_due), check_date},
    {"note", offsetof(struct article, note), NULL},
};
enum { HEADER_KEY_COUNT = sizeof header_keys / sizeof *header_keys };

static bool fail_unknown_key(const char *file, int line, const char *name, struct error *err) {
    const char *names[HEADER_KEY_COUNT];
    struct strbuf all = {0};
    for (size_t i = 0; i < HEADER_KEY_COUNT; i++) {
        names[i] = header_keys[i].name;
        strbuf_add_format(&all, "%s%s", i ? " " : "", names[i]);
    }
    const char *nearest = utf8_nearest(name, names, HEADER_KEY_COUNT);
    if (nearest)
        error_set(err, ERROR_INPUT, "%s:%d: unknown key '%s' (did you mean '%s'?)", file, line,
                  name, nearest);
    else
        error_set(err, ERROR_INPUT, "%s:%d: unknown key '%s', expected one of: %s", file, line,
                  name, strbuf_text(&all));
    strbuf_release(&all);
    return false;
}

/* A scalar's text, or a list's texts joined by commas; NULL when there is anything else in it. */
static const char *joined_text(struct arena *arena, const struct value *value) {
    if (value->kind == VALUE_MAP)
        return NULL;
    if (value->kind != VALUE_LIST)
        return article_clean_text(arena, slice_of(value_text(value, "")));
    struct strbuf joined = {0};
    bool is_good = true;
    for (size_t i = 0; i < value->count && is_good; i++) {
        const char *item = value_text(value->items[i], NULL);
        is_good = item != NULL;
        if (is_good && i)
            strbuf_add(&joined, ", ");
        if (is_good)
            article_clean(&joined, slice_of(item));
    }
    const char *text = is_good ? arena_bytes(arena, strbuf_text(&joined), joined.length) : NULL;
    strbuf_release(&joined);
    return text;
}

static bool set_field(struct arena *arena, const char *file, const char *name,
                      const struct value *value, struct article *article, struct error *err) {
    const struct header_key *key = NULL;
    for (size_t i = 0; i < HEADER_KEY_COUNT && !key; i++)
        if (strcmp(header_keys[i].name, name) == 0)
            key = &header_keys[i];
    if (!key)
        return fail_unknown_key(file, value->line, name, err);
    const char *text = joined_text(arena, value);
    if (!text)
        return error_set(err, ERROR_INPUT, "%s:%d: '%s' is a %s, expected a text", file,
                         value->line, name, value_kind_name(value->kind));
    if (!*text)
        return true; /* a key without a value: as if absent */
    const char *expected = key->check ? key->check(arena, &text) : NULL;
    if (expected)
        return error_set(err, ERROR_INPUT, "%s:%d: '%s' is '%s', expected %s", file, value->line,
                         name, text, expected);
    memcpy((char *)article + key->field, &text, sizeof text);
    return true;
}

/* -- the header ---------------------------------------------------------------------------- */

static bool is_fence(struct slice line, const char *fence) {
    while (line.length && (line.data[line.length - 1] == ' ' || line.data[line.length - 1] == '\t'))
        line.length--;
    return slice_is(line, fence);
}

bool article_read_header(struct arena *arena, const char *file, struct slice *text, int *line,
                         struct article *article, struct error *err) {
    struct slice rest = *text, current;
    if (!slice_next_line(&rest, &current) || !is_fence(current, "---"))
        return true;
    const char *start = rest.data;
    int line_count = 1;
    bool is_closed = false;
    size_t length = 0;
    while (!is_closed && slice_next_line(&rest, &current)) {
        length = (size_t)(current.data - start);
        line_count++;
        is_closed = is_fence(current, "---") || is_fence(current, "...");
    }
    if (!is_closed)
        return error_set(err, ERROR_INPUT,
                         "%s:%d: the header that begins here has no end, expected a line '---'",
                         file, *line);
    const struct value *header =
        value_read_yaml(arena, slice_make(start, length), file, *line + 1, err);
    if (!header)
        return false;
    if (header->kind != VALUE_MAP && header->kind != VALUE_NULL)
        return error_set(err, ERROR_INPUT, "%s:%d: the header is a %s, expected lines 'key: value'",
                         file, *line + 1, value_kind_name(header->kind));
    for (size_t i = 0; i < header->count; i++)
        if (!set_field(arena, file, header->keys[i].data, header->items[i], article, err))
            return false;
    *text = rest;
    *line += line_count;
    return true;
}
