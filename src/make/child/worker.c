/* worker.c - one run in a child of its own: forking, talking and reaping.
 *
 * Layer: make, parent side. Order: the child's body, reaping, the run.
 */
#include "make/child/worker_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int run_child(void *argument) {
    const struct worker_job *job = argument;
    worker_confine(job, false);
    job->child(job->context, worker_channel());
    return 0;
}

/* ---- reaping --------------------------------------------------------------------------------- */

/* A child that is ending by itself gets until the deadline, then it is killed. */
static int reap(pid_t child, int64_t deadline_ms) {
    int status = 0;
    pid_t got = 0;
    const struct timespec pause = {.tv_nsec = 200000};
    while (got == 0 && channel_clock_ms() < deadline_ms) {
        got = waitpid(child, &status, WNOHANG);
        if (got == 0)
            nanosleep(&pause, NULL);
    }
    if (got != child) {
        kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    return status;
}

/* A child whose result is here has nothing more to say. Taking its memory down takes the kernel a
 * millisecond, in which the result can be written already: it is waited for later. */
static pid_t ending_child;

static void end_later(pid_t child) {
    worker_settle();
    kill(child, SIGKILL);
    ending_child = child;
}

void worker_settle(void) {
    int status = 0;
    while (ending_child > 0 && waitpid(ending_child, &status, 0) < 0 && errno == EINTR)
        continue;
    ending_child = 0;
}

/* ---- the run --------------------------------------------------------------------------------- */

static bool talk(const struct worker_job *job, struct channel *channel, pid_t child, int errors,
                 struct strbuf *result, struct error *err) {
    enum conversation state = worker_converse(job, channel, result, err);
    if (state == HAVE_RESULT) {
        end_later(child);
        return true;
    }
    /* A child that closed its socket is ending by itself; its own status tells why. */
    int status = reap(child, state == CHILD_GONE ? channel->deadline_ms : 0);
    return worker_explain(job, state, status, errors, err);
}

void worker_close_pair(const int pair[2]) {
    close(pair[0]);
    close(pair[1]);
}

bool worker_open_pairs(int sockets[2], int errors[2], struct error *err) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't make a socket for the report");
    if (pipe2(errors, O_CLOEXEC | O_NONBLOCK) == 0)
        return true;
    worker_close_pair(sockets);
    return error_set_errno(err, ERROR_ENVIRONMENT, "can't make a pipe for the report");
}

bool worker_run(const struct worker_job *job, struct strbuf *result, struct error *err) {
    int sockets[2] = {-1, -1}, errors[2] = {-1, -1};
    worker_settle();
    if (!worker_open_pairs(sockets, errors, err))
        return false;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0)
        worker_begin(job, run_child, (void *)job, parent, sockets[1], errors[1]);
    int reason = errno;
    close(sockets[1]);
    close(errors[1]);
    bool done = false;
    if (child < 0) {
        errno = reason;
        error_set_errno(err, ERROR_ENVIRONMENT, "can't start a process for the report");
    } else {
        struct channel channel = {.fd = sockets[0],
                                  .deadline_ms = channel_clock_ms() + job->deadline_ms};
        if (job->meanwhile)
            job->meanwhile(job->context);
        done = talk(job, &channel, child, errors[0], result, err);
    }
    close(sockets[0]);
    close(errors[0]);
    return done;
}
