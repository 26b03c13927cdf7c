/* reader_formats.h - the readers behind reader_read, one a format.
 *
 * Layer: corpus, private. Readers of text are given well-formed UTF-8 without NUL and without a
 * byte order mark, the others the file as it is.
 */
#ifndef FOOTNOTE_CORPUS_READERS_READER_FORMATS_H
#define FOOTNOTE_CORPUS_READERS_READER_FORMATS_H

#include "corpus/article_builder.h"
#include "corpus/readers/reader.h"

enum article_format {
    FORMAT_UNKNOWN,
    FORMAT_MARKDOWN,
    FORMAT_HTML,
    FORMAT_TEXT,
    FORMAT_JSONL,
    FORMAT_DOCX,
    FORMAT_ODT,
    FORMAT_EPUB,
    FORMAT_PDF,
};

/* By the ending of the name. */
enum article_format reader_format_of(const char *relative_path);

/* These fill a builder that is started and will be finished by the caller. */
bool reader_markdown(struct article_builder *builder, struct slice text, struct error *err);
bool reader_html(struct article_builder *builder, struct slice text, struct error *err);
bool reader_text(struct article_builder *builder, struct slice text, struct error *err);

/* The same by the libraries alone, without the short ways of plain_markup.h: for the test that
 * compares them. */
bool reader_markdown_parsed(struct article_builder *builder, struct slice text, struct error *err);
bool reader_html_parsed(struct article_builder *builder, struct slice text, struct error *err);

/* Files of other programs: whole, as they are. */
bool reader_docx(struct article_builder *builder, struct slice bytes, struct error *err);
bool reader_odt(struct article_builder *builder, struct slice bytes, struct error *err);
bool reader_epub(struct article_builder *builder, struct slice bytes, struct error *err);
bool reader_pdf(struct article_builder *builder, struct slice bytes, struct error *err);

/* A piece of HTML (UTF-8) inside another format, beginning in the given line. raised_classes: of
 * its style sheets (css_raised.h), or NULL. */
bool reader_html_piece(struct article_builder *builder, struct slice text, int line,
                       const struct strbuf *raised_classes, struct error *err);

/* Many articles, one a line: whole lines, and what follows the last of them. */
void reader_jsonl(const char *file, struct slice bytes, struct reader_place *place,
                  article_sink *sink, void *context);

#endif
