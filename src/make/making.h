/* making.h - the parts of making one handout, which make.c puts together for one alone and
 * session.c for many.
 *
 * Layer: make, parent side; no other file includes it.
 */
#ifndef FOOTNOTE_MAKE_MAKING_H
#define FOOTNOTE_MAKE_MAKING_H

#include "make/child/answers.h"
#include "make/child/script_run.h"
#include "make/child/worker.h"

struct making {
    struct script_run run;
    struct answers answers;
};

/* Settles the date, reads the script, opens the fonts. All but request and fonts in the arena. */
bool making_prepare(struct making *making, const struct make_request *request, struct arena *arena,
                    bool describe_only, struct error *err);

/* The first step alone: the request, and its date in the arena. */
bool making_choose_date(struct making *making, const struct make_request *request,
                        struct arena *arena, struct error *err);

/* The run of it in a confined child, as worker_run takes it. */
struct worker_job making_job(struct making *making);

/* What a child's result says; outcome->bytes are borrowed from the payload. */
bool making_take_outcome(struct making *making, struct arena *arena, const struct strbuf *payload,
                         struct outcome *outcome, struct error *err);

extern const struct make_result making_no_result;

/* Fills result, which begins as making_no_result, for a run that gave an outcome or failed (made
 * false, err filled). Releases what making holds beside the arena. */
bool making_end(struct making *making, bool made, const struct outcome *outcome,
                struct arena *arena, struct make_result *result, struct error *err);

#endif
