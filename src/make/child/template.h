/* template.h - a confined process that has a report loaded already, and forks a child for each
 * handout.
 *
 * Layer: make. The template shuts itself in, prepares (loads script, modules, sentences) and waits.
 * It never sees a patient: for each handout it gets one end of a new socket, forks, and forgets it;
 * the child gives up forking, reads its job from that socket and ends with it. So no child can
 * leave anything behind for the next one. A child that hangs, crashes or is killed costs its own
 * handout; the template goes with it only when it can't be told apart from the trouble.
 *
 *     struct template *template = template_open(&job, &declared, &err);
 *     for each patient:
 *         template_run(template, &job, payload, &result, &err);
 *     template_close(template);
 */
#ifndef FOOTNOTE_MAKE_CHILD_TEMPLATE_H
#define FOOTNOTE_MAKE_CHILD_TEMPLATE_H

#include "make/child/worker.h"

struct template;

/* Starts it; job->prepare runs in it and ends with a MESSAGE_RESULT, whose payload comes back in
 * result. job->child will run for each handout in a process of its own, with the context as prepare
 * left it; its first message is MESSAGE_JOB. NULL: as worker_run. */
struct template *template_open(const struct worker_job *job, struct strbuf *result,
                               struct error *err);

/* One handout, as worker_run. Of the job name, on_message, context (on_message's alone), meanwhile
 * and the deadline count; the child's limits are those of template_open. */
bool template_run(struct template *template, const struct worker_job *job, struct slice payload,
                  struct strbuf *result, struct error *err);

/* False: it has ended, by itself or with a child that had to be killed; close it and open another.
 */
bool template_is_alive(struct template *template);

/* Waits for the last child and the template to be gone. NULL is fine. */
void template_close(struct template *template);

#endif
