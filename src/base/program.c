/* program.c - see program.h.
 *
 * Layer: base. Order: what the child does before it becomes the program, the pipes, the end, the
 * whole. Between fork and exec only system calls are made (other threads may hold locks); the
 * filter of system calls is made before.
 */
#include "base/program.h"

#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Exit codes of a child that did not become the program. */
enum { CHILD_NO_LIMITS = 121, CHILD_NO_LANDLOCK, CHILD_NO_SECCOMP, CHILD_NO_PROGRAM };

/* -- the child ----------------------------------------------------------------------------- */

static bool limit(int resource, rlim_t most) {
    struct rlimit both = {most, most};
    return setrlimit(resource, &both) == 0;
}

static bool set_limits(const struct program *program) {
    struct rlimit seconds = {(rlim_t)program->cpu_seconds, (rlim_t)program->cpu_seconds + 1};
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
           setrlimit(RLIMIT_CPU, &seconds) == 0 && limit(RLIMIT_AS, program->memory_bytes) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* What an installed program needs to start; the rest of the file system is not there for it. */
static bool shut_files(void) {
    static const char *const places[] = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache",
                                         "/etc/fonts"};
    const uint64_t reading = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
    const uint64_t handled = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* all of version 1 */
    struct landlock_ruleset_attr rules = {.handled_access_fs = handled};
    int set = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    for (size_t i = 0; set >= 0 && i < sizeof places / sizeof *places; i++) {
        bool is_file = places[i][1] == 'e' && i == 3;
        struct landlock_path_beneath_attr rule = {
            .allowed_access =
                is_file ? LANDLOCK_ACCESS_FS_READ_FILE : reading | LANDLOCK_ACCESS_FS_READ_DIR,
            .parent_fd = open(places[i], O_PATH | O_CLOEXEC),
        };
        if (rule.parent_fd < 0)
            continue; /* not every system has them all */
        if (syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
            return false;
        close(rule.parent_fd);
    }
    return set >= 0 && syscall(SYS_landlock_restrict_self, set, 0) == 0;
}

static void become(const struct program *program, scmp_filter_ctx filter, const int files[3]) {
    static char *const environment[] = {"LC_ALL=C.UTF-8", "HOME=/nonexistent", NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0; i < 3; i++)
        if (dup2(files[i], i) != i)
            _exit(CHILD_NO_PROGRAM);
    if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0 || !set_limits(program))
        _exit(CHILD_NO_LIMITS);
    if (confine_is_built_in() && !shut_files())
        _exit(CHILD_NO_LANDLOCK);
    if (confine_is_built_in() && seccomp_load(filter) != 0)
        _exit(CHILD_NO_SECCOMP);
    union { /* execve writes to none of them, whatever its type says */
        const char *const *given;
        char *const *taken;
    } arguments = {.given = program->arguments};
    execve(program->path, arguments.taken, environment);
    _exit(CHILD_NO_PROGRAM);
}

/* No network, no other processes, nothing of the kernel that a converter never needs. */
static scmp_filter_ctx make_filter(void) {
    static const int forbidden[] = {
        SCMP_SYS(socket),
        SCMP_SYS(socketpair),
        SCMP_SYS(connect),
        SCMP_SYS(fork),
        SCMP_SYS(vfork),
        SCMP_SYS(clone),
        SCMP_SYS(clone3),
        SCMP_SYS(ptrace),
        SCMP_SYS(process_vm_readv),
        SCMP_SYS(process_vm_writev),
        SCMP_SYS(kill),
        SCMP_SYS(tkill),
        SCMP_SYS(unshare),
        SCMP_SYS(setns),
        SCMP_SYS(mount),
        SCMP_SYS(bpf),
        SCMP_SYS(perf_event_open),
        SCMP_SYS(userfaultfd),
        SCMP_SYS(keyctl),
        SCMP_SYS(add_key),
        SCMP_SYS(request_key),
        SCMP_SYS(io_uring_setup),
        SCMP_SYS(pidfd_getfd),
        SCMP_SYS(pidfd_send_signal),
    };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool ready = filter != NULL;
    for (size_t i = 0; ready && i < sizeof forbidden / sizeof *forbidden; i++)
        ready = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), forbidden[i], 0) == 0;
    if (!ready && filter) {
        seccomp_release(filter);
        filter = NULL;
    }
    return filter;
}

/* -- the pipes ----------------------------------------------------------------------------- */

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Takes what there is. False at the end of the pipe. */
static bool take_output(int pipe, struct strbuf *output) {
    char piece[65536];
    ssize_t length = read(pipe, piece, sizeof piece);
    if (length > 0)
        strbuf_add_bytes(output, piece, (size_t)length);
    return length > 0 || (length < 0 && errno == EINTR);
}

static bool take_complaint(int pipe, struct program_result *result) {
    char piece[4096];
    ssize_t length = read(pipe, piece, sizeof piece);
    size_t kept = strlen(result->complaint);
    size_t room = sizeof result->complaint - 1 - kept;
    if (length <= 0)
        return length < 0 && errno == EINTR;
    room = (size_t)length < room ? (size_t)length : room;
    memcpy(result->complaint + kept, piece, room);
    result->complaint[kept + room] = '\0';
    return true;
}

/* Until both pipes are closed, the time is up or the output too long. */
static void take_all(const struct program *program, const int pipes[2], struct strbuf *output,
                     struct program_result *result) {
    size_t most_bytes = output->length + program->output_bytes;
    int64_t end_ms = now_ms() + (int64_t)program->wall_seconds * 1000;
    struct pollfd ready[2] = {{.fd = pipes[0], .events = POLLIN},
                              {.fd = pipes[1], .events = POLLIN}};
    while (ready[0].fd >= 0 || ready[1].fd >= 0) {
        int64_t left_ms = end_ms - now_ms();
        int count = left_ms > 0 ? poll(ready, 2, (int)left_ms) : 0;
        if (count == 0) {
            result->end = PROGRAM_TIMEOUT;
            return;
        }
        if (count < 0)
            continue; /* a signal of ours */
        if (ready[0].revents && !take_output(pipes[0], output))
            ready[0].fd = -1;
        if (ready[1].revents && !take_complaint(pipes[1], result))
            ready[1].fd = -1;
        if (output->length > most_bytes) {
            result->end = PROGRAM_TOO_MUCH;
            return;
        }
    }
}

/* -- the end ------------------------------------------------------------------------------- */

static bool judge(int status, struct program_result *result, struct error *err) {
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == CHILD_NO_LIMITS || code == CHILD_NO_LANDLOCK || code == CHILD_NO_SECCOMP)
        return error_set(err, ERROR_ENVIRONMENT,
                         "a program that reads files of strangers can't be shut in: the kernel has "
                         "no %s",
                         code == CHILD_NO_LIMITS     ? "resource limits"
                         : code == CHILD_NO_LANDLOCK ? "Landlock, or it is switched off"
                                                     : "filter of system calls (seccomp)");
    if (result->end != PROGRAM_DONE) /* known before it ended */
        return true;
    if (code == CHILD_NO_PROGRAM)
        result->end = PROGRAM_MISSING;
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        result->end = PROGRAM_TIMEOUT;
    else if (code != 0)
        result->end = PROGRAM_FAILED;
    return true;
}

/* -- the whole ----------------------------------------------------------------------------- */

static int input_file(struct slice input) {
    int file = memfd_create("input", MFD_CLOEXEC);
    size_t written = 0;
    while (file >= 0 && written < input.length) {
        ssize_t piece = write(file, input.data + written, input.length - written);
        if (piece < 0 && errno != EINTR) {
            close(file);
            return -1;
        }
        written += piece > 0 ? (size_t)piece : 0;
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

static bool run(const struct program *program, scmp_filter_ctx filter, int input,
                const int output_pipe[2], const int error_pipe[2], struct strbuf *output,
                struct program_result *result, struct error *err) {
    const int files[3] = {input, output_pipe[1], error_pipe[1]};
    const int ours[2] = {output_pipe[0], error_pipe[0]};
    pid_t child = fork();
    if (child == 0)
        become(program, filter, files);
    close(output_pipe[1]);
    close(error_pipe[1]);
    if (child < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't start '%s'", program->path);
    take_all(program, ours, output, result);
    if (result->end != PROGRAM_DONE)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return judge(status, result, err);
}

bool program_run(const struct program *program, struct strbuf *output,
                 struct program_result *result, struct error *err) {
    int output_pipe[2] = {-1, -1}, error_pipe[2] = {-1, -1};
    *result = (struct program_result){0};
    scmp_filter_ctx filter = make_filter();
    int input = input_file(program->input);
    bool done = false;
    if (!filter)
        error_set(err, ERROR_ENVIRONMENT, "libseccomp can't be used, install it anew");
    else if (input < 0 || pipe2(output_pipe, O_CLOEXEC) != 0 || pipe2(error_pipe, O_CLOEXEC) != 0)
        error_set_errno(err, ERROR_ENVIRONMENT, "can't start '%s'", program->path);
    else
        done = run(program, filter, input, output_pipe, error_pipe, output, result, err);
    const int files[] = {input, output_pipe[0], error_pipe[0]};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (files[i] >= 0)
            close(files[i]);
    if (filter)
        seccomp_release(filter);
    return done;
}
