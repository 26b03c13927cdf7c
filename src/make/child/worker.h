/* worker.h - a confined child for one run of a report script.
 *
 * Layer: make. The child gets one socket and nothing else; the parent answers its questions,
 * watches the time and always reaps it. Neither a crash nor an endless loop in the child touches
 * the parent.
 */
#ifndef FOOTNOTE_MAKE_CHILD_WORKER_H
#define FOOTNOTE_MAKE_CHILD_WORKER_H

#include "make/child/protocol.h"

struct worker_job {
    const char *name; /* for messages: the script's file */
    void *context;    /* of both functions; the child has its own copy, as of the fork */

    /* Runs in the child, confined, on a large stack. Its last message is MESSAGE_RESULT; or it
     * calls worker_leave. */
    void (*child)(void *context, struct channel *channel);

    /* For make/child/template.h alone: runs once, confined, before the first fork. */
    void (*prepare)(void *context, struct channel *channel);

    /* Runs in the parent for each question (answer is filled for true; false sends err, which the
     * child sees as the answer) and each notice (answer is ignored). */
    bool (*on_message)(void *context, enum message_type type, struct slice payload,
                       struct strbuf *answer, struct error *err);

    /* Runs in the parent right after the fork, while the child begins; may be NULL. */
    void (*meanwhile)(void *context);

    int deadline_ms;         /* wall clock, for all of it */
    int cpu_seconds;         /* processor time */
    size_t memory_bytes;     /* what the child may add to the memory it begins with */
    bool unconfined_allowed; /* go on, with a warning, where the kernel can't confine */
};

/* True: result holds the payload of the child's MESSAGE_RESULT. False: err is the child's failure,
 * or how it died (ERROR_SCRIPT), or why it could not be started (ERROR_ENVIRONMENT). */
bool worker_run(const struct worker_job *job, struct strbuf *result, struct error *err);

/* Waits for the last child to be gone: it may still be ending when worker_run returns. The next
 * worker_run and the end of the process do it too. */
void worker_settle(void);

/* In the child: sends the failure and ends the process. */
_Noreturn void worker_leave(const struct error *err);

#endif
