/* reader.c - choosing the reader for a file, and what all of them refuse.
 *
 * Layer: corpus.
 */
#include "corpus/reader.h"

#include "base/utf8.h"
#include "corpus/reader_formats.h"

/* Longer than any book. At this size the densest markup takes some 700 MB and 3 seconds. */
enum { LARGEST_ARTICLE_BYTES = 4 * 1024 * 1024 };

typedef bool format_reader(struct article_builder *builder, struct slice text, struct error *err);

static const struct format {
    format_reader *read; /* NULL: .jsonl, which has many articles */
    bool is_utf8;        /* checked before; otherwise the reader sees to its encoding */
    bool is_binary;      /* bytes of another program: nothing is known of them before */
} formats[] = {
    [FORMAT_MARKDOWN] = {reader_markdown, true, false}, [FORMAT_HTML] = {reader_html, false, false},
    [FORMAT_TEXT] = {reader_text, true, false},         [FORMAT_JSONL] = {NULL, false, false},
    [FORMAT_DOCX] = {reader_docx, false, true},         [FORMAT_ODT] = {reader_odt, false, true},
    [FORMAT_EPUB] = {reader_epub, false, true},         [FORMAT_PDF] = {reader_pdf, false, true},
};

bool reader_check_utf8(const char *file, struct slice text, struct error *err) {
    size_t invalid = utf8_find_invalid(text);
    if (invalid == UTF8_VALID)
        return true;
    return error_set(err, ERROR_INPUT,
                     "%s:%d: invalid UTF-8 at byte %zu, expected a file saved as UTF-8", file,
                     utf8_line_at(text, invalid), invalid);
}

/* What no format may hold; takes a byte order mark off. */
static bool check_bytes(const char *file, struct slice *bytes, struct error *err) {
    if (slice_starts_with(*bytes, "\xFF\xFE") || slice_starts_with(*bytes, "\xFE\xFF"))
        return error_set(err, ERROR_INPUT, "%s:1: is UTF-16, save it as UTF-8", file);
    if (slice_starts_with(*bytes, "\xEF\xBB\xBF"))
        *bytes = slice_make(bytes->data + 3, bytes->length - 3);
    if (!slice_trim(*bytes).length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    return true;
}

static bool check_text(const struct format *format, const char *file, struct slice bytes,
                       struct error *err) {
    if (bytes.length > LARGEST_ARTICLE_BYTES)
        return error_set(err, ERROR_INPUT, "%s: has %zu bytes, an article may have 4 MB, divide it",
                         file, bytes.length);
    const char *nul = memchr(bytes.data, '\0', bytes.length);
    if (nul)
        return error_set(err, ERROR_INPUT, "%s:%d: NUL byte, this is no text file", file,
                         utf8_line_at(bytes, (size_t)(nul - bytes.data)));
    return !format->is_utf8 || reader_check_utf8(file, bytes, err);
}

static bool read_article(const struct format *format, const char *file, const char *relative,
                         struct slice bytes, article_sink *sink, void *context, struct error *err) {
    if (!format->is_binary && !check_text(format, file, bytes, err))
        return false;
    struct arena arena = {0};
    struct article_builder builder;
    article_start(&builder, &arena, file, relative);
    bool done = format->read(&builder, bytes, err) && article_finish(&builder, err);
    if (done)
        sink(context, &builder.article, NULL);
    article_discard(&builder);
    arena_release(&arena);
    return done;
}

bool reader_read(const char *file, const char *relative, struct slice bytes, article_sink *sink,
                 void *context, struct error *err) {
    enum article_format kind = reader_format_of(relative);
    const struct format *format = &formats[kind];
    if (kind == FORMAT_UNKNOWN)
        return error_set(
            err, ERROR_INPUT,
            "%s: unknown format, expected .md, .html, .txt, .docx, .odt, .epub, .pdf or .jsonl",
            file);
    if (!bytes.length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    if (!format->is_binary && !check_bytes(file, &bytes, err))
        return false;
    if (kind == FORMAT_JSONL)
        return reader_jsonl(file, bytes, sink, context, err);
    return read_article(format, file, relative, bytes, sink, context, err);
}
