/* batch_inputs.h - ten letters that change whenever a row's handout would: for going on with a
 * batch without making everything again.
 *
 * Layer: make. A keyed hash like the handout's code (make/handout_code.h) over everything that
 * could matter, needed or not: it is known without running the script. Nobody can test a guess at a
 * patient's values against it without the clinic's key.
 */
#ifndef FOOTNOTE_MAKE_BATCH_BATCH_INPUTS_H
#define FOOTNOTE_MAKE_BATCH_BATCH_INPUTS_H

#include "make/batch/batch.h"
#include "make/batch/roster.h"
#include "make/handout_code.h"

struct batch_inputs {
    struct handout_code common;
};

/* Reads script, modules, wording; faces by name, size and time. */
bool batch_inputs_begin(struct batch_inputs *inputs, const struct batch_request *request,
                        struct error *err);

void batch_inputs_of_row(const struct batch_inputs *inputs, const struct roster_row *row,
                         char text[HANDOUT_CODE_LETTERS + 1]);

#endif
