/* reader.h - a file's bytes -> articles. One reader a format, chosen by the file name's ending.
 *
 * Layer: corpus. Readers share one way to build an article (article_builder.h), so that ids, paths
 * and text rules are the same for all formats. Errors: ERROR_INPUT, "file:line: reason".
 *
 * The readers keep no state between calls, and any number of threads may call them at once.
 *
 * What an article file is (BLUEPRINT of the corpus folder): every supported file outside wording/,
 * except README.md and names beginning with "_".
 */
#ifndef FOOTNOTE_CORPUS_READERS_READER_H
#define FOOTNOTE_CORPUS_READERS_READER_H

#include "base/error.h"
#include "corpus/article.h"

enum { READER_LIMIT_BYTES = 256 * 1024 * 1024 };

/* Called for each article of a file (a .jsonl file has many); the article is valid during the call.
 * `problem` is NULL, or why one record could not be read (article is NULL then; reading goes on).
 * False stops the reading. */
typedef bool article_sink(void *context, const struct article *article, const char *problem);

/* True when a file of this relative path is an article by its name and place. The endings stand in
 * one table, in reader_name.c. Cheap: no library is needed for it. */
bool reader_is_article(const char *relative_path);

/* True when there is a reader for files of this name, wherever they stand. */
bool reader_can_read(const char *name);

/* Of a file that is passed over: what a clinic can do about it ("save as .docx"), or "" when it is
 * nothing that articles are kept in (a picture). NULL for articles, and for what is left out on
 * purpose (README.md, clinic.yaml, names beginning with "_"). */
const char *reader_kind_hint(const char *relative_path);

/* Reads one file's bytes. `file` is the path as shown in messages, `relative` the path below its
 * root (for the id). Invalid UTF-8, an empty file, a broken header and the like are errors.
 * In the arena: everything of the article; for .jsonl the arena is emptied between records. */
bool reader_read(const char *file, const char *relative, struct slice bytes, article_sink *sink,
                 void *context, struct error *err);

/* True for files with an article a line (.jsonl): of any length, they can be read in pieces. */
bool reader_reads_lines(const char *relative);

/* How far such a file has been read; {0}: not at all. */
struct reader_place {
    int line;
    size_t offset_bytes;
    bool is_in_long_line; /* one that no piece holds: it was reported, its rest is passed over */
    bool is_stopped;      /* by the sink */
};

/* Reads the whole lines of a piece, and with is_last its end too; *taken is what need not come
 * again. A full piece without the end of a line is reported as too long, and so is not met twice.
 * False: not even a line can be read of this file. */
bool reader_read_lines(const char *file, struct slice piece, bool is_last,
                       struct reader_place *place, article_sink *sink, void *context, size_t *taken,
                       struct error *err);

/* What the readers run with: "0.29.0.gfm.6" of cmark-gfm; 20914 for libxml2 2.9.14. */
const char *reader_cmark_version(void);
int reader_libxml2_version(void);

#endif
