/* reader_jsonl.c - articles from a .jsonl file: {"id", "title", "text"}, optionally "url" and
 * "language", one a line.
 *
 * Layer: corpus; jansson. Collections of tens of thousands of records are read this way, so one
 * broken record is reported and passed over, and the arena is emptied between records.
 */
#include "base/utf8.h"
#include "corpus/article_header.h"
#include "corpus/reader_formats.h"

#include <jansson.h>

struct record {
    const char *file;
    int line;
    struct arena *arena;
};

static bool fail(const struct record *record, struct error *err, const char *reason) {
    return error_set(err, ERROR_INPUT, "%s:%d: %s", record->file, record->line, reason);
}

/* A member's text: a string, or a whole number as ids often are. Empty when absent. */
static bool member_text(const struct record *record, const json_t *object, const char *key,
                        struct slice *text, struct error *err) {
    const json_t *member = json_object_get(object, key);
    *text = slice_of("");
    if (json_is_string(member))
        *text = slice_make(json_string_value(member), json_string_length(member));
    else if (json_is_integer(member))
        *text = slice_of(arena_format(record->arena, "%lld", json_integer_value(member)));
    else if (member && !json_is_null(member))
        return error_set(err, ERROR_INPUT, "%s:%d: '%s' is no text", record->file, record->line,
                         key);
    return true;
}

/* Paragraphs end at empty lines; lines that begin with "- " are items of a list. */
static void add_text(struct article_builder *builder, struct slice text, int line) {
    struct slice current;
    while (slice_next_line(&text, &current)) {
        struct slice trimmed = slice_trim(current);
        bool is_item = slice_starts_with(trimmed, "- ");
        if (!trimmed.length || is_item)
            article_end_block(builder);
        if (is_item) {
            article_add_item(builder, "- ", slice_make(trimmed.data + 2, trimmed.length - 2), line);
        } else {
            article_collect(builder, trimmed, line);
            article_collect(builder, slice_of(" "), line);
        }
    }
    article_end_block(builder);
}

static bool build(const struct record *record, const json_t *object,
                  struct article_builder *builder, struct error *err) {
    struct slice id, title, text, url, language;
    if (!json_is_object(object))
        return fail(record, err, "expected an object {\"id\": ..., \"title\": ..., \"text\": ...}");
    if (!member_text(record, object, "id", &id, err) ||
        !member_text(record, object, "title", &title, err) ||
        !member_text(record, object, "text", &text, err) ||
        !member_text(record, object, "url", &url, err) ||
        !member_text(record, object, "language", &language, err))
        return false;
    struct article *article = &builder->article;
    article->id = article_clean_text(record->arena, id);
    if (!*article->id)
        return fail(record, err, "no \"id\"");
    article->title = article_clean_text(record->arena, title);
    if (!*article->title)
        article->title = article->id;
    article->source = article_clean_text(record->arena, url);
    if (language.length) {
        article->language = article_language(record->arena, language);
        if (!article->language)
            return fail(record, err, "\"language\" is no language tag such as en or pt-BR");
    }
    if (!slice_trim(text).length)
        return fail(record, err, "no \"text\"");
    add_text(builder, text, record->line);
    if (!article_finish(builder, NULL))
        return fail(record, err, "\"text\" holds no characters to show");
    for (size_t i = 0; i < article->section_count; i++)
        article->sections[i].line = record->line;
    return true;
}

static json_t *parse(const struct record *record, struct slice line, size_t offset,
                     struct error *err) {
    json_error_t error;
    size_t invalid = utf8_find_invalid(line);
    if (invalid != UTF8_VALID)
        error_set(err, ERROR_INPUT, "%s:%d: invalid UTF-8 at byte %zu", record->file, record->line,
                  offset + invalid);
    else if (memchr(line.data, '\0', line.length))
        fail(record, err, "NUL byte, this is no text file");
    else {
        json_t *object = json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, &error);
        if (!object)
            error_set(err, ERROR_INPUT, "%s:%d: column %d: %s", record->file, record->line,
                      error.column, error.text);
        return object;
    }
    return NULL;
}

bool reader_jsonl(const char *file, struct slice bytes, article_sink *sink, void *context,
                  struct error *err) {
    struct arena arena = {0};
    struct record record = {.file = file, .arena = &arena};
    struct slice rest = bytes, line;
    bool go_on = true;
    (void)err;
    while (go_on && rest.length) {
        const char *end = memchr(rest.data, '\n', rest.length);
        size_t length = end ? (size_t)(end - rest.data) : rest.length;
        size_t offset = (size_t)(rest.data - bytes.data);
        line = slice_make(rest.data, length);
        rest = slice_make(rest.data + length + (end != NULL), rest.length - length - (end != NULL));
        record.line++;
        if (!slice_trim(line).length)
            continue;
        struct error problem = {0};
        struct article_builder builder;
        json_t *object = parse(&record, line, offset, &problem);
        article_start(&builder, &arena, file, "");
        bool done = object && build(&record, object, &builder, &problem);
        json_decref(object);
        go_on = sink(context, done ? &builder.article : NULL, done ? NULL : problem.message);
        article_discard(&builder);
        arena_release(&arena);
    }
    return true;
}
