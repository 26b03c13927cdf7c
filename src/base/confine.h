/* confine.h - shutting a process in: no files, no network, no new programs, bounded memory and
 * time.
 *
 * Layer: base. Used by a forked child before it touches a script. Built without confinement
 * (FOOTNOTE_CONFINE off, for sanitizer builds) the calls succeed and do nothing but set the limits
 * that sanitizers can bear.
 */
#ifndef FOOTNOTE_BASE_CONFINE_H
#define FOOTNOTE_BASE_CONFINE_H

#include "base/error.h"

#include <stddef.h>

struct confinement {
    size_t memory_bytes; /* address space; 0: unlimited */
    int cpu_seconds;
    bool
        may_fork; /* a template: it forks, and its children shut themselves in with confine_child */
};

/* Applies resource limits (no core files, no new files, no new processes), no_new_privs, Landlock
 * with no file system at all, and a seccomp list that lets memory, pipes and clocks through.
 * ERROR_ENVIRONMENT names the first part that the kernel lacks (the others are applied): the caller
 * refuses to run the script unless told otherwise. After it, a forbidden call ends the process with
 * SIGSYS. */
bool confine_process(const struct confinement *confinement, struct error *err);

/* In a process forked by one that was confined with may_fork: gives up forking, and whatever else a
 * template may do beyond others, sets the limit of processor time (of this process alone) and ends
 * with the process `parent`, its template. From here on it is as shut in as by confine_process. */
bool confine_child(const struct confinement *confinement, int parent, struct error *err);

/* Address space in use, so that a limit can count from here: fonts and the index may be mapped. 0
 * where the system doesn't tell. */
size_t confine_memory_in_use(void);

/* From here on the process gets at most so many bytes more, for good: what a library unpacks from a
 * stranger's file fails instead of taking the machine. Nothing where this build does not confine.
 */
bool confine_memory(size_t more_bytes, struct error *err);

/* True when this build confines. */
bool confine_is_built_in(void);

/* For tests: confine_process behaves as if the kernel lacked that part. */
enum confine_part {
    CONFINE_NOTHING,
    CONFINE_LIMITS,
    CONFINE_NO_NEW_PRIVILEGES,
    CONFINE_LANDLOCK,
    CONFINE_SECCOMP,
};
void confine_simulate_missing(enum confine_part part);

/* Calls function(argument) on a stack of stack_bytes and returns what it returned. Lua needs 128 MB
 * to survive hostile coroutines; the default 8 MB is not enough. To be called before
 * confine_process, and by one thread only. CONFINE_NO_STACK when there is no room for the stack. */
enum { CONFINE_NO_STACK = -1000 };
int confine_run_on_stack(size_t stack_bytes, int (*function)(void *argument), void *argument);

#endif
