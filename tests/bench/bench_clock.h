/* bench_clock.h - time and memory of a measuring program. Plain enough for C++ (bench_xapian.cc).
 */
#ifndef FOOTNOTE_BENCH_CLOCK_H
#define FOOTNOTE_BENCH_CLOCK_H

#include <sys/resource.h>
#include <time.h>

/* CLOCK_MONOTONIC: the clock on the wall; CLOCK_PROCESS_CPUTIME_ID: of this process alone. */
static inline double bench_clock_ms(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline double bench_wall_ms(void) {
    return bench_clock_ms(CLOCK_MONOTONIC);
}

static inline double bench_cpu_ms(void) {
    return bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

/* Processor time of the children that were waited for, and theirs. */
static inline double bench_children_cpu_ms(void) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* The most that this process has held. */
static inline double bench_peak_mb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

#endif
