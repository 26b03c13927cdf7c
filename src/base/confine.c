/* confine.c - resource limits, Landlock, seccomp, and a large stack to run on.
 *
 * Layer: base. Order: the list of allowed system calls, limits, Landlock, seccomp, the public
 * confine_process, then the stack. Each part is checked: a kernel that lacks one gives an error,
 * and never a process that is only half shut in without anyone knowing.
 */
#include "base/confine.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <pthread.h>
#endif

static enum confine_part simulated_missing = CONFINE_NOTHING;

void confine_simulate_missing(enum confine_part part) {
    simulated_missing = part;
}

bool confine_is_built_in(void) {
#ifdef FOOTNOTE_CONFINE
    return true;
#else
    return false;
#endif
}

/* ---- limits ---------------------------------------------------------------------------------- */

static bool set_limit(int resource, const char *name, rlim_t soft, rlim_t hard, struct error *err) {
    struct rlimit old;
    /* A limit that is already lower stays: an unprivileged process can't raise it. */
    if (getrlimit(resource, &old) == 0 && old.rlim_max != RLIM_INFINITY && old.rlim_max < hard) {
        hard = old.rlim_max;
        soft = soft < hard ? soft : hard;
    }
    struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
    if (setrlimit(resource, &limit) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't set the limit for %s", name);
    return true;
}

static bool set_limits(const struct confinement *confinement, struct error *err) {
    if (simulated_missing == CONFINE_LIMITS) {
        errno = ENOSYS;
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't set the limit for core files");
    }
    if (!set_limit(RLIMIT_CORE, "core files", 0, 0, err))
        return false;
    /* The soft limit sends SIGXCPU, the hard one SIGKILL a second later. */
    if (confinement->cpu_seconds > 0 &&
        !set_limit(RLIMIT_CPU, "processor time", (rlim_t)confinement->cpu_seconds,
                   (rlim_t)confinement->cpu_seconds + 1, err))
        return false;
    if (!confine_is_built_in())
        return true;
    if (!set_limit(RLIMIT_FSIZE, "file size", 0, 0, err) ||
        (!confinement->may_fork && !set_limit(RLIMIT_NPROC, "processes", 0, 0, err)))
        return false;
    return confinement->memory_bytes == 0 ||
           set_limit(RLIMIT_AS, "memory", confinement->memory_bytes, confinement->memory_bytes,
                     err);
}

size_t confine_memory_in_use(void) {
    FILE *file = fopen("/proc/self/statm", "re");
    char line[128] = "";
    if (file) {
        if (!fgets(line, sizeof line, file))
            line[0] = '\0';
        fclose(file);
    }
    return (size_t)strtoull(line, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

bool confine_memory(size_t more_bytes, struct error *err) {
    size_t in_use = confine_memory_in_use();
    if (!confine_is_built_in() || in_use == 0)
        return true;
    return set_limit(RLIMIT_AS, "memory", in_use + more_bytes, in_use + more_bytes, err);
}

static bool drop_privileges(struct error *err) {
    if (simulated_missing == CONFINE_NO_NEW_PRIVILEGES)
        errno = EINVAL;
    else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
        return true;
    return error_set_errno(err, ERROR_ENVIRONMENT, "the kernel can't give up privileges");
}

/* ---- Landlock -------------------------------------------------------------------------------- */

/* What each version of Landlock handles. The structure and the later bits are written out, since
 * the kernel header of Debian 12 knows version 2 only, and the running kernel may know more. */
struct landlock_rules {
    uint64_t handled_access_fs;
    uint64_t handled_access_net; /* from version 4 */
    uint64_t scoped;             /* from version 6 */
};
enum {
    FS_BITS_1 = 13,
    FS_BITS_2 = 14,
    FS_BITS_3 = 15,
    FS_BITS_5 = 16,
    NET_BITS = 2,
    SCOPE_BITS = 2
};

static size_t landlock_rules_for(long version, struct landlock_rules *rules) {
    int bits = FS_BITS_1;
    if (version >= 2)
        bits = FS_BITS_2;
    if (version >= 3)
        bits = FS_BITS_3;
    if (version >= 5)
        bits = FS_BITS_5;
    *rules = (struct landlock_rules){.handled_access_fs = (1ULL << bits) - 1};
    if (version >= 4)
        rules->handled_access_net = (1ULL << NET_BITS) - 1;
    if (version >= 6)
        rules->scoped = (1ULL << SCOPE_BITS) - 1;
    if (version >= 6)
        return sizeof *rules;
    return version >= 4 ? offsetof(struct landlock_rules, scoped)
                        : offsetof(struct landlock_rules, handled_access_net);
}

/* A rule set without a single rule: nothing that it handles is allowed any more. */
static bool close_file_system(struct error *err) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (simulated_missing == CONFINE_LANDLOCK) {
        version = -1;
        errno = EOPNOTSUPP;
    }
    if (version < 1)
        return error_set_errno(err, ERROR_ENVIRONMENT,
                               "the kernel has no Landlock, or it is switched off (lsm=landlock)");
    struct landlock_rules rules;
    size_t size = landlock_rules_for(version, &rules);
    int rule_set = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (rule_set < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "Landlock version %ld refuses our rules",
                               version);
    long result = syscall(SYS_landlock_restrict_self, rule_set, 0);
    int reason = errno;
    close(rule_set);
    errno = reason;
    if (result != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "Landlock can't shut the file system");
    return true;
}

/* ---- seccomp --------------------------------------------------------------------------------- */

/* What a script worker needs, found by running it. All else ends the process with SIGSYS. */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),  /* the pipe to the parent */
    SCMP_SYS(writev), /* glibc's last words before abort() */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigreturn),   /* the time limit is a signal */
    SCMP_SYS(rt_sigprocmask), /* also: coming back from the big stack */
    SCMP_SYS(setitimer),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sysinfo), /* qsort asks for the size of memory */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom), /* the seed of malloc's and of hash tables */
};

/* What a template needs beside: taking a socket, forking, waiting, and shutting a child in. The
 * child gives all of it up again. */
static const int template_calls[] = {
    SCMP_SYS(recvmsg),         SCMP_SYS(close),     SCMP_SYS(wait4),
    SCMP_SYS(set_robust_list), /* fork in the C library */
    SCMP_SYS(getppid),         SCMP_SYS(prlimit64), SCMP_SYS(seccomp),
};

enum { FORK_FLAGS = CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD };

static bool add_rules(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
            return false;
    return true;
}

static bool allow_template_calls(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp as_fork = SCMP_A0(SCMP_CMP_EQ, FORK_FLAGS);
    const struct scmp_arg_cmp end_with_parent = SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG);
    /* A child of its own pid aborts too; confine_child narrows this to itself. */
    const struct scmp_arg_cmp abort_only = SCMP_A2(SCMP_CMP_EQ, SIGABRT);
    return add_rules(filter, SCMP_ACT_ALLOW, template_calls,
                     sizeof template_calls / sizeof *template_calls) &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, as_fork) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, end_with_parent) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, abort_only) == 0;
}

static bool allow_calls(scmp_filter_ctx filter) {
    if (!add_rules(filter, SCMP_ACT_ALLOW, allowed_calls,
                   sizeof allowed_calls / sizeof *allowed_calls))
        return false;
    /* Memory that is never executable. */
    const struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_exec) != 0 ||
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_exec) != 0)
        return false;
    /* abort() signals its own process, and no other. */
    const struct scmp_arg_cmp self = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, self) == 0;
}

static bool load_filter(scmp_filter_ctx filter, bool ready, struct error *err) {
    bool done = filter && ready && seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    return done || error_set(err, ERROR_ENVIRONMENT,
                             "the kernel can't filter system calls (seccomp with filters is "
                             "missing)");
}

static bool filter_calls(struct error *err) {
    scmp_filter_ctx filter = NULL;
    if (simulated_missing != CONFINE_SECCOMP)
        filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    return load_filter(filter, filter && allow_calls(filter), err);
}

static bool filter_calls_of_template(struct error *err) {
    scmp_filter_ctx filter = NULL;
    if (simulated_missing != CONFINE_SECCOMP)
        filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    return load_filter(filter, filter && allow_calls(filter) && allow_template_calls(filter), err);
}

/* All parts are tried, so that a caller who goes on without one still has the others. */
bool confine_process(const struct confinement *confinement, struct error *err) {
    bool (*const parts[])(struct error * err) = {drop_privileges, close_file_system,
                                                 confinement->may_fork ? filter_calls_of_template
                                                                       : filter_calls};
    bool done = set_limits(confinement, err);
    for (size_t i = 0; confine_is_built_in() && i < sizeof parts / sizeof *parts; i++) {
        struct error problem;
        if (!parts[i](&problem) && done)
            done = error_set(err, problem.code, "%s", problem.message);
    }
    return done;
}

/* A second filter on top of the inherited one, which has looked at the machine's kind of calls: the
 * kernel asks both, and the stricter one holds. Written out, since libseccomp takes as long for it
 * as all the rest of a fork: kills for the calls of a template, and for a signal to another. */
static bool give_up_template_calls(struct error *err) {
    enum { LISTED = sizeof template_calls / sizeof *template_calls, KILLS = LISTED + 6 };
    enum { TEST_OTHER = LISTED + 3, ALLOWS = KILLS + 1, LENGTH };
    enum { LOW_HALF = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0 };
    struct sock_filter program[LENGTH] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
    unsigned i = 1;
    for (; i <= LISTED + 2; i++) {
        unsigned call = i <= LISTED       ? (unsigned)template_calls[i - 1]
                        : i == LISTED + 1 ? (unsigned)SCMP_SYS(clone)
                                          : (unsigned)SCMP_SYS(prctl);
        program[i] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, KILLS - i - 1, 0);
    }
    program[TEST_OTHER] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (unsigned)SCMP_SYS(tgkill), 0, ALLOWS - TEST_OTHER - 1);
    program[TEST_OTHER + 1] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + LOW_HALF);
    program[TEST_OTHER + 2] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), ALLOWS - TEST_OTHER - 3, 0);
    program[KILLS] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    program[ALLOWS] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {.len = LENGTH, .filter = program};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0 ||
           error_set(err, ERROR_ENVIRONMENT, "the kernel can't take calls from a process");
}

bool confine_child(const struct confinement *confinement, int parent, struct error *err) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        return error_set(err, ERROR_ENVIRONMENT, "the process that began this one has ended");
    struct confinement limits = {.cpu_seconds = confinement->cpu_seconds};
    return set_limits(&limits, err) && (!confine_is_built_in() || give_up_template_calls(err));
}

/* ---- the stack ------------------------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__

/* AddressSanitizer knows the stacks of threads, and complains about contexts. */
struct stack_call {
    int (*function)(void *argument);
    void *argument;
    int result;
};

static void *run_call(void *argument) {
    struct stack_call *call = argument;
    call->result = call->function(call->argument);
    return NULL;
}

int confine_run_on_stack(size_t stack_bytes, int (*function)(void *argument), void *argument) {
    struct stack_call call = {.function = function, .argument = argument};
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0)
        return CONFINE_NO_STACK;
    bool started = pthread_attr_setstacksize(&attributes, stack_bytes) == 0 &&
                   pthread_create(&thread, &attributes, run_call, &call) == 0;
    pthread_attr_destroy(&attributes);
    return started && pthread_join(thread, NULL) == 0 ? call.result : CONFINE_NO_STACK;
}

#else

enum { GUARD_BYTES = 1024 * 1024 };

/* One call at a time: contexts take no pointers as arguments. A thread would be simpler, but
 * Landlock and seccomp shut in the calling thread only, and the first one would stay free. */
static struct stack_call {
    int (*function)(void *argument);
    void *argument;
    int result;
    ucontext_t caller, callee;
} current;

static void run_call(void) {
    current.result = current.function(current.argument);
}

int confine_run_on_stack(size_t stack_bytes, int (*function)(void *argument), void *argument) {
    /* Pages are taken as they are touched; the guard below turns an overflow into SIGSEGV. */
    char *block = mmap(NULL, stack_bytes + GUARD_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (block == MAP_FAILED)
        return CONFINE_NO_STACK;
    /* Huge pages would clear 2 MB at the first touch; refusing them may fail where there are none.
     */
    madvise(block, stack_bytes + GUARD_BYTES, MADV_NOHUGEPAGE);
    current = (struct stack_call){.function = function, .argument = argument};
    if (mprotect(block, GUARD_BYTES, PROT_NONE) != 0 || getcontext(&current.callee) != 0) {
        munmap(block, stack_bytes + GUARD_BYTES);
        return CONFINE_NO_STACK;
    }
    current.callee.uc_stack.ss_sp = block + GUARD_BYTES;
    current.callee.uc_stack.ss_size = stack_bytes;
    current.callee.uc_link = &current.caller;
    makecontext(&current.callee, run_call, 0);
    int switched = swapcontext(&current.caller, &current.callee);
    munmap(block, stack_bytes + GUARD_BYTES);
    return switched == 0 ? current.result : CONFINE_NO_STACK;
}

#endif
