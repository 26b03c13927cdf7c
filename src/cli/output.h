/* output.h - what a command prints: data as text or JSON on stdout, messages on stderr.
 *
 * Layer: cli. Data is collected and written once at the end, so that a command that fails prints no
 * half of it and a full disk is noticed in one place. Colour only where stdout is a terminal, or as
 * --color says; NO_COLOR is heard.
 *
 *     struct output out;
 *     output_begin(&out, invocation);
 *     if (out.json) {
 *         output_map(&out, NULL);
 *         output_integer(&out, "schema", 1);
 *         output_end_map(&out);
 *     } else
 *         output_line(&out, "%zu passages", count);
 *     return output_finish(&out, 0, err);
 *
 * JSON: output_ functions with a key add a member of the open map; inside a list the key is NULL.
 */
#ifndef FOOTNOTE_CLI_OUTPUT_H
#define FOOTNOTE_CLI_OUTPUT_H

#include "base/strbuf.h"
#include "cli/command.h"
#include "search/search.h"

#include <stdint.h>

struct output {
    struct strbuf buffer;
    bool json;
    bool color;
    bool terminal; /* stdout is one */
    int width;     /* columns to wrap at: the terminal's, at most 100; 80 elsewhere */
    bool pages;    /* what the screen does not hold goes through the pager */
    bool comma;    /* JSON: a member stands before the next one */
};

void output_begin(struct output *out, const struct invocation *invocation);

/* Longer text goes through the person's pager (pager.h): on a terminal, without --no-pager. */
void output_page(struct output *out, const struct invocation *invocation);

/* Writes what was collected and releases it. Returns exit_code; 0 when the reader has closed the
 * pipe; ERROR_ENVIRONMENT, with err filled, when stdout can't be written. */
int output_finish(struct output *out, int exit_code, struct error *err);

/* Writes bytes to stdout at once, under the same rules. False: err is filled. */
bool output_write(struct slice bytes, bool *closed, struct error *err);

/* ---- text ----------------------------------------------------------------------------------- */

/* printf and a line end. */
void output_line(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds "224 KB" or "28.1 MB", of 1024. */
void output_size(struct output *out, int64_t bytes);

/* Adds text with control characters replaced: for everything that comes from files. */
void output_printable(struct output *out, const char *text);

enum output_style { STYLE_PLAIN, STYLE_TITLE, STYLE_MATCH, STYLE_DIM, STYLE_WARNING };
/* Switches the terminal's style; nothing without colour. */
void output_style(struct output *out, enum output_style style);

/* Adds a title or a part of one: bold, the marked words in colour. Without colour it is plain: a
 * title is looked for and copied as it stands. */
void output_title(struct output *out, const char *text, const struct search_mark *marks,
                  size_t mark_count);

/* Adds text wrapped at the width, every line behind `indent` blanks, with the marked words in
 * colour or between "**". Line ends in the text count as blanks. */
void output_wrapped(struct output *out, int indent, const char *text,
                    const struct search_mark *marks, size_t mark_count);

/* The same behind the `begun` columns that already stand on the first line. */
void output_hanging(struct output *out, int begun, int indent, const char *text,
                    const struct search_mark *marks, size_t mark_count);

/* ---- JSON ----------------------------------------------------------------------------------- */

void output_map(struct output *out, const char *key);
void output_end_map(struct output *out);
void output_list(struct output *out, const char *key);
void output_end_list(struct output *out);
void output_text(struct output *out, const char *key, const char *text); /* NULL: null */
void output_integer(struct output *out, const char *key, int64_t number);
void output_number(struct output *out, const char *key, double number, int places);
void output_boolean(struct output *out, const char *key, bool value);
void output_texts(struct output *out, const char *key, const char *const *texts, size_t count);

/* ---- messages on stderr --------------------------------------------------------------------- */

/* "footnote: text". Control characters are replaced. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Lines as they are, without the program's name. Control characters but line ends are replaced. */
void message_block(const char *text);

/* The last word on a failure. Faults in scripts and input files begin with file:line, so that an
 * editor can jump there; everything else begins with the program's name. */
void message_error(const struct error *err);

#endif
