/* template.c - the process that forks a child for each handout, and the parent's hold on it.
 *
 * Layer: make. Order: the template's own side, opening, handing a socket over, one handout,
 * closing.
 */
#include "make/child/template.h"

#include "base/memory.h"
#include "make/child/worker_internal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Room for one file descriptor beside a message. */
union descriptor_space {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
};

/* ---- in the template ------------------------------------------------------------------------- */

/* The next handout's socket. -1: there will be none any more. */
static int receive_socket(int from) {
    char byte;
    union descriptor_space space = {0};
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = space.bytes,
                             .msg_controllen = sizeof space.bytes};
    ssize_t got;
    do
        got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (got != 1 || !header || header->cmsg_type != SCM_RIGHTS)
        return -1;
    int socket;
    memcpy(&socket, CMSG_DATA(header), sizeof socket);
    return socket;
}

/* Waits for the child, so that there is never more than one, and tells how it ended. */
static void report_end(struct channel *channel, pid_t child) {
    int status = W_EXITCODE(1, 0); /* where there was no room for a child */
    struct strbuf payload = {0};
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    message_add_number(&payload, status);
    channel_send(channel, MESSAGE_ENDED, strbuf_slice(&payload), NULL);
    strbuf_release(&payload);
}

static int run_template(void *argument) {
    const struct worker_job *job = argument;
    struct channel *channel = worker_channel();
    bool confined = worker_confine(job, true);
    job->prepare(job->context, channel);
    arena_trim(); /* a child would copy page by page what it can get new */
    pid_t own = getpid();
    int socket;
    while ((socket = receive_socket(channel->fd)) >= 0) {
        pid_t child = fork();
        if (child == 0) {
            worker_begin_again(socket, own, job, confined);
            job->child(job->context, channel);
            _exit(0);
        }
        close(socket); /* without a child the parent sees its socket closed */
        report_end(channel, child);
    }
    return 0;
}

/* ---- opening --------------------------------------------------------------------------------- */

struct template {
    pid_t process; /* 0: it has ended, and was waited for */
    int errors;    /* the standard error of template and children */
    struct channel control;
    bool child_unsettled; /* the end of the last child was not heard of yet */
};

/* Ends it at once; its child ends with it. */
static int end_template(struct template *template, bool kill_it) {
    int status = 0;
    if (template->process == 0)
        return 0;
    close(template->control.fd);
    if (kill_it)
        kill(template->process, SIGKILL);
    while (waitpid(template->process, &status, 0) < 0 && errno == EINTR)
        continue;
    template->process = 0;
    return status;
}

struct template *template_open(const struct worker_job *job, struct strbuf *result,
                               struct error *err) {
    int sockets[2], errors[2];
    worker_settle();
    if (!worker_open_pairs(sockets, errors, err))
        return NULL;
    pid_t parent = getpid();
    pid_t process = fork();
    if (process == 0)
        worker_begin(job, run_template, (void *)job, parent, sockets[1], errors[1]);
    int reason = errno;
    close(sockets[1]);
    close(errors[1]);
    if (process < 0) {
        errno = reason;
        error_set_errno(err, ERROR_ENVIRONMENT, "can't start a process for the report");
        worker_close_pair((const int[]){sockets[0], errors[0]});
        return NULL;
    }
    struct template *template = memory_allocate_zeroed(1, sizeof *template);
    *template = (struct template){.process = process, .errors = errors[0]};
    template->control =
        (struct channel){.fd = sockets[0], .deadline_ms = channel_clock_ms() + job->deadline_ms};
    if (job->meanwhile)
        job->meanwhile(job->context);
    enum conversation state = worker_converse(job, &template->control, result, err);
    if (state == HAVE_RESULT)
        return template;
    int status = end_template(template, state != CHILD_GONE && state != HAVE_FAILURE);
    worker_explain(job, state, status, template->errors, err);
    template_close(template);
    return NULL;
}

/* ---- handing a socket over ------------------------------------------------------------------- */

static bool send_socket(const struct template *template, int socket) {
    char byte = 1;
    union descriptor_space space = {0};
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = space.bytes,
                             .msg_controllen = sizeof space.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    *header = (struct cmsghdr){
        .cmsg_len = CMSG_LEN(sizeof socket), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(header), &socket, sizeof socket);
    ssize_t sent;
    do
        sent = sendmsg(template->control.fd, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1;
}

/* Hears how the last child ended. False: not by the deadline, and the template is gone. */
static bool settle(struct template *template, int *status) {
    enum message_type type;
    struct strbuf payload = {0};
    struct arena arena = {0};
    bool settled = !template->child_unsettled;
    if (!settled && channel_receive(&template->control, &type, &payload, NULL) == CHANNEL_MESSAGE &&
        type == MESSAGE_ENDED) {
        struct message_reader reader = message_read(&arena, strbuf_slice(&payload));
        *status = (int)message_take_number(&reader);
        settled = message_finished(&reader);
    }
    template->child_unsettled = false;
    strbuf_release(&payload);
    arena_release(&arena);
    if (!settled)
        *status = end_template(template, true);
    return settled;
}

bool template_is_alive(struct template *template) {
    int status;
    if (template->process == 0 || !settle(template, &status))
        return false;
    if (waitpid(template->process, &status, WNOHANG) == 0)
        return true;
    template->process = 0;
    close(template->control.fd);
    return false;
}

/* What earlier children wrote to standard error is not this one's. */
static void forget_last_words(const struct template *template) {
    char words[1024];
    while (read(template->errors, words, sizeof words) > 0)
        continue;
}

/* ---- one handout ----------------------------------------------------------------------------- */

/* What the child said, or how it ended; a child that goes on is ended with its template. */
static bool talk(struct template *template, const struct worker_job *job, struct channel *channel,
                 struct slice payload, struct strbuf *result, struct error *err) {
    int status = 0;
    enum conversation state = CHILD_GONE;
    if (job->meanwhile)
        job->meanwhile(job->context);
    if (channel_send(channel, MESSAGE_JOB, payload, NULL))
        state = worker_converse(job, channel, result, err);
    else if (channel_clock_ms() >= channel->deadline_ms)
        state = CHILD_LATE;
    if (state == CHILD_GONE)
        settle(template, &status);
    if (state == CHILD_LATE || state == CHILD_WRONG)
        end_template(template, true);
    return worker_explain(job, state, status, template->errors, err);
}

bool template_run(struct template *template, const struct worker_job *job, struct slice payload,
                  struct strbuf *result, struct error *err) {
    int sockets[2];
    if (!template_is_alive(template))
        return error_set(err, ERROR_ENVIRONMENT, "%s: the report's process has ended", job->name);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't make a socket for the report");
    forget_last_words(template);
    struct channel channel = {.fd = sockets[0],
                              .deadline_ms = channel_clock_ms() + job->deadline_ms};
    template->control.deadline_ms = channel.deadline_ms;
    bool sent = send_socket(template, sockets[1]);
    close(sockets[1]);
    template->child_unsettled = sent;
    bool done =
        sent ? talk(template, job, &channel, payload, result, err)
             : error_set(err, ERROR_ENVIRONMENT, "%s: the report's process has ended", job->name);
    close(sockets[0]);
    return done;
}

void template_close(struct template *template) {
    int status;
    if (!template)
        return;
    if (template->process != 0)
        settle(template, &status);
    end_template(template, true);
    close(template->errors);
    free(template);
}
