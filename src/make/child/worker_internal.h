/* worker_internal.h - what worker.c and template.c share: a process that shuts itself in, and the
 * conversation with it.
 *
 * Layer: make; no other file includes it.
 */
#ifndef FOOTNOTE_MAKE_CHILD_WORKER_INTERNAL_H
#define FOOTNOTE_MAKE_CHILD_WORKER_INTERNAL_H

#include "make/child/worker.h"

#include <sys/types.h>

/* ---- child side: worker_child.c -------------------------------------------------------------- */

/* After a fork: takes leave of the program's signals and descriptors, runs body(argument) on a
 * large stack, and ends. `socket` becomes worker_channel(), `errors` standard error. */
_Noreturn void worker_begin(const struct worker_job *job, int (*body)(void *argument),
                            void *argument, pid_t parent, int socket, int errors);

/* The one socket of a child. */
struct channel *worker_channel(void);

/* To be called first in the body. Leaves where the kernel can't confine; false when it goes on
 * without, which was allowed. */
bool worker_confine(const struct worker_job *job, bool may_fork);

/* In a process forked by one that was confined with may_fork (with success, or not): `socket` takes
 * the place of its channel, and it gives up what the template may do. Leaves on failure. */
void worker_begin_again(int socket, pid_t template, const struct worker_job *job, bool confined);

/* ---- parent side: worker_talk.c -------------------------------------------------------------- */

enum conversation { TALKING, HAVE_RESULT, HAVE_FAILURE, CHILD_GONE, CHILD_LATE, CHILD_WRONG };

/* Answers until the child has said its last, or the deadline of the channel. */
enum conversation worker_converse(const struct worker_job *job, struct channel *channel,
                                  struct strbuf *result, struct error *err);

/* True for HAVE_RESULT. Else err says why there is none; `status` is the child's of waitpid,
 * `errors` its standard error. */
bool worker_explain(const struct worker_job *job, enum conversation state, int status, int errors,
                    struct error *err);

/* ---- worker.c -------------------------------------------------------------------------------- */

bool worker_open_pairs(int sockets[2], int errors[2], struct error *err);
void worker_close_pair(const int pair[2]);

#endif
