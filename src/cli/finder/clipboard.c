/* clipboard.c - see clipboard.h. In order: the sequence; the tool.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/finder/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- the sequence --------------------------------------------------------------------------- */

static void add_base64(struct strbuf *out, struct slice bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t count = bytes.length - i < 3 ? bytes.length - i : 3;
        unsigned value = 0;
        for (size_t k = 0; k < 3; k++)
            value = value << 8 | (k < count ? (unsigned char)bytes.data[i + k] : 0U);
        for (size_t k = 0; k < 4; k++)
            strbuf_add_char(out, k <= count ? digits[value >> (18 - 6 * k) & 63] : '=');
    }
}

void clipboard_add_sequence(struct strbuf *bytes, struct slice text) {
    strbuf_add(bytes, "\033]52;c;");
    add_base64(bytes, text);
    strbuf_add_char(bytes, '\a');
}

/* ---- the tool ------------------------------------------------------------------------------- */

static const struct tool {
    const char *display;      /* the variable that tells of its desktop; NULL: none needed */
    const char *arguments[4]; /* ended by NULL */
} tools[] = {
    {"WAYLAND_DISPLAY", {"wl-copy", NULL}},
    {"DISPLAY", {"xclip", "-selection", "clipboard", NULL}},
#ifdef __APPLE__
    {NULL, {"pbcopy", NULL}},
#endif
};

/* In the child: the text comes in, nothing goes out to the screen. */
static void run_child(const struct tool *tool, int input) {
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    signal(SIGPIPE, SIG_DFL);
    if (nothing >= 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(nothing, STDOUT_FILENO) >= 0 &&
        dup2(nothing, STDERR_FILENO) >= 0)
        execvp(tool->arguments[0], (char *const *)tool->arguments);
    _exit(127);
}

/* Both tools go on in the background and leave the child at once. */
static bool ends_well(pid_t child) {
    enum { STEP_MS = 5, MOST_MS = 1000 };
    const struct timespec step = {0, STEP_MS * 1000000L};
    int status = 0;
    for (int waited_ms = 0; waited_ms < MOST_MS; waited_ms += STEP_MS) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (ended < 0 && errno != EINTR)
            return false;
        nanosleep(&step, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return false;
}

static bool run_tool(const struct tool *tool, struct slice text) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        run_child(tool, ends[0]);
    close(ends[0]);
    /* a reference is far shorter than what a pipe holds: this never waits */
    bool is_written = child > 0 && write(ends[1], text.data, text.length) == (ssize_t)text.length;
    close(ends[1]);
    return child > 0 && ends_well(child) && is_written;
}

const char *clipboard_run_tool(struct slice text) {
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        const char *display = tools[i].display ? getenv(tools[i].display) : "";
        if (display && (!tools[i].display || display[0]) && run_tool(&tools[i], text))
            return tools[i].arguments[0];
    }
    return NULL;
}
