/* script_run.h - what the confined child does: runs the script, checks the patient's values,
 * builds, lays out and writes.
 *
 * Layer: make, child side. It has no file, no index and no clock: what it needs was loaded before
 * the fork, or is asked of the parent.
 */
#ifndef FOOTNOTE_MAKE_CHILD_SCRIPT_RUN_H
#define FOOTNOTE_MAKE_CHILD_SCRIPT_RUN_H

#include "make/child/exchange.h"
#include "make/make.h"
#include "text/font.h"

struct script_run {
    const struct make_request *request;
    struct slice script;
    const char *date;
    int handout_day;
    int days_ahead;         /* how far after today a handout_date of the patient's lies, or 0 */
    bool describe_only;     /* stop at the declaration */
    struct font_set *fonts; /* NULL when nothing is laid out */
};

/* Does it all; the last message sent is a MESSAGE_RESULT with an outcome, or it leaves through
 * worker_leave. */
void script_run_child(const struct script_run *run, struct channel *channel);

/* The same in two parts, for many handouts of one script. Loading asks for the modules and for all
 * sentences that can be known beforehand; it leaves where the script is at fault. */
struct script_state;
struct script_state *script_run_load(const struct script_run *run, struct channel *channel);

/* The report's declaration as an outcome in a MESSAGE_RESULT. */
void script_run_declare(struct script_state *state);

/* The rest, in a process of its own: the state is spent. Its outcome leaves the declaration out. */
void script_run_loaded(struct script_state *state, const struct script_run *run,
                       struct channel *channel);

#endif
