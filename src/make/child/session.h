/* session.h - many handouts of one report.
 *
 * Layer: make. Script, modules, wording, fonts and index are opened once, in a confined template
 * process (make/child/template.h); each handout still has a confined child of its own, forked from
 * it, which ends with it: nothing of one patient can reach the next one's page. Script, modules and
 * fonts stay as they were when the session was opened; a corpus or wording that changes meanwhile
 * is noticed and loaded. The bytes are those of make_handout. A batch with several jobs has a
 * process for each, which opens its own session.
 *
 *     struct session *session = session_open(&request, &err);
 *     for each patient:
 *         request.patient = ..., request.patient_bytes = ...;
 *         session_make(session, &request, &arena, &result, &err);
 *     session_close(session);
 */
#ifndef FOOTNOTE_MAKE_CHILD_SESSION_H
#define FOOTNOTE_MAKE_CHILD_SESSION_H

#include "make/make.h"

struct session;

/* `common` without a patient; what it points at must outlive the session. NULL: as make_describe.
 */
struct session *session_open(const struct make_request *common, struct error *err);

/* The report's declaration, borrowed: its fields name the columns of a roster. */
const struct value *session_declaration(const struct session *session);

/* As make_handout, for a request that differs from `common` only in the patient, the accepted
 * rules, the settings and the date. result->parts may be borrowed until the next call. */
bool session_make(struct session *session, const struct make_request *request, struct arena *arena,
                  struct make_result *result, struct error *err);

void session_close(struct session *session); /* NULL is fine */

#endif
