/* main.c - where both programs begin.
 *
 * Layer: cli. A closed pipe, or a file as large as it may be, is an error of write() here, not a
 * signal.
 * SIGINT keeps its default action: the shell sees a program ended by it (130) and stops its loop,
 * and since output files are written by rename and the index in one transaction nothing is left
 * half done.
 */
#include "base/memory.h"
#include "cli/command.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A standard stream that the caller has closed would give its number to the next file opened, and
 * the output would go into that: so it is opened in the direction that can't be used. */
static void hold_standard_streams(void) {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* What a search takes, mostly. */
enum { USUAL_HEAP_BYTES = 600 * 1024 };

int main(int argument_count, char **arguments) {
    if (!command_refresh) /* the light program */
        memory_expect(USUAL_HEAP_BYTES);
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return command_main(argument_count, arguments);
}
