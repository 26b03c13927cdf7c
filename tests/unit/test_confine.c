/* test_confine.c - what a confined process can and can't do. Each case runs in a forked child,
 * since confinement can't be taken off. */
#include "base/confine.h"

#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WORKED = 42, REFUSED = 43, UNCONFINED = 44 };

static const struct confinement ordinary = {.memory_bytes = 0, .cpu_seconds = 5};

/* The wait status of a child that confines itself and then runs the action. */
static int status_of(int (*action)(void), const struct confinement *confinement) {
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct error err;
        if (!confine_process(confinement, &err))
            _exit(UNCONFINED);
        _exit(action());
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void assert_works(int (*action)(void)) {
    int status = status_of(action, &ordinary);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), WORKED);
}

static void assert_dies_by(int (*action)(void), int signal) {
    int status = status_of(action, &ordinary);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), signal);
}

static void skip_unless_confined(void) {
    if (!confine_is_built_in()) {
        print_message("this build does not confine: skipped\n");
        skip();
    }
}

/* ---- what must not work ---- */

static int open_file(void) {
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? WORKED : REFUSED;
}
static int make_socket(void) {
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? WORKED : REFUSED;
}
static int run_program(void) {
    char *arguments[] = {"/bin/true", NULL};
    execv("/bin/true", arguments);
    return REFUSED;
}
static int fork_child(void) {
    return fork() >= 0 ? WORKED : REFUSED;
}
static int signal_parent(void) {
    return kill(getppid(), 0) == 0 ? WORKED : REFUSED;
}
static int map_executable(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
               ? REFUSED
               : WORKED;
}
static int make_executable(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? WORKED : REFUSED;
}
static int sleep_long(void) {
    struct timespec second = {.tv_sec = 1};
    return nanosleep(&second, NULL) == 0 ? WORKED : REFUSED;
}

static void forbidden_calls_end_the_process(void **state) {
    (void)state;
    skip_unless_confined();
    int (*const actions[])(void) = {open_file,     make_socket,    run_program,     fork_child,
                                    signal_parent, map_executable, make_executable, sleep_long};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        assert_dies_by(actions[i], SIGSYS);
}

/* ---- what must work ---- */

static int compare_numbers(const void *a, const void *b) {
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return (x > y) - (x < y);
}
static int sort_many(void) {
    enum { COUNT = 2000000 };
    unsigned *numbers = malloc(COUNT * sizeof *numbers);
    if (!numbers)
        return REFUSED;
    for (unsigned i = 0; i < COUNT; i++)
        numbers[i] = i * 2654435761u;
    qsort(numbers, COUNT, sizeof *numbers, compare_numbers);
    for (unsigned i = 1; i < COUNT; i++)
        if (numbers[i - 1] > numbers[i])
            return REFUSED;
    free(numbers);
    return WORKED;
}
static int allocate_large_blocks(void) {
    char *block = NULL;
    for (size_t size = 1000; size < 100u << 20; size *= 3) {
        block = realloc(block, size);
        if (!block)
            return REFUSED;
        block[size - 1] = 1;
    }
    free(block);
    return WORKED;
}
static volatile sig_atomic_t rang;
static void ring(int signal) {
    (void)signal;
    rang = 1;
}
static int wait_for_timer(void) {
    struct sigaction action = {.sa_handler = ring};
    struct itimerval timer = {.it_value = {.tv_usec = 2000}};
    if (sigaction(SIGALRM, &action, NULL) != 0 || setitimer(ITIMER_REAL, &timer, NULL) != 0)
        return REFUSED;
    while (!rang)
        ;
    return WORKED;
}
static int number_text(void) {
    char text[64];
    snprintf(text, sizeof text, "%.3f", 1.0 / 3);
    return strcmp(text, "0.333") == 0 ? WORKED : REFUSED;
}
static int end_by_abort(void) {
    abort();
}

static void ordinary_work_goes_on(void **state) {
    (void)state;
    assert_works(sort_many);
    assert_works(allocate_large_blocks);
    assert_works(wait_for_timer);
    assert_works(number_text);
}

static void abort_is_told_apart_from_a_forbidden_call(void **state) {
    (void)state;
    assert_dies_by(end_by_abort, SIGABRT);
}

static int write_through_pipe(void) {
    return write(STDERR_FILENO, "", 0) == 0 ? WORKED : REFUSED;
}
static void open_descriptors_stay_usable(void **state) {
    (void)state;
    assert_works(write_through_pipe);
}

/* ---- limits ---- */

static int spin(void) {
    volatile unsigned long rounds = 0;
    while (rounds < ULONG_MAX)
        rounds++;
    return REFUSED;
}
static void processor_time_is_limited(void **state) {
    (void)state;
    const struct confinement one_second = {.cpu_seconds = 1};
    int status = status_of(spin, &one_second);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGXCPU);
}

static int take_memory(void) {
    for (int i = 0; i < 64; i++) {
        char *block = malloc(16u << 20);
        if (!block)
            return WORKED;
        block[0] = 1;
    }
    return REFUSED;
}
static void memory_is_limited(void **state) {
    (void)state;
    skip_unless_confined();
    const struct confinement small = {.memory_bytes = 512u << 20, .cpu_seconds = 5};
    int status = status_of(take_memory, &small);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), WORKED);
}

/* ---- a kernel without a part ---- */

static void missing_kernel_parts_are_named(void **state) {
    (void)state;
    skip_unless_confined();
    static const struct {
        enum confine_part part;
        const char *word;
    } cases[] = {{CONFINE_LIMITS, "limit"},
                 {CONFINE_NO_NEW_PRIVILEGES, "privileges"},
                 {CONFINE_LANDLOCK, "Landlock"},
                 {CONFINE_SECCOMP, "seccomp"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            struct error err = {0};
            confine_simulate_missing(cases[i].part);
            bool refused = !confine_process(&ordinary, &err) && err.code == ERROR_ENVIRONMENT &&
                           strstr(err.message, cases[i].word);
            _exit(refused ? WORKED : REFUSED);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), WORKED);
    }
}

static void the_other_parts_are_applied_all_the_same(void **state) {
    (void)state;
    skip_unless_confined();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct error err;
        confine_simulate_missing(CONFINE_LANDLOCK);
        if (confine_process(&ordinary, &err))
            _exit(REFUSED);
        _exit(open_file());
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

/* ---- the stack ---- */

static int use_stack(int depth) {
    volatile char frame[1024];
    frame[0] = (char)depth;
    return depth == 0 ? frame[0] : use_stack(depth - 1) + (frame[0] - frame[0]);
}
static int go_deep(void *argument) {
    return use_stack(*(int *)argument) + 7;
}
static void the_large_stack_holds_deep_recursion(void **state) {
    (void)state;
    int depth =
        confine_is_built_in() ? 100000 : 40000; /* over 100 MB; sanitizers' frames are wider */
    assert_int_equal(confine_run_on_stack(128u << 20, go_deep, &depth), 7);
    assert_int_equal(confine_run_on_stack(128u << 20, go_deep, &depth), 7);
}

static int go_on_forever(void *argument) {
    int depth = 1 << 30;
    (void)argument;
    return use_stack(depth);
}
static void leaving_the_stack_is_a_crash_and_no_overwrite(void **state) {
    (void)state;
    skip_unless_confined();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(confine_run_on_stack(1u << 20, go_on_forever, NULL));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
}

static int confined_on_stack(void *argument) {
    struct error err;
    return confine_process(argument, &err) ? sort_many() : UNCONFINED;
}
static void confinement_holds_on_the_large_stack_and_after_it(void **state) {
    (void)state;
    skip_unless_confined();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct confinement confinement = ordinary;
        int result = confine_run_on_stack(128u << 20, confined_on_stack, &confinement);
        if (result != WORKED)
            _exit(result);
        open_file();
        _exit(REFUSED);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forbidden_calls_end_the_process),
        cmocka_unit_test(ordinary_work_goes_on),
        cmocka_unit_test(abort_is_told_apart_from_a_forbidden_call),
        cmocka_unit_test(open_descriptors_stay_usable),
        cmocka_unit_test(processor_time_is_limited),
        cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(missing_kernel_parts_are_named),
        cmocka_unit_test(the_other_parts_are_applied_all_the_same),
        cmocka_unit_test(the_large_stack_holds_deep_recursion),
        cmocka_unit_test(leaving_the_stack_is_a_crash_and_no_overwrite),
        cmocka_unit_test(confinement_holds_on_the_large_stack_and_after_it),
    };
    return cmocka_run_group_tests_name("confine", tests, NULL, NULL);
}
