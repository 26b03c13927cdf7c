/* make_input.h - what `footnote make` reads before it can begin.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_MAKE_INPUT_H
#define FOOTNOTE_CLI_MAKE_INPUT_H

#include "cli/command.h"
#include "cli/locate.h"
#include "make/make.h"

/* Fills the request's script, folders, patient, settings, clinic, date and acknowledgements from
 * the invocation; everything lives in its arena. The index is left to the caller. ERROR_USAGE for a
 * bad option, patient file or profile, with all of them that can be told apart. */
bool make_input_read(const struct invocation *invocation, const struct places *places,
                     struct make_request *request, struct error *err);

#endif
