/* ledger_inputs.h - what a reprint needs of one patient's handout, as bytes to be encrypted.
 *
 * Layer: make. The files it was made of are kept apart (make/ledger/ledger_files.h).
 */
#ifndef FOOTNOTE_MAKE_LEDGER_LEDGER_INPUTS_H
#define FOOTNOTE_MAKE_LEDGER_LEDGER_INPUTS_H

#include "make/make.h"

/* Adds the request's patient, settings, acknowledgements, format and the settled date. */
void ledger_inputs_add(struct strbuf *bytes, const struct make_request *request,
                       const struct make_result *result);

/* Fills these members of the request; all in the arena. False: the bytes are no inputs. */
bool ledger_inputs_take(struct arena *arena, struct slice bytes, struct make_request *request);

/* The patient's values by field, as given: settings put over the file's. For comparing two visits.
 */
const struct value *ledger_inputs_values(struct arena *arena, const struct make_request *request);

#endif
