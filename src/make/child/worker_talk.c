/* worker_talk.c - the parent's side of the socket: questions answered, the end of a child
 * explained.
 *
 * Layer: make, parent side. Order: how a child died, the conversation, what came of it.
 */
#include "make/child/worker_internal.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LAST_WORDS_BYTES = 400 /* of the child's standard error, in a message about its death */ };

/* ---- how a child died ------------------------------------------------------------------------ */

/* What the child wrote to standard error before it died, on one line: a failed assertion, glibc. */
static void add_last_words(struct strbuf *out, int errors) {
    char words[LAST_WORDS_BYTES];
    ssize_t length = read(errors, words, sizeof words);
    if (length <= 0)
        return;
    strbuf_add(out, ": ");
    utf8_add_printable(out, slice_trim(slice_make(words, (size_t)length)));
}

static bool explain_death(const struct worker_job *job, int status, int errors, struct error *err) {
    if (WIFEXITED(status))
        return error_set(err, WEXITSTATUS(status) ? ERROR_ENVIRONMENT : ERROR_SCRIPT,
                         "%s: the report's process ended without a result (status %d)", job->name,
                         WEXITSTATUS(status));
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGSYS)
        return error_set(err, ERROR_SCRIPT,
                         "%s: the script tried something that is not allowed, and was stopped",
                         job->name);
    if (signal == SIGXCPU)
        return error_set(err, ERROR_SCRIPT,
                         "%s: the script used more than %d s of processor time, and was stopped",
                         job->name, job->cpu_seconds);
    if (signal == SIGKILL)
        return error_set(err, ERROR_SCRIPT,
                         "%s: the report's process was killed (too much memory or processor time, "
                         "or by hand)",
                         job->name);
    struct strbuf words = {0};
    add_last_words(&words, errors);
    error_set(err, ERROR_SCRIPT, "%s: the report's process crashed (signal %d, %s)%s", job->name,
              signal, strsignal(signal), strbuf_text(&words));
    strbuf_release(&words);
    return false;
}

/* ---- the conversation ------------------------------------------------------------------------ */

static bool is_question(enum message_type type) {
    return type <= MESSAGE_CODE;
}

static enum conversation answer_question(const struct worker_job *job, struct channel *channel,
                                         enum message_type type, struct slice payload,
                                         struct error *err) {
    struct strbuf answer = {0};
    struct error problem = {0};
    enum message_type kind = MESSAGE_ANSWER;
    if (!job->on_message(job->context, type, payload, &answer, &problem)) {
        strbuf_truncate(&answer, 0);
        message_add_error(&answer, &problem);
        kind = MESSAGE_ANSWER_ERROR;
    }
    bool sent = channel_send(channel, kind, strbuf_slice(&answer), err);
    strbuf_release(&answer);
    if (sent)
        return TALKING;
    return channel_clock_ms() >= channel->deadline_ms ? CHILD_LATE : CHILD_GONE;
}

static enum conversation hear_failure(struct slice payload, struct error *err) {
    struct arena arena = {0};
    struct message_reader reader = message_read(&arena, payload);
    message_take_error(&reader, err);
    bool good = message_finished(&reader);
    arena_release(&arena);
    return good ? HAVE_FAILURE : CHILD_WRONG;
}

static enum conversation hear_one(const struct worker_job *job, struct channel *channel,
                                  struct strbuf *payload, struct error *err) {
    enum message_type type;
    switch (channel_receive(channel, &type, payload, err)) {
    case CHANNEL_CLOSED:
        return CHILD_GONE;
    case CHANNEL_TIMEOUT:
        return CHILD_LATE;
    case CHANNEL_BROKEN:
        return CHILD_WRONG;
    case CHANNEL_MESSAGE:
        break;
    }
    if (is_question(type))
        return answer_question(job, channel, type, strbuf_slice(payload), err);
    switch (type) {
    case MESSAGE_RESULT:
        return HAVE_RESULT;
    case MESSAGE_FAILURE:
        return hear_failure(strbuf_slice(payload), err);
    case MESSAGE_WARN:
    case MESSAGE_PRINT:
    case MESSAGE_USES_MODULE:
        return job->on_message(job->context, type, strbuf_slice(payload), NULL, err) ? TALKING
                                                                                     : CHILD_WRONG;
    default:
        return CHILD_WRONG;
    }
}

enum conversation worker_converse(const struct worker_job *job, struct channel *channel,
                                  struct strbuf *result, struct error *err) {
    enum conversation state = TALKING;
    /* A flood of notices keeps the socket ready for ever: the clock is looked at for each. */
    while (state == TALKING)
        state = channel_clock_ms() < channel->deadline_ms ? hear_one(job, channel, result, err)
                                                          : CHILD_LATE;
    return state;
}

/* ---- what came of it ------------------------------------------------------------------------- */

bool worker_explain(const struct worker_job *job, enum conversation state, int status, int errors,
                    struct error *err) {
    switch (state) {
    case HAVE_RESULT:
        return true;
    case HAVE_FAILURE:
        return false;
    case CHILD_LATE:
        return error_set(err, ERROR_SCRIPT, "%s: took longer than %d ms, and was stopped",
                         job->name, job->deadline_ms);
    case CHILD_GONE:
        return explain_death(job, status, errors, err);
    default:
        return error_set(err, ERROR_SCRIPT, "%s: the report's process sent what no report sends",
                         job->name);
    }
}
