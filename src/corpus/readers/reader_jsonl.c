/* reader_jsonl.c - articles from a .jsonl file: {"id", "title", "text"}, optionally "url" and
 * "language", one a line.
 *
 * Layer: corpus. Collections of tens of thousands of records are read this way, so one
 * broken record is reported and passed over, and the arena is emptied between records.
 */
#include "base/utf8.h"
#include "corpus/article_header.h"
#include "corpus/readers/jsonl_record.h"
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/record_title.h"

struct record {
    const char *file;
    int line;
    struct arena *arena;
};

static bool fail(const struct record *record, struct error *err, const char *reason) {
    return error_set(err, ERROR_INPUT, "%s:%d: %s", record->file, record->line, reason);
}

/* Paragraphs end at empty lines; lines that begin with "- " are items of a list. */
static void add_text(struct article_builder *builder, struct slice text, int line) {
    struct slice current;
    bool is_one_line =
        !memchr(text.data, '\n', text.length) && !memchr(text.data, '\r', text.length);
    if (is_one_line && !slice_starts_with(slice_trim(text), "- ")) {
        article_add_paragraph(builder, text, line); /* most records: no copy of their lines */
        return;
    }
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

/* Of a record that is only a title, as old bibliographies have them, the title is the text. */
static struct slice text_of(const struct record_members *members) {
    struct slice text = slice_trim(members->texts[RECORD_TEXT]);
    return text.length ? members->texts[RECORD_TEXT] : slice_trim(members->texts[RECORD_TITLE]);
}

static bool build(const struct record *record, const struct record_members *members,
                  struct article_builder *builder, struct error *err) {
    struct article *article = &builder->article;
    article->id = article_clean_text(record->arena, members->texts[RECORD_ID]);
    if (!*article->id)
        return fail(record, err, "no \"id\"");
    article->title = article_clean_text(record->arena, members->texts[RECORD_TITLE]);
    if (!*article->title)
        record_find_title(record->arena, members->texts[RECORD_TEXT], article);
    if (!*article->title && !*article->opening)
        article->title = article->id;
    article->source = article_clean_text(record->arena, members->texts[RECORD_URL]);
    if (members->texts[RECORD_LANGUAGE].length) {
        article->language = article_language(record->arena, members->texts[RECORD_LANGUAGE]);
        if (!article->language)
            return fail(record, err, "\"language\" is no language tag such as en or pt-BR");
    }
    struct slice text = text_of(members);
    if (!text.length)
        return fail(record, err, "neither \"title\" nor \"text\"");
    add_text(builder, text, record->line);
    if (!article_finish(builder, NULL))
        return fail(record, err, "\"text\" holds no characters to show");
    return true;
}

static bool read_record(const struct record *record, struct slice line, size_t offset,
                        struct article_builder *builder, struct error *err) {
    struct record_members members;
    size_t invalid = utf8_find_invalid(line);
    if (invalid != UTF8_VALID)
        return error_set(err, ERROR_INPUT, "%s:%d: invalid UTF-8 at byte %zu", record->file,
                         record->line, offset + invalid);
    if (memchr(line.data, '\0', line.length))
        return fail(record, err, "NUL byte, this is no text file");
    return jsonl_read_record(record->arena, line, record->file, record->line, &members, err) &&
           build(record, &members, builder, err);
}

void reader_jsonl(const char *file, struct slice bytes, struct reader_place *place,
                  article_sink *sink, void *context) {
    struct arena arena = {0};
    struct record record = {.file = file, .arena = &arena};
    struct slice rest = bytes, line;
    while (!place->is_stopped && rest.length) {
        const char *end = memchr(rest.data, '\n', rest.length);
        size_t length = end ? (size_t)(end - rest.data) : rest.length;
        size_t offset = place->offset_bytes;
        size_t taken = length + (end != NULL);
        line = slice_make(rest.data, length);
        rest = slice_make(rest.data + taken, rest.length - taken);
        place->offset_bytes += taken;
        record.line = ++place->line;
        if (!slice_trim(line).length)
            continue;
        struct error problem;
        struct article_builder builder;
        article_start(&builder, &arena, file, "");
        bool done = read_record(&record, line, offset, &builder, &problem);
        place->is_stopped =
            !sink(context, done ? &builder.article : NULL, done ? NULL : problem.message);
        article_discard(&builder);
        arena_release(&arena);
    }
}
