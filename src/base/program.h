/* program.h - another program on a stranger's bytes, shut in.
 *
 * Layer: base. The program gets its input on standard input and nothing else: no network, no new
 * processes, no files but what the system installed (/usr, /lib: to be read and loaded, nothing to
 * be written), limits for memory, processor time, wall time and output. What it writes is taken
 * over a pipe. Any thread may call it. A kernel without Landlock or seccomp is an error: the
 * program is not run open.
 *
 *     struct program program = {.path = "/usr/bin/pdftotext", .arguments = arguments,
 *                               .input = bytes, .memory_bytes = 256 << 20, .cpu_seconds = 5,
 *                               .wall_seconds = 10, .output_bytes = 64 << 20};
 *     if (program_run(&program, &output, &result, &err) && result.end == PROGRAM_DONE) ...
 */
#ifndef FOOTNOTE_BASE_PROGRAM_H
#define FOOTNOTE_BASE_PROGRAM_H

#include "base/error.h"
#include "base/strbuf.h"

struct program {
    const char *path;             /* absolute; below /usr */
    const char *const *arguments; /* argv, with its name first and NULL last */
    struct slice input;
    size_t memory_bytes; /* address space */
    int cpu_seconds, wall_seconds;
    size_t output_bytes;
};

enum program_end {
    PROGRAM_DONE,     /* with exit code 0 */
    PROGRAM_FAILED,   /* with another one, or by a signal: memory, a forbidden call, a crash */
    PROGRAM_TIMEOUT,  /* processor or wall time */
    PROGRAM_TOO_MUCH, /* output */
    PROGRAM_MISSING,  /* no such program, or it can't be started */
};

struct program_result {
    enum program_end end;
    char complaint[512]; /* the beginning of what it wrote to standard error */
};

/* False and ERROR_ENVIRONMENT when it could not be run as it should. */
bool program_run(const struct program *program, struct strbuf *output,
                 struct program_result *result, struct error *err);

#endif
