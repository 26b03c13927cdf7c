/* worker_child.c - the beginning of a confined process, and its last words.
 *
 * Layer: make, child side. Order: last words, shutting itself in, the beginning.
 */
#include "make/child/worker_internal.h"

#include "base/arena.h"
#include "base/confine.h"
#include "base/memory.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum {
    STACK_BYTES = 128 * 1024 * 1024, /* what Debian 12's Lua needs to survive nested coroutines */
    CHILD_SOCKET = 3,
};

/* ---- last words ------------------------------------------------------------------------------ */

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

/* ---- the beginning --------------------------------------------------------------------------- */

struct channel *worker_channel(void) {
    return &child_channel;
}

bool worker_confine(const struct worker_job *job, bool may_fork) {
    struct confinement confinement = {.cpu_seconds = may_fork ? 0 : job->cpu_seconds,
                                      .may_fork = may_fork};
    size_t in_use = confine_memory_in_use();
    if (job->memory_bytes > 0 && in_use > 0)
        confinement.memory_bytes = in_use + job->memory_bytes;
    struct error err = {0};
    if (confine_process(&confinement, &err))
        return true;
    if (!job->unconfined_allowed) {
        error_prefix(
            &err, "%s: a report script runs only where it can be shut in, or with --unconfined: ",
            job->name);
        worker_leave(&err);
    }
    error_prefix(&err, "%s: running without full confinement: ", job->name);
    channel_send(&child_channel, MESSAGE_WARN, slice_of(err.message), NULL);
    return false;
}

/* Handlers of the program have no business here. Sanitizers report crashes through theirs. */
static void reset_signals(void) {
    static const int signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGPIPE,
                                  SIGPROF, SIGCHLD, SIGXCPU, SIGXFSZ};
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

void worker_begin_again(int socket, pid_t template, const struct worker_job *job, bool confined) {
    close(child_channel.fd);
    child_channel = (struct channel){.fd = socket};
    const struct confinement confinement = {.cpu_seconds = job->cpu_seconds};
    struct error err;
    if (confine_child(&confinement, template, &err) || !confined)
        return;
    error_prefix(&err, "%s: ", job->name);
    worker_leave(&err);
}

void worker_begin(const struct worker_job *job, int (*body)(void *argument), void *argument,
                  pid_t parent, int socket, int errors) {
    /* When the parent is killed, nobody is left to stop this process. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(1);
    reset_signals();
    if (!keep_two_descriptors(socket, errors))
        _exit(1);
    child_channel = (struct channel){.fd = CHILD_SOCKET};
    prepare_last_words(job);
    arena_use_new_pages();
    if (confine_run_on_stack(STACK_BYTES, body, argument) == CONFINE_NO_STACK) {
        struct error err;
        error_set(&err, ERROR_ENVIRONMENT, "%s: no room for a stack of %d MB", job->name,
                  STACK_BYTES / (1024 * 1024));
        worker_leave(&err);
    }
    _exit(0);
}
