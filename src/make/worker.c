/* worker.c - forking, shutting in, talking to and reaping the child.
 *
 * Layer: make. Order: the child's last words, the child's beginning, how a child died, the parent's
 * loop.
 */
#include "make/worker.h"

#include "base/arena.h"
#include "base/confine.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    STACK_BYTES = 128 * 1024 * 1024, /* what Debian 12's Lua needs to survive nested coroutines */
    CHILD_SOCKET = 3,
    LAST_WORDS_BYTES = 400, /* of the child's standard error, in a message about its death */
};

/* ---- the child's last words ------------------------------------------------------------------ */

/* One child, one channel; the handlers below are called from anywhere and take no context. */
static struct channel child_channel;
static size_t child_memory_bytes;
static struct strbuf script_memory_payload, system_memory_payload; /* made while there is memory */

void worker_leave(const struct error *err) {
    struct strbuf payload = {0};
    message_add_error(&payload, err);
    channel_send(&child_channel, MESSAGE_FAILURE, strbuf_slice(&payload), NULL);
    _exit(0);
}

/* Has the report taken it all, or has the machine none? Only the report's author can mend the
 * first. */
static void leave_without_memory(size_t size_bytes) {
    struct mallinfo2 use = mallinfo2();
    size_t most_bytes = child_memory_bytes / 2; /* the kernel and the allocator need room too */
    size_t used_bytes = use.uordblks + use.hblkhd + arena_mapped_bytes();
    bool by_report =
        child_memory_bytes > 0 && (size_bytes > most_bytes || used_bytes > most_bytes - size_bytes);
    channel_send(&child_channel, MESSAGE_FAILURE,
                 strbuf_slice(by_report ? &script_memory_payload : &system_memory_payload), NULL);
    _exit(0);
}

static void prepare_last_words(const struct worker_job *job) {
    struct error err;
    error_set(&err, ERROR_SCRIPT, "%s: needs more than the %zu MB of memory that a report may use",
              job->name, job->memory_bytes >> 20);
    message_add_error(&script_memory_payload, &err);
    error_set(&err, ERROR_ENVIRONMENT, "%s: out of memory", job->name);
    message_add_error(&system_memory_payload, &err);
    child_memory_bytes = job->memory_bytes;
    memory_set_handler(leave_without_memory);
}

/* ---- the child's beginning ------------------------------------------------------------------- */

static void confine_or_leave(const struct worker_job *job) {
    struct confinement confinement = {.cpu_seconds = job->cpu_seconds};
    size_t in_use = confine_memory_in_use();
    if (job->memory_bytes > 0 && in_use > 0)
        confinement.memory_bytes = in_use + job->memory_bytes;
    struct error err = {0};
    if (confine_process(&confinement, &err))
        return;
    if (!job->unconfined_allowed) {
        error_prefix(
            &err, "%s: a report script runs only where it can be shut in, or with --unconfined: ",
            job->name);
        worker_leave(&err);
    }
    error_prefix(&err, "%s: running without full confinement: ", job->name);
    channel_send(&child_channel, MESSAGE_WARN, slice_of(err.message), NULL);
}

static int run_child(void *argument) {
    const struct worker_job *job = argument;
    confine_or_leave(job);
    job->child(job->context, &child_channel);
    return 0;
}

/* Handlers of the program have no business here. Sanitizers report crashes through theirs. */
static void reset_signals(void) {
    static const int signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGPIPE,
                                  SIGALRM, SIGCHLD, SIGXCPU, SIGXFSZ};
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    for (size_t i = 0; confine_is_built_in() && i < sizeof crashes / sizeof *crashes; i++)
        signal(crashes[i], SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Leaves the socket as CHILD_SOCKET, standard error as `errors`, and nothing else open. A build
 * without confinement keeps standard error: its sanitizers report there. */
static bool keep_two_descriptors(int socket, int errors) {
    int high_socket = fcntl(socket, F_DUPFD_CLOEXEC, 10);
    if (high_socket < 0 || (confine_is_built_in() && dup2(errors, STDERR_FILENO) < 0) ||
        dup2(high_socket, CHILD_SOCKET) < 0)
        return false;
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    return close_range(CHILD_SOCKET + 1, ~0U, 0) == 0;
}

static _Noreturn void begin_child(const struct worker_job *job, pid_t parent, int socket,
                                  int errors) {
    /* When the parent is killed, nobody is left to stop this process. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(1);
    reset_signals();
    if (!keep_two_descriptors(socket, errors))
        _exit(1);
    child_channel = (struct channel){.fd = CHILD_SOCKET};
    prepare_last_words(job);
    if (confine_run_on_stack(STACK_BYTES, run_child, (void *)job) == CONFINE_NO_STACK) {
        struct error err;
        error_set(&err, ERROR_ENVIRONMENT, "%s: no room for a stack of %d MB", job->name,
                  STACK_BYTES / (1024 * 1024));
        worker_leave(&err);
    }
    _exit(0);
}

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

/* ---- the parent ------------------------------------------------------------------------------ */

enum conversation { TALKING, HAVE_RESULT, HAVE_FAILURE, CHILD_GONE, CHILD_LATE, CHILD_WRONG };

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

static bool talk(const struct worker_job *job, struct channel *channel, pid_t child, int errors,
                 struct strbuf *result, struct error *err) {
    enum conversation state = TALKING;
    /* A flood of notices keeps the socket ready for ever: the clock is looked at for each. */
    while (state == TALKING)
        state = channel_clock_ms() < channel->deadline_ms ? hear_one(job, channel, result, err)
                                                          : CHILD_LATE;
    if (state == HAVE_RESULT) {
        end_later(child);
        return true;
    }
    /* A child that closed its socket is ending by itself; its own status tells why. */
    int status = reap(child, state == CHILD_GONE ? channel->deadline_ms : 0);
    switch (state) {
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

static void close_pair(const int pair[2]) {
    close(pair[0]);
    close(pair[1]);
}

bool worker_run(const struct worker_job *job, struct strbuf *result, struct error *err) {
    int sockets[2], errors[2];
    worker_settle();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't make a socket for the report");
    if (pipe2(errors, O_CLOEXEC | O_NONBLOCK) != 0) {
        close_pair(sockets);
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't make a pipe for the report");
    }
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0)
        begin_child(job, parent, sockets[1], errors[1]);
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
