/* reader.c - choosing the reader for a file, and what all of them refuse.
 *
 * Layer: corpus.
 */
#include "corpus/readers/reader.h"

#include "corpus/readers/reader_formats.h"
#include "corpus/readers/text_encoding.h"

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

/* ---- an article a line ---- */

bool reader_reads_lines(const char *relative) {
    return reader_format_of(relative) == FORMAT_JSONL;
}

/* Of many records each is checked by itself; here only what no line could be read of. */
static bool begin_lines(const char *file, struct slice *piece, struct reader_place *place,
                        struct error *err) {
    if (slice_starts_with(*piece, "\xFF\xFE") || slice_starts_with(*piece, "\xFE\xFF"))
        return error_set(err, ERROR_INPUT, "%s:1: is UTF-16, save it as UTF-8", file);
    if (slice_starts_with(*piece, "\xEF\xBB\xBF")) {
        *piece = slice_make(piece->data + 3, piece->length - 3);
        place->offset_bytes = 3;
    }
    return true;
}

/* The rest of a line that was too long. */
static void skip_line(struct slice *piece, struct reader_place *place) {
    const char *end = memchr(piece->data, '\n', piece->length);
    size_t skipped = end ? (size_t)(end - piece->data) + 1 : piece->length;
    place->is_in_long_line = end == NULL;
    place->offset_bytes += skipped;
    *piece = slice_make(piece->data + skipped, piece->length - skipped);
}

static void report_long_line(const char *file, struct slice piece, struct reader_place *place,
                             article_sink *sink, void *context) {
    struct error problem;
    error_set(&problem, ERROR_INPUT, "%s:%d: has more than %zu bytes in one line", file,
              ++place->line, piece.length);
    place->is_in_long_line = true;
    place->offset_bytes += piece.length;
    place->is_stopped = !sink(context, NULL, problem.message);
}

bool reader_read_lines(const char *file, struct slice piece, bool is_last,
                       struct reader_place *place, article_sink *sink, void *context, size_t *taken,
                       struct error *err) {
    size_t before = place->offset_bytes;
    if (before == 0 && !begin_lines(file, &piece, place, err))
        return false;
    if (place->is_in_long_line)
        skip_line(&piece, place);
    const char *last = piece.length ? memrchr(piece.data, '\n', piece.length) : NULL;
    size_t length = is_last ? piece.length : last ? (size_t)(last - piece.data) + 1 : 0;
    if (length)
        reader_jsonl(file, slice_make(piece.data, length), place, sink, context);
    else if (piece.length && !is_last && place->offset_bytes - before < 4)
        report_long_line(file, piece, place, sink, context);
    *taken = place->offset_bytes - before;
    return true;
}

static bool read_records(const char *file, struct slice bytes, article_sink *sink, void *context,
                         struct error *err) {
    struct reader_place place = {0};
    size_t taken, mark = slice_starts_with(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    if (!slice_trim(slice_make(bytes.data + mark, bytes.length - mark)).length)
        return error_set(err, ERROR_INPUT, "%s: is empty", file);
    return reader_read_lines(file, bytes, true, &place, sink, context, &taken, err);
}

/* ---- any file ---- */

/* Of a file that is another than its name says: what it is and what to do; NULL when it is not. */
static const char *disguise_of(enum article_format kind, struct slice bytes) {
    static const struct {
        const char *start, *advice;
        bool in_text, in_archives, in_pdf; /* where it is no such file */
    } disguises[] = {
        {"{\\rtf", "is in rich text (RTF), save it as .docx", true, true, true},
        {"%PDF-", "is a PDF file, name it .pdf", true, true, false},
        {"PK\3\4", "is an office file or an archive, name it .docx, .odt or .epub", true, false,
         true},
        {"\xD0\xCF\x11\xE0", "is in the old format of Office, save it as .docx", true, false, true},
        {"<!DOCTYPE html", "is a web page, name it .html", false, true, true},
        {"<html", "is a web page, name it .html", false, true, true},
    };
    bool is_pdf = kind == FORMAT_PDF;
    bool is_archive = kind == FORMAT_DOCX || kind == FORMAT_ODT || kind == FORMAT_EPUB;
    for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++)
        if (slice_starts_with(bytes, disguises[i].start) && (is_pdf       ? disguises[i].in_pdf
                                                             : is_archive ? disguises[i].in_archives
                                                                          : disguises[i].in_text))
            return disguises[i].advice;
    return NULL;
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
    const char *disguise = disguise_of(kind, bytes);
    if (disguise)
        return error_set(err, ERROR_INPUT, "%s: %s", file, disguise);
    if (kind == FORMAT_JSONL)
        return read_records(file, bytes, sink, context, err);
    return read_article(&formats[kind], file, relative, bytes, sink, context, err);
}
