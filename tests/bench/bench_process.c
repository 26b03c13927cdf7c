/* bench_process.c - what a command costs: the clock, processor time and memory of all its
 * processes.
 *
 * Usage: bench_process COMMAND [ARGUMENT...]
 * Runs it with no input and its output thrown away; one line of JSON on standard output; its exit
 * code is the command's (125 where it could not be run). A small program of its own, because the
 * memory that a process is charged with begins with that of the one that started it, and because
 * an interpreter takes longer to start a process than some of these run.
 */
#include "bench_clock.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_RUN = 125 };

int main(int count, char **arguments) {
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status;
    if (count < 2) {
        fputs("usage: bench_process COMMAND [ARGUMENT...]\n", stderr);
        return NOT_RUN;
    }
    /* What a child leaves behind comes here, and is counted where it has ended by then. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    double start = bench_wall_ms();
    int failure = posix_spawnp(&child, arguments[1], &actions, NULL, arguments + 1, environ);
    if (failure) {
        fprintf(stderr, "bench_process: %s: %s\n", arguments[1], strerror(failure));
        return NOT_RUN;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    double wall = bench_wall_ms() - start;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("{\"wall_ms\":%.4f,\"cpu_ms\":%.4f,\"peak_mb\":%.2f}\n", wall, bench_children_cpu_ms(),
           (double)usage.ru_maxrss / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : NOT_RUN;
}
