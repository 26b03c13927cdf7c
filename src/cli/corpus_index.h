/* corpus_index.h - the index that a command works on: found, checked, brought up to date.
 *
 * Layer: cli. The light program opens and checks; when there is something to do it hands over to
 * footnote-full, where the same call brings the index up to date and goes on.
 */
#ifndef FOOTNOTE_CLI_CORPUS_INDEX_H
#define FOOTNOTE_CLI_CORPUS_INDEX_H

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/output.h"
#include "index/index.h"

enum corpus_need {
    CORPUS_READABLE, /* an index that can't be brought up to date is used as it was, with a warning
                      */
    CORPUS_CURRENT,  /* it is refused: what goes to a patient rests on the articles of today */
};

/* Opened for reading, or NULL. Warns on stderr about corpus folders that can't be reached and files
 * that could not be read. */
struct index *corpus_index_open(struct invocation *invocation, const struct places *places,
                                enum corpus_need need, struct error *err);

/* Brings the located index up to date, with a progress line where stderr is a terminal and the work
 * takes long. The report lives in the invocation's arena. */
command_refresher corpus_refresh;

/* The same with further roots (for `footnote index PATH`). */
bool corpus_refresh_with(struct invocation *invocation, const struct places *places,
                         const char *const *more_roots, size_t more_count,
                         struct index_report *report, struct error *err);

/* Makes it anew from these, the located and the remembered folders (index_rebuild). */
bool corpus_rebuild(struct invocation *invocation, const struct places *places,
                    const char *const *more_roots, size_t more_count, struct index_report *report,
                    struct error *err);

/* "FILE:12: why", as an editor can jump to it, or "FILE: why" where no line is known. */
const char *corpus_failure_text(struct arena *arena, const struct index_failure *failure);

/* A member `failures`. */
void corpus_failures_json(struct output *out, const struct index_failure *failures, size_t count);

/* One line each on stderr. */
void corpus_warn_unreachable(const char *const *roots, size_t count);

#endif
