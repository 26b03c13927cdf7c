/* fact_report.h - footnote check --facts: every fact of the checklist, and where it went.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_FACT_REPORT_H
#define FOOTNOTE_CLI_FACT_REPORT_H

#include "cli/locate.h"
#include "cli/output.h"
#include "make/checks/check.h"

/* Makes all worked examples that make a handout, and prints (in JSON: the member
 * "facts" of the open map). What is wrong goes to the list. */
bool fact_report_print(struct invocation *invocation, const struct places *places,
                       struct index *index, struct output *out, struct check_list *list,
                       struct error *err);

#endif
