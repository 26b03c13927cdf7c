/* pager.c - see pager.h.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 127 }; /* as the shell says it */

static const char *pager_name(void) {
    const char *name = getenv("PAGER");
    return name ? name : "less";
}

bool pager_is_wanted(struct slice bytes) {
    struct winsize size = {0};
    const char *terminal_kind = getenv("TERM");
    const char *name = pager_name();
    if (!name[0] || strcmp(name, "cat") == 0 || !terminal_kind ||
        strcmp(terminal_kind, "dumb") == 0 || isatty(STDOUT_FILENO) != 1 ||
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0)
        return false;
    int lines = 1; /* the prompt's */
    for (size_t i = 0; i < bytes.length; i++)
        lines += bytes.data[i] == '\n';
    return lines > size.ws_row;
}

static _Noreturn void become_pager(const int ends[2]) {
    signal(SIGPIPE, SIG_DFL);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    setenv("LESS", "FRX", 0);
    if (getenv("PAGER"))
        execl("/bin/sh", "sh", "-c", pager_name(), (char *)NULL);
    else
        execlp("less", "less", (char *)NULL);
    _exit(NOT_STARTED);
}

/* Until it has all, or doesn't want any more. */
static void feed(int end, struct slice bytes) {
    while (bytes.length > 0) {
        ssize_t written = write(end, bytes.data, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return;
        bytes.data += written;
        bytes.length -= (size_t)written;
    }
}

bool pager_show(struct slice bytes) {
    int ends[2], status = 0;
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        become_pager(ends);
    close(ends[0]);
    if (child < 0) {
        close(ends[1]);
        return false;
    }
    /* what is typed is the pager's: Ctrl-C ends a search in it, not us */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit, closed;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    sigaction(SIGPIPE, &ignore, &closed);
    feed(ends[1], bytes);
    close(ends[1]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    sigaction(SIGPIPE, &closed, NULL);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_STARTED);
}
