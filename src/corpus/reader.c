/* reader.c - choosing the reader for a file, and what all of them refuse.
 *
 * Layer: corpus.
 */
#include "corpus/reader.h"

#include "corpus/reader_formats.h"
#include "corpus/text_encoding.h"

/* Longer than any book. */
enum { LARGEST_ARTICLE_BYTES = 4 * 1024 * 1024 };

typedef bool format_reader(struct article_builder *builder, struct slice text, struct error *err);

static const struct format {
    format_reader *read; /* NULL: .jsonl, which has many articles */
    enum { BYTES_BINARY, BYTES_TEXT, BYTES_MARKUP } bytes; /* text is given to them in UTF-8 */
} formats[] = {
    [FORMAT_MARKDOWN] = {reader_markdown, BYTES_TEXT}, [FORMAT_HTML] = {reader_html, BYTES_MARKUP},
    [FORMAT_TEXT] = {reader_text, BYTES_TEXT},         [FORMAT_JSONL] = {NULL, BYTES_BINARY},
    [FORMAT_DOCX] = {reader_docx, BYTES_BINARY},       [FORMAT_ODT] = {reader_odt, BYTES_BINARY},
    [FORMAT_EPUB] = {reader_epub, BYTES_BINARY},       [FORMAT_PDF] = {reader_pdf, BYTES_BINARY},
};

static bool read_text(const struct format *format, struct article_builder *builder,
                      struct slice bytes, struct error *err) {
    if (bytes.length > LARGEST_ARTICLE_BYTES)
        return error_set(err, ERROR_INPUT, "%s: has %zu bytes, an article may have 4 MB, divide it",
                         builder->file, bytes.length);
    struct strbuf room = {0};
    struct slice text;
    bool done =
        text_decode(builder->file, bytes, format->bytes == BYTES_MARKUP, &room, &text, err) &&
        format->read(builder, text, err);
    strbuf_release(&room);
    return done;
}

static bool read_article(const struct format *format, const char *file, const char *relative,
                         struct slice bytes, article_sink *sink, void *context, struct error *err) {
    struct arena arena = {0};
    struct article_builder builder;
    article_start(&builder, &arena, file, relative);
    bool done = format->bytes == BYTES_BINARY ? format->read(&builder, bytes, err)
                                              : read_text(format, &builder, bytes, err);
    done = done && article_finish(&builder, err);
    if (done)
        sink(context, &builder.article, NULL);
    article_discard(&builder);
    arena_release(&arena);
    return done;
}

/* Of many records each is checked by itself; here only what no line could be read of. */
static bool read_records(const char *file, struct slice bytes, article_sink *sink, void *context,
                         struct error *err) {
    if (slice_starts_with(bytes, "\xFF\xFE") || slice_starts_with(bytes, "\xFE\xFF"))
        return error_set(err, ERROR_INPUT, "%s:1: is UTF-16, save it as UTF-8", file);
    if (slice_starts_with(bytes, "\xEF\xBB\xBF"))
        bytes = slice_make(bytes.data + 3, bytes.length - 3);
    if (!slice_trim(bytes).length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    return reader_jsonl(file, bytes, sink, context, err);
}

bool reader_read(const char *file, const char *relative, struct slice bytes, article_sink *sink,
                 void *context, struct error *err) {
    enum article_format kind = reader_format_of(relative);
    if (kind == FORMAT_UNKNOWN)
        return error_set(err, ERROR_INPUT,
                         "%s: unknown format, expected .md, .html, .txt, .docx, .odt, .epub, .pdf "
                         "or .jsonl",
                         file);
    if (!bytes.length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    if (kind == FORMAT_JSONL)
        return read_records(file, bytes, sink, context, err);
    return read_article(&formats[kind], file, relative, bytes, sink, context, err);
}
