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
 * bad option, patient file or profile. */
bool make_input_read(const struct invocation *invocation, const struct places *places,
                     struct make_request *request, struct error *err);

/* Parts of it, for commands that make handouts in other ways. A patient file: JSON or YAML by its
 * name or its first character; "-" is standard input. */
bool make_input_patient(struct arena *arena, const char *file, struct make_request *request,
                        struct error *err);

/* The located clinic.yaml into clinic, clinic_bytes and clinic_folder; no clinic at all is fine. */
bool make_input_profile(struct arena *arena, const struct places *places,
                        struct make_request *request, struct error *err);

/* The report's script by its name or path, its folders, and the located clinic.yaml; no clinic at
 * all is fine. */
bool make_input_places(struct arena *arena, const struct places *places, const char *report,
                       struct make_request *request, struct error *err);

#endif
