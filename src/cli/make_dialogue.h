/* make_dialogue.h - making a handout with somebody at the terminal.
 *
 * Layer: cli. Without a patient file the report's fields are asked for; what a clinical rule asks
 * is asked too. Away from a terminal, with --json and with --quiet, it is make_handout alone.
 */
#ifndef FOOTNOTE_CLI_MAKE_DIALOGUE_H
#define FOOTNOTE_CLI_MAKE_DIALOGUE_H

#include "cli/command.h"
#include "cli/interview.h"
#include "make/make.h"

struct make_dialogue {
    struct interview interview;
    bool asked; /* the values were typed: they may be kept */
    bool left;  /* the clinician left: nothing is made, and there is nothing to say */
};

/* As make_handout; request gets the patient and the rules that were accepted. */
bool make_dialogue_run(struct make_dialogue *dialogue, const struct invocation *invocation,
                       struct make_request *request, struct make_result *result, struct error *err);

#endif
